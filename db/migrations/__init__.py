"""Which versions of the schema are there? Oldest first; the last is the one the models describe."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = REVISIONS[-1]
