"""What of a person can be found and listed? One search row per person and school year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select, union
from sqlalchemy.orm import Session

from app.contacts.households import NOWHERE, Resident, has_two_homes
from app.contacts.rules import (
    EXTERNAL,
    GUARDIAN,
    INTERPRETER,
    LEFT,
    NO_EMAIL,
    NO_PHONE,
    NO_RESPONSIBILITY,
    NOT_CONFIRMED,
    PROPOSED,
    PROTECTED,
    PUPIL,
    STAFF,
    TO_REGISTER,
    TWO_HOMES,
    year_before,
)
from app.core import clock
from app.core.schoolyear import day_in_year
from app.school.queries import class_key
from db.models import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    ExternalRole,
    GroupMember,
    GuardianLink,
    Person,
    PersonGroup,
    Phone,
    RegisterChange,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import SearchSource, SearchValues, fold, narrowed, sort_key, touch

Ts = TypeVarTuple("Ts")

KIND = "person"
_REACHED_BY_PHONE, _REACHED_BY_EMAIL = 1 << 28, 1 << 29  # a pupil through a guardian; never written


@dataclass(slots=True)
class _InYear:
    """What a person is in one year; ``classes`` maps a class's key to its name; ``marks`` are words of its row.

    ``alive``: some role of theirs holds on the day the year is shown on, or will.
    """

    roles: int = 0
    alive: bool = False
    classes: dict[str, str] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Year:
    start: int
    starts_on: date
    ends_on: date
    day: date  # the year is shown as it stands on


def class_mark(name: str) -> str:
    """Return the word that a row of a class holds, and no other row."""
    return f"·{''.join(name.casefold().split())}·"  # not folded: 5AA is another class than 5A


def grade_mark(grade: int) -> str:
    """Return the word that a row of a grade holds, and no other row."""
    return f"·{grade}.·"


def group_mark(group_id: int) -> str:
    """Return the word that a row of one of the school's own groups holds, and no other row."""
    return f"·#{group_id}·"


def person_rows(session: Session, touched: Table | None) -> Iterator[SearchValues]:
    """Yield the search rows of the touched persons, or of all.

    A person stands in every year they are pupil, guardian of a pupil, staff or from outside in; one who is none of it
    in any year stands in all of them, so that nobody can be lost.
    """
    today = clock.today()
    years = [
        _Year(year.start_year, year.starts_on, year.ends_on, day_in_year(year.start_year, today))
        for year in session.scalars(select(SchoolYear))
    ]
    found = _pupil_years(session, touched, years)
    _add_guardian_years(session, touched, years, found)
    _add_role_years(session, touched, years, found)
    _add_groups(session, touched, found)
    phones = _first_and_all(
        session, select(Phone.person_id, Phone.number).order_by(Phone.position, Phone.id), Phone, touched
    )
    emails = _first_and_all(
        session, select(Email.person_id, Email.address).order_by(Email.position, Email.id), Email, touched
    )
    flags = _flags(session, touched, today)
    everywhere = {year.start: _InYear(alive=True) for year in years}
    query = select(
        Person.id,
        Person.given_name,
        Person.family_name,
        Person.birth_date,
        Person.address_grade,
        Person.needs_interpreter,
        Person.confirmed_on,
        Person.proposed_grade,
    )
    asked_since = year_before(today)
    for person_id, given, family, born, grade, interpreter, confirmed_on, proposed in session.execute(
        narrowed(query, Person.id, touched)
    ):
        numbers, addresses = phones.get(person_id, ()), emails.get(person_id, ())
        title = f"{family}, {given}" if family and given else family or given
        key = sort_key(family) + "\x02" + sort_key(given)
        reached = fold(" ".join((given, family, *numbers, *addresses)))
        bits = flags.get(person_id, 0)
        if grade != "none":
            bits = bits & ~(NO_EMAIL | NO_PHONE) | PROTECTED
        elif not bits & _REACHED_BY_PHONE and not numbers:
            bits |= NO_PHONE
        if grade == "none" and not bits & _REACHED_BY_EMAIL and not addresses:
            bits |= NO_EMAIL
        bits &= ~(_REACHED_BY_PHONE | _REACHED_BY_EMAIL)
        bits |= INTERPRETER * bool(interpreter) | PROPOSED * (proposed not in ("", "none"))
        bits |= NOT_CONFIRMED * (confirmed_on is None or confirmed_on < asked_since)
        born_text = "" if born is None else born.isoformat()
        for year, in_year in found.get(person_id, everywhere).items():
            names = [in_year.classes[class_] for class_ in sorted(in_year.classes)]
            marks = " ".join([*(f"{class_mark(name)} {fold(name)}" for name in names), *sorted(in_year.marks)])
            yield (
                KIND,
                year,
                key,
                person_id,
                in_year.roles | bits | (0 if in_year.alive else LEFT),
                f"{reached} {marks}" if marks else reached,
                title,
                min(in_year.classes, default="~"),
                ", ".join(names),
                numbers[0] if numbers else "",
                addresses[0] if addresses else "",
                born_text,
            )


