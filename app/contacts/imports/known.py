"""What is stored of the people an import could concern? Plain tuples, read once, without the ORM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVarTuple

from sqlalchemy import Select, and_, column, func, not_, or_, select, table
from sqlalchemy.orm import Session

from app.contacts.disclosure import disclosure
from app.contacts.external_ids import database_id, own_source
from app.contacts.imports.roster import Address
from app.contacts.phones import Phones
from app.contacts.values import clean_class
from app.core import clock
from app.core.schoolyear import year_range
from db.models import (
    ClassMembership,
    ContactTeacher,
    Email,
    GroupMember,
    GuardianLink,
    HistoryStep,
    Person,
    PersonGroup,
    Phone,
    RegisterChange,
    SchoolClass,
    SchoolYear,
)

Ts = TypeVarTuple("Ts")
PersonTuple = Sequence[Any]
"""(id, given name, family name, birth date, gender, address grade)"""
LinkTuple = Sequence[Any]
"""(id, pupil, guardian, relation, priority)"""

_DATA_STEPS = ("change", "undo", "redo", "security")


@dataclass(frozen=True, slots=True)
class Known:
    """The school as it stands on ``on`` in the school year that starts in ``year``.

    ``class_of`` {pupil: class name} holds those in a class of that year; ``elsewhere`` those in a class of another.
    ``graded`` are those with an address grade, ``protected`` also the families around them.
    ``links`` {pupil: links in force}; ``teachers`` {class id: {person: contact teacher row}}.
    """

    year: int
    on: date
    last_step: int
    persons: Mapping[int, PersonTuple]
    graded: frozenset[int]
    protected: frozenset[int]
    phones: Mapping[int, Phones]
    emails: Mapping[int, tuple[str, ...]]
    addresses: Mapping[int, Address]
    pupils: frozenset[int]
    class_of: Mapping[int, str]
    elsewhere: Mapping[int, str]
    classes: Mapping[str, tuple[int, int | None]]
    links: Mapping[int, list[LinkTuple]]
    staff: frozenset[int]
    teachers: Mapping[int, Mapping[int, int]]
    changed_here: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """{person: fields} changed here by hand that no file of the register has confirmed yet."""
    last_class: Mapping[int, str] = field(default_factory=dict)
    """Of those: the class of the year each was in last."""
    grades_proposed: frozenset[int] = frozenset()
    """Those a grade was proposed for already, whatever the office decided."""
    external: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """{(source, what that system calls a person): person}"""
    own_source: str = ""
    """What the files we hand out call this school here; the ids in them are our own."""
    groups: Mapping[tuple[str, str], tuple[int, Mapping[int, str]]] = field(default_factory=dict)
    """{(kind, name): (id, {member: role})} of the groups of the year that came with a file."""
    group_names: frozenset[str] = frozenset()
    """The names of all groups of the year."""

    def name_of(self, person: int) -> str:
        """Return a person's name as it is said."""
        row = self.persons[person]
        return f"{row[1]} {row[2]}".strip()


def what_is_known(session: Session, year: int, on: date | None) -> Known:
    """Read everything an import is compared with; ``on`` None chooses the day the import holds from."""
    starts_on, ends_on = _bounds(session, year)
    classes = _classes(session, year)
    if on is None:
        on = _holds_from(session, [row[0] for row in classes.values()], starts_on, ends_on)
    graded = frozenset(session.scalars(select(Person.id).where(Person.address_grade != "none")))
    pupils, class_of, elsewhere = _memberships(session, classes, on)
    teachers, teaching = _teachers(session, [row[0] for row in classes.values()], on)
    changed_here = _changed_here(session)
    groups, group_names = _groups(session, year)
    return Known(
        year=year,
        on=on,
        last_step=last_step(session),
        persons=_persons(session),
        graded=graded,
        protected=frozenset(disclosure(session, "office", on).because) if graded else graded,
        phones=_phones(session),
        emails=_emails(session),
        addresses=_addresses(session),
        pupils=pupils | set(_column(session, "guardian_link", "pupil_id")),  # left on the day they came: in no class
        class_of=class_of,
        elsewhere=elsewhere,
        classes=classes,
        links=_links(session, on),
        staff=frozenset(_column(session, "staff_role", "person_id")) | teaching,
        teachers=teachers,
        changed_here=changed_here,
        last_class=_last_classes(session, changed_here, classes),
        grades_proposed=frozenset(session.scalars(select(Person.id).where(Person.proposed_grade != ""))),
        external={(source, value): person for source, value, person in _external(session)},
        own_source=own_source(session) if database_id(session) else "",
        groups=groups,
        group_names=group_names,
    )


