"""Which school year is a date in, and what is the year called?

A school year turns on 1 August (the term boundary most by-laws use); it is named by its starting year.
"""

from __future__ import annotations

import re
from datetime import date

from app.core.errors import UserError
from app.core.i18n import N_

FIRST_MONTH = 8


def year_of(day: date) -> int:
    """Return the starting year of the school year that ``day`` is in."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_name(start_year: int) -> str:
    """Return 2026/27 for 2026."""
    return f"{start_year}/{(start_year + 1) % 100:02d}"


def year_range(start_year: int) -> tuple[date, date]:
    """Return the first and last day: 1 August and 31 July."""
    return date(start_year, FIRST_MONTH, 1), date(start_year + 1, FIRST_MONTH - 1, 31)


def day_in_year(start_year: int, today: date) -> date:
    """Return the day a year is shown as it stands on: today if it is in the year, else the nearest day that is."""
    first, last = year_range(start_year)
    return min(max(today, first), last)


def parse_year(text: str) -> int:
    """Read 2026/27, 2026/2027, 2026-27 or 2026. Raises UserError."""
    match = re.fullmatch(r"\s*(20\d\d)(?:\s*[/-]\s*(?:20)?(\d\d))?\s*", text)
    if match is None or (match[2] is not None and int(match[2]) != (int(match[1]) + 1) % 100):
        raise UserError(N_("Write the school year like 2026/27."), field="start_year")
    return int(match[1])
