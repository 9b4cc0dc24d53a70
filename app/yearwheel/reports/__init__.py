"""The wheel's papers."""
