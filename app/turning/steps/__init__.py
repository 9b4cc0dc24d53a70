"""The steps of the turn, one beside what it does, and the release of the year (Qt)."""