def widen(session: Session, touched: Table) -> None:
    """Add those whose rows hold something of the touched: guardians hold the classes of their children.

    A pupil's row says whether a guardian can be reached, and whether there are two homes.
    """
    children = select(GuardianLink.pupil_id).where(GuardianLink.guardian_id.in_(select(touched.c.id))).distinct()
    guardians = select(GuardianLink.guardian_id).where(GuardianLink.pupil_id.in_(select(touched.c.id))).distinct()
    either = union(children, guardians).subquery()
    touch(session.connection(), select(either.c[0]))


def is_stale(session: Session, built: str, today: str) -> bool:
    """Say whether a role began or ended between two ISO dates, or a confirmation grew old: rows hold their day's."""
    first, last = date.fromisoformat(built), date.fromisoformat(today)
    for kind in (ClassMembership, StaffRole, ExternalRole, GuardianLink, ContactTeacher):
        begun = and_(kind.valid_from > first, kind.valid_from <= last)
        ended = and_(kind.valid_to >= first, kind.valid_to < last)
        if session.scalar(select(kind.id).where(or_(begun, ended)).limit(1)) is not None:
            return True
    grown_old = and_(Person.confirmed_on >= year_before(first), Person.confirmed_on < year_before(last))
    return session.scalar(select(Person.id).where(grown_old).limit(1)) is not None


SOURCE = SearchSource(
    kind=KIND,
    tables={
        "person": ("id",),
        "phone": ("person_id",),
        "email": ("person_id",),
        "address": ("person_id",),
        "class_membership": ("person_id",),
        "guardian_link": ("pupil_id", "guardian_id"),
        "staff_role": ("person_id",),
        "external_role": ("person_id",),
        "contact_teacher": ("person_id",),
        "group_member": ("person_id",),
        "register_change": ("person_id",),
    },
    rebuild_on={"school_year": "IUD", "school_class": "U"},
    rows=person_rows,
    widen=widen,
    stale=is_stale,
)


def _pupil_years(session: Session, touched: Table | None, years: list[_Year]) -> dict[int, dict[int, _InYear]]:
    """Return {person: {year: …}} of the touched pupils, each with the class they are in today or were in last."""
    found: dict[int, dict[int, _InYear]] = {}
    days = {year.start: year.day for year in years}
    for row in _memberships(session, ClassMembership.person_id, touched):
        in_year = found.setdefault(row.person_id, {}).setdefault(row.year, _InYear(PUPIL))
        in_year.classes = {row.key: row.name}
        in_year.marks = set(row.marks)
        in_year.alive = in_year.alive or row.valid_to is None or row.valid_to >= days[row.year]
    return found


def _add_guardian_years(
    session: Session, touched: Table | None, years: list[_Year], found: dict[int, dict[int, _InYear]]
) -> None:
    query = select(GuardianLink.guardian_id, GuardianLink.pupil_id, GuardianLink.valid_from, GuardianLink.valid_to)
    links = session.execute(narrowed(query, GuardianLink.guardian_id, touched)).all()
    children = _children_classes(session, touched, years)
    bounds = {year.start: year for year in years}
    for guardian_id, pupil_id, valid_from, valid_to in links:
        for start, child in children.get(pupil_id, {}).items():
            year = bounds[start]
            if _overlaps(valid_from, valid_to, year):
                in_year = found.setdefault(guardian_id, {}).setdefault(start, _InYear())
                in_year.roles |= GUARDIAN
                in_year.classes.update(child.classes)
                in_year.marks |= child.marks
                in_year.alive = in_year.alive or (child.alive and (valid_to is None or valid_to >= year.day))


