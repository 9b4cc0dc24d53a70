"""What does a test of the turn begin with, and who is where in it afterwards?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select, text

from app import rollover
from app.school.commands import set_school_field
from db.models import Base, ClassMembership, Person, SchoolClass, SchoolYear
from db.store import Store
from tests.factories import guardian, pupil, teacher

FROM, TO = 2026, 2027
LAST, FIRST = date(2027, 7, 31), date(2027, 8, 1)

PUPILS = (
    ("Ada Berg", "1A", "01.02.2020"),
    ("Bo Dal", "1A", "02.03.2020"),
    ("Cy Eng", "1B", "03.04.2020"),
    ("Di Fjell", "2A", "04.05.2019"),
    ("Eli Berg", "3A", "05.06.2018"),
)

Places = dict[str, list[tuple[str, date, date | None]]]


def small_school(store: Store) -> None:
    """Grades 1 to 3: 1A and 1B, 2A, 3A, each with a pupil or two, their guardians and a teacher."""
    with store.change("Set the grades") as session:
        set_school_field(session, "first_grade", 1)
        set_school_field(session, "last_grade", 3)
    ada, bo, cy, di, eli = (pupil(store, name, class_name, born=born) for name, class_name, born in PUPILS)
    guardian(store, "Gro Berg", ada, eli)
    for name, child in (("Hans Dal", bo), ("Ivar Eng", cy), ("Jon Fjell", di)):
        guardian(store, name, child)
    teacher(store, "Tor Lie", "1A")
    teacher(store, "Una Moe", "3A")


def take(store: Store, code: str, keys: Collection[str] | None = None, to_year: int = TO) -> Any:
    """Take a step of the turn as the page does: one step of the history."""
    with store.change("Took a step of the turn") as session:
        return rollover.take(session, to_year, code, keys)


def take_all(store: Store, to_year: int = TO) -> None:
    with store.change("Turned the year") as session:
        rollover.roll_over(session, to_year)


def step(store: Store, code: str, to_year: int = TO) -> Any:
    return next(one for one in store.read(rollover.steps, to_year) if one.code == code)


def lines(store: Store, code: str, to_year: int = TO) -> list[tuple[str, str, bool | None]]:
    """Return (before, after, ticked) of each line of a step."""
    return [(line.before, line.after, line.ticked) for line in step(store, code, to_year).lines]


def places(store: Store) -> Places:
    """Return {name: [(class, first day, last day), …]} of all pupils, in order of time."""
    query = (
        select(Person.given_name, Person.family_name, SchoolClass.name, ClassMembership)
        .join(ClassMembership, ClassMembership.person_id == Person.id)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .order_by(ClassMembership.valid_from, ClassMembership.id)
    )
    found: Places = {}

    def read(session: Any) -> None:
        for given, family, class_name, row in session.execute(query):
            found.setdefault(f"{given} {family}", []).append((class_name, row.valid_from, row.valid_to))

    store.read(read)
    return found


def of(store: Store, name: str) -> int:
    """Return the id of somebody."""
    given, _, family = name.partition(" ")
    query = select(Person.id).where(Person.given_name == given, Person.family_name == family)
    return store.read(lambda session: session.scalars(query).one())


def class_of(store: Store, name: str, year: int = TO) -> int:
    """Return the id of a class of a year."""
    query = select(SchoolClass.id).join(SchoolYear).where(SchoolClass.name == name, SchoolYear.start_year == year)
    return store.read(lambda session: session.scalars(query).one())


def all_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table that has a history."""

    def read(session: Any) -> dict[str, list[tuple[Any, ...]]]:
        return {
            name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}" ORDER BY id'))]
            for name, table in Base.metadata.tables.items()
            if table.info.get("history")
        }

    return store.read(read)
