"""Where are the contact details of people whose address is protected? Only here, and only on the maintenance engine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, insert, or_, select, update

from db.merged import ids_of
from db.models import (
    Address,
    Base,
    Email,
    HistoryArguments,
    HistoryChange,
    HistoryStep,
    Person,
    Phone,
    ProtectedContact,
)

CONTACT_TABLES: tuple[Table, ...] = tuple(Base.metadata.tables[kind.__tablename__] for kind in (Phone, Email, Address))

TELLING = ("number", "address", "street")
"""The columns of those tables that lead to a person, wherever they are repeated."""


@dataclass(frozen=True)
class Contact:
    """How a graded person is reached. ``address`` (of the home) and ``postal`` are (street, postal code, city)."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: tuple[str, str, str] | None = None
    postal: tuple[str, str, str] | None = None


def set_grade(connection: Connection, person_id: int, grade: str) -> frozenset[str]:
    """Set the grade, moving phone, e-mail and address to or from the protected table.

    A strictly confidential address is not kept at all. What stood in the ordinary tables is emptied from the history
    too. Returns the names of the tables that changed, none if the grade is that already.
    """
    before = connection.execute(select(Person.address_grade).where(Person.id == person_id)).scalar_one()
    if before == grade:
        return frozenset()
    if before == "none":
        _take_ordinary(connection, person_id)
        _empty_history(connection, person_id)
    if grade == "strictly_confidential":
        connection.execute(_of(person_id, "address"))
    if grade == "none":
        _give_back(connection, person_id)
    connection.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(address_grade=grade, proposed_grade="", version=Person.version + 1)
    )
    return frozenset({"person", *(table.name for table in CONTACT_TABLES)})


def read(connection: Connection, person_id: int) -> Contact:
    """Return the protected details of one person."""
    found = _rows(connection, person_id)
    places = {row["kind"]: (row["street"], row["postal_code"], row["city"]) for row in reversed(found["address"])}
    phones, emails = (row["number"] for row in found["phone"]), (row["address"] for row in found["email"])
    return Contact(tuple(phones), tuple(emails), places.get("home"), places.get("postal"))


def write(connection: Connection, person_id: int, contact: Contact) -> None:
    """Replace the protected details of one person; a strictly confidential address is dropped.

    A number or an e-mail address that stays keeps its kind.
    """
    grade = connection.execute(select(Person.address_grade).where(Person.id == person_id)).scalar_one()
    if grade == "none":
        raise ValueError("the details of this person are not protected")
    before = _rows(connection, person_id)
    for kind, column, values, usual in (
        ("phone", "number", contact.phones, "mobile"),
        ("email", "address", contact.emails, "private"),
    ):
        kinds = {row[column]: row["kind"] for row in before[kind]}
        rows = [{column: value, "kind": kinds.get(value, usual)} for value in values]
        _replace(connection, person_id, kind, rows)
    places = (("home", contact.address), ("postal", contact.postal))
    addresses = [
        {"kind": kind, **dict(zip(("street", "postal_code", "city"), place, strict=True))}
        for kind, place in places
        if place is not None and grade != "strictly_confidential"
    ]
    _replace(connection, person_id, "address", addresses)


def _rows(connection: Connection, person_id: int) -> dict[str, list[dict[str, Any]]]:
    query = select(ProtectedContact.kind, ProtectedContact.value).where(ProtectedContact.person_id == person_id)
    found: dict[str, list[dict[str, Any]]] = {table.name: [] for table in CONTACT_TABLES}
    for kind, value in connection.execute(query.order_by(ProtectedContact.id)):
        found[kind].append(json.loads(value))
    return found


def _replace(connection: Connection, person_id: int, kind: str, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(_of(person_id, kind))
    for row in rows:
        written = json.dumps(row, ensure_ascii=False)
        connection.execute(insert(ProtectedContact).values(person_id=person_id, kind=kind, value=written))


def _of(person_id: int, kind: str) -> Any:
    return delete(ProtectedContact).where(ProtectedContact.person_id == person_id, ProtectedContact.kind == kind)


def _take_ordinary(connection: Connection, person_id: int) -> None:
    for table in CONTACT_TABLES:
        kept = [column for column in table.columns if column.name not in ("id", "person_id", "position")]
        order = (table.columns.get("position", table.c.id), table.c.id)
        query = select(*kept).where(table.c.person_id == person_id).order_by(*order)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        _replace(connection, person_id, table.name, rows)
        connection.execute(delete(table).where(table.c.person_id == person_id))


def _give_back(connection: Connection, person_id: int) -> None:
    for table in CONTACT_TABLES:
        for at, row in enumerate(_rows(connection, person_id)[table.name], 1):
            position = {"position": at} if "position" in table.columns else {}
            connection.execute(insert(table).values(person_id=person_id, **row, **position))
        connection.execute(_of(person_id, table.name))


def _empty_history(connection: Connection, person_id: int) -> None:
    """Empty what the history holds of the person's contact details: the rows, and labels that repeat one of them."""
    values: set[str] = set()
    steps: set[int] = set()
    for change_id, step_id, telling in _recorded(connection, person_id):
        steps.add(step_id)
        values |= telling
        emptied = update(HistoryChange).where(HistoryChange.id == change_id)
        connection.execute(emptied.values(before=None, after=None, emptied=True))
    for step_id in steps:
        of_step = HistoryArguments.step_id == step_id
        arguments = connection.scalar(select(HistoryArguments.arguments).where(of_step))
        if arguments and _repeats(arguments, values):
            connection.execute(update(HistoryArguments).where(of_step).values(arguments=None))


def _recorded(connection: Connection, person_id: int) -> list[tuple[int, int, set[str]]]:
    """Return (change, step, what it tells) for every recorded row of the person's phones, e-mails and addresses.

    So too for those of somebody who was merged into this person.
    """
    found = []
    people = ids_of(connection, (person_id,))
    for table in CONTACT_TABLES:
        written = func.json_extract(HistoryStep.columns, f"$.{table.name}")
        for names in connection.scalars(select(written).where(written.is_not(None)).distinct()).all():
            places = {name: at for at, name in enumerate(json.loads(names))}
            path = f"$[{places['person_id']}]"
            telling = [places[name] for name in TELLING if name in places]
            query = select(HistoryChange).where(
                and_(
                    HistoryChange.table_name == table.name,
                    HistoryChange.step_id.in_(select(HistoryStep.id).where(written == names)),
                    or_(
                        func.json_extract(HistoryChange.before, path).in_(people),
                        func.json_extract(HistoryChange.after, path).in_(people),
                    ),
                )
            )
            for row in connection.execute(query).all():
                written_rows = [json.loads(side) for side in (row.before, row.after) if side]
                found.append((row.id, row.step_id, {str(values[at]) for values in written_rows for at in telling}))
    return found


def _repeats(arguments: str, values: set[str]) -> bool:
    """Say whether the arguments of a label hold one of the values, however a phone number is spaced."""
    texts = [text for text in json.loads(arguments).values() if isinstance(text, str)]
    digits = ["".join(char for char in text if char.isdigit()) for text in texts]
    for value in values:
        number = "".join(char for char in value if char.isdigit())[-8:]
        if len(value) > 3 and any(value in text for text in texts):
            return True
        if len(number) == 8 and any(number in text for text in digits):
            return True
    return False