def _children_classes(session: Session, touched: Table | None, years: list[_Year]) -> dict[int, dict[int, _InYear]]:
    within = None
    if touched is not None:
        within = select(GuardianLink.pupil_id).where(GuardianLink.guardian_id.in_(select(touched.c.id)))
    children: dict[int, dict[int, _InYear]] = {}
    days = {year.start: year.day for year in years}
    for row in _memberships(session, ClassMembership.person_id, None, within):
        alive = row.valid_to is None or row.valid_to >= days[row.year]
        before = children.setdefault(row.person_id, {}).get(row.year)
        alive = alive or (before is not None and before.alive)
        children[row.person_id][row.year] = _InYear(PUPIL, alive, {row.key: row.name}, set(row.marks))
    return children


def _add_role_years(
    session: Session, touched: Table | None, years: list[_Year], found: dict[int, dict[int, _InYear]]
) -> None:
    for kind, bit in ((StaffRole, STAFF), (ExternalRole, EXTERNAL)):
        roles = select(kind.person_id, kind.valid_from, kind.valid_to)
        for person_id, valid_from, valid_to in session.execute(narrowed(roles, kind.person_id, touched)):
            for year in years:
                if _overlaps(valid_from, valid_to, year):
                    in_year = found.setdefault(person_id, {}).setdefault(year.start, _InYear())
                    in_year.roles |= bit
                    in_year.alive = in_year.alive or valid_to is None or valid_to >= year.day
    teachers = (
        select(
            ContactTeacher.person_id,
            ContactTeacher.valid_to,
            SchoolYear.start_year,
            SchoolClass.name,
            SchoolClass.grade,
            SchoolClass.last_grade,
        )
        .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    )
    days = {year.start: year.day for year in years}
    for person_id, valid_to, start, name, grade, last in session.execute(
        narrowed(teachers, ContactTeacher.person_id, touched)
    ):
        in_year = found.setdefault(person_id, {}).setdefault(start, _InYear())
        in_year.roles |= STAFF
        in_year.classes[class_key(name, grade)] = name
        in_year.marks.update(_grade_marks(grade, last))
        in_year.alive = in_year.alive or valid_to is None or valid_to >= days[start]


def _add_groups(session: Session, touched: Table | None, found: dict[int, dict[int, _InYear]]) -> None:
    query = (
        select(GroupMember.person_id, GroupMember.group_id, SchoolYear.start_year)
        .join(PersonGroup, PersonGroup.id == GroupMember.group_id)
        .join(SchoolYear, SchoolYear.id == PersonGroup.school_year_id)
    )
    for person_id, group_id, start in session.execute(narrowed(query, GroupMember.person_id, touched)):
        found.setdefault(person_id, {}).setdefault(start, _InYear(alive=True)).marks.add(group_mark(group_id))


def _flags(session: Session, touched: Table | None, today: date) -> dict[int, int]:
    """Return the bits of people that hang on others, and whether a pupil's guardians can be reached."""
    flags: dict[int, int] = {}

    def mark(query: Select[int], column: Any, bit: int) -> None:
        for person_id in session.scalars(narrowed(query, column, touched)):
            flags[person_id] = flags.get(person_id, 0) | bit

    now = or_(GuardianLink.valid_to.is_(None), GuardianLink.valid_to >= today)
    pupils = select(GuardianLink.pupil_id).where(now).distinct()
    for kind, bit in ((Phone, _REACHED_BY_PHONE), (Email, _REACHED_BY_EMAIL)):
        mark(pupils.join(kind, kind.person_id == GuardianLink.guardian_id), GuardianLink.pupil_id, bit)
    graded = pupils.join(Person, Person.id == GuardianLink.guardian_id).where(Person.address_grade != "none")
    mark(graded, GuardianLink.pupil_id, _REACHED_BY_PHONE | _REACHED_BY_EMAIL)
    without = select(GuardianLink.guardian_id).where(now, GuardianLink.parental_responsibility == "no").distinct()
    mark(without, GuardianLink.guardian_id, NO_RESPONSIBILITY)
    waiting = select(RegisterChange.person_id).where(
        RegisterChange.entered_on.is_(None), RegisterChange.confirmed_on.is_(None)
    )
    mark(waiting.distinct(), RegisterChange.person_id, TO_REGISTER)
    for pupil in _with_two_homes(session, touched, now):
        flags[pupil] = flags.get(pupil, 0) | TWO_HOMES
    return flags


