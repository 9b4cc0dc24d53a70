"""What does the user do with what the plan promises? One function = one undo step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.contacts.entered import entered_note
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.entered import entered_choice, entered_day_or_none, entered_id, entered_number, likely_day
from app.yearwheel.rules.rule import parse, written
from db.models import Body, PlanCommitment, PlanPoint, Seat, WheelEntry
from db.models.plan import COMMITMENT_KINDS

MOST = 60
"""Meetings in a year; more is a slip."""
MOST_TALKS = 2
"""Development talks in a year that are ticked for each class."""
COUNTED_KINDS = ("parents", "staff")
"""Kinds of meetings that are counted without a body."""
CHOOSE_ENTRY = N_("Choose what in the yearly wheel it is tied to.")
CHOOSE_BODY = N_("Choose the body.")
CHOOSE_MEETINGS = N_("Choose whose meetings are counted.")
CHOOSE_DAY = N_("Write the day, or the rule it follows.")
NUMBERS = N_("The second number must not be less than the first.")
READ_ONLY = N_("Whether this is kept is read from the wheel, the meetings and the elections. Nobody ticks it.")
TALKS = N_("Two development talks a year are followed for each class. Write 1 or 2.")
NOT_YET = N_("This day is still to come. Write when it was done.")


def add_commitment(session: Session, point_id: int, kind: str, /, **fields: object) -> int:
    """Say what a point promises; returns the commitment's id.

    ``fields`` are columns as they are typed or chosen: wheel_entry_id, body_id, seat_id, meeting_kind, number_from,
    number_to, by, by_rule; ids, numbers and days also as such. Raises UserError.
    """
    added = PlanCommitment(
        plan_point_id=session.get_one(PlanPoint, point_id).id, kind=entered_choice(*COMMITMENT_KINDS)(kind, "kind")
    )
    for field, value in fields.items():
        if value is not None:
            setattr(added, field, _FIELDS[field](_typed(value), field))
    _refuse_incomplete(session, added)
    session.add(added)
    session.flush()
    return added.id


def set_commitment(session: Session, commitment_id: int, field: str, value: str) -> None:
    """Change one fact of a commitment, named as its column, as it was typed or chosen. Raises UserError."""
    found = session.get_one(PlanCommitment, commitment_id)
    setattr(found, field, _FIELDS[field](value, field))
    if field == "body_id":
        found.seat_id = None
    if field == "by" and found.by is not None:
        found.by_rule = ""
    if field == "by_rule" and found.by_rule:
        found.by = None
    _refuse_incomplete(session, found)
    session.flush()


def remove_commitment(session: Session, commitment_id: int) -> None:
    """Say that the point does not promise this; what it was tied to stays."""
    session.delete(session.get_one(PlanCommitment, commitment_id))
    session.flush()


def mark_done(session: Session, commitment_id: int, on: date, note: str = "") -> None:
    """Say that what was promised for a day is done. Raises UserError for what is read from elsewhere."""
    found = session.get_one(PlanCommitment, commitment_id)
    _refuse_read(found)
    if likely_day(on, "done_on") > clock.today():
        raise UserError(NOT_YET, field="done_on")
    found.done_on, found.done_note = on, entered_note(note, "done_note")
    session.flush()


def mark_not_done(session: Session, commitment_id: int) -> None:
    """Say that it is not done after all. Raises UserError for what is read from elsewhere."""
    found = session.get_one(PlanCommitment, commitment_id)
    _refuse_read(found)
    found.done_on, found.done_note = None, ""
    session.flush()


def _refuse_read(found: PlanCommitment) -> None:
    if found.kind != "date":
        raise UserError(READ_ONLY)


def _refuse_incomplete(session: Session, found: PlanCommitment) -> None:
    """Refuse a promise that can never be read, or that is of a body which is not there."""
    if found.kind == "entry":
        _refuse_missing(session, WheelEntry, found.wheel_entry_id, "wheel_entry_id", CHOOSE_ENTRY)
    if found.kind == "election":
        _refuse_missing(session, Body, found.body_id, "body_id", CHOOSE_BODY)
    if found.kind == "meetings" and not found.meeting_kind:
        _refuse_missing(session, Body, found.body_id, "body_id", CHOOSE_MEETINGS)
    if found.kind == "date" and found.by is None and not found.by_rule:
        raise UserError(CHOOSE_DAY, field="by")
    if found.kind == "talks" and max(found.number_from or 0, found.number_to or 0) > MOST_TALKS:
        raise UserError(TALKS, field="number_from")
    if found.seat_id is not None:
        seat = session.get(Seat, found.seat_id)
        if seat is None or seat.body_id != found.body_id:
            raise UserError(N_("Choose one of the values in the list."), field="seat_id")
    if None not in (found.number_from, found.number_to) and (found.number_to or 0) < (found.number_from or 0):
        raise UserError(NUMBERS, field="number_to")


def _refuse_missing(session: Session, kind: Any, found: int | None, field: str, message: str) -> None:
    if found is None or session.get(kind, found) is None:
        raise UserError(message, field=field)


def _typed(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _rule(text: str, field: str) -> str:
    """Return a rule as it is written. Raises UserError."""
    if not text.strip():
        return ""
    try:
        return written(parse(text))
    except UserError as error:
        raise UserError(error.message, field=field, **error.values) from None


_FIELDS: Mapping[str, Callable[[str, str], Any]] = {
    "wheel_entry_id": entered_id,
    "body_id": entered_id,
    "seat_id": entered_id,
    "meeting_kind": entered_choice("", *COUNTED_KINDS),
    "number_from": entered_number(1, MOST),
    "number_to": entered_number(1, MOST),
    "by": entered_day_or_none,
    "by_rule": _rule,
}
