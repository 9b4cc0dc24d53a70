"""What has been decided in a school year? The list of decisions (*Vedtaksliste*), body by body or of one body.

Of chosen people: the decisions in cases they presented, or that they have something to do after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.named import bodies_of, body_subjects
from app.bodies.queries import BodyRow
from app.contacts.listed import allowed_for
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.marked import unmarked
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.meetings import queries
from app.meetings.reports.case_blocks import say_withheld
from app.meetings.reports.case_words import CLOSED_CASE
from app.meetings.reports.frame import MEMBERS, OFFICE, PUBLIC, note_for
from app.meetings.reports.public_minutes import GUARDED, read_for, refuse_undecided
from app.meetings.reports.record import Case, Passing, is_withheld, told_case, withheld_case
from app.meetings.reports.vote_words import say_votes
from app.meetings.rows import ItemRow, MeetingRow
from app.meetings.words import name_in, say_whose, short_name

EVERY_BODY = N_("All bodies")


@dataclass(frozen=True)
class Decided:
    """One decision; ``case`` is as this audience may have it."""

    held_on: date
    case: Case


@dataclass(frozen=True)
class DecidedBy:
    """What a body decided in a year, by day; ``meeting`` in place of ``body`` where it was no body's."""

    body: tuple[str, str] | None
    meeting: MeetingRow | None
    decisions: tuple[Decided, ...]

    def name(self, tr: Translator) -> str:
        """Return what the body or the meeting is called."""
        if self.body is None:
            return "" if self.meeting is None else say_whose(self.meeting, tr)
        return name_in(self.body, tr.language)


@dataclass(frozen=True)
class Decisions:
    """The facts: what each body decided; ``subject`` is the only body it is about."""

    frame: Frame
    audience: str
    parts: tuple[DecidedBy, ...]
    subject: tuple[str, str] | None


def collect_decisions(session: Session, request: ReportRequest) -> Decisions:
    """Read what the bodies asked for have decided in the year. Raises UserError for an unknown one."""
    passing, read = read_for(request)
    bodies = chosen_bodies(session, request)
    only = bodies[0] if request.subject is not None else None
    frame = frame_of(session, request)
    parts = tuple(decided_by(session, request, {one.id: (one.name_nb, one.name_nn) for one in bodies}, passing))
    refuse_undecided(session, request, read)
    return Decisions(frame, request.audience, parts, None if only is None else (only.name_nb, only.name_nn))


def chosen_bodies(session: Session, request: ReportRequest) -> tuple[BodyRow, ...]:
    """Return the body asked for, by its name or the short one ("SU"), or all of them. Raises UserError."""
    if request.subject is not None:
        wanted = request.subject.strip().casefold()
        for row in bodies_of(session, replace(request, subject=None)):
            if wanted in (short_name(row.name_nb).casefold(), short_name(row.name_nn or row.name_nb).casefold()):
                return (row,)
    return bodies_of(session, request)


def named_among(session: Session, request: ReportRequest) -> frozenset[int] | None:
    """Return those who were chosen but for whom nothing may be there for this audience; None where nobody was."""
    if request.people is None:
        return None
    allowed = allowed_for(session, request)
    return frozenset(one for one in request.people if not allowed.omits(one))


def decided_by(
    session: Session, request: ReportRequest, bodies: dict[int, tuple[str, str]], passing: Passing
) -> Iterator[DecidedBy]:
    """Yield what each body decided; and, where no body is asked for, what meetings did that are no body's."""
    rows = {row.id: row for row in queries.meetings_in(session, request.year) if row.cancelled_on is None}
    items = [item for item in queries.items_of(session, rows) if is_decided(item)]
    people = named_among(session, request)
    if people is not None:
        theirs = _of_people(session, people, items)
        items = [item for item in items if item.id in theirs]

    def decided(item: ItemRow) -> Decided:
        kept = is_withheld(item, request.audience)
        number = item.number_text
        case = withheld_case(item, number, request.audience, passing) if kept else told_case(item, number, passing)
        return Decided(rows[item.meeting_id or 0].held_on, case)

    order = {meeting_id: at for at, meeting_id in enumerate(rows)}
    items.sort(key=lambda item: (order[item.meeting_id or 0], item.position, item.id))
    for body_id, names in bodies.items():
        own = tuple(decided(item) for item in items if _whose(item, rows[item.meeting_id or 0]) == body_id)
        if own:
            yield DecidedBy(names, None, own)
    if request.subject is None:
        for row in rows.values():
            others = tuple(decided(item) for item in items if item.meeting_id == row.id and _whose(item, row) is None)
            if others:
                yield DecidedBy(None, row, others)


def is_decided(item: ItemRow) -> bool:
    """Say whether something was decided in a case: the formalities of a meeting are none."""
    if item.outcome in ("postponed", "withdrawn") or item.code.startswith("approve"):
        return False
    return bool(item.decision)


def compose_decisions(facts: Decisions, tr: Translator) -> Document:
    """Make the list: a table for each body."""
    blocks: list[Block] = []
    for part in facts.parts:
        name = part.name(tr)
        if facts.subject is None:
            blocks.append(Heading(name))
        blocks.append(_table(part, facts.audience, tr))
    if not blocks:
        blocks.append(Paragraph(tr(N_("Nothing has been decided this school year."))))
    title = tr(N_("Decisions"))
    if facts.subject is not None:
        title = tr(N_("Decisions of {body}"), body=name_in(facts.subject, tr.language))
    return framed(facts.frame, tr, title, blocks, (), landscape=True, note=note_for(facts.audience, tr))


def _table(part: DecidedBy, audience: str, tr: Translator) -> Table:
    columns = (
        Column(tr(N_("Date")), 9, "date"),
        Column(tr(N_("Case no.")), 9),
        Column(tr(N_("Case")), 25),
        Column(tr(N_("Decision in the case")), 38),
        Column(tr(N_("Votes")), 19),
    )
    rows = (Row((one.held_on, one.case.number, *_said(one.case, audience, tr))) for one in part.decisions)
    return Table(columns, tuple(rows), section=part.name(tr), section_title=tr(N_("Body")))


def _said(case: Case, audience: str, tr: Translator) -> tuple[str, str, str]:
    if case.is_withheld:
        return case.title or tr(CLOSED_CASE), say_withheld(case.openness, case.provision, audience, tr), ""
    return case.title, unmarked(case.decision), say_votes(case, case.votes, tr)


def _whose(item: ItemRow, row: MeetingRow) -> int | None:
    return item.body_id if item.body_id is not None else next(iter(row.bodies), None)


def _of_people(session: Session, people: Collection[int], items: Collection[ItemRow]) -> set[int]:
    owned = {
        row.agenda_item_id
        for person in people
        for row in queries.action_points(session, person_id=person, open_only=False)
    }
    return {item.id for item in items if item.presenter_id in people or item.id in owned}


DECISION_LIST = Report(
    id="decision-list",
    title=N_("List of decisions"),
    audiences=(MEMBERS, OFFICE, PUBLIC),
    subjects=body_subjects,
    collect=collect_decisions,
    compose=compose_decisions,
    options=GUARDED,
    takes_people=True,
    whole=EVERY_BODY,
)
