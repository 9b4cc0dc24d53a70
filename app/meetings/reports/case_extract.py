"""What was decided in one case, and which way did it go? The extract (*Utskrift av sak*) of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.reports.frame import capital
from app.contacts.reports.frame import framed
from app.core.errors import UserError
from app.core.i18n import N_, Translator, translator
from app.core.report import Report, ReportRequest
from app.documents.marked import unmarked
from app.documents.model import Block, Column, Document, Facts, FormField, Heading, Paragraph, Row, Signatures, Table
from app.meetings import queries
from app.meetings.reports.case_blocks import case_blocks, say_withheld
from app.meetings.reports.case_words import CLOSED_CASE, in_sentence, number_of, say_case
from app.meetings.reports.frame import (
    MEMBERS,
    OFFICE,
    PUBLIC,
    Standing,
    note_for,
    remark_on_held_back,
    say_day,
    say_standing,
)
from app.meetings.reports.public_minutes import GUARDED, read_for, refuse_undecided
from app.meetings.reports.record import (
    Case,
    Passing,
    Record,
    is_withheld,
    record_of,
    told_case,
    withheld_case,
)
from app.meetings.rows import ItemRow, MeetingRow
from app.meetings.subjects import subjects
from app.meetings.way import way_of
from app.meetings.words import CONTINUES_WORDS, OUTCOME_WORDS, name_in, say_meeting, say_where, say_whose, short_name
from app.school.queries import own_language

NEWEST = N_("The newest case that was decided")


@dataclass(frozen=True)
class Stage:
    """A case of the way, as this audience may have it; without a day it waits for a meeting."""

    held_on: date | None
    body: tuple[str, str]
    because: str
    case: Case


@dataclass(frozen=True)
class Extract:
    """A case with the meeting it was treated in, and its way."""

    record: Record
    case: Case
    way: tuple[Stage, ...]


def case_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the cases of a year that have a number, by meeting and number and never by title: it may be closed."""
    return tuple(name for name, _, _ in _numbered(session, year))


def collect_case(session: Session, request: ReportRequest) -> Extract:
    """Read the case asked for and its way. Raises UserError."""
    passing, read = read_for(request)
    item, row = _chosen(session, request)
    record = record_of(session, request, queries.meeting(session, row.id), passing=passing)
    case = next(one for one in record.cases if one.id == item.id)
    on_way, read_on_way = read_for(request)
    way = tuple(_way(session, request, item, on_way))
    shown = ("meeting:", f"agenda_item:{item.id}:", *(f"action_point:{one.id}:" for one in case.actions))
    found = Extract(record, case, way)
    guests = {one.guest for one in _standings(found)}
    of_case = {
        place: text
        for place, text in read.items()
        if place.startswith(shown) or (place.startswith("attendance:") and passing(place, text) in guests)
    }
    refuse_undecided(session, request, of_case | read_on_way)
    return found


def compose_case(facts: Extract, tr: Translator) -> Document:
    """Make the extract: the meeting, the case, its way, and a line to confirm it on."""
    record, case = facts.record, facts.case
    row = record.row
    fields = [
        FormField(tr(N_("Body")), say_whose(row, tr)),
        FormField(tr(N_("Date")), say_day(row.held_on, tr)),
        FormField(tr(N_("Held at")), say_where(row, tr)),
    ]
    if record.meeting.chair is not None:
        fields.append(FormField(tr(N_("Chair of the meeting")), capital(say_standing(record.meeting.chair, tr))))
    blocks: list[Block] = [Facts(tuple(field for field in fields if field.value))]
    blocks += case_blocks(case, record.audience, tr, is_over=row.closed_at is not None)
    if len(facts.way) > 1:
        blocks += [Heading(tr(N_("The way of the case"))), _say_way(facts, tr)]
    if record.row.status != "approved":
        blocks.append(Paragraph(tr(N_("The minutes of the meeting are not approved yet.")), "small"))
    if record.audience != PUBLIC:
        blocks.append(Paragraph(tr(N_("This is a true extract."))))
        blocks.append(Signatures((tr(N_("Place and date")), tr(N_("Signature")))))
    meeting = say_meeting(row, tr)
    title = tr(N_("Extract: {case}, {meeting}"), case=in_sentence(case.number, tr), meeting=meeting)
    people = frozenset(_people(facts))
    return framed(record.meeting.frame, tr, title, blocks, people, note=note_for(record.audience, tr))


