"""On which days does a rhythm fall: the second Tuesday of the month, every third week, in some weeks of the year?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.school.calendar import SchoolCalendar

WEEK = timedelta(days=7)
LAST = -1
USUAL_START, USUAL_END = (8, 15), (6, 20)
"""Between which days pupils are at school where the calendar has no summer yet."""
FARTHEST = 3  # weeks; no break but the summer is longer


@dataclass(frozen=True)
class NthWeekday:
    """The ``nth`` (1 to 5, or LAST) such weekday (Monday is 0) of each month; a month without a fifth has none."""

    nth: int
    weekday: int


@dataclass(frozen=True)
class EveryWeeks:
    """Such a weekday (Monday is 0) every so many weeks, from the first one of the period."""

    weeks: int
    weekday: int


@dataclass(frozen=True)
class InWeeks:
    """Such a weekday (Monday is 0) in some weeks of the year (ISO 8601); a year without a week 53 has none there."""

    weeks: tuple[int, ...]
    weekday: int


@dataclass(frozen=True)
class Spread:
    """``number`` such weekdays (Monday is 0), spread evenly over the days with school."""

    number: int
    weekday: int


Rhythm = NthWeekday | EveryWeeks | InWeeks | Spread


def days_of(rhythm: Rhythm, first: date, last: date, is_open: Callable[[date], bool]) -> tuple[date, ...]:
    """Return the days of a rhythm in a period, both ends included; of all but a Spread also those that are not open."""
    if isinstance(rhythm, NthWeekday):
        found = (_nth(month, rhythm) for month in _months(first, last))
        return tuple(day for day in found if day is not None and first <= day <= last)
    weekdays = _weekdays(rhythm.weekday, first, last)
    if isinstance(rhythm, EveryWeeks):
        return tuple(weekdays[:: max(1, rhythm.weeks)])
    if isinstance(rhythm, InWeeks):
        return tuple(day for day in weekdays if day.isocalendar().week in rhythm.weeks)
    return _spread([day for day in weekdays if is_open(day)], rhythm.number)


def pupils_year(calendar: SchoolCalendar) -> tuple[date, date]:
    """Return the pupils' first and last day; near enough as long as the summer is not in the calendar."""
    first, last = calendar.first_day, calendar.last_day
    return (
        calendar.starts_on() or date(first.year, *USUAL_START),
        calendar.ends_on() or date(last.year, *USUAL_END),
    )


def next_open(day: date, last: date, is_open: Callable[[date], bool], taken: Sequence[date] = ()) -> date | None:
    """Return the next such weekday that is open and not taken; None if there is none in the next weeks."""
    for _ in range(FARTHEST):
        day += WEEK
        if day <= last and is_open(day) and day not in taken:
            return day
    return None


def _nth(month: date, rhythm: NthWeekday) -> date | None:
    following = (month + timedelta(days=31)).replace(day=1)
    if rhythm.nth == LAST:
        end = following - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - rhythm.weekday) % 7)
    day = month + timedelta(days=(rhythm.weekday - month.weekday()) % 7) + (rhythm.nth - 1) * WEEK
    return day if day < following else None


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _weekdays(weekday: int, first: date, last: date) -> list[date]:
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return [day + week * WEEK for week in range(max(0, (last - day).days // 7 + 1))]


def _spread(days: Sequence[date], number: int) -> tuple[date, ...]:
    """Return so many of some days, each from the middle of its share of them."""
    number = min(number, len(days))
    return tuple(days[(2 * at + 1) * len(days) // (2 * number)] for at in range(number))
