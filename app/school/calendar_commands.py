"""What does the user do with the school calendar?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_, translator
from app.core.schoolyear import year_name, year_range
from app.school.calendar import DAY, KIND_WORDS, Entry, SchoolCalendar, covers, overlap, usual_name
from app.school.calendar_file import Difference
from app.school.public_holidays import public_holidays
from db.models import CalendarEntry, School

LONGEST_NAME = 80


def add_entry(
    session: Session, start_year: int, first_day: date | None, last_day: date | None, kind: str, name: str = ""
) -> int:
    """Write a break, a planning day or a day off into the year's calendar; returns its id. Raises UserError.

    Without ``last_day`` it is one day; without a name it is called as such days usually are.
    """
    if first_day is None:
        raise UserError(N_("Write the date like 24.08.2026."), field="first_day")
    entry = _checked(session, start_year, first_day, first_day if last_day is None else last_day, kind, name)
    added = CalendarEntry(first_day=entry.first_day, last_day=entry.last_day, kind=entry.kind, name=entry.name)
    session.add(added)
    session.flush()
    return added.id


def set_entry_field(session: Session, start_year: int, entry_id: int, field: str, value: Any) -> None:
    """Change the kind, the name, the first or the last day of an entry. Raises UserError.

    When a single day is moved, its last day comes along.
    """
    row = session.get_one(CalendarEntry, entry_id)
    if field.endswith("_day") and value is None:
        raise UserError(N_("Write the date like 24.08.2026."), field=field)
    values = {"first_day": row.first_day, "last_day": row.last_day, "kind": row.kind, "name": row.name, field: value}
    if field == "first_day" and row.first_day == row.last_day:
        values["last_day"] = value
    _write(row, _checked(session, start_year, **values, entry_id=entry_id, field=field))


def remove_entry(session: Session, entry_id: int) -> None:
    """Take an entry out of the calendar: its days are school days again."""
    session.delete(session.get_one(CalendarEntry, entry_id))


def take_calendar(session: Session, differences: Sequence[Difference]) -> None:
    """Let what a file says land: what is new is added, what is changed or gone follows the file."""
    for difference in differences:
        before, after = difference.before, difference.after
        if before is None and after is not None:
            new = CalendarEntry(first_day=after.first_day, last_day=after.last_day, kind=after.kind, name=after.name)
            session.add(new)
        elif before is not None:
            row = session.get(CalendarEntry, before.id)
            if row is not None and after is not None:
                _write(row, after)
            elif row is not None:
                session.delete(row)


def set_first_school_day(session: Session, start_year: int, day: date | None) -> None:
    """Let the summer break before the year reach to the day before the pupils' first. Raises UserError."""
    _set_end(session, start_year, "starts_on", day)


def set_last_school_day(session: Session, start_year: int, day: date | None) -> None:
    """Let the summer break after the year begin on the day after the pupils' last. Raises UserError."""
    _set_end(session, start_year, "ends_on", day)


def _set_end(session: Session, start_year: int, field: str, day: date | None) -> None:
    first, last = year_range(start_year)
    at_start = field == "starts_on"
    edge = first if at_start else last
    rows = list(session.scalars(select(CalendarEntry)))
    summer = next((row for row in rows if covers(row, edge)), None)
    others = [row for row in rows if row is not summer]
    if day is None:
        raise UserError(N_("Write the date like 24.08.2026."), field=field)
    _within(start_year, day, day, field)
    closed = SchoolCalendar(first, last, others, public_holidays(first, last)).why_closed(day)
    if closed is not None:
        tr = translator(session.scalars(select(School.written_standard)).one())
        message = N_("Pupils are not at school on {day} ({reason}).")
        raise UserError(message, field=field, day=day.strftime("%d.%m.%Y"), reason=tr(closed))
    from_day, to_day = (first, day - DAY) if at_start else (day + DAY, last)
    if from_day > to_day:
        if summer is not None:
            session.delete(summer)
    elif summer is None:
        name = _usual_name(session, from_day, to_day, "break")
        session.add(CalendarEntry(first_day=from_day, last_day=to_day, kind="break", name=name))
    else:
        summer.first_day, summer.last_day = from_day, to_day


def _checked(
    session: Session,
    start_year: int,
    first_day: date,
    last_day: date,
    kind: str,
    name: str,
    entry_id: int | None = None,
    field: str = "first_day",
) -> Entry:
    """Return the entry as it is stored. Raises UserError about ``field``."""
    if kind not in KIND_WORDS:
        raise UserError(N_("Choose one of the words in the list."), field="kind")
    if last_day < first_day:
        where = "last_day" if field == "first_day" and entry_id is None else field
        raise UserError(N_("The last day cannot come before the first."), field=where)
    _within(start_year, first_day, last_day, field)
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        message = N_("The name is too long. Use at most {most} characters.")
        raise UserError(message, field="name", most=LONGEST_NAME)
    entry = Entry(first_day, last_day, kind, name or _usual_name(session, first_day, last_day, kind))
    for other in session.scalars(select(CalendarEntry).where(CalendarEntry.kind == kind)):
        if other.id != entry_id and overlap(other, entry):
            day = max(other.first_day, first_day).strftime("%d.%m.%Y")
            message = N_("“{name}” stands on {day} already.")
            raise UserError(message, field=field, name=other.name, day=day)
    return entry


def _within(start_year: int, first_day: date, last_day: date, field: str) -> None:
    first, last = year_range(start_year)
    if first_day < first or last_day > last:
        raise UserError(
            N_("The day is not in the school year {year} ({first}–{last})."),
            field=field,
            year=year_name(start_year),
            first=first.strftime("%d.%m.%Y"),
            last=last.strftime("%d.%m.%Y"),
        )


def _usual_name(session: Session, first_day: date, last_day: date, kind: str) -> str:
    """Name it in the school's own written standard: the calendar is one of its papers."""
    tr = translator(session.scalars(select(School.written_standard)).one())
    near = public_holidays(first_day - 7 * DAY, last_day + 7 * DAY)  # a break often ends the day before Maundy Thursday
    return tr(usual_name(first_day, last_day, kind, near))


def _write(row: CalendarEntry, entry: Entry) -> None:
    row.first_day, row.last_day, row.kind, row.name = entry.first_day, entry.last_day, entry.kind, entry.name
