"""What does the user do with offices, and is it all taken back as it was?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.bodies.offices import (
    Chosen,
    appoint,
    end_office,
    install,
    set_printed_as,
    sign_declaration,
    uninstall,
)
from app.core.errors import UserError
from db.store import Store
from tests.bodies.given import a_body, a_seat, an_election, class_of, did, fau, held, homes, rows, rows_in
from tests.factories import START, class_called, opened

DAY = timedelta(days=1)
FIRST, SECOND = date(2026, 9, 10), date(2027, 9, 9)
NONE: Any = {"member_ends": None, "deputy_ends": None, "how": "election"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def period(row: dict[str, Any]) -> tuple[int, date, date | None, str]:
    return row["person_id"], row["valid_from"], row["valid_to"], row["ended_because"]


def both_ways(store: Store, before: list[dict[str, Any]]) -> None:
    """Undo and redo the last step: what stood before stands again, then what stood after."""
    after = rows(store)
    assert after != before
    store.undo()
    assert rows(store) == before
    store.redo()
    assert rows(store) == after
    assert store.check() == []


# -- install ---------------------------------------------------------------------------------------------------------


def test_a_class_gets_its_representative_and_deputy_and_those_of_last_year_go_the_day_before(store: Store) -> None:
    aud, bo, cai, dag = homes(store, 4)
    there, class_id = fau(store), class_called(store, "5A")
    first = an_election(store, there, class_id=class_id)
    given_ = [Chosen(aud), Chosen(bo, "deputy")]
    did(store, install, there.seat, given_, class_id=class_id, valid_from=START, election_id=first, **NONE)
    before = rows(store)
    second = an_election(store, there, class_id=class_id)
    chosen = [Chosen(cai), Chosen(dag, "deputy")]
    ids = did(store, install, there.seat, chosen, class_id=class_id, valid_from=FIRST, election_id=second, **NONE)
    old_member, old_deputy, new_member, new_deputy = rows(store)
    assert ids == (new_member["id"], new_deputy["id"])
    assert period(old_member) == (aud, START, date(2026, 9, 9), "term")
    assert period(old_deputy) == (bo, START, date(2026, 9, 9), "term")
    assert old_member["ended_by_id"] == old_deputy["ended_by_id"] == second
    assert period(new_member) == (cai, FIRST, None, "")
    assert (new_deputy["role"], new_deputy["rank"], new_deputy["election_id"]) == ("deputy", 1, second)
    both_ways(store, before)


def test_where_nobody_stays_until_a_successor_the_office_ends_with_the_term(store: Store) -> None:
    aud, bo = homes(store, 2)
    there, class_id = fau(store, stays=False), class_called(store, "5A")
    ends, deputy_ends = date(2028, 7, 31), date(2027, 7, 31)
    chosen = [Chosen(aud), Chosen(bo, "deputy")]
    terms: Any = {"member_ends": ends, "deputy_ends": deputy_ends, "how": "election"}
    did(store, install, there.seat, chosen, class_id=class_id, valid_from=FIRST, **terms)
    member, deputy = rows(store)
    assert (member["term_ends"], member["valid_to"]) == (ends, ends)
    assert (deputy["term_ends"], deputy["valid_to"]) == (deputy_ends, deputy_ends)
    assert held(store, date(2027, 8, 1)) == [(aud, "member")]


def test_where_they_stay_the_office_goes_on_after_the_term(store: Store) -> None:
    (aud,) = homes(store, 1)
    there, class_id = fau(store), class_called(store, "5A")
    terms: Any = {"member_ends": date(2027, 7, 31), "deputy_ends": None, "how": "election"}
    did(store, install, there.seat, [Chosen(aud)], class_id=class_id, valid_from=FIRST, **terms)
    assert rows(store)[0]["valid_to"] is None
    assert rows(store)[0]["term_ends"] == date(2027, 7, 31)
    assert held(store, date(2027, 9, 1)) == [(aud, "member")]


def test_who_is_chosen_again_goes_on_without_a_gap_and_has_signed_already(store: Store) -> None:
    (aud,) = homes(store, 1)
    there, class_id = fau(store), class_called(store, "5A")
    (old,) = did(store, install, there.seat, [Chosen(aud)], class_id=class_id, valid_from=START, **NONE)
    did(store, sign_declaration, [old], date(2026, 8, 20))
    did(store, set_printed_as, old, "alias")
    did(store, install, there.seat, [Chosen(aud)], class_id=class_id, valid_from=FIRST, **NONE)
    first, second = rows(store)
    assert first["valid_to"] + DAY == second["valid_from"] == FIRST
    assert second["valid_to"] is None
    assert (second["declaration_signed_on"], second["printed_as"]) == (date(2026, 8, 20), "alias")


def test_the_class_of_last_year_is_known_by_its_pupils(store: Store) -> None:
    """4A of 2025 is 5A of 2026, and 4B is 5B: only those of 5A give way in 5A."""
    four_a, four_b = class_of(store, "4A", 2025), class_of(store, "4B", 2025)
    aud, bo, cai = homes(store, 3)
    there = fau(store)
    last_year = date(2025, 9, 4)
    did(store, install, there.seat, [Chosen(aud)], class_id=four_a, valid_from=last_year, **NONE)
    did(store, install, there.seat, [Chosen(bo)], class_id=four_b, valid_from=last_year, **NONE)
    five_a = class_called(store, "5A")
    did(store, install, there.seat, [Chosen(cai)], class_id=five_a, valid_from=FIRST, **NONE)
    assert held(store, FIRST) == sorted([(bo, "member"), (cai, "member")])


def test_half_of_them_are_up_each_year(store: Store) -> None:
    """FUG's halves: two sit for two years, one is chosen each year."""
    people = homes(store, 6)
    there, class_id = fau(store, number=2, deputies=0, deputy_kind="none"), class_called(store, "5A")
    for at, year in enumerate(range(2026, 2032)):
        terms: Any = {"member_ends": date(year + 2, 8, 31), "deputy_ends": None, "how": "election"}
        day = date(year, 9, 10)
        did(store, install, there.seat, [Chosen(people[at])], class_id=class_id, valid_from=day, **terms)
        expected = [people[at - 1], people[at]] if at else [people[0]]
        assert [person for person, _ in held(store, day)] == sorted(expected)


