"""What becomes of the plan when the next school year is made?"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.turn import TurnStep
from app.features import FEATURES
from app.plan.commands import add_section, new_version, remove_plan, set_section, start_empty
from app.plan.queries import plans
from app.plan.turn import roll_over, take, turn_steps
from app.yearwheel.turn import roll_over as roll_wheel_over
from db.models import PlanCommitment, PlanPoint, PlanSection, WheelEntry
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool, adopted, the_plan, titles


def step(store: Store, year: int = YEAR) -> TurnStep:
    (found,) = known(store, turn_steps, year, year + 1)
    return found


def tied_to(session: Session, plan_id: int) -> list[tuple[int, str] | None]:
    """Return the year and title of the entries that what a plan promises is tied to."""
    query = select(PlanCommitment.wheel_entry_id).join(PlanPoint).join(PlanSection)
    query = query.where(PlanSection.plan_id == plan_id, PlanCommitment.kind == "entry")
    found = [None if one is None else session.get_one(WheelEntry, one) for one in session.scalars(query)]
    return [None if one is None else (one.start_year, one.title) for one in found]


def test_this_years_plan_is_proposed_as_next_years_draft(store: Store, school: PlanSchool) -> None:
    found = step(store)
    (line,) = found.lines
    assert (found.state, found.number, found.day) == ("open", 1, date(2027, 6, 1))
    assert (line.before, line.after, line.ticked) == ("2026/27", "2027/28", True)
    made = did(store, take, YEAR, YEAR + 1, None)
    assert made is not None
    assert titles(store, made) == titles(store, school.plan)
    assert the_plan(store, made).plan.status == "draft"
    found = step(store)
    assert (found.state, found.lines, found.item) == ("done", (), made)


def test_reading_what_is_to_do_changes_nothing(store: Store, school: PlanSchool) -> None:
    did(store, turn_steps, YEAR, YEAR + 1)
    assert known(store, plans, YEAR + 1, TODAY) == ()


def test_what_is_not_chosen_is_not_made(store: Store, school: PlanSchool) -> None:
    assert did(store, take, YEAR, YEAR + 1, ()) is None
    assert known(store, plans, YEAR + 1, TODAY) == ()


def test_turning_twice_makes_one_plan(store: Store, school: PlanSchool) -> None:
    did(store, roll_over, YEAR, YEAR + 1)
    first = known(store, plans, YEAR + 1, TODAY)
    did(store, roll_over, YEAR, YEAR + 1)
    assert known(store, plans, YEAR + 1, TODAY) == first
    assert len(first) == 1


def test_the_adopted_version_goes_on_not_a_later_draft_of_it(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    draft = did(store, new_version, school.plan)
    did(store, set_section, the_plan(store, draft).sections[0].id, "title", "Uferdig")
    made = did(store, take, YEAR, YEAR + 1, None)
    assert made is not None
    assert titles(store, made)[0] == ("Mål for planen", 1)


def test_a_year_without_a_plan_has_nothing_to_turn(store: Store, school: PlanSchool) -> None:
    did(store, remove_plan, school.plan)
    found = step(store)
    assert found.state == "nothing"
    assert [line.ticked for line in found.lines] == [None]
    did(store, roll_over, YEAR, YEAR + 1)
    assert known(store, plans, YEAR + 1, TODAY) == ()


def test_a_plan_that_is_begun_for_next_year_already_is_left_alone(store: Store, school: PlanSchool) -> None:
    begun = did(store, start_empty, YEAR + 1)
    did(store, add_section, begun, "Vår egen")
    did(store, roll_over, YEAR, YEAR + 1)
    assert titles(store, begun) == [("Vår egen", 1)]
    assert [row.id for row in known(store, plans, YEAR + 1, TODAY)] == [begun]


@pytest.mark.parametrize("wheel_first", [True, False])
def test_what_is_promised_follows_next_years_wheel_whichever_comes_first(
    store: Store, school: PlanSchool, wheel_first: bool
) -> None:
    if wheel_first:
        did(store, roll_wheel_over, YEAR, YEAR + 1)
    made = did(store, take, YEAR, YEAR + 1, None)
    assert made is not None
    if not wheel_first:
        assert known(store, tied_to, made) == [None]
        assert step(store).state == "done"
        did(store, roll_wheel_over, YEAR, YEAR + 1)
        (line,) = step(store).lines
        assert (line.after, line.ticked) == ("1", True)
        did(store, take, YEAR, YEAR + 1, None)
    assert known(store, tied_to, made) == [(YEAR + 1, "Plan for samarbeidet legges fram")]
    assert step(store).state == "done"


def test_a_promise_goes_on_over_several_years(store: Store, school: PlanSchool) -> None:
    for year in (YEAR, YEAR + 1, YEAR + 2):
        did(store, roll_wheel_over, year, year + 1)
        did(store, roll_over, year, year + 1)
    (last,) = known(store, plans, YEAR + 3, TODAY)
    assert known(store, tied_to, last.id) == [(YEAR + 3, "Plan for samarbeidet legges fram")]
    assert titles(store, last.id) == titles(store, school.plan)


def test_the_program_knows_the_hooks() -> None:
    hooks = next(one.hooks for one in FEATURES if one.name == "plan")
    assert hooks["turn_steps"] == "app.plan.turn:turn_steps"
    assert hooks["roll_over"] == "app.plan.turn:roll_over"
