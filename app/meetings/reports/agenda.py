"""What is on the agenda of a meeting (*Sakliste*), and what does each case say before it is treated?

Clock times and own notes stand on the principal's own copy alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from app.bodies.reports.frame import capital
from app.contacts.reports.frame import framed
from app.core.i18n import N_, Translator, translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.marked import marked
from app.documents.model import Block, BulletList, Column, Document, Facts, FormField, Heading, Paragraph, Row, Table
from app.meetings.numbering import numbers
from app.meetings.reports.case_words import SEPARATOR, about_case, in_sentence, number_of, say_case
from app.meetings.reports.frame import (
    INSIDE,
    MEMBERS,
    NEXT_MEETING,
    OFFICE,
    PUBLIC,
    MeetingOnPaper,
    Standing,
    has_papers,
    is_from_pupils,
    is_shown,
    meeting_of,
    meeting_subjects,
    note_for,
    on_paper,
    people_in,
    pupils_at,
    remark_on_held_back,
    say_at,
    say_day,
    say_standing,
    standings,
    title_for,
)
from app.meetings.reports.public_minutes import GUARDED, read_for, refuse_undecided
from app.meetings.reports.record import Passing
from app.meetings.rows import ItemRow, MeetingDetail, MeetingRow
from app.meetings.words import ITEM_KIND_WORDS, say_clock, say_meeting, say_time, say_where
from app.school.queries import own_language

TITLE = N_("Agenda")
PAPERS = ReportOption("papers", N_("With the papers of the cases"), "check", "yes")
OWN_COPY = ReportOption(
    "own_copy",
    N_("The principal's own copy"),
    "check",
    hint=N_("With planned times and own notes. Choose For: The office."),
)
_FOR_ONESELF = N_("The principal's own copy. Do not pass it on.")


@dataclass(frozen=True)
class CaseOnPaper:
    """A case as an audience may have it before it is treated; ``own_note`` and ``begins`` are the principal's.

    ``closed`` says that the audience may not have more than the number and a neutral title. ``left_out``: it has papers
    that this audience does not get.
    """

    number: str
    item: ItemRow
    title: str
    presenter: Standing | None = None
    closed: bool = False
    begins: time | None = None
    left_out: bool = False

    @property
    def has_papers(self) -> bool:
        """Say whether there is anything to read of it beforehand."""
        return bool(self.item.paper.strip() or self.item.proposal.strip())


@dataclass(frozen=True)
class Agenda:
    """The facts: the meeting, its cases in order, and what was wished of the paper."""

    meeting: MeetingOnPaper
    cases: tuple[CaseOnPaper, ...]
    with_papers: bool
    is_own: bool
    standing: tuple[Standing, ...] = ()


def collect_agenda(session: Session, request: ReportRequest) -> Agenda:
    """Read the meeting asked for, by name or id, or the next one. Raises UserError."""
    return agenda_of(session, request, meeting_of(session, request))


def agenda_of(session: Session, request: ReportRequest, detail: MeetingDetail) -> Agenda:
    """Read the agenda of a meeting for an audience; only the office has a copy of its own."""
    is_own = request.audience == OFFICE and request.is_ticked(OWN_COPY.key)
    kept = OFFICE if is_own else request.audience
    passing, read = read_for(request)
    row = replace(
        detail.row,
        title=passing(f"meeting:{detail.row.id}:title", detail.row.title),
        place=passing(f"meeting:{detail.row.id}:place", detail.row.place),
    )
    meeting = on_paper(session, request, row, kept)
    cases = cases_of(session, detail, request.audience, request.on, passing, is_own=is_own)
    refuse_undecided(session, request, read)
    named = [one.presenter for one in cases if one.presenter is not None]
    leading = [one for one in (meeting.chair, meeting.minute_taker) if one is not None]
    return Agenda(meeting, cases, request.is_ticked(PAPERS.key), is_own, (*leading, *named))


def cases_of(
    session: Session, detail: MeetingDetail, audience: str, on: date, passing: Passing, *, is_own: bool = False
) -> tuple[CaseOnPaper, ...]:
    """Return the cases as an audience may have them; one withdrawn before anybody was told of it is not among them."""
    told = numbers(detail, session)
    items = [item for item in detail.items if item.outcome != "withdrawn" or item.number is not None]
    pupils_there = audience == MEMBERS and pupils_at(session, detail)
    all_kept = [_passed(_kept(item, audience, pupils_there, is_own=is_own), passing) for item in items]
    presenters = [kept.presenter_id for kept in all_kept if kept.presenter_id is not None]
    found = standings(session, detail.row, presenters, audience, on)
    begins = clock_times(detail.row.starts_at, [item.minutes_planned for item in items])
    language = own_language(session)
    return tuple(
        CaseOnPaper(
            number_of(item, told[item.id], detail.row, language),
            kept,
            kept.title,
            found.get(kept.presenter_id or 0),
            not is_shown(item, audience),
            at if is_own else None,
            not has_papers(item, audience, pupils_there=pupils_there) and _has_any(item),
        )
        for item, kept, at in zip(items, all_kept, begins, strict=True)
    )


def clock_times(starts_at: time | None, minutes: Iterable[int | None]) -> tuple[time | None, ...]:
    """Return when each case begins; after one without a length nobody knows."""
    at = None if starts_at is None else datetime.combine(date(2000, 1, 1), starts_at)
    found: list[time | None] = []
    for length in minutes:
        found.append(None if at is None else at.time())
        at = None if at is None or length is None else at + timedelta(minutes=length)
    return tuple(found)


def compose_agenda(facts: Agenda, tr: Translator) -> Document:
    """Make the agenda, with the papers of the cases after it where they were asked for."""
    row = facts.meeting.row
    blocks: list[Block] = [
        *cancelled(row, facts.meeting.frame.audience, tr),
        Facts(tuple(when_and_where(row, tr))),
        *list(agenda_blocks(facts, tr))[1:],  # the title says it already
        *own_notes(facts, tr),
        *paper_blocks(facts, tr),
    ]
    title = tr(N_("Agenda for {meeting}"), meeting=say_meeting(row, tr))
    return paper_of(facts, tr, title, blocks)


def paper_of(
    facts: Agenda, tr: Translator, title: str, blocks: Sequence[Block], people: Iterable[int] = ()
) -> Document:
    """Return a paper of a meeting with ``blocks``, under the school's head."""
    audience = facts.meeting.frame.audience
    note = tr(_FOR_ONESELF) if facts.is_own else "" if audience == OFFICE else note_for(audience, tr)
    there = people_in(facts.standing) | frozenset(people)
    return framed(facts.meeting.frame, tr, title, blocks, there, note=note)


