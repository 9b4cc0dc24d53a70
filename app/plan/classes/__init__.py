"""How far is each class: the window's side of it."""
