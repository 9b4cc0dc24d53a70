"""The wheel as a picture in the window (Qt)."""
