"""Does the office get away with writing the names of a class, and is everything behind it right?"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.contacts.protection import protect
from app.core.errors import UserError
from app.elections.commands import (
    add_candidate,
    plan_all_classes,
    plan_election,
    register_class,
    report,
    set_count,
    set_rule,
    use_rule_preset,
)
from app.school.commands import set_school_field
from db.models import Candidate, GuardianLink, HistoryStep
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
    sheet,
    sitting,
)
from tests.factories import YEAR, class_called, guardian, pupil, teacher

NEXT_DAY = date(2026, 9, 11)


def link(store: Store, guardian_id: int, **facts: str) -> None:
    """Change what a guardian is to their pupil."""
    with store.change("Changed the link") as session:
        row = session.scalars(select(GuardianLink).where(GuardianLink.guardian_id == guardian_id)).one()
        for name, value in facts.items():
            setattr(row, name, value)


def test_names_become_a_decided_election_and_offices(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    five = class_called(store, "5A")
    election_id = did(store, register_class, seat.id, YEAR, five, [berg.mother], [berg.father], MEETING)
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


def test_the_same_names_again_change_nothing(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    first = did(store, register_class, seat.id, YEAR, five, [berg.mother], [berg.father], MEETING)
    steps = known(store, lambda session: len(session.scalars(select(HistoryStep.id)).all()))
    again = did(store, register_class, seat.id, YEAR, five, [berg.mother], [berg.father], MEETING)
    assert again == first
    assert known(store, lambda session: len(session.scalars(select(HistoryStep.id)).all())) == steps


def test_another_name_replaces_the_first_exactly(store: Store) -> None:
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    first = did(store, register_class, seat.id, YEAR, five, [berg.mother], [berg.father], MEETING)
    did(store, register_class, seat.id, YEAR, five, [aas.father], [berg.mother], NEXT_DAY)
    assert elections_of(store, seat.id) == [(first, "decided")]
    assert offices(store, seat.id) == [
        (aas.father, "member", NEXT_DAY, date(2027, 9, 10), None),
        (berg.mother, "deputy", NEXT_DAY, date(2027, 9, 10), None),
    ]
    # Who was taken out again never stood.
    stood = select(Candidate.person_id).where(Candidate.election_id == first).order_by(Candidate.position)
    assert known(store, lambda session: session.scalars(stood).all()) == [aas.father, berg.mother]


def test_replacing_gives_the_office_back_to_nobody_but_those_who_had_it(store: Store) -> None:
    """Last year's holder gives way to whoever is chosen, and comes back when the choice is undone."""
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    last_year = class_of(store, "4A", YEAR - 1)
    did(store, register_class, seat.id, YEAR - 1, last_year, [aas.mother], [], date(2025, 9, 11))
    did(store, register_class, seat.id, YEAR, five, [berg.mother], [], MEETING)
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member")]
    did(store, register_class, seat.id, YEAR, five, [berg.father], [], MEETING)
    assert offices(store, seat.id) == [
        (aas.mother, "member", date(2025, 9, 11), date(2026, 9, 10), date(2026, 9, 9)),
        (berg.father, "member", MEETING, date(2027, 9, 9), None),
    ]
    did(store, register_class, seat.id, YEAR, five, [], [], MEETING)
    assert sitting(store, seat.id, MEETING) == [(aas.mother, "member")]


def test_nobody_is_a_result(store: Store) -> None:
    a_family(store, "Berg")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    row = an_election(store, did(store, register_class, seat.id, YEAR, five, [], [], MEETING))
    assert (row.status, row.vacant_seats, row.vacant_deputies, row.results) == ("decided", 1, 1, ())


