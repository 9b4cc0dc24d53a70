"""What does a test of the picture show: a wheel of so many occurrences, without a database?"""

from __future__ import annotations

from datetime import date, timedelta

from app.core.i18n import translator
from app.school.calendar import Entry, SchoolCalendar
from app.shell.days import MONTHS
from app.yearwheel.geometry.parts import Mark, RingLook, Scene, Stretch
from app.yearwheel.looks import ring_role
from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow
from app.yearwheel.rules.forms import MONTH_NAMES
from app.yearwheel.words import STATUS_WORDS

AUTUMN = Entry(date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie")
CALENDAR = SchoolCalendar(
    date(2026, 8, 1),
    date(2027, 7, 31),
    (
        Entry(date(2026, 6, 20), date(2026, 8, 16), "break", "Sommerferie"),
        AUTUMN,
        Entry(date(2026, 12, 21), date(2027, 1, 1), "break", "Juleferie"),
        Entry(date(2027, 6, 19), date(2027, 8, 15), "break", "Sommerferie"),
    ),
    {date(2027, 5, 17): ("Constitution Day",)},
)
RINGS = tuple(
    RingRow(number, "theme", None, "", name, number, pattern, number)
    for number, name, pattern in (
        (1, "Skolemiljøutvalget", "solid"),
        (2, "FAU", "lines"),
        (3, "Foreldremøter", "dots"),
        (4, "Kontoret", "empty"),
    )
)
TITLES = (
    "Konstituering",
    "Foreldremøte",
    "Brannøvelse",
    "Utviklingssamtaler",
    "Høring av budsjett",
    "Elevundersøkelsen",
)


def entry(number: int, ring: RingRow, title: str) -> EntryRow:
    return EntryRow(number, 2026, ring.id, f"X{number}", title, "", "", "", "", "", "", None, 0, 0)


def occurrence(
    number: int,
    first: date | None,
    last: date | None = None,
    *,
    ring: int = 1,
    title: str = "",
    status: str = "planned",
) -> OccurrenceRow:
    """Return the first time the ``number``-th entry comes up."""
    where = RINGS[ring - 1]
    title = title or f"{TITLES[number % len(TITLES)]} {number}"
    last = last or first
    return OccurrenceRow(
        key=f"{number}.1",
        number=1,
        times=1,
        ring=where,
        entry=entry(number, where, title),
        title=title,
        responsible="Rektor" if number % 2 else "",
        first=first,
        last=last,
        by_rule=None,
        status=status,
        is_moved=False,
        note="",
        done_on=None,
        done_note="",
        meetings=(),
        agenda_item_id=None,
        remarks=(),
        problem=None,
    )


def many(number: int) -> tuple[OccurrenceRow, ...]:
    """Return occurrences spread over the school year and the rings, by day; some of a day, some of weeks."""
    start, step = date(2026, 8, 17), 300 / number
    statuses = ("planned", "called", "done", "overdue", "dropped")
    rows = []
    for at in range(number):
        first = start + timedelta(days=round(at * step))
        last = first + timedelta(days=(0, 0, 4, 18)[at % 4])
        rows.append(occurrence(at + 1, first, last, ring=at % 4 + 1, status=statuses[at % 5]))
    return tuple(rows)


def scene(*rows: OccurrenceRow, title: str = "Årshjul 2026/27") -> Scene:
    """Return the scene of 2026/27 with these occurrences, in bokmål."""
    tr = translator("nb")
    dated = [(row, row.first, row.last or row.first) for row in rows if row.first is not None]
    return Scene(
        CALENDAR.first_day,
        CALENDAR.last_day,
        tuple(
            Mark(row.key, row.ring.position - 1, first, last or first, row.title, row.status)
            for row, first, last in dated
        ),
        tuple(RingLook(ring.name, ring_role(ring.colour), ring.pattern) for ring in RINGS),
        (Stretch(AUTUMN.first_day, AUTUMN.last_day, AUTUMN.name),),
        today=date(2026, 11, 23),
        title=title,
        months=tuple(map(tr, MONTH_NAMES)),
        short_months=tuple(map(tr, MONTHS)),
        statuses={status: tr(words) for status, words in STATUS_WORDS.items()},
    )
