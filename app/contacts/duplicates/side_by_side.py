"""Who may be here twice, and what is written of the two, field by field?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.contacts.disclosure import hides_address
from app.contacts.duplicates.rules import COMPARING, Pair, PersonFacts, find_duplicates
from app.contacts.queries import in_parts
from app.contacts.rules import EXTERNAL, GUARDIAN, PUPIL, STAFF
from app.core.i18n import N_
from app.core.progress import NO_PROGRESS, Progress
from app.core.schoolyear import year_of
from db.models import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    ExternalRole,
    GroupMember,
    GuardianLink,
    NotTheSame,
    Person,
    PersonGroup,
    Phone,
    SchoolClass,
    SchoolYear,
    StaffRole,
)

OWN_FIELDS = (
    "given_name",
    "family_name",
    "birth_date",
    "gender",
    "language",
    "note",
    "election_alias",
    "confirmed_on",
)
ADDRESS_FIELDS = {"home_address": "home", "postal_address": "postal"}
CHOICES = (*OWN_FIELDS, *ADDRESS_FIELDS)
"""The fields of which one person has one value, so that the office chooses. Of all others both are kept."""

WISHES = ("list_opt_out", "unlisted_phone", "unlisted_email", "unlisted_address", "needs_interpreter")
"""What counts for the person who stays if it was said of either."""

_CONTACT = ("phones", "emails", "home_address", "postal_address", "note", "guardians", "children", "election_alias")
"""What is not shown where one of the two has address protection."""

BIRTH_DATES = N_("The two have different birth dates, so they are two people. Correct the birth date first.")
PROTECTED = N_("One of the two has address protection, so they cannot be merged. Correct each of them by hand.")
PROPOSED = N_("Address protection is proposed for one of the two. Decide on that first.")
RELATED = N_("One of the two is the guardian of the other, so they are two people.")


@dataclass(frozen=True)
class FieldRow:
    """One field of two people side by side; ``code`` is a column, or one of phones, emails, home_address, …

    Values are raw: codes as in the database, dates in ISO form. ``can_choose``: only one of them can stay.
    """

    code: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    is_equal: bool
    can_choose: bool


@dataclass(frozen=True)
class DuplicateRow:
    """Two people who may be one. ``reasons`` are codes of ``app.contacts.duplicates.rules``.

    ``refusal`` is a msgid that says why they cannot be merged now, empty if they can.
    """

    first_id: int
    second_id: int
    first_name: str
    second_name: str
    is_sure: bool
    reasons: tuple[str, ...]
    fields: tuple[FieldRow, ...]
    refusal: str


def duplicate_pairs(session: Session, on: date, progress: Progress = NO_PROGRESS) -> tuple[DuplicateRow, ...]:
    """Return everybody who may be here twice, the sure ones first; ``on`` is the day the classes are of.

    Pairs the office has told apart are left out. Raises Cancelled.
    """
    apart = frozenset((row.first_id, row.second_id) for row in session.execute(told_apart()))
    people = people_to_compare(session, on)
    progress.step(COMPARING, 0, 1)  # a city's people take a while to read: somebody may have given up
    pairs = find_duplicates(people, apart, progress)
    return side_by_side(session, pairs, on)


def side_by_side(session: Session, pairs: Iterable[Pair], on: date) -> tuple[DuplicateRow, ...]:
    """Return pairs field by field, the sure ones first, then by name; no address of a protected household."""
    ordered, behind_a_reason = tuple(pairs), hides_address(session)
    people = {person_id for pair in ordered for person_id in (pair.first_id, pair.second_id)}
    sheets = _sheets(session, people, on)
    rows = [
        _row(pair, sheets[pair.first_id], sheets[pair.second_id], behind_a_reason)
        for pair in ordered
        if pair.first_id in sheets and pair.second_id in sheets
    ]
    return tuple(sorted(rows, key=lambda row: (not row.is_sure, row.first_name.casefold(), row.first_id)))


def people_to_compare(session: Session, on: date) -> list[PersonFacts]:
    """Return what is compared of everybody in the file; classes are those of the day's school year."""
    phones = _lists(session, select(Phone.person_id, Phone.number))
    emails = _lists(session, select(Email.person_id, Email.address))
    roles, classes = _roles(session), _classes(session, on)
    relatives: dict[int, set[int]] = {}
    for pupil_id, guardian_id in session.execute(select(GuardianLink.pupil_id, GuardianLink.guardian_id)):
        relatives.setdefault(pupil_id, set()).add(guardian_id)
        relatives.setdefault(guardian_id, set()).add(pupil_id)
    homes: dict[int, tuple[str, str, str]] = {}
    query = select(Address.person_id, Address.street, Address.postal_code, Address.city)
    for person_id, street, postal_code, city in session.execute(query.order_by(Address.kind.desc(), Address.id.desc())):
        homes[person_id] = (street, postal_code, city)  # the last counts: a home, and the first of them
    people = select(Person.id, Person.given_name, Person.family_name, Person.birth_date, Person.gender)
    return [
        PersonFacts(
            person_id,
            given,
            family,
            born,
            gender,
            tuple(phones.get(person_id, ())),
            tuple(emails.get(person_id, ())),
            *homes.get(person_id, ("", "", "")),
            roles.get(person_id, 0),
            tuple(classes.get(person_id, ())),
            frozenset(relatives.get(person_id, ())),
        )
        for person_id, given, family, born, gender in session.execute(people)
    ]


