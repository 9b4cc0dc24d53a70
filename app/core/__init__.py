"""What every room of the program shares: no Qt, no database."""
