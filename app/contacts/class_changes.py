"""Which pupils have started, left or moved to another class since a day?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.contacts.net_rows import NetRow, Written, rows_since, written
from app.contacts.queries import in_parts
from app.core import clock
from db.models import ClassMembership, HistoryChange, SchoolClass, SchoolYear

SUMMER = timedelta(days=60)
"""A pupil whose place ends this close to the end of a school year, and who is there the next, has not been away."""

Kind = Literal["started", "moved", "left"]
_TABLE = ClassMembership.__tablename__


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A pupil started, moved or left; ``day`` is the first day in the class, or the last at the school."""

    person_id: int
    kind: Kind
    old_class: str
    new_class: str
    day: date
    written: Written | None


class _Place(NamedTuple):
    """A pupil's time in a class."""

    id: int
    person_id: int
    class_name: str
    year: int
    year_ends: date
    first: date
    last: date | None


def class_changes_since(session: Session, since: date) -> tuple[ClassChange, ...]:
    """Return who started, moved or left on a day or later, or of whom it has been written down since then.

    The step that brought the first pupils of all is no news of them: the school began to use the program.
    """
    first = session.scalar(select(func.min(HistoryChange.step_id)).where(HistoryChange.table_name == _TABLE))
    rows = {row.row_id: row for row in rows_since(session, since, (_TABLE,)) if row.first_step != first}
    recent = select(ClassMembership.person_id).where(
        (ClassMembership.valid_from >= since) | (ClassMembership.valid_to >= since - timedelta(days=1))
    )
    people = {*session.scalars(recent), *(int(row.lasting("person_id")) for row in rows.values())}
    found = [event for places in _places(session, people) for event in _events(places, since, rows)]
    last = _last_steps(session, {place.id for place, *_ in found})
    steps = written(session, last.values())
    return tuple(
        ClassChange(place.person_id, kind, old, new, day, steps.get(last.get(place.id, 0)))
        for place, kind, old, new, day in found
    )


_Event = tuple[_Place, Kind, str, str, date]


def _events(places: Sequence[_Place], since: date, rows: Mapping[int, NetRow]) -> Iterable[_Event]:
    """Yield what happened to one pupil, whose places are in order of time."""
    around = [None, *places, None]
    for before, place, after in zip(around, places, around[2:], strict=False):
        row = rows.get(place.id)
        if place.first >= since or (row and row.changed("valid_from", "school_class_id")):
            if before is None or not _goes_on(before, place):
                yield place, "started", "", place.class_name, place.first
            elif before.year == place.year and before.class_name != place.class_name:
                yield place, "moved", before.class_name, place.class_name, place.first
        if place.last is None or place.last >= place.year_ends or (after and _goes_on(place, after)):
            continue
        if place.last >= since - timedelta(days=1) or (row and row.changed("valid_to")):
            yield place, "left", place.class_name, "", place.last


def _goes_on(before: _Place, after: _Place) -> bool:
    """Say whether a pupil went straight from one place to the next, the summer between two years aside."""
    if before.year == after.year:
        return before.last is None or after.first - before.last <= timedelta(days=1)
    return before.year == after.year - 1 and (before.last is None or before.last >= before.year_ends - SUMMER)


def _places(session: Session, people: Collection[int]) -> Iterable[list[_Place]]:
    """Yield each pupil's places in order of time; the draft of a year to come is no news yet."""
    is_told = or_(SchoolYear.starts_on <= clock.today(), SchoolYear.released_on.is_not(None))
    for some in in_parts(people):
        query = (
            select(
                ClassMembership.id,
                ClassMembership.person_id,
                SchoolClass.name,
                SchoolYear.start_year,
                SchoolYear.ends_on,
                ClassMembership.valid_from,
                ClassMembership.valid_to,
            )
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(ClassMembership.person_id.in_(some), is_told)
            .order_by(ClassMembership.valid_from, ClassMembership.id)
        )
        found: dict[int, list[_Place]] = {}
        for row in session.execute(query):
            found.setdefault(row.person_id, []).append(_Place(*row))
        yield from found.values()


def _last_steps(session: Session, places: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in in_parts(places):
        query = select(HistoryChange.row_id, func.max(HistoryChange.step_id)).where(
            HistoryChange.table_name == _TABLE, HistoryChange.row_id.in_(some)
        )
        found.update((row_id, step) for row_id, step in session.execute(query.group_by(HistoryChange.row_id)))
    return found