def remark_on_case(facts: Extract, tr: Translator) -> str:
    """Say who is not named, and that the case itself is kept from this audience."""
    said = [remark_on_held_back(_standings(facts), tr)]
    if facts.case.is_withheld:
        said.append(
            tr(N_("The case is kept from those this copy is for: it holds the number and the provision alone."))
        )
    return " ".join(filter(None, said))


def _standings(facts: Extract) -> list[Standing]:
    case = facts.case
    found = [one for one in (facts.record.meeting.chair, case.presenter) if one is not None]
    found += [one for one, _ in (*case.by_name, *case.disqualified)]
    return [*found, *(one.owner for one in case.actions if one.owner is not None)]


def _people(facts: Extract) -> Iterator[int]:
    yield from (one.person.id for one in _standings(facts) if one.person is not None)


def _say_way(facts: Extract, tr: Translator) -> Table:
    columns = (
        Column(tr(N_("Date")), 13, "date"),
        Column(tr(N_("Body")), 14),
        Column(tr(N_("Case")), 24),
        Column(tr(N_("What came of it")), 49),
    )
    rows = []
    for stage in facts.way:
        case = stage.case
        named = say_case(case.number, case.title, tr) if case.number else case.title or tr(CLOSED_CASE)
        body = short_name(name_in(stage.body, tr.language))
        rows.append(Row((stage.held_on, body, named, _came_of(stage, facts.record.audience, tr))))
    return Table(columns, tuple(rows))


def _came_of(stage: Stage, audience: str, tr: Translator) -> str:
    case = stage.case
    if case.is_withheld:
        return say_withheld(case.openness, case.provision, audience, tr)
    because = capital(tr(CONTINUES_WORDS[stage.because])) if stage.because else ""
    if stage.held_on is None:
        came = tr(N_("Waits for the next meeting"))
    else:
        came = unmarked(case.decision) or tr(OUTCOME_WORDS[case.outcome])
    return "\n".join(filter(None, (because, came)))


def _way(session: Session, request: ReportRequest, asked: ItemRow, passing: Passing) -> Iterator[Stage]:
    for step in way_of(session, asked.id):
        item = queries.item(session, step.item_id)
        if is_withheld(item, request.audience):
            case = withheld_case(item, item.number_text, request.audience, passing)
        else:
            case = told_case(item, item.number_text, passing)
        yield Stage(step.held_on, (step.body_nb, step.body_nn), step.because, case)


def _chosen(session: Session, request: ReportRequest) -> tuple[ItemRow, MeetingRow]:
    there = _numbered(session, request.year)
    wanted = "".join((request.subject or "").casefold().split())
    if wanted:
        found = next(((item, row) for name, item, row in there if wanted in (_plain(name), str(item.id))), None)
    else:
        decided = [(item, row) for _, item, row in there if item.decision] or [(item, row) for _, item, row in there]
        found = decided[-1] if decided else None
    if found is None:
        if not there:
            raise UserError(N_("No case has a number this year yet."), field="subject")
        raise UserError(
            N_("There is no case called {name} this year. The cases are: {names}."),
            field="subject",
            name=request.subject,
            names=", ".join(name for name, _, _ in there),
        )
    return found


def _numbered(session: Session, year: int) -> list[tuple[str, ItemRow, MeetingRow]]:
    tr = translator(own_language(session))
    there = queries.meetings_in(session, year)
    called = subjects(there, tr.language)
    rows = {row.id: row for row in there if row.cancelled_on is None}
    items: dict[int, list[ItemRow]] = {}
    for item in queries.items_of(session, rows):
        if item.number is not None and item.meeting_id is not None:
            items.setdefault(item.meeting_id, []).append(item)
    return [
        (f"{called[row.id]}, {in_sentence(number_of(item, item.number_text, row, tr.language), tr)}", item, row)
        for row in rows.values()
        for item in items.get(row.id, ())
    ]


def _plain(name: str) -> str:
    return "".join(name.casefold().split())


CASE_EXTRACT = Report(
    id="case-extract",
    title=N_("Extract of a case"),
    audiences=(MEMBERS, OFFICE, PUBLIC),
    subjects=case_subjects,
    collect=collect_case,
    compose=compose_case,
    formats=("pdf", "docx"),
    options=GUARDED,
    remark=remark_on_case,
    whole=NEWEST,
)
