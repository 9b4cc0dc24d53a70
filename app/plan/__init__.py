"""The plan for the cooperation of home and school: writing it, who has seen it, whether it is kept, and results."""
