"""What is a class of another year called now?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bodies.cohorts import classes_then_and_now, grade_in
from app.school.commands import add_class
from db.models import ClassMembership, SchoolClass
from db.store import Store
from tests.bodies.given import class_of, did, moved
from tests.factories import START, YEAR, class_called, opened, pupil

LAST_YEAR = date(2025, 8, 18)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def then(store: Store, class_name: str, *people: int, year: int = 2025) -> int:
    """Let pupils have been in a class the year before, and be where they are now as well."""
    class_id = class_of(store, class_name, year)
    now = {person: class_now(store, person) for person in people}
    for person in people:
        moved(store, class_id, date(year, 8, 18), person)
        moved(store, now[person], START, person)
    return class_id


def class_now(store: Store, person: int) -> int:
    query = select(ClassMembership.school_class_id).where(ClassMembership.person_id == person)
    found = store.read(lambda session: session.scalars(query.order_by(ClassMembership.valid_from.desc())).first())
    assert found is not None
    return found


def now_of(store: Store, class_id: int, year: int = YEAR) -> int | None:
    return store.read(classes_then_and_now, [class_id], year)[class_id]


def test_a_class_is_itself_in_its_own_year(store: Store) -> None:
    five_a = class_called(store, "5A")
    assert now_of(store, five_a) == five_a


def test_a_class_is_followed_by_its_pupils_also_where_it_changed_its_letter(store: Store) -> None:
    a, b, c = (pupil(store, name, "5B") for name in ("Ada Lie", "Bo Moe", "Cai Nes"))
    d = pupil(store, "Dag Ness", "5A")
    four_a = then(store, "4A", a, b, c, d)
    assert now_of(store, four_a) == class_called(store, "5B")


def test_it_is_found_backwards_too(store: Store) -> None:
    four_a = then(store, "4A", pupil(store, "Ada Lie", "5B"))
    assert now_of(store, class_called(store, "5B"), 2025) == four_a


def test_without_pupils_a_class_is_followed_by_its_name(store: Store) -> None:
    assert now_of(store, class_of(store, "4A", 2025)) is None
    five_a = class_called(store, "5A")
    assert now_of(store, class_of(store, "4A", 2025)) == five_a
    assert now_of(store, class_of(store, "3A", 2024)) == five_a
    assert now_of(store, class_of(store, "4B", 2025)) is None


def test_one_who_takes_the_tenth_grade_again_does_not_take_the_class_along(store: Store) -> None:
    again = pupil(store, "Ada Lie", "10B")
    ten_a = then(store, "10A", again)
    assert now_of(store, ten_a) is None


def test_one_who_takes_a_grade_again_does_not_outweigh_the_name(store: Store) -> None:
    five_a = class_called(store, "5A")
    assert now_of(store, then(store, "4A", pupil(store, "Ada Lie", "4B"))) == five_a


def test_a_mixed_class_is_followed_by_those_of_its_pupils_who_go_on(store: Store) -> None:
    mixed = did(store, add_class, 2025, "1–2A")
    with store.change("Two grades") as session:
        session.get_one(SchoolClass, mixed).last_grade = 2
    three = pupil(store, "Ada Lie", "3A")
    was = class_now(store, three)
    moved(store, mixed, LAST_YEAR, three)
    moved(store, was, START, three)
    assert now_of(store, mixed) == class_called(store, "3A")


def test_a_class_without_a_grade_is_followed_by_its_pupils(store: Store) -> None:
    ada = pupil(store, "Ada Lie", "Blå")
    assert now_of(store, then(store, "Rød", ada)) == class_called(store, "Blå")


def test_nobody_is_asked_about_nothing(store: Store) -> None:
    assert store.read(classes_then_and_now, [], YEAR) == {}


def test_a_grade_is_one_more_each_school_year() -> None:
    assert grade_in(5, date(2025, 9, 1), 2026) == 6
    assert grade_in(5, date(2026, 7, 31), 2026) == 6
    assert grade_in(5, date(2026, 8, 1), 2026) == 5
    assert grade_in(None, date(2026, 8, 1), 2026) is None
