"""How far is each class this year? (*Klassestatus*) The principal's one page, with the days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Column, Document, Paragraph, Row, Table
from app.meetings.reports.frame import OFFICE
from app.plan.class_status import GOES_ON, class_status
from app.plan.followed import ClassStatusRow, StepState
from app.plan.following_words import STEP_WORDS
from db.models.plan import CLASS_STEPS

TITLE = N_("Class status")
_CLASS, _DAY, _CELL, _LETTER = 14.5, 24.5, 15.0, 0.97
"""Millimetres: for the name of a class, for a day with its tick, around a word, and for each of its letters."""


@dataclass(frozen=True)
class ClassStatusFacts:
    """The facts: every class with its steps, on a day."""

    frame: Frame
    rows: tuple[ClassStatusRow, ...]
    on: date


def nothing_to_choose(_session: Session, _year: int) -> tuple[str, ...]:
    """Return nothing: the paper is about all classes."""
    return ()


def collect_class_status(session: Session, request: ReportRequest) -> ClassStatusFacts:
    """Read how far the classes of a year are."""
    return ClassStatusFacts(frame_of(session, request), class_status(session, request.year, request.on), request.on)


def compose_class_status(facts: ClassStatusFacts, tr: Translator) -> Document:
    """Make the paper: a line for each class, a column for each step, with its day where it is done."""
    blocks: list[Block] = [Paragraph(tr(N_("As it stands {day}."), day=tr.date(facts.on)), "lead")]
    if not facts.rows:
        blocks.append(Paragraph(tr(N_("The school year has no classes yet."))))
        return framed(facts.frame, tr, tr(TITLE), blocks, frozenset())
    titles = [tr(STEP_WORDS[step]) for step in CLASS_STEPS]
    columns = (Column(tr(N_("Class")), _CLASS), *(Column(title, _wide(title)) for title in titles))
    rows = tuple(Row((one.name, *(_said(one.steps[step], facts.on, tr) for step in CLASS_STEPS))) for one in facts.rows)
    counted = (
        f"{tr(STEP_WORDS[step])}: {sum(one.steps[step].is_done for one in facts.rows)}/{len(facts.rows)}"
        for step in CLASS_STEPS
    )
    blocks += [Paragraph(" · ".join(counted)), Table(columns, rows)]
    return framed(facts.frame, tr, tr(TITLE), blocks, frozenset())


def _wide(title: str) -> float:
    """Return how many millimetres a column needs for a tick and its day, and so that no word of its title is cut."""
    return max([_DAY, *(_CELL + _LETTER * len(word) for word in title.split())])


def _said(state: StepState, on: date, tr: Translator) -> str:
    if state.known is not None and state.known.msgid == GOES_ON and not state.by_hand:
        return f"✓ {tr(N_('goes on'))}"
    if state.done_on is not None:
        return f"✓ {tr.date(state.done_on)}"
    if state.planned_for is not None:
        is_past = state.planned_for < on
        return tr(N_("was planned {day}") if is_past else N_("planned {day}"), day=tr.date(state.planned_for))
    return "–"


CLASS_STATUS = Report(
    id="class-status",
    title=TITLE,
    audiences=(OFFICE, "staff"),
    subjects=nothing_to_choose,
    collect=collect_class_status,
    compose=compose_class_status,
    formats=("pdf", "docx", "xlsx"),
)
