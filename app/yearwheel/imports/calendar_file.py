"""Which entries stand in a calendar file (.ics)?"""

from __future__ import annotations

from pathlib import Path

from app.yearwheel.imports.found import Found


def read_calendar(path: Path, year: int) -> Found:
    """Read the events of a school year from a calendar file (RFC 5545). Raises UserError."""
    raise NotImplementedError
