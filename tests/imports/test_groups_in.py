"""Do the groups of a file come in, are they known again, and is nothing of the school's own touched?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.contacts import groups
from app.contacts.imports.roster import GroupFacts, MemberFacts, Roster
from app.contacts.imports.work import run_import
from db.models import GroupMember, Person, PersonGroup
from db.store import Store
from tests.imports.rosters import (
    bring_roster,
    every_row,
    landed,
    nothing_changed,
    prepare_roster,
    roster_of,
    stored,
)

PUPILS = [("Nora", "Berg", "5A"), ("Ali", "Khan", "5A"), ("Eva", "Moe", "5B")]
GUARDIANS: list[tuple[str, str, Sequence[int]]] = [("Kari", "Berg", (0,)), ("Sara", "Khan", (1,))]
STAFF = [("Ida", "Lie")]
COUNCIL = GroupFacts(
    2, "pupil_council", "Elevrådet", (MemberFacts("pupils", 0, "leder"), MemberFacts("pupils", 2, "medlem"))
)
COMMITTEE = GroupFacts(
    3, "parent_committee", "FAU", (MemberFacts("guardians", 0, "leder"), MemberFacts("staff", 0, ""))
)


def school(*of: GroupFacts, **more: object) -> Roster:
    return roster_of(PUPILS, GUARDIANS, STAFF, groups=of, **more)


def members(store: Store) -> dict[tuple[str, str], dict[str, str]]:
    query = (
        select(PersonGroup.kind, PersonGroup.name, Person.given_name, GroupMember.role)
        .outerjoin(GroupMember, GroupMember.group_id == PersonGroup.id)
        .outerjoin(Person, Person.id == GroupMember.person_id)
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    for kind, name, given, role in store.read(lambda session: session.execute(query).all()):
        found.setdefault((kind, name), {})
        if given is not None:
            found[kind, name][given] = role
    return found


def person(store: Store, given: str) -> int:
    return store.read(lambda session: session.scalars(select(Person.id).where(Person.given_name == given)).one())


def test_groups_come_in_with_their_members_and_what_they_are_there(store: Store) -> None:
    empty = every_row(store)
    before = stored(store)
    result = bring_roster(store, school(COUNCIL, COMMITTEE))
    assert result.counts["new"] == {"pupils": 3, "guardians": 2, "staff": 1, "classes": 2, "links": 2, "groups": 2}
    assert landed(before, stored(store))["new"] == result.counts["new"]
    assert members(store) == {
        ("pupil_council", "Elevrådet"): {"Nora": "leder", "Eva": "medlem"},
        ("parent_committee", "FAU"): {"Kari": "leder", "Ida": ""},
    }
    full = every_row(store)
    assert nothing_changed(bring_roster(store, school(COUNCIL, COMMITTEE)))
    assert every_row(store) == full
    store.undo()
    assert every_row(store) == empty


def test_who_comes_in_who_goes_out_and_who_is_something_else_is_said_and_lands(store: Store) -> None:
    bring_roster(store, school(COUNCIL, COMMITTEE))
    first = every_row(store)
    other = COUNCIL._replace(members=(MemberFacts("pupils", 0, "medlem"), MemberFacts("pupils", 1, "leder")))
    prepared = prepare_roster(store, school(other, COMMITTEE))
    (item,) = prepared.plan.items
    assert (item.kind, item.state, item.name) == ("groups", "changed", "Elevrådet")
    assert [tuple(change) for change in item.changes] == [
        ("comes_in", None, "Ali Khan"),
        ("goes_out", "Eva Moe", None),
        ("role", "Nora Berg: leder", "Nora Berg: medlem"),
    ]
    before = stored(store)
    result = run_import(store, prepared)
    assert landed(before, stored(store))["changed"] == result.counts["changed"]
    assert result.counts["changed"]["groups"] == 1
    assert result.counts["same"]["groups"] == 1
    assert members(store)["pupil_council", "Elevrådet"] == {"Nora": "medlem", "Ali": "leder"}
    assert nothing_changed(bring_roster(store, school(other, COMMITTEE)))
    store.undo()
    assert every_row(store) == first


def test_a_blank_role_erases_nothing_and_changes_take_nobody_out(store: Store) -> None:
    bring_roster(store, school(COUNCIL))
    silent = COUNCIL._replace(members=(MemberFacts("pupils", 0, ""), MemberFacts("pupils", 2, "")))
    assert nothing_changed(bring_roster(store, school(silent)))
    some = COUNCIL._replace(members=(MemberFacts("pupils", 1, ""),))
    bring_roster(store, school(some), covers="changes")
    assert members(store)["pupil_council", "Elevrådet"] == {"Nora": "leder", "Eva": "medlem", "Ali": ""}


def test_a_group_of_the_schools_own_with_the_name_stays_as_it_is(store: Store) -> None:
    bring_roster(store, school())
    with store.change("Added a group") as session:
        groups.add_group(session, 2026, "fau", [session.scalars(select(Person.id)).first() or 0])
    own = members(store)["own", "fau"]
    bring_roster(store, school(COMMITTEE))
    assert members(store) == {("own", "fau"): own, ("parent_committee", "FAU (2)"): {"Kari": "leder", "Ida": ""}}
    assert nothing_changed(bring_roster(store, school(COMMITTEE)))
    with store.change("Removed it") as session:
        groups.remove_group(session, session.scalars(select(PersonGroup.id).where(PersonGroup.kind == "own")).one())
    assert nothing_changed(bring_roster(store, school(COMMITTEE)))


def test_two_groups_of_one_name_and_one_with_the_name_of_a_class_stay_apart(store: Store) -> None:
    parents = GroupFacts(4, "parents", "5A", (MemberFacts("guardians", 0, ""),))
    twin = parents._replace(members=(MemberFacts("guardians", 1, ""),))
    bring_roster(store, school(parents, twin))
    assert members(store) == {("parents", "5A (2)"): {"Kari": ""}, ("parents", "5A (3)"): {"Sara": ""}}
    assert nothing_changed(bring_roster(store, school(parents, twin)))


def test_a_group_that_is_missing_is_named_and_kept(store: Store) -> None:
    bring_roster(store, school(COUNCIL, COMMITTEE))
    prepared = prepare_roster(store, school(COUNCIL), covers="school")
    (item,) = prepared.plan.items
    assert (item.kind, item.state, item.name, item.ticked) == ("groups", "gone", "FAU", None)
    assert run_import(store, prepared, skipped=()).step is None
    assert len(members(store)) == 2
    assert prepare_roster(store, school(COUNCIL), covers="classes").plan.items == ()
    assert prepare_roster(store, school(), covers="school").plan.items == ()  # a list without any says nothing of them


def test_who_is_left_out_is_left_out_of_the_group(store: Store) -> None:
    prepared = prepare_roster(store, school(COUNCIL, COMMITTEE))
    before = stored(store)
    out = {item.key for item in prepared.plan.items if item.name in ("Nora Berg", "Kari Berg")}
    counts = run_import(store, prepared, skipped=out).counts
    assert landed(before, stored(store))["new"] == counts["new"]
    assert counts["new"] == {"pupils": 2, "guardians": 1, "staff": 1, "classes": 2, "links": 1, "groups": 2}
    assert members(store) == {
        ("pupil_council", "Elevrådet"): {"Eva": "medlem"}, ("parent_committee", "FAU"): {"Ida": ""}
    }  # fmt: skip


def test_a_group_only_those_come_into_who_are_left_out_is_not_counted(store: Store) -> None:
    bring_roster(store, school(COUNCIL))
    more = replace(school(COUNCIL), pupils=(*school().pupils, school().pupils[0]._replace(row=9, given="Ny")))
    joined = replace(more, groups=(COUNCIL._replace(members=(*COUNCIL.members, MemberFacts("pupils", 3, ""))),))
    prepared = prepare_roster(store, joined)
    assert prepared.plan.counts()["changed"]["groups"] == 1
    before = every_row(store)
    out = {item.key for item in prepared.plan.items if item.kind == "pupils"}
    result = run_import(store, prepared, skipped=out)
    assert (result.counts["changed"]["groups"], result.step) == (0, None)
    assert every_row(store) == before


def test_an_unclear_member_is_left_out_and_nobody_goes_out_meanwhile(store: Store) -> None:
    twins = [("Nora", "Berg", "5A"), ("Nora", "Berg", "5A"), ("Eva", "Moe", "5B")]
    two = replace(roster_of(twins), groups=(COUNCIL,))
    bring_roster(store, two)
    unclear = replace(
        two,
        pupils=(two.pupils[0]._replace(birth_date=None), two.pupils[2]),
        groups=(COUNCIL._replace(members=(MemberFacts("pupils", 0, ""),)),),
    )
    prepared = prepare_roster(store, unclear)
    assert prepared.plan.matches.unclear_pupils == {0}
    assert not [item for item in prepared.plan.items if item.kind == "groups"]
    run_import(store, prepared)
    assert members(store)["pupil_council", "Elevrådet"] == {"Nora": "leder", "Eva": "medlem"}


@pytest.mark.parametrize("grade", ["confidential", "strictly_confidential"])
def test_who_has_address_protection_is_not_taken_out_for_being_missing(store: Store, grade: str) -> None:
    bring_roster(store, school(COUNCIL, COMMITTEE))
    store.set_grade(person(store, "Eva"), grade, "Protected")
    without = COUNCIL._replace(members=COUNCIL.members[:1])
    assert nothing_changed(bring_roster(store, school(without, COMMITTEE)))
    assert members(store)["pupil_council", "Elevrådet"] == {"Nora": "leder", "Eva": "medlem"}
