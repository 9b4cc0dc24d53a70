"""Is next year's wheel this year's by the same rules on the new calendar? The days were counted out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.i18n import translator
from app.features import FEATURES
from app.school.calendar_commands import add_entry as add_days
from app.yearwheel.choosing import choose
from app.yearwheel.commands import add_entry, add_ring, drop, move_occurrence, set_entry
from app.yearwheel.next_year import Difference, differences, next_rule, roll_over_chosen
from app.yearwheel.queries import entry_rows
from app.yearwheel.rows import EntryRow
from app.yearwheel.templates import shipped
from app.yearwheel.turn import roll_over
from db.models import WheelTask
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, opened
from tests.meetings.factories import MeetingSchool, did, known, school_file

RULES = {
    "M02": "UKE(47)",
    "U03": "FØR(M02,7)",
    "X1": "DATO(2026-10-13)",
    "X2": "HØSTFERIE-3",
    "X3": "17MAI",
    "X4": "UKE(53)",
    "X5": "",
}
NEXT = {
    "M02": [(date(2027, 11, 22), date(2027, 11, 26))],
    "U03": [(date(2027, 11, 15), date(2027, 11, 15))],
    "X1": [(date(2027, 10, 19), date(2027, 10, 19))],
    "X2": [(date(2027, 10, 1), date(2027, 10, 1))],
    "X3": [(date(2028, 5, 17), date(2028, 5, 17))],
    "X4": [],
    "X5": [],
}
NOW = {
    "M02": [(date(2026, 11, 16), date(2026, 11, 19))],  # the Friday is a planning day
    "U03": [(date(2026, 11, 9), date(2026, 11, 9))],
    "X1": [(date(2026, 10, 13), date(2026, 10, 13))],
    "X2": [(date(2026, 10, 2), date(2026, 10, 2))],
    "X3": [(date(2027, 5, 17), date(2027, 5, 17))],
}


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> MeetingSchool:
    return school_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: MeetingSchool) -> Iterator[Store]:
    """The autumn break is in week 41 this year, and in week 40 the next."""
    with opened(tmp_path / "school.db") as store:
        with store.change("Began") as session:
            add_days(session, YEAR + 1, date(2027, 10, 4), date(2027, 10, 8), "break", "Høstferie")
            ring = add_ring(session, kind="body", body_id=school.smu)
            for code, rule in RULES.items():
                add_entry(session, YEAR, ring_id=ring, title=f"Innslag {code}", rule=rule, code=code)
        yield store


def difference(store: Store, code: str) -> Difference:
    (found,) = [one for one in known(store, differences, YEAR, YEAR + 1) if one.code == code]
    return found


def entries(store: Store, year: int) -> dict[str, EntryRow]:
    return {one.code: one for one in known(store, entry_rows, year)}


def test_every_entry_has_its_days_of_both_years(store: Store) -> None:
    found = {one.code: one for one in known(store, differences, YEAR, YEAR + 1)}
    assert {code: list(found[code].days) for code in NOW} == NOW
    assert {code: list(one.days_next) for code, one in found.items()} == NEXT
    assert list(found)[:2] == ["X2", "X1"]  # in the order of next year's days
    assert not any(one.is_there or one.moved or one.dropped for one in found.values())


def test_a_week_the_next_year_does_not_have_is_told(store: Store) -> None:
    problem = difference(store, "X4").problem
    assert problem is not None
    assert "53" in translator("en")(problem.msgid, **problem.values)
    assert difference(store, "M02").problem is None


def test_a_date_becomes_the_same_weekday_of_its_week_and_says_so(store: Store) -> None:
    found = difference(store, "X1")
    assert (found.rule, found.rule_next) == ("DATO(2026-10-13)", "DATO(2027-10-19)")
    assert {"day": "13.10.2026", "next_day": "19.10.2027"} in [remark.values for remark in found.remarks]


@pytest.mark.parametrize(
    ("from_year", "rule", "now"),
    [
        (2026, "DATO(2026-12-31)", "DATO(2027-12-30)"),  # Thursday of week 53: of week 52 in a year without
        (2026, "DATO(2027-01-04)..DATO(2027-01-08)", "DATO(2028-01-03)..DATO(2028-01-07)"),  # week 1
        (2026, "DATO(2026-08-01)", "DATO(2027-08-07)"),  # Saturday of week 31
        (2026, "DATO(2027-07-31)", "DATO(2028-07-29)"),  # Saturday of week 30
        (2027, "DATO(2027-08-02)", "DATO(2028-08-07)"),  # Monday of week 31, which is in July the next time
        (2026, "UKE(47)", "UKE(47)"),
    ],
)
def test_a_date_stays_within_the_school_year(from_year: int, rule: str, now: str) -> None:
    assert next_rule(rule, from_year, from_year + 1) == now


def test_what_was_moved_or_dropped_by_hand_is_told_and_not_taken_along(store: Store) -> None:
    now = entries(store, YEAR)
    did(store, move_occurrence, now["U03"].id, 1, date(2026, 11, 11))
    did(store, drop, now["X2"].id, 1)
    assert difference(store, "U03").moved
    assert difference(store, "U03").days == ((date(2026, 11, 11), date(2026, 11, 11)),)
    assert list(difference(store, "U03").days_next) == NEXT["U03"]
    assert difference(store, "X2").dropped
    assert not difference(store, "M02").moved


def test_the_hook_makes_all_of_it_once_and_one_undo_takes_it_back(store: Store) -> None:
    did(store, roll_over, YEAR, YEAR + 1)
    now, then = entries(store, YEAR), entries(store, YEAR + 1)
    assert {code: one.continues_id for code, one in then.items()} == {code: one.id for code, one in now.items()}
    assert then["U03"].rule == "FØR(M02,7)"
    assert then["X1"].rule == "DATO(2027-10-19)"
    assert {one.ring_id for one in then.values()} == {one.ring_id for one in now.values()}
    assert all(one.is_there for one in known(store, differences, YEAR, YEAR + 1))
    did(store, roll_over, YEAR, YEAR + 1)
    assert len(entries(store, YEAR + 1)) == len(RULES)
    store.undo()  # the second time changed nothing
    assert entries(store, YEAR + 1) == {}
    assert len(entries(store, YEAR)) == len(RULES)
    (feature,) = [one for one in FEATURES if one.name == "yearwheel"]
    assert feature.hooks["roll_over"] == "app.yearwheel.turn:roll_over"


def test_what_was_renamed_next_year_is_still_there(store: Store) -> None:
    did(store, roll_over, YEAR, YEAR + 1)
    did(store, set_entry, entries(store, YEAR + 1)["M02"].id, "title", "Noe helt annet")
    did(store, roll_over, YEAR, YEAR + 1)
    assert len(entries(store, YEAR + 1)) == len(RULES)


def test_what_next_year_has_from_the_template_is_not_doubled(store: Store) -> None:
    did(store, choose, YEAR, [row for row in shipped("nb") if row.code in ("S02", "M04")])
    did(store, choose, YEAR + 1, [row for row in shipped("nb") if row.code == "S02"])
    did(store, roll_over, YEAR, YEAR + 1)
    assert [one.topic for one in entries(store, YEAR + 1).values()].count("S02") == 1
    assert "M04" in entries(store, YEAR + 1)


def test_only_what_is_chosen_comes_and_its_rule_holds_without_the_rest(store: Store) -> None:
    now = entries(store, YEAR)
    made = did(store, roll_over_chosen, YEAR, YEAR + 1, [now["U03"].id])
    then = entries(store, YEAR + 1)
    assert [one.id for one in then.values()] == list(made)
    assert then["U03"].rule == "UKE(46,MANDAG)"


def test_a_code_that_next_year_uses_for_something_else_is_given_another(store: Store, school: MeetingSchool) -> None:
    ring = entries(store, YEAR)["M02"].ring_id
    with store.change("Added") as session:
        add_entry(session, YEAR + 1, ring_id=ring, title="Et annet møte", rule="UKE(3)", code="M02")
    did(store, roll_over, YEAR, YEAR + 1)
    then = entries(store, YEAR + 1)
    assert then["M02"].title == "Et annet møte"
    (moved,) = [one for one in then.values() if one.title == "Innslag M02"]
    assert moved.code not in RULES
    assert then["U03"].rule == f"FØR({moved.code},7)"


def test_the_task_list_is_not_taken_along(store: Store) -> None:
    with store.change("Added a task") as session:
        session.add(WheelTask(wheel_entry_id=entries(store, YEAR)["X3"].id, task="Kjøpe is"))
    did(store, roll_over, YEAR, YEAR + 1)
    new = entries(store, YEAR + 1)["X3"].id
    assert store.read(lambda session: session.scalars(select(WheelTask.wheel_entry_id)).all()) != [new]
    assert entries(store, YEAR + 1)["X3"].tasks == 0
