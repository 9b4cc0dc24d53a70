"""When are the breaks of a school year, and on which of its days can something be put?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.i18n import N_, later
from app.meetings.rules.dates import NthWeekday, days_of, pupils_year
from app.school.calendar import (
    DAY,
    FARTHEST,
    Days,
    SchoolCalendar,
    covers,
    days,
    is_weekday,
    overlap,
    usual_name,
    weekdays,
)
from app.school.public_holidays import public_holidays
from app.yearwheel.rules.forms import ANCHORS

EASTER_BREAK = N_("the Easter break")
A_WEEKEND = N_("a weekend")
_BREAKS = {
    "Autumn break": "HØSTFERIE",
    "Christmas break": "JULEFERIE",
    "Winter break": "VINTERFERIE",
    "Easter break": "PÅSKE",
}
"""Which anchor a break is, by what it is usually called; what the school calls it does not matter."""
_AUTUMN_WEEK, _WINTER_WEEK = 40, 8
_CHRISTMAS = (12, 21), (1, 2)
_LIKELY_EASTER = (4, 5)
_USUAL_START = NthWeekday(3, 0)

What = str | dict[str, str]
"""What a day is off for: a name as it stands in the calendar, or a msgid to be said later."""


@dataclass(frozen=True)
class AnchorDays:
    """From the first weekday of an anchor to its last; ``is_estimated`` where the calendar does not have it."""

    first: date
    last: date
    is_estimated: bool = False


class SchoolYear:
    """A school year as rules see it."""

    def __init__(self, calendar: SchoolCalendar) -> None:
        self.calendar = calendar
        self.autumn, self.spring = calendar.first_day.year, calendar.last_day.year
        self._open: dict[date, bool] = {}
        self.breaks = _known_breaks(calendar)
        start, end = pupils_year(calendar)
        knows_start, knows_end = calendar.starts_on() is not None, calendar.ends_on() is not None
        if not knows_start:
            august = date(self.autumn, 8, 1)
            start = days_of(_USUAL_START, august, august.replace(day=31), is_weekday)[0]
        if not knows_end:
            while not is_weekday(end):
                end -= DAY
        self.start, self.end = start, end
        easter = self._easter()
        constitution_day = date(self.spring, 5, 17)
        self.anchors = {
            "SKOLESTART": AnchorDays(start, start, not knows_start),
            "HØSTFERIE": self.breaks.get("HØSTFERIE") or _week(self.autumn, _AUTUMN_WEEK),
            "JULEFERIE": self.breaks.get("JULEFERIE")
            or _on_weekdays(date(self.autumn, *_CHRISTMAS[0]), date(self.spring, *_CHRISTMAS[1]), is_estimated=True),
            "VINTERFERIE": self.breaks.get("VINTERFERIE") or _week(self.spring, _WINTER_WEEK),
            "PÅSKE": easter,
            "17MAI": AnchorDays(constitution_day, constitution_day),
            "SKOLESLUTT": AnchorDays(end, end, not knows_end),
        }
        self.easter_break = self.breaks.get("PÅSKE") or AnchorDays(easter.first - 6 * DAY, easter.first + DAY, True)

    def is_open(self, day: date) -> bool:
        """Say whether something can be put on a day: a school day, or around the pupils' year one that staff work."""
        if day not in self._open:
            if self.start <= day <= self.end:
                self._open[day] = self.calendar.is_school_day(day)
            else:
                self._open[day] = is_weekday(day) and day not in self.calendar.holidays
        return self._open[day]

    def open_from(self, day: date, step: timedelta) -> date:
        """Return the next open day from a day on (``step`` DAY) or back (-DAY); where there is none, the day itself."""
        for number in range(FARTHEST):
            if self.is_open(day + number * step):
                return day + number * step
        return day

    def open_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the open days of a period."""
        return tuple(day for day in days(first, last) if self.is_open(day))

    def why_closed(self, day: date, *, weekends: bool = False) -> What | None:
        """Return what a day is off for; None if it is not, or only for a weekend that nobody needs to be told of."""
        if self.start <= day <= self.end:
            entry = next((entry for entry in self.calendar.entries if covers(entry, day)), None)
            if entry is not None:
                return self._what(entry)
        if day in self.calendar.holidays:
            return later(self.calendar.holidays[day][0])
        return later(A_WEEKEND) if weekends and not is_weekday(day) else None

    def in_break(self, day: date) -> bool:
        """Say whether a day is in a break that the calendar has."""
        return any(covers(entry, day) for entry in self.calendar.entries if entry.kind == "break")

    def half_years(self) -> tuple[tuple[date, date], tuple[date, date]]:
        """Return the pupils' days before and after the Christmas break."""
        christmas = self.anchors["JULEFERIE"]
        return (self.start, christmas.first - DAY), (christmas.last + DAY, self.end)

    def month(self, month: int) -> date:
        """Return the first day of a month, 1 to 12, of this school year."""
        return date(self.autumn if month >= self.calendar.first_day.month else self.spring, month, 1)

    def _what(self, entry: Days) -> What:
        if entry.kind == "planning_day":
            return later(N_("a planning day"))
        anchor = _anchor_of(entry, self.calendar) if entry.kind == "break" else ""
        if anchor == "PÅSKE":
            return later(EASTER_BREAK)
        return later(ANCHORS[anchor]) if anchor else f"«{entry.name}»" if entry.name else later(N_("a day off"))

    def _easter(self) -> AnchorDays:
        first, last = date(self.spring, 1, 1), self.calendar.last_day
        day = _easter_in(self.calendar.holidays, first, last) or _easter_in(public_holidays(first, last), first, last)
        likely = date(self.spring, *_LIKELY_EASTER)  # of a year that nobody has reckoned out
        return AnchorDays(day, day) if day else AnchorDays(likely, likely, True)


