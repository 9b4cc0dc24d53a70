"""What stands in each month: what comes up, and the breaks and holidays it comes up among?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar
    from app.yearwheel.rows import OccurrenceRow

DAY = timedelta(days=1)


def months_of(year: int, start_month: int = 8) -> tuple[tuple[date, date], ...]:
    """Return the first and last day of the twelve months: the school year's, or (1) the calendar year it ends in."""
    firsts = []
    at = date(year if start_month == 8 else year + 1, start_month, 1)
    for _ in range(13):
        firsts.append(at)
        at = (at + 31 * DAY).replace(day=1)
    return tuple((first, after - DAY) for first, after in pairwise(firsts))


def lines_of(
    first: date, last: date, occurrences: Sequence[OccurrenceRow], calendar: SchoolCalendar, tr: Translator
) -> tuple[MonthLine, ...]:
    """Return the lines of a month by day; what goes over several months stands in each."""
    found = [
        MonthLine(max(row.first, first), min(row.last, last), _days(row.first, row.last, first, last), row.title, row)
        for row in occurrences
        if row.first is not None and row.last is not None and row.first <= last and row.last >= first
    ]
    free = [(entry.first_day, entry.last_day, entry.name) for entry in calendar.entries]
    free += [(day, day, ", ".join(tr(name) for name in names)) for day, names in calendar.holidays.items()]
    found += [
        MonthLine(max(start, first), min(end, last), _days(start, end, first, last), name, None)
        for start, end, name in free
        if start <= last and end >= first
    ]
    return tuple(sorted(found, key=lambda line: (line.first, line.row is not None, line.last, line.title)))


def _days(start: date, end: date, first: date, last: date) -> str:
    """Return "12.", "12.–16.", "28.–" for what goes on in the next month, "–3." for what began before."""
    if start == end:
        return f"{start.day}."
    begins = f"{start.day}." if start >= first else ""
    ends = f"{end.day}." if end <= last else ""
    return f"{begins}–{ends}"


def say_line(line: MonthLine, tr: Translator) -> str:
    """Return all of a line as it is read aloud."""
    from app.yearwheel.words import STATUS_WORDS

    if line.row is None:
        return f"{line.days} {line.title}"
    return tr(
        N_("{days} {title}, {ring}, {status}"),
        days=line.days,
        title=line.title,
        ring=line.row.ring.name,
        status=tr(STATUS_WORDS[line.row.status]).lower(),
    )


@dataclass(frozen=True)
class MonthLine:
    """One line of a month; ``row`` None: a break, a holiday or a day off, which is not chosen."""

    first: date
    last: date
    days: str
    title: str
    row: OccurrenceRow | None
