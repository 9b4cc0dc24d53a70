"""What does the user do with a hearing: who asks whom, by when, and what was answered? One function = one undo step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.agenda import entered_text
from app.meetings.entered import entered_choice, entered_day_or_none, entered_words
from db.models import AgendaItem, Body, Hearing, HearingBody
from db.models.meetings import HEARING_KINDS


def add_hearing(session: Session, title: str, /, *, kind: str = "other", **fields: str) -> int:
    """Write down that somebody asks for an opinion; returns its id. ``fields`` as ``set_hearing``. Raises UserError."""
    hearing = Hearing(title=_title(title, "title"), kind=entered_choice(*HEARING_KINDS)(kind, "kind"))
    for field, value in fields.items():
        setattr(hearing, field, _FIELDS[field](value, field))
    _refuse_disorder(hearing, "deadline")
    session.add(hearing)
    session.flush()
    return hearing.id


def set_hearing(session: Session, hearing_id: int, field: str, value: str) -> None:
    """Change one fact of a hearing, named as its column, as it was typed or chosen. Raises UserError."""
    hearing = session.get_one(Hearing, hearing_id)
    setattr(hearing, field, _FIELDS[field](value, field))
    if field == "answered_on" and hearing.answered_on is None:
        hearing.answered_how = ""
    _refuse_disorder(hearing, field)


def ask_body(session: Session, hearing_id: int, body_id: int) -> None:
    """Let a body be asked: the hearing is proposed for its next agenda. One that is asked already stays so."""
    session.get_one(Hearing, hearing_id)
    session.get_one(Body, body_id)
    if session.scalar(_asked(hearing_id, body_id)) is None:
        session.add(HearingBody(hearing_id=hearing_id, body_id=body_id))
        session.flush()


def leave_out_body(session: Session, hearing_id: int, body_id: int) -> None:
    """Let a body be asked no more; a case it has of it stays."""
    found = session.scalar(_asked(hearing_id, body_id))
    if found is not None:
        session.delete(found)
        session.flush()


def answer_hearing(session: Session, hearing_id: int, on: date, how: str = "") -> None:
    """Write down that it was answered, and how it was sent. Raises UserError."""
    hearing = session.get_one(Hearing, hearing_id)
    hearing.answered_on, hearing.answered_how = on, entered_words(how, "answered_how")
    _refuse_disorder(hearing, "answered_on")


def remove_hearing(session: Session, hearing_id: int) -> None:
    """Remove a hearing that is on no agenda. Raises UserError."""
    used = select(AgendaItem.id).where(AgendaItem.hearing_id == hearing_id).limit(1)
    if session.scalar(used) is not None:
        raise UserError(N_("A case belongs to this hearing. Write that it was answered instead of removing it."))
    session.delete(session.get_one(Hearing, hearing_id))
    session.flush()


def _asked(hearing_id: int, body_id: int) -> Any:
    return select(HearingBody).where(HearingBody.hearing_id == hearing_id, HearingBody.body_id == body_id)


def _refuse_disorder(hearing: Hearing, field: str) -> None:
    for later in ("deadline", "answered_on"):
        day = getattr(hearing, later)
        if hearing.received_on is not None and day is not None and day < hearing.received_on:
            raise UserError(N_("The last day cannot be before the first."), field=field)


def _title(value: str, field: str) -> str:
    title = entered_words(value, field)
    if not title:
        raise UserError(N_("Write what the hearing is about."), field=field)
    return title


_FIELDS: Mapping[str, Callable[[str, str], Any]] = {
    "kind": entered_choice(*HEARING_KINDS),
    "title": _title,
    "from_whom": entered_words,
    "received_on": entered_day_or_none,
    "deadline": entered_day_or_none,
    "description": entered_text,
    "statement": entered_text,
    "answered_on": entered_day_or_none,
    "answered_how": entered_words,
}
