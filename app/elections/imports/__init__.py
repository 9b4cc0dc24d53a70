"""How do the results of elections come in with a file? ``results_file.bring_in`` is the way in."""
