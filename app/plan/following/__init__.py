"""Who has seen the plan, and what it promises: the window's side of it."""
