"""What of a person can be found and listed? One search row per person and school year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, Table, and_, or_, select
from sqlalchemy.orm import Session

from app.contacts import search_statements
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
    ExternalRole,
    GuardianLink,
    Person,
    StaffRole,
)
from db.search import SearchSource, SearchValues, fold, sort_key, touch

KIND = "person"
_REACHED_BY_PHONE, _REACHED_BY_EMAIL = 1 << 28, 1 << 29  # a pupil through a guardian; never written
_MARKS = _REACHED_BY_PHONE, _REACHED_BY_EMAIL, _REACHED_BY_PHONE | _REACHED_BY_EMAIL, NO_RESPONSIBILITY, TO_REGISTER
"""The bits of those whom ``search_statements.marked`` finds."""


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
        for year in session.execute(search_statements.YEARS)
    ]
    found = _pupil_years(session, touched, years)
    _add_guardian_years(session, touched, years, found)
    _add_role_years(session, touched, years, found)
    _add_groups(session, touched, found)
    phones = _first_and_all(session, search_statements.phones(touched))
    emails = _first_and_all(session, search_statements.emails(touched))
    flags = _flags(session, touched, today)
    everywhere = {year.start: _InYear(alive=True) for year in years}
    asked_since = year_before(today)
    people = session.execute(search_statements.people(touched))
    for person_id, given, family, born, grade, interpreter, confirmed_on, proposed in people:
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
    touch(session.connection(), search_statements.families(touched))


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
    for row in _memberships(session, search_statements.own_memberships(touched)):
        in_year = found.setdefault(row.person_id, {}).setdefault(row.year, _InYear(PUPIL))
        in_year.classes = {row.key: row.name}
        in_year.marks = set(row.marks)
        in_year.alive = in_year.alive or row.valid_to is None or row.valid_to >= days[row.year]
    return found


def _add_guardian_years(
    session: Session, touched: Table | None, years: list[_Year], found: dict[int, dict[int, _InYear]]
) -> None:
    links = session.execute(search_statements.guardianships(touched)).all()
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
    children: dict[int, dict[int, _InYear]] = {}
    days = {year.start: year.day for year in years}
    for row in _memberships(session, search_statements.childrens_memberships(touched)):
        alive = row.valid_to is None or row.valid_to >= days[row.year]
        before = children.setdefault(row.person_id, {}).get(row.year)
        alive = alive or (before is not None and before.alive)
        children[row.person_id][row.year] = _InYear(PUPIL, alive, {row.key: row.name}, set(row.marks))
    return children


def _add_role_years(
    session: Session, touched: Table | None, years: list[_Year], found: dict[int, dict[int, _InYear]]
) -> None:
    for kind, bit in ((StaffRole, STAFF), (ExternalRole, EXTERNAL)):
        for person_id, valid_from, valid_to in session.execute(search_statements.roles(kind, touched)):
            for year in years:
                if _overlaps(valid_from, valid_to, year):
                    in_year = found.setdefault(person_id, {}).setdefault(year.start, _InYear())
                    in_year.roles |= bit
                    in_year.alive = in_year.alive or valid_to is None or valid_to >= year.day
    days = {year.start: year.day for year in years}
    for person_id, valid_to, start, name, grade, last in session.execute(search_statements.teachers(touched)):
        in_year = found.setdefault(person_id, {}).setdefault(start, _InYear())
        in_year.roles |= STAFF
        in_year.classes[class_key(name, grade)] = name
        in_year.marks.update(_grade_marks(grade, last))
        in_year.alive = in_year.alive or valid_to is None or valid_to >= days[start]


def _add_groups(session: Session, touched: Table | None, found: dict[int, dict[int, _InYear]]) -> None:
    for person_id, group_id, start in session.execute(search_statements.members(touched)):
        found.setdefault(person_id, {}).setdefault(start, _InYear(alive=True)).marks.add(group_mark(group_id))


def _flags(session: Session, touched: Table | None, today: date) -> dict[int, int]:
    """Return the bits of people that hang on others, and whether a pupil's guardians can be reached."""
    flags: dict[int, int] = {}
    for query, bit in zip(search_statements.marked(touched), _MARKS, strict=True):
        for person_id in session.scalars(query, {"today": today}):
            flags[person_id] = flags.get(person_id, 0) | bit
    for pupil in _with_two_homes(session, touched, today):
        flags[pupil] = flags.get(pupil, 0) | TWO_HOMES
    return flags


def _with_two_homes(session: Session, touched: Table | None, today: date) -> Iterator[int]:
    links: dict[int, list[tuple[int, str, str, str, bool]]] = {}
    for pupil, guardian, lives_with, responsibility, ban, on_request in session.execute(
        search_statements.homes(touched), {"today": today}
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


def _memberships(session: Session, query: Select[int, int, date | None]) -> Iterator[_Membership]:
    """Yield the memberships of a query, the one that counts for a person and year last."""
    classes = {
        class_id: (year, class_key(name, grade), name, _grade_marks(grade, last))
        for class_id, year, name, grade, last in session.execute(search_statements.CLASSES)
    }
    for person_id, class_id, valid_to in session.execute(query, {"today": clock.today()}):
        yield _Membership(person_id, *classes[class_id], valid_to)


def _grade_marks(grade: int | None, last: int | None) -> tuple[str, ...]:
    return () if grade is None else tuple(grade_mark(one) for one in range(grade, (last or grade) + 1))


def _first_and_all(session: Session, query: Select[int, str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for person_id, value in session.execute(query):
        found[person_id] = (*found.get(person_id, ()), value)
    return found


def _overlaps(valid_from: date | None, valid_to: date | None, year: _Year) -> bool:
    return (valid_from is None or valid_from <= year.ends_on) and (valid_to is None or valid_to >= year.starts_on)