def test_registered_again_the_same_people_keep_their_rows_and_the_others_are_taken_back(store: Store) -> None:
    aud, bo, cai, dag = homes(store, 4)
    there, class_id = fau(store), class_called(store, "5A")
    did(store, install, there.seat, [Chosen(dag)], class_id=class_id, valid_from=START, **NONE)
    election = an_election(store, there, class_id=class_id)
    more: Any = {"class_id": class_id, "election_id": election, **NONE}
    first = did(store, install, there.seat, [Chosen(aud), Chosen(bo, "deputy")], valid_from=FIRST, **more)
    did(store, sign_declaration, first, FIRST)
    same = did(store, install, there.seat, [Chosen(aud), Chosen(bo, "deputy")], valid_from=FIRST, **more)
    assert same == first
    assert rows(store)[1]["declaration_signed_on"] == FIRST
    before = rows(store)
    second = did(store, install, there.seat, [Chosen(aud), Chosen(cai, "deputy")], valid_from=FIRST + DAY, **more)
    assert second[0] == first[0]
    assert held(store, FIRST) == [(dag, "member")]
    assert held(store, FIRST + DAY) == [(aud, "member"), (cai, "deputy")]
    both_ways(store, before)
    did(store, install, there.seat, [], valid_from=FIRST, **more)
    assert held(store, FIRST + DAY) == [(dag, "member")]
    assert len(rows(store)) == 1


def test_ranked_deputies_are_numbered_from_one_behind_those_whose_term_runs(store: Store) -> None:
    aud, bo, cai, dag = homes(store, 4)
    body_id = a_body(store, "Elevråd", kind="pupil_council")
    seat = a_seat(store, body_id, unit="school", number=1, deputies=3, deputy_kind="ranked")
    chosen = [Chosen(aud), Chosen(bo, "deputy", 2), Chosen(cai, "deputy", 1)]
    terms: Any = {"member_ends": date(2027, 7, 31), "deputy_ends": date(2027, 7, 31), "how": "election"}
    did(store, install, seat, chosen, valid_from=START, **terms)
    assert [(row["person_id"], row["rank"]) for row in rows(store)] == [(aud, None), (bo, 2), (cai, 1)]
    did(store, install, seat, [Chosen(dag, "deputy")], valid_from=FIRST, **terms)
    assert (rows(store)[3]["person_id"], rows(store)[3]["rank"]) == (dag, 3)


