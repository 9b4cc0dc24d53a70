"""How are meetings and their agendas listed without a window?"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import TYPE_CHECKING, Any

from app.cli.job import Job, opened
from app.core.errors import UserError
from app.core.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.core.i18n import Translator
    from app.meetings.rows import ItemRow, MeetingDetail, MeetingRow
    from app.meetings.rules.deadlines import Deadlines

_OF_AN_ITEM = (
    "id", "kind", "code", "title", "public_title", "raised_by", "presenter", "minutes_planned", "proposal", "decision",
    "outcome", "openness", "provision", "continues_id", "continues_because",
)  # fmt: skip


def list_meetings(job: Job) -> None:
    """Say which meetings a school year has, when, whose, and how far each has come."""
    from app.handing_out import current_year
    from app.meetings.words import STATUS_WORDS, say_meeting, say_time

    tr = job.tr
    with opened(job) as store:
        year = job.options.year if job.options.year is not None else current_year(store)
        found = store.read(_meetings, year)
    answer = [_described(row, days, tr) for row, days in found]
    lines = [
        " ".join(part for part in (f"{row.id}:", say_meeting(row, tr), say_time(row), row.place) if part)
        + f" ({tr(STATUS_WORDS[row.status])})"
        for row, _ in found
    ]
    job.answer(answer, lines)


def show_agenda(job: Job) -> None:
    """Say what is on the agenda of one meeting: each case with its number, given or as it would be."""
    from app.meetings.words import ITEM_KIND_WORDS, say_meeting

    tr = job.tr
    with opened(job) as store:
        detail, numbers = store.read(_agenda, job.options.meeting)
    items = [{"number": numbers.get(item.id, ""), **_case(item)} for item in detail.items]
    lines = [say_meeting(detail.row, tr)]
    for item in detail.items:
        lines.append(f"  {numbers.get(item.id, '–')}  {item.title} ({tr(ITEM_KIND_WORDS[item.kind])})")
    job.answer({**_row(detail.row, tr), "items": items}, lines)


def _meetings(session: Session, year: int) -> list[tuple[MeetingRow, Deadlines]]:
    from app.meetings.deadlines import deadlines
    from app.meetings.queries import meetings_in

    return [(row, deadlines(session, row)) for row in meetings_in(session, year)]


def _agenda(session: Session, meeting_id: int) -> tuple[MeetingDetail, dict[int, str]]:
    from app.meetings.numbering import numbers
    from app.meetings.queries import meeting
    from db.models import Meeting

    if session.get(Meeting, meeting_id) is None:
        raise UserError(N_("There is no meeting with number {id}. The command meetings lists them."), id=meeting_id)
    detail = meeting(session, meeting_id)
    return detail, numbers(detail, session)


def _described(row: MeetingRow, days: Deadlines, tr: Translator) -> dict[str, Any]:
    return _row(row, tr) | {one.name: _plain(getattr(days, one.name)) for one in fields(days)}


def _row(row: MeetingRow, tr: Translator) -> dict[str, Any]:
    from app.meetings.words import say_meeting

    names = ("id", "kind", "held_on", "starts_at", "ends_at", "place", "is_remote", "class_name", "grade", "status")
    return {
        "name": say_meeting(row, tr),
        **{name: _plain(getattr(row, name)) for name in names},
        "bodies": [
            {"id": body, "name": nn if tr.language == "nn" and nn else nb, "number": number or None}
            for body, (nb, nn), number in zip(row.bodies, row.body_names, row.series, strict=True)
        ],
        "notice_sent_on": _plain(row.sent_on),
    }


def _case(item: ItemRow) -> dict[str, Any]:
    return {
        **{name: getattr(item, name) for name in _OF_AN_ITEM},
        "attachments": [one.file_name for one in item.attachments],
    }


def _plain(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value
