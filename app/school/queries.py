"""What is known of the school, its years and its classes?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from db.models import ClassMembership, ContactTeacher, Person, School, SchoolClass, SchoolYear, StaffRole
from db.search import sort_key


@dataclass(frozen=True)
class SchoolRow:
    """The school: ``written_standard`` (nb or nn) is the language of its papers."""

    id: int
    name: str
    written_standard: str
    is_example: bool
    version: int
    logo: str = ""
    class_list_fields: tuple[str, ...] = ("phone", "email")


@dataclass(frozen=True)
class YearRow:
    """One school year; both days included."""

    id: int
    start_year: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class ClassRow:
    """A class in one year; ``teachers`` are (person id, name), ``pupils`` how many it has on the day asked for."""

    id: int
    name: str
    grade: int | None
    pupils: int
    teachers: tuple[tuple[int, str], ...]


def the_school(session: Session) -> SchoolRow | None:
    """Return the school, or None before the first start is done."""
    found = session.scalar(select(School).order_by(School.id).limit(1))
    if found is None:
        return None
    fields = tuple(name for name in found.class_list_fields.split(",") if name)
    return SchoolRow(found.id, found.name, found.written_standard, found.is_example, found.version, found.logo, fields)


def school_years(session: Session) -> tuple[YearRow, ...]:
    """Return the years, newest first."""
    found = session.scalars(select(SchoolYear).order_by(SchoolYear.start_year.desc()))
    return tuple(YearRow(year.id, year.start_year, year.starts_on, year.ends_on) for year in found)


def school_year(session: Session, start_year: int) -> YearRow | None:
    """Return one year, or None if the school has not got it."""
    year = session.scalar(select(SchoolYear).where(SchoolYear.start_year == start_year))
    return None if year is None else YearRow(year.id, year.start_year, year.starts_on, year.ends_on)


def school_classes(session: Session, start_year: int, on: date) -> tuple[ClassRow, ...]:
    """Return the classes of a year in order of grade and name, as they stand on a day."""
    members = (
        select(func.count())
        .where(ClassMembership.school_class_id == SchoolClass.id, in_force(ClassMembership, on))
        .scalar_subquery()
    )
    classes = session.execute(
        select(SchoolClass.id, SchoolClass.name, SchoolClass.grade, members)
        .join(SchoolYear)
        .where(SchoolYear.start_year == start_year)
    ).all()
    teachers: dict[int, list[tuple[int, str]]] = {}
    for class_id, person_id, given, family in session.execute(
        select(ContactTeacher.school_class_id, Person.id, Person.given_name, Person.family_name)
        .join(Person)
        .where(ContactTeacher.school_class_id.in_([row[0] for row in classes]), in_force(ContactTeacher, on))
        .order_by(ContactTeacher.id)
    ):
        teachers.setdefault(class_id, []).append((person_id, f"{given} {family}".strip()))
    rows = [
        ClassRow(class_id, name, grade, pupils, tuple(teachers.get(class_id, ())))
        for class_id, name, grade, pupils in classes
    ]
    return tuple(sorted(rows, key=lambda row: class_key(row.name, row.grade)))


def staff_members(session: Session, on: date) -> tuple[tuple[int, str], ...]:
    """Return (person id, name) of those who work at the school on a day, in Norwegian order of family name."""
    teachers = select(ContactTeacher.person_id).where(in_force(ContactTeacher, on))
    employed = select(StaffRole.person_id).where(in_force(StaffRole, on))
    query = select(Person.id, Person.given_name, Person.family_name).where(
        Person.id.in_(employed) | Person.id.in_(teachers)
    )
    found = sorted(session.execute(query), key=lambda row: (sort_key(row[2]), sort_key(row[1]), row[0]))
    return tuple((person_id, f"{given} {family}".strip()) for person_id, given, family in found)


def class_key(name: str, grade: int | None) -> str:
    """Return a sort key: by grade, then name; classes without a grade last."""
    return f"{99 if grade is None else grade:02d}{sort_key(name)}"


def in_force(row: Any, on: date) -> ColumnElement[bool]:
    """Return the condition that a row with valid_from and valid_to (both included) holds on a day."""
    return and_(
        or_(row.valid_from.is_(None), row.valid_from <= on),
        or_(row.valid_to.is_(None), row.valid_to >= on),
    )
