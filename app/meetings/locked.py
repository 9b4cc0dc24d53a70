"""May this meeting still be changed? Not once its minutes are approved."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from db.models import AgendaItem, MinutesStep

LOCKED = N_(
    "The minutes are approved and can no longer be changed. Write an addition, or take the approval back, "
    "if nothing newer is approved."
)


def is_locked(session: Session, meeting_id: int | None) -> bool:
    """Say whether the minutes of a meeting are approved; what waits for a meeting (None) never is."""
    if meeting_id is None:
        return False
    approved = select(MinutesStep.id).where(MinutesStep.meeting_id == meeting_id, MinutesStep.kind == "approved")
    return session.scalar(approved.limit(1)) is not None


def refuse_if_locked(session: Session, meeting_id: int | None, field: str | None = None) -> None:
    """Raise UserError for a meeting whose minutes are approved."""
    if is_locked(session, meeting_id):
        raise UserError(LOCKED, field=field)


def refuse_locked_item(session: Session, item_id: int, field: str | None = None) -> AgendaItem:
    """Return a case that may be changed. Raises UserError where the minutes of its meeting are approved."""
    item = session.get_one(AgendaItem, item_id)
    refuse_if_locked(session, item.meeting_id, field)
    return item
