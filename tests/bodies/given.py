"""What bodies, seats and elections does a test begin with? Written as rows, by nothing that is tested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.contacts.commands import move_people_to_class
from app.school.commands import add_class, add_year
from db.models import Body, Election, Office, SchoolClass, SchoolYear, Seat
from db.store import Store
from tests.factories import YEAR, class_called, guardian, pupil

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Given:
    """A body with one kind of seats."""

    body: int
    seat: int


def did(store: Store, command: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a command as one step."""
    with store.change("Did something") as session:
        return command(session, *args, **kwargs)


def a_body(store: Store, name: str = "FAU", *, kind: str = "parent_committee", **facts: Any) -> int:
    """Add a body without seats; returns its id."""
    with store.change("Added a body") as session:
        row = Body(kind=kind, name_nb=name, name_nn=name, **facts)
        session.add(row)
        session.flush()
        return row.id


def a_seat(store: Store, body_id: int, *, constituency: str = "parents", unit: str = "class", **facts: Any) -> int:
    """Add a kind of seats to a body; returns its id."""
    with store.change("Added a seat") as session:
        row = Seat(body_id=body_id, constituency=constituency, unit=unit, name_nb="", name_nn="", **facts)
        session.add(row)
        session.flush()
        return row.id


def fau(store: Store, *, stays: bool = True, **seat: Any) -> Given:
    """Add an FAU with one seat and one ranked deputy in each class."""
    body_id = a_body(store, stays_until_successor=stays)
    facts = {"number": 1, "deputies": 1, "deputy_kind": "ranked", "chosen_by": "class_parents", **seat}
    return Given(body_id, a_seat(store, body_id, **facts))


def an_election(store: Store, given: Given, *, year: int = YEAR, class_id: int | None = None) -> int:
    """Write down an election; returns its id."""
    with store.change("Planned an election") as session:
        year_id = add_year(session, year)
        row = Election(body_id=given.body, seat_id=given.seat, school_year_id=year_id, school_class_id=class_id)
        session.add(row)
        session.flush()
        return row.id


def class_of(store: Store, name: str, year: int) -> int:
    """Return the id of a class of a year, made if it is missing."""
    if year == YEAR:
        return class_called(store, name)
    query = select(SchoolClass.id).join(SchoolYear).where(SchoolClass.name == name, SchoolYear.start_year == year)
    found = store.read(lambda session: session.scalar(query))
    return found if found is not None else did(store, add_class, year, name)


def moved(store: Store, class_id: int, on: date, *people: int) -> None:
    """Put pupils in a class from a day."""
    did(store, move_people_to_class, people, class_id, on)


def homes(store: Store, count: int, class_name: str = "5A") -> tuple[int, ...]:
    """Add guardians, each with a pupil of their own in a class; returns the guardians."""
    names = ("Aud", "Bo", "Cai", "Dag", "Eli", "Finn", "Gro", "Hans", "Ida", "Jon")
    return tuple(
        guardian(store, f"{names[at]} Voksen{at}", pupil(store, f"{names[at]} Barn{at}", class_name))
        for at in range(count)
    )


def rows(store: Store) -> list[dict[str, Any]]:
    """Return every office with all it holds, in order of id."""
    return store.read(rows_in)


def rows_in(session: Session) -> list[dict[str, Any]]:
    """Return the same within a step that is not finished."""
    columns = [column.name for column in Office.__table__.columns]
    found = session.scalars(select(Office).order_by(Office.id))
    return [{name: getattr(row, name) for name in columns} for row in found]


def held(store: Store, on: date) -> list[tuple[int, str]]:
    """Return (person, role) of the offices held on a day, by person."""
    there = [
        row for row in rows(store) if row["valid_from"] <= on and (row["valid_to"] is None or row["valid_to"] >= on)
    ]
    return sorted((row["person_id"], row["role"]) for row in there)


def statements(
    store: Store, query: Callable[Concatenate[Session, P], object], *args: P.args, **kwargs: P.kwargs
) -> int:
    """Return how many statements a query needs."""
    found: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    def ask(session: Session) -> None:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", listen)
        try:
            query(session, *args, **kwargs)
        finally:
            event.remove(engine, "before_cursor_execute", listen)

    store.read(ask)
    return len(found)
