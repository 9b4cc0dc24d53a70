"""Which number does a case get, and how is it written? Pure.

A number that was given is never given again and none is left out: the next is one more than the highest of its series.
The series of a year has one name whether it turns with the calendar or with the school year, so that a body that
changes from one to the other goes on counting instead of giving 1/26 twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from app.core.schoolyear import year_of

PER_MEETING = "meeting"
_PART = re.compile(r"\{(n{1,4}|yy|yyyy)\}")
_BRACES = re.compile(r"[{}]")


def is_pattern(pattern: str) -> bool:
    """Say whether numbers can be written so: it has {n}, {nn} … once, and no other braces but {yy} or {yyyy}."""
    parts = [found[1] for found in _PART.finditer(pattern)]
    return sum(part.startswith("n") for part in parts) == 1 and not _BRACES.search(_PART.sub("", pattern))


def period_of(reset: str, held_on: date, meeting_id: int) -> str:
    """Return the name of the series that a meeting's cases are counted in: "2026", or "meeting:12"."""
    if reset == PER_MEETING:
        return f"meeting:{meeting_id}"
    return str(series_year(reset, held_on))


def series_year(reset: str, held_on: date) -> int:
    """Return the year that is written in a number: that the school year began in, or that of the day."""
    return year_of(held_on) if reset == "school_year" else held_on.year


def next_number(given: Iterable[int], start: int) -> int:
    """Return the number after those of a series; ``start`` is that of its first case alone."""
    return max(given, default=start - 1) + 1


def number_text(pattern: str, number: int, year: int) -> str:
    """Return "Sak 12/26" for "Sak {n}/{yy}": n is padded to as many digits as there are letters."""

    def filled(found: re.Match[str]) -> str:
        part = found[1]
        if part.startswith("n"):
            return f"{number:0{len(part)}d}"
        return f"{year % 100:02d}" if part == "yy" else str(year)

    return _PART.sub(filled, pattern)
