"""What is new in the plan since last year? (*Endringer fra i fjor*) What was and what is stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.core.schoolyear import year_name
from app.documents.marked import unmarked
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.meetings.reports.frame import OFFICE, PUBLIC
from app.plan.queries import comparable, plan_before
from app.plan.reports.chosen import NEWEST, chosen_plan, hushed, plan_subjects
from app.plan.rows import PlanDetail, PointRow
from app.plan.rules.diff import Change, FieldDiff, Piece, compare, word_diff
from app.yearwheel.reports.hushed import hush_for

TITLE = N_("Changes from last year")
NOTHING_BEFORE = N_("There is no earlier plan to compare {title} with.")
KIND_WORDS = {
    "added": N_("Added"),
    "removed": N_("Removed"),
    "changed": N_("Changed"),
    "moved": N_("Moved"),
}
_FIELD_WORDS = {
    "title": N_("Heading"),
    "text": N_("Text"),
    "left_title": N_("Left column"),
    "right_title": N_("Right column"),
}


@dataclass(frozen=True)
class ChangesFacts:
    """The facts: both plans as their readers may have them, and what became of each part."""

    frame: Frame
    before: PlanDetail
    after: PlanDetail
    changes: tuple[Change, ...]


def collect_changes(session: Session, request: ReportRequest) -> ChangesFacts:
    """Compare the version asked for, or the newest, with last year's plan. Raises UserError."""
    plan = chosen_plan(session, request, request.subject).plan
    earlier = plan_before(session, plan.id)
    if earlier is None:
        raise UserError(NOTHING_BEFORE, field="subject", title=plan.title)
    hush = hush_for(session, request.audience, request.on)
    before, after = (hushed(one, hush) for one in comparable(session, earlier, plan.id, request.on))
    return ChangesFacts(frame_of(session, request), before, after, compare(before, after))


def compose_changes(facts: ChangesFacts, tr: Translator) -> Document:
    """Make the paper: how much changed, then a table for each section in which something did."""
    blocks: list[Block] = [Paragraph(_compared(facts, tr), "lead")]
    changed = [one for one in facts.changes if one.kind != "same"]
    if not changed:
        blocks.append(Paragraph(tr(N_("Nothing has changed."))))
        return framed(facts.frame, tr, tr(TITLE), blocks, frozenset())
    blocks.append(Paragraph(_counted(changed, tr)))
    if any(one.kind == "changed" for one in changed):
        blocks.append(Paragraph(tr(N_("Words that were changed stand in [brackets].")), "small"))
    columns = (
        Column(tr(N_("What")), 14),
        Column(tr(N_("Where")), 26),
        Column(tr(N_("As it was")), 44, even=True),
        Column(tr(N_("As it is now")), 44, even=True),
    )
    for section, rows in _by_section(changed, tr):
        blocks += [Heading(section), Table(columns, rows, section=section, section_title=tr(N_("Section")))]
    return framed(facts.frame, tr, tr(TITLE), blocks, frozenset())


def _compared(facts: ChangesFacts, tr: Translator) -> str:
    def said(detail: PlanDetail) -> str:
        plan = detail.plan
        return tr(N_("{title} {year}, version {n}"), title=plan.title, year=year_name(plan.start_year), n=plan.number)

    return tr(N_("{now}, compared with {before}."), now=said(facts.after), before=said(facts.before))


def _counted(changed: list[Change], tr: Translator) -> str:
    points = [one.kind for one in changed if one.what == "point"]
    said = (
        tr.n("{n} new point", "{n} new points", points.count("added")) if "added" in points else "",
        tr.n("{n} changed point", "{n} changed points", points.count("changed")) if "changed" in points else "",
        tr.n("{n} removed point", "{n} removed points", points.count("removed")) if "removed" in points else "",
        tr.n("{n} moved point", "{n} moved points", points.count("moved")) if "moved" in points else "",
    )
    text = ", ".join(filter(None, said))
    return f"{text}." if text else tr(N_("No points have changed, only headings and texts."))


def _by_section(changed: list[Change], tr: Translator) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield the title of each section with the rows of what changed in it, in the order of the plan."""
    rows: dict[int, list[Row]] = {}
    titles: dict[int, str] = {}
    for one in changed:
        section = one.section
        titles.setdefault(section.id, section.title)
        rows.setdefault(section.id, []).extend(_rows(one, tr))
    yield from ((titles[section], tuple(found)) for section, found in rows.items())


def _rows(one: Change, tr: Translator) -> Iterator[Row]:
    kind = tr(KIND_WORDS[one.kind])
    if one.kind == "changed" and one.is_moved:
        kind = tr(N_("Changed and moved"))
    if one.what == "point":
        was, is_now = _texts(one, one.fields[0])
        yield Row((kind, _place(one, tr), was, is_now))
        return
    for field in one.fields:
        if (one.kind == "changed" and field.is_same) or not (field.before or field.after):
            continue
        if one.kind == "moved" and field.field != "title":
            continue
        was, is_now = _texts(one, field)
        yield Row((kind, tr(_FIELD_WORDS[field.field]), was, is_now))


def _place(one: Change, tr: Translator) -> str:
    """Say in which column a point stands, and where it came from if it was moved to another section or column."""

    def where(point: PointRow, left: str, right: str) -> str:
        return {"left": left, "right": right}.get(point.side, "") or tr(N_("The list"))

    before, after = one.before, one.after
    now = was = ""
    if isinstance(after, PointRow) and one.section_after is not None:
        now = where(after, one.section_after.left_title, one.section_after.right_title)
    if isinstance(before, PointRow) and one.section_before is not None:
        was = where(before, one.section_before.left_title, one.section_before.right_title)
        if one.section_after is not None and one.is_moved and one.section_before.title != one.section_after.title:
            return tr(N_("{place}, from {section}"), place=now, section=one.section_before.title)
    if now and was and one.is_moved and now != was:
        return tr(N_("{place}, from {section}"), place=now, section=was)
    return now or was


def _texts(one: Change, field: FieldDiff) -> tuple[str, str]:
    """Return how a text was and is; what was changed in it stands in brackets."""
    if one.before is None:
        return "", unmarked(field.after)
    if one.after is None:
        return unmarked(field.before), ""
    if field.is_same:
        return unmarked(field.before), unmarked(field.after)
    pieces = word_diff(unmarked(field.before), unmarked(field.after))  # a bracket within a mark would break it
    whole = not any(piece.kind == "same" and piece.text.strip() for piece in pieces)
    return _bracketed(pieces, "removed", whole), _bracketed(pieces, "added", whole)


def _bracketed(pieces: Sequence[Piece], kind: str, whole: bool) -> str:
    said = []
    for piece in pieces:
        if piece.kind == "same" or (piece.kind == kind and (whole or not piece.text.strip())):
            said.append(piece.text)
        elif piece.kind == kind:
            text = piece.text
            start, end = len(text) - len(text.lstrip()), len(text.rstrip())
            said.append(f"{text[:start]}[{text[start:end]}]{text[end:]}")
    return "".join(said)


CHANGES = Report(
    own_draft=True,
    id="plan-changes",
    title=TITLE,
    audiences=(PUBLIC, "staff", OFFICE),
    subjects=plan_subjects,
    collect=collect_changes,
    compose=compose_changes,
    formats=("pdf", "docx", "xlsx"),
    whole=NEWEST,
)
