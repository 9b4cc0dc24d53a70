"""What stands in the plans of the example school, and what is beside them? (resources/demo/plan.toml)"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from app.bodies.queries import bodies
from app.core import clock
from app.core.paths import resource
from app.plan.class_status_commands import set_step
from app.plan.commands import (
    add_point,
    adopt,
    remove_point,
    send,
    set_point,
    start_from,
    start_from_template,
)
from app.plan.commitment_commands import add_commitment, mark_done
from app.plan.other_plan_commands import add_other_plan
from app.plan.presentation_commands import dismiss, note_presentation
from app.plan.queries import sections_of
from app.plan.result_commands import add_file, add_result
from app.plan.templates import template
from app.school.queries import own_language, school_classes
from app.yearwheel.queries import entry_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.example_meetings import ToldAutumn
    from app.plan.rows import PointRow

Told = Mapping[str, Any]
_SPRING = 30
"""Weeks before this one are in spring."""


def write_plans(session: Session, year: int, autumn: ToldAutumn) -> None:
    """Write last year's plan and this year's, the register of other plans, the results and how far the classes are.

    It is done by the window's commands; ``autumn`` is what the meetings have treated. Nothing lies in the future.
    """
    with resource("demo", "plan.toml").open("rb") as file:
        told = tomllib.load(file)
    last_id = _write_last(session, year - 1, told)
    _write_this(session, last_id, year, told, autumn)
    language = own_language(session)
    for one in told["other"]:
        add_other_plan(
            session,
            name=one[f"name_{language}"],
            kind=one["kind"],
            owner=one[f"owner_{language}"],
            valid_from=_day(year + one["valid_from"][0], one["valid_from"][1:]).isoformat(),
            review_by=_day(year + one["review"][0], one["review"][1:]).isoformat(),
        )
    for one in told["result"]:
        if _day(year, one["received"]) <= clock.today():
            _write_result(session, year, one, autumn)
    classes = {row.name: row.id for row in school_classes(session, year, clock.today())}
    for one in told["class_step"]:
        on = _day(year, one["on"])
        for name in one["classes"]:
            if name in classes and on <= clock.today():
                set_step(session, classes[name], one["step"], True, on)


def _write_result(session: Session, year: int, told: Told, autumn: ToldAutumn) -> None:
    """Write a result with its file, the case that treated it, and who has seen it or need not."""
    language = own_language(session)
    result_id = add_result(
        session,
        year,
        kind=told["kind"],
        received_on=_day(year, told["received"]).isoformat(),
        summary=told[f"summary_{language}"],
        small_groups="yes" if told.get("small_groups") else "no",
    )
    if "file" in told:
        add_file(session, result_id, *autumn.files[told["file"]])
    if "case" in told:
        case_id, council = autumn.cases[told["case"]], "school_environment_committee"
        body_id = next(body.id for body in bodies(session) if body.kind == council)
        note_presentation(session, council, result_id=result_id, body_id=body_id, item_id=case_id)
    for one in told.get("seen", ()):
        if _day(year, one["on"]) <= clock.today():
            note_presentation(
                session, one["reader"], result_id=result_id, held_on=_day(year, one["on"]), note=one[language]
            )
    for reader in told["needless"]:
        dismiss(session, reader, result_id=result_id)


def _write_last(session: Session, year: int, told: Told) -> int:
    plan_id = start_from_template(session, year)
    for one in told["before"]:
        set_point(session, _point(session, plan_id, one).id, one[own_language(session)])
    _hand_round(session, plan_id, year, told["last"])
    return plan_id


def _write_this(session: Session, last_id: int, year: int, told: Told, autumn: ToldAutumn) -> None:
    language = own_language(session)
    plan_id = start_from(session, last_id, year)
    usual = {one.code: one.points for one in template(session)}
    for one in told["now"]:
        of_side = [point for point in usual[one["section"]] if point.side == one["side"]]
        set_point(session, _point(session, plan_id, one).id, of_side[one["at"]].text)
    for one in told["removed"]:
        remove_point(session, _point(session, plan_id, one).id)
    for one in told["added"]:
        section_id = next(row.id for row in sections_of(session, plan_id) if row.code == one["section"])
        point_id = add_point(session, section_id, one["side"], one[language], one["at"])
        if "by" in one:
            promise = add_commitment(session, point_id, "date", by=_day(year, one["by"]))
            done = _day(year, one["done"])
            if done <= clock.today():
                mark_done(session, promise, done, one[f"note_{language}"])
    entries = {row.topic: row.id for row in entry_rows(session, year)}
    for one in told["tied"]:
        if one["topic"] in entries:
            point = _point(session, plan_id, one)
            add_commitment(session, point.id, "entry", wheel_entry_id=entries[one["topic"]])
    _hand_round(session, plan_id, year, told["this"], autumn.cases[told["this"]["case"]])


def _hand_round(session: Session, plan_id: int, year: int, told: Told, case_id: int | None = None) -> None:
    """Send a plan for consultation and adopt it, as far as the days have come."""
    sent, adopted = _day(year, told["sent"]), _day(year, told["adopted"])
    if sent <= clock.today():
        send(session, plan_id, sent, _day(year, told["answers"]))
    if adopted <= clock.today():
        by = told[f"by_{own_language(session)}"]
        adopt(session, plan_id, adopted, by, case_id, _day(year, told["in_force"]))


def _point(session: Session, plan_id: int, told: Told) -> PointRow:
    section = next(row for row in sections_of(session, plan_id) if row.code == told["section"])
    return section.on(told["side"])[told["at"]]


def _day(year: int, week_and_day: Sequence[int]) -> date:
    """Return the day of an ISO week in a school year."""
    week, day = week_and_day
    return date.fromisocalendar(year + (week < _SPRING), week, day)
