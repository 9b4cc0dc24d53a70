"""What is elected at Åsen skole in August 2026? On top of everybody who is there anyway, and all invented.

Gro Skjult and Synne, her daughter, are protected; Rolf Nordby has a contact ban. Before the meeting of 5A there are
candidates; after it the votes were equal, lots were drawn, and a name in 5B had to be corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_body
from app.bodies.queries import SeatRow, body
from app.contacts.queries import called
from app.elections.commands import (
    add_candidate,
    correct,
    decide,
    draw_lot,
    plan_election,
    register_class,
    remove_candidate,
    report,
    set_count,
    set_election,
    set_rule,
)
from app.elections.queries import election, problems_of
from db.models import SchoolClass
from tests.contacts.reports import school
from tests.factories import YEAR, opened

MEETING = date(2026, 8, 27)
HELD = date(2026, 8, 20)
SOURCE = "Vedtekter for FAU ved Åsen skole § 4, vedtatt 12.03.2025"


def build_before(path: Path) -> None:
    """Make the school as it is before the parents' meeting of 5A: FAU is voted on in writing, and three stand."""
    with _school(path) as session:
        seats = add_bodies(session)
        fau = plan(session, seats["fau"], "5A", MEETING)
        set_election(session, fau, "meeting", "Foreldremøte, rom 214")
        for name, consent in (
            ("Kari Aasen", "accepted"),
            ("Gro Skjult", "accepted"),
            ("Mona Berg", "asked"),
            ("Ingrid Ås", "declined"),
        ):
            add_candidate(session, fau, person(session, name), consent=consent)
        council = plan(session, seats["council"], "5A", MEETING)
        for name in ("Ola Aasen", "Linh Nguyễn"):
            add_candidate(session, council, person(session, name))


def build_after(path: Path) -> None:
    """Make the school as it is when the classes have elected, but for 1–2A."""
    with _school(path) as session:
        seats = add_bodies(session)
        _fau_with_a_lot(session, seats["fau"])
        _council_without_numbers(session, seats["council"])
        contacts = seats["contacts"]
        ids = [person(session, name) for name in ("Gro Skjult", "Anne-Kristine Skogstad-Bjørklund")]
        register_class(session, contacts.id, YEAR, class_id(session, "5A"), ids, [person(session, "Ina Lunde")], HELD)
        register_class(session, seats["fau"].id, YEAR, class_id(session, "1A"), [], [], HELD)
        wrong = register_class(
            session, seats["fau"].id, YEAR, class_id(session, "5B"), [person(session, "Per O'Connor")], [], HELD
        )
        right = correct(session, wrong, "Feil person: Lise Moe ble valgt.")
        remove_candidate(session, election(session, right).candidates[0].id)
        add_candidate(session, right, person(session, "Lise Moe"))
        decide_as_it_is(session, right)


def add_bodies(session: Session) -> dict[str, SeatRow]:
    """Add FAU, the parent contacts and the pupil council; returns their seats."""
    codes = {"fau": "fau_class", "contacts": "class_contacts_two_deputies", "council": "pupil_council_two"}
    ids = {name: add_body(session, code, valid_from=date(2025, 8, 1)) for name, code in codes.items()}
    for name, field, value in (
        ("fau", "ballot", "secret_paper"),
        ("fau", "exclude_staff", True),
        ("fau", "source", SOURCE),
        ("council", "ballot", "secret_paper"),
        ("council", "max_names", "2"),
        ("council", "publish_counts", "unless_objection"),
    ):
        set_rule(session, ids[name], field, value)
    return {name: body(session, body_id).seats[0] for name, body_id in ids.items()}


def plan(session: Session, seat: SeatRow, class_name: str, held_on: date) -> int:
    """Plan an election to a seat in a class; returns its id."""
    return plan_election(session, seat.id, YEAR, class_id=class_id(session, class_name), held_on=held_on)


def counted(
    session: Session, election_id: int, votes: Mapping[str, int], *, papers: int, blank: int = 0, counter: int = 1
) -> dict[str, int]:
    """Write down a count, adding who stood first; returns {name: candidate id}."""
    stood = {name: add_candidate(session, election_id, person(session, name)) for name in votes}
    numbers = {"handed_out": papers, "in_box": papers, "blank": blank, "invalid": 0}
    numbers |= {f"votes:{stood[name]}": number for name, number in votes.items()}
    typed = {field: str(number) for field, number in numbers.items()}
    set_count(session, election_id, "seats", counter, typed)
    return stood


def decide_as_it_is(session: Session, election_id: int) -> None:
    """Decide an election; what is unusual about it is confirmed."""
    keys = frozenset(one.key for one in problems_of(session, election_id) if one.kind == "warning")
    decide(session, election_id, confirmed=keys)


def class_id(session: Session, name: str) -> int:
    """Return the id of a class."""
    return session.scalars(select(SchoolClass.id).where(SchoolClass.name == name)).one()


def person(session: Session, name: str) -> int:
    """Return the id of the one who is called that."""
    (found,) = called(session, name, YEAR)
    return found.id


def _fau_with_a_lot(session: Session, seat: SeatRow) -> None:
    fau = plan(session, seat, "5A", HELD)
    for field, value in (
        ("meeting", "Foreldremøte, rom 214"),
        ("officer_id", str(person(session, "Ågot Jacobsen"))),
        ("entitled", "13"),
        ("present", "9"),
    ):
        set_election(session, fau, field, value)
    votes = {"Kari Aasen": 4, "Mona Berg": 4, "Per O'Connor": 0}
    stood = counted(session, fau, votes, papers=9, blank=1)
    counted(session, fau, votes, papers=9, blank=1, counter=2)
    order = [stood["Mona Berg"], stood["Kari Aasen"]]
    draw_lot(session, fau, "seats", order, "Lapper i en hatt", "Ågot Jacobsen", "Ina Lunde og Tone Nordby")
    decide_as_it_is(session, fau)
    report(session, fau, date(2026, 8, 21))


def _council_without_numbers(session: Session, seat: SeatRow) -> None:
    council = plan(session, seat, "5A", HELD)
    counted(session, council, {"Ola Aasen": 5, "Linh Nguyễn": 4, "Oda Emilie Skogstad-Bjørklund-Haugen": 3}, papers=6)
    set_election(session, council, "objection", True)
    decide_as_it_is(session, council)


@contextmanager
def _school(path: Path) -> Iterator[Session]:
    school.build(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.core.clock.now", lambda: datetime(2026, 8, 24, 9, 30))
        with opened(path, "Åsen skole") as store, store.change("Held the elections") as session:
            yield session
