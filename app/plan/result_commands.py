"""What does the user do with results? One function = one undo step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, translator
from app.meetings.actions import add_action
from app.meetings.agenda import LARGEST_FILE, close, entered_text, media_type, set_item
from app.meetings.entered import entered_choice, entered_day_or_none, entered_truth, entered_words
from app.meetings.locked import is_locked
from app.meetings.presets import provisions
from app.plan.following_words import NEUTRAL_TITLES, RESULT_KIND_WORDS
from app.plan.results import cases_of
from app.school.queries import own_language
from db import blobs
from db.models import AgendaItem, ResultFile, SurveyResult
from db.models.plan import RESULT_KINDS

NAME = N_("Write what the result is called.")
NOT_ITS_CASE = N_("This case is not about the result.")
ON_AGENDA = N_("This result has been on an agenda, so it stays. Its files can be taken away.")
CHOOSE_MEETING = N_("This case waits for a meeting. A measure is agreed in one.")
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*]+')


def add_result(session: Session, year: int, /, *, kind: str, title: str = "", **fields: str) -> int:
    """Add a result of a school year; returns its id. Without a title it is called as its kind.

    ``fields`` are further columns as they are typed: received_on, summary, small_groups. Raises UserError.
    """
    kind = entered_choice(*RESULT_KINDS)(kind, "kind")
    tr = translator(own_language(session))
    if not title.strip() and kind != "other":
        title = tr(RESULT_KIND_WORDS[kind])
    added = SurveyResult(start_year=year, kind=kind, title=_title(title, "title"))
    for field, value in fields.items():
        setattr(added, field, _FIELDS[field](value, field))
    session.add(added)
    session.flush()
    return added.id


def set_result(session: Session, result_id: int, field: str, value: str) -> None:
    """Change one fact of a result, named as its column, as it was typed or chosen. Raises UserError.

    Where it turns out to tell of small groups, every case that treats it is closed, but not one in approved minutes:
    those can no longer be made public.
    """
    found = session.get_one(SurveyResult, result_id)
    setattr(found, field, _FIELDS[field](value, field))
    session.flush()
    if field == "small_groups" and found.small_groups:
        for item_id in sorted(cases_of(session, result_id)):
            close_case(session, item_id, found.kind)


def remove_result(session: Session, result_id: int) -> None:
    """Remove a result with its files. Raises UserError where it has been on an agenda."""
    if cases_of(session, result_id):
        raise UserError(ON_AGENDA)
    session.delete(session.get_one(SurveyResult, result_id))
    session.flush()


def add_file(session: Session, result_id: int, file_name: str, data: bytes) -> int:
    """Keep a file of a result as it came; returns its id. Raises UserError where it is empty or too large."""
    session.get_one(SurveyResult, result_id)
    name = entered_words(_UNFIT.sub(" ", re.split(r"[/\\]", file_name)[-1]), "file_name")
    if not data:
        raise UserError(N_("The file {name} is empty."), field="file_name", name=name)
    if len(data) > LARGEST_FILE:
        message = N_("The file {name} is larger than {most} MB. Make it smaller first.")
        raise UserError(message, field="file_name", name=name, most=LARGEST_FILE // 1_000_000)
    of = ResultFile.survey_result_id == result_id
    added = ResultFile(
        survey_result_id=result_id,
        position=(session.scalar(select(func.max(ResultFile.position)).where(of)) or 0) + 1,
        file_name=name or "resultat",
        media_type=media_type(name, data),
        sha256=blobs.put(session, data),
        size=len(data),
    )
    session.add(added)
    session.flush()
    return added.id


def remove_file(session: Session, file_id: int) -> None:
    """Take a file away from its result; a case that has got it keeps it."""
    session.delete(session.get_one(ResultFile, file_id))
    session.flush()


def add_measure(session: Session, result_id: int, item_id: int, typed: str) -> int:
    """Write down what was agreed after a result, in a case that treated it, as it was typed; returns the action's id.

    Who does it and until when may stand in the line ("Flere voksne ute – Kari Berg – 12.11."). Raises UserError.
    """
    if item_id not in cases_of(session, result_id):
        raise UserError(NOT_ITS_CASE)
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    if meeting_id is None:
        raise UserError(CHOOSE_MEETING)
    return add_action(session, meeting_id, item_id, typed)


def close_case(session: Session, item_id: int, kind: str) -> None:
    """Close an open case about a result of a kind, with a neutral title; not where its minutes are approved."""
    item = session.get_one(AgendaItem, item_id)
    if item.openness == "closed" or (item.meeting_id is not None and is_locked(session, item.meeting_id)):
        return
    if not item.public_title.strip():
        set_item(session, item_id, "public_title", neutral_title(session, kind))
    close(session, item_id, "closed", closing_provision(session))
    session.flush()


def neutral_title(session: Session, kind: str) -> str:
    """Return what a case about a result of a kind is called to those it is kept from."""
    return translator(own_language(session))(NEUTRAL_TITLES[kind])


def closing_provision(session: Session) -> str:
    """Return the provision by which a case is closed that tells of people (offentleglova § 13)."""
    return provisions("closed", clock.today())[0].text(own_language(session))


def _title(value: str, field: str) -> str:
    title = entered_words(value, field)
    if not title:
        raise UserError(NAME, field=field)
    return title


_FIELDS: Mapping[str, Callable[[str, str], Any]] = {
    "kind": entered_choice(*RESULT_KINDS),
    "title": _title,
    "received_on": entered_day_or_none,
    "summary": entered_text,
    "small_groups": entered_truth,
}
