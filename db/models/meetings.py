"""Meetings: when and whose they are, their cases, who was there, what was decided, and the minutes' way to approval."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, one_of, row_args

MEETING_KINDS = ("body", "parents", "staff", "talk", "other")
"""Of a body or several, of the parents of a class or grade, of the staff, a talk without formalities, another one."""
NUMBER_RESETS = ("calendar_year", "school_year", "meeting")
ITEM_KINDS = ("information", "discussion", "decision", "election", "referred", "hearing", "any_other_business")
ITEM_CODES = ("", "approve_notice", "approve_agenda", "approve_minutes", "report_on_environment", "any_other_business")
"""What a standing item does by itself; "" for one of the body's own."""
CONTINUES_BECAUSE = ("", "postponed", "recurring", "open_action", "forwarded")
OUTCOMES = ("", "treated", "postponed", "withdrawn")
OPENNESS = ("open", "pupils_leave", "closed")
BALLOTING = ("", "unanimous", "counted", "acclamation")
CASTING_VOTES = ("", "for", "against")
"""Which side the vote of the chair of the meeting decided for, where votes were equal."""
HEARING_KINDS = ("needs_plan", "boundaries", "budget", "other")
NOTICE_KINDS = ("notice", "change", "cancellation")
CHANNELS = ("email", "paper", "system", "other")
CAPACITIES = ("member", "deputy", "extra", "right_to_attend", "guest")
ATTENDED = ("present", "excused", "absent")
ABSENCES = ("away", "disqualified")
VOTES = ("for", "against", "blank")
MINUTES_STEPS = ("sent", "remark", "first_approval", "approved", "addition")
ACTION_KINDS = ("task", "request")


class MeetingRule(Row):
    """How a body meets; quorum, days of notice and meetings a year stand on the body itself.

    ``number_pattern`` is "Sak {n}/{yy}" (n, nn, nnn: padded; yy, yyyy: the year of the series). ``two_stage``: chair
    and minute taker approve first, the next meeting after them. ``other_business_decides``: an unannounced matter may
    be decided. ``minutes`` is how long a meeting usually takes, ``remark_days`` how long there is to say something of
    the minutes. Days of None are not asked for.
    """

    __tablename__ = "meeting_rule"
    __table_args__ = row_args(
        UniqueConstraint("body_id"), CheckConstraint(one_of("number_reset", NUMBER_RESETS), name="number_reset")
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    number_pattern: Mapped[str] = mapped_column(default="{n}/{yy}")
    number_reset: Mapped[str] = mapped_column(default="calendar_year")
    number_start: Mapped[int] = mapped_column(default=1)
    two_stage: Mapped[bool] = mapped_column(default=False)
    input_days: Mapped[int | None] = mapped_column(default=21)
    papers_days: Mapped[int | None]
    remark_days: Mapped[int | None] = mapped_column(default=7)
    other_business_decides: Mapped[bool] = mapped_column(default=True)
    place: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[time | None]
    minutes: Mapped[int | None]


class StandingItem(Row):
    """A case that stands on every agenda of a body, in the body's own order."""

    __tablename__ = "standing_item"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", ITEM_KINDS), name="kind"),
        CheckConstraint(one_of("code", ITEM_CODES), name="code"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"), index=True)
    title_nb: Mapped[str]
    title_nn: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="information")
    code: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=1)
    minutes_planned: Mapped[int | None]


class Meeting(Row):
    """One meeting. Days of ``input_by``, ``notice_by`` and ``papers_by`` stand where they are not counted back by rule.

    ``starts_at`` and ``ends_at`` are planned, ``opened_at`` and ``closed_at`` what it came to. ``own_notes`` are the
    principal's and stand on nobody else's copy. ``calendar_uid`` stays as long as the meeting does (RFC 5545
    § 3.8.4.7), ``calendar_sequence`` grows with each change (§ 3.8.7.4), not back by undo either.
    """

    __tablename__ = "meeting"
    __table_args__ = row_args(CheckConstraint(one_of("kind", MEETING_KINDS), name="kind"))

    kind: Mapped[str] = mapped_column(default="body")
    title: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(default="")
    is_remote: Mapped[bool] = mapped_column(default=False)
    school_class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    grade: Mapped[int | None]
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    minute_taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    opened_at: Mapped[time | None]
    closed_at: Mapped[time | None]
    input_by: Mapped[date | None]
    notice_by: Mapped[date | None]
    papers_by: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    cancelled_because: Mapped[str] = mapped_column(default="")
    own_notes: Mapped[str] = mapped_column(default="")
    calendar_uid: Mapped[str]
    calendar_sequence: Mapped[int] = mapped_column(default=0, info={"never_undone": True})
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own shape


