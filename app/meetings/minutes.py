"""How do minutes go from draft to approved, and are they still what was approved?

Draft → sent for remarks → (approved by chair and minute taker, where the body does it in two stages) → approved by a
later meeting, with or without changes → locked: what is to be said after that is an addition, with a date and a name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.contacts.entered import entered_note
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.entered import entered_words
from app.meetings.locked import is_locked, refuse_if_locked
from app.meetings.numbering import give_numbers
from app.meetings.queries import meeting, meeting_row, rule_of
from app.meetings.rows import MeetingDetail
from db.models import AgendaItem, Meeting, MeetingBody, MinutesStep

APPROVED, FIRST = "approved", "first_approval"
_OF_MEETING = ("id", "kind", "title", "held_on", "place", "is_remote", "bodies", "opened_at", "closed_at")
_OF_ITEM = (
    "id", "body_id", "position", "number_text", "kind", "code", "title", "public_title", "raised_by", "presenter",
    "paper", "proposal", "discussion", "decision", "dissent", "is_late", "outcome", "openness", "provision",
    "balloting", "votes_for", "votes_against", "votes_blank", "casting_vote",
)  # fmt: skip
_OF_ATTENDANCE = (
    "id", "body_id", "guest", "capacity", "constituency", "is_member", "has_vote", "stands_in_for_id", "attended",
)  # fmt: skip
_OF_ACTION = ("id", "agenda_item_id", "kind", "what", "owner", "due")

CANCELLED = N_("The meeting is cancelled, and has no minutes.")
NOTHING_WRITTEN = N_("Nothing is written of this meeting yet. Write the minutes first.")
TOO_EARLY = N_("This cannot be before the day of the meeting.")
WRITE_REMARK = N_("Write what was remarked.")
WRITE_ADDITION = N_("Write what is to be added.")
WRITE_CHANGES = N_("Write what was changed.")
WHO = N_("Write who it is from.")
NOT_TWO_STAGES = N_("Minutes of this body are approved once, by the next meeting.")
FIRST_ALREADY = N_("Chair and minute taker have approved these minutes already.")
FIRST_MISSING = N_("In this body chair and minute taker approve the minutes first.")
NOT_A_LATER_MEETING = N_("Choose the case of a later meeting of the same body in which the minutes were approved.")
OTHER_MINUTES = N_("In this case the minutes of another meeting are approved. Choose another one.")
APPROVED_BEFORE = N_("This cannot be before the day of the meeting that approved the minutes.")
NOT_APPROVED = N_("These minutes are not approved.")
NEWER_APPROVED = N_("Newer minutes of the same body are approved. Only the newest approval can be taken back.")
NOT_LOCKED = N_("These minutes are not approved yet: write it in the minutes themselves.")


def send_minutes(session: Session, meeting_id: int, on: date) -> int:
    """Note that the minutes were sent for remarks, the first time or again; returns the step. Raises UserError."""
    refuse_if_locked(session, meeting_id)
    _refuse_unwritten(session, meeting_id)
    give_numbers(session, meeting_id)
    return _step(session, meeting_id, "sent", on)


def add_remark(session: Session, meeting_id: int, on: date, who: str, text: str) -> int:
    """Note what somebody said of the minutes; returns the step. Raises UserError."""
    refuse_if_locked(session, meeting_id)
    _refuse_unwritten(session, meeting_id)
    return _step(session, meeting_id, "remark", on, who=_who(who), text=_text(text, WRITE_REMARK))


def approve_first(session: Session, meeting_id: int, on: date, who: str = "") -> int:
    """Note that chair and minute taker approved the minutes, where the body does it in two stages; returns the step.

    The minutes may still be changed, and approved anew then: the meeting approves them after. Raises UserError.
    """
    refuse_if_locked(session, meeting_id)
    _refuse_unwritten(session, meeting_id)
    if not is_two_stage(session, meeting_id):
        raise UserError(NOT_TWO_STAGES)
    give_numbers(session, meeting_id)
    text_now = _hash_now(session, meeting_id)
    before = _newest(session, meeting_id, FIRST)
    if before is not None and before.text_hash == text_now:
        raise UserError(FIRST_ALREADY)
    return _step(session, meeting_id, FIRST, on, who=entered_words(who, "who"), text_hash=text_now)


def approve(
    session: Session, meeting_id: int, on: date, item_id: int | None, with_changes: bool = False, text: str = ""
) -> int:
    """Lock the minutes: they were approved in a case of a later meeting (None: without one), or with changes.

    The changes have been made in the minutes by then, and ``text`` says which. Returns the step. Raises UserError.
    """
    refuse_if_locked(session, meeting_id)
    _refuse_unwritten(session, meeting_id)
    if is_two_stage(session, meeting_id) and _newest(session, meeting_id, FIRST) is None:
        raise UserError(FIRST_MISSING)
    give_numbers(session, meeting_id)
    changes = _text(text, WRITE_CHANGES) if with_changes else entered_note(text, "text")
    if item_id is not None:
        _note_in_case(session, meeting_id, on, session.get_one(AgendaItem, item_id))
    return _step(
        session,
        meeting_id,
        APPROVED,
        on,
        text=changes,
        with_changes=with_changes,
        agenda_item_id=item_id,
        text_hash=_hash_now(session, meeting_id),
    )


def take_back_approval(session: Session, meeting_id: int) -> None:
    """Unlock the minutes again; only the newest approval of a body's can be taken back. Raises UserError."""
    step = _newest(session, meeting_id, APPROVED)
    if step is None:
        raise UserError(NOT_APPROVED)
    if newest_approval(session, meeting_id) != step.id:
        raise UserError(NEWER_APPROVED)
    session.delete(step)
    session.flush()


