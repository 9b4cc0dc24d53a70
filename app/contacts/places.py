"""When is a pupil in which class? One class per pupil and date (opplæringslova § 14-2).

A place in a class of a year to come stands beside this year's: a move within this year leaves it alone, and who leaves
the school loses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.school.queries import in_force
from db.models import ClassMembership, SchoolClass, SchoolYear

DAY = timedelta(days=1)


def put_in_class(session: Session, person_id: int, class_id: int, on: date) -> None:
    """Put a pupil in a class from a day of its year; what held before ends the day before. Raises UserError.

    Whose time was to end with the school year, as it does for all who have a place in the next, leaves with it still.
    """
    year = session.scalars(
        select(SchoolYear)
        .join(SchoolClass, SchoolClass.school_year_id == SchoolYear.id)
        .where(SchoolClass.id == class_id)
    ).one()
    if not year.starts_on <= on <= year.ends_on:
        raise UserError(
            N_("The day must be in the school year of the class, {first} to {last}."),
            field="valid_from",
            first=f"{year.starts_on:%d.%m.%Y}",
            last=f"{year.ends_on:%d.%m.%Y}",
        )
    current = session.scalar(
        select(ClassMembership.id).where(
            ClassMembership.person_id == person_id,
            ClassMembership.school_class_id == class_id,
            ClassMembership.valid_from <= on,
            or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to >= on),
        )
    )
    if current is not None:
        return
    there = _not_over(session, person_id, on - DAY)
    ends_with_year = any(of.start_year > year.start_year for _, of in there) or any(
        of.id == year.id and row.valid_to == year.ends_on for row, of in there
    )
    for row, of in there:
        if of.start_year <= year.start_year:
            _end(session, row, of, on - DAY)
    session.flush()
    session.add(
        ClassMembership(
            person_id=person_id,
            school_class_id=class_id,
            valid_from=on,
            valid_to=year.ends_on if ends_with_year else None,
        )
    )


def end_time_at_school(session: Session, person_id: int, last_day: date) -> None:
    """End a pupil's time in classes after a last day; a place that begins later goes."""
    for row, year in _not_over(session, person_id, last_day):
        _end(session, row, year, last_day)


def class_on(session: Session, person_id: int, on: date) -> int | None:
    """Return the class a pupil is in on a day."""
    query = select(ClassMembership.school_class_id).where(ClassMembership.person_id == person_id)
    return session.scalar(query.where(in_force(ClassMembership, on)).order_by(ClassMembership.valid_from.desc()))


def end_with_their_years(session: Session, person_id: int) -> None:
    """Let each place end with its school year where a later year's follows."""
    there = _not_over(session, person_id, None)
    last = max((year.start_year for _, year in there), default=0)
    for row, year in there:
        if year.start_year < last and (row.valid_to is None or row.valid_to > year.ends_on):
            row.valid_to = year.ends_on


def _not_over(session: Session, person_id: int, on: date | None) -> Sequence[tuple[ClassMembership, SchoolYear]]:
    """Return the places that hold after a day (None: all), each with its school year."""
    query = (
        select(ClassMembership, SchoolYear)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(ClassMembership.person_id == person_id)
    )
    if on is not None:
        query = query.where(or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to > on))
    return [(row, year) for row, year in session.execute(query)]


def _end(session: Session, row: ClassMembership, year: SchoolYear, last_day: date) -> None:
    if row.valid_from > last_day:
        session.delete(row)
    else:
        row.valid_to = min(last_day, year.ends_on)
