"""How does what comes up in the wheel become a meeting, or a case on the agenda of one?"""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from app.meetings.rows import MeetingRow


def likely_meetings(session: Session, entry_id: int, number: int) -> tuple[MeetingRow, ...]:
    """Return the meetings of the year it could be, or stand on: of the ring's body, not held, the nearest first.

    Of a ring that is no body's, those of all bodies.
    """
    raise NotImplementedError


def become_meeting(
    session: Session,
    entry_id: int,
    number: int,
    *,
    held_on: date | None = None,
    starts_at: time | None = None,
    place: str = "",
) -> int:
    """Plan the meeting it is, with what belongs on its agenda; returns the meeting's id.

    What is not said: the day it comes up, the body's usual time and place. Raises UserError (fields as add_meeting).
    """
    raise NotImplementedError


def join_meeting(session: Session, entry_id: int, number: int, meeting_id: int) -> None:
    """Let it be a meeting that is planned already; its day and status follow the meeting. Raises UserError."""
    raise NotImplementedError


def become_item(session: Session, entry_id: int, number: int, meeting_id: int) -> int:
    """Put it on the agenda of a meeting as a case; returns the case's id. Raises UserError."""
    raise NotImplementedError


def let_go(session: Session, entry_id: int, number: int) -> None:
    """Let it be no meeting and no case any more; the meeting and the case stay as they are."""
    raise NotImplementedError
