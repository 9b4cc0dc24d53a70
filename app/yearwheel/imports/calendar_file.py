"""Which entries stand in a calendar file (.ics)?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from app.contacts.imports.files import preflight
from app.contacts.texts import clean_text, shown
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from app.core.schoolyear import year_range
from app.yearwheel.imports.bodies_named import before_colon, in_title, kind_named
from app.yearwheel.imports.found import LONGEST_MORE, LONGEST_TITLE, Found, FoundProblem, FoundRow
from app.yearwheel.imports.when import read_when

LARGEST = 5_000_000  # bytes: the calendar of a school for ten years is less than one million
MOST_TIMES = 60
"""An event that comes up more often in a year is no entry of a wheel."""
MOST_EVENTS = 20_000
MOST_REPEATS = 100_000
LONGEST_COUNTING = 8.0
"""Seconds: counting out a rule that no day fulfils takes some, and a calendar may have thousands of them."""
DAY = timedelta(days=1)
HERE = ZoneInfo("Europe/Oslo")
SIMPLE = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
BROKEN = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What comes of days no calendar has, and of properties that are not what they should be."""
_NOT_SIMPLE = ("BYHOUR", "BYMINUTE", "BYSECOND")

NO_CALENDAR = N_("This is not a calendar. Choose a file ending in .ics, as calendars write it.")
TOO_LARGE = N_("The calendar is too large. Export only the events of the school year.")
NO_DAY = N_("“{title}” has no day that can be read. It was left out.")
NO_TITLE = N_("An event on {day} has no title. It was left out.")
CANCELLED = N_("“{title}” is cancelled in the calendar. It was left out.")
TOO_OFTEN = N_("“{title}” comes up more than {most} times in the year. It was left out.")
NOT_SIMPLE = N_("How often “{title}” comes up cannot be read. Only its first day was taken.")
OTHER_YEARS = N_("Events of other school years that were left out: {n}")
IDENTITY = N_("An event holds a fødselsnummer, which is never kept. It was left out.")


def read_calendar(path: Path, year: int) -> Found:
    """Read the events of a school year from a calendar file (RFC 5545), each time they come up. Raises UserError."""
    if preflight.size_of(path) > LARGEST:
        raise UserError(TOO_LARGE)
    data = preflight.all_bytes(path)
    if b"BEGIN:VCALENDAR" not in data[:4096].upper():
        raise UserError(NO_CALENDAR)
    if not data.rstrip(b"\r\n \t\0\x1a").upper().endswith(b"END:VCALENDAR"):
        raise UserError(preflight.DAMAGED)
    return found_in(data, year)


def found_in(data: bytes, year: int) -> Found:
    """Return the events of a school year. Raises UserError."""
    reader = _Reader(year)
    for calendar in _calendars(data):
        named = in_title(clean_text(str(calendar.get("X-WR-CALNAME", "") or calendar.get("NAME", ""))))
        events = [one for one in calendar.walk() if one.name in ("VEVENT", "VTODO")]
        if len(events) > MOST_EVENTS:
            raise UserError(TOO_LARGE)
        reader.read(events, named)
    return reader.found()


def _calendars(data: bytes) -> list[Any]:
    from icalendar import Calendar

    try:
        return list(Calendar.from_ical(data, multiple=True))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise UserError(NO_CALENDAR) from error


@dataclass(frozen=True)
class _Time:
    """One time an event comes up; ``origin`` is the day it was meant for, which its code is made of."""

    first: date
    last: date
    origin: date


