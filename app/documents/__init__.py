"""A paper as data, and the writers that make a file of it."""
