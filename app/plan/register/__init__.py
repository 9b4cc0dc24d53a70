"""Which other plans has the school: the window's side of it."""
