"""What does somebody hold who steps down, who takes over, and who must be told?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.bodies.leaving import Decision, Held, Leaving, OpenThing, Told, step_down, what_hangs_on
from app.bodies.offices import Chosen, appoint, install, sign_declaration, uninstall
from app.bodies.queries import body, places
from app.bodies.rules.succession import Standing, closed_ranks, in_line
from app.core.about import Saying
from app.core.errors import UserError
from app.core.feature import Feature, Hooks
from db.store import Store
from tests.bodies.given import Given, a_body, a_seat, an_election, class_of, did, fau, held, homes, rows
from tests.factories import START, YEAR, class_called, opened, teacher

DAY = timedelta(days=1)
AUTUMN, JANUARY = date(2026, 9, 10), date(2027, 1, 15)
ENDS = date(2028, 7, 31)
TERMS: Any = {"member_ends": ENDS, "deputy_ends": date(2027, 7, 31), "how": "election"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def asked(store: Store, person_id: int, on: date = JANUARY) -> Leaving:
    return store.read(what_hangs_on, person_id, YEAR, on)


def both_ways(store: Store, before: list[dict[str, Any]]) -> None:
    after = rows(store)
    assert after != before
    store.undo()
    assert rows(store) == before
    store.redo()
    assert rows(store) == after
    assert store.check() == []


def ranked(store: Store, *, deputies: int = 3) -> tuple[Given, list[int], list[int]]:
    """5A has a representative and ranked deputies; returns the seat, the people and their offices."""
    people = list(homes(store, deputies + 1))
    there, class_id = fau(store, deputies=deputies), class_called(store, "5A")
    election = an_election(store, there, class_id=class_id)
    chosen = [Chosen(people[0]), *(Chosen(who, "deputy", at) for at, who in enumerate(people[1:], 1))]
    more: Any = {"class_id": class_id, "valid_from": AUTUMN, "election_id": election, **TERMS}
    return there, people, list(did(store, install, there.seat, chosen, **more))


# -- the rule --------------------------------------------------------------------------------------------------------


def standing(id: int, role: str, rank: int | None = None, of: int | None = None, year: int = 2026) -> Standing:
    return Standing(id, id, role, rank, of, date(year, 9, 1))


def test_the_first_of_the_ranked_deputies_is_next_in_line() -> None:
    leaving = standing(1, "member")
    others = [standing(4, "deputy", 3), standing(2, "deputy", 1), standing(3, "deputy", 2), standing(5, "member")]
    assert in_line(leaving, others) == (2, 3, 4)


def test_of_two_first_deputies_the_newer_goes_before_one_who_stayed_over() -> None:
    old, new = standing(2, "deputy", 1, year=2025), standing(3, "deputy", 1)
    assert in_line(standing(1, "member"), [old, new]) == (3, 2)


def test_a_personal_deputy_takes_over_from_their_own_and_from_nobody_else() -> None:
    others = [standing(3, "deputy", of=2), standing(4, "deputy", of=1)]
    assert in_line(standing(1, "member"), others) == (4,)
    assert in_line(standing(9, "member"), others) == ()


def test_the_vice_chair_takes_over_from_the_chair_and_nobody_from_a_treasurer_or_a_deputy() -> None:
    others = [standing(2, "vice_chair"), standing(3, "deputy", 1), standing(4, "member")]
    assert in_line(standing(1, "chair"), others) == (2,)
    assert in_line(standing(1, "treasurer"), others) == ()
    assert in_line(standing(1, "deputy"), others) == ()


def test_the_ranks_close_behind_whoever_is_gone() -> None:
    assert closed_ranks(1, [2, 3]) == (1, 2)
    assert closed_ranks(2, [1, 3]) == (1, 2)
    assert closed_ranks(None, [1, 2]) == (1, 2)
    assert closed_ranks(1, [None]) == (None,)


# -- what hangs on it ------------------------------------------------------------------------------------------------


def test_the_chair_of_fau_holds_a_class_a_chair_and_by_that_seats_in_su_and_smu(store: Store) -> None:
    there, people, offices = ranked(store, deputies=1)
    aud, bo = people
    liv = teacher(store, "Liv Lærer", "5A")
    cai, dag, eli = homes(store, 5)[2:]
    su = a_body(store, "SU", kind="cooperation_committee", position=2)
    smu = a_body(store, "SMU", kind="school_environment_committee", position=3)
    for of in (su, smu):
        a_seat(store, of, unit="school", follows_body_id=there.body, follows_role="chair", filled_by="ex_officio")
    staff = a_seat(store, su, unit="school", constituency="staff", position=2)
    did(store, appoint, su, liv, seat_id=staff, valid_from=START)
    follows = store.read(body, su).seats[0].id
    did(store, appoint, su, dag, seat_id=follows, role="deputy", valid_from=START)  # meets for the chair from now on
    chair = did(store, appoint, there.body, aud, role="chair", valid_from=AUTUMN, how="election")
    vice = did(store, appoint, there.body, cai, role="vice_chair", valid_from=AUTUMN, how="election")

    found = asked(store, aud)
    assert (found.person_id, found.name, found.open) == (aud, "Aud Voksen0", ())
    said = [(one.body.name_nb, one.office.id, one.office.role, one.office.derived) for one in found.held]
    assert said == [
        ("FAU", chair, "chair", False),
        ("SU", chair, "member", True),
        ("SMU", chair, "member", True),
        ("FAU", offices[0], "member", False),
    ]
    by_office = {(one.body.name_nb, one.office.role): one for one in found.held}
    assert proposed(by_office["FAU", "chair"]) == vice
    assert proposed(by_office["FAU", "member"]) == offices[1]
    assert proposed(by_office["SU", "member"]) is None
    assert by_office["FAU", "member"].office.class_name == "5A"
    assert set(found.tell) == {
        Told(None, "", "office", there.body),
        Told(cai, "Cai Voksen2", "chair", there.body),  # the vice chair leads when the chair goes
        Told(cai, "Cai Voksen2", "successor", there.body),
        Told(liv, "Liv Lærer", "contact_teacher", there.body, "5A"),
        Told(bo, "Bo Voksen1", "successor", there.body, "5A"),
        Told(liv, "Liv Lærer", "member", su),
        Told(dag, "Dag Voksen3", "member", su),
    }
    assert eli not in {told.person_id for told in found.tell}


def test_no_seat_of_a_body_that_is_closed_hangs_on_anything(store: Store) -> None:
    there, (aud, *_), _ = ranked(store, deputies=0)
    su = a_body(store, "SU", kind="cooperation_committee", valid_to=AUTUMN)
    a_seat(store, su, unit="school", follows_body_id=there.body, follows_role="chair", filled_by="ex_officio")
    did(store, appoint, there.body, aud, role="chair", valid_from=START)
    assert [one.body.name_nb for one in store.read(what_hangs_on, aud, YEAR, AUTUMN).held] == ["FAU", "SU", "FAU"]
    assert [one.body.name_nb for one in store.read(what_hangs_on, aud, YEAR, AUTUMN + DAY).held] == ["FAU", "FAU"]


def proposed(one: Held) -> int | None:
    return None if one.proposal is None else one.proposal.id


def test_the_deputy_of_another_class_is_not_in_line(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    five_a, five_b = class_called(store, "5A"), class_called(store, "5B")
    did(store, install, there.seat, [Chosen(aud)], class_id=five_a, valid_from=AUTUMN, **TERMS)
    did(store, install, there.seat, [Chosen(bo, "deputy")], class_id=five_b, valid_from=AUTUMN, **TERMS)
    (one,) = asked(store, aud).held
    assert one.in_line == ()


def test_whoever_holds_nothing_leaves_nothing(store: Store) -> None:
    (aud,) = homes(store, 1)
    assert asked(store, aud) == Leaving(aud, "Aud Voksen0", ())


def test_later_features_say_what_else_waits_for_the_person(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (aud,) = homes(store, 1)
    later = Feature("later", hooks={"hangs_on": "tests.bodies.test_leaving:waits"})
    monkeypatch.setattr(store, "_hooks", Hooks((later, Feature("none"))))
    assert asked(store, aud).open == (OpenThing(Saying("Call the meeting"), "meetings", (aud, JANUARY)),)


def waits(session: Session, person_id: int, on: date) -> tuple[OpenThing, ...]:
    return (OpenThing(Saying("Call the meeting"), "meetings", (person_id, on)),)


# -- stepping down ---------------------------------------------------------------------------------------------------


def test_the_first_deputy_moves_up_for_the_rest_of_the_term_and_the_others_one_forward(store: Store) -> None:
    _, (aud, bo, cai, dag), offices = ranked(store)
    did(store, sign_declaration, [offices[1]], AUTUMN)
    before = rows(store)
    (new,) = did(store, step_down, aud, JANUARY, [Decision(offices[0], moves_up=offices[1])])
    after = {row["id"]: row for row in rows(store)}
    old, was, is_now = after[offices[0]], after[offices[1]], after[new]
    assert (old["valid_to"], old["ended_because"]) == (JANUARY, "resigned")
    assert (was["valid_to"], was["ended_because"]) == (JANUARY, "moved_up")
    assert (is_now["person_id"], is_now["role"], is_now["valid_from"]) == (bo, "member", JANUARY + DAY)
    assert (is_now["term_ends"], is_now["valid_to"], is_now["how"]) == (ENDS, None, "election")
    assert is_now["declaration_signed_on"] == AUTUMN
    assert is_now["election_id"] == was["election_id"] is not None
    assert [(after[id]["person_id"], after[id]["rank"]) for id in offices[2:]] == [(cai, 1), (dag, 2)]
    assert held(store, JANUARY + DAY) == sorted([(bo, "member"), (cai, "deputy"), (dag, "deputy")])
    both_ways(store, before)


def test_it_can_stand_vacant_or_be_given_to_somebody_new(store: Store) -> None:
    there, (aud, bo), offices = ranked(store, deputies=1)
    did(store, step_down, aud, JANUARY, [Decision(offices[0])])
    assert held(store, JANUARY + DAY) == [(bo, "deputy")]
    (place,) = store.read(lambda session: places(session, body(session, there.body), YEAR, JANUARY + DAY))
    assert place.vacant == 1
    store.undo()
    cai = homes(store, 1)[0]
    (new,) = did(store, step_down, aud, JANUARY, [Decision(offices[0], person=cai)])
    assert held(store, JANUARY + DAY) == sorted([(bo, "deputy"), (cai, "member")])
    row = next(row for row in rows(store) if row["id"] == new)
    assert (row["how"], row["term_ends"], row["school_class_id"]) == ("appointment", ENDS, class_called(store, "5A"))


def test_what_is_not_decided_on_is_kept(store: Store) -> None:
    there, (aud, bo), _offices = ranked(store, deputies=1)
    chair = did(store, appoint, there.body, aud, role="chair", valid_from=AUTUMN)
    did(store, step_down, aud, JANUARY, [Decision(chair)])
    assert held(store, JANUARY + DAY) == sorted([(aud, "member"), (bo, "deputy")])


def test_the_vice_chair_becomes_chair_and_sits_in_su_by_that(store: Store) -> None:
    there, (aud, bo), offices = ranked(store, deputies=1)
    su = a_body(store, "SU", kind="cooperation_committee")
    a_seat(store, su, unit="school", follows_body_id=there.body, follows_role="chair", filled_by="ex_officio")
    chair = did(store, appoint, there.body, aud, role="chair", valid_from=AUTUMN, how="election")
    vice = did(store, appoint, there.body, bo, role="vice_chair", valid_from=AUTUMN, how="election")
    before = rows(store)
    decisions = [Decision(chair, moves_up=vice), Decision(offices[0], moves_up=offices[1])]
    did(store, step_down, aud, JANUARY, decisions)
    assert held(store, JANUARY + DAY) == [(bo, "chair"), (bo, "member")]
    (place,) = store.read(lambda session: places(session, body(session, su), YEAR, JANUARY + DAY))
    assert [row.person_id for row in place.holders] == [bo]
    both_ways(store, before)


def test_a_personal_deputy_moves_up_and_it_can_be_undone(store: Store) -> None:
    aud, bo, cai, dag = homes(store, 4)
    su = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, su, unit="school", number=2, deputies=1, deputy_kind="personal")
    chosen = [Chosen(aud), Chosen(bo), Chosen(cai, "deputy", deputy_for=bo), Chosen(dag, "deputy", deputy_for=aud)]
    offices = did(store, install, seat, chosen, valid_from=AUTUMN, **TERMS)
    (one,) = asked(store, aud).held
    assert [row.person_id for row in one.in_line] == [dag]
    before = rows(store)
    did(store, step_down, aud, JANUARY, [Decision(offices[0], moves_up=offices[3])])
    assert held(store, JANUARY + DAY) == sorted([(bo, "member"), (cai, "deputy"), (dag, "member")])
    both_ways(store, before)


def test_a_deputy_who_steps_down_lets_the_others_move_forward(store: Store) -> None:
    _, (aud, bo, cai, dag), offices = ranked(store)
    did(store, step_down, cai, JANUARY, [Decision(offices[2])])
    now = {row["person_id"]: row["rank"] for row in rows(store) if row["valid_to"] is None}
    assert now == {aud: None, bo: 1, dag: 2}


def test_an_office_that_has_not_begun_is_removed_and_the_deputy_takes_it_from_its_first_day(store: Store) -> None:
    _, (aud, bo), offices = ranked(store, deputies=1)
    before = rows(store)
    did(store, step_down, aud, START, [Decision(offices[0], moves_up=offices[1])])
    assert held(store, AUTUMN - DAY) == []
    assert held(store, AUTUMN) == [(bo, "member")]
    assert len(rows(store)) == 1
    both_ways(store, before)


def test_whoever_leaves_the_school_has_left_it(store: Store) -> None:
    _, (aud, _), offices = ranked(store, deputies=1)
    with store.change("Left") as session:
        step_down(session, aud, JANUARY, [Decision(offices[0])], because="left_school")
    assert rows(store)[0]["ended_because"] == "left_school"


def test_an_office_that_is_over_cannot_be_left_and_nobody_leaves_that_of_another(store: Store) -> None:
    _, (aud, _bo), offices = ranked(store, deputies=1)
    did(store, step_down, aud, JANUARY, [Decision(offices[0])])
    with pytest.raises(UserError) as refused:
        did(store, step_down, aud, JANUARY + DAY, [Decision(offices[0])])
    assert refused.value.field == "last_day"
    with pytest.raises(ValueError, match="somebody else"):
        did(store, step_down, aud, JANUARY, [Decision(offices[1])])


def test_a_deputy_who_is_gone_on_that_day_cannot_move_up_and_nothing_is_changed(store: Store) -> None:
    _, (aud, bo), offices = ranked(store, deputies=1)
    did(store, step_down, bo, JANUARY - DAY, [Decision(offices[1])])
    before = rows(store)
    with pytest.raises(UserError) as refused:
        did(store, step_down, aud, JANUARY, [Decision(offices[0], moves_up=offices[1])])
    assert refused.value.values == {"name": "Bo Voksen1", "day": "16.01.2027"}
    assert rows(store) == before


def test_where_nobody_stays_over_there_is_nothing_to_take_over_after_the_last_day_of_the_term(store: Store) -> None:
    aud, bo = homes(store, 2)
    there, class_id = fau(store, stays=False), class_called(store, "5A")
    chosen = [Chosen(aud), Chosen(bo, "deputy")]
    offices = did(store, install, there.seat, chosen, class_id=class_id, valid_from=AUTUMN, **TERMS)
    assert did(store, step_down, aud, ENDS, [Decision(offices[0], person=bo)]) == ()


def test_taking_back_the_election_takes_back_who_moved_up_by_it(store: Store) -> None:
    _there, (aud, _bo), offices = ranked(store, deputies=1)
    election = rows(store)[0]["election_id"]
    did(store, step_down, aud, JANUARY, [Decision(offices[0], moves_up=offices[1])])
    did(store, uninstall, election)
    assert rows(store) == []


def test_registered_again_as_it_was_whoever_moved_up_stays_and_where_nobody_left_they_are_deputy_again(
    store: Store,
) -> None:
    there, (aud, bo), offices = ranked(store, deputies=1)
    election, class_id = rows(store)[0]["election_id"], class_called(store, "5A")
    did(store, step_down, aud, JANUARY, [Decision(offices[0], moves_up=offices[1])])
    before = rows(store)
    more: Any = {"class_id": class_id, "valid_from": AUTUMN, "election_id": election, **TERMS}
    did(store, install, there.seat, [Chosen(aud), Chosen(bo, "deputy")], **more)
    assert rows(store) == before
    cai = homes(store, 1)[0]
    did(store, install, there.seat, [Chosen(cai), Chosen(bo, "deputy")], **more)
    assert held(store, JANUARY + DAY) == sorted([(cai, "member"), (bo, "deputy")])


def test_an_office_of_last_year_is_taken_over_in_the_class_it_is_now(store: Store) -> None:
    aud, bo = homes(store, 2)
    there, four_a = fau(store), class_of(store, "4A", 2025)
    class_called(store, "5A")
    last_year = date(2025, 9, 4)
    chosen = [Chosen(aud), Chosen(bo, "deputy")]
    offices = did(store, install, there.seat, chosen, class_id=four_a, valid_from=last_year, **TERMS)
    (one,) = asked(store, aud).held
    assert (one.office.class_name, proposed(one)) == ("5A", offices[1])
    did(store, step_down, aud, JANUARY, [Decision(offices[0], moves_up=offices[1])])
    (place,) = store.read(lambda session: places(session, body(session, there.body), YEAR, JANUARY + DAY))
    assert [row.person_id for row in place.holders] == [bo]


def test_a_grade_seat_is_taken_over_in_the_grade_it_is_now(store: Store) -> None:
    aud, bo = homes(store, 2)
    class_called(store, "6A")
    of = a_body(store)
    seat = a_seat(store, of, unit="grade", deputies=1, deputy_kind="ranked")
    chosen = [Chosen(aud), Chosen(bo, "deputy")]
    offices = did(store, install, seat, chosen, grade=5, valid_from=date(2025, 9, 4), **TERMS)
    did(store, step_down, aud, JANUARY, [Decision(offices[0], moves_up=offices[1])])
    found = store.read(lambda session: places(session, body(session, of), YEAR, JANUARY + DAY))
    assert [(place.grade, [row.person_id for row in place.holders]) for place in found] == [(5, []), (6, [bo])]
