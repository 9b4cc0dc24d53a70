"""A plan that has been adopted in a case of SU, and presented to FAU, SU and the staff before Monday 24 August 2026."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.meetings.agenda import set_item
from app.meetings.commands import add_meeting
from app.meetings.sitting import begin
from app.plan.commands import adopt
from app.plan.presentation_commands import note_presentation, plan_presentation
from db.store import Store
from tests.factories import TODAY
from tests.meetings.factories import did
from tests.plan.factories import PlanSchool

STAFF, FAU, SU = date(2026, 8, 14), date(2026, 8, 18), date(2026, 8, 20)


def presented(store: Store, school: PlanSchool) -> int:
    """Present and adopt the plan; returns the case of SU. It is in force from the first of September."""
    did(store, note_presentation, "staff", plan_id=school.plan, held_on=STAFF)
    did(store, _case, did(store, add_meeting, body_ids=(school.meetings.fau,), held_on=FAU), school.plan)
    item = did(store, _case, did(store, add_meeting, body_ids=(school.meetings.su,), held_on=SU), school.plan)
    did(store, adopt, school.plan, SU, "Samarbeidsutvalget", item, date(2026, 9, 1))
    assert TODAY > SU
    return item


def _case(session: Session, meeting_id: int, plan_id: int) -> int:
    item = plan_presentation(session, meeting_id, plan_id=plan_id)
    begin(session, meeting_id)
    set_item(session, item, "decision", "Planen vedtas.")
    set_item(session, item, "outcome", "treated")
    return item
