"""What have home and school agreed to expect of each other? The plan (*Plan*) as a booklet.

Who adopted it, in which case, and to whom it has been presented stand last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.core.schoolyear import year_name
from app.documents.marked import marked
from app.documents.model import (
    Block,
    BulletList,
    Contents,
    Document,
    Facts,
    FormField,
    Heading,
    Paragraph,
    SideBySide,
    Table,
)
from app.meetings.reports.frame import OFFICE, PUBLIC
from app.plan.reports.chosen import (
    NEWEST,
    chosen_plan,
    hushed,
    plan_subjects,
    point_group,
    say_status,
)
from app.plan.reports.handled import Handled, handled, presentation_table, say_adopted_in
from app.plan.rows import PlanDetail, SectionRow
from app.plan.rules.mixed import mixed
from app.yearwheel.reports.hushed import hush_for

TITLE = N_("Plan for the cooperation of home and school")
_LEVELS = 3
"""A section stands so deep at most, and all of them are in the contents."""
_LONG = 6
"""Headings: a paper with so many has contents on a first page of its own."""
_NAMED = 6
"""Words of the other standard that are named in the remark."""


@dataclass(frozen=True)
class PlanFacts:
    """The facts: the plan as its readers may have it, and what became of it."""

    frame: Frame
    detail: PlanDetail
    handled: Handled


def collect_plan(session: Session, request: ReportRequest) -> PlanFacts:
    """Read the version asked for, or the newest. Raises UserError."""
    detail = chosen_plan(session, request, request.subject)
    hush = hush_for(session, request.audience, request.on)
    return PlanFacts(frame_of(session, request), hushed(detail, hush), handled(session, detail.plan, request, hush))


def compose_plan(facts: PlanFacts, tr: Translator) -> Document:
    """Make the booklet: title and contents, the sections, and last what became of it."""
    last = list(_last(facts, tr))
    headings = len(facts.detail.sections) + (1 if last else 0)
    is_long = headings >= _LONG
    blocks: list[Block] = [Paragraph(_about(facts, tr), "lead"), Paragraph(say_status(facts.detail.plan, tr))]
    if is_long:
        blocks += [Heading(tr(N_("Contents"))), Contents(deepest=_LEVELS)]
    for number, section in enumerate(facts.detail.sections):
        blocks += section_blocks(section, new_page=is_long and number == 0)
    if not facts.detail.sections:
        blocks.append(Paragraph(tr(N_("Nothing has been written in the plan yet."))))
    return framed(facts.frame, tr, facts.detail.plan.title, [*blocks, *last], frozenset())


def section_blocks(section: SectionRow, *, new_page: bool = False) -> Iterator[Block]:
    """Yield a section: its text, its points, and its two columns side by side."""
    yield Heading(section.title, section.level, new_page=new_page)
    yield from marked(section.text)
    listed = point_group("", section.on("text"))
    if listed.points:
        yield BulletList(listed.points, listed.runs)
    if section.is_table:
        yield SideBySide(
            (
                point_group(section.left_title, section.on("left")),
                point_group(section.right_title, section.on("right")),
            )
        )


def remark_on_plan(facts: PlanFacts, tr: Translator) -> str:
    """Say which words of the plan are not of the written standard of the paper."""
    if tr.language not in ("nb", "nn"):
        return ""
    words = list(dict.fromkeys(one.word.casefold() for one in mixed(facts.detail, tr.language)))
    if not words:
        return ""
    named = ", ".join(words[:_NAMED]) + (" …" if len(words) > _NAMED else "")
    if tr.language == "nb":
        return tr(N_("The paper is in bokmål, but these words of the plan are nynorsk: {words}."), words=named)
    return tr(N_("The paper is in nynorsk, but these words of the plan are bokmål: {words}."), words=named)


def page_of_remark(facts: PlanFacts) -> str:
    """Return the page where the plan is written."""
    return "plan"


def _about(facts: PlanFacts, tr: Translator) -> str:
    school = facts.frame.school.name if facts.frame.school else ""
    year = tr(N_("School year {year}"), year=year_name(facts.detail.plan.start_year))
    return " · ".join(filter(None, (school, year)))


def _last(facts: PlanFacts, tr: Translator) -> Iterator[Block]:
    plan = facts.detail.plan
    fields = []
    if plan.adopted_on is not None:
        fields.append(FormField(tr(N_("Adopted")), tr.date(plan.adopted_on)))
        by = ", ".join(filter(None, (plan.adopted_by, say_adopted_in(facts.handled, tr))))
        fields.append(FormField(tr(N_("Adopted by")), by))
    if plan.in_force_from is not None:
        fields.append(FormField(tr(N_("In force from")), tr.date(plan.in_force_from)))
    table: Table | None = presentation_table(facts.handled, tr)
    shown = tuple(field for field in fields if field.value)
    if not shown and table is None:
        return
    yield Heading(tr(N_("Adoption and presentation")))
    if shown:
        yield Facts(shown)
    if table is not None:
        yield Paragraph(tr(N_("The plan has been presented to:")))
        yield table


PLAN = Report(
    id="plan",
    own_draft=True,
    title=TITLE,
    audiences=(PUBLIC, "staff", OFFICE),
    subjects=plan_subjects,
    collect=collect_plan,
    compose=compose_plan,
    formats=("pdf", "docx"),
    remark=remark_on_plan,
    remark_page=page_of_remark,
    whole=NEWEST,
)
