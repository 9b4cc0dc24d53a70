"""Is it said when something is wrong with the places of a year?"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import update

from app import rollover
from app.contacts.turning.commands import HAS_BEGUN, merge_classes, place_pupils, split_class, take_places
from app.core.errors import UserError
from db.models import ClassMembership, GuardianLink
from db.store import Store
from tests.conftest import Clock
from tests.contacts.turning.school import FIRST, LAST, class_of, of, take_all


def said(store: Store, year: int) -> list[tuple[str, object]]:
    return [(one.msgid.partition(":")[0], one.values["n"]) for one in store.read(rollover.invariants, year)]


def place(store: Store, name: str, class_name: str, year: int, first: date, last: date | None) -> None:
    with store.change("Wrote a row") as session:
        session.add(
            ClassMembership(
                person_id=of(store, name),
                school_class_id=class_of(store, class_name, year),
                valid_from=first,
                valid_to=last,
            )
        )


def test_a_pupil_in_two_classes_on_one_day(store: Store) -> None:
    take_all(store)
    assert said(store, 2026) == said(store, 2027) == []
    place(store, "Ada Berg", "2B", 2027, date(2027, 9, 1), None)
    assert said(store, 2027) == [("Pupils in two classes on the same day", 1)]
    assert said(store, 2026) == []


def test_a_place_outside_the_year_of_its_class(store: Store) -> None:
    take_all(store)
    place(store, "Eli Berg", "3A", 2027, date(2027, 7, 30), LAST)
    assert said(store, 2027) == [("Places in a class outside its school year", 1)]
    assert said(store, 2026) == [("Pupils in two classes on the same day", 1)]


def test_a_pupil_who_loses_all_guardians_with_the_year(store: Store) -> None:
    take_all(store)
    with store.change("Ended links") as session:
        session.execute(update(GuardianLink).where(GuardianLink.pupil_id == of(store, "Bo Dal")).values(valid_to=LAST))
    assert said(store, 2027) == [("Pupils who lose all their guardians when the year begins", 1)]


def test_a_year_that_has_begun_is_not_changed_on_the_board(store: Store, clock: Clock) -> None:
    take_all(store)
    clock.set(datetime(FIRST.year, FIRST.month, FIRST.day, 9, 0))
    ada, there = of(store, "Ada Berg"), class_of(store, "2B")
    for call in (
        lambda session: place_pupils(session, [ada], there),
        lambda session: take_places(session, [ada], 2027),
        lambda session: split_class(session, there, [ada]),
        lambda session: merge_classes(session, there, [class_of(store, "2A")]),
    ):
        with pytest.raises(UserError, match=HAS_BEGUN), store.change("Tried") as session:
            call(session)
