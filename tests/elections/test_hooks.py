"""Do elections answer when a new year comes, when two people become one, and when somebody asks what is held?"""

from __future__ import annotations

from datetime import date, datetime

from app.contacts.duplicates.merging import merge_people
from app.core.about import AboutPart, Saying
from app.core.i18n import Translator
from app.elections.about import about_person
from app.elections.commands import (
    add_candidate,
    decide,
    draw_lot,
    plan_election,
    register_class,
    set_count,
    set_election,
)
from app.elections.next_year import cascade_of
from app.elections.turn import roll_over
from app.school.commands import set_school_field
from db.store import Store
from tests.conftest import Clock
from tests.elections.given import (
    MEETING,
    a_body,
    a_family,
    an_election,
    class_of,
    did,
    known,
    offices,
    seat_of,
    sitting,
)
from tests.factories import YEAR, class_called, guardian, pupil, teacher


def said(parts: tuple[AboutPart, ...]) -> list[tuple[str, list[str]]]:
    """Return (what, lines) in bokmål."""
    tr = Translator("nb")

    def line(one: str | date | Saying) -> str:
        if isinstance(one, Saying):
            return tr(one.msgid, **one.values)
        return tr.date(one) if isinstance(one, date) else one

    return [(tr(row.what), [line(one) for one in row.lines]) for part in parts for row in part.rows]


def test_deputies_take_over_when_the_new_year_begins(store: Store) -> None:
    """Ottestad, rolled over from 2026/27 to 2027/28, twice: the second time changes nothing."""
    seat = seat_of(store, a_body(store, "class_contacts_two_deputies"))
    berg, aas = a_family(store, "Berg", "8A"), a_family(store, "Aas", "8A")
    chosen = ([berg.mother, berg.father], [aas.mother, aas.father])
    did(store, register_class, seat.id, YEAR, class_called(store, "8A"), *chosen, MEETING)
    class_of(store, "9A", YEAR + 1)
    did(store, roll_over, YEAR, YEAR + 1)
    assert sitting(store, seat.id, date(2027, 7, 31)) == [
        (berg.mother, "member"),
        (berg.father, "member"),
        (aas.mother, "deputy"),
        (aas.father, "deputy"),
    ]
    assert sitting(store, seat.id, date(2027, 8, 1)) == [(aas.mother, "member"), (aas.father, "member")]
    assert [one[2:] for one in offices(store, seat.id)[-2:]] == [(date(2027, 8, 1), date(2028, 7, 31), None)] * 2
    before = offices(store, seat.id)
    did(store, roll_over, YEAR, YEAR + 1)
    assert offices(store, seat.id) == before
    # The election of the new year chooses two deputies and nobody else.
    row = an_election(store, did(store, plan_election, seat.id, YEAR + 1, class_id=class_of(store, "9A", YEAR + 1)))
    assert (row.open_seats, row.open_deputies) == (0, 2)


def test_the_offices_of_leavers_end_with_their_class(store: Store) -> None:
    did(store, set_school_field, "last_grade", 7)
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    berg, lie = a_family(store, "Berg", "7A"), a_family(store, "Lie", "6A")
    for name, one in (("7A", berg), ("6A", lie)):
        did(store, register_class, seat.id, YEAR, class_called(store, name), [one.mother], [], MEETING)
    did(store, roll_over, YEAR, YEAR + 1)
    assert {one[0]: one[4] for one in offices(store, seat.id)} == {berg.mother: date(2027, 7, 31), lie.mother: None}
    store.undo()
    assert {one[0]: one[4] for one in offices(store, seat.id)} == {berg.mother: None, lie.mother: None}


