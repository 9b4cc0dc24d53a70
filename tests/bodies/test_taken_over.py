"""How do the members of a group that a file brought become offices?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bodies.offices import appoint
from app.bodies.queries import offices_on
from app.bodies.taken_over import NotPlaced, TakenOver, WaitingGroup, role_of, take_over, waiting_groups
from app.contacts.commands import add_external, add_staff
from app.school.commands import add_year
from db.models import GroupMember, PersonGroup
from db.store import Store
from tests.bodies.given import a_body, a_seat, did, rows
from tests.factories import START, TODAY, YEAR, guardian, opened, person, pupil, teacher

AUTUMN = date(2026, 9, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def brought(store: Store, kind: str, members: dict[int, str], name: str = "Gruppe") -> int:
    """Write down a group as a file brings it; returns its id."""
    with store.change("Imported") as session:
        group = PersonGroup(school_year_id=add_year(session, YEAR), name=name, kind=kind)
        session.add(group)
        session.flush()
        session.add_all(GroupMember(group_id=group.id, person_id=who, role=role) for who, role in members.items())
        return group.id


def taken(store: Store, body_id: int, group_id: int) -> TakenOver:
    return did(store, take_over, body_id, group_id, YEAR, AUTUMN)


def sits(store: Store) -> list[tuple[int, str, int | None, str]]:
    found = store.read(offices_on, AUTUMN, YEAR)
    return [(row.person_id, row.role, row.seat_id, row.class_name) for row in found]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("leder", ("chair", None)),
        ("FAU-leiar", ("chair", None)),
        ("elevrådsleder", ("chair", None)),
        ("Nestleder", ("vice_chair", None)),
        ("varaleder", ("vice_chair", None)),
        ("vara for leder", ("deputy", None)),
        ("2. vara", ("deputy", 2)),
        ("Varamedlem", ("deputy", None)),
        ("kasserar", ("treasurer", None)),
        ("sekretær", ("secretary", None)),
        ("avdelingsleder", ("member", None)),
        ("foresattrepresentant", ("member", None)),
        ("", ("member", None)),
    ],
)
def test_the_words_of_a_file_say_the_role(said: str, role: tuple[str, int | None]) -> None:
    assert role_of(said) == role


def test_fau_of_a_file_becomes_offices_of_the_classes_of_the_children(store: Store) -> None:
    ola, bo = pupil(store, "Ola Berg", "5A"), pupil(store, "Bo Lie", "2B")
    kari, liv = guardian(store, "Kari Berg", ola), guardian(store, "Liv Lie", bo)
    per = guardian(store, "Per Berg", ola)
    both = guardian(store, "Åse Moe", pupil(store, "Ada Moe", "5A"), pupil(store, "Mia Moe", "2B"))
    fau = a_body(store)
    seat = a_seat(store, fau, number=1, deputies=1, deputy_kind="ranked")
    members = {per: "vara", kari: "leder", liv: "foresattrepresentant", both: "foresattrepresentant"}
    group = brought(store, "parent_committee", members)
    before = rows(store)
    found = taken(store, fau, group)
    assert found == TakenOver(3, 0, (NotPlaced(both, "Åse Moe", "no_class"),))
    assert sits(store) == [
        (kari, "chair", None, ""),
        (liv, "member", seat, "2B"),
        (kari, "member", seat, "5A"),
        (per, "deputy", seat, "5A"),
    ]
    after = rows(store)
    assert after[0]["valid_from"] == AUTUMN
    store.undo()
    assert rows(store) == before
    store.redo()
    assert rows(store) == after


def test_nobody_is_taken_over_twice_and_a_full_seat_is_left_alone(store: Store) -> None:
    ola, bo = pupil(store, "Ola Berg"), pupil(store, "Bo Lie")
    kari, liv = guardian(store, "Kari Berg", ola), guardian(store, "Liv Lie", bo)
    fau = a_body(store)
    a_seat(store, fau)
    group = brought(store, "parent_committee", {kari: "leder", liv: ""})
    assert taken(store, fau, group) == TakenOver(1, 0, (NotPlaced(liv, "Liv Lie", "full"),))
    before = rows(store)
    assert taken(store, fau, group) == TakenOver(0, 1, (NotPlaced(liv, "Liv Lie", "full"),))
    assert rows(store) == before


def test_a_chair_who_is_there_stays_chair(store: Store) -> None:
    kari = guardian(store, "Kari Berg", pupil(store, "Ola Berg"))
    liv = guardian(store, "Liv Lie", pupil(store, "Bo Lie", "2B"))
    fau = a_body(store)
    a_seat(store, fau)
    did(store, appoint, fau, liv, role="chair", valid_from=START)
    assert taken(store, fau, brought(store, "parent_committee", {kari: "leder"})).placed == 1
    assert [(who, role) for who, role, _, _ in sits(store)] == [(liv, "chair"), (kari, "member")]


def test_a_chair_without_a_known_class_is_chair_all_the_same(store: Store) -> None:
    both = guardian(store, "Åse Moe", pupil(store, "Ada Moe", "5A"), pupil(store, "Mia Moe", "2B"))
    fau = a_body(store)
    a_seat(store, fau)
    assert taken(store, fau, brought(store, "parent_committee", {both: "leder"})) == TakenOver(1, 0, ())
    assert [(who, role) for who, role, _, _ in sits(store)] == [(both, "chair")]


def test_pupils_sit_for_their_class_and_only_where_it_has_the_seat(store: Store) -> None:
    ola, mia = pupil(store, "Ola Berg", "5A"), pupil(store, "Mia Moe", "2B")
    eva = teacher(store, "Eva Vang")
    council = a_body(store, "Elevråd", kind="pupil_council")
    seat = a_seat(store, council, constituency="pupils", first_grade=5, last_grade=7)
    found = taken(store, council, brought(store, "pupil_council", {ola: "leder", mia: "", eva: ""}))
    assert sits(store) == [(ola, "chair", None, ""), (ola, "member", seat, "5A")]
    assert found.rest == (NotPlaced(mia, "Mia Moe", "no_class"), NotPlaced(eva, "Eva Vang", "no_seat"))


def test_in_su_each_sits_for_their_own_and_a_teacher_who_is_a_parent_as_the_file_says(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    kari = guardian(store, "Kari Berg", ola)
    tor = teacher(store, "Tor Fjell", "5A")
    rita = did(store, add_staff, person("Rita Moe"), "rektor")
    bo = did(store, add_staff, person("Bo Vakt"), "vaktmester")
    per = did(store, add_external, person("Per Politiker"), "politician")
    su = a_body(store, "SU", kind="cooperation_committee")
    wanted = ("parents", "pupils", "teachers", "other_staff", "management", "municipality")
    seats = {name: a_seat(store, su, constituency=name, unit="school", position=at) for at, name in enumerate(wanted)}
    members = {rita: "rektor", kari: "foresattrepresentant", tor: "", bo: "", per: "", ola: ""}
    assert taken(store, su, brought(store, "cooperation_committee", members)).rest == ()
    assert {(who, seat) for who, _, seat, _ in sits(store)} == {
        (rita, seats["management"]),
        (kari, seats["parents"]),
        (tor, seats["teachers"]),
        (bo, seats["other_staff"]),
        (per, seats["municipality"]),
        (ola, seats["pupils"]),
    }


def test_where_the_chair_of_fau_sits_by_that_nothing_more_is_given(store: Store) -> None:
    kari = guardian(store, "Kari Berg", pupil(store, "Ola Berg"))
    fau = a_body(store)
    su = a_body(store, "SU", kind="cooperation_committee")
    a_seat(store, su, unit="school", follows_body_id=fau, follows_role="chair", filled_by="ex_officio")
    did(store, appoint, fau, kari, role="chair", valid_from=START)
    before = rows(store)
    found = taken(store, su, brought(store, "cooperation_committee", {kari: "foresattrepresentant"}))
    assert found == TakenOver(0, 1, ())
    assert rows(store) == before


def test_a_group_waits_while_somebody_of_it_has_no_office(store: Store) -> None:
    kari = guardian(store, "Kari Berg", pupil(store, "Ola Berg"))
    liv = guardian(store, "Liv Lie", pupil(store, "Bo Lie", "2B"))
    assert store.read(waiting_groups, YEAR, AUTUMN) == ()
    fau = brought(store, "parent_committee", {kari: "leder", liv: ""}, "FAU")
    su = brought(store, "cooperation_committee", {kari: ""}, "SU")
    brought(store, "parents", {liv: ""}, "Foresatte 5A")
    assert store.read(waiting_groups, YEAR, AUTUMN) == (
        WaitingGroup(fau, "FAU", "parent_committee", 2, 2, None),
        WaitingGroup(su, "SU", "cooperation_committee", 1, 1, None),
    )
    body_id = a_body(store)
    a_seat(store, body_id)
    taken(store, body_id, fau)
    assert [row.group_id for row in store.read(waiting_groups, YEAR, AUTUMN)] == [su]
    assert store.read(waiting_groups, YEAR, TODAY)[0] == WaitingGroup(fau, "FAU", "parent_committee", 2, 2, body_id)
    assert store.read(waiting_groups, YEAR - 1, AUTUMN) == ()
