"""Next year's classes beside each other, and what is done with who is in them (Qt)."""