def refusal_of(first: Any, second: Any, are_related: bool) -> str:
    """Return why two cannot be merged, empty if they can; of persons or of their columns."""

    def of(person: Any, name: str) -> Any:
        return person[name] if isinstance(person, Mapping) else getattr(person, name)

    born = {of(person, "birth_date") for person in (first, second)} - {None}
    if len(born) > 1:
        return BIRTH_DATES
    if any(of(person, "address_grade") != "none" for person in (first, second)):
        return PROTECTED
    if any(of(person, "proposed_grade") for person in (first, second)):
        return PROPOSED
    return RELATED if are_related else ""


def told_apart() -> Any:
    """Return the query of the pairs the office has told apart."""
    return select(NotTheSame.first_id, NotTheSame.second_id)


def related(session: Session, people: Collection[int]) -> set[tuple[int, int]]:
    """Return (low id, high id) of everybody who is or was guardian of one of ``people``, or the reverse."""
    found: set[tuple[int, int]] = set()
    for some in in_parts(people):
        query = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(
            or_(GuardianLink.pupil_id.in_(some), GuardianLink.guardian_id.in_(some))
        )
        found |= {(min(ids), max(ids)) for ids in session.execute(query)}
    return found


# -- two side by side -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sheet:
    name: str
    person: Mapping[str, Any]
    values: Mapping[str, tuple[str, ...]]
    relatives: frozenset[int]


def _row(pair: Pair, first: _Sheet, second: _Sheet, behind_a_reason: Collection[int]) -> DuplicateRow:
    graded = any(sheet.person["address_grade"] != "none" for sheet in (first, second))
    near = any(person in behind_a_reason for person in (pair.first_id, pair.second_id))
    kept_back = _CONTACT if graded else tuple(ADDRESS_FIELDS) if near else ()
    fields = []
    for code in first.values:
        values = first.values[code], second.values[code]
        if any(values) and code not in kept_back:
            same = sorted(map(str.casefold, values[0])) == sorted(map(str.casefold, values[1]))
            fields.append(FieldRow(code, *values, same, code in CHOICES))
    refusal = refusal_of(first.person, second.person, pair.second_id in first.relatives)
    return DuplicateRow(
        pair.first_id, pair.second_id, first.name, second.name, pair.sure, pair.reasons, tuple(fields), refusal
    )


