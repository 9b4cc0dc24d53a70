"""What does the user do with a plan: begin one, send it out, adopt it, go on from it?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.meetings.agenda import add_item
from app.plan.commands import (
    add_point,
    add_section,
    adopt,
    copy_section,
    join_points,
    make_list,
    make_table,
    move_point,
    move_section,
    new_version,
    remove_plan,
    remove_point,
    remove_section,
    reopen,
    send,
    set_plan,
    set_point,
    set_section,
    split_point,
    start_empty,
    start_from,
    start_from_template,
    take_pasted,
)
from app.plan.commitment_commands import mark_done
from app.plan.guarding import ADOPTED, PASSED
from app.plan.imports.pasted import PastedSection
from app.plan.queries import all_plans, comparable, current_plan, plan_before, plan_in_force, plans, sections_of
from app.plan.templates import plant
from app.yearwheel.turn import roll_over
from db.history import steps
from db.models import Plan, PlanCommitment, PlanPoint, PlanSection, Row, WheelEntry
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did, known
from tests.plan.factories import PlanSchool, adopted, the_plan, titles

AUGUST = date(2026, 8, 24)


def run(store: Store, command: Callable[..., object], *arguments: object) -> None:
    """Do any command as one step."""
    did(store, command, *arguments)


def status(store: Store, plan_id: int, today: date = TODAY) -> str:
    return the_plan(store, plan_id, today).plan.status


def test_a_plan_is_sent_adopted_and_in_force_on_its_days(store: Store, school: PlanSchool) -> None:
    assert status(store, school.plan) == "draft"
    did(store, send, school.plan, AUGUST, date(2026, 9, 14))
    assert status(store, school.plan) == "consultation"
    assert the_plan(store, school.plan).plan.answer_by == date(2026, 9, 14)
    meeting = a_meeting(store, school.meetings.su)
    item = did(store, add_item, meeting, title="Plan for samarbeidet")
    did(store, adopt, school.plan, AUGUST, " SU ", item, date(2026, 9, 1))
    row = the_plan(store, school.plan).plan
    assert (row.status, row.adopted_on, row.adopted_by, row.adopted_item_id) == ("adopted", AUGUST, "SU", item)
    assert status(store, school.plan, date(2026, 9, 1)) == "in_force"


def test_nothing_of_an_adopted_plan_can_be_changed(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    before = the_plan(store, school.plan)
    section, table = school.sections["Roller"], school.sections["Møter"]
    point, other = school.points["deltar på foreldremøter"], school.points["deltar på to utviklingssamtaler"]
    refused: list[tuple[Callable[..., object], *tuple[object, ...]]] = [
        (add_section, school.plan, "Ny"),
        (set_section, section, "title", "Nytt"),
        (make_table, section, "A", "B"),
        (make_list, table),
        (move_section, section, 0),
        (remove_section, section),
        (copy_section, section),
        (add_point, section, "text", "Nytt"),
        (set_point, point, "Nytt"),
        (move_point, point, section, "text", 0),
        (remove_point, point),
        (split_point, point, 4),
        (join_points, point, other),
        (take_pasted, school.plan, (PastedSection("Ny", 1),)),
        (plant, school.plan, ("goals",)),
        (set_plan, school.plan, "title", "Ny"),
        (send, school.plan, TODAY),
    ]
    for command, *arguments in refused:
        with pytest.raises(UserError) as refusal:
            run(store, command, *arguments)
        assert (refusal.value.message, refusal.value.values) == (ADOPTED, {"year": "2026/27"}), command
    assert the_plan(store, school.plan) == before


def test_every_change_is_one_step_that_can_be_taken_back(store: Store, school: PlanSchool) -> None:
    before = the_plan(store, school.plan)
    table, point = school.sections["Møter"], school.points["inviterer til to samtaler"]
    done: tuple[tuple[Callable[..., object], *tuple[object, ...]], ...] = (
        (remove_section, table),
        (copy_section, table),
        (make_list, table),
        (move_section, school.sections["Roller"], 0, 2),
        (remove_point, point),
        (split_point, point, 10),
        (join_points, point, school.points["kaller inn til SU og SMU"]),
        (take_pasted, school.plan, (PastedSection("Ny", 1, points=("a", "b")),), school.sections["Roller"]),
        (plant, school.plan),
        (send, school.plan, TODAY),
    )
    for command, *arguments in done:
        so_far = len(known(store, steps))
        run(store, command, *arguments)
        assert len(known(store, steps)) == so_far + 1
        assert the_plan(store, school.plan) != before, command
        store.undo()
        assert the_plan(store, school.plan) == before, command
    assert known(store, _promises, school.plan) == 7


def _all(session: Session, model: type[Row]) -> list[Row]:
    return list(session.scalars(select(model)))


def _promises(session: Session, plan_id: int) -> int:
    return len(_of(session, plan_id))


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ((date(2026, 8, 25),), "adopted_on"),
        ((AUGUST, "SU", 4711), "adopted_item_id"),
        ((AUGUST, "SU", None, date(2026, 8, 23)), "in_force_from"),
        ((AUGUST, "x" * 201), "adopted_by"),
    ],
)
def test_an_adoption_that_cannot_be_is_refused(
    store: Store, school: PlanSchool, arguments: tuple[object, ...], field: str
) -> None:
    with pytest.raises(UserError) as refusal:
        run(store, adopt, school.plan, *arguments)
    assert refusal.value.field == field
    assert status(store, school.plan) == "draft"


def test_a_plan_that_says_nothing_is_neither_sent_nor_adopted(store: Store, school: PlanSchool) -> None:
    empty = did(store, start_empty, 2027)
    for command in (send, adopt):
        with pytest.raises(UserError):
            run(store, command, empty, TODAY)


def test_answers_are_not_wanted_before_the_plan_is_sent(store: Store, school: PlanSchool) -> None:
    with pytest.raises(UserError) as refusal:
        did(store, send, school.plan, AUGUST, date(2026, 8, 23))
    assert refusal.value.field == "answer_by"


def test_adopted_again_it_corrects_what_was_said_of_the_adoption(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    did(store, adopt, school.plan, date(2026, 8, 20), "Driftsstyret", None, date(2026, 8, 21))
    row = the_plan(store, school.plan).plan
    assert (row.adopted_on, row.adopted_by, row.in_force_from) == (
        date(2026, 8, 20),
        "Driftsstyret",
        date(2026, 8, 21),
    )


def test_an_adoption_is_taken_back_until_it_is_in_force(store: Store, school: PlanSchool) -> None:
    did(store, send, school.plan, AUGUST)
    adopted(store, school.plan, in_force_from=date(2026, 9, 1))
    did(store, reopen, school.plan)
    assert status(store, school.plan) == "consultation"
    did(store, reopen, school.plan)
    assert status(store, school.plan) == "draft"
    adopted(store, school.plan)
    with pytest.raises(UserError):
        did(store, reopen, school.plan)
    assert status(store, school.plan) == "in_force"


def test_a_new_version_says_the_same_and_is_a_draft(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    second = did(store, new_version, school.plan)
    old, new = the_plan(store, school.plan), the_plan(store, second)
    assert (new.plan.number, new.plan.status, new.plan.title, new.plan.continues_id) == (
        2,
        "draft",
        old.plan.title,
        school.plan,
    )
    assert old.plan.status == "in_force"
    assert [(one.title, one.level, one.text) for one in new.sections] == [
        (one.title, one.level, one.text) for one in old.sections
    ]
    assert [one.continues_id for one in new.sections] == [one.id for one in old.sections]
    points = [(point.id, point.side, point.position, point.text) for one in old.sections for point in one.points]
    assert [
        (point.continues_id, point.side, point.position, point.text) for one in new.sections for point in one.points
    ] == points
    did(store, set_section, new.sections[0].id, "title", "Målet")
    assert titles(store, school.plan)[0] == ("Mål for planen", 1)
    assert [row.id for row in known(store, plans, YEAR, TODAY)] == [second, school.plan]
    now = known(store, current_plan, YEAR, TODAY)
    assert now is not None
    assert now.plan.id == second


def test_only_the_newest_version_is_written_on(store: Store, school: PlanSchool) -> None:
    did(store, send, school.plan, AUGUST)
    second = did(store, new_version, school.plan)
    assert status(store, school.plan) == "superseded"
    tried: tuple[tuple[Callable[..., object], object], ...] = ((add_section, "Ny"), (adopt, AUGUST), (send, AUGUST))
    for command, typed in tried:
        with pytest.raises(UserError) as refusal:
            run(store, command, school.plan, typed)
        assert refusal.value.message == PASSED
    for one in (school.plan, second):
        with pytest.raises(UserError):
            did(store, new_version, one)
    with pytest.raises(UserError):
        did(store, start_from_template, YEAR)
    did(store, remove_plan, second)
    did(store, add_section, school.plan, "Ny")


def test_an_adopted_plan_is_kept(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    with pytest.raises(UserError):
        did(store, remove_plan, school.plan)
    in_force = known(store, plan_in_force, TODAY)
    assert in_force is not None
    assert in_force.id == school.plan


def test_a_removed_draft_takes_all_that_stands_in_it_along(store: Store, school: PlanSchool) -> None:
    did(store, remove_plan, school.plan)
    for model in (Plan, PlanSection, PlanPoint, PlanCommitment):
        assert known(store, _all, model) == []


def test_a_plan_that_was_removed_or_begun_is_as_it_was_when_that_is_undone(store: Store, school: PlanSchool) -> None:
    made = did(store, start_from, school.plan, YEAR + 1)
    before, copied = the_plan(store, school.plan), the_plan(store, made)
    did(store, remove_plan, school.plan)
    assert [one.continues_id for one in the_plan(store, made).sections] == [None] * 4
    store.undo()
    assert (the_plan(store, school.plan), the_plan(store, made)) == (before, copied)
    assert len(known(store, _of, school.plan)) == 7
    store.undo()
    assert [row.id for row in known(store, all_plans, TODAY)] == [school.plan]
    store.redo()
    assert the_plan(store, made) == copied


def test_next_years_plan_promises_the_same_of_the_new_year(store: Store, school: PlanSchool) -> None:
    did(store, roll_over, YEAR, YEAR + 1)
    promise = known(store, lambda session: _of_kind(session, school.plan, "date")[0].id)
    did(store, mark_done, promise, AUGUST, "Levert")
    made = did(store, start_from, school.plan, YEAR + 1)
    names = ("kind", "body_id", "number_from", "number_to", "by_rule", "by", "done_on", "done_note")
    found = known(store, lambda session: [tuple(getattr(one, name) for name in names) for one in _of(session, made)])
    meetings = school.meetings
    assert found == [
        ("election", meetings.fau, None, None, "UKE(38)", None, None, ""),
        ("talks", None, 1, None, "FØR(HØSTFERIE,1)", None, None, ""),
        ("talks", None, 2, None, "FØR(VINTERFERIE,1)", None, None, ""),
        ("meetings", meetings.su, 4, 5, "", None, None, ""),
        ("meetings", meetings.smu, 4, 5, "", None, None, ""),
        ("entry", None, None, None, "", None, None, ""),
        ("date", None, None, None, "", date(2027, 9, 21), None, ""),  # Tuesday of week 38, as 15 September 2026
    ]
    next_entry = select(WheelEntry.id).where(WheelEntry.continues_id == school.wheel["A02"])
    entry = known(store, lambda session: session.scalar(next_entry))
    assert entry is not None
    assert known(store, lambda session: [one.wheel_entry_id for one in _of_kind(session, made, "entry")]) == [entry]
    points = [one.text for each in the_plan(store, made).sections for one in each.points]
    assert points == [one.text for each in the_plan(store, school.plan).sections for one in each.points]
    assert the_plan(store, made).plan.continues_id == school.plan


def _of(session: Session, plan_id: int) -> list[PlanCommitment]:
    points = {point.id for one in sections_of(session, plan_id) for point in one.points}
    return [
        one
        for one in session.scalars(select(PlanCommitment).order_by(PlanCommitment.id))
        if one.plan_point_id in points
    ]


def _of_kind(session: Session, plan_id: int, kind: str) -> list[PlanCommitment]:
    return [one for one in _of(session, plan_id) if one.kind == kind]


def test_without_a_wheel_next_year_an_entry_is_promised_without_one(store: Store, school: PlanSchool) -> None:
    made = did(store, start_from, school.plan, YEAR + 1)
    assert known(store, lambda session: [one.wheel_entry_id for one in _of_kind(session, made, "entry")]) == [None]


def test_the_title_names_the_new_year_where_it_named_the_old(store: Store, school: PlanSchool) -> None:
    did(store, set_plan, school.plan, "title", "Plan 2026/27 (2026–2027), vedtatt 2026")
    made = did(store, start_from, school.plan, YEAR + 1)
    assert the_plan(store, made).plan.title == "Plan 2027/28 (2027–2028), vedtatt 2026"


def test_a_plan_is_compared_with_last_years_through_its_versions(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    next_year = did(store, start_from, school.plan, YEAR + 1)
    added = did(store, add_point, the_plan(store, next_year).sections[0].id, "text", "Nytt punkt")
    did(store, send, next_year, TODAY)
    second = did(store, new_version, next_year)
    assert known(store, plan_before, second) == school.plan
    assert known(store, plan_before, school.plan) is None
    before, after = known(store, comparable, school.plan, second, TODAY)
    assert [one.continues_id for one in after.sections] == [one.id for one in before.sections]
    first = after.sections[0].points
    assert [point.continues_id for point in first] == [school.points["Vi støtter hverandre."], None]
    assert known(store, comparable, next_year, second, TODAY)[1].sections[0].points[1].continues_id == added


def test_a_version_of_the_first_plan_is_compared_with_the_one_it_was_made_of(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    second = did(store, new_version, school.plan)
    assert known(store, plan_before, second) == school.plan


def test_last_years_adopted_version_is_compared_with_before_a_later_draft_of_it(
    store: Store, school: PlanSchool
) -> None:
    adopted(store, school.plan)
    did(store, new_version, school.plan)
    made = did(store, start_from, school.plan, YEAR + 1)
    assert known(store, plan_before, made) == school.plan


def test_all_plans_are_listed_newest_first(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    made = did(store, start_from, school.plan, YEAR + 1)
    second = did(store, new_version, school.plan)
    assert [row.id for row in known(store, all_plans, TODAY)] == [made, second, school.plan]
