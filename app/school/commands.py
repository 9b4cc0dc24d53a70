"""What does the user do with the school, its years and classes?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_range
from db.models import ClassMembership, ContactTeacher, School, SchoolClass, SchoolYear
from db.models.school import WRITTEN_STANDARDS

LONGEST_NAME = 120


def found_school(
    session: Session, name: str, written_standard: str, start_year: int, *, is_example: bool = False
) -> None:
    """Write down the school at first start, with its first school year. Raises UserError."""
    session.add(School(name=_name(name), written_standard=_standard(written_standard), is_example=is_example))
    add_year(session, start_year)


def rename_school(session: Session, name: str) -> None:
    """Change the school's name. Raises UserError."""
    session.scalars(select(School)).one().name = _name(name)


def set_written_standard(session: Session, written_standard: str) -> None:
    """Change the målform of the school's papers (opplæringslova § 15-2). Raises UserError."""
    session.scalars(select(School)).one().written_standard = _standard(written_standard)


def add_year(session: Session, start_year: int) -> int:
    """Add a school year from 1 August to 31 July; returns its id. Adding one the school has changes nothing."""
    found = session.scalar(select(SchoolYear.id).where(SchoolYear.start_year == start_year))
    if found is not None:
        return found
    starts_on, ends_on = year_range(start_year)
    year = SchoolYear(start_year=start_year, starts_on=starts_on, ends_on=ends_on)
    session.add(year)
    session.flush()
    return year.id


def add_class(session: Session, start_year: int, name: str, grade: int | None = None) -> int:
    """Add a class to a year; returns its id. Without ``grade`` the name's first number is it. Raises UserError."""
    name = " ".join(name.split())
    if not name:
        raise UserError(N_("Write what the class is called, for example 5A."), field="name")
    year_id = add_year(session, start_year)
    taken = select(SchoolClass.id).where(SchoolClass.school_year_id == year_id, SchoolClass.name == name)
    if session.scalar(taken) is not None:
        raise UserError(N_("There already is a class called {name} this year."), field="name", name=name)
    added = SchoolClass(school_year_id=year_id, name=name, grade=grade_of(name) if grade is None else grade)
    session.add(added)
    session.flush()
    return added.id


def rename_class(session: Session, class_id: int, name: str) -> None:
    """Change what a class is called in its year. Raises UserError."""
    name = " ".join(name.split())
    found = session.get_one(SchoolClass, class_id)
    if not name:
        raise UserError(N_("Write what the class is called, for example 5A."), field="name")
    taken = select(SchoolClass.id).where(
        SchoolClass.school_year_id == found.school_year_id, SchoolClass.name == name, SchoolClass.id != class_id
    )
    if session.scalar(taken) is not None:
        raise UserError(N_("There already is a class called {name} this year."), field="name", name=name)
    found.name = name
    found.grade = grade_of(name)


def remove_class(session: Session, class_id: int) -> None:
    """Remove a class nobody has been in. Raises UserError."""
    if session.scalar(select(ClassMembership.id).where(ClassMembership.school_class_id == class_id).limit(1)):
        raise UserError(N_("There are pupils in this class. Move them to another class first."))
    found = session.get_one(SchoolClass, class_id)
    for teacher in session.scalars(select(ContactTeacher).where(ContactTeacher.school_class_id == class_id)):
        session.delete(teacher)
    session.flush()
    session.delete(found)


def set_contact_teacher(session: Session, class_id: int, person_id: int | None, on: date) -> None:
    """Make a member of staff the class's only contact teacher from a day, or (None) leave the class without one."""
    current = _teachers_from(session, class_id, on)
    if any(row.person_id == person_id for row in current):
        return
    for row in current:
        _end_teaching(session, row, on)
    if person_id is not None:
        session.add(ContactTeacher(school_class_id=class_id, person_id=person_id, valid_from=on))


def replace_contact_teacher(session: Session, class_id: int, before: int | None, after: int | None, on: date) -> None:
    """Put one contact teacher of a class in another's place from a day; None: nobody before, or nobody after."""
    current = _teachers_from(session, class_id, on)
    for row in current:
        if row.person_id == before and before != after:
            _end_teaching(session, row, on)
    if after is not None and all(row.person_id != after for row in current):
        session.add(ContactTeacher(school_class_id=class_id, person_id=after, valid_from=on))


def grade_of(name: str) -> int | None:
    """Return the grade a class name begins with ("5A" → 5, "1–2A" → 1), None if it names none of 1–13."""
    match = re.match(r"\s*(?:klasse\s*)?(\d{1,2})(?!\d)", name, re.IGNORECASE)
    grade = int(match[1]) if match else 0
    return grade if 1 <= grade <= 13 else None


def _teachers_from(session: Session, class_id: int, on: date) -> Sequence[ContactTeacher]:
    query = select(ContactTeacher).where(
        ContactTeacher.school_class_id == class_id,
        or_(ContactTeacher.valid_to.is_(None), ContactTeacher.valid_to >= on),
    )
    return session.scalars(query).all()


def _end_teaching(session: Session, row: ContactTeacher, on: date) -> None:
    if row.valid_from is None or row.valid_from < on:
        row.valid_to = on - timedelta(days=1)
    else:
        session.delete(row)


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(N_("Write the name of the school."), field="name")
    if len(name) > LONGEST_NAME:
        raise UserError(N_("The name is too long. Use at most {most} characters."), field="name", most=LONGEST_NAME)
    return name


def _standard(written_standard: str) -> str:
    if written_standard not in WRITTEN_STANDARDS:
        raise UserError(N_("Choose bokmål or nynorsk."), field="written_standard")
    return written_standard
