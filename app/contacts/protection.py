"""How is a person's address protected, and who may look at what is behind it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.disclosure import families_of
from app.contacts.households import NOWHERE, same_place
from app.contacts.queries import addresses_of, person_name
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from db.models import Person
from db.search import sort_key

if TYPE_CHECKING:
    from app.contacts.households import Place
    from db.protected import Contact
    from db.store import Store

GRADE_NAMES = {
    "none": N_("No address protection"),
    "client": N_("Client address"),
    "confidential": N_("Confidential address"),
    "strictly_confidential": N_("Strictly confidential address"),
}
SHORTEST_REASON = 5


@dataclass(frozen=True)
class HouseholdRow:
    """One of the family of somebody whose grade is set; ``same_door``: the same address is written here for both."""

    id: int
    name: str
    address_grade: str
    same_door: bool


def household(session: Session, person_id: int, on: date) -> tuple[HouseholdRow, ...]:
    """Return the family that a grade of one person is about, those at the same door first."""
    family = sorted(families_of(session, [person_id], on) - {person_id})
    places: dict[int, Place] = {
        person: (row.street, row.postal_code, row.city)
        for person, row in addresses_of(session, [person_id, *family]).items()
    }
    own = places.get(person_id, NOWHERE)
    rows = [
        HouseholdRow(
            row.id,
            f"{row.given_name} {row.family_name}".strip(),
            row.address_grade,
            own != NOWHERE and same_place(places.get(row.id, NOWHERE), own),
        )
        for row in session.scalars(select(Person).where(Person.id.in_(family)))
    ]
    return tuple(sorted(rows, key=lambda row: (not row.same_door, sort_key(row.name), row.id)))


def protect(store: Store, person_id: int, grade: str) -> None:
    """Give a person an address grade. It is in the history, but cannot be undone by a slip. Raises UserError."""
    if grade not in GRADE_NAMES:
        raise UserError(N_("Choose one of the values in the list."), field="address_grade")
    name = store.read(person_name, person_id)
    store.set_grade(person_id, grade, N_("Set the address protection of {name}"), name=name)


def reveal(store: Store, person_id: int, reason: str) -> Contact:
    """Return a protected person's phone, e-mail and address, and note who looked and why. Raises UserError."""
    reason = _reason(reason)
    name = store.read(person_name, person_id)
    return store.reveal(
        person_id, N_("Looked at the protected contact details of {name}: {reason}"), name=name, reason=reason
    )


def reveal_address(store: Store, person_id: int, reason: str) -> None:
    """Note who looked at the address of somebody in a protected household, and why. Raises UserError."""
    name = store.read(person_name, person_id)
    label = N_("Looked at the address of {name}, whose household has address protection: {reason}")
    store.note("reveal", label, people=(person_id,), name=name, reason=_reason(reason))


def change_protected(store: Store, person_id: int, contact: Contact) -> None:
    """Replace a protected person's phone, e-mail and address. Raises UserError."""
    for text in (*contact.phones, *contact.emails, *(contact.address or ()), *(contact.postal or ())):
        _no_identity_number(text, "contact")
    name = store.read(person_name, person_id)
    store.write_protected(person_id, contact, N_("Changed the protected contact details of {name}"), name=name)


def _reason(text: str) -> str:
    text = " ".join(text.split())
    if len(text) < SHORTEST_REASON:
        raise UserError(N_("Write why you need to see it."), field="reason")
    _no_identity_number(text, "reason")
    return text


def _no_identity_number(text: str, field: str) -> None:
    """Raise UserError: what is written past the ordinary tables is looked over here."""
    if holds_identity_number(text):
        raise UserError(N_("A fødselsnummer is never kept here. Leave it out."), field=field)
