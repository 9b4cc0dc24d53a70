"""What becomes of the meetings of one person who turns out to be another?"""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import ActionPoint, AgendaItem, Attendance, Meeting, NoticeRecipient


def merge_people(session: Session, kept_id: int, gone_id: int) -> None:
    """Let everything meetings hold of one person be of another; who was called twice was called once.

    Who stands twice in a list of those who met stays there twice: approved minutes are not written anew.
    """
    called = select(NoticeRecipient.notice_id).where(NoticeRecipient.person_id == kept_id)
    twice = select(NoticeRecipient).where(NoticeRecipient.person_id == gone_id, NoticeRecipient.notice_id.in_(called))
    for row in session.scalars(twice).all():
        session.delete(row)
    session.flush()
    for column in (
        NoticeRecipient.person_id,
        Attendance.person_id,
        Meeting.chair_id,
        Meeting.minute_taker_id,
        AgendaItem.presenter_id,
        ActionPoint.owner_id,
    ):
        session.execute(update(column.class_).where(column == gone_id).values({column.key: kept_id}))
    session.flush()