def test_personal_deputies_point_to_the_office_they_are_deputy_for_and_it_can_be_undone(store: Store) -> None:
    aud, bo, cai, dag = homes(store, 4)
    body_id = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, body_id, unit="school", number=2, deputies=1, deputy_kind="personal")
    before = rows(store)
    chosen = [Chosen(cai, "deputy", deputy_for=aud), Chosen(aud), Chosen(bo), Chosen(dag, "deputy", deputy_for=bo)]
    ids = did(store, install, seat, chosen, valid_from=FIRST, **NONE)
    by_id = {row["id"]: row for row in rows(store)}
    assert [by_id[id]["person_id"] for id in ids] == [cai, aud, bo, dag]
    assert [by_id[id]["deputy_for_id"] for id in ids] == [ids[1], None, None, ids[2]]
    both_ways(store, before)


def test_an_election_of_only_a_deputy_lets_the_member_sit_and_may_be_deputy_for_them(store: Store) -> None:
    aud, bo = homes(store, 2)
    body_id = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, body_id, unit="school", number=1, deputies=1, deputy_kind="personal")
    (member,) = did(store, install, seat, [Chosen(aud)], valid_from=START, **NONE)
    (deputy,) = did(store, install, seat, [Chosen(bo, "deputy", deputy_for=aud)], valid_from=FIRST, **NONE)
    assert held(store, FIRST) == [(aud, "member"), (bo, "deputy")]
    assert {row["id"]: row["deputy_for_id"] for row in rows(store)} == {member: None, deputy: member}