def _easter_in(holidays: Mapping[date, tuple[str, ...]], first: date, last: date) -> date | None:
    return next((day for day, names in holidays.items() if "Easter Sunday" in names and first <= day <= last), None)


def _known_breaks(calendar: SchoolCalendar) -> dict[str, AnchorDays]:
    """Return the breaks the calendar has by anchor; the longest where several could be meant."""
    found: dict[str, AnchorDays] = {}
    for group in _adjoining(calendar):
        anchor = _anchor_of(group[0], calendar)
        spell = _on_weekdays(group[0].first_day, max(entry.last_day for entry in group))
        if anchor and spell.first <= spell.last:
            known = found.get(anchor)
            if known is None or spell.last - spell.first > known.last - known.first:
                found[anchor] = spell
    return found


def _adjoining(calendar: SchoolCalendar) -> Iterator[Sequence[Days]]:
    """Give the breaks of a calendar, those of the same name with no weekday between them together."""
    group: list[Days] = []
    for entry in calendar.breaks():
        if group and _anchor_of(group[0], calendar) == _anchor_of(entry, calendar):
            until = max(one.last_day for one in group)
            if not weekdays(until + DAY, entry.first_day - DAY):
                group.append(entry)
                continue
        if group:
            yield group
        group = [entry]
    if group:
        yield group


def _anchor_of(entry: Days, calendar: SchoolCalendar) -> str:
    """Return which anchor a break is; "" for the summer's and for one of another season."""
    if not overlap(entry, calendar) or covers(entry, calendar.first_day) or covers(entry, calendar.last_day):
        return ""
    return _BREAKS.get(usual_name(entry.first_day, entry.last_day, "break", calendar.holidays), "")


def _on_weekdays(first: date, last: date, *, is_estimated: bool = False) -> AnchorDays:
    """Return a break without the weekends around it: it is the same whether they were typed or not."""
    while not is_weekday(first):
        first += DAY
    while not is_weekday(last):
        last -= DAY
    return AnchorDays(first, last, is_estimated)


def _week(year: int, week: int) -> AnchorDays:
    return AnchorDays(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 5), True)