def last_step(session: Session) -> int:
    """Return the newest step that changed facts: a preview made before it is out of date."""
    return session.scalar(select(func.max(HistoryStep.id)).where(HistoryStep.kind.in_(_DATA_STEPS))) or 0


def _bounds(session: Session, year: int) -> tuple[date, date]:
    found = session.execute(
        select(SchoolYear.starts_on, SchoolYear.ends_on).where(SchoolYear.start_year == year)
    ).one_or_none()
    return (found[0], found[1]) if found else year_range(year)


def _classes(session: Session, year: int) -> dict[str, tuple[int, int | None]]:
    query = (
        select(SchoolClass.name, SchoolClass.id, SchoolClass.grade)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == year)
    )
    found: dict[str, tuple[int, int | None]] = {}
    for name, class_id, grade in session.execute(query.order_by(SchoolClass.id)):
        found.setdefault(_said(name), (class_id, grade))
    return found


def _changed_here(session: Session) -> dict[int, frozenset[str]]:
    query = select(RegisterChange.person_id, RegisterChange.field).where(RegisterChange.confirmed_on.is_(None))
    found: dict[int, set[str]] = defaultdict(set)
    for person, name in session.execute(query):
        found[person].add(name)
    return {person: frozenset(names) for person, names in found.items()}


def _last_classes(
    session: Session, people: Collection[int], classes: Mapping[str, tuple[int, int | None]]
) -> dict[int, str]:
    names = {class_id: name for name, (class_id, _) in classes.items()}
    query = select(ClassMembership.person_id, ClassMembership.school_class_id).where(
        ClassMembership.person_id.in_(sorted(people)), ClassMembership.school_class_id.in_(names)
    )
    return {person: names[class_id] for person, class_id in session.execute(query.order_by(ClassMembership.valid_from))}


def _said(name: str) -> str:
    """Return a class's name as a file's is read: "5 a" is 5A here too."""
    read = clean_class(name)
    return read if isinstance(read, str) else name


def _holds_from(session: Session, classes: list[int], starts_on: date, ends_on: date) -> date:
    """The first pupils of a year are in their classes from its first day, later news from today."""
    begun = select(ClassMembership.id).where(ClassMembership.school_class_id.in_(classes)).limit(1)
    if not classes or session.scalar(begun) is None:
        return starts_on
    return min(max(clock.today(), starts_on), ends_on)


def _memberships(
    session: Session, classes: Mapping[str, tuple[int, int | None]], on: date
) -> tuple[frozenset[int], dict[int, str], dict[int, str]]:
    holds = and_(
        ClassMembership.valid_from <= on, or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to >= on)
    )
    query = select(ClassMembership.person_id, ClassMembership.school_class_id).where(holds)
    others = session.scalars(select(ClassMembership.person_id).where(not_(holds)).distinct())
    here = {class_id for class_id, _ in classes.values()}
    all_names = {class_id: _said(name) for class_id, name in session.execute(select(SchoolClass.id, SchoolClass.name))}
    class_of: dict[int, str] = {}
    elsewhere: dict[int, str] = {}
    for person, class_id in session.execute(query.order_by(ClassMembership.valid_from)).all():
        of = class_of if class_id in here else elsewhere
        of[person] = all_names[class_id]
    return frozenset(class_of.keys() | elsewhere.keys() | set(others)), class_of, elsewhere


def _persons(session: Session) -> dict[int, PersonTuple]:
    columns = ("id", "given_name", "family_name", "birth_date", "gender", "address_grade")
    days = _Days()
    return {
        row[0]: row if row[3] is None else (row[0], row[1], row[2], days[row[3]], row[4], row[5])
        for row in _table(session, "person", *columns)
    }


class _Days(dict[Any, date]):
    """SQLite's driver gives dates as text, and a city's children share their birthdays."""

    def __missing__(self, value: date | str) -> date:
        day = self[value] = date.fromisoformat(value) if isinstance(value, str) else value
        return day


def _phones(session: Session) -> dict[int, Phones]:
    rows = _table(session, "phone", "person_id", "number", "kind")
    found: dict[int, Phones] = {person: ((number, kind),) for person, number, kind in rows}
    if len(found) == len(rows):
        return found
    several: dict[int, Phones] = {}
    for person, number, kind in _of_those_with_several(session, Phone, Phone.number, Phone.kind):
        several[person] = (*several.get(person, ()), (number, kind))
    return {**found, **several}