def may_take_back(session: Session, meeting_id: int) -> bool:
    """Say whether the approval of the minutes of a meeting is the newest one of its bodies."""
    step = _newest(session, meeting_id, APPROVED)
    return step is not None and newest_approval(session, meeting_id) == step.id


def add_addition(session: Session, meeting_id: int, on: date, who: str, text: str) -> int:
    """Add something to approved minutes, with its day and who says so; returns the step. Raises UserError."""
    if not is_locked(session, meeting_id):
        raise UserError(NOT_LOCKED)
    return _step(session, meeting_id, "addition", on, who=_who(who), text=_text(text, WRITE_ADDITION))


def is_two_stage(session: Session, meeting_id: int) -> bool:
    """Say whether chair and minute taker approve first in the body that leads a meeting."""
    bodies = meeting_row(session, meeting_id).bodies
    return bool(bodies) and rule_of(session, bodies[0]).two_stage


def newest_approval(session: Session, meeting_id: int) -> int | None:
    """Return the newest step by which any of the bodies of a meeting approved minutes."""
    bodies = select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting_id)
    theirs = select(MeetingBody.meeting_id).where(MeetingBody.body_id.in_(bodies))
    query = select(MinutesStep.id).where(
        MinutesStep.kind == APPROVED, or_(MinutesStep.meeting_id == meeting_id, MinutesStep.meeting_id.in_(theirs))
    )
    return session.scalar(query.order_by(MinutesStep.id.desc()).limit(1))


def text_hash(detail: MeetingDetail) -> str:
    """Return the SHA-256 (hex) of the minutes: canonical JSON of ids, choices and what was typed.

    Nobody's name is in it, nor which person an id of attendance is: whoever changes their name, is protected, found
    twice or erased breaks nothing. Neither are own notes, planned minutes, and whether what was to be done is done.
    """
    said = {
        "meeting": _facts(detail.row, _OF_MEETING),
        "items": [
            {
                **_facts(item, _OF_ITEM),
                "attachments": sorted([file.file_name, file.sha256] for file in item.attachments),
                "absences": sorted([one.attendance_id, one.because, one.provision] for one in item.absences),
                "votes": sorted([attendance_id, vote] for attendance_id, vote in item.votes),
            }
            for item in sorted(detail.items, key=lambda item: item.id)
        ],
        "attendance": [_facts(one, _OF_ATTENDANCE) for one in sorted(detail.attendance, key=lambda one: one.id)],
        "actions": [_facts(one, _OF_ACTION) for one in sorted(detail.actions, key=lambda one: one.id)],
        "notices": sorted([one.kind, one.sent_on.isoformat(), one.channel] for one in detail.notices),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_unchanged(detail: MeetingDetail) -> bool:
    """Say whether the minutes are what was approved last; those that nobody approved are."""
    approvals = [step for step in detail.steps if step.kind in (APPROVED, FIRST)]
    final = [step for step in approvals if step.kind == APPROVED] or approvals
    return not final or final[-1].text_hash == text_hash(detail)


def _facts(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value


def _hash_now(session: Session, meeting_id: int) -> str:
    session.flush()
    return text_hash(meeting(session, meeting_id))


def _refuse_unwritten(session: Session, meeting_id: int) -> None:
    row = meeting_row(session, meeting_id)
    if row.status == "cancelled":
        raise UserError(CANCELLED)
    if row.status in ("planned", "called"):
        raise UserError(NOTHING_WRITTEN)


def _note_in_case(session: Session, meeting_id: int, on: date, item: AgendaItem) -> None:
    """Let the case of a later meeting say that it approved these minutes; it may be locked by now itself."""
    if item.meeting_id is None or item.meeting_id == meeting_id:
        raise UserError(NOT_A_LATER_MEETING, field="item")
    mine, later = session.get_one(Meeting, meeting_id), session.get_one(Meeting, item.meeting_id)
    shared = set(_bodies(session, meeting_id)) & set(_bodies(session, later.id))
    is_before = (later.held_on, later.starts_at or time.max) < (mine.held_on, mine.starts_at or time())
    if not shared or is_before or later.cancelled_on is not None:
        raise UserError(NOT_A_LATER_MEETING, field="item")
    if item.approves_meeting_id not in (None, meeting_id):
        raise UserError(OTHER_MINUTES, field="item")
    if on < later.held_on:
        raise UserError(APPROVED_BEFORE, field="made_on")
    if item.approves_meeting_id is None and not is_locked(session, later.id):
        item.approves_meeting_id = meeting_id


def _bodies(session: Session, meeting_id: int) -> Sequence[int]:
    return session.scalars(select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting_id)).all()


def _newest(session: Session, meeting_id: int, kind: str) -> MinutesStep | None:
    query = select(MinutesStep).where(MinutesStep.meeting_id == meeting_id, MinutesStep.kind == kind)
    return session.scalar(query.order_by(MinutesStep.id.desc()).limit(1))


def _step(session: Session, meeting_id: int, kind: str, on: date, **facts: object) -> int:
    if on < session.get_one(Meeting, meeting_id).held_on:
        raise UserError(TOO_EARLY, field="made_on")
    step = MinutesStep(meeting_id=meeting_id, kind=kind, made_on=on, **facts)
    session.add(step)
    session.flush()
    return step.id


def _who(value: str) -> str:
    who = entered_words(value, "who")
    if not who:
        raise UserError(WHO, field="who")
    return who


def _text(value: str, missing: str) -> str:
    text = entered_note(value, "text")
    if not text:
        raise UserError(missing, field="text")
    return text
