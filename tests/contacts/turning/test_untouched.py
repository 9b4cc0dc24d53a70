"""What if nobody turns the year? On 1 August people are in no class: it is said, and nothing breaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app import rollover
from app.bodies.left import person_left
from app.contacts.class_changes import class_changes_since
from app.contacts.commands import leave_school
from app.contacts.due import due
from app.contacts.person_queries import contact_detail
from app.contacts.queries import ContactFilter, list_contacts
from app.core.due import due_lines
from app.school.calendar_commands import add_entry
from app.school.queries import school_classes
from app.yearwheel.choosing import choose
from app.yearwheel.templates import shipped
from db.store import Store
from tests.conftest import Clock
from tests.contacts.turning.school import FIRST, LAST, of, places, take, take_all
from tests.factories import START, pupil
from tests.meetings.factories import did

AUGUST = date(2027, 8, 20)
SUMMER = date(2027, 6, 20)
"""About the last day with school, as the calendar does not say it."""


def said(store: Store, today: date) -> dict[str, tuple[int, date | None]]:
    return {line.code: (line.number, line.day) for line in store.read(due, today) if line.page == "turning"}


def test_from_january_next_year_can_be_begun_until_it_is(store: Store) -> None:
    """One is told where to begin; that classes are missing is said from June."""
    assert said(store, date(2026, 12, 31)) == {}
    for day in (date(2027, 1, 1), date(2027, 5, 31)):
        assert said(store, day) == {"contacts.begin_year": (1, None)}
    take(store, "contacts.classes")
    assert said(store, date(2027, 5, 31)) == {}


def test_who_says_that_a_step_is_none_of_theirs_has_begun(store: Store) -> None:
    with store.change("Said so") as session:
        rollover.nothing_to_do(session, 2027, "contacts.classes")
    assert said(store, date(2027, 1, 15)) == {}


def test_from_june_those_without_a_class_next_year_are_counted(store: Store) -> None:
    """The leaver counts too: nobody has said that they leave."""
    assert said(store, date(2027, 6, 1)) == {"contacts.next_year": (5, SUMMER)}
    take(store, "contacts.classes")
    take(store, "contacts.pupils")
    assert said(store, date(2027, 6, 1)) == {"contacts.next_year": (1, SUMMER)}
    take(store, "contacts.leavers")
    assert said(store, date(2027, 6, 1)) == {}


def test_it_is_said_on_the_first_page_while_there_is_school(store: Store) -> None:
    def codes(today: date) -> set[str]:
        return {line.code for line in store.read(due_lines, today)}

    assert "contacts.next_year" in codes(date(2027, 6, 10))
    did(store, add_entry, 2026, date(2027, 6, 16), date(2027, 7, 31), "break", "Sommerferie")
    assert said(store, date(2027, 6, 1)) == {"contacts.next_year": (5, date(2027, 6, 15))}
    assert "contacts.next_year" in codes(date(2027, 6, 1))


def test_one_lands_at_the_step_that_can_be_taken(store: Store) -> None:
    """Without next year's classes the pupils' step only says that they must be made first."""

    def lands(today: date) -> list[object]:
        found = store.read(due_lines, today)
        return [one.item for one in found if one.code in ("contacts.next_year", "contacts.turn")]

    assert lands(date(2027, 6, 10)) == ["contacts.classes"]
    assert lands(AUGUST) == ["contacts.classes"]
    take(store, "contacts.classes")
    assert lands(date(2027, 6, 10)) == ["contacts.pupils"]
    assert lands(AUGUST) == ["contacts.pupils"]


def test_where_the_wheel_closes_the_year_a_late_newcomer_is_counted_still(store: Store) -> None:
    with store.change("Chose") as session:
        choose(session, 2026, [row for row in shipped("nb") if row.code == "A06"])
    assert said(store, date(2027, 6, 10)) == {"contacts.begin_year": (1, None)}  # that it is not made, the wheel says
    for code in ("contacts.classes", "contacts.pupils", "contacts.leavers"):
        take(store, code)
    assert said(store, date(2027, 6, 10)) == {}
    pupil(store, "Kim Ny", "1B")
    assert said(store, date(2027, 6, 10)) == {"contacts.next_year": (1, SUMMER)}


def test_on_the_first_of_august_those_who_were_left_behind_are_counted(store: Store) -> None:
    assert said(store, AUGUST) == {"contacts.turn": (5, FIRST)}


@pytest.mark.parametrize("first", [FIRST, AUGUST, date(2027, 10, 1)])
def test_the_year_can_be_turned_late(store: Store, clock: Clock, first: date) -> None:
    clock.set(datetime(first.year, first.month, first.day, 9, 0))
    take_all(store)
    assert places(store)["Ada Berg"] == [("1A", START, LAST), ("2A", FIRST, None)]
    assert places(store)["Eli Berg"] == [("3A", START, LAST)]
    assert said(store, first) == {}
    assert store.read(rollover.invariants, 2027) == ()


def test_nobody_is_in_a_class_and_everybody_can_be_found(store: Store, clock: Clock) -> None:
    clock.set(datetime(2027, 8, 20, 9, 0))
    ada = store.read(contact_detail, of(store, "Ada Berg"), AUGUST)
    assert ada is not None
    assert (ada.class_name, len(ada.guardians)) == ("", 1)
    assert store.read(school_classes, 2027, AUGUST) == ()
    assert {row.name for row in store.read(list_contacts, ContactFilter(2026))} >= {"Berg, Ada", "Berg, Gro"}
    assert store.read(class_changes_since, FIRST) == ()
    assert store.read(rollover.invariants, 2027) == ()
    assert all(step.state in ("open", "nothing", "done") for step in store.read(rollover.steps, 2027))


def test_who_does_not_come_back_after_the_summer_leaves_with_last_year(store: Store, clock: Clock) -> None:
    clock.set(datetime(2027, 8, 20, 9, 0))
    with store.change("Left") as session:
        leave_school(session, of(store, "Ada Berg"), AUGUST)
    assert places(store)["Ada Berg"] == [("1A", START, LAST)]
    assert said(store, AUGUST) == {"contacts.turn": (4, FIRST)}


def test_a_pupil_who_only_goes_on_a_grade_up_has_left_nothing(store: Store) -> None:
    take_all(store)
    ada = of(store, "Ada Berg")
    one_a = store.read(lambda session: school_classes(session, 2026, START))[0].id
    assert store.read(person_left, ada, LAST, one_a) == ()
    assert store.read(person_left, ada, LAST - timedelta(days=100), one_a) == ()
