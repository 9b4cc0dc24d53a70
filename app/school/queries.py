"""What is known of the school, its years and its classes?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.core.schoolyear import year_range
from app.school.calendar import SchoolCalendar
from app.school.public_holidays import public_holidays
from db import blobs
from db.models import (
    CalendarEntry,
    ClassMembership,
    ContactTeacher,
    ListAssessment,
    Person,
    School,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import sort_key


@dataclass(frozen=True)
class SchoolRow:
    """The school: ``written_standard`` (nb or nn) is the language of its papers, ``phone`` is as E.164.

    ``logo`` is the hash of a picture (:func:`school_logo`), the ``…_word`` are codes (``app/school/words.py`` says
    them), ``class_list_fields`` is what stands on the parents' class list beside the names: phone, email, address.
    """

    id: int
    name: str
    written_standard: str
    is_example: bool
    version: int
    organisation_number: str = ""
    municipality: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    logo: str = ""
    first_grade: int | None = None
    last_grade: int | None = None
    parent_rep_word: str = "foreldrekontakt"
    committee_rep_word: str = "fau_representant"
    after_school_word: str = "sfo"
    cooperation_word: str = "skole_hjem"
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
    """A class in one year; ``teachers`` are (person id, name), ``pupils`` how many it has on the day asked for.

    A mixed class has the grades from ``grade`` to ``last_grade``.
    """

    id: int
    name: str
    grade: int | None
    pupils: int
    teachers: tuple[tuple[int, str], ...]
    last_grade: int | None = None


@dataclass(frozen=True)
class CalendarRow:
    """A break, a planning day or a day off, both days included."""

    id: int
    first_day: date
    last_day: date
    kind: str
    name: str


@dataclass(frozen=True)
class AssessmentRow:
    """A written assessment that a class list for parents may be handed out (legitimate interest)."""

    id: int
    written_on: date
    author: str
    text: str


def the_school(session: Session) -> SchoolRow | None:
    """Return the school, or None before the first start is done."""
    found = session.scalar(select(School).order_by(School.id).limit(1))
    if found is None:
        return None
    facts = {name: getattr(found, name) for name in SchoolRow.__dataclass_fields__}
    return SchoolRow(**{**facts, "class_list_fields": tuple(filter(None, found.class_list_fields.split(",")))})


def is_set_up(session: Session) -> bool:
    """Return whether anybody is in the school yet."""
    return session.scalar(select(Person.id).limit(1)) is not None


def own_language(session: Session) -> str:
    """Return the language the school writes in, nb or nn (opplæringslova § 15-2); bokmål before it is set up."""
    return session.scalar(select(School.written_standard).order_by(School.id).limit(1)) or "nb"


def school_logo(session: Session) -> bytes | None:
    """Return the logo, a PNG or JPEG; None without one."""
    found = session.scalar(select(School.logo).order_by(School.id).limit(1))
    return blobs.get(session, found) if found else None


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
        select(SchoolClass.id, SchoolClass.name, SchoolClass.grade, SchoolClass.last_grade, members)
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
        ClassRow(class_id, name, grade, pupils, tuple(teachers.get(class_id, ())), last_grade)
        for class_id, name, grade, last_grade, pupils in classes
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


def calendar_entries(session: Session, start_year: int) -> tuple[CalendarRow, ...]:
    """Return what stands in the calendar of a school year, in order of date."""
    first, last = year_range(start_year)
    return _entries(session, CalendarEntry.first_day <= last, CalendarEntry.last_day >= first)


def school_calendar(session: Session, start_year: int) -> SchoolCalendar:
    """Return the calendar of a school year; it also knows the year before and after, for the days around it."""
    first, last = year_range(start_year)
    holidays = public_holidays(year_range(start_year - 1)[0], year_range(start_year + 1)[1])
    return SchoolCalendar(first, last, _entries(session), holidays)


def school_days(session: Session, start_year: int) -> tuple[date, ...]:
    """Return every day of a school year on which pupils are at school."""
    return school_calendar(session, start_year).school_days()


def list_assessment(session: Session) -> AssessmentRow | None:
    """Return the assessment of class lists for parents that stands: the newest; None if none is written."""
    return next(iter(list_assessments(session)), None)


def list_assessments(session: Session) -> tuple[AssessmentRow, ...]:
    """Return every assessment, the newest first."""
    found = session.scalars(select(ListAssessment).order_by(ListAssessment.written_on.desc(), ListAssessment.id.desc()))
    return tuple(AssessmentRow(row.id, row.written_on, row.author, row.text) for row in found)


def class_key(name: str, grade: int | None) -> str:
    """Return a sort key: by grade, then name; classes without a grade last."""
    return f"{99 if grade is None else grade:02d}{sort_key(name)}"


def _entries(session: Session, *conditions: ColumnElement[bool]) -> tuple[CalendarRow, ...]:
    query = select(CalendarEntry).where(*conditions)
    query = query.order_by(CalendarEntry.first_day, CalendarEntry.last_day, CalendarEntry.id)
    found = session.scalars(query)
    return tuple(CalendarRow(row.id, row.first_day, row.last_day, row.kind, row.name) for row in found)


def in_force(row: Any, on: date) -> ColumnElement[bool]:
    """Return the condition that a row with valid_from and valid_to (both included) holds on a day."""
    return and_(
        or_(row.valid_from.is_(None), row.valid_from <= on),
        or_(row.valid_to.is_(None), row.valid_to >= on),
    )
