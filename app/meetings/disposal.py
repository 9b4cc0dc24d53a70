"""Which meetings of past school years are for the archive, and what stands in the way of deleting them?

Minutes are preserved (local plans: Narvik), and nothing that is to be preserved is deleted before it is handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.disposal import (
    EXEMPT_IN_PART,
    NOT_HANDED_OVER,
    TO_BE_ASSESSED,
    ArchiveEntry,
    ArchiveFile,
    ArchivePaper,
    Decision,
    DisposalLine,
    file_of,
)
from app.core.i18n import N_, Translator, translator
from app.core.schoolyear import year_of, year_range
from app.meetings.queries import meeting_rows
from app.meetings.rows import MeetingRow
from app.meetings.words import say_meeting
from app.school.handed_over import handed_over
from app.school.queries import own_language, the_school
from db.models import ActionPoint, AgendaItem, Attachment, Meeting, Plan, ReceivedMinutes

MEETING = "meeting"
PAGE = "meetings"
MINUTES = "minutes"
OPEN_ITEM = "open"

PRESERVED = N_("The minutes are preserved for good: hand them over to the archive.")
RECEIVED = N_("Minutes others wrote have come: hand them over to the archive.")
NEVER_SENT = N_("The minutes are written and were never sent or approved. Finish them first.")
NOTHING_WRITTEN = N_("Nobody has written what came of it. Write the minutes, or say that it was cancelled.")
NO_MINUTES = N_("Nothing was written of it, and it has no minutes.")
WAS_CANCELLED = N_("It was cancelled.")

OPEN_ACTIONS = N_("Something that was agreed there is not done yet.")
SERIES_GOES_ON = N_("Its case numbers are of a series that goes on this year.")
PLAN_ADOPTED = N_("A plan that is kept here was adopted there.")

_WRITTEN = ("held", "sent", "approved", "received")
"""Statuses of a meeting of which something is written."""
_DONE = ("sent", "approved", "received")


@dataclass(frozen=True)
class _Cases:
    """What the cases of some meetings say together: their numbers, what closes them, the files."""

    numbers: Mapping[int, tuple[str, ...]]
    provisions: Mapping[int, tuple[str, ...]]
    closed: frozenset[int]
    files: Mapping[int, tuple[ArchiveFile, ...]]


def disposal(session: Session, today: date) -> tuple[DisposalLine, ...]:
    """Return the meetings of past school years, the oldest first. The hook ``disposal``."""
    first = year_range(year_of(today))[0]
    past = session.scalars(select(Meeting.id).where(Meeting.held_on < first)).all()
    if not past:
        return ()
    rows = sorted(meeting_rows(session, past).values(), key=lambda row: (row.held_on, row.id))
    tr, school = translator(own_language(session)), the_school(session)
    responsible = school.name if school is not None else ""
    hindered, cases = _hindrances(session, rows, today), _cases(session, rows)
    return tuple(_line(row, hindered.get(row.id), _entry(row, cases, responsible, tr), tr) for row in rows)


def dispose(session: Session, kind: str, subject_id: int) -> None:
    """Delete a meeting with its cases, papers and files. The hook ``dispose``."""
    if kind == MEETING:
        session.execute(delete(Meeting).where(Meeting.id == subject_id))


def _line(row: MeetingRow, hindered: Saying | None, entry: ArchiveEntry | None, tr: Translator) -> DisposalLine:
    suggested, why = _suggestion(row)
    return DisposalLine(
        kind=MEETING,
        subject_id=row.id,
        title=Saying("{meeting}", {"meeting": say_meeting(row, tr)}),
        day=row.held_on,
        suggested=suggested,
        why=Saying(why),
        hindered=hindered,
        entry=entry,
        page=PAGE,
        item=row.id,
    )


def _suggestion(row: MeetingRow) -> tuple[Decision, str]:
    if row.status == "cancelled":
        return "delete", WAS_CANCELLED
    if row.status in _DONE:
        return "archive", RECEIVED if row.status == "received" else PRESERVED
    if row.status == "held":
        return "keep", NEVER_SENT
    return ("keep", NOTHING_WRITTEN) if row.kind == "body" else ("delete", NO_MINUTES)


def _hindrances(session: Session, rows: Collection[MeetingRow], today: date) -> dict[int, Saying]:
    """Return {meeting: why it cannot be deleted yet}."""
    handed, ids = handed_over(session, MEETING), [row.id for row in rows]
    open_actions = select(ActionPoint.meeting_id).where(ActionPoint.done_on.is_(None), ActionPoint.meeting_id.in_(ids))
    numbered = select(AgendaItem.meeting_id).where(AgendaItem.number.is_not(None), AgendaItem.meeting_id.in_(ids))
    with_number = set(session.scalars(numbered))
    going_on = {row.id for row in rows if row.held_on.year == today.year and row.id in with_number}
    adopted = select(AgendaItem.meeting_id).join(Plan, Plan.adopted_item_id == AgendaItem.id)
    found: dict[int, Saying] = {}
    for msgid, some in (
        (OPEN_ACTIONS, set(session.scalars(open_actions))),
        (NOT_HANDED_OVER, {row.id for row in rows if row.status in _WRITTEN and row.id not in handed}),
        (SERIES_GOES_ON, going_on),
        (PLAN_ADOPTED, {one for one in session.scalars(adopted) if one is not None}),
    ):
        for meeting_id in some:
            found.setdefault(meeting_id, Saying(msgid))
    return found


def _cases(session: Session, rows: Collection[MeetingRow]) -> _Cases:
    ids = [row.id for row in rows]
    query = (
        select(AgendaItem.meeting_id, AgendaItem.number_text, AgendaItem.openness, AgendaItem.provision)
        .where(AgendaItem.meeting_id.in_(ids))
        .where(or_(AgendaItem.number_text != "", AgendaItem.openness != OPEN_ITEM))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    provisions: defaultdict[int, list[str]] = defaultdict(list)
    closed: set[int] = set()
    for meeting_id, number, openness, provision in session.execute(query):
        if meeting_id is None:
            continue
        if number:
            numbers[meeting_id].append(number)
        if openness != OPEN_ITEM:
            closed.add(meeting_id)
            if provision and provision not in provisions[meeting_id]:
                provisions[meeting_id].append(provision)
    return _Cases(
        {one: tuple(some) for one, some in numbers.items()},
        {one: tuple(some) for one, some in provisions.items()},
        frozenset(closed),
        _files(session, ids),
    )


def _files(session: Session, ids: Collection[int]) -> dict[int, tuple[ArchiveFile, ...]]:
    """Return the files of each meeting: minutes that came, then what belongs to its cases, each once."""
    received = select(ReceivedMinutes.meeting_id, ReceivedMinutes.file_name, ReceivedMinutes.sha256)
    attached = select(AgendaItem.meeting_id, Attachment.file_name, Attachment.sha256).join(
        AgendaItem, AgendaItem.id == Attachment.agenda_item_id
    )
    found: defaultdict[int, dict[str, ArchiveFile]] = defaultdict(dict)
    for query in (
        received.where(ReceivedMinutes.meeting_id.in_(ids)).order_by(ReceivedMinutes.id),
        attached.where(AgendaItem.meeting_id.in_(ids)).order_by(AgendaItem.position, Attachment.position),
    ):
        for meeting_id, file_name, sha256 in session.execute(query):
            if meeting_id is not None:
                found[meeting_id].setdefault(sha256, file_of(file_name, sha256))
    return {one: tuple(files.values()) for one, files in found.items()}


def _entry(row: MeetingRow, cases: _Cases, responsible: str, tr: Translator) -> ArchiveEntry | None:
    """Return what the archive is told of a meeting; None where nothing is written of it."""
    if row.status not in _WRITTEN:
        return None
    papers = tuple(_papers(row)) if row.status != "received" else ()
    is_closed = row.id in cases.closed
    return ArchiveEntry(
        document_type=tr(N_("Minutes of the meeting")),
        body=row.body_name(tr.language),
        case_number=", ".join(cases.numbers.get(row.id, ())),
        access=tr(EXEMPT_IN_PART if is_closed else TO_BE_ASSESSED),
        basis=", ".join(cases.provisions.get(row.id, ())),
        responsible=responsible,
        papers=papers,
        files=cases.files.get(row.id, ()),
    )


def _papers(row: MeetingRow) -> Iterator[ArchivePaper]:
    yield ArchivePaper(MINUTES, str(row.id), year_of(row.held_on))
