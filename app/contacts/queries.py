"""What is known of the people: the list, and everything about one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from app.contacts.search import KIND, class_mark
from app.core.schoolyear import year_of
from app.school.queries import in_force
from db.models import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    GuardianLink,
    Person,
    Phone,
    SchoolClass,
    SchoolYear,
    SearchEntry,
    StaffRole,
)
from db.search import holding, holds, words

Ts = TypeVarTuple("Ts")
FilterShape = tuple[bool, bool, int]
"""Whether a filter names roles and a class, and how many words: what its SQL depends on."""

PAGE = 200
EVERYBODY = 10_000_000
SORTS: dict[str, Any] = {
    "name": SearchEntry.sort_key,
    "class": SearchEntry.group_key,
    "phone": SearchEntry.phone,
    "email": SearchEntry.email,
    "born": SearchEntry.born,
}


@dataclass(frozen=True)
class ContactFilter:
    """Which people the list shows: of a school year (its starting year), with all typed words, roles and class."""

    year: int
    text: str = ""
    roles: int = 0
    class_name: str = ""


class ContactRow(NamedTuple):
    """One person in the list. ``born`` is an ISO date or empty, ``roles`` the bits of ``app.contacts.rules``.

    A named tuple, since 200 of them are made for every key that is typed: a fifth of a frozen dataclass's time.
    """

    id: int
    name: str
    classes: str
    phone: str
    email: str
    born: str
    roles: int


@dataclass(frozen=True)
class PhoneRow:
    """One phone number."""

    id: int
    number: str
    kind: str


@dataclass(frozen=True)
class EmailRow:
    """One e-mail address."""

    id: int
    address: str


@dataclass(frozen=True)
class AddressRow:
    """One address."""

    id: int
    kind: str
    street: str
    postal_code: str
    city: str


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
class ContactDetail:
    """Everything about one person on a day.

    ``class_teachers`` are (person id, name); ``protected_because`` is the name of a graded person near them.
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


def list_contacts(
    session: Session,
    which: ContactFilter,
    *,
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = PAGE,
) -> list[ContactRow]:
    """Return one page of the list. The keys come from one covering index, whatever it is sorted by."""
    values = {**_values(which), "first": offset, "most": limit}
    found = session.connection().execute(_page_query(sort, descending, _shape(which)), values)
    # The driver's own tuples hold plain texts and numbers already; wrapping each in a Row would double the time.
    return list(map(ContactRow._make, found.cursor.fetchall())) if found.cursor is not None else []


def count_contacts(session: Session, which: ContactFilter) -> int:
    """Return how many people the filter lets through."""
    return int(session.execute(_filtered(select(func.count()), _shape(which)), _values(which)).scalar_one())


def contact_ids(session: Session, which: ContactFilter) -> list[int]:
    """Return the ids of everybody the filter lets through, by name."""
    query = _filtered(select(SearchEntry.subject_id), _shape(which))
    return list(session.scalars(query.order_by(SearchEntry.sort_key, SearchEntry.subject_id), _values(which)))


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
        address=addresses_of(session, [person_id]).get(person_id),
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
        protected_because=_protected_because(session, person_id, on),
    )


def person_name(session: Session, person_id: int) -> str:
    """Return given and family name, empty for an unknown id."""
    found = session.execute(select(Person.given_name, Person.family_name).where(Person.id == person_id)).first()
    return f"{found[0]} {found[1]}".strip() if found else ""


