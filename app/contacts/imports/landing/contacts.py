"""How do the phones, e-mails and addresses of a file land with people who are new or known?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, update

from app.contacts.imports.items import Change
from app.contacts.imports.known import Known
from app.contacts.imports.landing.writing import Writing, table_of
from app.contacts.imports.roster import NO_ADDRESS, GuardianFacts, PupilFacts, StaffFacts
from app.contacts.imports.roster import Address as ToldAddress
from db.models import Address, Email, Phone

_PHONE = ("person_id", "number", "kind", "position")
_EMAIL = ("person_id", "address", "position")
_ADDRESS = ("person_id", "kind", "street", "postal_code", "city")

NewPerson = tuple[int, PupilFacts | GuardianFacts | StaffFacts, ToldAddress]
"""(id, what the file says, the address that is kept of it)"""
PersonChange = tuple[int, Change]


def write_contacts(writing: Writing, people: Sequence[NewPerson]) -> None:
    """Write phones, e-mails and addresses of new people."""
    writing.insert(
        Phone,
        _PHONE,
        [
            (person, number, kind, position)
            for person, facts, _ in people
            for position, (number, kind) in enumerate(facts.phones, 1)
        ],
    )
    writing.insert(
        Email,
        _EMAIL,
        [(person, email, position) for person, facts, _ in people for position, email in enumerate(facts.emails, 1)],
    )
    writing.insert(
        Address,
        _ADDRESS,
        [(person, "home", *address) for person, _, address in people if address != NO_ADDRESS],
    )


def change_contacts(writing: Writing, changes: Sequence[PersonChange], known: Known) -> None:
    """Write what is changed of how people are reached."""
    phones = [pair for pair in changes if pair[1].field == "phone"]
    emails = [pair for pair in changes if pair[1].field == "email"]
    _change_values(writing, Phone, "number", phones, _phone_values, known.phones)
    _change_values(writing, Email, "address", emails, _email_values, known.emails)
    _change_addresses(writing, [pair for pair in changes if pair[1].field == "address"])


def _change_values(
    writing: Writing,
    kind: type[Phone] | type[Email],
    column: str,
    changes: Sequence[PersonChange],
    values: Callable[[Any], dict[str, Any]],
    stored: Mapping[int, Sequence[Any]],
) -> None:
    table = table_of(kind)
    replacing = [
        {
            "person": person,
            "old": values(change.old)[column],
            **{f"new_{key}": value for key, value in values(change.new).items()},
        }
        for person, change in changes
        if change.old is not None
    ]
    if replacing:
        new: dict[str, Any] = {key: bindparam(f"new_{key}") for key in values(changes[0][1].new)}
        where = table.c.person_id == bindparam("person"), table.c[column] == bindparam("old")
        writing.update(update(table).where(*where).values(**new), replacing)
    positions: dict[int, int] = {}
    rows: list[tuple[Any, ...]] = []
    for person, change in changes:
        if change.old is None:
            positions[person] = positions.get(person, len(stored.get(person, ()))) + 1
            rows.append((person, *values(change.new).values(), positions[person]))
    writing.insert(kind, _PHONE if kind is Phone else _EMAIL, rows)


def _change_addresses(writing: Writing, changes: Sequence[PersonChange]) -> None:
    table = table_of(Address)
    writing.update(
        update(table)
        .where(table.c.person_id == bindparam("person"), table.c.kind == "home")
        .values(street=bindparam("new_street"), postal_code=bindparam("new_code"), city=bindparam("new_city")),
        [
            {"person": person, "new_street": change.new[0], "new_code": change.new[1], "new_city": change.new[2]}
            for person, change in changes
            if change.old is not None
        ],
    )
    rows = [(person, "home", *change.new) for person, change in changes if change.old is None]
    writing.insert(Address, _ADDRESS, rows)


def _phone_values(phone: tuple[str, str]) -> dict[str, Any]:
    return {"number": phone[0], "kind": phone[1]}


def _email_values(email: str) -> dict[str, Any]:
    return {"address": email}
