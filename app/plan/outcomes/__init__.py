"""What do results of surveys and tests lead to: the window's side of it."""
