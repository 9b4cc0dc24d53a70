"""What did the plan promise, and was it kept? (*Status på forpliktelser*) Read from wheel, meetings and elections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.about import Saying
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.core.schoolyear import year_name
from app.documents.marked import unmarked
from app.documents.model import Block, Cell, Column, Document, Heading, Paragraph, Row, Table
from app.meetings.reports.frame import OFFICE, PUBLIC
from app.plan.commitments import status_of
from app.plan.followed import STATES, CommitmentRow
from app.plan.following_words import STATE_WORDS
from app.plan.reports.chosen import NEWEST, Hush, chosen_plan, hushed, plan_subjects
from app.plan.rows import PlanDetail
from app.yearwheel.reports.hushed import hush_for

TITLE = N_("Status of commitments")
MOST_FACTS = 6


@dataclass(frozen=True)
class CommitmentFacts:
    """The facts: the plan as its readers may have it, and what it promises; what it was read from is for the office."""

    frame: Frame
    plan: PlanDetail
    rows: tuple[CommitmentRow, ...]
    on: date


def collect_commitments(session: Session, request: ReportRequest) -> CommitmentFacts:
    """Read what the version asked for promises, as it stands on a day. Raises UserError."""
    plan = chosen_plan(session, request, request.subject)
    hush = hush_for(session, request.audience, request.on)
    is_office = request.audience == OFFICE
    found = status_of(session, plan.plan.id, request.on)
    rows = tuple(_passed(one, hush, is_office=is_office) for one in found)
    return CommitmentFacts(frame_of(session, request), hushed(plan, hush), rows, request.on)


def compose_commitments(facts: CommitmentFacts, tr: Translator) -> Document:
    """Make the paper: how many are kept, then a table for each section."""
    plan = facts.plan.plan
    lead = tr(
        N_("{title} {year}, as it stands {day}."),
        title=plan.title,
        year=year_name(plan.start_year),
        day=tr.date(facts.on),
    )
    blocks: list[Block] = [Paragraph(lead, "lead")]
    if not facts.rows:
        blocks.append(Paragraph(tr(N_("No point of the plan is tied to anything yet."))))
        return framed(facts.frame, tr, tr(TITLE), blocks, frozenset())
    blocks.append(Paragraph(_counted(facts.rows, tr)))
    columns = [
        Column(tr(N_("Point")), 28),
        Column(tr(N_("Commitment")), 28),
        Column(tr(N_("Status")), 20),
        Column(tr(N_("So far")), 12),
        Column(tr(N_("To be kept by")), 14, "date"),
    ]
    with_facts = any(one.facts for one in facts.rows)
    if with_facts:
        columns.append(Column(tr(N_("Read from")), 44))
    for section in facts.plan.sections:
        mine = [one for one in facts.rows if one.section_id == section.id]
        if mine:
            rows = tuple(_row(one, tr, with_facts=with_facts) for one in mine)
            blocks += [
                Heading(section.title),
                Table(tuple(columns), rows, section=section.title, section_title=tr(N_("Section"))),
            ]
    return framed(facts.frame, tr, tr(TITLE), blocks, frozenset(), landscape=with_facts)


def _passed(row: CommitmentRow, hush: Hush, *, is_office: bool) -> CommitmentRow:
    values = {name: hush(value) if isinstance(value, str) else value for name, value in row.words.values.items()}
    return replace(
        row,
        point_text=hush(row.point_text),
        words=Saying(row.words.msgid, values),
        facts=row.facts if is_office else (),
        problem=row.problem if is_office else None,
        done_note="",
    )


def _counted(rows: Iterable[CommitmentRow], tr: Translator) -> str:
    states = [row.state for row in rows]
    said = (f"{tr(STATE_WORDS[state])}: {states.count(state)}" for state in STATES if state in states)
    return " · ".join(said)


def _row(row: CommitmentRow, tr: Translator, *, with_facts: bool) -> Row:
    status = tr(STATE_WORDS[row.state])
    if row.kept_late:
        status = tr(N_("Kept, after its day"))
    cells: list[Cell] = [
        unmarked(row.point_text),
        tr.say(row.words.msgid, row.words.values),
        status,
        _done(row, tr),
        row.by,
    ]
    if with_facts:
        cells.append("\n".join(_facts(row, tr)))
    return Row(tuple(cells))


def _done(row: CommitmentRow, tr: Translator) -> str:
    if row.wanted_from is None:
        return ""
    most = f"–{row.wanted_to}" if row.wanted_to is not None and row.wanted_to != row.wanted_from else ""
    return tr(N_("{n} of {wanted}"), n=row.counted, wanted=f"{row.wanted_from}{most}")


def _facts(row: CommitmentRow, tr: Translator) -> Iterator[str]:
    if row.problem is not None:
        yield tr.say(row.problem.msgid, row.problem.values)
    for fact in row.facts[:MOST_FACTS]:
        yield tr.say(fact.words.msgid, fact.words.values)
    if len(row.facts) > MOST_FACTS:
        yield tr(N_("and {n} more"), n=len(row.facts) - MOST_FACTS)


COMMITMENT_STATUS = Report(
    id="commitment-status",
    title=TITLE,
    audiences=(OFFICE, "staff", PUBLIC),
    subjects=plan_subjects,
    collect=collect_commitments,
    compose=compose_commitments,
    formats=("pdf", "docx", "xlsx"),
    whole=NEWEST,
)
