"""How entries come in from a table or a calendar."""
