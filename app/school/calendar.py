"""Which days are school days? Pure rules on what the office wrote and on the public holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from app.core.i18n import N_

DAY = timedelta(days=1)
FARTHEST = 120  # days; no break is longer
SCHOOL_DAYS = 190  # 38 weeks of five days (opplæringslova § 14-1)
USUAL_BREAKS = (
    ((2, 1), (3, 15), N_("Winter break")),
    ((6, 12), (8, 31), N_("Summer break")),
    ((9, 20), (10, 31), N_("Autumn break")),
)
KIND_WORDS = {"break": N_("Break"), "planning_day": N_("Planning day"), "day_off": N_("Day off")}


class Span(Protocol):
    """From ``first_day`` to ``last_day``, both included."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...


class Days(Span, Protocol):
    """What stands in the calendar."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


def covers(entry: Span, day: date) -> bool:
    """Say whether a day stands in an entry."""
    return entry.first_day <= day <= entry.last_day


def overlap(one: Span, other: Span) -> bool:
    """Say whether two entries have a day in common."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def is_weekday(day: date) -> bool:
    """Say whether a day is from Monday to Friday."""
    return day.weekday() < 5


def weekdays(first: date, last: date) -> tuple[date, ...]:
    """Return the days from Monday to Friday of a period."""
    return tuple(day for day in days(first, last) if is_weekday(day))


def days(first: date, last: date) -> tuple[date, ...]:
    """Return every day of a period."""
    return tuple(first + number * DAY for number in range((last - first).days + 1))


def usual_name(first: date, last: date, kind: str, holidays: Mapping[date, tuple[str, ...]]) -> str:
    """Return what such days are usually called (a msgid), by the time of the year."""
    if kind != "break":
        return KIND_WORDS[kind]
    middle = (first + (last - first) / 2).replace(year=2000)  # a leap year: every day has its place
    if middle >= date(2000, 12, 18) or middle <= date(2000, 1, 6):
        return N_("Christmas break")
    good_fridays = [day for day, names in holidays.items() if "Good Friday" in names]
    if any(first <= day + 7 * DAY and last >= day - 7 * DAY for day in good_fridays):
        return N_("Easter break")
    for start, end, name in USUAL_BREAKS:
        if start <= (middle.month, middle.day) <= end:
            return name
    return KIND_WORDS[kind]


@dataclass(frozen=True)
class Entry:
    """A break, a planning day or a day off, both days included (opplæringslova § 14-1)."""

    first_day: date
    last_day: date
    kind: str
    name: str


@dataclass(frozen=True)
class SchoolCalendar:
    """One school year from ``first_day`` to ``last_day``. ``holidays`` is day → names (msgids).

    ``entries`` and ``holidays`` may reach beyond the year, so that the day before it and after it are right too.
    """

    first_day: date
    last_day: date
    entries: Sequence[Days]
    holidays: Mapping[date, tuple[str, ...]]

    def is_school_day(self, day: date) -> bool:
        """Say whether pupils are at school: from Monday to Friday, no public holiday, and nothing in the calendar."""
        return is_weekday(day) and day not in self.holidays and not any(covers(entry, day) for entry in self.entries)

    def next_school_day(self, day: date) -> date | None:
        """Return the first school day after a day; None if there is none within four months."""
        return self._search(day, DAY)

    def previous_school_day(self, day: date) -> date | None:
        """Return the last school day before a day; None if there is none within four months."""
        return self._search(day, -DAY)

    def school_days(self) -> tuple[date, ...]:
        """Return every school day of the year."""
        return tuple(day for day in days(self.first_day, self.last_day) if self.is_school_day(day))

    def breaks(self) -> tuple[Days, ...]:
        """Return the breaks that have a day in the year, in order."""
        own = [entry for entry in self.entries if entry.kind == "break" and overlap(entry, self)]
        return tuple(sorted(own, key=lambda entry: (entry.first_day, entry.last_day)))

    def starts_on(self) -> date | None:
        """Return the pupils' first day; None as long as the summer before it is not in the calendar."""
        if not any(covers(entry, self.first_day) for entry in self.entries):
            return None
        return next((day for day in days(self.first_day, self.last_day) if self.is_school_day(day)), None)

    def ends_on(self) -> date | None:
        """Return the pupils' last day; None as long as the summer after it is not in the calendar."""
        if not any(covers(entry, self.last_day) for entry in self.entries):
            return None
        return next((day for day in reversed(days(self.first_day, self.last_day)) if self.is_school_day(day)), None)

    def why_closed(self, day: date) -> str | None:
        """Return why a day is no school day: the name of what stands there, a msgid for the rest; None if it is one."""
        entry = next((entry for entry in self.entries if covers(entry, day)), None)
        if entry is not None:
            return entry.name or KIND_WORDS[entry.kind]
        if day in self.holidays:
            return self.holidays[day][0]
        return None if is_weekday(day) else N_("weekend")

    def _search(self, day: date, step: timedelta) -> date | None:
        for _ in range(FARTHEST):
            day += step
            if self.is_school_day(day):
                return day
        return None
