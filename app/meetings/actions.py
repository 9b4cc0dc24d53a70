"""What does the user do with what somebody shall do after a meeting? One function = one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.bodies.queries import body, roll
from app.contacts.entered import entered_day, entered_note
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.meetings.deadlines import NO_FORMALITIES
from app.meetings.entered import entered_words
from app.meetings.locked import refuse_if_locked
from app.meetings.rules.typed_action import PRINCIPAL, Known, Typed, day_meant, person_named, read
from app.school.queries import in_force
from db.models import ActionPoint, AgendaItem, Attendance, Meeting, MeetingBody, Office, Person, StaffRole
from db.models.meetings import ACTION_KINDS

LONGEST = 400
LONGEST_TYPED = 600
"""With who does it and until when."""
WHAT = N_("Write what shall be done.")
DONE_FIRST = N_("It cannot have been done before the meeting.")


def add_action(session: Session, meeting_id: int, item_id: int | None, typed: str, kind: str = "") -> int:
    """Write down what somebody shall do, as it was typed: "Ringe kommunen – Kari Berg – 12.11."; returns its id.

    Who and until when are taken out of the line where they can mean one thing only, else they stay in the words. What
    the principal shall do is a request unless ``kind`` says otherwise. Raises UserError.
    """
    refuse_if_locked(session, meeting_id)
    if item_id is not None and session.get_one(AgendaItem, item_id).meeting_id != meeting_id:
        raise ValueError("a case of another meeting")
    found = understood(session, meeting_id, entered_words(typed, "what", LONGEST_TYPED))
    last = session.scalar(select(func.max(ActionPoint.position)).where(ActionPoint.meeting_id == meeting_id)) or 0
    row = ActionPoint(meeting_id=meeting_id, agenda_item_id=item_id, position=last + 1, what=_what(found.what, "what"))
    row.owner_id, row.owner, row.due = found.owner_id, found.owner, found.due
    asked = found.owner.casefold() in PRINCIPAL
    row.kind = _kind(kind, "kind") if kind else "request" if asked else "task"
    session.add(row)
    session.flush()
    return row.id


def understood(session: Session, meeting_id: int, typed: str) -> Typed:
    """Return what a line would be taken for, so that it can be shown while it is typed."""
    meeting = session.get_one(Meeting, meeting_id)
    return read(typed, people_known(session, meeting_id), meeting.held_on, _next_meeting(session, meeting))


def set_action(session: Session, action_id: int, field: str, value: str) -> None:
    """Change one fact, named as its column, as it was typed; ``owner`` is a person if it can be only one.

    ``owner_id`` takes the id of a person who was chosen. Once the minutes are approved only ``done_note`` may change.
    Raises UserError.
    """
    row = session.get_one(ActionPoint, action_id)
    if field != "done_note":
        refuse_if_locked(session, row.meeting_id, field)
    if field == "due":
        row.due = _due(session, row, value)
    elif field == "owner":
        words = _what(value, field) if value.strip() else ""
        one = person_named(words, people_known(session, row.meeting_id))
        row.owner_id, row.owner = (None, words) if one is None else (one.id, "")
    elif field == "owner_id":
        row.owner_id = session.get_one(Person, int(value)).id if value.strip() else None
        row.owner = ""
    else:
        setattr(row, field, _FIELDS[field](value, field))
    session.flush()


def finish_action(session: Session, action_id: int, on: date, note: str = "") -> None:
    """Say that it is done, on which day, and what was done and where. Raises UserError."""
    row = session.get_one(ActionPoint, action_id)
    if on < session.get_one(Meeting, row.meeting_id).held_on:
        raise UserError(DONE_FIRST, field="done_on")
    row.done_on, row.done_note = on, entered_note(note, "done_note")
    session.flush()


def reopen_action(session: Session, action_id: int) -> None:
    """Say that it is still to be done; what was noted stays."""
    session.get_one(ActionPoint, action_id).done_on = None
    session.flush()


def remove_action(session: Session, action_id: int) -> None:
    """Take it away. Raises UserError once the minutes are approved: then it is done, or it is not."""
    row = session.get_one(ActionPoint, action_id)
    refuse_if_locked(session, row.meeting_id)
    session.delete(row)
    session.flush()


def people_known(session: Session, meeting_id: int) -> tuple[Known, ...]:
    """Return who a name in a line can be: those on the list of the meeting, those who hold an office, the staff."""
    meeting = session.get_one(Meeting, meeting_id)
    there = select(Attendance.person_id).where(Attendance.meeting_id == meeting_id, Attendance.person_id.is_not(None))
    bodies = select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting_id)
    offices = select(Office.person_id).where(Office.body_id.in_(bodies), in_force(Office, meeting.held_on))
    staff = select(StaffRole.person_id).where(in_force(StaffRole, meeting.held_on))
    query = select(Person.id, Person.given_name, Person.family_name).where(
        or_(
            Person.id.in_(there),
            Person.id.in_(offices),
            Person.id.in_(staff),
            Person.id.in_([one for one in (meeting.chair_id, meeting.minute_taker_id) if one is not None]),
            Person.id.in_(select(Office.person_id).where(Office.id.in_(_followed(session, meeting)))),
        )
    )
    return tuple(Known(row.id, row.given_name, row.family_name) for row in session.execute(query.order_by(Person.id)))


def _followed(session: Session, meeting: Meeting) -> list[int]:
    """Return the offices that give a seat in the bodies of a meeting, as that of the chair of FAU in SU."""
    sitting = roll(session, year_of(meeting.held_on), meeting.held_on)
    query = select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting.id)

    def derived() -> Iterator[int]:
        for body_id in session.scalars(query).all():
            for place in sitting.places(body(session, body_id)):
                yield from (office.id for office in place.holders if office.derived)

    return list(derived())


def _next_meeting(session: Session, meeting: Meeting) -> date | None:
    """Return the day of the next meeting of the same body (the leading one, of several)."""
    bodies = select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting.id)
    leading = session.scalar(bodies.order_by(MeetingBody.position, MeetingBody.id).limit(1))
    if leading is None:
        return None
    query = (
        select(Meeting.held_on)
        .join(MeetingBody, MeetingBody.meeting_id == Meeting.id)
        .where(MeetingBody.body_id == leading, Meeting.held_on > meeting.held_on, Meeting.cancelled_on.is_(None))
        .where(Meeting.kind.not_in(NO_FORMALITIES))
    )
    return session.scalar(query.order_by(Meeting.held_on).limit(1))


def _due(session: Session, row: ActionPoint, value: str) -> date | None:
    """Return the day of "12.11.2026", or of what a line may say: "fredag", "uke 47", "neste møte"."""
    if not value.strip():
        return None
    meeting = session.get_one(Meeting, row.meeting_id)
    meant = day_meant(value, max(meeting.held_on, clock.today()), _next_meeting(session, meeting))
    return meant if meant is not None else entered_day(value, "due")


def _what(value: str, field: str) -> str:
    text = entered_words(value, field, LONGEST)
    if not text:
        raise UserError(WHAT, field=field)
    return text


def _kind(value: str, field: str) -> str:
    if value not in ACTION_KINDS:
        raise UserError(N_("Choose one of the values in the list."), field=field)
    return value


_FIELDS: Mapping[str, Callable[[str, str], Any]] = {"what": _what, "kind": _kind, "done_note": entered_note}
