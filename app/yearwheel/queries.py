"""What is known of the yearly wheel: its rings, a year with all that comes up in it, one entry, its task list?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.contacts.disclosure import Naming, disclosure
from app.contacts.listed import people_for
from app.core import clock
from app.core.i18n import translator
from app.core.plain import plain
from app.meetings.queries import meeting_rows, meetings_in
from app.school.queries import own_language, school_calendar
from app.yearwheel.coming import Known, come_up
from app.yearwheel.following import cases_in
from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow, TaskRow, Wheel
from app.yearwheel.rules.resolve import estimated
from app.yearwheel.words import NOT_NAMED
from db.models import (
    Body,
    ClassMembership,
    SchoolClass,
    SchoolYear,
    WheelEntry,
    WheelOccurrence,
    WheelRing,
    WheelTask,
)


def wheel(session: Session, year: int, today: date) -> Wheel:
    """Return all that comes up in a school year, as it stands on a day; in as many queries however much it is."""
    calendar = school_calendar(session, year)
    entries = entry_rows(session, year)
    there = rings(session)
    stored = _OCCURRENCES.where(WheelEntry.start_year == year)
    written = {(one.wheel_entry_id, one.number): one for one in session.scalars(stored)}
    meetings = {row.id: row for row in meetings_in(session, year)}
    cases = cases_in(session, year, [one.agenda_item_id for one in written.values()])
    become = {one.meeting_id for one in written.values()} | {case.meeting_id for case in cases.by_id.values()}
    elsewhere = meeting_rows(session, {one for one in become if one is not None and one not in meetings})
    known = Known(
        today=today,
        entries=entries,
        rings={one.id: one for one in there},
        calendar=calendar,
        written=written,
        meetings={**meetings, **elsewhere},
        cases=cases,
        classes=_classes(session, year),
        language=own_language(session),
        elsewhere=frozenset(elsewhere),
    )
    found = estimated(calendar) if any(one.rule for one in entries) else ()
    return Wheel(year, there, entries, come_up(known), calendar, found)


def rings(session: Session) -> tuple[RingRow, ...]:
    """Return the rings, the outermost first."""
    query = select(WheelRing, Body.kind).outerjoin(Body, Body.id == WheelRing.body_id)
    found = session.execute(query.order_by(WheelRing.position, WheelRing.id))
    return tuple(plain(RingRow, ring, body_kind=kind or "") for ring, kind in found)


def tasks(session: Session, entry_id: int, audience: str = "office") -> tuple[TaskRow, ...]:
    """Return the task list of an entry in order; ``audience`` decides by what a person stands in ``done_by``.

    Whoever must not be named to it stands there as what they are, "a parent", and ``person_id`` is None.
    """
    query = select(WheelTask, SchoolClass.name).outerjoin(SchoolClass, SchoolClass.id == WheelTask.school_class_id)
    query = query.where(WheelTask.wheel_entry_id == entry_id).order_by(WheelTask.position, WheelTask.id)
    rows = session.execute(query).all()
    names = _names(session, {row.person_id for row, _ in rows if row.person_id is not None}, audience)

    found = []
    for row, class_name in rows:
        person_id, name = names.get(row.person_id or 0, (None, ""))
        found.append(plain(TaskRow, row, done_by=class_name or name or row.who, person_id=person_id))
    return tuple(found)


def entry_row(session: Session, entry_id: int) -> EntryRow:
    """Return one entry. Raises NoResultFound."""
    return _entry(*session.execute(_ENTRIES.where(WheelEntry.id == entry_id)).one())


def entry_rows(session: Session, year: int) -> tuple[EntryRow, ...]:
    """Return the entries of a school year, in the order they were added."""
    return tuple(_entry(*row) for row in session.execute(_ENTRIES.where(WheelEntry.start_year == year)))


def occurrence(session: Session, key: str, year: int, today: date) -> OccurrenceRow:
    """Return one row of the wheel of a year by its key. Raises NoResultFound."""
    found = next((one for one in wheel(session, year, today).occurrences if one.key == key), None)
    if found is None:
        raise NoResultFound
    return found


def has_entries(session: Session, year: int) -> bool:
    """Say whether a school year has a wheel."""
    return session.scalar(select(WheelEntry.id).where(WheelEntry.start_year == year).limit(1)) is not None


def rules_in(session: Session, year: int) -> Mapping[str, str]:
    """Return {code: rule} of the entries of a school year; one without a rule has ""."""
    return {one.code: one.rule for one in entry_rows(session, year)}


def titles_in(session: Session, year: int) -> Mapping[str, str]:
    """Return {code: title} of the entries of a school year."""
    return {one.code: one.title for one in entry_rows(session, year)}


_LINES = (
    select(
        WheelTask.wheel_entry_id.label("entry_id"),
        func.count().label("lines"),
        func.count(WheelTask.done_on).label("done"),
    )
    .group_by(WheelTask.wheel_entry_id)
    .subquery()
)
_ENTRIES = (
    select(WheelEntry, func.coalesce(_LINES.c.lines, 0), func.coalesce(_LINES.c.done, 0))
    .outerjoin(_LINES, _LINES.c.entry_id == WheelEntry.id)
    .order_by(WheelEntry.id)
)
_OCCURRENCES = select(WheelOccurrence).join(WheelEntry, WheelEntry.id == WheelOccurrence.wheel_entry_id)


def _entry(row: WheelEntry, lines: int, done: int) -> EntryRow:
    found: EntryRow = plain(EntryRow, row, tasks=lines, tasks_done=done)
    return found


def _classes(session: Session, year: int) -> dict[int, int | None]:
    """Return {class of a year: its grade}."""
    query = select(SchoolClass.id, SchoolClass.grade).join(SchoolYear).where(SchoolYear.start_year == year)
    return {row.id: row.grade for row in session.execute(query)}


def _names(session: Session, people: set[int], audience: str) -> dict[int, tuple[int | None, str]]:
    """Return {person: who that is to an audience (None: nobody it may know), and what they are called}."""
    if not people:
        return {}
    allowed = disclosure(session, audience, clock.today())
    listed, tr = people_for(session, people, allowed), translator(own_language(session))
    pupils = set(session.scalars(select(ClassMembership.person_id).where(ClassMembership.person_id.in_(people))))
    found: dict[int, tuple[int | None, str]] = {}
    for one in people:
        naming = allowed.naming(one, is_pupil=one in pupils, printed_as="role")
        if naming is Naming.NAME and one in listed:
            found[one] = one, listed[one].full_name
        elif naming is Naming.ALIAS and allowed.alias(one):
            found[one] = None, allowed.alias(one)
        else:
            found[one] = None, tr(NOT_NAMED)
    return found
