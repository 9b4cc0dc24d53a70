"""What is known of the people: the list, and everything about one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from app.contacts.rules import LEFT
from app.contacts.search import KIND, class_mark, grade_mark, group_mark
from app.school.queries import in_force
from db.models import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    GuardianLink,
    Person,
    Phone,
    SearchEntry,
    StaffRole,
)
from db.search import holding, holds, words

Ts = TypeVarTuple("Ts")
FilterShape = tuple[bool, int, int]
"""Whether a filter names roles, and how many whole words and typed words it has: what its SQL depends on."""

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
    """Which people the list shows: of a school year (its starting year), and all of what else is given.

    ``roles``: at least one of these bits; ``marks``: all of these. Who has no role at the school any more is shown only
    where ``marks`` has LEFT.
    """

    year: int
    text: str = ""
    roles: int = 0
    class_name: str = ""
    grade: int = 0
    group: int = 0
    marks: int = 0

    @property
    def whole_words(self) -> tuple[str, ...]:
        """Return the words a row must hold for its class, grade and group."""
        found = (
            class_mark(self.class_name) if self.class_name else "",
            grade_mark(self.grade) if self.grade else "",
            group_mark(self.group) if self.group else "",
        )
        return tuple(word for word in found if word)


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
    kind: str = "private"


@dataclass(frozen=True)
class AddressRow:
    """One address."""

    id: int
    kind: str
    street: str
    postal_code: str
    city: str


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


def links_of(session: Session, pupils: Collection[int], on: date) -> dict[int, list[GuardianLink]]:
    """Return {pupil: links in force on a day}, in the order the guardians are called."""
    found: dict[int, list[GuardianLink]] = {}
    for some in in_parts(pupils):
        query = (
            select(GuardianLink)
            .where(GuardianLink.pupil_id.in_(some), in_force(GuardianLink, on))
            .order_by(GuardianLink.priority, GuardianLink.id)
        )
        for link in session.scalars(query):
            found.setdefault(link.pupil_id, []).append(link)
    return found


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
    query = select(Email.person_id, Email.id, Email.address, Email.kind).where(Email.person_id.in_(people))
    for person_id, email_id, address, kind in session.execute(query.order_by(Email.position, Email.id)):
        found[person_id] = (*found.get(person_id, ()), EmailRow(email_id, address, kind))
    return found


def postal_addresses_of(session: Session, people: list[int]) -> dict[int, AddressRow]:
    """Return the postal address of each of ``people`` that has one."""
    rows = session.scalars(select(Address).where(Address.person_id.in_(people), Address.kind == "postal"))
    return {row.person_id: AddressRow(row.id, row.kind, row.street, row.postal_code, row.city) for row in rows}


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
    return (bool(which.roles), len(which.whole_words), len(words(which.text)))


def _values(which: ContactFilter) -> dict[str, object]:
    typed = {f"word{number}": holding(word) for number, word in enumerate(words(which.text))}
    whole = {f"whole{number}": holding(word) for number, word in enumerate(which.whole_words)}
    asked = LEFT | which.marks
    return {
        "kind": KIND,
        "year": which.year,
        "roles": which.roles,
        "asked": asked,
        "marks": which.marks,
        **whole,
        **typed,
    }


def _filtered(query: Select[*Ts], shape: FilterShape) -> Select[*Ts]:
    by_role, whole, typed = shape
    query = query.where(SearchEntry.kind == bindparam("kind"), SearchEntry.year == bindparam("year"))
    query = query.where(SearchEntry.roles.bitwise_and(bindparam("asked")) == bindparam("marks"))
    if by_role:
        query = query.where(SearchEntry.roles.bitwise_and(bindparam("roles")) != 0)
    query = query.where(*(holds(bindparam(f"whole{number}")) for number in range(whole)))
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
