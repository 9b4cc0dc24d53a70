"""The wheel as list and as months, and what stands beside it (Qt)."""
