"""What is known of one person: everything one is asked on the phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.households import NOWHERE, Place, Resident, homes_of
from app.contacts.queries import (
    AddressRow,
    EmailRow,
    PhoneRow,
    addresses_of,
    emails_of,
    person_name,
    phones_of,
    postal_addresses_of,
)
from app.contacts.rules import decides_alone
from app.core.schoolyear import year_of
from app.school.queries import in_force
from db.models import (
    ClassMembership,
    ContactTeacher,
    ExternalRole,
    GroupMember,
    GuardianLink,
    Person,
    PersonGroup,
    RegisterChange,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import sort_key


@dataclass(frozen=True)
class RelativeRow:
    """A guardian, child or sibling of a person, with how they are reached; ``link_id`` is None for a sibling."""

    link_id: int | None
    person_id: int
    name: str
    class_name: str
    relation: str
    parental_responsibility: str
    lives_with: str
    priority: int
    phones: tuple[PhoneRow, ...]
    emails: tuple[EmailRow, ...]
    address: AddressRow | None
    address_grade: str
    contact_ban: str = "none"
    information_on_request: bool = False
    language: str = ""
    needs_interpreter: bool = False


@dataclass(frozen=True)
class MembershipRow:
    """A pupil's time in a class."""

    id: int
    class_id: int
    class_name: str
    start_year: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class StaffRow:
    """What a person does at the school."""

    id: int
    function: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class ExternalRow:
    """What somebody from outside does with the school."""

    id: int
    kind: str
    function: str
    organisation: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class RegisterRow:
    """A change that the school's register must be told: it waits until it is entered or confirmed."""

    id: int
    person_id: int
    field: str
    made_on: date
    told_by: str
    entered_on: date | None
    confirmed_on: date | None


@dataclass(frozen=True)
class HomeRow:
    """One home of a pupil: whoever of the guardians lives there, and where (NOWHERE: not known).

    ``is_childs``: the pupil lives here. ``is_apart``: of guardians who may not be in contact with the pupil.
    """

    guardians: tuple[tuple[int, str], ...]
    place: Place
    is_childs: bool
    is_apart: bool = False


@dataclass(frozen=True)
class ContactDetail:
    """Everything about one person on a day.

    ``class_teachers`` are (person id, name); ``protected_because`` is the name of a graded person near them,
    ``waits_because`` (id, name) of one whose grade is only proposed. ``address`` is the home address, ``groups`` are
    (id, name) in the year of the day. ``to_register`` is not entered yet: of the person, and of a pupil's guardians.
    ``decides_alone``: a pupil of 15 or more (opplæringslova § 24-5).
    """

    id: int
    given_name: str
    family_name: str
    birth_date: date | None
    gender: str
    address_grade: str
    list_opt_out: bool
    version: int
    class_id: int | None
    class_name: str
    class_teachers: tuple[tuple[int, str], ...]
    memberships: tuple[MembershipRow, ...]
    guardians: tuple[RelativeRow, ...]
    children: tuple[RelativeRow, ...]
    siblings: tuple[RelativeRow, ...]
    phones: tuple[PhoneRow, ...]
    emails: tuple[EmailRow, ...]
    address: AddressRow | None
    staff_roles: tuple[StaffRow, ...]
    teaches: tuple[str, ...]
    protected_because: str
    proposed_grade: str
    note: str
    language: str
    needs_interpreter: bool
    unlisted_phone: bool
    unlisted_email: bool
    unlisted_address: bool
    confirmed_on: date | None
    election_alias: str
    postal_address: AddressRow | None
    external_roles: tuple[ExternalRow, ...]
    groups: tuple[tuple[int, str], ...]
    to_register: tuple[RegisterRow, ...]
    homes: tuple[HomeRow, ...]
    decides_alone: bool
    waits_because: tuple[int, str] | None = None

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_pupil(self) -> bool:
        """Whether the person is or has been a pupil."""
        return bool(self.memberships)

    @property
    def is_staff(self) -> bool:
        """Whether the person works or has worked at the school."""
        return bool(self.staff_roles) or bool(self.teaches)

    @property
    def has_two_homes(self) -> bool:
        """Whether the pupil's guardians live in more than one home."""
        return len(self.homes) > 1


