"""One screen with all classes, in which names are typed (Qt)."""
