"""Which other plans has the school, and whose review is due?"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.plain import plain
from app.core.schoolyear import year_of
from app.plan.followed import OtherPlanRow
from db.models import OtherPlan, WheelEntry, WheelOccurrence
from db.search import sort_key

REVIEW_AHEAD = timedelta(days=30)
"""How long before its day a review is asked for."""


def other_plans(session: Session, today: date) -> tuple[OtherPlanRow, ...]:
    """Return the plans in the register by name; those that are no longer valid last."""
    found = [plain(OtherPlanRow, one, state=state_of(one, today)) for one in session.scalars(select(OtherPlan))]
    return tuple(sorted(found, key=lambda row: (row.state == "over", sort_key(row.name), row.id)))


def other_plan(session: Session, other_plan_id: int, today: date) -> OtherPlanRow:
    """Return one of them. Raises NoResultFound."""
    found = session.get_one(OtherPlan, other_plan_id)
    row: OtherPlanRow = plain(OtherPlanRow, found, state=state_of(found, today))
    return row


def waits_in_wheel(session: Session, plan: OtherPlanRow) -> bool:
    """Say whether the review of a plan is still to be done in the wheel: in the year of its day, and not ticked."""
    if plan.wheel_entry_id is None or plan.review_by is None:
        return False
    entry = session.get(WheelEntry, plan.wheel_entry_id)
    if entry is None or entry.start_year != year_of(plan.review_by):
        return False
    done = select(WheelOccurrence.id).where(
        WheelOccurrence.wheel_entry_id == entry.id, WheelOccurrence.done_on.is_not(None) | WheelOccurrence.is_dropped
    )
    return session.scalar(done.limit(1)) is None


def state_of(plan: OtherPlan, today: date) -> str:
    """Return over, coming, review (it is due within a month, or was) or valid; every day is included."""
    if plan.valid_to is not None and plan.valid_to < today:
        return "over"
    if plan.review_by is not None and plan.review_by - REVIEW_AHEAD <= today:
        return "review"
    if plan.valid_from is not None and plan.valid_from > today:
        return "coming"
    return "valid"