def when_and_where(row: MeetingRow, tr: Translator) -> Iterator[FormField]:
    """Yield the day, the time and the place; what nobody has said yet has a line to write on."""
    yield FormField(tr(N_("Date")), say_day(row.held_on, tr))
    yield FormField(tr(N_("Time")), say_at(say_time(row), tr))
    yield FormField(tr(N_("Place")), say_where(row, tr))


def cancelled(row: MeetingRow, audience: str, tr: Translator) -> Iterator[Block]:
    """Yield that a meeting is cancelled; why is not for everybody, it may be that somebody is ill."""
    if row.cancelled_on is not None:
        yield Paragraph(tr(N_("The meeting is cancelled.")), "lead")
        if row.cancelled_because and audience in INSIDE:
            yield Paragraph(row.cancelled_because)


def agenda_blocks(facts: Agenda, tr: Translator) -> Iterator[Block]:
    """Yield the cases as a table; on the principal's own copy with the times they begin."""
    yield Heading(tr(TITLE))
    if not facts.cases:
        yield Paragraph(tr(N_("There is nothing on the agenda yet.")))
        return
    columns = [Column(tr(N_("Case")), 9, group=True), Column(tr(N_("Title")), 50), Column(tr(N_("Kind")), 17)]
    if any(_presenter(case, tr) for case in facts.cases):
        columns.append(Column(tr(N_("Presented by")), 19))
    if facts.is_own:
        columns += [Column(tr(N_("Begins")), 9), Column(tr(N_("Min.")), 7, "number")]
    yield Table(tuple(columns), tuple(_row(case, facts, len(columns), tr) for case in facts.cases))
    ends = _ends(facts)
    if facts.is_own and ends is not None:
        yield Paragraph(tr(N_("Ends at about {time}."), time=say_clock(ends)), "small")


