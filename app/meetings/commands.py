"""What does the user do with meetings, and with the rules a body meets by? One function = one undo step."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from app.contacts.entered import entered_note
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.entered import (
    ends_first,
    entered_choice,
    entered_day_or_none,
    entered_id,
    entered_meeting_day,
    entered_number,
    entered_time,
    entered_truth,
    entered_words,
    in_order,
    likely_day,
)
from app.meetings.locked import refuse_if_locked
from app.meetings.presets import standing_preset
from app.school.queries import in_force
from db import drafts
from db.models import (
    ActionPoint,
    AgendaItem,
    Body,
    ContactTeacher,
    Meeting,
    MeetingBody,
    MeetingNotice,
    MeetingRule,
    MinutesStep,
    Office,
    ReceivedMinutes,
    StandingItem,
)
from db.models.meetings import ITEM_CODES, ITEM_KINDS, MEETING_KINDS, NUMBER_RESETS

LONGEST = 24 * 60
MOST_DAYS = 365
GRADES = (1, 13)
END_BEFORE_START = N_("The meeting cannot end before it begins.")

_Reader = Callable[[str, str], Any]
_TOLD_ABROAD = ("title", "held_on", "starts_at", "ends_at", "place", "is_remote")
"""What stands in a calendar that was handed out: a change of it must be newer than what stands there."""
_OWN_DAYS = ("input_by", "notice_by", "papers_by")
_PATTERN_FIELD = re.compile(r"\{(.*?)\}")
_PATTERN_FIELDS = ("n", "nn", "nnn", "yy", "yyyy")


def add_meeting(
    session: Session,
    *,
    kind: str = "body",
    body_ids: Sequence[int] = (),
    held_on: date,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    title: str = "",
    school_class_id: int | None = None,
    grade: int | None = None,
) -> int:
    """Plan a meeting; returns its id. The first body leads: its chair and secretary that day chair and write.

    A parents' meeting without a body of its own is chaired by the contact teacher. Raises UserError.
    """
    entered_choice(*MEETING_KINDS)(kind, "kind")
    if kind == "body" and not body_ids:
        raise UserError(N_("Choose whose meeting it is."), field="bodies")
    likely_day(held_on, "held_on")
    in_order(starts_at, ends_at, "ends_at", END_BEFORE_START)
    added = Meeting(
        kind=kind,
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=entered_words(place, "place"),
        title=entered_words(title, "title"),
        school_class_id=school_class_id,
        grade=grade,
        calendar_uid=uuid.uuid4().urn,
    )
    leading = body_ids[0] if body_ids else None
    if leading is not None and kind != "talk":
        added.chair_id = _holder(session, leading, "chair", held_on)
        added.minute_taker_id = _holder(session, leading, "secretary", held_on)
    if kind == "parents" and added.chair_id is None and school_class_id is not None:
        added.chair_id = _contact_teacher(session, school_class_id, held_on)
    session.add(added)
    session.flush()
    _write_bodies(session, added.id, body_ids)
    return added.id


def set_meeting(session: Session, meeting_id: int, field: str, value: str) -> None:
    """Change one fact of a meeting, named as its column, as it was typed or chosen. Raises UserError."""
    found = session.get_one(Meeting, meeting_id)
    if field != "own_notes":
        refuse_if_locked(session, meeting_id, field)
    cleaned = _MEETING_FIELDS[field](value, field)
    if cleaned == getattr(found, field):
        return
    setattr(found, field, cleaned)
    if field == "kind" and cleaned == "body" and not _bodies(session, meeting_id):
        raise UserError(N_("Choose whose meeting it is."), field=field)
    in_order(found.starts_at, found.ends_at, field, END_BEFORE_START)
    if ends_first(found.opened_at, found.closed_at):
        raise UserError(END_BEFORE_START, field=field)
    if field == "held_on":
        _forget_days_after(found)
    if field in _OWN_DAYS:
        in_order(cleaned, found.held_on, field, N_("This day must come before the meeting."))
    if field in _TOLD_ABROAD:
        found.calendar_sequence += 1


def set_bodies(session: Session, meeting_id: int, body_ids: Sequence[int]) -> None:
    """Say whose meeting it is, the leading body first; cases that were nobody's are its own now.

    Raises UserError where a case belongs to one left out.
    """
    found = session.get_one(Meeting, meeting_id)
    refuse_if_locked(session, meeting_id, "bodies")
    if found.kind == "body" and not body_ids:
        raise UserError(N_("Choose whose meeting it is."), field="bodies")
    before = _bodies(session, meeting_id)
    gone = set(before) - set(body_ids)
    of_gone = select(Body.name_nb).join(AgendaItem, AgendaItem.body_id == Body.id)
    name = session.scalar(of_gone.where(AgendaItem.meeting_id == meeting_id, AgendaItem.body_id.in_(gone)).limit(1))
    if name is not None:
        message = N_("There are cases of {name} on the agenda. Move or remove them first.")
        raise UserError(message, field="bodies", name=name)
    if before == list(dict.fromkeys(body_ids)):
        return
    for row in session.scalars(select(MeetingBody).where(MeetingBody.meeting_id == meeting_id)):
        session.delete(row)
    session.flush()
    _write_bodies(session, meeting_id, body_ids)
    nobodys = update(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.body_id.is_(None))
    if body_ids:  # a case without a body is in no body's series, and never comes back
        session.execute(nobodys.values(body_id=body_ids[0]))
    found.calendar_sequence += 1
    if body_ids and before[:1] != list(body_ids[:1]):
        found.chair_id = _holder(session, body_ids[0], "chair", found.held_on)
        found.minute_taker_id = _holder(session, body_ids[0], "secretary", found.held_on)


def cancel_meeting(session: Session, meeting_id: int, because: str, on: date) -> None:
    """Cancel a meeting, which stays to be seen. Raises UserError for one that took place."""
    found = session.get_one(Meeting, meeting_id)
    refuse_if_locked(session, meeting_id)
    if _took_place(session, found):
        raise UserError(N_("This meeting took place. It cannot be cancelled any more."))
    found.cancelled_on, found.cancelled_because = on, entered_words(because, "because")
    found.calendar_sequence += 1


def uncancel_meeting(session: Session, meeting_id: int) -> None:
    """Hold a meeting after all."""
    found = session.get_one(Meeting, meeting_id)
    found.cancelled_on, found.cancelled_because = None, ""
    found.calendar_sequence += 1


def remove_meeting(session: Session, meeting_id: int) -> None:
    """Remove a meeting nobody was called to; cases from other bodies, and what was logged, wait again.

    Raises UserError.
    """
    found = session.get_one(Meeting, meeting_id)
    numbered = AgendaItem.number.is_not(None) | (AgendaItem.number_text != "")
    if (
        _any(session, MeetingNotice, meeting_id)
        or _took_place(session, found)
        or _any(session, AgendaItem, meeting_id, numbered)
        or _any(session, ActionPoint, meeting_id)
    ):
        message = N_(
            "A notice was sent, a case has its number or something is to be done, so the meeting must stay to be seen. "
            "Cancel it instead."
        )
        raise UserError(message)
    of_others = (AgendaItem.continues_because == "forwarded") | (AgendaItem.kind == "referred")
    waited = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, of_others, AgendaItem.body_id.is_not(None))
    for item in session.scalars(waited):
        item.meeting_id, item.outcome, item.is_late = None, "", False
    session.flush()
    gone = session.scalars(select(AgendaItem.id).where(AgendaItem.meeting_id == meeting_id)).all()
    session.delete(found)
    session.flush()
    for thing in (f"meeting:{meeting_id}", *(f"agenda_item:{item_id}" for item_id in gone)):
        drafts.forget_all_of(session, thing)


def set_rule(session: Session, body_id: int, field: str, value: str) -> None:
    """Change one fact of how a body meets, named as its column, as it was typed or chosen. Raises UserError."""
    cleaned = _RULE_FIELDS[field](value, field)
    rule = session.scalar(select(MeetingRule).where(MeetingRule.body_id == body_id))
    if rule is None:
        rule = MeetingRule(body_id=body_id)
        session.add(rule)
        session.flush()
    setattr(rule, field, cleaned)


def add_standing(
    session: Session, body_id: int, title_nb: str, title_nn: str = "", kind: str = "information", code: str = ""
) -> int:
    """Let a case stand on every agenda of a body, last; returns its id. One title is enough. Raises UserError."""
    title_nb, title_nn = entered_words(title_nb, "title_nb"), entered_words(title_nn, "title_nn")
    if not (title_nb or title_nn):
        raise UserError(N_("Write what the case is called."), field="title_nb")
    last = session.scalar(select(func.max(StandingItem.position)).where(StandingItem.body_id == body_id)) or 0
    added = StandingItem(
        body_id=body_id,
        title_nb=title_nb or title_nn,
        title_nn=title_nn or title_nb,
        kind=entered_choice(*ITEM_KINDS)(kind, "kind"),
        code=entered_choice(*ITEM_CODES)(code, "code"),
        position=last + 1,
    )
    session.add(added)
    session.flush()
    return added.id


def set_standing(session: Session, standing_id: int, field: str, value: str) -> None:
    """Change one fact of a case that stands on every agenda. Raises UserError."""
    found = session.get_one(StandingItem, standing_id)
    cleaned = _STANDING_FIELDS[field](value, field)
    if field == "title_nb" and not cleaned:
        raise UserError(N_("Write what the case is called."), field=field)
    setattr(found, field, cleaned)


def move_standing(session: Session, standing_id: int, to_index: int) -> None:
    """Move a case that stands on every agenda to another place in the order (0 is first)."""
    found = session.get_one(StandingItem, standing_id)
    rows = [row for row in _standing(session, found.body_id) if row.id != standing_id]
    rows.insert(max(0, min(to_index, len(rows))), found)
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position


def remove_standing(session: Session, standing_id: int) -> None:
    """Let a case stand on every agenda no longer; agendas that are made keep it."""
    session.delete(session.get_one(StandingItem, standing_id))


def use_standing_preset(session: Session, body_id: int) -> tuple[int, ...]:
    """Let what usually stands on the agenda of such a body stand there, last; returns the new ids.

    What is there already, by what it does or by its title, is left as it is.
    """
    here = _standing(session, body_id)
    codes, titles = {row.code for row in here if row.code}, {row.title_nb for row in here}
    added = []
    for preset in standing_preset(session.get_one(Body, body_id).kind):
        if preset.code in codes or preset.title_nb in titles:
            continue
        standing_id = add_standing(session, body_id, preset.title_nb, preset.title_nn, preset.kind, preset.code)
        session.get_one(StandingItem, standing_id).minutes_planned = preset.minutes_planned
        added.append(standing_id)
    session.flush()
    return tuple(added)


def _holder(session: Session, body_id: int, role: str, on: date) -> int | None:
    held = select(Office.person_id).where(Office.body_id == body_id, Office.role == role, in_force(Office, on))
    return session.scalar(held.order_by(Office.valid_from.desc(), Office.id.desc()).limit(1))


def _contact_teacher(session: Session, class_id: int, on: date) -> int | None:
    teaches = select(ContactTeacher.person_id).where(
        ContactTeacher.school_class_id == class_id, in_force(ContactTeacher, on)
    )
    return session.scalar(teaches.order_by(ContactTeacher.id).limit(1))


def _bodies(session: Session, meeting_id: int) -> list[int]:
    query = select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(MeetingBody.position, MeetingBody.id)))


def _write_bodies(session: Session, meeting_id: int, body_ids: Sequence[int]) -> None:
    for position, body_id in enumerate(dict.fromkeys(body_ids), 1):
        session.add(MeetingBody(meeting_id=meeting_id, body_id=body_id, position=position))
    session.flush()


def _took_place(session: Session, found: Meeting) -> bool:
    written = or_(
        AgendaItem.discussion != "",
        AgendaItem.decision != "",
        AgendaItem.balloting != "",
        AgendaItem.outcome == "treated",
    )
    return (
        found.opened_at is not None
        or _any(session, AgendaItem, found.id, written)
        or _any(session, MinutesStep, found.id)
        or _any(session, ReceivedMinutes, found.id)
    )


def _forget_days_after(found: Meeting) -> None:
    """Let days that were set for a meeting be counted by rule again where it was moved before them."""
    for field in _OWN_DAYS:
        day = getattr(found, field)
        if day is not None and day > found.held_on:
            setattr(found, field, None)


def _any(session: Session, table: Any, meeting_id: int, *more: Any) -> bool:
    return session.scalar(select(table.id).where(table.meeting_id == meeting_id, *more).limit(1)) is not None


def _standing(session: Session, body_id: int) -> list[StandingItem]:
    query = select(StandingItem).where(StandingItem.body_id == body_id)
    return list(session.scalars(query.order_by(StandingItem.position, StandingItem.id)))


def _pattern(text: str, field: str) -> str:
    pattern = entered_words(text, field)
    fields = _PATTERN_FIELD.findall(pattern)
    known = all(name in _PATTERN_FIELDS for name in fields) and not re.search(r"[{}]", _PATTERN_FIELD.sub("", pattern))
    if not known or sum(name.startswith("n") for name in fields) != 1:
        message = N_("Write where the number stands, like {pattern}. Use {fields}.")
        raise UserError(
            message, field=field, pattern="Sak {n}/{yy}", fields=", ".join(f"{{{f}}}" for f in _PATTERN_FIELDS)
        )
    return pattern


_MEETING_FIELDS: Mapping[str, _Reader] = {
    "kind": entered_choice(*MEETING_KINDS),
    "title": entered_words,
    "held_on": entered_meeting_day,
    "starts_at": entered_time,
    "ends_at": entered_time,
    "place": entered_words,
    "is_remote": entered_truth,
    "school_class_id": entered_id,
    "grade": entered_number(*GRADES),
    "chair_id": entered_id,
    "minute_taker_id": entered_id,
    "opened_at": entered_time,
    "closed_at": entered_time,
    "input_by": entered_day_or_none,
    "notice_by": entered_day_or_none,
    "papers_by": entered_day_or_none,
    "own_notes": entered_note,
}
_RULE_FIELDS: Mapping[str, _Reader] = {
    "number_pattern": _pattern,
    "number_reset": entered_choice(*NUMBER_RESETS),
    "number_start": entered_number(1, 9999, blank=1),
    "two_stage": entered_truth,
    "input_days": entered_number(0, MOST_DAYS),
    "papers_days": entered_number(0, MOST_DAYS),
    "remark_days": entered_number(0, MOST_DAYS),
    "other_business_decides": entered_truth,
    "place": entered_words,
    "starts_at": entered_time,
    "minutes": entered_number(5, LONGEST),
}
_STANDING_FIELDS: Mapping[str, _Reader] = {
    "title_nb": entered_words,
    "title_nn": entered_words,
    "kind": entered_choice(*ITEM_KINDS),
    "code": entered_choice(*ITEM_CODES),
    "minutes_planned": entered_number(1, LONGEST),
}
