"""How do meetings come into a calendar, so that a change later finds the one it changes? (iCalendar, RFC 5545)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.core import clock
from app.core.i18n import N_, Translator
from app.documents.characters import clean
from app.meetings.rows import MeetingRow
from app.meetings.words import say_where, say_whose

if TYPE_CHECKING:
    from icalendar import Event

ZONE = ZoneInfo("Europe/Oslo")
USUAL_LENGTH = timedelta(hours=1)
"""How long a meeting stands in the calendar where nobody has said when it ends."""


def calendar_of(rows: Iterable[MeetingRow], tr: Translator, *, school: str = "") -> bytes:
    """Return the meetings as a calendar. The UID of each stays, its SEQUENCE grows with each change.

    A single cancelled meeting is taken out of the calendars that have it (METHOD CANCEL); among others it stands there
    as cancelled.
    """
    from icalendar import Calendar

    rows = tuple(rows)
    calendar = Calendar()
    calendar.add("prodid", "-//Skolekontoret//NO")
    calendar.add("version", "2.0")
    is_cancelled = len(rows) == 1 and rows[0].cancelled_on is not None
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    if school:
        calendar.add("x-wr-calname", clean(school))
    for row in rows:
        calendar.add_component(event_of(row, tr))
    if any(row.starts_at is not None for row in rows):
        calendar.add_missing_timezones(first_date=date(2020, 1, 1), last_date=date(2040, 1, 1))
    data: bytes = calendar.to_ical()
    return data


def event_of(row: MeetingRow, tr: Translator) -> Event:
    """Return one meeting as it stands in a calendar."""
    from icalendar import Event

    event = Event()
    event.add("uid", row.calendar_uid)
    event.add("sequence", row.calendar_sequence)
    event.add("dtstamp", clock.now().astimezone(ZoneInfo("UTC")))
    whose = say_whose(row, tr)
    event.add("summary", clean(whose if row.kind != "body" else tr(N_("Meeting of {body}"), body=whose)))
    if row.starts_at is None:
        event.add("dtstart", row.held_on)
        event.add("dtend", row.held_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        start = datetime.combine(row.held_on, row.starts_at, ZONE)
        event.add("dtstart", start)
        end = start + USUAL_LENGTH if row.ends_at is None else datetime.combine(row.held_on, row.ends_at, ZONE)
        event.add("dtend", end)
    where = say_where(row, tr)
    if where:
        event.add("location", clean(where))
    event.add("status", "CANCELLED" if row.cancelled_on is not None else "CONFIRMED")
    return event