def _with_two_homes(session: Session, touched: Table | None, now: ColumnElement[bool]) -> Iterator[int]:
    query = select(
        GuardianLink.pupil_id,
        GuardianLink.guardian_id,
        GuardianLink.lives_with,
        GuardianLink.parental_responsibility,
        GuardianLink.contact_ban,
        GuardianLink.information_on_request,
    ).where(now)
    links: dict[int, list[tuple[int, str, str, str, bool]]] = {}
    for pupil, guardian, lives_with, responsibility, ban, on_request in session.execute(
        narrowed(query, GuardianLink.pupil_id, touched)
    ):
        links.setdefault(pupil, []).append((guardian, lives_with, responsibility, ban, on_request))
    places = _places(session, links, touched)
    for pupil, rows in links.items():
        own = places.get(pupil, NOWHERE)
        if all(row[1] == "unknown" and row[3] == "none" and places.get(row[0], own) == own for row in rows):
            continue  # nearly everybody
        residents = [
            Resident(guardian, places.get(guardian, NOWHERE), lives_with, responsibility, ban, on_request)
            for guardian, lives_with, responsibility, ban, on_request in rows
        ]
        if has_two_homes(own, residents):
            yield pupil


def _places(
    session: Session, links: dict[int, list[tuple[int, str, str, str, bool]]], touched: Table | None
) -> dict[int, tuple[str, str, str]]:
    query = select(Address.person_id, Address.street, Address.postal_code, Address.city).where(Address.kind == "home")
    if touched is not None:
        everybody = {*links, *(row[0] for rows in links.values() for row in rows)}
        query = query.where(Address.person_id.in_(everybody))
    return {person: (street, code, city) for person, street, code, city in session.execute(query)}


@dataclass(frozen=True, slots=True)
class _Membership:
    person_id: int
    year: int
    key: str
    name: str
    marks: tuple[str, ...]
    valid_to: date | None


def _memberships(
    session: Session, column: Any, touched: Table | None, within: Select[int] | None = None
) -> Iterator[_Membership]:
    """Yield the memberships, the one that counts for a person and year last."""
    classes = {
        class_id: (year, class_key(name, grade), name, _grade_marks(grade, last))
        for class_id, year, name, grade, last in session.execute(
            select(
                SchoolClass.id, SchoolYear.start_year, SchoolClass.name, SchoolClass.grade, SchoolClass.last_grade
            ).join(SchoolYear)
        )
    }
    today = clock.today()
    query = select(column, ClassMembership.school_class_id, ClassMembership.valid_to)
    query = narrowed(query, column, touched) if within is None else query.where(column.in_(within))
    # What has not begun yet counts only where there is nothing else, so it comes first.
    rows = session.execute(query.order_by((ClassMembership.valid_from > today).desc(), ClassMembership.valid_from))
    for person_id, class_id, valid_to in rows:
        yield _Membership(person_id, *classes[class_id], valid_to)


def _grade_marks(grade: int | None, last: int | None) -> tuple[str, ...]:
    return () if grade is None else tuple(grade_mark(one) for one in range(grade, (last or grade) + 1))


def _first_and_all(
    session: Session, query: Select[int, str], of: Any, touched: Table | None
) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for person_id, value in session.execute(narrowed(query, of.person_id, touched)):
        found[person_id] = (*found.get(person_id, ()), value)
    return found


def _overlaps(valid_from: date | None, valid_to: date | None, year: _Year) -> bool:
    return (valid_from is None or valid_from <= year.ends_on) and (valid_to is None or valid_to >= year.starts_on)
