"""What stands beside the list: everything about one person, shown and edited in place."""
