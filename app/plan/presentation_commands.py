"""What does the user do so that the plan, or a result, is seen? One function = one undo step."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.contacts.entered import entered_note
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.agenda import add_attachment, add_item
from app.meetings.entered import entered_choice, likely_day
from app.meetings.queries import meeting_row
from app.meetings.rows import MeetingRow
from app.plan.presentations import matching, readers_of
from app.plan.result_commands import close_case, closing_provision, neutral_title
from app.plan.results import result
from db import blobs
from db.models import AgendaItem, Attachment, Body, Plan, Presentation, SurveyResult
from db.models.plan import READERS

NOT_TO_THEM = N_(
    "This result is of groups so small that people can be known. Parents and pupils cannot have it; make a result "
    "without such groups for them."
)
CANCELLED = N_("This meeting is cancelled. Choose another one.")
STAYS = N_("This case is about a result that must not be public, so it stays with it.")
TO_COME = N_("It cannot have been done on a day to come.")
NOTHING_SAID = N_("Write on which day, or a note of how they have seen it.")
_KINDS = {"parents": "information", "staff": "information"}
_PUPILS = "pupil_council"


def plan_presentation(
    session: Session, meeting_id: int, *, plan_id: int | None = None, result_id: int | None = None
) -> int:
    """Put a plan or a result on the agenda of a meeting, with the files of the result; returns the case.

    A case that stands there already is taken for it. One of a result of small groups is closed from the first, with a
    neutral title. Raises UserError.
    """
    row = meeting_row(session, meeting_id)
    if row.cancelled_on is not None:
        raise UserError(CANCELLED, field="meeting_id")
    there = _linked(session, meeting_id, plan_id, result_id)
    if there is not None:
        return there
    if plan_id is not None:
        title = session.get_one(Plan, plan_id).title
        item_id = matching(session, meeting_id, plan_id=plan_id)
        if item_id is None:
            item_id = add_item(session, meeting_id, title=title, kind=_KINDS.get(row.kind, "discussion"))
    else:
        item_id = _case_of_result(session, row, _chosen(result_id))
    _link(session, row, item_id, plan_id, result_id)
    return item_id


def note_presentation(
    session: Session,
    reader: str,
    *,
    plan_id: int | None = None,
    result_id: int | None = None,
    body_id: int | None = None,
    item_id: int | None = None,
    held_on: date | None = None,
    note: str = "",
) -> int:
    """Say that somebody has seen it: in a case that is there, or on a day that no minutes of ours tell of.

    Returns the presentation's id. A case about a result of small groups is closed. Raises UserError.
    """
    reader = entered_choice(*READERS)(reader, "reader")
    note = entered_note(note, "note")
    if item_id is None and held_on is None and not note:
        raise UserError(NOTHING_SAID, field="held_on")
    if item_id is None and held_on is not None and likely_day(held_on, "held_on") > clock.today():
        raise UserError(TO_COME, field="held_on")
    found = _row_of(session, reader, plan_id, result_id, body_id, item_id)
    found.held_on, found.note, found.is_dismissed = (None if item_id is not None else held_on), note, False
    session.flush()
    if item_id is not None and result_id is not None:
        _close_small(session, result_id, item_id)
    return found.id


def dismiss(
    session: Session,
    reader: str,
    *,
    plan_id: int | None = None,
    result_id: int | None = None,
    body_id: int | None = None,
    item_id: int | None = None,
) -> int:
    """Say that a case is about something else, or (without a case) that these need not see it; returns the id."""
    reader = entered_choice(*READERS)(reader, "reader")
    if item_id is not None and item_id in _links(session, plan_id, result_id):
        _refuse_letting_go(session, result_id)
    found = _row_of(session, reader, plan_id, result_id, body_id, item_id)
    found.held_on, found.note, found.is_dismissed = None, "", True
    session.flush()
    return found.id


def forget(session: Session, presentation_id: int) -> None:
    """Take back what was said of a presentation; what the minutes tell is seen again. The case itself stays.

    Raises UserError for the case of a result of small groups, which must not be opened.
    """
    found = session.get_one(Presentation, presentation_id)
    if found.agenda_item_id is not None and not found.is_dismissed:
        _refuse_letting_go(session, found.survey_result_id)
    session.delete(found)
    session.flush()


def _case_of_result(session: Session, row: MeetingRow, result_id: int) -> int:
    found = result(session, result_id)
    fields: dict[str, Any] = {"paper": found.summary}
    item_id = None
    if found.small_groups:
        _refuse_public_readers(session, row)
        fields = {
            **fields,
            "openness": "closed",
            "provision": closing_provision(session),
            "public_title": neutral_title(session, found.kind),
        }
    else:
        item_id = matching(session, row.id, result_id=result_id)
    if item_id is None:
        kind = _KINDS.get(row.kind, "discussion")
        item_id = add_item(session, row.id, title=found.title, kind=kind, **fields)
    known = set(session.scalars(select(Attachment.sha256).where(Attachment.agenda_item_id == item_id)))
    for file in found.files:
        if file.sha256 not in known:
            add_attachment(session, item_id, file.file_name, blobs.get(session, file.sha256))
    return item_id


def _refuse_public_readers(session: Session, row: MeetingRow) -> None:
    """Refuse to show what is not public to all parents of a class, or to the pupils, who must leave for it."""
    kinds = session.scalars(select(Body.kind).where(Body.id.in_(row.bodies))).all()
    if row.kind == "parents" or _PUPILS in kinds:
        raise UserError(NOT_TO_THEM, field="meeting_id")


def _refuse_letting_go(session: Session, result_id: int | None) -> None:
    """Refuse to say of a case that it is no longer about a result of small groups: it could be opened then."""
    if result_id is not None and session.get_one(SurveyResult, result_id).small_groups:
        raise UserError(STAYS)


def _links(session: Session, plan_id: int | None, result_id: int | None) -> set[int | None]:
    query = select(Presentation.agenda_item_id).where(_of(plan_id, result_id), Presentation.is_dismissed.is_(False))
    return set(session.scalars(query))


def _close_small(session: Session, result_id: int, item_id: int) -> None:
    found = session.get_one(SurveyResult, result_id)
    if found.small_groups:
        close_case(session, item_id, found.kind)


def _link(session: Session, row: MeetingRow, item_id: int, plan_id: int | None, result_id: int | None) -> None:
    kinds = {one.id: one.kind for one in session.scalars(select(Body).where(Body.id.in_(row.bodies)))}
    reader, body_id = readers_of(row, kinds)[0]
    found = _row_of(session, reader, plan_id, result_id, body_id, item_id)
    found.is_dismissed = False
    session.flush()


def _linked(session: Session, meeting_id: int, plan_id: int | None, result_id: int | None) -> int | None:
    """Return the case of a meeting that is linked already, None where none is."""
    query = (
        select(AgendaItem.id)
        .join(Presentation, Presentation.agenda_item_id == AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.outcome != "withdrawn")
        .where(_of(plan_id, result_id), Presentation.is_dismissed.is_(False))
    )
    return session.scalar(query.limit(1))


def _row_of(
    session: Session,
    reader: str,
    plan_id: int | None,
    result_id: int | None,
    body_id: int | None,
    item_id: int | None,
) -> Presentation:
    """Return what is written of this reader and case, made where nothing is."""
    query = select(Presentation).where(_of(plan_id, result_id), Presentation.reader == reader)
    query = query.where(Presentation.agenda_item_id.is_not_distinct_from(item_id))
    if item_id is None:
        query = query.where(Presentation.body_id.is_not_distinct_from(body_id))
    found = session.scalar(query.limit(1))
    if found is None:
        found = Presentation(
            plan_id=plan_id, survey_result_id=result_id, reader=reader, body_id=body_id, agenda_item_id=item_id
        )
        session.add(found)
        session.flush()
    return found


def _of(plan_id: int | None, result_id: int | None) -> ColumnElement[bool]:
    if (plan_id is None) is (result_id is None):
        raise ValueError("a plan or a result")
    return Presentation.plan_id == plan_id if plan_id is not None else Presentation.survey_result_id == result_id


def _chosen(result_id: int | None) -> int:
    if result_id is None:
        raise ValueError("a plan or a result")
    return result_id