class MeetingBody(Row):
    """A body whose meeting it is; a combined one has several, the first of them leads."""

    __tablename__ = "meeting_body"
    __table_args__ = row_args(UniqueConstraint("meeting_id", "body_id"))

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    position: Mapped[int] = mapped_column(default=1)


class Hearing(Row):
    """Somebody asks the school's bodies for their opinion by a day; ``statement`` is what is proposed to answer."""

    __tablename__ = "hearing"
    __table_args__ = row_args(CheckConstraint(one_of("kind", HEARING_KINDS), name="kind"))

    kind: Mapped[str] = mapped_column(default="other")
    title: Mapped[str]
    from_whom: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date | None]
    deadline: Mapped[date | None]
    description: Mapped[str] = mapped_column(default="")
    statement: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    answered_how: Mapped[str] = mapped_column(default="")


class HearingBody(Row):
    """A body that is asked in a hearing."""

    __tablename__ = "hearing_body"
    __table_args__ = row_args(UniqueConstraint("hearing_id", "body_id"))

    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"), index=True)


class AgendaItem(Row):
    """A case on the agenda of a meeting, or (without one) one that waits for the body's next.

    ``number`` is the case's in the series of the body (or meeting) in ``number_period``, given when the notice is sent
    or the meeting begins, and never taken back, not by undo either. ``number_text`` is it as written then.
    ``continues_id`` is the case it goes on from, in an earlier meeting or in another body. ``public_title`` is the
    neutral one of a closed case, ``provision`` what closes it. The texts ``paper`` to ``dissent`` have simple marks
    (app/meetings/marked_text.py). ``approves_meeting_id`` is the meeting whose minutes are approved here.
    """

    __tablename__ = "agenda_item"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", ITEM_KINDS), name="kind"),
        CheckConstraint(one_of("code", ITEM_CODES), name="code"),
        CheckConstraint(one_of("continues_because", CONTINUES_BECAUSE), name="continues_because"),
        CheckConstraint(one_of("outcome", OUTCOMES), name="outcome"),
        CheckConstraint(one_of("openness", OPENNESS), name="openness"),
        CheckConstraint(one_of("balloting", BALLOTING), name="balloting"),
        CheckConstraint(one_of("casting_vote", CASTING_VOTES), name="casting_vote"),
        Index("ix_agenda_item_number", "body_id", "number_period", "number", unique=True),
    )

    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    position: Mapped[int] = mapped_column(default=1)
    number: Mapped[int | None] = mapped_column(info={"never_undone": True, "keeps": ("meeting_id", "body_id")})
    number_period: Mapped[str | None] = mapped_column(info={"never_undone": True})
    number_text: Mapped[str] = mapped_column(default="", info={"never_undone": True})
    kind: Mapped[str] = mapped_column(default="discussion")
    code: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    public_title: Mapped[str] = mapped_column(default="")
    raised_by: Mapped[str] = mapped_column(default="")
    presenter: Mapped[str] = mapped_column(default="")
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    minutes_planned: Mapped[int | None]
    paper: Mapped[str] = mapped_column(default="")
    proposal: Mapped[str] = mapped_column(default="")
    discussion: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    dissent: Mapped[str] = mapped_column(default="")
    own_note: Mapped[str] = mapped_column(default="")
    is_recurring: Mapped[bool] = mapped_column(default=False)
    is_late: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str] = mapped_column(default="")
    openness: Mapped[str] = mapped_column(default="open")
    provision: Mapped[str] = mapped_column(default="")
    balloting: Mapped[str] = mapped_column(default="")
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_blank: Mapped[int | None]
    casting_vote: Mapped[str] = mapped_column(default="")
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    continues_because: Mapped[str] = mapped_column(default="")
    approves_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    hearing_id: Mapped[int | None] = mapped_column(ForeignKey("hearing.id", ondelete="SET NULL"), index=True)
    election_id: Mapped[int | None] = mapped_column(ForeignKey("election.id", ondelete="SET NULL"), index=True)
    topic: Mapped[str] = mapped_column(default="")


class Attachment(Row):
    """A file that belongs to a case; ``sha256`` names its bytes among the blobs."""

    __tablename__ = "attachment"

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=1)
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]


class MeetingNotice(Row):
    """A notice that was sent; ``days_required`` is what the rule asked for that day (None: nothing).

    ``told`` is what it said of day, time, place and cases (JSON, app/meetings/told.py), so that a change is noticed.
    """

    __tablename__ = "meeting_notice"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", NOTICE_KINDS), name="kind"),
        CheckConstraint(one_of("channel", CHANNELS), name="channel"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="notice")
    sent_on: Mapped[date]
    channel: Mapped[str] = mapped_column(default="email")
    days_required: Mapped[int | None]
    told: Mapped[str] = mapped_column(default="")


