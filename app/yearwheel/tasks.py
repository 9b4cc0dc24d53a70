"""What does the user do with the task list of an entry? One function = one undo step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.meetings.entered import entered_id, entered_words, likely_day
from app.meetings.rules.typed_action import Known, person_named
from app.school.queries import staff_members
from db.models import Person, SchoolClass, SchoolYear, WheelEntry, WheelTask

LONGEST = 400
WHAT = N_("Write what shall be done.")
NO_LIST = N_("Last year's wheel has no task list to copy from.")
CHOOSE = N_("Choose one of the values in the list.")


def add_task(session: Session, entry_id: int, task: str, *, who: str = "", at_time: str = "") -> int:
    """Write down what is to be done, last; returns its id.

    ``who`` is the class or the one person of the staff it can mean, else words. Raises UserError (task, who, at_time).
    """
    entry = session.get_one(WheelEntry, entry_id)
    row = WheelTask(
        wheel_entry_id=entry.id,
        position=_last(session, entry_id) + 1,
        task=_what(task, "task"),
        at_time=entered_words(at_time, "at_time"),
    )
    _set_who(session, row, entry.start_year, who)
    session.add(row)
    session.flush()
    return row.id


def set_task(session: Session, task_id: int, field: str, value: str) -> None:
    """Change one fact: task, who, at_time as typed; person_id, school_class_id (ids as text, "" for nobody).

    Whoever does it is one of the three: a class, a person, or words. Raises UserError.
    """
    row = session.get_one(WheelTask, task_id)
    if field == "who":
        _set_who(session, row, session.get_one(WheelEntry, row.wheel_entry_id).start_year, value)
    elif field in _CHOSEN:
        chosen = entered_id(value, field)
        if chosen is not None and session.get(_CHOSEN[field], chosen) is None:
            raise UserError(CHOOSE, field=field)
        row.who, row.person_id, row.school_class_id = "", None, None
        setattr(row, field, chosen)
    else:
        setattr(row, field, _FIELDS[field](value, field))
    session.flush()


def move_task(session: Session, task_id: int, to_index: int) -> None:
    """Move a line to another place in its list (0 is first)."""
    found = session.get_one(WheelTask, task_id)
    rows = [row for row in _lines(session, found.wheel_entry_id) if row.id != task_id]
    rows.insert(max(0, min(to_index, len(rows))), found)
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
    session.flush()


def remove_task(session: Session, task_id: int) -> None:
    """Take a line away."""
    session.delete(session.get_one(WheelTask, task_id))
    session.flush()


def tick_task(session: Session, task_id: int, on: date | None) -> None:
    """Say on which day it was done, or (None) that it is not. Raises UserError for a day to come."""
    if on is not None and likely_day(on, "done_on") > clock.today():
        raise UserError(N_("It cannot have been done on a day to come."), field="done_on")
    session.get_one(WheelTask, task_id).done_on = on
    session.flush()


def copy_tasks(session: Session, entry_id: int) -> int:
    """Copy the list of the year before, last in this one; returns how many lines.

    That of the entry it continues, else the one of the year before with the same topic or title. A class is the class
    of this year with the same name, a person stays a person; a line that is here already is not copied again.
    Raises UserError where there is no such list.
    """
    entry = session.get_one(WheelEntry, entry_id)
    before = _before(session, entry)
    lines = [] if before is None else _lines(session, before)
    if not lines:
        raise UserError(NO_LIST)
    here, position = {row.task for row in _lines(session, entry_id)}, _last(session, entry_id)
    names = {row.id: row.name for row in session.execute(select(SchoolClass.id, SchoolClass.name))}
    classes = _classes(session, entry.start_year)
    copied = 0
    for line in lines:
        if line.task in here:
            continue
        copied += 1
        name = names.get(line.school_class_id or 0, "")
        class_id = classes.get(name.casefold())
        session.add(
            WheelTask(
                wheel_entry_id=entry_id,
                position=position + copied,
                task=line.task,
                who=name if name and class_id is None else line.who,
                person_id=line.person_id,
                school_class_id=class_id,
                at_time=line.at_time,
            )
        )
    session.flush()
    return copied


def _before(session: Session, entry: WheelEntry) -> int | None:
    """Return the entry of the year before whose list is copied."""
    if entry.continues_id is not None:
        return entry.continues_id
    query = select(WheelEntry.id).where(WheelEntry.start_year == entry.start_year - 1)
    for same in (WheelEntry.topic == entry.topic if entry.topic else None, WheelEntry.title == entry.title):
        found = None if same is None else session.scalar(query.where(same).order_by(WheelEntry.id).limit(1))
        if found is not None:
            return found
    return None


def _set_who(session: Session, row: WheelTask, year: int, typed: str) -> None:
    """Write down who does it: the class of that name, the one of the staff it can be, or the words."""
    words = entered_words(typed, "who")
    row.person_id, row.school_class_id, row.who = None, None, words
    if not words:
        return
    class_id = _classes(session, year).get(words.casefold())
    staff = [one for one, _ in staff_members(session, day_in_year(year, clock.today()))]
    people = session.execute(select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(staff)))
    person = None if class_id is not None else person_named(words, [Known(*one) for one in people])
    if class_id is not None or person is not None:
        row.who, row.school_class_id, row.person_id = "", class_id, None if person is None else person.id


def _classes(session: Session, year: int) -> dict[str, int]:
    """Return {name of a class of a year, folded: its id}."""
    query = select(SchoolClass.id, SchoolClass.name).join(SchoolYear).where(SchoolYear.start_year == year)
    return {row.name.casefold(): row.id for row in session.execute(query)}


def _lines(session: Session, entry_id: int) -> list[WheelTask]:
    query = select(WheelTask).where(WheelTask.wheel_entry_id == entry_id)
    return list(session.scalars(query.order_by(WheelTask.position, WheelTask.id)))


def _last(session: Session, entry_id: int) -> int:
    return session.scalar(select(func.max(WheelTask.position)).where(WheelTask.wheel_entry_id == entry_id)) or 0


def _what(value: str, field: str) -> str:
    text = entered_words(value, field, LONGEST)
    if not text:
        raise UserError(WHAT, field=field)
    return text


_FIELDS: Mapping[str, Callable[[str, str], Any]] = {"task": _what, "at_time": entered_words}
_CHOSEN: Mapping[str, Any] = {"person_id": Person, "school_class_id": SchoolClass}
