"""Does a body meet as often as its rule says?"""

from __future__ import annotations

from datetime import date

VERDICTS = ("nothing_asked", "met", "on_track", "late", "to_plan", "behind")
"""Nobody says how often; as often as asked already; enough held by now and planned; enough planned, but fewer held by
now than should be; enough held by now, but too few planned; too few of both."""
SAID = ("late", "to_plan", "behind")


def verdict(held: int, coming: int, wanted: int | None, expected: int) -> str:
    """Return how a body stands (``VERDICTS``): held until today, coming this year, wanted, expected until today."""
    if not wanted:
        return "nothing_asked"
    if held >= wanted:
        return "met"
    if held + coming >= wanted:
        return "on_track" if held >= expected else "late"
    return "to_plan" if held >= expected else "behind"


def expected_by(on: date, first: date, last: date, wanted: int | None) -> int:
    """Return how many of the meetings of a period should have been held by a day, if they were spread evenly."""
    if not wanted or on < first:
        return 0
    if on >= last:
        return wanted
    return wanted * ((on - first).days + 1) // ((last - first).days + 1)
