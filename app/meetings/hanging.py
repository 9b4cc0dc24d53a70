"""What of meetings waits for somebody who steps down from an office?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.leaving import OpenThing
from app.core.about import Saying
from app.core.i18n import N_, translator
from app.meetings.queries import action_points, meeting_rows
from app.meetings.words import say_meeting
from app.school.queries import own_language
from db.models import Meeting, MeetingNotice, NoticeRecipient

PAGE = "meetings"


def hangs_on(session: Session, person_id: int, on: date) -> tuple[OpenThing, ...]:
    """Return what the person still has to do, and the meetings they lead, write the minutes of or are called to."""
    tr = translator(own_language(session))
    to_do = [
        OpenThing(Saying(N_("Still to be done: {what}"), {"what": one.what}), PAGE, ("action", one.id))
        for one in action_points(session, person_id=person_id)
    ]
    called = (
        select(MeetingNotice.meeting_id)
        .join(NoticeRecipient, NoticeRecipient.notice_id == MeetingNotice.id)
        .where(NoticeRecipient.person_id == person_id)
    )
    has_part = (Meeting.chair_id == person_id) | (Meeting.minute_taker_id == person_id) | Meeting.id.in_(called)
    ahead = select(Meeting.id).where(has_part, Meeting.held_on >= on, Meeting.cancelled_on.is_(None))
    rows = meeting_rows(session, session.scalars(ahead.order_by(Meeting.held_on, Meeting.id)).all())
    meetings = [
        OpenThing(
            Saying(_part(row.chair_id, row.minute_taker_id, person_id), {"meeting": say_meeting(row, tr)}), PAGE, row.id
        )
        for row in rows.values()
    ]
    return (*to_do, *meetings)


def _part(chair: int | None, minute_taker: int | None, person_id: int) -> str:
    if chair == person_id:
        return N_("Leads the meeting {meeting}")
    return N_("Writes the minutes of {meeting}") if minute_taker == person_id else N_("Is called to {meeting}")