def test_who_has_said_that_they_go_makes_nobody_else_go(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    there, class_id = fau(store, number=2), class_called(store, "5A")
    ids = did(store, install, there.seat, [Chosen(aud), Chosen(bo)], class_id=class_id, valid_from=START, **NONE)
    did(store, end_office, ids[0], date(2026, 10, 31), "resigned")
    did(store, install, there.seat, [Chosen(cai)], class_id=class_id, valid_from=FIRST, **NONE)
    assert held(store, date(2026, 10, 31)) == sorted([(aud, "member"), (bo, "member"), (cai, "member")])
    assert held(store, date(2026, 11, 1)) == sorted([(bo, "member"), (cai, "member")])


def test_elections_registered_in_the_wrong_order_end_as_if_in_the_right_one(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    there, class_id = fau(store), class_called(store, "5A")
    did(store, install, there.seat, [Chosen(aud)], class_id=class_id, valid_from=START, **NONE)
    early, late = an_election(store, there), an_election(store, there)
    more: Any = {"class_id": class_id, **NONE}
    did(store, install, there.seat, [Chosen(cai)], valid_from=SECOND, election_id=late, **more)
    before = rows(store)
    did(store, install, there.seat, [Chosen(bo)], valid_from=FIRST, election_id=early, **more)
    assert [held(store, day)[0][0] for day in (START, FIRST - DAY, FIRST, SECOND - DAY, SECOND)] == [
        aud,
        aud,
        bo,
        bo,
        cai,
    ]
    assert all(len(held(store, day)) == 1 for day in (START, FIRST, SECOND))
    did(store, uninstall, early)
    assert rows(store) == before


def test_one_of_two_may_be_chosen_for_a_shorter_time(store: Store) -> None:
    aud, bo = homes(store, 2)
    there, class_id = fau(store, number=2), class_called(store, "5A")
    terms: Any = {"member_ends": date(2028, 7, 31), "deputy_ends": None, "how": "election"}
    both = [Chosen(aud), Chosen(bo, term_ends=date(2027, 7, 31))]
    did(store, install, there.seat, both, class_id=class_id, valid_from=FIRST, **terms)
    assert [row["term_ends"] for row in rows(store)] == [date(2028, 7, 31), date(2027, 7, 31)]
    with pytest.raises(UserError):
        did(store, install, there.seat, [Chosen(aud, term_ends=START)], class_id=class_id, valid_from=FIRST, **NONE)


def test_the_same_person_twice_is_refused(store: Store) -> None:
    (aud,) = homes(store, 1)
    there = fau(store)
    with pytest.raises(ValueError, match="twice"):
        did(store, install, there.seat, [Chosen(aud), Chosen(aud, "deputy")], valid_from=FIRST, **NONE)


Step = tuple[int, list[int], int, int | None, bool]
STEPS = st.tuples(
    st.integers(0, 9),  # the week of the election
    st.lists(st.integers(0, 7), max_size=4, unique=True),  # who
    st.integers(0, 4),  # how many of them are members
    st.one_of(st.none(), st.integers(40, 500)),  # days of the term
    st.booleans(),  # by an election, or without one
)


class TakenBack(Exception):
    """Nothing of an example is kept."""


@pytest.mark.parametrize("kind", ["ranked", "personal"])
@pytest.mark.parametrize("stays", [True, False])
def test_install_and_uninstall_leave_the_same_rows(tmp_path: Path, kind: str, stays: bool) -> None:
    with opened(tmp_path / "school.db") as store:
        people = homes(store, 8)
        there = fau(store, stays=stays, number=2, deputies=2 if kind == "ranked" else 1, deputy_kind=kind)
        class_id = class_called(store, "5A")
        elections = [an_election(store, there, class_id=class_id) for _ in range(7)]

        def put(session: Session, step: Step, election: int) -> None:
            week, who, members, days, elected = step
            day = FIRST + 7 * week * DAY
            ends = None if days is None else day + days * DAY
            chosen = [Chosen(people[at]) for at in who[:members]]
            for number, at in enumerate(who[members:]):
                of = people[who[number % members]] if kind == "personal" and members else None
                chosen.append(Chosen(people[at], "deputy", deputy_for=of))
            terms: Any = {"member_ends": ends, "deputy_ends": ends, "how": "election"}
            which = election if elected else None
            install(session, there.seat, chosen, class_id=class_id, valid_from=day, election_id=which, **terms)

        @settings(max_examples=150)
        @given(st.lists(STEPS, max_size=6), STEPS)
        def check(history: list[Step], last: Step) -> None:
            with suppress(TakenBack), store.change("Tried") as session:
                for at, step in enumerate(history):
                    put(session, step, elections[at])
                before = rows_in(session)
                put(session, (*last[:4], True), elections[6])
                installed = rows_in(session)
                put(session, (*last[:4], True), elections[6])
                assert rows_in(session) == installed, "registered again it is another"
                uninstall(session, elections[6])
                assert rows_in(session) == before
                raise TakenBack

        check()


# -- appoint, end, sign ----------------------------------------------------------------------------------------------


def test_a_new_chair_follows_the_old_one_the_day_after(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    first = did(store, appoint, there.body, aud, role="chair", valid_from=START, how="election")
    before = rows(store)
    second = did(store, appoint, there.body, bo, role="chair", valid_from=FIRST, how="election")
    assert [period(row) for row in rows(store)] == [(aud, START, FIRST - DAY, "term"), (bo, FIRST, None, "")]
    assert first != second
    both_ways(store, before)


def test_a_chair_and_a_treasurer_are_not_in_each_others_way(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    did(store, appoint, there.body, aud, role="chair", valid_from=START)
    did(store, appoint, there.body, bo, role="treasurer", valid_from=FIRST)
    assert held(store, FIRST) == [(aud, "chair"), (bo, "treasurer")]


def test_whoever_was_appointed_for_the_same_day_by_mistake_never_was(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    did(store, appoint, there.body, aud, role="chair", valid_from=START)
    before = rows(store)
    did(store, appoint, there.body, bo, role="chair", valid_from=START)
    assert [row["person_id"] for row in rows(store)] == [bo]
    both_ways(store, before)


def test_a_chair_written_down_afterwards_sits_until_the_next_one(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    did(store, appoint, there.body, bo, role="chair", valid_from=FIRST)
    did(store, appoint, there.body, aud, role="chair", valid_from=START)
    assert held(store, FIRST - DAY) == [(aud, "chair")]
    assert held(store, FIRST) == [(bo, "chair")]


def test_the_same_appointment_twice_is_one_office(store: Store) -> None:
    (aud,) = homes(store, 1)
    body_id = a_body(store, "SMU", kind="school_environment_committee")
    seat = a_seat(store, body_id, constituency="staff", unit="school", number=2)
    ids = {did(store, appoint, body_id, aud, seat_id=seat, valid_from=START) for _ in range(2)}
    assert len(ids) == len(rows(store)) == 1


def test_an_appointed_person_follows_the_one_in_a_full_seat_and_joins_where_there_is_room(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    body_id = a_body(store, "SMU", kind="school_environment_committee")
    seat = a_seat(store, body_id, constituency="staff", unit="school", number=2)
    did(store, appoint, body_id, aud, seat_id=seat, valid_from=START)
    did(store, appoint, body_id, bo, seat_id=seat, valid_from=START + DAY)
    assert held(store, FIRST) == [(aud, "member"), (bo, "member")]
    did(store, appoint, body_id, cai, seat_id=seat, valid_from=FIRST)
    assert held(store, FIRST) == [(bo, "member"), (cai, "member")]


def test_an_extra_deputy_where_none_are_planned_is_kept(store: Store) -> None:
    (aud,) = homes(store, 1)
    body_id = a_body(store, "17. mai", kind="committee")
    seat = a_seat(store, body_id, unit="school", number=1)
    did(store, appoint, body_id, aud, seat_id=seat, role="deputy", valid_from=START)
    assert held(store, START) == [(aud, "deputy")]


def test_members_of_a_body_without_seats_are_as_many_as_one_likes(store: Store) -> None:
    aud, bo = homes(store, 2)
    body_id = a_body(store, "17. mai", kind="committee")
    did(store, appoint, body_id, aud, valid_from=START)
    did(store, appoint, body_id, bo, valid_from=START)
    did(store, appoint, body_id, aud, valid_from=FIRST)
    assert held(store, FIRST) == [(aud, "member"), (bo, "member")]


def test_an_office_ends_after_its_last_day_and_says_why(store: Store) -> None:
    (aud,) = homes(store, 1)
    there = fau(store)
    office = did(store, appoint, there.body, aud, role="chair", valid_from=START)
    before = rows(store)
    did(store, end_office, office, FIRST, "resigned")
    assert period(rows(store)[0]) == (aud, START, FIRST, "resigned")
    both_ways(store, before)


def test_an_office_cannot_end_before_it_began_unless_it_was_a_mistake(store: Store) -> None:
    (aud,) = homes(store, 1)
    there = fau(store)
    office = did(store, appoint, there.body, aud, role="chair", valid_from=FIRST)
    with pytest.raises(UserError) as refused:
        did(store, end_office, office, FIRST - DAY, "resigned")
    assert refused.value.field == "last_day"
    did(store, end_office, office, FIRST - DAY, "corrected")
    assert rows(store) == []


def test_a_term_that_ends_before_it_begins_is_refused(store: Store) -> None:
    (aud,) = homes(store, 1)
    there = fau(store)
    with pytest.raises(UserError):
        did(store, appoint, there.body, aud, role="chair", valid_from=FIRST, term_ends=START)


def test_a_declaration_is_signed_and_unsigned(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    ids = [did(store, appoint, there.body, who, valid_from=START) for who in (aud, bo)]
    did(store, sign_declaration, ids, FIRST)
    assert [row["declaration_signed_on"] for row in rows(store)] == [FIRST, FIRST]
    did(store, sign_declaration, ids[:1], None)
    assert [row["declaration_signed_on"] for row in rows(store)] == [None, FIRST]


def test_what_is_printed_is_the_role_or_the_alias(store: Store) -> None:
    (aud,) = homes(store, 1)
    office = did(store, appoint, fau(store).body, aud, valid_from=START)
    with pytest.raises(UserError):
        did(store, set_printed_as, office, "name")
    did(store, set_printed_as, office, "alias")
    assert rows(store)[0]["printed_as"] == "alias"
