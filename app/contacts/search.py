"""What of a person can be found and listed? One search row per person and school year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVarTuple

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from app.contacts.rules import GUARDIAN, PROTECTED, PUPIL, STAFF
from app.core import clock
from app.school.queries import class_key
from db.models import (
    ClassMembership,
    ContactTeacher,
    Email,
    GuardianLink,
    Person,
    Phone,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import SearchSource, SearchValues, fold, sort_key, touch

Ts = TypeVarTuple("Ts")

KIND = "person"


@dataclass(slots=True)
class _InYear:
    """What a person is in one year; ``classes`` maps a class's key to its name."""

    roles: int = 0
    classes: dict[str, str] = field(default_factory=dict)


def class_mark(name: str) -> str:
    """Return the word that a row of a class holds, and no other row."""
    return f"·{''.join(name.casefold().split())}·"  # not folded: 5AA is another class than 5A


def person_rows(session: Session, touched: Table | None) -> Iterator[SearchValues]:
    """Yield the search rows of the touched persons, or of all.

    A person stands in every year they are pupil, guardian of a pupil, or staff in; one who is none of it in any year
    stands in all of them, so that nobody can be lost.
    """
    years = [(year.start_year, year.starts_on, year.ends_on) for year in session.scalars(select(SchoolYear))]
    found = _pupil_years(session, touched)
    _add_guardian_years(session, touched, years, found)
    _add_staff_years(session, touched, years, found)
    phones = _first_and_all(
        session, select(Phone.person_id, Phone.number).order_by(Phone.position, Phone.id), Phone, touched
    )
    emails = _first_and_all(
        session, select(Email.person_id, Email.address).order_by(Email.position, Email.id), Email, touched
    )
    everywhere = {start: _InYear() for start, _, _ in years}
    query = select(Person.id, Person.given_name, Person.family_name, Person.birth_date, Person.address_grade)
    for person_id, given, family, born, grade in session.execute(_narrowed(query, Person.id, touched)):
        numbers, addresses = phones.get(person_id, ()), emails.get(person_id, ())
        title = f"{family}, {given}" if family and given else family or given
        key = sort_key(family) + "\x02" + sort_key(given)
        reached = fold(" ".join((given, family, *numbers, *addresses)))
        protected = 0 if grade == "none" else PROTECTED
        born_text = "" if born is None else born.isoformat()
        for year, in_year in found.get(person_id, everywhere).items():
            names = [in_year.classes[class_] for class_ in sorted(in_year.classes)]
            marks = "".join(class_mark(name) + fold(name) for name in names)
            yield (
                KIND,
                year,
                key,
                person_id,
                in_year.roles | protected,
                f"{reached} {marks}" if marks else reached,
                title,
                min(in_year.classes, default="~"),
                ", ".join(names),
                numbers[0] if numbers else "",
                addresses[0] if addresses else "",
                born_text,
            )


def widen(session: Session, touched: Table) -> None:
    """Add the guardians of touched pupils: their rows hold the children's classes."""
    guardians = select(GuardianLink.guardian_id).where(GuardianLink.pupil_id.in_(select(touched.c.id))).distinct()
    touch(session.connection(), guardians)


def is_stale(session: Session, built: str, today: str) -> bool:
    """Say whether a pupil changed class between two ISO dates: the rows hold the class of the day they were built."""
    first, last = date.fromisoformat(built), date.fromisoformat(today)
    query = select(ClassMembership.id).where(ClassMembership.valid_from > first, ClassMembership.valid_from <= last)
    return session.scalar(query.limit(1)) is not None


SOURCE = SearchSource(
    kind=KIND,
    tables={
        "person": ("id",),
        "phone": ("person_id",),
        "email": ("person_id",),
        "class_membership": ("person_id",),
        "guardian_link": ("pupil_id", "guardian_id"),
        "staff_role": ("person_id",),
        "contact_teacher": ("person_id",),
    },
    rebuild_on={"school_year": "IUD", "school_class": "U"},
    rows=person_rows,
    widen=widen,
    stale=is_stale,
)