def contact_detail(session: Session, person_id: int, on: date) -> ContactDetail | None:
    """Return everything about a person on a day, None if there is no such person."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    guardians = _relatives(session, GuardianLink.pupil_id, GuardianLink.guardian_id, [person_id], on)
    children = _relatives(session, GuardianLink.guardian_id, GuardianLink.pupil_id, [person_id], on)
    siblings = _siblings(session, person_id, [row.person_id for row in guardians], on)
    memberships = _memberships(session, person_id)
    year = year_of(on)
    in_year = [row for row in memberships if row.start_year == year]
    protected_because, waits_because = _kept_off(session, person, on)
    today = next((row for row in in_year if row.valid_from <= on and (row.valid_to or on) >= on), None)
    return ContactDetail(
        id=person.id,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        gender=person.gender,
        address_grade=person.address_grade,
        list_opt_out=person.list_opt_out,
        version=person.version,
        class_id=today.class_id if today else None,
        class_name=today.class_name if today else "",
        class_teachers=_teachers_of(session, today.class_id, on) if today else (),
        memberships=memberships,
        guardians=guardians,
        children=children,
        siblings=siblings,
        phones=phones_of(session, [person_id]).get(person_id, ()),
        emails=emails_of(session, [person_id]).get(person_id, ()),
        address=next((row for row in addresses_of(session, [person_id]).values() if row.kind == "home"), None),
        staff_roles=tuple(
            StaffRow(row.id, row.function, row.valid_from, row.valid_to)
            for row in session.scalars(select(StaffRole).where(StaffRole.person_id == person_id).order_by(StaffRole.id))
        ),
        teaches=tuple(
            session.scalars(
                select(SchoolClass.name)
                .join(ContactTeacher, ContactTeacher.school_class_id == SchoolClass.id)
                .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
                .where(ContactTeacher.person_id == person_id, in_force(ContactTeacher, on))
                .where(SchoolYear.starts_on <= on, SchoolYear.ends_on >= on)
                .order_by(SchoolClass.name)
            )
        ),
        protected_because=protected_because,
        proposed_grade="" if person.proposed_grade == "none" else person.proposed_grade,
        note=person.note,
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        unlisted_phone=person.unlisted_phone,
        unlisted_email=person.unlisted_email,
        unlisted_address=person.unlisted_address,
        confirmed_on=person.confirmed_on,
        election_alias=person.election_alias,
        postal_address=postal_addresses_of(session, [person_id]).get(person_id),
        external_roles=tuple(
            ExternalRow(row.id, row.kind, row.function, row.organisation, row.valid_from, row.valid_to)
            for row in session.scalars(
                select(ExternalRole).where(ExternalRole.person_id == person_id).order_by(ExternalRole.id)
            )
        ),
        groups=_groups(session, person_id, year),
        to_register=_to_register(session, [person_id, *(row.person_id for row in guardians if memberships)]),
        homes=_homes(session, person_id, guardians) if memberships else (),
        decides_alone=bool(memberships) and decides_alone(person.birth_date, on),
        waits_because=waits_because,
    )


def _relatives(session: Session, mine: Any, theirs: Any, people: list[int], on: date) -> tuple[RelativeRow, ...]:
    query = (
        select(GuardianLink, Person)
        .join(Person, Person.id == theirs)
        .where(mine.in_(people), in_force(GuardianLink, on))
        .order_by(GuardianLink.priority, GuardianLink.id)
    )
    found = session.execute(query).all()
    ids = [person.id for _, person in found]
    phones, emails, addresses = phones_of(session, ids), emails_of(session, ids), addresses_of(session, ids)
    classes = _classes_of(session, ids, on)
    return tuple(
        RelativeRow(
            link_id=link.id,
            person_id=person.id,
            name=f"{person.given_name} {person.family_name}".strip(),
            class_name=classes.get(person.id, ""),
            relation=link.relation,
            parental_responsibility=link.parental_responsibility,
            lives_with=link.lives_with,
            priority=link.priority,
            phones=phones.get(person.id, ()),
            emails=emails.get(person.id, ()),
            address=addresses.get(person.id),
            address_grade=person.address_grade,
            contact_ban=link.contact_ban,
            information_on_request=link.information_on_request,
            language=person.language,
            needs_interpreter=person.needs_interpreter,
        )
        for link, person in found
    )


def _siblings(session: Session, person_id: int, guardians: list[int], on: date) -> tuple[RelativeRow, ...]:
    rows = _relatives(session, GuardianLink.guardian_id, GuardianLink.pupil_id, guardians, on)
    by_person = {row.person_id: replace(row, link_id=None) for row in rows if row.person_id != person_id}
    return tuple(by_person.values())


def _memberships(session: Session, person_id: int) -> tuple[MembershipRow, ...]:
    query = (
        select(ClassMembership, SchoolClass.name, SchoolYear.start_year)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(ClassMembership.person_id == person_id)
        .order_by(ClassMembership.valid_from.desc(), ClassMembership.id.desc())
    )
    return tuple(
        MembershipRow(row.id, row.school_class_id, name, year, row.valid_from, row.valid_to)
        for row, name, year in session.execute(query)
    )


def _classes_of(session: Session, people: list[int], on: date) -> dict[int, str]:
    query = (
        select(ClassMembership.person_id, SchoolClass.name)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(ClassMembership.person_id.in_(people), in_force(ClassMembership, on))
        .where(SchoolYear.starts_on <= on, SchoolYear.ends_on >= on)
    )
    return {person_id: name for person_id, name in session.execute(query)}  # noqa: C416 - typed


def _teachers_of(session: Session, class_id: int, on: date) -> tuple[tuple[int, str], ...]:
    query = (
        select(Person.id, Person.given_name, Person.family_name)
        .join(ContactTeacher, ContactTeacher.person_id == Person.id)
        .where(ContactTeacher.school_class_id == class_id, in_force(ContactTeacher, on))
        .order_by(ContactTeacher.id)
    )
    return tuple((person_id, f"{given} {family}".strip()) for person_id, given, family in session.execute(query))


def _kept_off(session: Session, person: Person, on: date) -> tuple[str, tuple[int, str] | None]:
    """Return who keeps a person off shared lists: the nearest graded one, and the nearest whose grade is proposed.

    The first may be the person; who has a grade or a proposal of their own waits for nobody else. The same closed set
    as ``rules.protected_set``, walked from this person, since a city has 100,000 links.
    """
    graded, proposed = Person.address_grade != "none", Person.proposed_grade != ""
    if session.scalar(select(Person.id).where(graded | proposed).limit(1)) is None:
        return "", None
    by_grade, by_proposal = 0, 0
    seen, ring = {person.id}, {person.id}
    while ring and not by_grade:
        query = select(Person.id, graded.label("graded")).where(Person.id.in_(ring), graded | proposed)
        for row in session.execute(query.order_by(Person.id)):
            by_grade = by_grade or row.id * row.graded
            by_proposal = by_proposal or row.id * (not row.graded)
        links = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(
            GuardianLink.pupil_id.in_(ring) | GuardianLink.guardian_id.in_(ring),
            in_force(GuardianLink, on) | (GuardianLink.valid_from > on),
        )
        ring = {one for link in session.execute(links) for one in link} - seen
        seen |= ring
    because = person_name(session, by_grade) if by_grade else ""
    if because or by_proposal in (0, person.id):
        return because, None
    return "", (by_proposal, person_name(session, by_proposal))


def _groups(session: Session, person_id: int, year: int) -> tuple[tuple[int, str], ...]:
    query = (
        select(PersonGroup.id, PersonGroup.name, GroupMember.role)
        .join(GroupMember, GroupMember.group_id == PersonGroup.id)
        .join(SchoolYear, SchoolYear.id == PersonGroup.school_year_id)
        .where(GroupMember.person_id == person_id, SchoolYear.start_year == year)
    )
    found = ((row.id, f"{row.name} ({row.role})" if row.role else row.name) for row in session.execute(query))
    return tuple(sorted(found, key=lambda row: sort_key(row[1])))


def _to_register(session: Session, people: list[int]) -> tuple[RegisterRow, ...]:
    query = (
        select(RegisterChange)
        .where(RegisterChange.person_id.in_(people))
        .where(RegisterChange.entered_on.is_(None), RegisterChange.confirmed_on.is_(None))
        .order_by(RegisterChange.id)
    )
    return tuple(
        RegisterRow(row.id, row.person_id, row.field, row.made_on, row.told_by, row.entered_on, row.confirmed_on)
        for row in session.scalars(query)
    )


def _homes(session: Session, person_id: int, guardians: tuple[RelativeRow, ...]) -> tuple[HomeRow, ...]:
    def place(row: AddressRow | None) -> Place:
        return (row.street, row.postal_code, row.city) if row is not None else NOWHERE

    residents = [
        Resident(
            row.person_id,
            place(row.address),
            row.lives_with,
            row.parental_responsibility,
            row.contact_ban,
            row.information_on_request,
        )
        for row in guardians
    ]
    names = {row.person_id: row.name for row in guardians}
    own = place(addresses_of(session, [person_id]).get(person_id))
    return tuple(
        HomeRow(
            tuple((guardian, names[guardian]) for guardian in home.guardians),
            home.place,
            home.is_childs,
            home.is_apart,
        )
        for home in homes_of(own, residents)
    )
