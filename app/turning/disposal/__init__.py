"""What the daily work is done with, and what the office decides of it, line by line (arkivlova § 13)."""
