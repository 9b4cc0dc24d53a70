"""Meetings: planning, agenda, notice, minutes, and what is to be done after them."""
