"""Do the queries say who may vote, what is open, and what comes next year?"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.bodies.queries import body as body_of
from app.contacts.commands import link_guardian, move_people_to_class
from app.core.errors import UserError
from app.elections.commands import (
    add_candidate,
    decide,
    plan_all_classes,
    plan_election,
    register_class,
    set_election,
    set_rule,
)
from app.elections.queries import Entitled, cascade_of, election, elections_in, entitled, problems_of, rule_of
from app.school.commands import set_school_field
from db.models import GuardianLink, Seat
from db.store import Store
from tests.conftest import Clock
from tests.elections.given import MEETING, a_body, a_family, an_election, class_of, did, known, seat_of
from tests.factories import TODAY, YEAR, class_called, pupil, teacher


def voters(store: Store, body: int, class_name: str = "5A", on: date = MEETING) -> tuple[Entitled, ...]:
    """Return who may vote in a class."""
    return known(store, entitled, seat_of(store, body), on, class_id=class_called(store, class_name))


def test_every_guardian_may_vote_unless_a_no_is_recorded(store: Store) -> None:
    aas, berg = a_family(store, "Aas"), a_family(store, "Berg")
    a_family(store, "Lie", "5B")
    body = a_body(store, "fau_class")
    with store.change("Changed") as session:
        said = {berg.father: "no", berg.mother: "yes"}
        for link in session.query(GuardianLink):
            link.parental_responsibility = said.get(link.guardian_id, "unknown")
    # Aa is å, the last letter.
    assert [(one.name, one.votes, one.may_stand) for one in voters(store, body)] == [
        ("Far Berg", 0, False),
        ("Mor Berg", 1, True),
        ("Far Aas", 1, True),
        ("Mor Aas", 1, True),
    ]
    assert {one.person_id for one in voters(store, body)} == {aas.mother, aas.father, berg.mother, berg.father}
    did(store, set_rule, body, "eligible", "any_guardian")
    assert [one.votes for one in voters(store, body)] == [1, 1, 1, 1]


def test_votes_for_each_pupil_count_twins_twice(store: Store) -> None:
    berg = a_family(store, "Berg")
    twin = pupil(store, "Eva Berg")
    did(store, link_guardian, twin, berg.mother)
    body = a_body(store, "fau_class")
    did(store, set_rule, body, "vote_weight", "per_pupil")
    assert {one.person_id: one.votes for one in voters(store, body)} == {berg.mother: 2, berg.father: 1}


def test_who_has_left_and_who_comes_after_the_summer(store: Store) -> None:
    """In June the class of next year elects with the guardians of those who are to begin; the list is empty then."""
    berg = a_family(store, "Berg")
    body = a_body(store, "fau_class")
    assert {one.person_id for one in voters(store, body, on=date(2026, 6, 10))} == {berg.mother, berg.father}


def test_a_contact_ban_keeps_from_standing_and_takes_no_vote_away(store: Store) -> None:
    berg = a_family(store, "Berg")
    body = a_body(store, "fau_class")
    with store.change("Changed") as session:
        session.query(GuardianLink).filter_by(guardian_id=berg.father).one().contact_ban = "in_force"
    father = next(one for one in voters(store, body) if one.person_id == berg.father)
    assert (father.votes, father.may_stand) == (1, False)
    assert father.remark
    assert father.why_not


def test_pupils_and_staff_vote_for_their_own(store: Store) -> None:
    ola, _eva = pupil(store, "Ola Berg"), pupil(store, "Eva Lie", "5B")
    kari = teacher(store, "Kari Dahl", "5A")
    council, su = a_body(store, "pupil_council_class"), a_body(store, "su_standard")
    assert [one.person_id for one in voters(store, council)] == [ola]
    of_staff = next(seat for seat in known(store, body_of, su).seats if seat.constituency == "teachers")
    assert [one.person_id for one in known(store, entitled, of_staff, TODAY)] == [kari]


def test_nobody_is_for_more_classes_or_terms_than_the_rule_allows(store: Store) -> None:
    berg = a_family(store, "Berg")
    body = a_body(store, "fau_class_one_year")
    seat = seat_of(store, body)
    for year, name in ((2024, "3A"), (2025, "4A")):
        did(store, register_class, seat.id, year, class_of(store, name, year), [berg.mother], [], date(year, 9, 10))
    did(store, set_rule, body, "max_terms", "2")
    mother = next(one for one in voters(store, body) if one.person_id == berg.mother)
    assert (mother.may_stand, mother.values) == (False, {"most": 2})
    did(store, set_rule, body, "max_terms", "3")
    assert next(one for one in voters(store, body) if one.person_id == berg.mother).may_stand


def test_a_rule_has_its_usual_values_until_it_is_written(store: Store) -> None:
    fau, council = a_body(store, "fau_class_first_grade_one_year"), a_body(store, "pupil_council_two")
    usual, pupils = known(store, rule_of, fau), known(store, rule_of, council)
    assert (usual.eligible, usual.ballot, usual.vote_weight, usual.max_names) == (
        "guardian_with_parental_responsibility",
        "acclamation",
        "per_person",
        1,
    )
    assert (usual.term_years, usual.first_grade_years) == (2, 1)
    assert (pupils.eligible, pupils.ballot, pupils.publish_counts, pupils.max_names) == (
        "pupil",
        "secret_paper",
        "never",
        2,
    )


def test_elections_come_body_by_body_and_class_by_class(store: Store) -> None:
    for name in ("2B", "10A", "2A"):
        class_called(store, name)
    fau, contacts = a_body(store, "fau_class"), a_body(store, "class_contacts")
    seats = [seat_of(store, contacts).id, seat_of(store, fau).id]
    planned = did(store, plan_all_classes, seats, YEAR, MEETING)
    assert len(planned) == 6
    assert did(store, plan_all_classes, seats, YEAR, MEETING) == ()
    rows = known(store, elections_in, YEAR)
    assert [(row.body_id, row.class_name) for row in rows] == [
        *((fau, name) for name in ("2A", "2B", "10A")),
        *((contacts, name) for name in ("2A", "2B", "10A")),
    ]
    assert {row.held_on for row in rows} == {MEETING}
    assert [row.body_id for row in known(store, elections_in, YEAR, body_id=fau)] == [fau] * 3
    assert known(store, elections_in, YEAR - 1) == ()


def test_an_election_fills_only_what_is_up(store: Store) -> None:
    berg = a_family(store, "Berg")
    body = a_body(store, "fau_class")
    seat = seat_of(store, body)
    with store.change("Changed the seat") as session:
        session.get_one(Seat, seat.id).number = 2
    did(store, register_class, seat.id, YEAR - 1, class_of(store, "4A", YEAR - 1), [berg.mother], [], date(2025, 9, 9))
    row = an_election(store, did(store, plan_election, seat.id, YEAR, class_id=class_called(store, "5A")))
    # One of two sits on, and keeps the deputy she was chosen with, or none; the other seat is up, with its deputy.
    assert (row.open_seats, row.open_deputies) == (1, 1)
    (listed,) = known(store, elections_in, YEAR)
    assert (listed.open_seats, listed.open_deputies) == (1, 1)


def test_facts_are_written_as_typed(store: Store) -> None:
    class_called(store, "5A")
    kari = teacher(store, "Kari Dahl")
    seat = seat_of(store, a_body(store, "fau_class"))
    one = did(store, plan_election, seat.id, YEAR, class_id=class_called(store, "5A"))
    typed = {
        "held_on": "10.09.2026",
        "meeting": " Første  foreldremøte ",
        "officer_id": str(kari),
        "method": "secret_paper",
        "entitled": "44",
        "present": "",
        "objection": "1",
        "reason": "Ingen ville",
    }
    for field, value in typed.items():
        did(store, set_election, one, field, value)
    row = known(store, election, one)
    assert (row.held_on, row.meeting, row.officer_name, row.method) == (
        MEETING,
        "Første foreldremøte",
        "Kari Dahl",
        "secret_paper",
    )
    assert (row.entitled, row.present, row.objection, row.reason) == (44, None, True, "Ingen ville")
    with pytest.raises(UserError) as error:
        did(store, set_election, one, "method", "handsopprekning")
    assert error.value.field == "method"


def test_objections_keep_the_numbers_from_the_protocol(store: Store) -> None:
    council = a_body(store, "pupil_council_class")
    one = did(store, plan_election, seat_of(store, council).id, YEAR, class_id=class_called(store, "5A"))
    assert not known(store, election, one).counts_published
    did(store, set_rule, council, "publish_counts", "unless_objection")
    assert known(store, election, one).counts_published
    did(store, set_election, one, "objection", "1")
    assert not known(store, election, one).counts_published


# -- next year


def becomes(store: Store, year: int = YEAR + 1) -> dict[str, list[tuple[int, str]]]:
    """Return {class: [(person, what becomes of them)]}."""
    found = known(store, cascade_of, year)
    return {one.class_name: [(office.person_id, office.becomes) for office in one.offices] for one in found}


def test_who_is_up_and_who_stays(store: Store) -> None:
    did(store, set_school_field, "last_grade", 7)
    seat = seat_of(store, a_body(store, "fau_class_first_grade_one_year"))
    did(store, set_school_field, "first_grade", 1)
    families = {name: a_family(store, name, name) for name in ("1A", "4A", "7A")}
    for name, one in families.items():
        did(store, register_class, seat.id, YEAR, class_called(store, name), [one.mother], [], MEETING)
    assert becomes(store) == {
        "1A": [(families["1A"].mother, "up")],
        "4A": [(families["4A"].mother, "stays")],
        "7A": [(families["7A"].mother, "leaves")],
    }
    places = {
        one.class_name: (one.open_seats, one.next_grade, one.leaves) for one in known(store, cascade_of, YEAR + 1)
    }
    assert places == {"1A": (1, 2, False), "4A": (0, 5, False), "7A": (0, 8, True)}


def test_deputies_move_up_by_the_rule(store: Store) -> None:
    """Ottestad: two contacts and two deputies, who move up the next year."""
    seat = seat_of(store, a_body(store, "class_contacts_two_deputies"))
    berg, aas = a_family(store, "Berg", "8A"), a_family(store, "Aas", "8A")
    chosen = ([berg.mother, berg.father], [aas.mother, aas.father])
    did(store, register_class, seat.id, YEAR, class_called(store, "8A"), *chosen, MEETING)
    assert becomes(store) == {
        "8A": [
            (berg.father, "up"),
            (berg.mother, "up"),
            (aas.mother, "moves_up"),
            (aas.father, "moves_up"),
        ]
    }
    (place,) = known(store, cascade_of, YEAR + 1)
    assert (place.open_seats, place.open_deputies) == (0, 2)


def test_the_term_an_election_gives_is_none_that_was_held_before_it(store: Store, clock: Clock) -> None:
    clock.set(datetime(2026, 9, 11, 9))
    body = a_body(store, "fau_class_one_year", max_terms=1)
    seat, berg = seat_of(store, body), a_family(store, "Berg")
    one = did(store, plan_election, seat.id, YEAR, class_id=class_called(store, "5A"), held_on=MEETING)
    did(store, add_candidate, one, berg.mother)
    did(store, decide, one)
    assert known(store, problems_of, one) == ()
    clock.set(datetime(2027, 9, 10, 9))
    six = class_of(store, "6A", YEAR + 1)
    did(store, move_people_to_class, [berg.pupil], six, date(2027, 8, 1))
    again = did(store, plan_election, seat.id, YEAR + 1, class_id=six, held_on=date(2027, 9, 9))
    did(store, add_candidate, again, berg.mother)
    assert [(problem.number, problem.values) for problem in known(store, problems_of, again)] == [
        (62, {"name": "Mor Berg", "most": 1})
    ]
