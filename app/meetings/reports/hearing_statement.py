"""What do the school's bodies answer in a hearing? (*Høringsuttalelse*)

What was decided stands there, or else what is proposed, and it says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import body
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.core.schoolyear import year_range
from app.documents.marked import marked
from app.documents.model import Block, Document, Facts, FormField, Heading, Paragraph, Signatures
from app.meetings import queries
from app.meetings.reports.case_words import in_sentence, number_of
from app.meetings.reports.frame import MEMBERS, OFFICE, PUBLIC, pupils_at, say_day
from app.meetings.reports.public_minutes import GUARDED, read_for, refuse_undecided
from app.meetings.reports.record import Passing, is_withheld
from app.meetings.rows import HearingRow, ItemRow, MeetingDetail, MeetingRow
from app.meetings.words import HEARING_KIND_WORDS, join_names, name_in, say_whose
from app.school.queries import own_language
from db.models import AgendaItem

TITLE = N_("Statement in a hearing")
_PROPOSED = N_("Proposed statement"), N_("No meeting has decided this yet.")
_SENT = N_("The statement"), N_("Sent without having been decided by a meeting.")
"""What stands over a text that no meeting has decided, and below that."""


@dataclass(frozen=True)
class Treated:
    """A meeting that treated a hearing: what it decided, and the number of the case."""

    row: MeetingRow
    number: str
    decision: str
    dissent: str
    is_shown: bool
    provision: str


@dataclass(frozen=True)
class Statement:
    """A hearing with the bodies that are asked (bokmål, nynorsk) and the meetings that treated it, by day."""

    hearing: HearingRow
    bodies: tuple[tuple[str, str], ...]
    treated: tuple[Treated, ...]

    @property
    def is_decided(self) -> bool:
        """Say whether a meeting has decided what to answer."""
        return bool(self.treated)


@dataclass(frozen=True)
class Statements:
    """The facts: the hearings asked for, those with the nearest deadline first."""

    frame: Frame
    hearings: tuple[Statement, ...]


def hearing_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the hearings of a year by title: those that came, or have their deadline, in it."""
    return tuple(dict.fromkeys(row.title for row in _of_year(queries.hearings(session), year)))


def collect_statements(session: Session, request: ReportRequest) -> Statements:
    """Read the hearing asked for, by title or id, or all of the year. Raises UserError for an unknown one."""
    there = _of_year(queries.hearings(session), request.year)
    wanted = (request.subject or "").strip()
    chosen = [row for row in there if str(row.id) == wanted]
    chosen = chosen or [row for row in there if not wanted or row.title.strip().casefold() == wanted.casefold()]
    if not chosen:
        raise UserError(
            N_("There is no hearing called {name} this year. The hearings are: {names}.")
            if wanted
            else N_("There is no hearing this year yet."),
            field="subject",
            name=wanted,
            names=", ".join(row.title for row in there) or "–",
        )
    passing, read = read_for(request)
    found = tuple(_statement(session, row, request.audience, passing) for row in chosen)
    refuse_undecided(session, request, read)
    return Statements(frame_of(session, request), found)


def compose_statements(facts: Statements, tr: Translator) -> Document:
    """Make the statements; of several, each is a paper of its own."""
    several = len(facts.hearings) != 1
    blocks: list[Block] = []
    for one in facts.hearings:
        if several:
            blocks.append(Heading(_title(one, tr), apart=True))
        blocks.extend(_blocks(one, tr))
    title = tr(N_("Statements in hearings")) if several else _title(facts.hearings[0], tr)
    return framed(facts.frame, tr, title, blocks, ())


def remark_on_statements(facts: Statements, tr: Translator) -> str:
    """Say of which hearings nothing has been decided, and the text is only a proposal."""
    proposed = [one.hearing.title for one in facts.hearings if not one.is_decided and one.hearing.answered_on is None]
    if not proposed:
        return ""
    return tr(
        N_("Not decided by any meeting yet, so it stands there as a proposal: {titles}."), titles=", ".join(proposed)
    )


def page_of_statements(_facts: Statements) -> str:
    """Return where hearings are kept."""
    return "meetings"


def _of_year(rows: Sequence[HearingRow], year: int) -> tuple[HearingRow, ...]:
    first, last = year_range(year)

    def is_there(row: HearingRow) -> bool:
        days = [day for day in (row.received_on, row.deadline, row.answered_on) if day is not None]
        return not days or any(first <= day <= last for day in days)

    return tuple(row for row in rows if is_there(row))