def _pupil_years(session: Session, touched: Table | None) -> dict[int, dict[int, _InYear]]:
    """Return {person: {year: …}} of the touched pupils, each with the class they are in today or were in last."""
    found: dict[int, dict[int, _InYear]] = {}
    for person_id, year, key, name in _memberships(session, ClassMembership.person_id, touched):
        in_year = found.setdefault(person_id, {}).setdefault(year, _InYear(PUPIL))
        in_year.classes = {key: name}
    return found


def _add_guardian_years(
    session: Session,
    touched: Table | None,
    years: list[tuple[int, date, date]],
    found: dict[int, dict[int, _InYear]],
) -> None:
    query = select(GuardianLink.guardian_id, GuardianLink.pupil_id, GuardianLink.valid_from, GuardianLink.valid_to)
    links = session.execute(_narrowed(query, GuardianLink.guardian_id, touched)).all()
    children = _children_classes(session, touched)
    bounds = {start: (starts_on, ends_on) for start, starts_on, ends_on in years}
    for guardian_id, pupil_id, valid_from, valid_to in links:
        for year, (key, name) in children.get(pupil_id, {}).items():
            if _overlaps(valid_from, valid_to, bounds[year]):
                in_year = found.setdefault(guardian_id, {}).setdefault(year, _InYear())
                in_year.roles |= GUARDIAN
                in_year.classes[key] = name


def _children_classes(session: Session, touched: Table | None) -> dict[int, dict[int, tuple[str, str]]]:
    column: Any = ClassMembership.person_id
    within = None
    if touched is not None:
        within = select(GuardianLink.pupil_id).where(GuardianLink.guardian_id.in_(select(touched.c.id)))
    children: dict[int, dict[int, tuple[str, str]]] = {}
    for person_id, year, key, name in _memberships(session, column, None, within):
        children.setdefault(person_id, {})[year] = (key, name)
    return children


def _add_staff_years(
    session: Session,
    touched: Table | None,
    years: list[tuple[int, date, date]],
    found: dict[int, dict[int, _InYear]],
) -> None:
    roles = select(StaffRole.person_id, StaffRole.valid_from, StaffRole.valid_to)
    for person_id, valid_from, valid_to in session.execute(_narrowed(roles, StaffRole.person_id, touched)):
        for year, starts_on, ends_on in years:
            if _overlaps(valid_from, valid_to, (starts_on, ends_on)):
                found.setdefault(person_id, {}).setdefault(year, _InYear()).roles |= STAFF
    teachers = (
        select(ContactTeacher.person_id, SchoolYear.start_year, SchoolClass.name, SchoolClass.grade)
        .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    )
    for person_id, year, name, grade in session.execute(_narrowed(teachers, ContactTeacher.person_id, touched)):
        in_year = found.setdefault(person_id, {}).setdefault(year, _InYear())
        in_year.roles |= STAFF
        in_year.classes[class_key(name, grade)] = name


def _memberships(
    session: Session, column: Any, touched: Table | None, within: Select[int] | None = None
) -> Iterator[tuple[int, int, str, str]]:
    """Yield (person, year, class key, class name), the one that counts for a person and year last."""
    classes = {
        class_id: (year, class_key(name, grade), name)
        for class_id, year, name, grade in session.execute(
            select(SchoolClass.id, SchoolYear.start_year, SchoolClass.name, SchoolClass.grade).join(SchoolYear)
        )
    }
    today = clock.today()
    query = select(column, ClassMembership.school_class_id, ClassMembership.valid_from)
    query = _narrowed(query, column, touched) if within is None else query.where(column.in_(within))
    # What has not begun yet counts only where there is nothing else, so it comes first.
    rows = session.execute(query.order_by((ClassMembership.valid_from > today).desc(), ClassMembership.valid_from))
    for person_id, class_id, _ in rows:
        yield (person_id, *classes[class_id])


def _first_and_all(
    session: Session, query: Select[int, str], of: Any, touched: Table | None
) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for person_id, value in session.execute(_narrowed(query, of.person_id, touched)):
        found[person_id] = (*found.get(person_id, ()), value)
    return found


def _narrowed(query: Select[*Ts], column: Any, touched: Table | None) -> Select[*Ts]:
    return query if touched is None else query.where(column.in_(select(touched.c.id)))


def _overlaps(valid_from: date | None, valid_to: date | None, year: tuple[date, date]) -> bool:
    return (valid_from is None or valid_from <= year[1]) and (valid_to is None or valid_to >= year[0])
