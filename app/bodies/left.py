"""A pupil has left the school or a class: whose offices rest on that?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.cohorts import classes_then_and_now
from app.bodies.queries import BodyRow, OfficeRow, bodies, offices_of
from app.bodies.seating import DAY
from app.contacts.queries import person_name
from app.core.feature import StillHolds
from app.core.schoolyear import year_of
from app.school.queries import in_force
from db.models import ClassMembership, GuardianLink, Office, SchoolClass, SchoolYear

PAGE, STEPS_DOWN = "bodies", "steps_down"


def person_left(session: Session, person_id: int, last_day: date, class_id: int | None) -> tuple[StillHolds, ...]:
    """Return who holds an office by a pupil who has left the school, or the class ``class_id``; changes nothing.

    That is the pupil, and the guardians who have no other child there: in the class or grade that chose them, or, for a
    seat of the whole school, at the school.
    """
    guardians = session.scalars(
        select(GuardianLink.guardian_id)
        .where(GuardianLink.pupil_id == person_id, in_force(GuardianLink, last_day))
        .order_by(GuardianLink.priority, GuardianLink.id)
    ).all()
    holders = set(session.scalars(select(Office.person_id).where(Office.person_id.in_([person_id, *guardians]))))
    left = _left(session, person_id, last_day, class_id) if holders else None
    if left is None:
        return ()
    known = {row.id: row for row in bodies(session)}
    found: list[StillHolds] = []
    for holder in dict.fromkeys((person_id, *guardians)):
        offices = offices_of(session, holder, left.year, last_day) if holder in holders else ()
        if holder == person_id:
            rest = [
                row for row in offices if left.school or (row.class_id is not None and row.class_id == left.class_id)
            ]
        else:
            rest = [row for row in offices if _rests_on(row, offices, left, known, _others(session, holder, left.day))]
        if rest:
            what = _say(rest, known, "nb"), _say(rest, known, "nn")
            found.append(StillHolds(holder, person_name(session, holder), what, PAGE, (STEPS_DOWN, holder)))
    return tuple(found)


@dataclass(frozen=True)
class _Left:
    """What a pupil has left: a class and grade of a school year, perhaps the school; ``day`` is the first without."""

    day: date
    year: int
    class_id: int | None
    grades: range
    school: bool


def _left(session: Session, person_id: int, last_day: date, class_id: int | None) -> _Left | None:
    """Return what was left; None where the class went on to the next school year, and the pupil with it."""
    day = last_day + DAY
    now = _classes_of(session, [person_id], day)
    was = session.get(SchoolClass, class_id) if class_id is not None else None
    year = year_of(last_day) if was is None else session.get_one(SchoolYear, was.school_year_id).start_year
    for new in now:
        then = session.get_one(SchoolYear, new.school_year_id).start_year
        if class_id is not None and classes_then_and_now(session, [class_id], then)[class_id] == new.id:
            return None
    return _Left(day, year, class_id, _grades(was), not now)


def _grades(of: SchoolClass | None) -> range:
    return range(0) if of is None or of.grade is None else range(of.grade, (of.last_grade or of.grade) + 1)


def _classes_of(session: Session, people: Iterable[int], on: date) -> list[SchoolClass]:
    """Return the classes some pupils are in on a day; a place of a year that is over is none."""
    query = (
        select(SchoolClass)
        .join(ClassMembership, ClassMembership.school_class_id == SchoolClass.id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(ClassMembership.person_id.in_(list(people)), in_force(ClassMembership, on), SchoolYear.ends_on >= on)
    )
    return list(session.scalars(query))


def _others(session: Session, guardian_id: int, on: date) -> list[SchoolClass]:
    """Return the classes a guardian has children in on a day."""
    pupils = select(GuardianLink.pupil_id).where(GuardianLink.guardian_id == guardian_id, in_force(GuardianLink, on))
    return _classes_of(session, session.scalars(pupils).all(), on)


def _rests_on(
    row: OfficeRow, offices: Iterable[OfficeRow], left: _Left, known: dict[int, BodyRow], others: list[SchoolClass]
) -> bool:
    """Say whether an office of a guardian rests on the child who has left."""
    if not is_of_parents(row, offices, known[row.body_id]):
        return False
    if row.class_id is not None:
        return row.class_id == left.class_id and left.class_id not in {other.id for other in others}
    if row.grade is not None:
        return row.grade in left.grades and not any(row.grade in _grades(other) for other in others)
    return left.school and not others


def is_of_parents(row: OfficeRow, offices: Iterable[OfficeRow], of: BodyRow) -> bool:
    """Say whether somebody who holds ``offices`` has one of them as a parent."""
    groups = {seat.id: seat.constituency for seat in of.seats}
    # Who has no seat, as a chair, sits there as what their own seat is for, or as what everybody's is.
    mine = {groups.get(office.seat_id or 0) for office in offices if office.body_id == of.id} - {None}
    group = groups.get(row.seat_id or 0) or ("parents" if (mine or set(groups.values())) == {"parents"} else "")
    return group == "parents"


def _say(rows: Iterable[OfficeRow], known: dict[int, BodyRow], language: str) -> str:
    said: Iterator[str] = (f"{known[row.body_id].name(language)} {row.class_name}".strip() for row in rows)
    return ", ".join(dict.fromkeys(said))
