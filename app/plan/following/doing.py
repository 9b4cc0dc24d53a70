"""What is done in one step that takes several commands, so that a plan or a result is seen?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from app.meetings.rows import ItemRow, MeetingRow
    from app.plan.followed import PresentationRow


@dataclass(frozen=True)
class Subject:
    """What is presented: a plan or a result, with its title."""

    title: str
    plan_id: int | None = None
    result_id: int | None = None


@dataclass(frozen=True)
class CaseRow:
    """A case of a meeting that was held."""

    item: ItemRow
    meeting: MeetingRow


def coming_meetings(session: Session, reader: str, body_id: int | None, today: date) -> tuple[MeetingRow, ...]:
    """Return the meetings to come where a reader sits, the next one first."""
    from app.core.schoolyear import year_of
    from app.meetings.queries import meetings_in
    from app.plan.meetings_held import is_coming

    year = year_of(today)
    every = (*meetings_in(session, year), *meetings_in(session, year + 1))
    return tuple(row for row in every if is_coming(row, today) and _is_of(row, reader, body_id))


def cases_held(session: Session, reader: str, body_id: int | None, year: int, today: date) -> tuple[CaseRow, ...]:
    """Return the cases of the meetings that a reader has held, the latest first; without the formal ones."""
    from app.meetings.queries import items_of, meetings_in
    from app.plan.meetings_held import is_held

    rows = {
        row.id: row
        for one in (year, year + 1)
        for row in meetings_in(session, one)
        if is_held(row, today) and _is_of(row, reader, body_id)
    }
    found = [CaseRow(item, rows[item.meeting_id]) for item in items_of(session, list(rows)) if item.meeting_id in rows]
    found = [one for one in found if not one.item.code and one.item.outcome not in ("withdrawn", "postponed")]
    return tuple(sorted(found, key=lambda one: (-one.meeting.held_on.toordinal(), one.item.position)))


def put_on_agendas(session: Session, subject: Subject, meeting_ids: Collection[int]) -> tuple[int, ...]:
    """Put a plan or a result on the agendas of meetings; returns the cases. Raises UserError."""
    from app.plan.presentation_commands import plan_presentation

    return tuple(
        plan_presentation(session, one, plan_id=subject.plan_id, result_id=subject.result_id) for one in meeting_ids
    )


def agree_measure(session: Session, result_id: int, row: PresentationRow, typed: str) -> int:
    """Write down a measure in a case about a result; one that only its title says so of is tied to it first.

    Returns the action. Raises UserError.
    """
    from app.plan.presentation_commands import note_presentation
    from app.plan.result_commands import add_measure
    from app.plan.results import cases_of

    item_id = row.item_id or 0
    if item_id not in cases_of(session, result_id):
        note_presentation(session, row.reader, result_id=result_id, body_id=row.body_id, item_id=item_id)
    return add_measure(session, result_id, item_id, typed)


def _is_of(row: MeetingRow, reader: str, body_id: int | None) -> bool:
    kind = {"staff": "staff", "parents_meeting": "parents"}.get(reader)
    if kind is not None:
        return row.kind == kind
    if body_id is not None:
        return body_id in row.bodies
    return True