def _emails(session: Session) -> dict[int, tuple[str, ...]]:
    rows = _table(session, "email", "person_id", "address")
    found: dict[int, tuple[str, ...]] = {person: (address,) for person, address in rows}
    if len(found) == len(rows):
        return found
    several: dict[int, tuple[str, ...]] = {}
    for person, address in _of_those_with_several(session, Email, Email.address):
        several[person] = (*several.get(person, ()), address)
    return {**found, **several}


def _of_those_with_several(session: Session, kind: type[Phone] | type[Email], *columns: Any) -> Sequence[Any]:
    """Read the rows of people with more than one phone or e-mail, in their order; nearly everybody has one."""
    people = select(kind.person_id).group_by(kind.person_id).having(func.count() > 1)
    query = select(kind.person_id, *columns).where(kind.person_id.in_(people)).order_by(kind.position, kind.id)
    return session.execute(query).all()


def _addresses(session: Session) -> dict[int, Address]:
    rows = _table(session, "address", "person_id", "street", "postal_code", "city", home=True)
    return {person: (street, code, city) for person, street, code, city in rows}


def _links(session: Session, on: date) -> dict[int, list[LinkTuple]]:
    query = (
        select(
            GuardianLink.id,
            GuardianLink.pupil_id,
            GuardianLink.guardian_id,
            GuardianLink.relation,
            GuardianLink.priority,
        )
        .where(or_(GuardianLink.valid_from.is_(None), GuardianLink.valid_from <= on))
        .where(or_(GuardianLink.valid_to.is_(None), GuardianLink.valid_to >= on))
    )
    found: dict[int, list[LinkTuple]] = defaultdict(list)
    for row in _plain(session, query):
        found[row[1]].append(row)
    return found


def _teachers(session: Session, classes: list[int], on: date) -> tuple[dict[int, dict[int, int]], frozenset[int]]:
    query = select(ContactTeacher.school_class_id, ContactTeacher.person_id, ContactTeacher.id).where(
        or_(ContactTeacher.valid_to.is_(None), ContactTeacher.valid_to >= on)
    )
    wanted = set(classes)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for class_id, person, row in session.execute(query.order_by(ContactTeacher.id)):
        if class_id in wanted:
            found[class_id][person] = row
    return found, frozenset(_column(session, "contact_teacher", "person_id"))


def _external(session: Session) -> Sequence[Any]:
    return _table(session, "external_id", "source", "value", "person_id")


def _groups(session: Session, year: int) -> tuple[dict[tuple[str, str], tuple[int, dict[int, str]]], frozenset[str]]:
    """Return the groups that came with a file, with their members, and the names of all groups of the year."""
    query = (
        select(PersonGroup.id, PersonGroup.kind, PersonGroup.name)
        .join(SchoolYear, SchoolYear.id == PersonGroup.school_year_id)
        .where(SchoolYear.start_year == year)
    )
    rows = session.execute(query.order_by(PersonGroup.id)).all()
    brought = {group_id: (kind, name) for group_id, kind, name in rows if kind != "own"}
    members: dict[int, dict[int, str]] = {group_id: {} for group_id in brought}
    if brought:
        wanted = select(GroupMember.group_id, GroupMember.person_id, GroupMember.role).where(
            GroupMember.group_id.in_(brought)
        )
        for group_id, person, role in session.execute(wanted.order_by(GroupMember.id)):
            members[group_id][person] = role
    found = {key: (group_id, members[group_id]) for group_id, key in brought.items()}
    return found, frozenset(name for _, _, name in rows)


def _column(session: Session, name: str, of: str) -> Sequence[int]:
    return [row[0] for row in _table(session, name, of)]


def _table(session: Session, name: str, *columns: str, home: bool = False) -> Sequence[Any]:
    """Read columns of a whole table (of the address table the home addresses, where ``home``)."""
    query: Select[*tuple[Any, ...]] = select(*map(column, columns)).select_from(table(name))
    return _plain(session, query.where(column("kind") == "home") if home else query)


def _plain(session: Session, query: Select[*Ts]) -> Sequence[Any]:
    """Read texts and numbers as the driver's own tuples; wrapping half a million of them in rows takes a while."""
    found = session.connection().execute(query)
    return found.cursor.fetchall() if found.cursor is not None else []