def paper_blocks(facts: Agenda, tr: Translator) -> Iterator[Block]:
    """Yield what is to be read of each case beforehand: the paper, the proposed decision and the attachments."""
    cases = [case for case in facts.cases if case.has_papers] if facts.with_papers else []
    for at, case in enumerate(cases):
        yield Heading(said_case(case, tr), new_page=at == 0)
        yield Paragraph(SEPARATOR.join(_about(case, tr)), "small")
        yield from marked(case.item.paper)
        if case.item.proposal.strip():
            yield Heading(tr(N_("Proposed decision")), 2)
            yield from marked(case.item.proposal)
        if case.item.attachments:
            yield Heading(tr(N_("Attachments")), 2)
            yield BulletList(tuple(one.file_name for one in case.item.attachments))


def own_notes(facts: Agenda, tr: Translator) -> Iterator[Block]:
    """Yield the principal's own notes on the meeting and on its cases."""
    if not facts.is_own:
        return
    noted = [case for case in facts.cases if case.item.own_note.strip()]
    if not noted and not facts.meeting.row.own_notes.strip():
        return
    yield Heading(tr(N_("Own notes")))
    yield from marked(facts.meeting.row.own_notes)
    for case in noted:
        yield Heading(said_case(case, tr), 2)
        yield from marked(case.item.own_note)


def said_case(case: CaseOnPaper, tr: Translator) -> str:
    """Return a case's number and title."""
    return say_case(case.number, said_title(case, tr), tr)


def said_title(case: CaseOnPaper, tr: Translator) -> str:
    """Return the title of a case, a neutral one where this audience may have no more."""
    return case.title or title_for(case.item, PUBLIC, tr)


def remark_on_agenda(facts: Agenda, tr: Translator) -> str:
    """Say who is not named, which papers must be handed out otherwise, and where there is no agenda yet."""
    left_out = [in_sentence(case.number, tr) for case in facts.cases if case.left_out]
    said = [remark_on_held_back(facts.standing, tr)]
    if left_out and facts.with_papers and facts.meeting.frame.audience == MEMBERS:
        said.append(
            tr(
                N_("Pupils get this copy, so the papers are left out of {cases}. Hand them to the others yourselves."),
                cases=", ".join(left_out),
            )
        )
    if not facts.cases:
        said.append(tr(N_("There is nothing on the agenda yet.")))
    return " ".join(filter(None, said))


def page_of_agenda(_facts: Agenda) -> str:
    """Return where an agenda is put right."""
    return "meetings"


def _kept(item: ItemRow, audience: str, pupils_there: bool, *, is_own: bool) -> ItemRow:
    """Return a case without what an audience may not have; what was said and decided is not here at all."""
    kept = replace(
        item, discussion="", decision="", dissent="", absences=(), votes=(), own_note=item.own_note if is_own else ""
    )
    if not is_own:
        kept = replace(kept, minutes_planned=None)
    kept = replace(kept, title=_title(item, audience, pupils_there))
    if kept.title != item.title or not is_shown(item, audience):
        kept = replace(kept, raised_by="", presenter="", presenter_id=None)
    if not has_papers(item, audience, pupils_there=pupils_there):
        kept = replace(kept, paper="", proposal="", attachments=())
    return kept


