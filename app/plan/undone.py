"""May this step be taken back, or done again? Not where it would change what stands in a plan that is adopted.

A plan can be written on by a command only until it is adopted; undo goes past the commands, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.schoolyear import year_name
from app.meetings.undone import rows_of
from app.plan.guarding import ADOPTED
from db.models import HistoryChange, Plan, PlanSection

_SAID: Mapping[str, tuple[str, ...]] = {
    "plan_section": ("plan_id", "position", "level", "title", "text", "left_title", "right_title"),
    "plan_point": ("plan_section_id", "side", "position", "text"),
}
"""What of a row its readers see: where it came from may be forgotten."""


def undone(session: Session, step_id: int) -> None:
    """Look at what a step has put back. Raises UserError where a plan that is adopted is no longer what was adopted."""
    query = select(HistoryChange).where(HistoryChange.step_id == step_id, HistoryChange.table_name.in_(_SAID))
    for plan_id in sorted({one for change in session.scalars(query).all() for one in _plans_of(session, change)}):
        found = session.get(Plan, plan_id)
        if found is not None and found.adopted_on is not None:
            raise UserError(ADOPTED, year=year_name(found.start_year))


def _plans_of(session: Session, change: HistoryChange) -> Iterator[int]:
    """Yield the plans in which a change is seen."""
    rows = [{name: row[name] for name in _SAID[change.table_name]} for row in rows_of(change)]
    if len(rows) == 2 and rows[0] == rows[1]:
        return
    for row in rows:
        is_section = change.table_name == "plan_section"
        found = row["plan_id"] if is_section else _plan_of_section(session, row["plan_section_id"])
        if isinstance(found, int):
            yield found


def _plan_of_section(session: Session, section_id: object) -> int | None:
    return session.scalar(select(PlanSection.plan_id).where(PlanSection.id == section_id))