class _Reader:
    def __init__(self, year: int) -> None:
        self.year = year
        self.first, self.last = year_range(year)
        self.rows: list[tuple[date, FoundRow]] = []
        self.problems: list[FoundProblem] = []
        self.elsewhere = 0
        self.repeats = 0
        self.counting = 0.0

    def found(self) -> Found:
        if self.elsewhere:
            self.tell(OTHER_YEARS, n=self.elsewhere)
        ordered = sorted(self.rows, key=lambda one: (one[0], one[1].title))
        return Found(tuple(row for _, row in ordered), tuple(self.problems))

    def tell(self, message: str, **values: object) -> None:
        self.problems.append(FoundProblem(None, Saying(message, values)))

    def read(self, events: Iterable[Any], named: str) -> None:
        """Take the events of one calendar; ``named`` is the body it is of."""
        instead: dict[str, set[date]] = {}
        singly = list(events)
        for event in singly:
            with suppress(*BROKEN):
                meant = _day_of(event.get("RECURRENCE-ID"))
                if meant is not None:
                    instead.setdefault(str(event.get("UID", "")), set()).add(meant)
        for event in singly:
            try:
                self.take(event, named, instead.get(str(event.get("UID", "")), set()))
            except BROKEN:  # the others are as good as before
                self.tell(NO_DAY, title=_title(event))

    def take(self, event: Any, named: str, instead: set[date]) -> None:
        title = clean_text(str(event.get("SUMMARY", "")))
        more = _more(event)
        if holds_identity_number(title) or holds_identity_number(more):
            self.tell(IDENTITY)
            return
        times = self.times(event, title, instead)
        if times is None:
            self.tell(NO_DAY, title=shown(title))
            return
        within = [one for one in times if one.first <= self.last and self.first <= one.last]
        if not within:
            self.elsewhere += 1
            return
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            self.tell(CANCELLED, title=shown(title))
        elif not title:
            self.tell(NO_TITLE, day=f"{within[0].first:%d.%m.%Y}")
        elif len(within) > MOST_TIMES:
            self.tell(TOO_OFTEN, title=shown(title), most=MOST_TIMES)
        else:
            for one in within:
                self.add(event, title, more, named, one)

    def add(self, event: Any, title: str, more: str, named: str, one: _Time) -> None:
        body, rest = before_colon(title)
        category = next((text for text in _categories(event) if kind_named(text)), "")
        uid = str(event.get("UID", "")) or title
        mark = hashlib.sha256(f"{uid}\n{one.origin.isoformat()}".encode()).hexdigest()[:9].upper()
        first, last = max(one.first, self.first), min(one.last, self.last)
        single = read_when(first, self.year) if first == last else None
        title = rest if len(rest) <= LONGEST_TITLE else rest[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
        row = FoundRow(
            title=title,
            rule=single.rules[0] if single else f"DATO({first.isoformat()})..DATO({last.isoformat()})",
            ring=body or category or named,
            description="\n".join(part for part in (rest if title != rest else "", more) if part)[:LONGEST_MORE],
            code=f"I{mark}",
        )
        self.rows.append((first, row))

    def times(self, event: Any, title: str, instead: set[date]) -> list[_Time] | None:
        """Return every time an event comes up that can be of the year, None where it has no day."""
        start = event.get("DTSTART") or event.get("DUE")
        begins, ends = _local(getattr(start, "dt", None)), _local(_end(event, getattr(start, "dt", None)))
        if begins is None:
            return None
        first = begins.date() if isinstance(begins, datetime) else begins
        last = max(first, _last_day(begins, ends))
        length = last - first
        meant = _day_of(event.get("RECURRENCE-ID"))
        if meant is not None:
            return [_Time(first, last, meant)]
        days = {first, *self.repeated(event, begins, title, length), *_days_in(event.get("RDATE"))}
        days -= _days_in(event.get("EXDATE")) | instead
        return [_Time(day, day + length, day) for day in sorted(days)]

    def repeated(self, event: Any, begins: date | datetime, title: str, length: timedelta) -> Iterator[date]:
        """Return the days of a rule that says how often, within the year; a rule that is not simple is told."""
        rule = event.get("RRULE")
        if rule is None:
            return
        rules = rule if isinstance(rule, list) else [rule]
        for one in rules:
            often = str((one.get("FREQ") or [""])[0]).upper()
            days = None
            if often in SIMPLE and not any(word in one for word in _NOT_SIMPLE):
                days = self.counted(one, begins)
            if days is None:
                self.tell(NOT_SIMPLE, title=shown(title))
            else:
                yield from (day for day in days if day >= self.first - length)

    def counted(self, rule: Any, begins: date | datetime) -> list[date] | None:
        """Return the days of a rule. Raises UserError where a calendar repeats more than any school's does."""
        started = monotonic()
        days = _repeat(rule, begins, self.last)
        self.counting += monotonic() - started
        self.repeats += len(days or ())
        if self.repeats > MOST_REPEATS or self.counting > LONGEST_COUNTING:
            raise UserError(TOO_LARGE)
        return days


def _title(event: Any) -> str:
    """Return what a broken event is called, as far as that can be read."""
    with suppress(*BROKEN):
        title = clean_text(str(event.get("SUMMARY", "")))
        return "" if holds_identity_number(title) else shown(title)
    return ""


def _repeat(rule: Any, begins: date | datetime, last: date) -> list[date] | None:
    """Return the days of a rule until a day, None where it cannot be read. Times are those of the wall clock."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    wall = begins.replace(tzinfo=None) if isinstance(begins, datetime) else datetime.combine(begins, time())
    end = datetime.combine(last, time.max).replace(microsecond=0)
    if min(map(int, rule.get("INTERVAL") or [1])) < 1:  # it would never end
        return None
    given = {name: value for name, value in rule.items() if name not in ("UNTIL", "COUNT")}
    until = _local((rule.get("UNTIL") or [None])[0])
    if until is not None:
        whole = until.replace(tzinfo=None) if isinstance(until, datetime) else datetime.combine(until, time.max)
        end = min(end, whole.replace(microsecond=0))
    try:
        found = rrulestr(type(rule)(given).to_ical().decode("utf-8"), dtstart=wall)
        times = islice(
            found.replace(until=end), min(MOST_REPEATS + 1, int((rule.get("COUNT") or [MOST_REPEATS + 1])[0]))
        )
        return [one.date() for one in times]
    except (ValueError, TypeError, LookupError, OverflowError):
        return None


def _local(moment: Any) -> date | datetime | None:
    """Return a day, or a moment as the clock here shows it."""
    if isinstance(moment, datetime):
        return moment.astimezone(HERE) if moment.tzinfo is not None else moment
    return moment if isinstance(moment, date) else None


def _end(event: Any, begins: Any) -> Any:
    """Return when an event ends, which is no part of it any more."""
    end = getattr(event.get("DTEND"), "dt", None)
    length = getattr(event.get("DURATION"), "dt", None)
    if end is None and isinstance(length, timedelta) and isinstance(begins, date) and abs(length) < timedelta(days=400):
        return begins + length
    return end


def _last_day(begins: date | datetime, ends: date | datetime | None) -> date:
    if isinstance(ends, datetime):
        midnight = ends.time() == time() and isinstance(begins, datetime) and ends.date() > begins.date()
        return ends.date() - DAY if midnight else ends.date()
    if isinstance(ends, date):
        return ends - DAY
    return begins.date() if isinstance(begins, datetime) else begins


def _day_of(value: Any) -> date | None:
    local = _local(getattr(value, "dt", None))
    return local.date() if isinstance(local, datetime) else local


def _days_in(value: Any) -> set[date]:
    """Return the days of EXDATE or RDATE, of which there may be several lines."""
    lines = value if isinstance(value, list) else [] if value is None else [value]
    found = (_day_of(one) for line in lines for one in getattr(line, "dts", ()))
    return {day for day in found if day is not None}


def _categories(event: Any) -> list[str]:
    value = event.get("CATEGORIES")
    lines = value if isinstance(value, list) else [] if value is None else [value]
    return [clean_text(str(one)) for line in lines for one in getattr(line, "cats", ())]


def _more(event: Any) -> str:
    """Return place, time of day and description, so that nothing is lost; nobody's name and address."""
    begins = _local(getattr(event.get("DTSTART"), "dt", None))
    ends = _local(_end(event, getattr(event.get("DTSTART"), "dt", None)))
    parts = [clean_text(str(event.get("LOCATION", "")))]
    if isinstance(begins, datetime):
        same_day = isinstance(ends, datetime) and ends.date() == begins.date() and ends > begins
        parts.insert(0, f"kl. {begins:%H.%M}" + (f"–{ends:%H.%M}" if same_day else ""))
    lines = [clean_text(line) for line in str(event.get("DESCRIPTION", "")).splitlines()]
    return "\n".join(part for part in (*parts, *lines) if part)
