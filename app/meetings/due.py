"""What of meetings waits: notices, minutes, actions, hearings, and bodies that meet too seldom?"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.core.due import DueLine


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return what waits on a day, the nearest first."""
    return ()
