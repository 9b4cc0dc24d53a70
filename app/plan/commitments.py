"""What does the plan promise, and was it kept? Read from the wheel, the meetings and the elections."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plan.followed import CommitmentRow
from app.plan.promises import Promises
from db.models import Plan, PlanCommitment, PlanPoint, PlanSection


def status_of(session: Session, plan_id: int, today: date) -> tuple[CommitmentRow, ...]:
    """Return what a plan promises, in the order of its points, and how far each has come on a day."""
    query = _COMMITMENTS.where(PlanSection.plan_id == plan_id)
    found = session.execute(query).all()
    if not found:
        return ()
    known = Promises(session, session.get_one(Plan, plan_id).start_year, today)
    return tuple(known.row(one, point, section_id) for one, point, section_id in found)


def commitment(session: Session, commitment_id: int, today: date) -> CommitmentRow:
    """Return one promise. Raises NoResultFound."""
    one, point, section_id = session.execute(_COMMITMENTS.where(PlanCommitment.id == commitment_id)).one()
    year = session.scalars(
        select(Plan.start_year).join(PlanSection, PlanSection.plan_id == Plan.id).where(PlanSection.id == section_id)
    ).one()
    return Promises(session, year, today).row(one, point, section_id)


_COMMITMENTS = (
    select(PlanCommitment, PlanPoint.text, PlanSection.id)
    .join(PlanPoint, PlanPoint.id == PlanCommitment.plan_point_id)
    .join(PlanSection, PlanSection.id == PlanPoint.plan_section_id)
    .order_by(PlanSection.position, PlanSection.id, PlanPoint.side, PlanPoint.position, PlanPoint.id, PlanCommitment.id)
)
