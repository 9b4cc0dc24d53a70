"""What is done when a notice goes out, and what does the record say of it? One function = one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.called import called_to
from app.meetings.deadlines import notice_days
from app.meetings.locked import refuse_if_locked
from app.meetings.numbering import give_numbers
from app.meetings.queries import items_of, meeting_row
from app.meetings.rows import MeetingDetail
from app.meetings.told import told
from db.models import Meeting, MeetingNotice, NoticeRecipient
from db.models.meetings import CAPACITIES, CHANNELS, NOTICE_KINDS

NO_NOTICE = N_("The meeting is cancelled. Take that back before a notice is sent.")
NOT_CANCELLED = N_("The meeting is not cancelled.")
AFTER_MEETING = N_("A notice cannot be sent after the meeting.")
SENT_SHORT = N_("The notice was sent {day}, {days} days before the meeting. The rule asks for {required} days.")
SENT_SAME_DAY = N_("The notice was sent on the day of the meeting. The rule asks for {required} days.")
SENT_DAY_BEFORE = N_("The notice was sent {day}, the day before the meeting. The rule asks for {required} days.")
NOT_SENT = N_("No notice was sent. The rule asks for {required} days.")


def recipients_of(session: Session, meeting_id: int, on: date | None = None) -> tuple[tuple[int, str], ...]:
    """Return (person id, capacity) of those who are called to a meeting unless somebody says otherwise."""
    return tuple((one.person_id, one.capacity) for one in called_to(session, meeting_id, on) if one.is_usual)


def send_notice(
    session: Session,
    meeting_id: int,
    on: date,
    channel: str,
    recipients: Sequence[tuple[int, str]],
    kind: str = "notice",
) -> int:
    """Note that a notice was sent to (person id, capacity): the cases get their numbers. Returns its id.

    A second one is a change; ``kind`` "cancellation" tells that the meeting is cancelled. Raises UserError.
    """
    if kind not in NOTICE_KINDS or channel not in CHANNELS or any(one not in CAPACITIES for _, one in recipients):
        raise ValueError("no such kind, channel or capacity")
    refuse_if_locked(session, meeting_id)
    row = meeting_row(session, meeting_id)
    if (row.cancelled_on is not None) != (kind == "cancellation"):
        raise UserError(NOT_CANCELLED if kind == "cancellation" else NO_NOTICE)
    if on > row.held_on:
        raise UserError(AFTER_MEETING, field="day")
    if kind != "cancellation":
        give_numbers(session, meeting_id)
    notice = MeetingNotice(
        meeting_id=meeting_id,
        kind=kind,
        sent_on=on,
        channel=channel,
        days_required=notice_days(session, row),
        told=told(row, items_of(session, [meeting_id])),
    )
    session.add(notice)
    session.flush()
    _tell_apart(session, meeting_id)
    session.add_all(
        NoticeRecipient(notice_id=notice.id, person_id=person, capacity=capacity)
        for person, capacity in dict(recipients).items()
    )
    session.get_one(Meeting, meeting_id).calendar_sequence += 1
    session.flush()
    return notice.id


def forget_notice(session: Session, notice_id: int) -> None:
    """Take away a notice that was noted by mistake; the numbers of the cases stay. Raises UserError."""
    notice = session.get_one(MeetingNotice, notice_id)
    refuse_if_locked(session, notice.meeting_id)
    session.delete(notice)
    session.flush()
    _tell_apart(session, notice.meeting_id)


def _tell_apart(session: Session, meeting_id: int) -> None:
    """Let the first notice be the notice, whenever it was noted, and what came after it changes of it."""
    query = select(MeetingNotice).where(MeetingNotice.meeting_id == meeting_id, MeetingNotice.kind != "cancellation")
    for number, one in enumerate(session.scalars(query.order_by(MeetingNotice.sent_on, MeetingNotice.id))):
        kind = "change" if number else "notice"
        if one.kind != kind:
            one.kind = kind
    session.flush()


def notice_remark(detail: MeetingDetail, required: int | None = None) -> Saying | None:
    """Return what the minutes say of a notice that was sent too late by the rule of its day; else None.

    ``required`` is what the rule asks for now; it counts only where no notice was sent at all.
    """
    sent = [one for one in detail.notices if one.kind == "notice"]
    if not sent:
        return Saying(NOT_SENT, {"required": required}) if required else None
    first = min(sent, key=lambda one: (one.sent_on, one.id))
    days = (detail.row.held_on - first.sent_on).days
    if first.days_required is None or days >= first.days_required:
        return None
    values = {"day": first.sent_on, "days": days, "required": first.days_required}
    return Saying({0: SENT_SAME_DAY, 1: SENT_DAY_BEFORE}.get(days, SENT_SHORT), values)
