"""Which papers that were handed out must be called back, now that somebody's address is protected?

It does not say whose address it is: only which paper, when, for whom and by whom. It is offered beside the protected
person alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from app.contacts.disclosure import families_of
from app.contacts.provenance import PaperRow, papers_with
from app.contacts.reports.frame import Frame, frame_of, framed
from app.contacts.rules import year_before
from app.core import clock
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Column, Document, Paragraph, Row, Table


@dataclass(frozen=True)
class Recall:
    """The papers of a year, the newest first."""

    frame: Frame
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True)
class SaidPaper:
    """A paper in words: which one, about what, for whom, when and by whom."""

    day: date
    paper: str
    audience: str
    made_by: str


def papers_out(session: Session, person_id: int, on: date) -> tuple[PaperRow, ...]:
    """Return the papers of the last year on which a person or somebody of the household stood, the newest first."""
    since = datetime.combine(year_before(clock.today()), time.min)
    return papers_with(session, families_of(session, [person_id], on), since)


def say_paper(row: PaperRow, tr: Translator) -> SaidPaper:
    """Say a paper in a language; what the history no longer holds is left out."""
    title, subject, audience = (_said(row.arguments, name, tr) for name in ("title", "subject", "audience"))
    paper = ", ".join(part for part in (title, subject) if part) or tr.say(row.label, row.arguments)
    return SaidPaper(row.made_at.date(), paper, audience, row.made_by)


def collect_recall(session: Session, request: ReportRequest) -> Recall:
    """Read which papers somebody stood on."""
    person = (request.people or (0,))[0]
    return Recall(frame_of(session, request), papers_out(session, person, request.on))


def compose_recall(facts: Recall, tr: Translator) -> Document:
    """Make a list to tick off, paper by paper."""
    columns = (
        Column(tr(N_("Date")), 12, "date"),
        Column(tr(N_("Paper")), 34),
        Column(tr(N_("For whom")), 20),
        Column(tr(N_("Made by")), 18),
        Column(tr(N_("Called back")), 14, "check"),
    )
    said = [say_paper(row, tr) for row in facts.papers]
    rows = tuple(Row((one.day, one.paper, one.audience, one.made_by, None)) for one in said)
    lead = tr(N_("These papers hold somebody whose address is protected now. Call them back, or have them destroyed."))
    blocks: list[Block] = [Paragraph(lead, "lead")]
    blocks.append(Table(columns, rows) if rows else Paragraph(tr(N_("No such paper was handed out in the last year."))))
    return framed(facts.frame, tr, tr(N_("Papers to call back")), blocks, ())


def _said(arguments: Mapping[str, object], name: str, tr: Translator) -> str:
    value = arguments.get(name, "")
    return tr(str(value["msgid"])) if isinstance(value, Mapping) else str(value)


RECALL = Report(
    id="papers-to-call-back",
    title=N_("Papers to call back"),
    audiences=("office",),
    subjects=lambda _session, _year: (),
    collect=collect_recall,
    compose=compose_recall,
    per_person=True,
)
