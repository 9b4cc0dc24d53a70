"""The school's memory: schema, transactions, history, search and backup. Knows nothing of the app."""