def _statement(session: Session, row: HearingRow, audience: str, passing: Passing) -> Statement:
    names = tuple((one.name_nb, one.name_nn) for one in (body(session, body_id) for body_id in row.bodies))
    query = select(AgendaItem.id).where(AgendaItem.hearing_id == row.id, AgendaItem.meeting_id.is_not(None))
    items = [queries.item(session, item_id) for item_id in session.scalars(query)]
    language = own_language(session)
    treated = [
        _treated(session, queries.meeting(session, item.meeting_id or 0), item, audience, language, passing)
        for item in items
        if item.outcome == "treated" and item.decision.strip()
    ]

    def text(column: str) -> str:
        return passing(f"hearing:{row.id}:{column}", getattr(row, column))

    told = replace(
        row,
        title=text("title"),
        from_whom=text("from_whom"),
        description=text("description"),
        statement=text("statement"),
        answered_how=text("answered_how"),
    )
    return Statement(told, names, tuple(sorted(treated, key=lambda one: (one.row.held_on, one.row.id))))


def _treated(
    session: Session, detail: MeetingDetail, item: ItemRow, audience: str, language: str, passing: Passing
) -> Treated:
    shown = not is_withheld(item, audience, pupils_there=pupils_at(session, detail))
    return Treated(
        detail.row,
        number_of(item, item.number_text, detail.row, language),
        passing(f"agenda_item:{item.id}:decision", item.decision) if shown else "",
        passing(f"agenda_item:{item.id}:dissent", item.dissent) if shown else "",
        shown,
        item.provision,
    )


def _title(one: Statement, tr: Translator) -> str:
    return tr(N_("Statement: {title}"), title=one.hearing.title)


def _blocks(one: Statement, tr: Translator) -> Iterator[Block]:
    yield Facts(tuple(_head(one, tr)))
    if one.hearing.description.strip():
        yield Heading(tr(N_("What the hearing is about")))
        yield from marked(one.hearing.description)
    if one.is_decided:
        for treated in one.treated:
            yield from _decided(treated, several=len(one.treated) > 1, tr=tr)
        if one.hearing.statement.strip() and all(treated.is_shown for treated in one.treated):
            yield Heading(tr(N_("The proposal that was treated")))
            yield from marked(one.hearing.statement)
    else:
        was_sent = one.hearing.answered_on is not None
        title, said = _SENT if was_sent else _PROPOSED
        yield Heading(tr(title))
        yield Paragraph(tr(said), "small")
        yield from marked(one.hearing.statement) or (Paragraph(tr(N_("Nothing is written yet."))),)
    yield Signatures((tr(N_("Place and date")), tr(N_("For the body"))))


def _decided(treated: Treated, *, several: bool, tr: Translator) -> Iterator[Block]:
    whose = say_whose(treated.row, tr)
    yield Heading(tr(N_("Statement by {body}"), body=whose) if several else tr(N_("The statement")))
    day = say_day(treated.row.held_on, tr)
    said = tr(N_("Decided by {body} {day}, {case}."), body=whose, day=day, case=in_sentence(treated.number, tr))
    yield Paragraph(said, "small")
    if not treated.is_shown:
        yield Paragraph(tr(N_("Closed meeting: {provision}"), provision=treated.provision))
        return
    yield from marked(treated.decision)
    if treated.dissent.strip():
        yield Heading(tr(N_("Dissent")), 2)
        yield from marked(treated.dissent)


def _head(one: Statement, tr: Translator) -> Iterator[FormField]:
    hearing = one.hearing
    yield FormField(tr(N_("Kind")), tr(HEARING_KIND_WORDS[hearing.kind]))
    yield FormField(tr(N_("From")), hearing.from_whom)
    for title, day in ((N_("Received"), hearing.received_on), (N_("Deadline"), hearing.deadline)):
        if day is not None:
            yield FormField(tr(title), say_day(day, tr))
    if one.bodies:
        names = [name_in(names, tr.language) for names in one.bodies]
        yield FormField(tr(N_("Bodies asked")), join_names(names, tr))
    if hearing.answered_on is not None:
        yield FormField(tr(N_("Answered")), _answered(hearing.answered_on, hearing.answered_how, tr))


def _answered(day: date, how: str, tr: Translator) -> str:
    return ", ".join(filter(None, (say_day(day, tr), how)))


HEARING_STATEMENT = Report(
    id="hearing-statement",
    title=TITLE,
    audiences=(PUBLIC, MEMBERS, OFFICE),
    subjects=hearing_subjects,
    collect=collect_statements,
    compose=compose_statements,
    formats=("pdf", "docx"),
    options=GUARDED,
    remark=remark_on_statements,
    remark_page=page_of_statements,
    whole=N_("All hearings"),
)
