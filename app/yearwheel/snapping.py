"""On which days does something land that is moved by hand? Pure."""

from __future__ import annotations

from datetime import date, timedelta

from app.meetings.rules.dates import pupils_year
from app.school.calendar import SchoolCalendar, days, is_weekday

DAY = timedelta(days=1)


def is_open(calendar: SchoolCalendar, day: date) -> bool:
    """Say whether something can be on a day: with school, or (before and after the pupils' year) a day staff work."""
    first, last = pupils_year(calendar)
    if first <= day <= last:
        return calendar.is_school_day(day)
    return is_weekday(day) and day not in calendar.holidays


def length_of(calendar: SchoolCalendar, first: date, last: date) -> int:
    """Return how many such days some days are; at least one."""
    return max(1, sum(is_open(calendar, day) for day in days(first, last)))


def moved_to(calendar: SchoolCalendar, first: date, length: int) -> tuple[date, date]:
    """Return the days of something so long that begins on a day, or on the next one that is open.

    None of them is outside the school year: at its end the last open day is taken, and it becomes shorter.
    """
    first_day = _next_open(calendar, first) or _last_open(calendar)
    last_day = first_day
    for _ in range(length - 1):
        following = _next_open(calendar, last_day + DAY)
        if following is None:
            break
        last_day = following
    return first_day, last_day


def _next_open(calendar: SchoolCalendar, day: date) -> date | None:
    while day <= calendar.last_day:
        if is_open(calendar, day):
            return day
        day += DAY
    return None


def _last_open(calendar: SchoolCalendar) -> date:
    day = calendar.last_day
    while not is_open(calendar, day):  # the year ends in July, of which most days are weekdays
        day -= DAY
    return day
