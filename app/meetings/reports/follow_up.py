"""Who shall still do what after meetings, and by when? The follow-up list (*Oppfølgingsliste*), of a body or people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.named import body_subjects
from app.bodies.reports.frame import capital
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.core.schoolyear import year_range
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.meetings import queries
from app.meetings.reports.case_words import in_sentence, number_of
from app.meetings.reports.decisions import EVERY_BODY, chosen_bodies, named_among
from app.meetings.reports.frame import (
    MEMBERS,
    OFFICE,
    Standing,
    note_for,
    people_in,
    remark_on_held_back,
    say_standing,
    standings,
)
from app.meetings.reports.record import ToDo, is_withheld
from app.meetings.rows import ActionRow, ItemRow, MeetingRow
from app.meetings.words import name_in, say_meeting
from app.school.queries import own_language, staff_members

DONE, ORDER, BY_DAY, BY_PERSON = "done", "order", "day", "person"


@dataclass(frozen=True)
class Followed:
    """Something to be done, the meeting it comes from, and the number of its case."""

    to_do: ToDo
    meeting: MeetingRow
    number: str


@dataclass(frozen=True)
class FollowUp:
    """The facts, by day due; ``left_out`` are of cases that are kept from this audience."""

    frame: Frame
    audience: str
    on: date
    lines: tuple[Followed, ...]
    subject: tuple[str, str] | None
    with_done: bool
    by_person: bool
    left_out: int


def collect_follow_up(session: Session, request: ReportRequest) -> FollowUp:
    """Read what is open, and what was done in the year if it is asked for. Raises UserError for an unknown body."""
    body = chosen_bodies(session, request)[0] if request.subject is not None else None
    with_done = request.is_ticked(DONE)
    rows = queries.action_points(session, body_id=None if body is None else body.id, open_only=not with_done)
    first, last = year_range(request.year)
    people = named_among(session, request)
    rows = tuple(
        row
        for row in rows
        if (row.done_on is None or first <= row.done_on <= last) and (people is None or row.owner_id in people)
    )
    meetings = {one: queries.meeting_row(session, one) for one in dict.fromkeys(row.meeting_id for row in rows)}
    items = {item.id: item for item in queries.items_of(session, meetings)}
    told = [
        row
        for row in rows
        if row.agenda_item_id is None or not is_withheld(items[row.agenda_item_id], request.audience)
    ]
    language = own_language(session)
    owners = _owners(session, request, meetings.values(), told)
    lines = [
        Followed(
            ToDo(row.id, row.what, owners[row.id], row.due, row.kind == "request", row.done_on, row.done_note),
            replace(meetings[row.meeting_id], own_notes=""),
            ""
            if row.agenda_item_id is None
            else _number(items[row.agenda_item_id], meetings[row.meeting_id], language),
        )
        for row in told
    ]
    return FollowUp(
        frame_of(session, request),
        request.audience,
        request.on,
        tuple(lines),
        None if body is None else (body.name_nb, body.name_nn),
        with_done,
        request.option(ORDER) == BY_PERSON,
        len(rows) - len(told),
    )


def compose_follow_up(facts: FollowUp, tr: Translator) -> Document:
    """Make the list: one table by day due, or one for each who has something to do."""
    blocks: list[Block] = []
    if not facts.lines:
        blocks.append(Paragraph(tr(N_("Nothing is left to be done."))))
    elif facts.by_person:
        for name, lines in _by_owner(facts.lines, tr):
            blocks += [Heading(name), _table(facts, lines, tr, name)]
    else:
        blocks.append(_table(facts, facts.lines, tr))
    title = tr(N_("Follow-up list"))
    if facts.subject is not None:
        title = tr(N_("Follow-up list for {body}"), body=name_in(facts.subject, tr.language))
    people = people_in(_standings(facts))
    note = note_for(facts.audience, tr)
    return framed(facts.frame, tr, title, blocks, people, landscape=True, note=note)


def remark_on_follow_up(facts: FollowUp, tr: Translator) -> str:
    """Say who is not named, and how much is left out since its case is closed."""
    said = [remark_on_held_back(_standings(facts), tr)]
    if facts.left_out:
        said.append(
            tr.n(
                "{n} thing to be done is left out, since its case was not open to all.",
                "{n} things to be done are left out, since their cases were not open to all.",
                facts.left_out,
            )
        )
    return " ".join(filter(None, said))


def _owners(
    session: Session, request: ReportRequest, meetings: Iterable[MeetingRow], rows: Sequence[ActionRow]
) -> dict[int, Standing | None]:
    """Return by what the owner of each stands there."""
    staff = {one for one, _ in staff_members(session, request.on)}
    found: dict[int, Standing | None] = {
        row.id: Standing(guest=row.owner) if row.owner and row.owner_id is None else None for row in rows
    }
    for meeting in meetings:
        own = [row for row in rows if row.meeting_id == meeting.id and row.owner_id is not None]
        known = standings(session, meeting, (row.owner_id or 0 for row in own), request.audience, request.on)
        for row in own:
            one = known[row.owner_id or 0]
            is_staff = row.owner_id in staff and not one.constituency
            found[row.id] = replace(one, constituency="staff") if is_staff else one
    return found


def _number(item: ItemRow, row: MeetingRow, language: str) -> str:
    return number_of(item, item.number_text, row, language)


def _standings(facts: FollowUp) -> list[Standing]:
    return [line.to_do.owner for line in facts.lines if line.to_do.owner is not None]


def _by_owner(lines: Iterable[Followed], tr: Translator) -> list[tuple[str, list[Followed]]]:
    from db.search import sort_key

    found: dict[str, list[Followed]] = {}
    for line in lines:
        found.setdefault(_owner(line.to_do, tr), []).append(line)
    nobody = tr(N_("Nobody said"))
    return [(name or nobody, found[name]) for name in sorted(found, key=lambda name: (not name, sort_key(name), name))]


def _table(facts: FollowUp, lines: Iterable[Followed], tr: Translator, owner: str = "") -> Table:
    columns = [Column(tr(N_("Due")), 10, "date"), Column(tr(N_("To be done")), 36)]
    if not owner:
        columns.append(Column(tr(N_("Responsible")), 20))
    columns.append(Column(tr(N_("From")), 22))
    if facts.with_done:
        columns += [Column(tr(N_("Done")), 10, "date"), Column(tr(N_("What was done")), 24)]
    else:
        columns.append(Column(tr(N_("Done")), 8, "check"))
    rows = []
    for line in lines:
        one = line.to_do
        what = one.what
        if one.is_request and not (one.owner is not None and one.owner.guest):  # "rektor" stands beside it
            what = tr(N_("{what} (request to the principal)"), what=what)
        cells: list[str | date | None] = [one.due, what]
        if not owner:
            cells.append(_owner(one, tr))
        cells.append(_from(line, tr))
        rows.append(Row((*cells, *((one.done_on, one.done_note) if facts.with_done else (None,)))))
    return Table(tuple(columns), tuple(rows), section=owner, section_title=tr(N_("Responsible")) if owner else "")


def _owner(one: ToDo, tr: Translator) -> str:
    return "" if one.owner is None else capital(say_standing(one.owner, tr))


def _from(line: Followed, tr: Translator) -> str:
    said = say_meeting(line.meeting, tr)
    if not line.number:
        return said
    return f"{said}, {in_sentence(line.number, tr)}"


FOLLOW_UP_LIST = Report(
    id="follow-up-list",
    title=N_("Follow-up list"),
    audiences=(MEMBERS, OFFICE),
    subjects=body_subjects,
    collect=collect_follow_up,
    compose=compose_follow_up,
    options=(
        ReportOption(DONE, N_("With what was done this school year"), "check"),
        ReportOption(
            ORDER,
            N_("In which order"),
            "choice",
            default=BY_DAY,
            choices=((BY_DAY, N_("By day due")), (BY_PERSON, N_("By person"))),
        ),
    ),
    takes_people=True,
    remark=remark_on_follow_up,
    whole=EVERY_BODY,
)
