"""What stands in the plans of the example school, and what is beside them? (resources/demo/plan.toml)"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from app.core import clock
from app.core.paths import resource
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
from app.plan.queries import sections_of
from app.plan.result_commands import add_result
from app.plan.templates import template
from app.school.queries import own_language
from app.yearwheel.queries import entry_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.plan.rows import PointRow

Told = Mapping[str, Any]
_SPRING = 30
"""Weeks before this one are in spring."""


def write_plans(session: Session, year: int) -> None:
    """Write last year's plan and this year's, the register of other plans and the results, by the window's commands.

    Nothing is done that lies in the future.
    """
    with resource("demo", "plan.toml").open("rb") as file:
        told = tomllib.load(file)
    last_id = _write_last(session, year - 1, told)
    _write_this(session, last_id, year, told)
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
        received = _day(year, one["received"])
        if received <= clock.today():
            small = "yes" if one.get("small_groups") else "no"
            summary = one[f"summary_{language}"]
            add_result(
                session, year, kind=one["kind"], received_on=received.isoformat(), summary=summary, small_groups=small
            )


def _write_last(session: Session, year: int, told: Told) -> int:
    plan_id = start_from_template(session, year)
    for one in told["before"]:
        set_point(session, _point(session, plan_id, one).id, one[own_language(session)])
    _hand_round(session, plan_id, year, told["last"])
    return plan_id


def _write_this(session: Session, last_id: int, year: int, told: Told) -> None:
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
    _hand_round(session, plan_id, year, told["this"])


def _hand_round(session: Session, plan_id: int, year: int, told: Told) -> None:
    """Send a plan for consultation and adopt it, as far as the days have come."""
    sent, adopted = _day(year, told["sent"]), _day(year, told["adopted"])
    if sent <= clock.today():
        send(session, plan_id, sent, _day(year, told["answers"]))
    if adopted <= clock.today():
        by = told[f"by_{own_language(session)}"]
        adopt(session, plan_id, adopted, by, None, _day(year, told["in_force"]))


def _point(session: Session, plan_id: int, told: Told) -> PointRow:
    section = next(row for row in sections_of(session, plan_id) if row.code == told["section"])
    return section.on(told["side"])[told["at"]]


def _day(year: int, week_and_day: Sequence[int]) -> date:
    """Return the day of an ISO week in a school year."""
    week, day = week_and_day
    return date.fromisocalendar(year + (week < _SPRING), week, day)
