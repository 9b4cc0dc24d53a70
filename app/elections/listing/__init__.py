"""All elections of a year in a list, and who is up next year (Qt)."""
