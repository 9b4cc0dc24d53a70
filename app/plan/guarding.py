"""May this plan be written on, and where does a row stand among its like?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_name
from db.models import Plan, PlanPoint, PlanSection

ADOPTED = N_("The plan of {year} is adopted. Make a new version to change it.")
PASSED = N_("There is a newer version of the plan of {year}. Change that one.")


class _Placed(Protocol):
    position: int


def refuse_unless_open(session: Session, plan_id: int) -> Plan:
    """Return a plan that can be written on. Raises UserError where it is adopted, or there is a newer version."""
    found = session.get_one(Plan, plan_id)
    if found.adopted_on is not None:
        raise UserError(ADOPTED, year=year_name(found.start_year))
    if found.number < newest_number(session, found.start_year):
        raise UserError(PASSED, year=year_name(found.start_year))
    return found


def open_section(session: Session, section_id: int) -> PlanSection:
    """Return a section that can be written on. Raises UserError as ``refuse_unless_open``."""
    found = session.get_one(PlanSection, section_id)
    refuse_unless_open(session, found.plan_id)
    return found


def open_point(session: Session, point_id: int) -> PlanPoint:
    """Return a point that can be written on. Raises UserError as ``refuse_unless_open``."""
    found = session.get_one(PlanPoint, point_id)
    open_section(session, found.plan_section_id)
    return found


def newest_number(session: Session, year: int) -> int:
    """Return the number of the newest version of a year's plan, 0 where it has none."""
    return session.scalar(select(func.max(Plan.number)).where(Plan.start_year == year)) or 0


def number_off(rows: Sequence[_Placed]) -> None:
    """Give rows the places 1, 2, 3 … in the order they stand in; a row that stands right is not touched."""
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position


def placed(at: int | None, among: int) -> int:
    """Return the index to insert at among so many: the last where none is said."""
    return among if at is None else max(0, min(at, among))
