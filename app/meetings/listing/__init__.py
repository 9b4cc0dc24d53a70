"""The page of meetings: the list, the table of all classes, what is to be done, and hearings (Qt)."""
