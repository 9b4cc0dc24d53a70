"""How does a place get into a store without the importer? Core inserts in one change, history and search included."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.contacts.search import SOURCE
from app.school.commands import found_school
from benchmarks.generate import START_YEAR, Guardian, Place, Pupil
from db.models import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    GuardianLink,
    Person,
    Phone,
    Row,
    SchoolClass,
    StaffRole,
)
from db.store import Store

FIRST_DAY = date(START_YEAR, 8, 1)


def filled_store(people: Place, path: Path) -> Store:
    """Return a new store at ``path`` with the people of a place, closed and opened again as a start would."""
    store = Store.open(path, who="Bench", search=(SOURCE,))
    with store.change("Found the school") as session:
        found_school(session, "Eksempel skole", "nb", START_YEAR)
    with store.change("Fill the school") as session:
        _insert_all(session, people)
    store.close()
    return Store.open(path, who="Bench", search=(SOURCE,))


def _insert_all(session: Session, people: Place) -> None:
    pupils, guardians, classes = people.pupils, people.guardians, people.classes
    first_guardian, first_teacher = len(pupils) + 1, len(pupils) + len(guardians) + 1
    _add(
        session,
        SchoolClass,
        [{"school_year_id": 1, "name": found.name, "grade": found.grade} for found in classes],
    )
    _add(
        session,
        Person,
        [
            *({"given_name": found.given, "family_name": found.family, "birth_date": found.born} for found in pupils),
            *({"given_name": found.given, "family_name": found.family, "birth_date": None} for found in guardians),
            *(
                {"given_name": found.teacher[0], "family_name": found.teacher[1], "birth_date": None}
                for found in classes
            ),
        ],
    )
    _add(
        session,
        ClassMembership,
        [
            {"person_id": number, "school_class_id": found.class_place + 1, "valid_from": FIRST_DAY}
            for number, found in enumerate(pupils, 1)
        ],
    )
    _add(
        session,
        GuardianLink,
        [
            {"pupil_id": number, "guardian_id": first_guardian + guardian, "priority": priority}
            for number, found in enumerate(pupils, 1)
            for priority, guardian in enumerate(found.guardians, 1)
        ],
    )
    numbered = list(enumerate(guardians, first_guardian))
    _add(
        session,
        Phone,
        [{"person_id": number, "number": _e164(found.phone)} for number, found in numbered if found.phone],
    )
    _add(session, Email, [{"person_id": number, "address": found.email} for number, found in numbered if found.email])
    _add(session, Address, [_address(number, found) for number, found in [*enumerate(pupils, 1), *numbered]])
    teachers = range(first_teacher, first_teacher + len(classes))
    _add(session, StaffRole, [{"person_id": number, "function": ""} for number in teachers])
    _add(
        session,
        ContactTeacher,
        [
            {"school_class_id": number, "person_id": teacher, "valid_from": FIRST_DAY}
            for number, teacher in enumerate(teachers, 1)
        ],
    )


def _add(session: Session, table: type[Row], rows: list[dict[str, object]]) -> None:
    session.execute(insert(table.__table__), rows)


def _e164(written: str) -> str:
    return "+47" + written.removeprefix("+47").replace(" ", "")


def _address(number: int, found: Pupil | Guardian) -> dict[str, object]:
    street, postal_code, city = found.home
    return {"person_id": number, "kind": "home", "street": street, "postal_code": postal_code, "city": city}
