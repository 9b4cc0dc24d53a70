"""Does an election go from candidates to protocol as in the room: counted, drawn, decided, reported, corrected?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.bodies.leaving import Decision, step_down
from app.bodies.offices import end_office, sign_declaration
from app.bodies.queries import SeatRow
from app.contacts.commands import link_guardian, remove_people
from app.core.errors import UserError
from app.core.i18n import Translator
from app.elections.ballots import outcome_of
from app.elections.commands import (
    Unconfirmed,
    add_candidate,
    correct,
    decide,
    draw_lot,
    order_candidates,
    plan_election,
    register_class,
    remove_candidate,
    remove_count,
    remove_election,
    remove_lot,
    report,
    set_consent,
    set_count,
    set_election,
    set_rule,
)
from app.elections.grounds import grounds_of
from app.elections.queries import ElectionRow, Problem, problems_of
from app.school.commands import set_school_field
from db.models import Election, GuardianLink, Office, Person, Seat
from db.store import Store
from tests.conftest import Clock
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
    sitting,
)
from tests.factories import YEAR, class_called, guardian, opened, pupil


@dataclass
class Course:
    """An election of 5A, and its candidates by family name."""

    store: Store
    body: int
    seat: SeatRow
    id: int
    people: dict[str, int]
    candidates: dict[str, int]

    @property
    def row(self) -> ElectionRow:
        return an_election(self.store, self.id, date(2026, 9, 20))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return known(self.store, problems_of, self.id)

    def numbers(self, kind: str = "") -> list[int]:
        return [one.number for one in self.problems if kind in ("", one.kind)]

    def do(self, command: Any, *arguments: Any, **more: Any) -> Any:
        return did(self.store, command, *arguments, **more)

    def count(self, votes: dict[str, int], round: str = "seats", counter: int = 1, **numbers: int) -> None:
        typed = {f"votes:{self.candidates[name]}": str(number) for name, number in votes.items()}
        typed |= {name: str(number) for name, number in numbers.items()}
        self.do(set_count, self.id, round, counter, typed)

    def draw(self, *names: str, round: str = "seats") -> int:
        order = [self.candidates[name] for name in names]
        lot: int = self.do(draw_lot, self.id, round, order, "lapper i en hatt", "Kari Dahl", "Foreldrene")
        return lot

    def decide(self, *, confirm: bool = False) -> None:
        keys = frozenset(one.key for one in self.problems if one.kind == "warning") if confirm else frozenset()
        self.do(decide, self.id, confirmed=keys)

    def names(self, ids: Any) -> list[str]:
        by_id = {id: name for name, id in self.candidates.items()}
        return [by_id[one] for one in ids]

    @property
    def elected(self) -> tuple[list[str], list[str]]:
        row = self.row
        return [one.family for one in row.holders], [one.family for one in row.deputies]


@pytest.fixture
def evening(clock: Clock) -> Clock:
    """The evening of the parents' meeting is over."""
    clock.set(datetime(2026, 9, 11, 8, 30))
    return clock


def a_course(store: Store, *names: str, seats: int = 1, deputies: int = 1, kind: str = "ranked", **rule: str) -> Course:
    """Plan an election of 5A in which the mothers of some families stand, held on the evening of the meeting."""
    body = a_body(store, "fau_class_one_year")
    with store.change("Changed the seat") as session:
        row = session.get_one(Seat, seat_of_id(store, body))
        row.number, row.deputies, row.deputy_kind = seats, deputies, kind if deputies else "none"
    for field, value in rule.items():
        did(store, set_rule, body, field, value)
    seat = seat_of(store, body)
    election_id = did(store, plan_election, seat.id, YEAR, class_id=class_called(store, "5A"), held_on=MEETING)
    people = {name: a_family(store, name).mother for name in names}
    candidates = {name: did(store, add_candidate, election_id, one) for name, one in people.items()}
    return Course(store, body, seat, election_id, people, candidates)


def seat_of_id(store: Store, body: int) -> int:
    return seat_of(store, body).id


# -- without votes