def only_guardians_of(session: Session, people: Collection[int]) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the guardians of ``people`` whom nobody else needs: they go when ``people`` go."""
    gone = frozenset(people)
    guardians: set[int] = set()
    for some in in_parts(gone):
        guardians.update(session.scalars(select(GuardianLink.guardian_id).where(GuardianLink.pupil_id.in_(some))))
    alone: list[tuple[int, str]] = []
    for some in in_parts(guardians - gone):
        links = select(GuardianLink.guardian_id, GuardianLink.pupil_id).where(GuardianLink.guardian_id.in_(some))
        needed = {guardian for guardian, pupil in session.execute(links) if pupil not in gone}
        query = select(Person.id, Person.given_name, Person.family_name).where(
            Person.id.in_(set(some) - needed),
            Person.id.not_in(select(StaffRole.person_id)),
            Person.id.not_in(select(ContactTeacher.person_id)),
            Person.id.not_in(select(ClassMembership.person_id)),
        )
        alone += [(person_id, f"{given} {family}".strip()) for person_id, given, family in session.execute(query)]
    return tuple(alone)


def in_parts(people: Collection[int], size: int = 5000) -> Iterator[list[int]]:
    """Yield ids in parts that fit into one statement (a database takes some 30,000 values at most)."""
    rest = sorted(people)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]


def called(session: Session, text: str, year: int) -> list[ContactRow]:
    """Return everybody who is meant by an id or a whole name, in either order ("Kari Berg" or "Berg, Kari")."""
    if text.isdecimal():
        return _entries(session, int(text), year)
    wanted = sorted(words(text))
    rows = list_contacts(session, ContactFilter(year, text), limit=EVERYBODY)
    return [row for row in rows if sorted(words(row.name)) == wanted]


def phones_of(session: Session, people: list[int]) -> dict[int, tuple[PhoneRow, ...]]:
    """Return the phones of each of ``people``, in their order."""
    found: dict[int, tuple[PhoneRow, ...]] = {}
    query = select(Phone.person_id, Phone.id, Phone.number, Phone.kind).where(Phone.person_id.in_(people))
    for person_id, phone_id, number, kind in session.execute(query.order_by(Phone.position, Phone.id)):
        found[person_id] = (*found.get(person_id, ()), PhoneRow(phone_id, number, kind))
    return found


def emails_of(session: Session, people: list[int]) -> dict[int, tuple[EmailRow, ...]]:
    """Return the e-mail addresses of each of ``people``, in their order."""
    found: dict[int, tuple[EmailRow, ...]] = {}
    query = select(Email.person_id, Email.id, Email.address).where(Email.person_id.in_(people))
    for person_id, email_id, address in session.execute(query.order_by(Email.position, Email.id)):
        found[person_id] = (*found.get(person_id, ()), EmailRow(email_id, address))
    return found


def addresses_of(session: Session, people: list[int]) -> dict[int, AddressRow]:
    """Return the home address of each of ``people`` that has one, else the postal one."""
    query = select(
        Address.person_id, Address.id, Address.kind, Address.street, Address.postal_code, Address.city
    ).where(Address.person_id.in_(people))
    found: dict[int, AddressRow] = {}
    # The last written wins: postal first, so that a home address stands over it.
    for person_id, address_id, kind, street, postal_code, city in session.execute(
        query.order_by(Address.kind.desc(), Address.id.desc())
    ):
        found[person_id] = AddressRow(address_id, kind, street, postal_code, city)
    return found


def _shape(which: ContactFilter) -> FilterShape:
    return (bool(which.roles), bool(which.class_name), len(words(which.text)))


def _values(which: ContactFilter) -> dict[str, object]:
    typed = {f"word{number}": holding(word) for number, word in enumerate(words(which.text))}
    class_name = holding(class_mark(which.class_name))
    return {"kind": KIND, "year": which.year, "roles": which.roles, "class_name": class_name, **typed}


def _filtered(query: Select[*Ts], shape: FilterShape) -> Select[*Ts]:
    by_role, by_class, typed = shape
    query = query.where(SearchEntry.kind == bindparam("kind"), SearchEntry.year == bindparam("year"))
    if by_role:
        query = query.where(SearchEntry.roles.bitwise_and(bindparam("roles")) != 0)
    if by_class:
        query = query.where(holds(bindparam("class_name")))
    return query.where(*(holds(bindparam(f"word{number}")) for number in range(typed)))


@lru_cache(maxsize=256)
def _page_query(sort: str, descending: bool, shape: FilterShape) -> Any:
    """Build the query of one page; kept, since building it takes longer than SQLite needs for an answer."""
    columns = list(dict.fromkeys([SORTS[sort], SearchEntry.sort_key, SearchEntry.subject_id]))
    keys = _filtered(select(*columns), shape).order_by(*_directed(columns, descending))
    page = keys.offset(bindparam("first")).limit(bindparam("most")).subquery()
    # An outer join, so that the page is gone through first; a plain join lets SQLite go through all of the table.
    return (
        select(
            SearchEntry.subject_id,
            SearchEntry.title,
            SearchEntry.group_name,
            SearchEntry.phone,
            SearchEntry.email,
            SearchEntry.born,
            SearchEntry.roles,
        )
        .select_from(page)
        .outerjoin(
            SearchEntry,
            and_(
                SearchEntry.kind == bindparam("kind"),
                SearchEntry.year == bindparam("year"),
                SearchEntry.sort_key == page.c.sort_key,
                SearchEntry.subject_id == page.c.subject_id,
            ),
        )
        .order_by(*_directed([page.c[column.name] for column in columns], descending))
    )


def _directed(columns: list[Any], descending: bool) -> list[Any]:
    return [column.desc() if descending else column.asc() for column in columns]


def _entries(session: Session, person_id: int, year: int) -> list[ContactRow]:
    query = (
        select(SearchEntry)
        .where(SearchEntry.kind == KIND, SearchEntry.subject_id == person_id)
        .order_by((SearchEntry.year == year).desc(), SearchEntry.year.desc())
        .limit(1)
    )
    return [
        ContactRow(row.subject_id, row.title, row.group_name, row.phone, row.email, row.born, row.roles)
        for row in session.scalars(query)
    ]


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


def _protected_because(session: Session, person_id: int, on: date) -> str:
    """Return the name of the nearest graded person that keeps this one off shared lists, empty if there is none.

    The same closed set as ``rules.protected_set``, walked from this person, since a city has 100,000 links.
    """
    if session.scalar(select(Person.id).where(Person.address_grade != "none").limit(1)) is None:
        return ""
    seen, ring = {person_id}, {person_id}
    while ring:
        graded = select(Person.id).where(Person.id.in_(ring), Person.address_grade != "none").order_by(Person.id)
        cause = session.scalar(graded.limit(1))
        if cause is not None:
            return person_name(session, cause)
        links = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(
            GuardianLink.pupil_id.in_(ring) | GuardianLink.guardian_id.in_(ring),
            in_force(GuardianLink, on) | (GuardianLink.valid_from > on),
        )
        ring = {person for link in session.execute(links) for person in link} - seen
        seen |= ring
    return ""
