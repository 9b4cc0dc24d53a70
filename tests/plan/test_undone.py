"""Undo restores a plan row by row in any order, and never changes what stands in a plan that is adopted."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.plan.commands import (
    copy_section,
    join_points,
    make_list,
    move_point,
    move_section,
    new_version,
    remove_plan,
    remove_point,
    remove_section,
    send,
    set_point,
    set_section,
    split_point,
    start_from,
    take_pasted,
)
from app.plan.commitment_commands import add_commitment
from app.plan.guarding import ADOPTED
from app.plan.imports.pasted import read
from db.errors import StoreError
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool, adopted, on_side, the_plan

TABLES = ("plan", "plan_section", "plan_point", "plan_commitment", "presentation")


def rows(session: Session) -> list[tuple[Any, ...]]:
    """Return every row of a plan, as it stands; ``version`` counts writes and is no fact."""
    found: list[tuple[Any, ...]] = []
    for table in TABLES:
        for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings():
            found.append((table, *(value for name, value in row.items() if name != "version")))
    return found


def newest(store: Store) -> int:
    """Return the id of the step that was just made."""
    return int(known(store, lambda session: session.execute(text("SELECT max(id) FROM history_step")).scalar_one()))


def test_what_was_written_before_the_plan_was_adopted_is_not_taken_back_under_it(
    store: Store, school: PlanSchool
) -> None:
    point, other = school.points["leser planen"], school.points["deltar på foreldremøter"]
    steps = []
    written: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
        (set_point, (point, "leser hele planen")),
        (remove_point, (other,)),
        (set_section, (school.sections["Informasjon"], "text", "Slik får vi vite det.")),
        (add_commitment, (school.points["legger den fram"], "talks")),
    )
    for command, values in written:
        did(store, command, *values)
        steps.append(newest(store))
    adopted(store, school.plan)
    before = the_plan(store, school.plan)

    for step in steps[:3]:
        with pytest.raises(UserError) as refused:
            store.undo(step)
        assert refused.value.message == ADOPTED
    store.undo(steps[3])  # what is followed is no part of what was adopted

    assert the_plan(store, school.plan) == before


def test_the_adoption_is_taken_back_and_then_what_came_before_it(store: Store, school: PlanSchool) -> None:
    did(store, set_point, school.points["leser planen"], "leser hele planen")
    step = newest(store)
    adopted(store, school.plan)
    store.undo()
    store.undo(step)
    assert on_side(store, school.plan, "Informasjon", "left") == ["leser planen"]


def test_a_draft_that_the_adopted_version_came_from_can_be_removed_and_had_back(
    store: Store, school: PlanSchool
) -> None:
    did(store, send, school.plan, TODAY, None)
    later = did(store, new_version, school.plan)
    adopted(store, later)
    before = known(store, rows)
    did(store, remove_plan, school.plan)
    store.undo()
    assert known(store, rows) == before


def test_any_step_is_taken_back_in_any_order_and_nothing_is_left_half_done(store: Store, school: PlanSchool) -> None:
    whole = known(store, rows)
    points, sections = school.points, school.sections
    did_all: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
        (move_section, (sections["Informasjon"], 0)),
        (split_point, (points["deltar på to utviklingssamtaler"], 10)),
        (join_points, (points["inviterer til to samtaler"], points["kaller inn til SU og SMU"])),
        (move_point, (points["leser planen"], sections["Møter"], "right", 0)),
        (make_list, (sections["Møter"],)),
        (copy_section, (sections["Møter"],)),
        (take_pasted, (school.plan, read("<h1>Nytt</h1><ul><li>ett</li><li>to</li></ul>"), sections["Roller"])),
        (remove_section, (sections["Roller"],)),
        (add_commitment, (points["leser planen"], "talks")),
        (start_from, (school.plan, YEAR + 1)),
        (send, (school.plan, date(2026, 8, 20), None)),
    )
    steps = []
    for command, values in did_all:
        did(store, command, *values)
        steps.append(newest(store))
    random.Random(7).shuffle(steps)
    for step in steps:
        try:
            store.undo(step, together=True)
        except StoreError:
            continue  # it went with another
    assert known(store, rows) == whole
