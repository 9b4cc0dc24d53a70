"""What does the user do with the school, its years and classes?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_range
from app.school.logo import checked_logo
from app.school.rules import LONGEST_NAME, clean_fact, grades_of
from db import blobs
from db.models import (
    ClassMembership,
    ContactTeacher,
    Election,
    ListAssessment,
    Office,
    School,
    SchoolClass,
    SchoolYear,
)

LAST_GRADE = 13
LONGEST_TEXT = 10_000


def found_school(
    session: Session, name: str, written_standard: str, start_year: int, *, is_example: bool = False
) -> None:
    """Write down the school at first start, with its first school year. Raises UserError."""
    facts = {"name": name, "written_standard": written_standard}
    session.add(School(**{field: clean_fact(field, value) for field, value in facts.items()}, is_example=is_example))
    add_year(session, start_year)


def set_school_field(session: Session, field: str, value: Any) -> None:
    """Change one fact of the school, named as its column; a logo is a picture's bytes, or none. Raises UserError."""
    school = session.scalars(select(School)).one()
    if field == "logo":
        school.logo = blobs.put(session, checked_logo(value)) if value else ""
        return
    cleaned = clean_fact(field, value)
    grades = {"first_grade": school.first_grade, "last_grade": school.last_grade, field: cleaned}
    if field.endswith("_grade") and (grades["first_grade"] or 0) > (grades["last_grade"] or LAST_GRADE):
        raise UserError(N_("The first grade cannot come after the last."), field=field)
    setattr(school, field, cleaned)


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
    """Add a class to a year; returns its id. Without ``grade`` the name tells the grades. Raises UserError."""
    year_id = add_year(session, start_year)
    name = _class_name(session, year_id, name)
    first, last = grades_of(name) if grade is None else (grade, None)
    added = SchoolClass(school_year_id=year_id, name=name, grade=first, last_grade=last)
    session.add(added)
    session.flush()
    return added.id


def rename_class(session: Session, class_id: int, name: str) -> None:
    """Change what a class is called in its year; its grades are those the name tells. Raises UserError."""
    found = session.get_one(SchoolClass, class_id)
    found.name = _class_name(session, found.school_year_id, name, class_id)
    found.grade, found.last_grade = grades_of(found.name)


def set_class_grades(session: Session, class_id: int, first: int | None, last: int | None) -> None:
    """Correct the grades of a class; ``last`` is None but for a mixed one. Raises UserError."""
    if first is None and last is not None:
        raise UserError(N_("Choose the first grade of the class, too."), field="last_grade")
    if last is not None and first is not None and last < first:
        raise UserError(N_("The first grade cannot come after the last."), field="last_grade")
    found = session.get_one(SchoolClass, class_id)
    found.grade, found.last_grade = first, None if last == first else last


def remove_class(session: Session, class_id: int) -> None:
    """Remove a class nobody has been in. Raises UserError."""
    if session.scalar(select(ClassMembership.id).where(ClassMembership.school_class_id == class_id).limit(1)):
        raise UserError(N_("There are pupils in this class. Move them to another class first."))
    for of_class in (Election.school_class_id, Office.school_class_id):
        if session.scalar(select(of_class).where(of_class == class_id).limit(1)) is not None:
            raise UserError(N_("Elections or offices are of this class. Remove them first, or keep the class."))
    found = session.get_one(SchoolClass, class_id)
    for teacher in session.scalars(select(ContactTeacher).where(ContactTeacher.school_class_id == class_id)):
        session.delete(teacher)
    session.flush()
    session.delete(found)


def replace_contact_teacher(session: Session, class_id: int, before: int | None, after: int | None, on: date) -> None:
    """Put one contact teacher of a class in another's place from a day; None: nobody before, or nobody after."""
    current = _teachers_from(session, class_id, on)
    for row in current:
        if row.person_id == before and before != after:
            _end_teaching(session, row, on)
    if after is not None and all(row.person_id != after for row in current):
        session.add(ContactTeacher(school_class_id=class_id, person_id=after, valid_from=on))


def add_assessment(session: Session, written_on: date | None, author: str, text: str) -> int:
    """Write down why class lists may be handed to parents; returns its id. Those before are kept. Raises UserError."""
    author, text = " ".join(author.split()), text.strip()
    if written_on is None:
        raise UserError(N_("Write the date like 24.08.2026."), field="written_on")
    if not author:
        raise UserError(N_("Write who has made the assessment."), field="author")
    if not text:
        raise UserError(N_("Write what the school has weighed and concluded."), field="text")
    if len(text) > LONGEST_TEXT:
        raise UserError(N_("The text is too long. Shorten it."), field="text")
    added = ListAssessment(written_on=written_on, author=author[:LONGEST_NAME], text=text)
    session.add(added)
    session.flush()
    return added.id


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


def _class_name(session: Session, year_id: int, name: str, class_id: int | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(N_("Write what the class is called, for example 5A."), field="name")
    taken = select(SchoolClass.id).where(SchoolClass.school_year_id == year_id, SchoolClass.name == name)
    if session.scalar(taken) not in (None, class_id):
        raise UserError(N_("There already is a class called {name} this year."), field="name", name=name)
    return name
