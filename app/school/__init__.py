"""The school itself: its name, years and classes."""
