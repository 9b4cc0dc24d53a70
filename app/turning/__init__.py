"""The page on which the office makes the next school year of this one (Qt)."""
