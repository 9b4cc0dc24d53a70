"""Where are the contact details of people whose address is protected? Only here, and only on the maintenance engine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, insert, or_, select, update

from db.models import Address, Base, Email, HistoryChange, HistoryStep, Person, Phone, ProtectedContact

CONTACT_TABLES: tuple[Table, ...] = tuple(Base.metadata.tables[kind.__tablename__] for kind in (Phone, Email, Address))


@dataclass(frozen=True)
class Contact:
    """How a graded person is reached. ``address`` is (street, postal code, city)."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: tuple[str, str, str] | None = None


def set_grade(connection: Connection, person_id: int, grade: str) -> frozenset[str]:
    """Set the grade, moving phone, e-mail and address to or from the protected table.

    A strictly confidential address is not kept at all. What stood in the ordinary tables is emptied from the history
    too. Returns the names of the tables that changed.
    """
    before = connection.execute(select(Person.address_grade).where(Person.id == person_id)).scalar_one()
    if before == "none" and grade != "none":
        write(connection, person_id, _take_ordinary(connection, person_id))
        _empty_history(connection, person_id)
    if grade == "strictly_confidential":
        connection.execute(
            delete(ProtectedContact).where(ProtectedContact.person_id == person_id, ProtectedContact.kind == "address")
        )
    if before != "none" and grade == "none":
        _give_back(connection, person_id, read(connection, person_id))
    connection.execute(
        update(Person).where(Person.id == person_id).values(address_grade=grade, version=Person.version + 1)
    )
    return frozenset({"person", *(table.name for table in CONTACT_TABLES)})


def read(connection: Connection, person_id: int) -> Contact:
    """Return the protected details of one person."""
    query = select(ProtectedContact.kind, ProtectedContact.value).where(ProtectedContact.person_id == person_id)
    found: dict[str, list[Any]] = {"phones": [], "emails": [], "address": []}
    for kind, value in connection.execute(query.order_by(ProtectedContact.id)):
        found[kind].append(json.loads(value))
    address = tuple(found["address"][0]) if found["address"] else None
    return Contact(tuple(found["phones"]), tuple(found["emails"]), address)


def write(connection: Connection, person_id: int, contact: Contact) -> None:
    """Replace the protected details of one person; a strictly confidential address is dropped."""
    grade = connection.execute(select(Person.address_grade).where(Person.id == person_id)).scalar_one()
    connection.execute(delete(ProtectedContact).where(ProtectedContact.person_id == person_id))
    values = asdict(contact)
    for kind in ("phones", "emails"):
        for value in values[kind]:
            _insert(connection, person_id, kind, value)
    if contact.address is not None and grade != "strictly_confidential":
        _insert(connection, person_id, "address", contact.address)


def _insert(connection: Connection, person_id: int, kind: str, value: object) -> None:
    written = json.dumps(value, ensure_ascii=False)
    connection.execute(insert(ProtectedContact).values(person_id=person_id, kind=kind, value=written))


def _take_ordinary(connection: Connection, person_id: int) -> Contact:
    phones = connection.scalars(select(Phone.number).where(Phone.person_id == person_id).order_by(Phone.position)).all()
    emails = connection.scalars(
        select(Email.address).where(Email.person_id == person_id).order_by(Email.position)
    ).all()
    query = select(Address.street, Address.postal_code, Address.city).where(Address.person_id == person_id)
    address = connection.execute(query.order_by(Address.id).limit(1)).first()
    for table in CONTACT_TABLES:
        connection.execute(delete(table).where(table.c.person_id == person_id))
    return Contact(tuple(phones), tuple(emails), tuple(address) if address else None)  # type: ignore[arg-type]


def _give_back(connection: Connection, person_id: int, contact: Contact) -> None:
    for at, number in enumerate(contact.phones, 1):
        connection.execute(insert(Phone).values(person_id=person_id, number=number, kind="mobile", position=at))
    for at, address in enumerate(contact.emails, 1):
        connection.execute(insert(Email).values(person_id=person_id, address=address, position=at))
    if contact.address:
        street, postal_code, city = contact.address
        connection.execute(
            insert(Address).values(person_id=person_id, kind="home", street=street, postal_code=postal_code, city=city)
        )
    connection.execute(delete(ProtectedContact).where(ProtectedContact.person_id == person_id))


def _empty_history(connection: Connection, person_id: int) -> None:
    for table in CONTACT_TABLES:
        written = func.json_extract(HistoryStep.columns, f"$.{table.name}")
        for names in connection.scalars(select(written).where(written.is_not(None)).distinct()).all():
            path = f"$[{json.loads(names).index('person_id')}]"
            steps = select(HistoryStep.id).where(written == names)
            connection.execute(
                update(HistoryChange)
                .where(
                    and_(
                        HistoryChange.table_name == table.name,
                        HistoryChange.step_id.in_(steps),
                        or_(
                            func.json_extract(HistoryChange.before, path) == person_id,
                            func.json_extract(HistoryChange.after, path) == person_id,
                        ),
                    )
                )
                .values(before=None, after=None, emptied=True)
            )
