"""What becomes of the tasks of one person who turns out to be another?"""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.models import WheelTask


def merge_people(session: Session, kept_id: int, gone_id: int) -> None:
    """Let what one person was to do be the other's."""
    session.execute(update(WheelTask).where(WheelTask.person_id == gone_id).values(person_id=kept_id))
    session.flush()
