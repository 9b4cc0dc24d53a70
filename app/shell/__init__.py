"""The Qt frame that every room of the program stands in; it knows no feature by name."""
