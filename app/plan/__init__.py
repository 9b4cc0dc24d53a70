"""The plan for the cooperation of home and school: what it says, what it promises, and who has seen it."""
