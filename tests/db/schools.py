"""What do the tests of the database put in a file, and how do they look at all that is in it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select, text
from sqlalchemy.orm import Session

from db import engines, history
from db.models import (
    Address,
    Base,
    ClassMembership,
    Email,
    GuardianLink,
    Person,
    Phone,
    SchoolClass,
    SchoolYear,
    SearchEntry,
)
from db.search import SearchSource, SearchValues, fold, sort_key
from db.store import Store

MORNING = datetime(2026, 8, 24, 9, 30)
Rows = dict[str, list[tuple[Any, ...]]]


def opened(path: Path, search: Sequence[SearchSource] = (), **options: Any) -> Store:
    """Open a file as Kari, on a morning in August."""
    return Store.open(path, who=options.pop("who", "Kari"), search=search, now=lambda: MORNING, **options)


def change(store: Store, *commands: Callable[[Session], object]) -> int | None:
    """Carry out the commands as one step and return its id."""
    with store.change("Change") as session:
        for command in commands:
            command(session)
    step: int | None = session.info["step"]
    return step


def person(session: Session, given: str = "Ola", family: str = "Berg", **values: Any) -> int:
    """Add a person and return the id."""
    made = Person(given_name=given, family_name=family, **values)
    session.add(made)
    session.flush()
    return made.id


def reachable(session: Session, given: str, family: str, number: str, email: str, street: str) -> int:
    """Add a person with a phone, an e-mail and a home address; return the id."""
    made = person(session, given, family)
    session.add(Phone(person_id=made, number=number))
    session.add(Email(person_id=made, address=email))
    session.add(Address(person_id=made, street=street, postal_code="0150", city="Oslo"))
    return made


def small_school(session: Session) -> None:
    """Add a year, a class, a pupil and a guardian who hang together."""
    year = SchoolYear(start_year=2026, starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31))
    session.add(year)
    session.flush()
    school_class = SchoolClass(school_year_id=year.id, name="5A", grade=5)
    session.add(school_class)
    session.flush()
    pupil, guardian = person(session, "Eva", "Aas"), person(session, "Kari", "Ødegård")
    session.add(ClassMembership(person_id=pupil, school_class_id=school_class.id, valid_from=date(2026, 8, 17)))
    session.add(GuardianLink(pupil_id=pupil, guardian_id=guardian, relation="mother"))
    session.add(Phone(person_id=guardian, number="+4790012345"))


def all_rows(store: Store, *, but: Iterable[str] = ()) -> Rows:
    """Return every row of every recorded table."""
    tables = [table for table in history.recorded_tables() if table.name not in but]
    return store.read(lambda session: {table.name: _rows(session, table) for table in tables})


def _rows(session: Session, table: Table) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]


def search_rows(store: Store) -> list[tuple[Any, ...]]:
    """Return the search table as it is."""
    table = Base.metadata.tables["search"]
    return store.read(lambda session: [tuple(row) for row in session.execute(select(table).order_by(*table.c))])


def steps(store: Store) -> list[history.StepRow]:
    """Return the history, newest first."""
    return store.read(history.steps)


def count(store: Store, table: str) -> int:
    """Return the number of rows of a table."""
    return int(store.read(lambda session: session.scalar(text(f'SELECT count(*) FROM "{table}"'))) or 0)


def names(store: Store) -> list[str]:
    """Return the given names, in the order the people were added."""
    return store.read(lambda session: list(session.scalars(select(Person.given_name).order_by(Person.id))))


def bare(path: Path, key: bytes | None = None) -> Any:
    """Open a closed file with the driver alone, to look at it or spoil it behind the store's back."""
    return closing(engines.connect(path, key, ordinary=False))


def crowd(session: Session, number: int) -> None:
    """Add many people with a phone each, as an import does."""
    start = (session.scalar(select(Person.id).order_by(Person.id.desc()).limit(1)) or 0) + 1
    ids = range(start, start + number)
    values = ({"id": at, "given_name": f"Nr{at}", "family_name": "Berg", "gender": "unknown"} for at in ids)
    session.execute(insert(Person), list(values))
    session.execute(insert(Phone), [{"person_id": at, "number": f"+479{at:07d}"} for at in ids])


def _search_rows(session: Session, touched: Table | None) -> Iterable[SearchValues]:
    query = select(Person.id, Person.given_name, Person.family_name)
    phones = select(Phone.person_id, Phone.number)
    if touched is not None:
        query = query.where(Person.id.in_(select(touched.c.id)))
        phones = phones.where(Phone.person_id.in_(select(touched.c.id)))
    numbers: dict[int, str] = {}
    for person_id, number in session.execute(phones.order_by(Phone.id)):
        numbers.setdefault(person_id, number)
    for person_id, given, family in session.execute(query):
        number = numbers.get(person_id, "")
        text = fold(f"{given} {family} {number}")
        title = f"{family}, {given}"
        yield ("person", 0, sort_key(title), person_id, 0, text, title, "", "", number, "", "")


def found(store: Store, typed: str) -> list[int]:
    """Return the ids of the people the search finds, in the order of the list."""
    from db.search import matching

    query = matching(select(SearchEntry.subject_id).order_by(SearchEntry.sort_key), typed)
    return store.read(lambda session: list(session.scalars(query)))


SOURCE = SearchSource(
    kind="person",
    tables={"person": ("id",), "phone": ("person_id",)},
    rebuild_on={},
    rows=_search_rows,
    widen=lambda session, touched: None,
    stale=lambda session, built, today: False,
)
