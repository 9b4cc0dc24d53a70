"""What school, bodies and families does a test of an election begin with?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_body
from app.bodies.queries import SeatRow, body
from app.elections.queries import ElectionRow, Sheet, class_sheet, election
from app.school.commands import add_class
from db.models import Body, Election, Office, SchoolClass, SchoolYear
from db.store import Store
from tests.factories import YEAR, class_called, guardian, pupil

P = ParamSpec("P")
T = TypeVar("T")

MEETING = date(2026, 9, 10)
"""A Thursday in the weeks of parents' meetings."""


@dataclass(frozen=True)
class Family:
    """A pupil with a mother and a father."""

    pupil: int
    mother: int
    father: int


def did(store: Store, command: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a command as one step."""
    with store.change("Did something") as session:
        return command(session, *args, **kwargs)


def known(store: Store, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask a query."""
    return store.read(lambda session: query(session, *args, **kwargs))


def a_body(store: Store, code: str, **facts: Any) -> int:
    """Add a ready-made body, some of its facts changed; returns its id."""
    body_id = did(store, add_body, code)
    with store.change("Changed the body") as session:
        row = session.get_one(Body, body_id)
        for name, value in facts.items():
            setattr(row, name, value)
    return body_id


def seat_of(store: Store, body_id: int) -> SeatRow:
    """Return the first seat of a body."""
    return known(store, body, body_id).seats[0]


def a_family(store: Store, name: str, class_name: str = "5A") -> Family:
    """Add a pupil "Ola <name>" with the guardians Mor and Far."""
    child = pupil(store, f"Ola {name}", class_name)
    return Family(child, guardian(store, f"Mor {name}", child), guardian(store, f"Far {name}", child))


def class_of(store: Store, name: str, year: int) -> int:
    """Return the id of a class of any year, made if it is missing."""
    if year == YEAR:
        return class_called(store, name)
    query = select(SchoolClass.id).join(SchoolYear).where(SchoolClass.name == name, SchoolYear.start_year == year)
    found = known(store, lambda session: session.scalar(query))
    return found if found is not None else did(store, add_class, year, name)


def an_election(store: Store, election_id: int, on: date | None = None) -> ElectionRow:
    """Return one election."""
    return known(store, election, election_id, on=on)


def sheet(store: Store, on: date = date(2026, 9, 20), *, who: str = "parents") -> Sheet:
    """Return what each class has chosen."""
    return known(store, class_sheet, YEAR, on, who=who)


def offices(store: Store, seat_id: int) -> list[tuple[int, str, date, date | None, date | None]]:
    """Return (person, role, first day, end of term, last day) of everybody who ever had a seat, as they came."""
    query = select(Office.person_id, Office.role, Office.valid_from, Office.term_ends, Office.valid_to)
    query = query.where(Office.seat_id == seat_id).order_by(Office.valid_from, Office.id)
    found = known(store, lambda session: session.execute(query).all())
    return [(person, role, first, term, last) for person, role, first, term, last in found]


def sitting(store: Store, seat_id: int, on: date) -> list[tuple[int, str]]:
    """Return (person, role) of those who have a seat on a day, members first."""
    held = [one for one in offices(store, seat_id) if one[2] <= on and (one[4] is None or one[4] >= on)]
    return sorted(((person, role) for person, role, *_ in held), key=lambda one: (one[1] == "deputy", one[0]))


def elections_of(store: Store, seat_id: int) -> list[tuple[int, str]]:
    """Return (id, status) of the elections to a seat."""
    query = select(Election.id, Election.status).where(Election.seat_id == seat_id).order_by(Election.id)
    return [(id, status) for id, status in known(store, lambda session: session.execute(query).all())]