def test_a_person_learns_of_every_election(store: Store, clock: Clock) -> None:
    clock.set(datetime(2026, 9, 11, 9))
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    kari = teacher(store, "Kari Dahl")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    one = did(store, plan_election, seat.id, YEAR, class_id=class_called(store, "5A"), held_on=MEETING)
    did(store, set_election, one, "officer_id", str(kari))
    first, second = (did(store, add_candidate, one, person) for person in (berg.mother, aas.mother))
    did(store, set_count, one, "seats", 1, {f"votes:{first}": "7", f"votes:{second}": "4"})
    did(store, decide, one)
    assert said(known(store, about_person, berg.mother)) == [
        ("Stilte til valg", ["FAU 5A 2026/27", "10.09.2026", "Sa ja til å stille til valg", "Stemmer: 7"]),
        ("Ble valgt", ["FAU 5A 2026/27", "10.09.2026", "Til plassen", "Til 09.09.2027"]),
    ]
    assert said(known(store, about_person, aas.mother))[1][1][2] == "Som vara"
    assert said(known(store, about_person, kari)) == [("Holdt valget", ["FAU 5A 2026/27", "10.09.2026"])]
    assert known(store, about_person, berg.father) == ()
    # Each says which step it came with: Berg was added as a candidate, elected by the decision, and so on.
    for person in (berg.mother, aas.mother, kari):
        rows = [row for part in known(store, about_person, person) for row in part.rows]
        assert rows
        assert {row.source.label if row.source else "" for row in rows} == {"Did something"}


def test_two_candidates_who_are_one_stand_once_with_all_their_votes(store: Store, clock: Clock) -> None:
    clock.set(datetime(2026, 9, 11, 9))
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    twice = guardian(store, "Mor Bergh", pupil(store, "Eva Berg"))
    kari = teacher(store, "Kari Dahl")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    one = did(store, plan_election, seat.id, YEAR, class_id=class_called(store, "5A"), held_on=MEETING)
    did(store, set_election, one, "officer_id", str(kari))
    stand = [did(store, add_candidate, one, person) for person in (aas.mother, berg.mother, twice)]
    votes = dict(zip((f"votes:{candidate}" for candidate in stand), ("5", "3", "3"), strict=True))
    did(store, set_count, one, "seats", 1, votes)
    did(store, draw_lot, one, "seats", [stand[1]], "lapper", "Kari", "Ola")
    did(store, decide, one)
    assert [row.person_id for row in an_election(store, one).results] == [aas.mother, berg.mother]
    did(store, merge_people, twice, berg.mother)
    row = an_election(store, one)
    assert {candidate.person_id: row.counts[0].votes[candidate.id] for candidate in row.candidates} == {
        aas.mother: 5,
        twice: 6,
    }
    assert [(result.person_id, result.role) for result in row.results] == [(aas.mother, "member"), (twice, "deputy")]
    assert len(row.lots[0].order) == 1
    store.undo()
    assert [row.person_id for row in an_election(store, one).results] == [aas.mother, berg.mother]


def test_who_was_elected_twice_under_two_names_is_elected_once(store: Store) -> None:
    berg = a_family(store, "Berg")
    twice = guardian(store, "Mor Bergh", pupil(store, "Eva Berg"))
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    one = did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [berg.mother], [twice], MEETING)
    did(store, merge_people, twice, berg.mother)
    row = an_election(store, one)
    assert [(result.person_id, result.role, result.term_ends) for result in row.results] == [
        (twice, "member", date(2027, 9, 9))
    ]


def test_who_takes_over_only_if_another_does_not_stand_again_waits_for_the_answer(store: Store) -> None:
    """Stange: elected in spring, the deputy for two years. The representative may stand again, or the deputy has it."""
    seat = seat_of(store, a_body(store, "fau_class_deputy_succeeds"))
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    last_year = class_of(store, "4A", YEAR - 1)
    did(store, register_class, seat.id, YEAR - 1, last_year, [berg.mother], [aas.mother], date(2026, 5, 12))
    first = [
        (berg.mother, "member", date(2026, 8, 1), date(2027, 7, 31), None),
        (aas.mother, "deputy", date(2026, 8, 1), date(2028, 7, 31), None),
    ]
    assert offices(store, seat.id) == first
    (place,) = known(store, cascade_of, YEAR + 1)
    assert [(one.person_id, one.becomes) for one in place.offices] == [(berg.mother, "up"), (aas.mother, "moves_up")]
    did(store, roll_over, YEAR, YEAR + 1)
    assert offices(store, seat.id) == first
    # In spring the representative stands again, and the deputy has a year left.
    five = class_called(store, "5A")
    again = did(store, register_class, seat.id, YEAR, five, [berg.mother], [], date(2027, 5, 11))
    row = an_election(store, again)
    assert (row.open_seats, row.open_deputies, row.vacant_deputies) == (1, 0, 0)
    assert sitting(store, seat.id, date(2027, 9, 1)) == [(berg.mother, "member"), (aas.mother, "deputy")]
