"""What is a meeting, a case on its agenda, somebody who was there? As plain data (``db.models.meetings``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class MeetingRuleRow:
    """How a body meets (``db.models.meetings.MeetingRule``); the same defaults where nobody has said anything."""

    body_id: int
    number_pattern: str = "{n}/{yy}"
    number_reset: str = "calendar_year"
    number_start: int = 1
    two_stage: bool = False
    input_days: int | None = 21
    papers_days: int | None = None
    remark_days: int | None = 7
    other_business_decides: bool = True
    place: str = ""
    starts_at: time | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class StandingItemRow:
    """A case that stands on every agenda of a body."""

    id: int
    body_id: int
    title_nb: str
    title_nn: str
    kind: str
    code: str
    position: int
    minutes_planned: int | None

    def title(self, language: str) -> str:
        """Return the title in nynorsk, or else in bokmål."""
        return self.title_nn if language == "nn" and self.title_nn else self.title_nb


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list. ``bodies`` are ids, the leading one first; ``series`` is its number in each one's year.

    ``status`` is derived: planned, called (a notice went out), held (something is written of it), sent (its minutes
    for remarks), approved, received (minutes others wrote have come), or cancelled. ``sent_on`` is the first notice.
    """

    id: int
    kind: str
    title: str
    held_on: date
    starts_at: time | None
    ends_at: time | None
    place: str
    is_remote: bool
    bodies: tuple[int, ...]
    body_names: tuple[tuple[str, str], ...]
    series: tuple[int, ...]
    school_class_id: int | None
    class_name: str
    grade: int | None
    chair_id: int | None
    minute_taker_id: int | None
    opened_at: time | None
    closed_at: time | None
    input_by: date | None
    notice_by: date | None
    papers_by: date | None
    cancelled_on: date | None
    cancelled_because: str
    own_notes: str
    calendar_uid: str
    calendar_sequence: int
    status: str
    sent_on: date | None
    items: int

    def body_name(self, language: str) -> str:
        """Return "SU og SMU" without the and: the bodies' names by " / " ("" where it is no body's)."""
        return " / ".join(nn if language == "nn" and nn else nb for nb, nn in self.body_names)


@dataclass(frozen=True)
class AttachmentRow:
    """A file of a case; its bytes are ``db.blobs.get(session, sha256)``."""

    id: int
    agenda_item_id: int
    position: int
    file_name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True)
class AbsenceRow:
    """Somebody took no part in a case, because they were away or disqualified."""

    attendance_id: int
    because: str
    provision: str


@dataclass(frozen=True)
class ItemRow:
    """A case on an agenda, or one that waits (``db.models.meetings.AgendaItem`` says what each is)."""

    id: int
    meeting_id: int | None
    body_id: int | None
    position: int
    number: int | None
    number_period: str | None
    number_text: str
    kind: str
    code: str
    title: str
    public_title: str
    raised_by: str
    presenter: str
    presenter_id: int | None
    minutes_planned: int | None
    paper: str
    proposal: str
    discussion: str
    decision: str
    dissent: str
    own_note: str
    is_recurring: bool
    is_late: bool
    outcome: str
    openness: str
    provision: str
    balloting: str
    votes_for: int | None
    votes_against: int | None
    votes_blank: int | None
    casting_vote: str
    continues_id: int | None
    continues_because: str
    approves_meeting_id: int | None
    hearing_id: int | None
    election_id: int | None
    topic: str
    attachments: tuple[AttachmentRow, ...] = ()
    absences: tuple[AbsenceRow, ...] = ()
    votes: tuple[tuple[int, str], ...] = ()
    """(attendance id, how) where votes were taken by name."""


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody who should be at a meeting; ``name`` is for the office's own window, papers name through disclosure."""

    id: int
    meeting_id: int
    body_id: int | None
    person_id: int | None
    office_id: int | None
    seat_id: int | None
    school_class_id: int | None
    class_name: str
    grade: int | None
    guest: str
    capacity: str
    constituency: str
    is_member: bool
    has_vote: bool
    stands_in_for_id: int | None
    attended: str
    position: int
    name: str


@dataclass(frozen=True)
class NoticeRow:
    """A notice that was sent; ``recipients`` are (person id, capacity), ``told`` what it said (``told.py``)."""

    id: int
    meeting_id: int
    kind: str
    sent_on: date
    channel: str
    days_required: int | None
    recipients: tuple[tuple[int, str], ...]
    told: str = ""


@dataclass(frozen=True)
class MinutesStepRow:
    """A step on the way of minutes."""

    id: int
    meeting_id: int
    kind: str
    made_on: date
    who: str
    text: str
    with_changes: bool
    agenda_item_id: int | None
    text_hash: str


@dataclass(frozen=True)
class ReceivedRow:
    """Minutes somebody else wrote."""

    id: int
    meeting_id: int
    received_on: date
    file_name: str
    media_type: str
    sha256: str
    size: int
    text: str


@dataclass(frozen=True)
class ActionRow:
    """Something to be done; ``owner_name`` is the person's (for the window) or ``owner``'s words."""

    id: int
    meeting_id: int
    agenda_item_id: int | None
    kind: str
    what: str
    owner_id: int | None
    owner: str
    owner_name: str
    due: date | None
    done_on: date | None
    done_note: str
    position: int


@dataclass(frozen=True)
class HearingRow:
    """Somebody asks bodies for their opinion."""

    id: int
    kind: str
    title: str
    from_whom: str
    received_on: date | None
    deadline: date | None
    description: str
    statement: str
    answered_on: date | None
    answered_how: str
    bodies: tuple[int, ...]


@dataclass(frozen=True)
class MeetingDetail:
    """One meeting with all that belongs to it, each in its own order."""

    row: MeetingRow
    items: tuple[ItemRow, ...]
    attendance: tuple[AttendanceRow, ...]
    notices: tuple[NoticeRow, ...]
    steps: tuple[MinutesStepRow, ...]
    actions: tuple[ActionRow, ...]
    received: tuple[ReceivedRow, ...]

    @property
    def is_locked(self) -> bool:
        """Whether its minutes are approved and only additions may be made."""
        return self.row.status == "approved"

    def item(self, item_id: int) -> ItemRow:
        """Return one of its cases. Raises StopIteration."""
        return next(item for item in self.items if item.id == item_id)
