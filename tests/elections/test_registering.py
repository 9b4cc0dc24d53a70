"""Does the office get away with writing the names of a class, and is everything behind it right?"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import UserError
from app.elections.commands import register_class
from db.models import GuardianLink, Office, Person
from db.store import Store
from tests.elections.given import (
    MEETING,
    a_body,
    a_family,
    an_election,
    class_of,
    did,
    elections_of,
    known,
    offices,
    seat_of,
    sheet,
    sitting,
)
from tests.factories import YEAR, class_called, guardian, pupil, teacher


def test_names_become_a_decided_election_and_offices(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    election_id = did(
        store, register_class, seat.id, YEAR, class_called(store, "5A"), [berg.mother], [berg.father], MEETING
    )
    row = an_election(store, election_id, date(2026, 9, 20))
    assert (row.status, row.stage, row.class_name, row.begins) == ("decided", "in_force", "5A", MEETING)
    assert [(one.person_id, one.term_ends) for one in row.holders] == [(berg.mother, date(2027, 9, 9))]
    assert [(one.person_id, one.deputy_for_id) for one in row.deputies] == [(berg.father, berg.mother)]
    assert (row.open_seats, row.open_deputies, row.vacant_seats, row.vacant_deputies) == (1, 1, 0, 0)
    # FAU here stays until successors come, so nobody's last day is known.
    assert offices(store, seat.id) == [
        (berg.mother, "member", MEETING, date(2027, 9, 9), None),
        (berg.father, "deputy", MEETING, date(2027, 9, 9), None),
    ]