def _sheets(session: Session, people: Collection[int], on: date) -> dict[int, _Sheet]:
    columns = (*OWN_FIELDS, *WISHES, "address_grade", "proposed_grade")
    persons: dict[int, Mapping[str, Any]] = {}
    for some in in_parts(people):
        query = select(Person.id, *(getattr(Person, name) for name in columns)).where(Person.id.in_(some))
        persons |= {row["id"]: row for row in session.execute(query).mappings()}
    roles, classes = _roles(session, people), _classes(session, on, people)
    lists = {
        "phones": _lists(session, select(Phone.person_id, Phone.number).order_by(Phone.position), people),
        "emails": _lists(session, select(Email.person_id, Email.address).order_by(Email.position), people),
        **{field: _places(session, kind, people) for field, kind in ADDRESS_FIELDS.items()},
        "guardians": _names(session, GuardianLink.pupil_id, GuardianLink.guardian_id, people),
        "children": _names(session, GuardianLink.guardian_id, GuardianLink.pupil_id, people),
        "functions": _functions(session, people),
        "groups": _lists(
            session,
            select(GroupMember.person_id, PersonGroup.name).join(PersonGroup, PersonGroup.id == GroupMember.group_id),
            people,
        ),
    }
    relatives = _relatives(session, people)
    sheets = {}
    for person_id, person in persons.items():
        own = {name: _said(person[name]) for name in (*OWN_FIELDS, *WISHES)}
        many = {code: tuple(values.get(person_id, ())) for code, values in lists.items()}
        values = {
            **{name: own[name] for name in ("given_name", "family_name", "birth_date", "gender")},
            "roles": tuple(str(bit) for bit in (PUPIL, GUARDIAN, STAFF, EXTERNAL) if roles.get(person_id, 0) & bit),
            "classes": tuple(classes.get(person_id, ())),
            **many,
            **{name: own[name] for name in ("language", *WISHES, "note", "election_alias", "confirmed_on")},
        }
        name = f"{person['given_name']} {person['family_name']}".strip()
        sheets[person_id] = _Sheet(name, person, values, frozenset(relatives.get(person_id, ())))
    return sheets


def _said(value: object) -> tuple[str, ...]:
    """Return a value of a person as it is compared: nothing for what is not known."""
    if isinstance(value, bool):
        return ("yes",) if value else ()
    if isinstance(value, date):
        return (value.isoformat(),)
    return (str(value),) if value not in (None, "", "unknown") else ()


def _lists(session: Session, query: Any, people: Collection[int] | None = None) -> dict[int, list[str]]:
    """Return {person: values} of a query of (person, value), of ``people`` or of all."""
    found: dict[int, list[str]] = {}
    person = query.selected_columns[0]
    for narrowed in [query] if people is None else [query.where(person.in_(some)) for some in in_parts(people)]:
        for person_id, value in session.execute(narrowed):
            values = found.setdefault(person_id, [])
            if value not in values:
                values.append(value)
    return found


def _places(session: Session, kind: str, people: Collection[int]) -> dict[int, list[str]]:
    place = Address.street + ", " + Address.postal_code + " " + Address.city
    found = _lists(session, select(Address.person_id, place).where(Address.kind == kind).order_by(Address.id), people)
    return {person_id: [value.strip(" ,") for value in values] for person_id, values in found.items()}


def _names(session: Session, mine: Any, theirs: Any, people: Collection[int]) -> dict[int, list[str]]:
    name = Person.given_name + " " + Person.family_name
    query = select(mine, name).join(Person, Person.id == theirs).order_by(GuardianLink.priority, GuardianLink.id)
    found = _lists(session, query, people)
    return {person_id: [value.strip() for value in values] for person_id, values in found.items()}


def _functions(session: Session, people: Collection[int]) -> dict[int, list[str]]:
    staff = _lists(session, select(StaffRole.person_id, StaffRole.function), people)
    for person_id, functions in _lists(session, select(ExternalRole.person_id, ExternalRole.function), people).items():
        staff.setdefault(person_id, []).extend(functions)
    return staff


def _relatives(session: Session, people: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for low, high in related(session, people):
        found.setdefault(low, set()).add(high)
        found.setdefault(high, set()).add(low)
    return found


def _roles(session: Session, people: Collection[int] | None = None) -> dict[int, int]:
    """Return the role bits of everybody who has or had a role, whatever the year."""
    found: dict[int, int] = {}
    for bit, column in (
        (PUPIL, ClassMembership.person_id),
        (PUPIL, GuardianLink.pupil_id),
        (GUARDIAN, GuardianLink.guardian_id),
        (STAFF, StaffRole.person_id),
        (STAFF, ContactTeacher.person_id),
        (EXTERNAL, ExternalRole.person_id),
    ):
        query = select(column).distinct()
        for narrowed in [query] if people is None else [query.where(column.in_(some)) for some in in_parts(people)]:
            for person_id in session.scalars(narrowed):
                found[person_id] = found.get(person_id, 0) | bit
    return found


def _classes(session: Session, on: date, people: Collection[int] | None = None) -> dict[int, list[str]]:
    query = (
        select(ClassMembership.person_id, SchoolClass.name)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == year_of(on))
        .order_by(ClassMembership.valid_from)
    )
    return _lists(session, query, people)