def test_undo_takes_the_offices_back_and_redo_gives_them_again(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    did(store, register_class, seat.id, YEAR, five, [berg.mother], [berg.father], MEETING)
    given = offices(store, seat.id)
    store.undo()
    assert (offices(store, seat.id), elections_of(store, seat.id)) == ([], [])
    store.redo()
    assert offices(store, seat.id) == given
    assert [status for _id, status in elections_of(store, seat.id)] == ["decided"]


def test_pupils_choose_pupils_of_their_class(store: Store) -> None:
    ola, kari, other = pupil(store, "Ola Berg"), pupil(store, "Kari Aas"), pupil(store, "Per Lie", "5B")
    seat, five = seat_of(store, a_body(store, "pupil_council_class")), class_called(store, "5A")
    did(store, register_class, seat.id, YEAR, five, [ola], [kari], MEETING)
    assert sitting(store, seat.id, MEETING) == [(ola, "member"), (kari, "deputy")]
    with pytest.raises(UserError, match="is not a pupil in the class") as error:
        did(store, register_class, seat.id, YEAR, five, [other], [], MEETING)
    assert error.value.values == {"name": "Per Lie"}


def test_a_step_parent_may_be_chosen_where_everybody_agrees(store: Store) -> None:
    a_family(store, "Berg")
    elsewhere = guardian(store, "Stefar Moen", pupil(store, "Liv Moen", "7C"))
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    did(store, register_class, seat.id, YEAR, five, [elsewhere], [], MEETING)
    assert sitting(store, seat.id, MEETING) == [(elsewhere, "member")]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"parental_responsibility": "no"}, "has no parental responsibility"),
        ({"contact_ban": "in_force"}, "A contact ban is in force"),
    ],
)
def test_only_what_is_recorded_keeps_a_guardian_out(store: Store, facts: dict[str, str], words: str) -> None:
    berg = a_family(store, "Berg")
    body_id = a_body(store, "fau_class_one_year")
    seat, five = seat_of(store, body_id), class_called(store, "5A")
    link(store, berg.father, **facts)
    with pytest.raises(UserError, match=words) as error:
        did(store, register_class, seat.id, YEAR, five, [berg.father], [], MEETING)
    assert error.value.field == f"person:{berg.father}"
    # Nothing of the attempt is left, and whoever nothing is known of may be chosen.
    assert elections_of(store, seat.id) == []
    did(store, register_class, seat.id, YEAR, five, [berg.mother], [], MEETING)
    # Where the rule is that every guardian may, the office has decided so.
    did(store, set_rule, body_id, "eligible", "any_guardian")
    did(store, register_class, seat.id, YEAR, five, [berg.father], [], MEETING)
    assert sitting(store, seat.id, MEETING) == [(berg.father, "member")]


def test_staff_are_kept_out_only_where_the_rule_says_so(store: Store) -> None:
    works = teacher(store, "Mor Lund")
    child = pupil(store, "Ola Lund")
    with store.change("Linked") as session:
        session.add(GuardianLink(pupil_id=child, guardian_id=works))
    body_id = a_body(store, "fau_class_one_year")
    seat, five = seat_of(store, body_id), class_called(store, "5A")
    did(store, register_class, seat.id, YEAR, five, [works], [], MEETING)
    did(store, register_class, seat.id, YEAR, five, [], [], MEETING)
    did(store, set_rule, body_id, "exclude_staff", "1")
    with pytest.raises(UserError, match="works at the school"):
        did(store, register_class, seat.id, YEAR, five, [works], [], MEETING)


