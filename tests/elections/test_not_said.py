"""Is what nobody has told yet kept apart from "nobody was willing", also when an answer is taken back?"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from app.bodies.commands import set_seat
from app.cli.elections import _election
from app.core.errors import UserError
from app.core.i18n import Translator
from app.elections.commands import (
    add_candidate,
    decide,
    forget_class,
    plan_election,
    register_class,
    report,
    set_election,
)
from app.elections.problems import problems_of
from db.store import Store
from tests.elections.given import (
    MEETING,
    Family,
    a_body,
    a_family,
    an_election,
    class_of,
    did,
    elections_of,
    offices,
    seat_of,
)
from tests.elections.given import known as asked
from tests.elections.given import sheet as class_sheet
from tests.factories import YEAR, class_called


class Class5A:
    """Class 5A, which chooses one representative to FAU and one deputy."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.berg: Family = a_family(store, "Berg")
        self.seat = seat_of(store, a_body(store, "fau_class_one_year"))
        self.id = class_called(store, "5A")

    def say(self, holders: list[int] | None, deputies: list[int] | None) -> int:
        return did(self.store, register_class, self.seat.id, YEAR, self.id, holders, deputies, MEETING)

    def forget(self) -> None:
        did(self.store, forget_class, self.seat.id, YEAR, self.id)

    @property
    def state(self) -> str:
        return class_sheet(self.store).rows[0].state

    @property
    def cells(self) -> list[tuple[list[int], bool, bool]]:
        """(people, vacant, missing) of the two cells."""
        cells = class_sheet(self.store).rows[0].cells
        return [([person for person, _name in cell.people], cell.vacant, cell.missing) for cell in cells]

    def as_json(self, election_id: int) -> dict[str, Any]:
        """The election as ``elections --json`` prints it."""
        row = an_election(self.store, election_id)
        entry = asked(self.store, _election, row, "parent_committee", Translator("nb"))
        return dict(json.loads(json.dumps(entry)))


@pytest.fixture
def five(store: Store) -> Class5A:
    return Class5A(store)


def test_deputies_nobody_has_told_of_are_missing_and_not_vacant(five: Class5A) -> None:
    election_id = five.say([five.berg.mother], None)
    assert five.cells == [([five.berg.mother], False, False), ([], False, True)]
    assert five.state == "part"
    row = an_election(five.store, election_id)
    assert (row.unsaid, row.vacant_seats, row.vacant_deputies) == ("deputies", 0, 0)
    entry = five.as_json(election_id)
    assert (entry["vacant"], entry["vacant_deputies"], entry["not_said"]) == (0, 0, "deputies")


def test_the_deputy_can_be_told_before_the_representative(five: Class5A) -> None:
    election_id = five.say(None, [five.berg.father])
    assert five.cells == [([], False, True), ([five.berg.father], False, False)]
    row = an_election(five.store, election_id)
    assert (row.unsaid, row.vacant_seats, row.vacant_deputies) == ("members", 0, 0)


def test_nobody_willing_is_an_answer(five: Class5A) -> None:
    election_id = five.say([five.berg.mother], None)
    assert five.say([five.berg.mother], []) == election_id
    assert five.cells == [([five.berg.mother], False, False), ([], True, False)]
    assert five.state == "vacant"
    assert five.as_json(election_id)["vacant_deputies"] == 1
    assert five.as_json(election_id)["not_said"] is None


def test_an_answer_can_be_taken_back(five: Class5A) -> None:
    five.say([five.berg.mother], [five.berg.father])
    five.say([five.berg.mother], None)
    assert five.cells[1] == ([], False, True)
    assert [person for person, *_ in offices(five.store, five.seat.id)] == [five.berg.mother]


def test_a_seat_without_deputies_has_nothing_left_to_say(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    did(store, set_seat, seat.id, "deputies", "0")
    election_id = did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [berg.mother], None, MEETING)
    assert an_election(store, election_id).unsaid == ""
    assert class_sheet(store).rows[0].state == "done"


def test_where_nothing_is_said_any_more_there_is_no_election(five: Class5A) -> None:
    five.say([five.berg.mother], [five.berg.father])
    five.forget()
    assert five.state == "missing"
    assert elections_of(five.store, five.seat.id) == []
    assert offices(five.store, five.seat.id) == []
    five.forget()  # nor twice
    assert five.state == "missing"


def test_who_sat_before_sits_again_when_the_answer_is_taken_back(five: Class5A) -> None:
    aas = a_family(five.store, "Aas")
    before = class_of(five.store, "4A", YEAR - 1)
    did(five.store, register_class, five.seat.id, YEAR - 1, before, [aas.mother], [], date(2025, 9, 11))
    there = offices(five.store, five.seat.id)
    five.say([five.berg.mother], None)
    assert offices(five.store, five.seat.id) != there
    five.forget()
    assert offices(five.store, five.seat.id) == there


def test_what_else_was_written_of_the_election_stays(five: Class5A) -> None:
    election_id = did(five.store, plan_election, five.seat.id, YEAR, class_id=five.id, held_on=MEETING)
    did(five.store, set_election, election_id, "meeting", "Foreldremøte")
    did(five.store, add_candidate, election_id, five.berg.father, consent="asked")
    five.say([five.berg.mother], None)
    five.forget()
    row = an_election(five.store, election_id)
    assert (row.status, row.meeting, row.results, row.unsaid) == ("candidates", "Foreldremøte", (), "")
    assert [one.person_id for one in row.candidates] == [five.berg.father]
    assert five.state == "missing"


def test_a_reported_election_is_not_forgotten(five: Class5A) -> None:
    election_id = five.say([five.berg.mother], [])
    did(five.store, report, election_id, MEETING)
    with pytest.raises(UserError, match="reported"):
        five.forget()
    assert five.state == "vacant"


def test_deciding_the_whole_election_answers_for_all(five: Class5A) -> None:
    election_id = five.say([five.berg.mother], None)
    confirmed = frozenset(one.key for one in asked(five.store, problems_of, election_id))
    did(five.store, decide, election_id, confirmed=confirmed)
    assert an_election(five.store, election_id).unsaid == ""
    assert five.cells[1] == ([], True, False)
