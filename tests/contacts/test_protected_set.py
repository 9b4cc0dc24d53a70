"""Who belongs to the closed protected set? Twelve families, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contacts.disclosure import Showing, disclosure
from app.contacts.protection import protect
from app.contacts.rules import protected_set
from db.store import Store
from tests.factories import TODAY, guardian, opened, pupil, teacher

# family: (who is graded, {pupil: guardians}, everybody who must be omitted), written down by hand first.
FAMILIES: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]], str]] = {
    "nobody graded": ((), {"a": ("M", "F")}, ""),
    "graded only child": (("a",), {"a": ("M", "F")}, "a M F"),
    "graded mother": (("M",), {"a": ("M", "F")}, "a M F"),
    "graded mother of two": (("M",), {"a": ("M",), "b": ("M", "F")}, "a b M F"),
    "graded child with a sibling": (("a",), {"a": ("M",), "b": ("M",)}, "a b M"),
    "half sibling on the father's side": (("a",), {"a": ("M", "F"), "c": ("F", "S")}, "a c M F S"),
    "half siblings on both sides": (("a",), {"a": ("M", "F"), "b": ("M", "T"), "c": ("F", "S")}, "a b c M F S T"),
    "a chain through three homes": (
        ("a",),
        {"a": ("M", "F"), "b": ("F", "S"), "c": ("S", "T"), "d": ("U",)},
        "a b c M F S T",
    ),
    "alone without guardians": (("a",), {"a": ()}, "a"),
    "graded foster parent": (("P",), {"a": ("P",), "b": ("P",), "c": ("M",)}, "a b P"),
    "two graded families apart": (("a", "N"), {"a": ("M",), "b": ("N",), "c": ("F",)}, "a b M N"),
    "graded guardian without children here": (("X",), {"a": ("M",)}, "X"),
}


def links(pupils: dict[str, tuple[str, ...]]) -> list[tuple[int, int]]:
    return [(ord(child), ord(adult)) for child, adults in pupils.items() for adult in adults]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_set_is_the_one_worked_out_by_hand(family: str) -> None:
    graded, pupils, expected = FAMILIES[family]
    found = protected_set([ord(name) for name in graded], links(pupils))
    assert {chr(person) for person in found} == set(expected.split())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_cause_is_always_a_graded_person_of_the_same_family(family: str) -> None:
    graded, pupils, _ = FAMILIES[family]
    found = protected_set([ord(name) for name in graded], links(pupils))
    assert set(found.values()) <= {ord(name) for name in graded}
    assert all(found[ord(name)] == ord(name) for name in graded)


@given(st.sets(st.integers(0, 20)), st.sets(st.tuples(st.integers(0, 20), st.integers(21, 40))))
def test_the_set_is_closed_and_no_larger_than_it_must_be(graded: set[int], pairs: set[tuple[int, int]]) -> None:
    found = set(protected_set(graded, pairs))
    assert graded <= found
    assert all((child in found) == (adult in found) for child, adult in pairs)
    without = set(protected_set(set(), pairs))
    assert without == set()
    reachable, size = set(graded), -1
    while size != len(reachable):  # the slow way round
        size = len(reachable)
        reachable |= {one for pair in pairs if reachable & set(pair) for one in pair}
    assert found == reachable


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def test_the_office_sees_the_name_and_parents_see_nothing(store: Store) -> None:
    child = pupil(store, "Ida Berg")
    mother = guardian(store, "Mona Berg", child, phone="90012345")
    other = pupil(store, "Ola Lie")
    protect(store, child, "confidential")
    office = store.read(disclosure, "office", TODAY)
    parents = store.read(disclosure, "class_parents", TODAY)
    assert (office.of(child), office.of(mother), office.of(other)) == (
        Showing.REDUCED,
        Showing.NO_ADDRESS,
        Showing.SHOWN,
    )
    assert (parents.of(child), parents.of(mother), parents.of(other)) == (
        Showing.OMITTED,
        Showing.OMITTED,
        Showing.SHOWN,
    )


def test_a_wish_to_be_left_off_lists_takes_only_that_person_off(store: Store) -> None:
    from app.contacts.commands import set_field

    child = pupil(store, "Ida Berg")
    mother = guardian(store, "Mona Berg", child)
    with store.change("Changed") as session:
        set_field(session, mother, "list_opt_out", "yes")
    parents = store.read(disclosure, "class_parents", TODAY)
    assert parents.of(mother) is Showing.OMITTED
    assert parents.of(child) is Showing.SHOWN
    assert store.read(disclosure, "office", TODAY).of(mother) is Showing.SHOWN


@pytest.mark.parametrize("grade", ["client", "confidential", "strictly_confidential"])
def test_every_grade_keeps_a_person_off_the_parents_list(store: Store, grade: str) -> None:
    someone = teacher(store, "Kari Moen", "5A")
    protect(store, someone, grade)
    assert store.read(disclosure, "class_parents", TODAY).of(someone) is Showing.OMITTED