def test_candidates_in_their_order_get_the_seats_and_then_the_deputies(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", seats=2)
    course.do(order_candidates, course.id, [course.candidates[name] for name in ("Lie", "Berg", "Aas")])
    assert course.row.status == "candidates"
    course.decide()
    assert course.elected == (["Lie", "Berg"], ["Aas"])
    assert [one.rank for one in course.row.deputies] == [1]


def test_more_candidates_than_places_need_a_vote(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie")
    assert course.numbers("error") == [42]
    with pytest.raises(UserError, match="stand for") as error:
        course.decide()
    assert error.value.values == {"stand": 3, "places": 2}
    course.do(set_consent, course.candidates["Lie"], "declined")
    course.decide()
    assert course.elected == (["Berg"], ["Aas"])


def test_nobody_stands_and_the_places_are_vacant(store: Store, evening: Clock) -> None:
    course = a_course(store)
    assert course.numbers() == [84]
    course.decide()
    assert (course.row.status, course.row.vacant_seats, course.row.vacant_deputies) == ("decided", 1, 1)


def test_personal_deputies_belong_to_those_who_were_elected_in_order(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", "Moe", seats=2, kind="personal")
    course.decide()
    people = course.people
    assert [(one.person_id, one.rank, one.deputy_for_id) for one in course.row.deputies] == [
        (people["Lie"], None, people["Berg"]),
        (people["Moe"], None, people["Aas"]),
    ]


def test_a_day_is_wanted_before_anything_is_decided(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg")
    course.do(set_election, course.id, "held_on", "")
    assert course.numbers("error") == [41]
    course.do(set_election, course.id, "held_on", "10.9.26")
    course.do(set_election, course.id, "held_on", "12.9.26")
    assert course.numbers("warning") == [64]
    course.do(set_election, course.id, "held_on", "12.6.26")
    assert course.numbers("warning") == [65]


# -- with votes


def test_most_votes_wins_and_the_next_is_deputy(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", ballot="secret_paper")
    course.count({"Berg": 4, "Aas": 9, "Lie": 5}, handed_out=20, in_box=20, blank=1, invalid=1)
    assert (course.row.status, course.numbers()) == ("counted", [])
    course.decide()
    assert course.elected == (["Aas"], ["Lie"])
    assert sitting(store, course.seat.id, MEETING) == [
        (course.people["Aas"], "member"),
        (course.people["Lie"], "deputy"),
    ]


def test_what_is_impossible_blocks_and_what_is_unusual_is_confirmed(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", ballot="secret_paper")
    course.count({"Berg": 4, "Aas": 3}, handed_out=6, in_box=7)
    assert [(one.number, one.kind, one.round, one.field) for one in course.problems] == [
        (2, "error", "seats", "in_box")
    ]
    with pytest.raises(UserError, match="More ballots in the box"):
        course.decide(confirm=True)
    course.count({}, handed_out=8)
    assert course.numbers() == [25]
    with pytest.raises(Unconfirmed) as asked:
        course.decide()
    assert [one.number for one in asked.value.problems] == [25]
    key = asked.value.problems[0].key
    # Another number is another warning.
    course.count({}, handed_out=9)
    with pytest.raises(Unconfirmed):
        course.do(decide, course.id, confirmed=frozenset({key}))
    course.count({}, handed_out=8)
    course.do(decide, course.id, confirmed=frozenset({key}))
    assert course.elected == (["Berg"], ["Aas"])


def test_a_secret_vote_without_a_count_is_confirmed(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", ballot="secret_paper")
    assert course.numbers() == [61]
    course.do(set_election, course.id, "method", "acclamation")
    assert course.numbers() == []


def test_two_counts_that_differ_show_only_where(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", ballot="secret_paper")
    course.count({"Berg": 4, "Aas": 3}, in_box=7)
    course.count({"Berg": 4, "Aas": 2}, counter=2, in_box=7, invalid=1)
    differ = [one for one in course.problems if one.number == 44]
    assert [(one.field, one.kind, one.counter) for one in differ] == [
        ("invalid", "error", 2),
        (f"votes:{course.candidates['Aas']}", "error", 2),
    ]
    course.count({"Aas": 3}, counter=2)
    course.do(set_count, course.id, "seats", 2, {"invalid": ""})
    assert course.numbers() == []


def test_an_empty_count_is_none(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg")
    course.count({"Berg": 3})
    assert course.row.status == "counted"
    course.do(set_count, course.id, "seats", 1, {f"votes:{course.candidates['Berg']}": ""})
    assert (course.row.status, course.row.counts) == ("candidates", ())
    course.count({"Berg": 3})
    course.do(remove_count, course.id, "seats", 1)
    assert (course.row.status, course.row.counts) == ("candidates", ())


@pytest.mark.parametrize("typed", ["-1", "3,5", "tre", "1 000 000"])
def test_only_numbers_are_counted(store: Store, evening: Clock, typed: str) -> None:
    course = a_course(store, "Berg")
    with pytest.raises(UserError, match="whole number") as error:
        course.do(set_count, course.id, "seats", 1, {"in_box": typed})
    assert error.value.field == "in_box"


def test_votes_for_one_who_declined_are_an_error(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas")
    course.count({"Berg": 3, "Aas": 5})
    course.do(set_consent, course.candidates["Aas"], "declined")
    assert course.numbers("error") == [45]


def test_who_has_not_answered_is_confirmed_only_where_they_are_chosen(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie")
    course.count({"Berg": 3, "Aas": 5, "Lie": 1})
    course.do(set_consent, course.candidates["Lie"], "asked")
    assert course.numbers() == []
    course.do(set_consent, course.candidates["Aas"], "asked")
    assert [(one.number, one.values) for one in course.problems] == [(66, {"name": "Mor Aas"})]


# -- ties


def test_a_tie_that_decides_nothing_needs_no_lot(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", seats=2, deputies=0)
    course.count({"Berg": 5, "Aas": 5, "Lie": 2})
    decision = outcome_of(course.row).decision
    assert [course.names(tie.candidates) for tie in decision.ties] == [["Berg", "Aas"]]
    assert (decision.lots, course.numbers()) == ((), [])
    course.decide()
    assert course.elected == (["Berg", "Aas"], [])


def test_a_tie_for_the_last_deputy_is_drawn_by_exactly_those_who_must(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", "Moe")
    course.count({"Berg": 6, "Aas": 3, "Lie": 3, "Moe": 1})
    ((round, lot),) = outcome_of(course.row).lots
    assert (round, course.names(lot.candidates), lot.draws) == ("seats", ["Aas", "Lie"], 1)
    assert [(one.number, one.values) for one in course.problems] == [(47, {"names": "Mor Aas, Mor Lie"})]
    with pytest.raises(UserError, match="Lots must be drawn"):
        course.decide()
    with pytest.raises(UserError, match="Only those who draw lots"):
        course.draw("Moe", "Aas")
    with pytest.raises(UserError, match="Only those who draw lots"):
        course.draw("Aas", "Berg")
    with pytest.raises(UserError, match="more must be drawn"):
        course.do(draw_lot, course.id, "seats", [], "hatt", "Kari", "")
    with pytest.raises(UserError, match="who drew the lot"):
        course.do(draw_lot, course.id, "seats", [course.candidates["Lie"]], "hatt", " ", "")
    lot_id = course.draw("Lie")
    assert [course.names(one.order) for one in course.row.lots] == [["Lie", "Aas"]]
    course.decide()
    assert course.elected == (["Berg"], ["Lie"])
    with pytest.raises(UserError, match="No lot is to be drawn"):
        course.draw("Lie")
    course.do(remove_lot, lot_id)
    course.draw("Aas", "Lie")
    course.decide()
    assert course.elected == (["Berg"], ["Aas"])


def test_a_lot_between_two_is_not_used_when_the_count_was_wrong(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", deputies=0)
    course.count({"Berg": 4, "Aas": 4, "Lie": 3})
    course.draw("Berg")
    assert course.numbers() == []
    course.count({"Lie": 4})
    assert course.numbers("error") == [47]


# -- several ballots


def test_without_a_majority_a_second_ballot_is_held(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", deputies=0, win="absolute_then_runoff")
    course.count({"Berg": 4, "Aas": 4, "Lie": 2}, in_box=10)
    assert outcome_of(course.row).next_round == "seats_runoff"
    assert [(one.number, one.round) for one in course.problems] == [(46, "seats_runoff")]
    course.count({"Berg": 3, "Aas": 5, "Lie": 2}, "seats_runoff", in_box=10)
    course.decide()
    assert course.elected == (["Aas"], [])


def test_blank_ballots_count_towards_the_majority_only_by_the_rule(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", deputies=0, win="absolute_then_runoff")
    course.count({"Berg": 4, "Aas": 3}, in_box=9, blank=2)
    assert outcome_of(course.row).final  # 4 of the 7 who named somebody
    course.do(set_rule, course.body, "blank_counts", "1")
    assert outcome_of(course.row).next_round == "seats_runoff"  # 4 of 9


def test_equal_votes_have_a_second_ballot_before_a_lot_where_the_rule_says_so(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", deputies=0, tie="runoff_then_lot")
    course.count({"Berg": 4, "Aas": 4, "Lie": 1})
    assert [course.names(one.candidates) for one in outcome_of(course.row).ballots] == [
        ["Berg", "Aas", "Lie"],
        ["Berg", "Aas"],
    ]
    course.count({"Berg": 4, "Aas": 4}, "seats_runoff")
    ((round, _lot),) = outcome_of(course.row).lots
    assert round == "seats_runoff"
    course.draw("Aas", round="seats_runoff")
    course.decide()
    assert course.elected == (["Aas"], [])


def test_the_elected_leave_the_ballot_for_deputies(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", deputies_apart="1")
    course.count({"Berg": 6, "Aas": 3, "Lie": 2})
    outcome = outcome_of(course.row)
    assert (outcome.next_round, course.names(outcome.ballots[-1].candidates)) == ("deputies", ["Aas", "Lie"])
    assert course.numbers("error") == [48]
    course.count({"Aas": 2, "Lie": 7}, "deputies")
    course.decide()
    assert course.elected == (["Berg"], ["Lie"])


def test_whoever_is_left_alone_is_deputy_without_a_ballot(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", deputies_apart="1")
    course.count({"Berg": 6, "Aas": 3})
    course.decide()
    assert course.elected == (["Berg"], ["Aas"])


def test_a_tie_among_deputies_is_drawn_in_their_own_round(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", deputies_apart="1")
    course.count({"Berg": 6, "Aas": 3, "Lie": 2})
    course.count({"Aas": 4, "Lie": 4}, "deputies")
    course.draw("Lie", round="deputies")
    course.decide()
    assert course.elected == (["Berg"], ["Lie"])


# -- who may stand


def test_one_without_parental_responsibility_blocks_and_a_stranger_is_confirmed(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg")
    stranger = guardian(store, "Stefar Moen", pupil(store, "Liv Moen", "7C"))
    course.do(add_candidate, course.id, stranger)
    assert [(one.number, one.kind, one.values) for one in course.problems] == [(62, "warning", {"name": "Stefar Moen"})]
    with store.change("Changed the link") as session:
        session.query(GuardianLink).filter_by(guardian_id=course.people["Berg"]).one().parental_responsibility = "no"
    assert course.numbers() == [43, 62]
    course.do(set_rule, course.body, "eligible", "any_guardian")
    assert course.numbers() == [62]


def test_a_second_class_is_a_warning_where_the_rule_allows_one(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg")
    sister = pupil(store, "Eva Berg", "6B")
    did(store, link_guardian, sister, course.people["Berg"])
    did(store, register_class, course.seat.id, YEAR, class_called(store, "6B"), [course.people["Berg"]], [], MEETING)
    assert course.numbers() == []
    course.do(set_rule, course.body, "max_units", "1")
    assert [(one.number, one.kind, one.values) for one in course.problems] == [
        (62, "warning", {"name": "Mor Berg", "most": 1})
    ]


def test_what_the_rule_says_in_words_is_said_and_need_not_be_confirmed(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", excluded="foreldrekontakter", gender_balance="advice")
    assert [(one.number, one.kind) for one in course.problems] == [(81, "remark"), (82, "remark")]
    course.decide()
    assert course.elected == (["Berg"], [])


def test_one_of_each_sex_is_asked_for_where_the_rule_says_so(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", seats=2, deputies=0, gender_balance="one_each")
    assert course.numbers() == []  # nobody has said which sex they are of
    for name, gender in (("Berg", "female"), ("Aas", "female")):
        with store.change("Changed") as session:
            session.get_one(Person, course.people[name]).gender = gender
    assert course.numbers() == [63]
    with store.change("Changed") as session:
        session.get_one(Person, course.people["Aas"]).gender = "male"
    assert course.numbers() == []


def test_a_candidate_with_votes_is_not_removed(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas")
    course.count({"Berg": 3, "Aas": 0})
    course.do(remove_candidate, course.candidates["Aas"])
    with pytest.raises(UserError, match="has votes"):
        course.do(remove_candidate, course.candidates["Berg"])


# -- decided, reported, corrected


def test_the_rule_is_kept_as_it_was(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", source="Vedtekter § 4")
    course.decide()
    course.do(set_rule, course.body, "source", "Vedtekter § 5")
    course.do(set_rule, course.body, "term_years", "2")
    row = course.row
    assert (row.rule.source, row.rule.term_years, row.seat.number) == ("Vedtekter § 4", 1, 1)
    kept = json.loads(known(store, lambda session: session.get_one(Election, course.id).rule))
    assert (kept["rule"]["source"], kept["member_ends"], kept["begins"]) == (
        "Vedtekter § 4",
        ["2027-09-09"],
        "2026-09-10",
    )


def test_deciding_again_replaces_the_result_until_it_is_reported(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas")
    course.decide()
    course.count({"Berg": 2, "Aas": 5})
    assert course.numbers() == [83]
    with pytest.raises(UserError, match="another result"):
        course.do(report, course.id, date(2026, 9, 11))
    course.decide()
    assert course.elected == (["Aas"], ["Berg"])
    course.do(report, course.id, date(2026, 9, 11))
    assert (course.row.status, course.row.reported_on) == ("reported", date(2026, 9, 11))
    for command in (
        lambda: course.decide(),
        lambda: course.count({"Berg": 9}),
        lambda: course.do(set_consent, course.candidates["Berg"], "declined"),
        lambda: course.do(set_election, course.id, "present", "12"),
    ):
        with pytest.raises(UserError, match="has been reported"):
            command()
    course.do(report, course.id, None)
    assert (course.row.status, course.row.reported_on) == ("decided", None)


def test_undoing_a_decision_takes_the_offices_back(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas")
    course.decide()
    given = offices(store, course.seat.id)
    store.undo()
    assert (course.row.status, course.row.results, offices(store, course.seat.id)) == ("candidates", (), [])
    store.redo()
    assert (course.row.status, offices(store, course.seat.id)) == ("decided", given)


def test_a_correction_keeps_the_old_protocol_and_replaces_its_offices(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", ballot="secret_paper")
    course.count({"Berg": 5, "Aas": 3, "Lie": 2}, in_box=10)
    course.decide()
    course.do(report, course.id, date(2026, 9, 11))
    (berg, _aas) = (one for one in known(store, lambda session: session.query(Office).order_by(Office.id).all()))
    course.do(sign_declaration, [berg.id], date(2026, 9, 12))
    with pytest.raises(UserError, match="Write why"):
        course.do(correct, course.id, "  ")
    new_id = course.do(correct, course.id, "To sedler lå igjen i boksen")
    assert (course.row.status, course.row.stage) == ("reported", "in_force")
    new = an_election(store, new_id)
    assert (new.status, new.corrects_id, new.correction_reason) == (
        "counted",
        course.id,
        "To sedler lå igjen i boksen",
    )
    with pytest.raises(UserError, match="being corrected already"):
        course.do(correct, course.id, "Igjen")
    lie = next(one.id for one in new.candidates if one.family == "Lie")
    course.do(set_count, new_id, "seats", 1, {f"votes:{lie}": "4", "in_box": "12"})
    course.do(decide, new_id)
    old, new = course.row, an_election(store, new_id)
    assert (old.status, old.corrected_by_id, [one.family for one in old.deputies]) == ("corrected", new_id, ["Aas"])
    assert old.count("seats").votes[course.candidates["Lie"]] == 2  # type: ignore[union-attr]
    assert ([one.family for one in new.holders], [one.family for one in new.deputies]) == (["Berg"], ["Lie"])
    assert [(person, role) for person, role, *_ in offices(store, course.seat.id)] == [
        (course.people["Berg"], "member"),
        (course.people["Lie"], "deputy"),
    ]
    # Who was chosen both times has signed already.
    signed = known(
        store, lambda session: [one.declaration_signed_on for one in session.query(Office).order_by(Office.id)]
    )
    assert signed == [date(2026, 9, 12), None]
    with pytest.raises(UserError, match="has been corrected by another"):
        course.decide()
    store.undo()
    assert (course.row.status, an_election(store, new_id).status) == ("reported", "counted")
    assert [person for person, *_ in offices(store, course.seat.id)] == [course.people["Berg"], course.people["Aas"]]
    store.redo()
    assert (course.row.status, an_election(store, new_id).status) == ("corrected", "decided")


def test_only_what_is_decided_is_corrected_and_only_what_is_not_is_removed(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg")
    with pytest.raises(UserError, match="has been decided"):
        course.do(correct, course.id, "Feil")
    course.decide()
    with pytest.raises(UserError, match="its protocol is kept"):
        course.do(remove_election, course.id)
    again = course.do(correct, course.id, "Feil")
    course.do(remove_election, again)
    assert elections_of(store, course.seat.id) == [(course.id, "decided")]
    assert course.do(correct, course.id, "Nå stemmer det") > again


def test_where_it_stands_follows_the_offices(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", term_starts="08-01")
    course.do(set_election, course.id, "held_on", "10.9.26")
    course.decide()
    assert course.row.stage == "in_force"
    (office,) = known(store, lambda session: session.query(Office).all())
    course.do(end_office, office.id, date(2027, 1, 15), "resigned")
    assert an_election(store, course.id, date(2027, 1, 15)).stage == "in_force"
    assert an_election(store, course.id, date(2027, 1, 16)).stage == "resigned"
    evening.set(datetime(2027, 2, 2, 9))
    lie = a_family(store, "Lie")
    by = course.do(
        plan_election,
        course.seat.id,
        YEAR,
        class_id=class_called(store, "5A"),
        held_on=date(2027, 2, 1),
        kind="by_election",
    )
    course.do(add_candidate, by, lie.father)
    row = an_election(store, by)
    assert (row.open_seats, row.open_deputies, row.kind) == (1, 1, "by_election")
    course.do(decide, by)
    # For the rest of the term of whom they follow.
    assert offices(store, course.seat.id)[-1] == (lie.father, "member", date(2027, 2, 1), date(2027, 7, 31), None)
    assert an_election(store, course.id, date(2027, 2, 2)).stage == "supplemented"


def test_a_two_year_term_ends_with_the_school(store: Store, evening: Clock) -> None:
    did(store, set_school_field, "last_grade", 7)
    body = a_body(store, "fau_class")
    seat = seat_of(store, body)
    for name, ends in (("6A", date(2028, 7, 31)), ("7A", date(2027, 7, 31)), ("5B", date(2028, 9, 9))):
        family = a_family(store, f"Berg{name}", name)
        did(store, register_class, seat.id, YEAR, class_called(store, name), [family.mother], [], MEETING)
        assert [one[3] for one in offices(store, seat.id) if one[0] == family.mother] == [ends]


def test_an_election_of_a_grade_and_one_of_the_school(store: Store, evening: Clock) -> None:
    grade, board = seat_of(store, a_body(store, "fau_grade")), seat_of(store, a_body(store, "class_contacts"))
    berg = a_family(store, "Berg")
    by_grade = did(store, plan_election, grade.id, YEAR, grade=5, held_on=MEETING)
    did(store, add_candidate, by_grade, berg.mother)
    did(store, decide, by_grade)
    assert [(one.grade, one.school_class_id) for one in known(store, lambda session: session.query(Office).all())] == [
        (5, None)
    ]
    with pytest.raises(UserError, match="Choose the class"):
        did(store, plan_election, board.id, YEAR, held_on=MEETING)
    with pytest.raises(UserError, match="Choose the grade"):
        did(store, plan_election, grade.id, YEAR)
    with pytest.raises(UserError, match="another school year"):
        did(store, plan_election, board.id, YEAR, class_id=class_of(store, "4A", YEAR - 1))


# -- why


def why(course: Course) -> tuple[str, ...]:
    """Return the grounds in bokmål."""
    tr = Translator("nb")
    return tuple(tr(one) for one in grounds_of(course.row))


def test_the_grounds_say_how_it_went_without_names_or_numbers(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie", "Moe", deputies_apart="1", tie="runoff_then_lot")
    assert why(course) == ()
    course.count({"Berg": 6, "Aas": 6, "Lie": 2, "Moe": 0})
    course.count({"Berg": 7, "Aas": 7}, "seats_runoff")
    course.draw("Aas", round="seats_runoff")
    course.count({"Berg": 3, "Lie": 9, "Moe": 1}, "deputies")
    course.decide()
    assert course.elected == (["Aas"], ["Lie"])
    assert why(course) == (
        "De med flest stemmer ble valgt.",
        "Det var like mange stemmer, så det ble holdt omvalg mellom dem det gjaldt.",
        "Vara ble valgt for seg.",
        "Det var like mange stemmer, og loddet avgjorde.",
    )


def test_a_majority_or_none_is_said(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", deputies=0, win="absolute_then_runoff")
    course.count({"Berg": 5, "Aas": 4})
    course.decide()
    assert why(course) == ("Det krevdes mer enn halvparten av stemmene, og det ble nådd i første runde.",)
    course.count({"Berg": 5, "Aas": 5})
    course.count({"Berg": 4, "Aas": 6}, "seats_runoff")
    course.decide()
    (said,) = why(course)
    assert said.startswith("For få kandidater fikk mer enn halvparten av stemmene, så et omvalg avgjorde")


def test_nobody_and_those_who_were_not_voted_on_are_said(store: Store, evening: Clock) -> None:
    course = a_course(store)
    course.decide()
    assert why(course) == ("Ingen stilte.",)
    course.do(add_candidate, course.id, a_family(store, "Berg").mother)
    course.decide()
    (said,) = why(course)
    assert said.startswith("Det ble ikke talt stemmer")


def test_nobody_has_a_vote_where_all_ballots_are_blank(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas")
    course.count({"Berg": 0, "Aas": 0}, in_box=10, blank=10)
    assert course.numbers() == [85]
    course.decide()
    row = course.row
    assert (row.results, row.vacant_seats, row.vacant_deputies) == ((), 1, 1)
    assert why(course) == ("Ingen av dem som stilte, fikk stemmer.",)


def test_more_places_than_candidates_leave_the_rest_vacant(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", seats=3, deputies=2)
    course.count({"Berg": 4, "Aas": 4})
    course.decide()
    assert course.elected == (["Berg", "Aas"], []), "equal votes, and there is room for both"
    assert (course.row.vacant_seats, course.row.vacant_deputies) == (1, 2)


# -- somebody stepped down before it was put right


def test_who_stepped_down_stays_away_when_the_election_is_corrected(store: Store, evening: Clock) -> None:
    """Berg signed, sat and left in January, and Aas moved up; in February a count is put right."""
    course = a_course(store, "Berg", "Aas", "Lie")
    course.count({"Berg": 5, "Aas": 3, "Lie": 2})
    course.decide()
    before = offices(store, course.seat.id)
    (berg, aas) = known(store, lambda session: [one.id for one in session.query(Office).order_by(Office.id)])
    course.do(sign_declaration, [berg], date(2026, 9, 12))
    evening.set(datetime(2027, 2, 1, 9))
    course.do(step_down, course.people["Berg"], date(2027, 1, 15), [Decision(berg, moves_up=aas)])
    moved = offices(store, course.seat.id)
    assert sitting(store, course.seat.id, date(2027, 1, 16)) == [(course.people["Aas"], "member")]
    new_id = course.do(correct, course.id, "En stemme var talt to ganger")
    new = an_election(store, new_id)
    course.do(set_count, new_id, "seats", 1, {f"votes:{new.candidates[0].id}": "4"})
    course.do(decide, new_id)
    assert offices(store, course.seat.id) == moved
    assert an_election(store, new_id).stage == "supplemented"
    store.undo()
    assert (offices(store, course.seat.id), course.row.status) == (moved, "decided")
    store.redo()
    # Lie had the second most votes after all: Aas was never deputy, so that nobody has moved up.
    again = course.do(correct, new_id, "Og Lie hadde to til")
    third = an_election(store, again)
    lie = next(one.id for one in third.candidates if one.family == "Lie")
    course.do(set_count, again, "seats", 1, {f"votes:{lie}": "4"})
    berg_votes = next(one.id for one in third.candidates if one.family == "Berg")
    course.do(set_count, again, "seats", 1, {f"votes:{berg_votes}": "6"})
    course.do(decide, again)
    assert offices(store, course.seat.id) == [
        (*before[0][:4], date(2027, 1, 15)),
        (course.people["Lie"], "deputy", *before[1][2:]),
    ]
    assert an_election(store, again).stage == "resigned"


def test_who_stepped_down_stays_away_in_another_role_too(store: Store, evening: Clock) -> None:
    """Berg left the seat in January; by the right count Berg was the deputy. Who left has left."""
    course = a_course(store, "Berg", "Aas")
    course.count({"Berg": 5, "Aas": 3})
    course.decide()
    berg, _aas = known(store, lambda session: [one.id for one in session.query(Office).order_by(Office.id)])
    course.do(sign_declaration, [berg], date(2026, 9, 12))
    course.do(end_office, berg, date(2027, 1, 15), "resigned")
    evening.set(datetime(2027, 2, 1, 9))
    course.count({"Berg": 3, "Aas": 5})
    course.decide()
    assert set(offices(store, course.seat.id)) == {
        (course.people["Aas"], "member", MEETING, date(2027, 9, 9), None),
        (course.people["Berg"], "deputy", MEETING, date(2027, 9, 9), date(2027, 1, 15)),
    }
    signed = known(store, lambda session: {one.person_id: one.declaration_signed_on for one in session.query(Office)})
    assert signed == {course.people["Berg"]: date(2026, 9, 12), course.people["Aas"]: None}


def test_an_election_cannot_have_been_held_after_somebody_left_its_seat(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg")
    course.decide()
    (berg,) = known(store, lambda session: [one.id for one in session.query(Office)])
    course.do(end_office, berg, date(2026, 9, 12), "resigned")
    evening.set(datetime(2026, 9, 14, 9))
    course.do(set_election, course.id, "held_on", "13.9.26")
    with pytest.raises(UserError, match="stepped down"):
        course.decide()


def test_a_corrected_protocol_still_says_who_went_out(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg")
    before = a_family(store, "Moe").mother
    last = class_of(store, "4A", YEAR - 1)
    did(store, register_class, course.seat.id, YEAR - 1, last, [before], [], date(2025, 9, 9))
    course.decide()
    assert course.row.outgoing == ((before, "Mor Moe"),)
    new_id = course.do(correct, course.id, "Feil dag i protokollen")
    course.do(decide, new_id)
    assert (course.row.outgoing, an_election(store, new_id).outgoing) == (((before, "Mor Moe"),),) * 2


# -- where it stands when time goes by


def test_a_term_that_has_run_out_is_no_longer_in_force(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas")
    course.decide()
    assert an_election(store, course.id, date(2027, 9, 9)).stage == "in_force"
    assert an_election(store, course.id, date(2027, 9, 10)).stage == "over", "they may sit on, but the term is over"
    five, six = class_called(store, "5A"), class_of(store, "6A", YEAR + 1)
    assert five != six
    lie = a_family(store, "Lie", "5A").mother
    evening.set(datetime(2027, 9, 3, 9))
    did(store, register_class, course.seat.id, YEAR + 1, six, [lie], [], date(2027, 9, 2))
    assert an_election(store, course.id, date(2027, 9, 1)).stage == "in_force"
    assert an_election(store, course.id, date(2027, 9, 10)).stage == "over"


def test_who_came_after_one_who_stepped_down_is_found_in_the_next_class_too(store: Store, evening: Clock) -> None:
    """For two years; Berg leaves in the second, and the class is called 6A when it chooses anew."""
    course = a_course(store, "Berg", term_years="2")
    course.decide()
    (berg,) = known(store, lambda session: [one.id for one in session.query(Office)])
    course.do(end_office, berg, date(2027, 10, 1), "resigned")
    assert an_election(store, course.id, date(2027, 10, 2)).stage == "resigned"
    evening.set(datetime(2027, 11, 2, 9))
    six = class_of(store, "6A", YEAR + 1)
    by = course.do(plan_election, course.seat.id, YEAR + 1, class_id=six, held_on=date(2027, 11, 1), kind="by_election")
    course.do(add_candidate, by, a_family(store, "Aas").mother)
    course.do(decide, by, confirmed=frozenset(one.key for one in known(store, problems_of, by)))
    assert offices(store, course.seat.id)[-1][2:4] == (date(2027, 11, 1), date(2028, 9, 9))
    assert an_election(store, course.id, date(2027, 11, 2)).stage == "supplemented"


# -- a majority where hands were raised


def test_hands_raised_for_two_names_are_more_votes_than_voters(store: Store, evening: Clock) -> None:
    """20 in the room name two each: 12 of 20 have chosen Berg, though 12 is not more than half of 38 votes."""
    course = a_course(
        store,
        "Berg",
        "Aas",
        "Lie",
        "Moe",
        deputies=0,
        win="absolute_then_runoff",
        ballot="show_of_hands",
        max_names="2",
    )
    course.count({"Berg": 12, "Aas": 9, "Lie": 9, "Moe": 8})
    assert outcome_of(course.row).next_round == "seats_runoff", "nobody knows how many voted"
    course.do(set_election, course.id, "present", "20")
    assert course.names(outcome_of(course.row).decision.holders) == ["Berg"]


def test_blank_votes_count_towards_the_majority_where_no_box_was_counted(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", deputies=0, win="absolute_then_runoff", blank_counts="yes")
    course.count({"Berg": 5, "Aas": 3}, blank=2)
    assert outcome_of(course.row).next_round == "seats_runoff", "5 is not more than half of 10"
    course.do(set_rule, course.body, "blank_counts", "")
    assert course.names(outcome_of(course.row).decision.holders) == ["Berg"]


# -- somebody is erased, and the program is closed in between


def test_a_result_stands_when_one_who_was_elected_is_erased(store: Store, evening: Clock) -> None:
    course = a_course(store, "Berg", "Aas", "Lie")
    course.count({"Berg": 5, "Aas": 3, "Lie": 2})
    course.decide()
    course.do(remove_people, [course.people["Berg"]])
    assert course.elected == ([], ["Aas"])
    assert (course.row.vacant_seats, course.row.deputies[0].term_ends) == (1, date(2027, 9, 9))
    assert course.numbers() == [], "the result is the one that was decided: nobody is to decide again"
    course.do(report, course.id, date(2026, 9, 11))
    assert course.row.status == "reported"


def test_a_decision_can_be_taken_back_the_next_day(tmp_path: Path, clock: Clock) -> None:
    clock.set(datetime(2026, 9, 11, 9))
    with opened(tmp_path / "own.db") as store:
        course = a_course(store, "Berg", "Aas")
        course.decide()
        given = offices(store, course.seat.id)
        assert len(given) == 2
    with opened(tmp_path / "own.db") as again:
        course.store = again
        again.undo()
        assert (course.row.status, course.row.results, offices(again, course.seat.id)) == ("candidates", (), [])
        again.redo()
        assert (course.row.status, offices(again, course.seat.id)) == ("decided", given)