class NoticeRecipient(Row):
    """Whom a notice was sent to, and as what; never where."""

    __tablename__ = "notice_recipient"
    __table_args__ = row_args(
        UniqueConstraint("notice_id", "person_id"), CheckConstraint(one_of("capacity", CAPACITIES), name="capacity")
    )

    notice_id: Mapped[int] = mapped_column(ForeignKey("meeting_notice.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    capacity: Mapped[str] = mapped_column(default="member")


class Attendance(Row):
    """Somebody who should be at a meeting, or is; a guest without a person has only ``guest``.

    As what is kept as it was: ``constituency``, ``is_member`` (counts towards the quorum) and ``has_vote``. A deputy
    sits for ``stands_in_for_id`` wherever that one does not; an ``extra`` one while the pupils are out.
    """

    __tablename__ = "attendance"
    __table_args__ = row_args(
        CheckConstraint(one_of("capacity", CAPACITIES), name="capacity"),
        CheckConstraint(one_of("attended", ATTENDED), name="attended"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id", ondelete="SET NULL"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id", ondelete="SET NULL"), index=True)
    school_class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    grade: Mapped[int | None]
    guest: Mapped[str] = mapped_column(default="")
    capacity: Mapped[str] = mapped_column(default="member")
    constituency: Mapped[str] = mapped_column(default="")
    is_member: Mapped[bool] = mapped_column(default=True)
    has_vote: Mapped[bool] = mapped_column(default=True)
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("attendance.id", ondelete="SET NULL"), index=True)
    attended: Mapped[str] = mapped_column(default="present")
    position: Mapped[int] = mapped_column(default=1)


class ItemAbsence(Row):
    """Somebody who was at the meeting took no part in a case: was away, or was disqualified by ``provision``."""

    __tablename__ = "item_absence"
    __table_args__ = row_args(
        UniqueConstraint("agenda_item_id", "attendance_id"),
        CheckConstraint(one_of("because", ABSENCES), name="because"),
    )

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"), index=True)
    because: Mapped[str] = mapped_column(default="away")
    provision: Mapped[str] = mapped_column(default="")


class ItemVote(Row):
    """How one voted, where votes are taken by name."""

    __tablename__ = "item_vote"
    __table_args__ = row_args(
        UniqueConstraint("agenda_item_id", "attendance_id"), CheckConstraint(one_of("vote", VOTES), name="vote")
    )

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"), index=True)
    vote: Mapped[str]


class MinutesStep(Row):
    """A step on the minutes' way: sent, a remark, approved (by chair and minute taker, by the meeting), an addition.

    ``agenda_item_id`` is the case of the later meeting that approved them, ``text_hash`` the SHA-256 (hex) of what was
    approved (app/meetings/minutes.py says of which text). ``who`` has made a remark or an addition.
    """

    __tablename__ = "minutes_step"
    __table_args__ = row_args(CheckConstraint(one_of("kind", MINUTES_STEPS), name="kind"))

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    made_on: Mapped[date]
    who: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    with_changes: Mapped[bool] = mapped_column(default=False)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    text_hash: Mapped[str] = mapped_column(default="")


class ReceivedMinutes(Row):
    """Minutes somebody else wrote, as the file they came in; ``text`` is what could be read of it, to be found by."""

    __tablename__ = "received_minutes"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    received_on: Mapped[date]
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    text: Mapped[str] = mapped_column(default="")


class ActionPoint(Row):
    """Something somebody shall do after a meeting, or that a body asks the principal for (a request).

    Who: a person, or (``owner``) in words. ``done_note`` says what was done and where.
    """

    __tablename__ = "action_point"
    __table_args__ = row_args(CheckConstraint(one_of("kind", ACTION_KINDS), name="kind"))

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="task")
    what: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    owner: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    done_note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=1)


class Draft(Base):
    """What is being typed and is no step yet, outside the history; ``place`` names it ("agenda_item:12:discussion").

    ``was`` is the SHA-256 (hex) of what stood there when the typing began.
    """

    __tablename__ = "draft"

    place: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    was: Mapped[str]
    saved_at: Mapped[datetime]


class MinutesEntry(Base):
    """What can be found in a meeting: derived rows, apart from ``search``, whose indexes hold every text once more.

    ``subject_id`` is the meeting, ``part`` what of it: "" for itself, "item:12" a case, "received:3" minutes that came.
    ``text`` is folded.
    """

    __tablename__ = "minutes_search"
    __table_args__ = ({"sqlite_with_rowid": False},)

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(primary_key=True)
    held_on: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