def test_a_pupil_is_not_taken_for_a_parent(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    with pytest.raises(UserError, match="is a pupil"):
        did(store, register_class, seat.id, YEAR, five, [berg.pupil], [], MEETING)


def test_nobody_is_written_twice_nor_are_more_than_there_is_room_for(store: Store) -> None:
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    with pytest.raises(UserError, match="is written twice"):
        did(store, register_class, seat.id, YEAR, five, [berg.mother], [berg.mother], MEETING)
    with pytest.raises(UserError, match="There is room for") as error:
        did(store, register_class, seat.id, YEAR, five, [berg.mother, aas.mother], [], MEETING)
    assert (error.value.field, error.value.values) == ("holders", {"most": 1, "number": 2})
    with pytest.raises(UserError, match=r"room for \{most\} deputies"):
        did(store, register_class, seat.id, YEAR, five, [], [berg.mother, aas.mother], MEETING)


def test_a_graded_guardian_can_be_chosen_since_the_office_knows_who_it_is(store: Store) -> None:
    berg = a_family(store, "Berg")
    protect(store, berg.mother, "confidential")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    did(store, register_class, seat.id, YEAR, five, [berg.mother], [], MEETING)
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member")]


def test_what_was_reported_is_corrected_instead(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat, five = seat_of(store, a_body(store, "fau_class_one_year")), class_called(store, "5A")
    first = did(store, register_class, seat.id, YEAR, five, [berg.mother], [], MEETING)
    did(store, report, first, NEXT_DAY)
    # The same again is no change, so nothing stands in its way.
    assert did(store, register_class, seat.id, YEAR, five, [berg.mother], [], MEETING) == first
    with pytest.raises(UserError, match="has been reported"):
        did(store, register_class, seat.id, YEAR, five, [berg.father], [], MEETING)


def test_votes_that_were_counted_are_not_written_over(store: Store) -> None:
    berg, five = a_family(store, "Berg"), class_called(store, "5A")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    election_id = did(store, plan_election, seat.id, YEAR, class_id=five)
    one = did(store, add_candidate, election_id, berg.mother)
    did(store, set_count, election_id, "seats", 1, {f"votes:{one}": "5"})
    with pytest.raises(UserError, match="Votes have been counted"):
        did(store, register_class, seat.id, YEAR, five, [berg.father], [], MEETING)


def test_who_was_asked_before_still_stands_there(store: Store) -> None:
    berg, aas, five = a_family(store, "Berg"), a_family(store, "Aas"), class_called(store, "5A")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    election_id = did(store, plan_election, seat.id, YEAR, class_id=five)
    did(store, add_candidate, election_id, berg.mother, consent="declined")
    assert did(store, register_class, seat.id, YEAR, five, [aas.mother], [], MEETING) == election_id
    row = an_election(store, election_id)
    assert [(one.person_id, one.consent) for one in row.candidates] == [
        (aas.mother, "accepted"),
        (berg.mother, "declined"),
    ]


def test_whoever_sits_on_is_not_chosen_anew(store: Store) -> None:
    """FUG's halves: two seats, one of them up each year. The page names both; only one was chosen."""
    berg, aas, lie = a_family(store, "Berg"), a_family(store, "Aas"), a_family(store, "Lie")
    body_id = a_body(store, "fau_class_halves")
    seat = seat_of(store, body_id)
    with store.change("Two seats") as session:
        from db.models import Seat

        session.get_one(Seat, seat.id).number = 2
    last_year = class_of(store, "4A", YEAR - 1)
    did(store, register_class, seat.id, YEAR - 1, last_year, [berg.mother, aas.mother], [], date(2025, 9, 11))
    # Of the two chosen at once in 2025 one got two years and one a single year.
    assert [(one[0], one[3]) for one in offices(store, seat.id)] == [
        (berg.mother, date(2027, 9, 10)),
        (aas.mother, date(2026, 9, 10)),
    ]
    five = class_called(store, "5A")
    election_id = did(store, register_class, seat.id, YEAR, five, [berg.mother, lie.mother], [], MEETING)
    row = an_election(store, election_id)
    assert (row.open_seats, [one.person_id for one in row.holders]) == (1, [lie.mother])
    assert [one.term_ends for one in row.holders] == [date(2028, 9, 9)]
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member"), (lie.mother, "member")]


def test_one_seat_in_each_class_is_parted_in_halves_by_grade(store: Store) -> None:
    """In a school of grades 1 to 7 the odd grades are up in two years, the even ones next year."""
    body_id = a_body(store, "fau_class_halves")
    seat = seat_of(store, body_id)
    for name, ends in (("5A", date(2028, 9, 9)), ("4A", date(2027, 9, 9))):
        family = a_family(store, f"Berg{name}", name)
        did(store, register_class, seat.id, YEAR, class_called(store, name), [family.mother], [], MEETING)
        assert [one[3] for one in offices(store, seat.id) if one[0] == family.mother] == [ends]


def test_a_class_that_begins_in_autumn_chooses_again_in_spring_for_the_next_year(store: Store, clock: Clock) -> None:
    """Stange, and FUG's model: in spring, but grade 1 after school start; two elections of one class in a year."""
    did(store, set_school_field, "first_grade", 1)
    body = a_body(store, "fau_class")
    did(store, use_rule_preset, body, "deputy_takes_over")
    seat, first = seat_of(store, body), class_called(store, "1A")
    berg, aas, lie = (a_family(store, name, "1A") for name in ("Berg", "Aas", "Lie"))
    clock.set(datetime(2026, 8, 26, 9))
    autumn = did(store, register_class, seat.id, YEAR, first, [berg.mother], [berg.father], date(2026, 8, 25))
    (row,) = sheet(store, date(2026, 9, 20)).rows
    assert (row.state, row.cells[0].people) == ("done", ((berg.mother, "Mor Berg"),))
    clock.set(datetime(2027, 5, 14, 9))
    (row,) = sheet(store, date(2027, 5, 1)).rows
    assert (row.state, row.cells[0].outgoing) == ("missing", ((berg.mother, "Mor Berg"),))
    (planned,) = did(store, plan_all_classes, [seat.id], YEAR, date(2027, 5, 12))
    spring = did(store, register_class, seat.id, YEAR, first, [aas.mother], [aas.father], date(2027, 5, 12))
    assert spring == planned != autumn
    assert sitting(store, seat.id, date(2027, 5, 20)) == [(berg.mother, "member"), (berg.father, "deputy")]
    assert sitting(store, seat.id, date(2027, 8, 1)) == [(aas.mother, "member"), (aas.father, "deputy")]
    (row,) = sheet(store, date(2027, 5, 20)).rows
    assert (row.state, row.cells[0].people) == ("done", ((aas.mother, "Mor Aas"),))
    # The same again changes nothing, and another name replaces only what was chosen in spring.
    assert did(store, register_class, seat.id, YEAR, first, [aas.mother], [aas.father], date(2027, 5, 12)) == spring
    assert did(store, register_class, seat.id, YEAR, first, [lie.mother], [], date(2027, 5, 13)) == spring
    assert sitting(store, seat.id, date(2027, 5, 20)) == [(berg.mother, "member"), (berg.father, "deputy")]
    assert sitting(store, seat.id, date(2027, 8, 1)) == [(lie.mother, "member")]
    assert did(store, plan_all_classes, [seat.id], YEAR, date(2027, 5, 12)) == ()
