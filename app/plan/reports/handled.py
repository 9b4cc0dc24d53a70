"""In which cases was a plan adopted and presented, as it stands on paper?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.core.i18n import N_, Translator
from app.core.report import ReportRequest
from app.documents.model import Column, Row, Table
from app.meetings.numbering import numbers
from app.meetings.queries import meeting
from app.meetings.reports.case_words import in_sentence, number_of, say_number
from app.plan.followed import PresentationRow
from app.plan.following_words import READER_WORDS
from app.plan.presentations import presentations
from app.plan.reports.chosen import Hush
from app.plan.rows import PlanRow
from db.models import AgendaItem


@dataclass(frozen=True)
class Handled:
    """The number of the case a plan was adopted in ("" without one), and whom the plan was presented to."""

    number: str
    presentations: tuple[PresentationRow, ...]


def handled(session: Session, plan: PlanRow, request: ReportRequest, hush: Hush) -> Handled:
    """Read what became of a plan up to the day of the request; what is only planned is left out.

    A note is without the names that the readers must not have.
    """
    rows = presentations(session, plan_id=plan.id, today=request.on)
    done = tuple(replace(row, note=hush(row.note)) for row in rows if _has_begun(row))
    return Handled(_adopted_in(session, plan), done)


def say_adopted_in(facts: Handled, tr: Translator) -> str:
    """Return "sak 12/26"."""
    return in_sentence(facts.number, tr) if facts.number else ""


def presentation_table(facts: Handled, tr: Translator) -> Table | None:
    """Return whom the plan was presented to, when and in which case; None where nobody has seen it."""
    if not facts.presentations:
        return None
    columns = (Column(tr(N_("Presented to")), 36), Column(tr(N_("Date")), 24), Column(tr(N_("Case")), 40))
    rows = []
    for row in facts.presentations:
        case = say_number(row.case_number, tr) if row.case_number else ""
        if row.classes is not None:
            done, all_classes = (tr.number(number) for number in row.classes)
            case = tr(N_("{done} of {all} classes"), done=done, all=all_classes)
        case = case or row.note
        rows.append(Row((tr(READER_WORDS[row.reader]), tr.date(row.held_on) if row.held_on else "", case)))
    return Table(columns, tuple(rows))


def _has_begun(row: PresentationRow) -> bool:
    """Whether a reader has seen it, or some of the classes."""
    return row.is_done or (row.classes is not None and row.classes[0] > 0 and not row.is_dismissed)


def _adopted_in(session: Session, plan: PlanRow) -> str:
    if plan.adopted_item_id is None:
        return ""
    item = session.get_one(AgendaItem, plan.adopted_item_id)
    if item.meeting_id is None:
        return ""
    detail = meeting(session, item.meeting_id)
    row = next(one for one in detail.items if one.id == item.id)
    return number_of(row, numbers(detail, session)[item.id], detail.row, "nb")
