"""How does the yearly wheel come into a calendar, so that a change later finds the one it changes? (RFC 5545)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from app.core import clock
from app.core.i18n import Translator
from app.documents.characters import clean
from app.meetings.reports.calendar_file import event_of
from app.meetings.rows import MeetingRow
from app.yearwheel.rows import OccurrenceRow

if TYPE_CHECKING:
    from icalendar import Event

_FIRST_MINUTE = datetime(2020, 1, 1, tzinfo=UTC)
_SEVERAL = 2


def calendar_of(
    occurrences: Iterable[OccurrenceRow],
    meetings: Mapping[int, MeetingRow],
    tr: Translator,
    *,
    school: str,
    name: str,
) -> bytes:
    """Return what comes up as a calendar; ``school`` tells its entries from those of another school's wheel.

    What has become a meeting is that meeting, with its own UID, day and time; weeks in which several meetings are stand
    there beside them. What has no day is left out.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Skolekontoret//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(name))
    now = clock.now().astimezone(UTC)
    titles: dict[int, list[str]] = {}
    for one in occurrences:
        known = [meeting for meeting in one.meetings if meeting in meetings]
        for meeting in known:
            titles.setdefault(meeting, []).append(one.title)
        if one.first is not None and one.last is not None and (not known or len(known) >= _SEVERAL):
            calendar.add_component(_event(one, one.first, one.last, school, now))
    for event in _met(titles, meetings, tr):
        calendar.add_component(event)
    if any(meetings[meeting].starts_at is not None for meeting in titles):
        calendar.add_missing_timezones(first_date=date(2020, 1, 1), last_date=date(2040, 1, 1))
    data: bytes = calendar.to_ical()
    return data


def uid_of(row: OccurrenceRow, school: str) -> str:
    """Return what a calendar knows a time by: the same from every file of the school's, whatever its day or title."""
    entry = row.entry
    name = row.key if entry is None else f"{entry.start_year}/{entry.code}/{row.number}"
    return f"{uuid5(NAMESPACE_URL, f'skolekontoret:{school}/{name}')}@skolekontoret"


def _event(row: OccurrenceRow, first: date, last: date, school: str, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid_of(row, school))
    # Nobody counts the changes of an entry. The minutes that have passed grow from file to file, so that a calendar
    # takes the newer one.
    event.add("sequence", int((now - _FIRST_MINUTE).total_seconds()) // 60)
    event.add("dtstamp", now)
    event.add("summary", clean(row.title))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # the day after: the end is not included
    event.add("categories", [clean(row.ring.name)])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if row.status == "dropped" else "CONFIRMED")
    return event


def _met(titles: Mapping[int, Sequence[str]], meetings: Mapping[int, MeetingRow], tr: Translator) -> Iterator[Event]:
    """Yield each meeting once, however many entries it is; it says which."""
    for meeting, said in titles.items():
        event = event_of(meetings[meeting], tr)
        event.add("description", clean("\n".join(dict.fromkeys(said))))
        yield event
