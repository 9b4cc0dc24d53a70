"""How an accepted plan becomes rows of the database, exactly as it was counted."""