def _passed(item: ItemRow, passing: Passing) -> ItemRow:
    """Return a case with each of its texts as it may stand on the paper."""

    def text(column: str) -> str:
        return passing(f"agenda_item:{item.id}:{column}", getattr(item, column))

    files = tuple(
        replace(one, file_name=passing(f"agenda_item:{item.id}:attachment:{one.id}", one.file_name))
        for one in item.attachments
    )
    return replace(
        item,
        title=text("title"),
        provision=text("provision"),
        raised_by=text("raised_by"),
        presenter=text("presenter"),
        paper=text("paper"),
        proposal=text("proposal"),
        attachments=files,
    )


def _title(item: ItemRow, audience: str, pupils_there: bool) -> str:
    """Return the title an audience may have, "" where there is no neutral one."""
    is_neutral = not is_shown(item, audience) or (
        item.openness == "closed" and is_from_pupils(item, audience, pupils_there=pupils_there)
    )
    if is_neutral:
        return item.public_title.strip()
    return title_for(item, audience, translator("en"), pupils_there=pupils_there)


def _has_any(item: ItemRow) -> bool:
    return bool(item.paper.strip() or item.proposal.strip() or item.attachments)


def _row(case: CaseOnPaper, facts: Agenda, width: int, tr: Translator) -> Row:
    cells: list[str | int | None] = ["\n".join(_lines(case, tr)), tr(ITEM_KIND_WORDS[case.item.kind])]
    if len(cells) + 1 < width - (2 if facts.is_own else 0):
        cells.append(_presenter(case, tr))
    if facts.is_own:
        cells += [say_clock(case.begins) if case.begins else "", case.item.minutes_planned]
    return Row((case.number,), (tuple(cells),))


def _lines(case: CaseOnPaper, tr: Translator) -> Iterator[str]:
    """Yield the title, and below it who raised the case, why it is closed, and what is attached."""
    yield said_title(case, tr)
    item = case.item
    if item.outcome == "withdrawn":
        yield tr(N_("Withdrawn"))
    if item.raised_by:
        yield tr(N_("Raised by: {name}"), name=item.raised_by)
    if item.openness == "closed" or case.closed:
        yield tr(N_("Closed meeting: {provision}"), provision=item.provision)
    elif item.openness == "pupils_leave":
        yield tr(N_("The pupils leave the meeting for this case."))
    if item.attachments:
        names = ", ".join(one.file_name for one in item.attachments)
        yield tr.n("Attachment: {names}", "Attachments: {names}", len(item.attachments), names=names)


def _presenter(case: CaseOnPaper, tr: Translator) -> str:
    if case.presenter is not None:
        return capital(say_standing(case.presenter, tr))
    return case.item.presenter


def _about(case: CaseOnPaper, tr: Translator) -> Iterator[str]:
    item = case.item
    presenter = case.presenter or (Standing(guest=item.presenter) if item.presenter else None)
    yield from about_case("" if item.code else item.kind, presenter, item.raised_by, tr)
    if item.openness == "closed":
        yield tr(N_("Closed meeting: {provision}"), provision=item.provision)


def _ends(facts: Agenda) -> time | None:
    row = facts.meeting.row
    lengths = [case.item.minutes_planned for case in facts.cases]
    return clock_times(row.starts_at, [*lengths, 0])[-1]


AGENDA = Report(
    id="agenda",
    title=TITLE,
    audiences=(MEMBERS, PUBLIC, OFFICE),
    subjects=meeting_subjects,
    collect=collect_agenda,
    compose=compose_agenda,
    formats=("pdf", "docx", "xlsx"),
    options=(ReportOption(PAPERS.key, PAPERS.title, "check"), OWN_COPY, *GUARDED),
    remark=remark_on_agenda,
    remark_page=page_of_agenda,
    whole=NEXT_MEETING,
)
