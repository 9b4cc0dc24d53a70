"""What is known of the bodies, and who holds which office on a day or in a year?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bodies.offices import Chosen, appoint, install
from app.bodies.queries import Place, bodies, body, offices_in_year, offices_of, offices_on, places
from db.models import Body, LegalBasis, SchoolClass
from db.store import Store
from tests.bodies.given import a_body, a_seat, class_of, did, fau, homes
from tests.factories import START, YEAR, class_called, opened, pupil

DAY = timedelta(days=1)
AUTUMN = date(2026, 9, 10)
LAST_YEAR = date(2025, 9, 4)
NONE: Any = {"member_ends": None, "deputy_ends": None, "how": "election"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def places_of(store: Store, body_id: int, on: date = AUTUMN, year: int = YEAR) -> tuple[Place, ...]:
    return store.read(lambda session: places(session, body(session, body_id), year, on))


def test_the_bodies_of_a_day_come_in_the_schools_order_with_seats_and_what_they_rest_on(store: Store) -> None:
    su = a_body(store, "SU", kind="cooperation_committee", position=2)
    fau_ = a_body(store, "FAU", position=1)
    closed = a_body(store, "17. mai", kind="committee", position=3, valid_to=date(2026, 5, 31))
    a_seat(store, su, unit="school", position=2, constituency="pupils")
    a_seat(store, su, unit="school", position=1)
    with store.change("Added what it rests on") as session:
        session.add(LegalBasis(body_id=su, text="Lokal forskrift, § 3", valid_from=date(2024, 8, 1)))
        session.add(LegalBasis(body_id=su, text="Opplæringslova § 11-1", valid_to=date(2024, 7, 31)))
    today = store.read(bodies, AUTUMN)
    assert [row.id for row in today] == [fau_, su]
    assert [seat.constituency for seat in today[1].seats] == ["parents", "pupils"]
    assert [basis.text for basis in today[1].legal_bases] == ["Opplæringslova § 11-1", "Lokal forskrift, § 3"]
    assert [row.id for row in store.read(bodies)] == [fau_, su, closed]
    assert store.read(body, closed).name_nb == "17. mai"


def test_a_name_in_nynorsk_is_used_where_there_is_one(store: Store) -> None:
    one = a_body(store, "Elevråd", kind="pupil_council")
    with store.change("Named it") as session:
        session.get_one(Body, one).name_nn = ""
    assert store.read(body, one).name("nn") == "Elevråd"


def test_each_class_has_its_place_with_holder_deputies_and_what_is_vacant(store: Store) -> None:
    five_a, five_b = class_called(store, "5A"), class_called(store, "5B")
    aud, bo = homes(store, 2)
    there = fau(store)
    chosen = [Chosen(aud), Chosen(bo, "deputy")]
    did(store, install, there.seat, chosen, class_id=five_a, valid_from=AUTUMN, **NONE)
    first, second = places_of(store, there.body)
    assert (first.class_id, first.class_name, first.grade) == (five_a, "5A", 5)
    assert [row.person_id for row in first.holders] == [aud]
    assert [row.person_id for row in first.deputies] == [bo]
    assert (first.vacant, first.vacant_deputies) == (0, 0)
    assert (second.class_id, second.vacant, second.vacant_deputies) == (five_b, 1, 1)
    before, _ = places_of(store, there.body, AUTUMN - DAY)
    assert before.vacant == 1


def test_the_representative_of_4a_is_that_of_5a_a_year_later(store: Store) -> None:
    (aud,) = homes(store, 1)
    there, four_a = fau(store), class_of(store, "4A", 2025)
    did(store, install, there.seat, [Chosen(aud)], class_id=four_a, valid_from=LAST_YEAR, **NONE)
    (place,) = places_of(store, there.body)
    assert [(row.person_id, row.class_name, row.grade) for row in place.holders] == [(aud, "5A", 5)]
    (then,) = places_of(store, there.body, LAST_YEAR, 2025)
    assert [(row.person_id, row.class_name) for row in then.holders] == [(aud, "4A")]


def test_whoever_was_chosen_by_a_class_that_has_left_holds_it_no_more_but_is_not_forgotten(store: Store) -> None:
    (aud,) = homes(store, 1)
    there, ten_a = fau(store), class_of(store, "10A", 2025)
    did(store, install, there.seat, [Chosen(aud)], class_id=ten_a, valid_from=LAST_YEAR, **NONE)
    assert store.read(offices_on, AUTUMN, YEAR) == ()
    assert store.read(offices_in_year, YEAR) == ()
    assert store.read(offices_of, aud, YEAR, AUTUMN) == ()
    assert [row.person_id for row in store.read(offices_in_year, 2025)] == [aud]
    assert [row.class_name for row in store.read(offices_on, LAST_YEAR, 2025)] == ["10A"]
    assert len(store.read(offices_of, aud, YEAR)) == 1


def test_the_pupil_council_of_grades_5_to_7_has_nobody_of_8a(store: Store) -> None:
    ada, bo = pupil(store, "Ada Lie", "8A"), pupil(store, "Bo Moe", "7A")
    council = a_body(store, "Elevråd", kind="pupil_council")
    seat = a_seat(store, council, constituency="pupils", first_grade=5, last_grade=7)
    for who, name in ((ada, "7A"), (bo, "6A")):
        class_id = class_of(store, name, 2025)
        did(store, install, seat, [Chosen(who)], class_id=class_id, valid_from=LAST_YEAR, **NONE)
    assert [(row.person_id, row.class_name) for row in store.read(offices_on, AUTUMN, YEAR)] == [(bo, "7A")]
    assert [place.class_name for place in places_of(store, council)] == ["7A"]


def test_a_year_that_has_no_classes_yet_forgets_nobody(store: Store) -> None:
    (aud,) = homes(store, 1)
    there, five_a = fau(store), class_called(store, "5A")
    did(store, install, there.seat, [Chosen(aud)], class_id=five_a, valid_from=AUTUMN, **NONE)
    assert [row.person_id for row in store.read(offices_on, date(2027, 8, 2), 2027)] == [aud]


def test_a_grade_that_gave_an_office_goes_on_to_the_next_and_leaves_with_the_last(store: Store) -> None:
    for name in ("5A", "6A", "10A"):
        class_called(store, name)
    aud, bo = homes(store, 2)
    body_id = a_body(store)
    seat = a_seat(store, body_id, unit="grade")
    did(store, install, seat, [Chosen(aud)], grade=5, valid_from=LAST_YEAR, **NONE)
    did(store, install, seat, [Chosen(bo)], grade=10, valid_from=LAST_YEAR, **NONE)
    assert [(row.person_id, row.grade) for row in store.read(offices_on, AUTUMN, YEAR)] == [(aud, 6)]
    assert [(place.grade, [row.person_id for row in place.holders]) for place in places_of(store, body_id)] == [
        (5, []),
        (6, [aud]),
        (10, []),
    ]


def test_a_mixed_class_has_a_place_for_each_of_its_grades(store: Store) -> None:
    mixed = class_called(store, "1–2A")
    with store.change("Two grades") as session:
        session.get_one(SchoolClass, mixed).last_grade = 2
    body_id = a_body(store)
    a_seat(store, body_id, unit="grade")
    assert [place.grade for place in places_of(store, body_id)] == [1, 2]


def test_the_chair_of_fau_sits_in_su_by_that_and_leaves_it_with_that(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    su = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, su, unit="school", follows_body_id=there.body, follows_role="chair", filled_by="ex_officio")
    assert places_of(store, su)[0].vacant == 1
    chair = did(store, appoint, there.body, aud, role="chair", valid_from=START, how="election")
    (place,) = places_of(store, su)
    (holder,) = place.holders
    assert (holder.id, holder.person_id, holder.derived) == (chair, aud, True)
    assert (holder.body_id, holder.seat_id, holder.role, holder.how) == (su, seat, "member", "ex_officio")
    did(store, appoint, there.body, bo, role="chair", valid_from=AUTUMN, how="election")
    assert [row.person_id for row in places_of(store, su)[0].holders] == [bo]
    assert [row.person_id for row in places_of(store, su, AUTUMN - DAY)[0].holders] == [aud]


def test_offices_come_by_role_class_and_rank(store: Store) -> None:
    class_called(store, "5A")
    aud, bo, cai, dag = homes(store, 4)
    there = fau(store, deputies=2)
    five_a = class_called(store, "5A")
    chosen = [Chosen(cai, "deputy", 2), Chosen(bo, "deputy", 1), Chosen(aud)]
    did(store, install, there.seat, chosen, class_id=five_a, valid_from=START, **NONE)
    did(store, appoint, there.body, dag, role="chair", valid_from=START)
    assert [row.person_id for row in store.read(offices_on, AUTUMN, YEAR)] == [dag, aud, bo, cai]


def test_of_two_deputies_with_the_same_rank_the_newer_one_is_called_first(store: Store) -> None:
    """One of last year stays until there is a successor, and is no longer the first deputy."""
    class_called(store, "5A")
    aud, bo = homes(store, 2)
    body_id = a_body(store)
    seat = a_seat(store, body_id, unit="school", deputies=2, deputy_kind="ranked")
    ends: Any = {"member_ends": None, "deputy_ends": date(2026, 7, 31), "how": "election"}
    did(store, install, seat, [Chosen(aud, "deputy")], valid_from=LAST_YEAR, **ends)
    did(store, install, seat, [Chosen(bo, "deputy")], valid_from=AUTUMN, **NONE)
    assert [(row.person_id, row.rank) for row in store.read(offices_on, AUTUMN, YEAR)] == [(bo, 1), (aud, 1)]


def test_the_deputy_of_one_who_is_chosen_again_is_deputy_for_the_new_office(store: Store) -> None:
    class_called(store, "5A")
    aud, bo = homes(store, 2)
    body_id = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, body_id, unit="school", deputies=1, deputy_kind="personal")
    did(store, install, seat, [Chosen(aud), Chosen(bo, "deputy", deputy_for=aud)], valid_from=LAST_YEAR, **NONE)
    (again,) = did(store, install, seat, [Chosen(aud)], valid_from=AUTUMN, **NONE)
    member, deputy = store.read(offices_on, AUTUMN, YEAR)
    assert (member.id, deputy.person_id, deputy.deputy_for_id) == (again, bo, again)


def test_the_deputy_of_one_who_sits_for_two_classes_stays_deputy_in_the_one_where_they_are(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store, deputy_kind="personal")
    for name in ("1A", "5A"):
        chosen = [Chosen(aud), Chosen(bo, "deputy", deputy_for=aud)] if name == "1A" else [Chosen(aud)]
        did(store, install, there.seat, chosen, class_id=class_called(store, name), valid_from=START, **NONE)
    again = {
        name: did(
            store, install, there.seat, [Chosen(aud)], class_id=class_called(store, name), valid_from=AUTUMN, **NONE
        )[0]
        for name in ("1A", "5A")
    }
    (deputy,) = [row for row in store.read(offices_on, AUTUMN, YEAR) if row.role == "deputy"]
    assert (deputy.class_name, deputy.deputy_for_id) == ("1A", again["1A"])


def test_the_deputy_of_a_chair_who_is_chosen_again_stays_deputy_in_su(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    su = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, su, unit="school", follows_body_id=there.body, follows_role="chair", deputies=1)
    first = did(store, appoint, there.body, aud, role="chair", valid_from=START)
    did(store, appoint, su, bo, seat_id=seat, role="deputy", deputy_for_id=first, valid_from=START)
    again = did(store, appoint, there.body, aud, role="chair", valid_from=AUTUMN)
    (place,) = places_of(store, su)
    assert [row.id for row in place.holders] == [again]
    assert [row.deputy_for_id for row in place.deputies] == [again]
    assert [row.deputy_for_id for row in store.read(offices_on, AUTUMN, YEAR, body_id=su)] == [again]
    did(store, appoint, there.body, bo, role="chair", valid_from=AUTUMN + DAY)
    (place,) = places_of(store, su, AUTUMN + DAY)
    assert [row.deputy_for_id for row in place.deputies] == [first]  # deputy for who is chair no more


def test_who_sat_in_2024_can_be_seen(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    three_a = class_of(store, "3A", 2024)
    did(store, install, there.seat, [Chosen(aud)], class_id=three_a, valid_from=date(2024, 9, 5), **NONE)
    four_a = class_of(store, "4A", 2025)
    did(store, install, there.seat, [Chosen(bo)], class_id=four_a, valid_from=LAST_YEAR, **NONE)
    assert [(row.person_id, row.class_name) for row in store.read(offices_in_year, 2024)] == [(aud, "3A")]
    in_2025 = [(row.person_id, row.class_name) for row in store.read(offices_in_year, 2025)]
    assert sorted(in_2025) == sorted([(aud, "4A"), (bo, "4A")])  # the one until 3 September, the other from the 4th
