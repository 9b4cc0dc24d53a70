"""A small school in January: 1A and 1B, 2A and 3A, which is the last grade."""

from __future__ import annotations

from sqlalchemy import select

from app.contacts.commands import NewPerson, add_pupil
from app.core.schoolyear import year_range
from app.school.commands import set_school_field
from db.models import ClassMembership, Person, SchoolClass, SchoolYear
from db.store import Store
from tests.factories import START, YEAR, class_called, guardian, teacher

NEXT = YEAR + 1
PUPILS = {
    "1A": (("Ada Berg", "female"), ("Bo Dahl", "male"), ("Cai Eng", "male")),
    "1B": (("Dina Foss", "female"), ("Eli Gran", "female")),
    "2A": (("Finn Holm", "male"), ("Gro Iversen", "female")),
    "3A": (("Hans Jansen", "male"), ("Ida Krog", "female")),
}


def small_school(store: Store) -> None:
    """Let four classes have pupils, guardians and contact teachers."""
    with store.change("Wrote down the grades") as session:
        set_school_field(session, "first_grade", 1)
        set_school_field(session, "last_grade", 3)
    for class_name, pupils in PUPILS.items():
        class_id = class_called(store, class_name)
        for name, gender in pupils:
            given, _, family = name.partition(" ")
            with store.change("Added a pupil") as session:
                added = add_pupil(session, NewPerson(given, family, gender=gender), class_id, START)
            guardian(store, f"Mor {family}", added)
    teacher(store, "Liv Aas", "1A")


def large_school(store: Store) -> None:
    """Let 28 classes of next year have 28 pupils each."""
    with store.change("Made a large school") as session:
        session.add(SchoolYear(start_year=NEXT, starts_on=year_range(NEXT)[0], ends_on=year_range(NEXT)[1]))
        session.flush()
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == NEXT)).one()
        number = 0
        for grade in range(1, 8):
            for letter in "ABCD":
                made = SchoolClass(school_year_id=year, name=f"{grade}{letter}", grade=grade)
                session.add(made)
                session.flush()
                people = [Person(given_name=f"Elev{number + at}", family_name="Prøve") for at in range(28)]
                number += 28
                session.add_all(people)
                session.flush()
                session.add_all(
                    ClassMembership(person_id=one.id, school_class_id=made.id, valid_from=year_range(NEXT)[0])
                    for one in people
                )


def places(store: Store, year: int = NEXT) -> dict[str, list[str]]:
    """Return {class of a year: the given names of those who have a place in it}, as the database has it."""
    query = (
        select(SchoolClass.name, Person.given_name)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .join(ClassMembership, ClassMembership.school_class_id == SchoolClass.id, isouter=True)
        .join(Person, Person.id == ClassMembership.person_id, isouter=True)
        .where(SchoolYear.start_year == year)
        .order_by(SchoolClass.name, Person.given_name)
    )
    found: dict[str, list[str]] = {}
    for class_name, given in store.read(lambda session: session.execute(query).all()):
        found.setdefault(class_name, []).extend([given] if given else [])
    return found
