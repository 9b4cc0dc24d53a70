"""How does what comes up in the wheel become a meeting, or a case on the agenda of one?"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.meetings.agenda import add_item
from app.meetings.collisions import after_minutes
from app.meetings.commands import add_meeting
from app.meetings.locked import refuse_if_locked
from app.meetings.proposing import proposals, take
from app.meetings.queries import meeting_row, meetings_in, rule_of
from app.meetings.rows import MeetingRow
from app.yearwheel.coming import PARENTS, fits, gathers
from app.yearwheel.commands import add_entry
from app.yearwheel.following import base_of, topic_of
from app.yearwheel.queries import wheel
from app.yearwheel.rows import OccurrenceRow
from app.yearwheel.written import shown, tidy, written
from db.models import AgendaItem, WheelEntry

TO_COME = ("planned", "called")
NO_DAY = N_("Choose the day of the meeting.")
BECOME = N_("It has become a meeting already. Let go of that first.")
GATHERED = N_("Parents' meetings are planned class by class under Meetings. They are gathered here by themselves.")
WENT_BY = N_("This meeting took place or is cancelled. Choose another one.")
ENTRY_ALREADY = N_("This meeting stands in the wheel as an entry already.")
ANOTHERS = N_("This is not a meeting of {name}. Put it on the agenda as a case instead.")


def likely_meetings(session: Session, entry_id: int, number: int) -> tuple[MeetingRow, ...]:
    """Return the meetings of the year it could be, or stand on: of the ring's body, not held, the nearest first.

    Of a ring that is no body's, those of all bodies.
    """
    now, year = shown(session, entry_id, number), session.get_one(WheelEntry, entry_id).start_year
    kind = now.ring.kind
    rows = [
        row
        for row in meetings_in(session, year)
        if row.status in TO_COME
        and (fits(now.ring, row) if kind in ("body", PARENTS, "staff") else row.kind in ("body", "other", "staff"))
    ]
    day = now.first
    if day is None:
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: abs((row.held_on - day).days)))  # of two as near, the earlier


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
    now = _free(session, entry_id, number)
    day = held_on or now.first
    if day is None:
        raise UserError(NO_DAY, field="held_on")
    body_id = now.ring.body_id
    facts: dict[str, Any] = {"kind": "staff" if now.ring.kind == "staff" else "other", "title": now.title}
    ends_at = None
    if body_id is not None:
        rule = rule_of(session, body_id)
        facts = {"kind": "body", "body_ids": (body_id,)}
        starts_at, place = starts_at or rule.starts_at, place or rule.place
        ends_at = after_minutes(starts_at, rule.minutes) if starts_at and rule.minutes else None
    meeting_id = add_meeting(session, held_on=day, starts_at=starts_at, ends_at=ends_at, place=place, **facts)
    _follow(session, entry_id, number, meeting_id=meeting_id)
    take(session, meeting_id, [one.key for one in proposals(session, meeting_id) if one.ticked])
    return meeting_id


def join_meeting(session: Session, entry_id: int, number: int, meeting_id: int) -> None:
    """Let it be a meeting that is planned already; its day and status follow the meeting. Raises UserError."""
    now, row = _free(session, entry_id, number), _to_come(session, meeting_id)
    if now.ring.body_id is not None and not fits(now.ring, row):
        raise UserError(ANOTHERS, field="meeting_id", name=now.ring.name)
    _follow(session, entry_id, number, meeting_id=meeting_id)


def become_item(session: Session, entry_id: int, number: int, meeting_id: int) -> int:
    """Put it on the agenda of a meeting as a case; returns the case's id. Raises UserError."""
    now, row = _free(session, entry_id, number), _to_come(session, meeting_id)
    entry = session.get_one(WheelEntry, entry_id)
    body_id = now.ring.body_id if now.ring.body_id in row.bodies else None
    item_id = add_item(
        session,
        meeting_id,
        title=entry.title,
        body_id=body_id,
        paper=entry.description,
        topic=topic_of(entry_id, entry.topic),
    )
    _follow(session, entry_id, number, agenda_item_id=item_id)
    return item_id


def become_entry(session: Session, meeting_id: int, ring_id: int, title: str) -> int:
    """Make an entry of a meeting that is no entry's, on its day and joined to it; returns the entry's id.

    Raises UserError (field "title"), and for a meeting that is an entry already.
    """
    row = meeting_row(session, meeting_id)
    year = year_of(row.held_on)
    if all(one.key != f"m{meeting_id}" for one in wheel(session, year, clock.today()).occurrences):
        raise UserError(ENTRY_ALREADY)
    entry_id = add_entry(session, year, ring_id=ring_id, title=title, rule=f"DATO({row.held_on.isoformat()})")
    _follow(session, entry_id, 1, meeting_id=meeting_id)
    return entry_id


def let_go(session: Session, entry_id: int, number: int) -> None:
    """Let it be no meeting and no case any more. The meeting stays, and its cases, which come from the wheel no more.

    Raises UserError once the minutes are approved, and for parents' meetings, which are gathered by themselves.
    """
    now, entry = shown(session, entry_id, number), session.get_one(WheelEntry, entry_id)
    if now.entry is not None and gathers(now.entry, now.ring):
        raise UserError(GATHERED)
    topic = topic_of(entry_id, entry.topic)
    for meeting_id in now.meetings:
        refuse_if_locked(session, meeting_id)
        cases = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.topic != "")
        for item in session.scalars(cases):
            if base_of(item.topic) == topic:
                item.topic = ""
    _follow(session, entry_id, number)
    left = shown(session, entry_id, number)
    if left.meetings and left.by_rule is not None:  # what was put on its days by hand follows nothing by itself
        row = written(session, entry_id, number)
        row.first_day, row.last_day = left.by_rule
        tidy(session, row)


def _free(session: Session, entry_id: int, number: int) -> OccurrenceRow:
    """Return one time an entry comes up that has become nothing by hand. Raises UserError."""
    now = shown(session, entry_id, number)
    if now.entry is not None and gathers(now.entry, now.ring):
        raise UserError(GATHERED)
    row = written(session, entry_id, number)
    if row.meeting_id is not None or row.agenda_item_id is not None:
        raise UserError(BECOME)
    return now


def _to_come(session: Session, meeting_id: int) -> MeetingRow:
    row = meeting_row(session, meeting_id)
    if row.status not in TO_COME:
        raise UserError(WENT_BY, field="meeting_id")
    return row


def _follow(
    session: Session,
    entry_id: int,
    number: int,
    *,
    meeting_id: int | None = None,
    agenda_item_id: int | None = None,
) -> None:
    row = written(session, entry_id, number)
    row.meeting_id, row.agenda_item_id = meeting_id, agenda_item_id
    if meeting_id is not None or agenda_item_id is not None:  # it is where the meeting is
        row.first_day, row.last_day, row.is_dropped = None, None, False
    tidy(session, row)
