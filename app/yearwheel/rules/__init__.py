"""When is it? Rules as they are written, said and counted out on a calendar: pure."""
