"""What does the office say itself of how far a class is? One function = one undo step."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.entered import entered_note
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.entered import entered_choice, likely_day
from app.plan.class_status import class_status
from db.models import ClassStep, SchoolClass, SchoolYear
from db.models.plan import CLASS_STEPS

NOT_YET = N_("This day is still to come. Write when it was done.")


def set_step(session: Session, class_id: int, step: str, done: bool, on: date | None, note: str = "") -> None:
    """Say that a class has done a step on a day, or has not; where the program knows the same, nothing is written.

    Raises UserError.
    """
    step = entered_choice(*CLASS_STEPS)(step, "step")
    if done and (on is None or likely_day(on, "done_on") > clock.today()):
        raise UserError(NOT_YET, field="done_on")
    found = _row(session, class_id, step)
    if found is not None:
        session.delete(found)
        session.flush()
    day, note = (on if done else None), entered_note(note, "note")
    read = _read(session, class_id, step)
    if not note and (read is not None) is done and (not done or read == day):
        return
    session.add(ClassStep(school_class_id=class_id, step=step, done_on=day, note=note))
    session.flush()


def leave_to_program(session: Session, class_id: int, step: str) -> None:
    """Take back what the office said of a step: it is as the program knows it."""
    found = _row(session, class_id, entered_choice(*CLASS_STEPS)(step, "step"))
    if found is not None:
        session.delete(found)
        session.flush()


def _row(session: Session, class_id: int, step: str) -> ClassStep | None:
    return session.scalar(select(ClassStep).where(ClassStep.school_class_id == class_id, ClassStep.step == step))


def _read(session: Session, class_id: int, step: str) -> date | None:
    """Return the day on which the program knows that a class did a step."""
    session.get_one(SchoolClass, class_id)
    query = select(SchoolYear.start_year).join(SchoolClass, SchoolClass.school_year_id == SchoolYear.id)
    year = session.scalars(query.where(SchoolClass.id == class_id)).one()
    rows = class_status(session, year, clock.today())
    return next((row.steps[step].done_on for row in rows if row.class_id == class_id), None)
