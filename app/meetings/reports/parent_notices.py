"""What is each class's parents told of their meeting? One page for each class (*Innkalling til foreldremøte*).

Who needs an interpreter is told to the office alone, and never stands on the notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.listed import allowed_for
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.core.schoolyear import year_range
from app.documents.marked import marked
from app.documents.model import (
    Block,
    BulletList,
    CutLine,
    Document,
    Facts,
    FormField,
    Heading,
    Paragraph,
    Signatures,
)
from app.elections.reports.electing import ElectingClass, electing_classes, people_of
from app.elections.reports.naming import seat_name
from app.elections.words import join_names
from app.meetings import queries
from app.meetings.planning import TERMS, ParentMeetingRow, parent_meetings, who_need_interpreters
from app.meetings.reports.agenda import when_and_where
from app.meetings.reports.frame import is_shown, say_day
from app.meetings.rows import ItemRow
from app.school.queries import school_classes

TITLE = N_("Notice of parents' meetings")
AUDIENCE = "class_parents"
MORE_TEXT = 1500


@dataclass(frozen=True)
class ClassMeeting:
    """A class with its meeting, what is on its agenda, and what it elects; the interpreters are for the office."""

    electing: ElectingClass
    meeting: ParentMeetingRow
    items: tuple[ItemRow, ...]


@dataclass(frozen=True)
class ParentNotices:
    """The facts: the classes that have a meeting, those that have none, and what was wished of the notice."""

    frame: Frame
    classes: tuple[ClassMeeting, ...]
    without: tuple[str, ...]
    text: str
    with_slip: bool
    deadline: date | None


def called_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the classes of a year that have a parents' meeting."""
    planned = {row.school_class_id for row in queries.meetings_in(session, year) if row.cancelled_on is None}
    rows = school_classes(session, year, year_range(year)[0])
    return tuple(row.name for row in rows if row.id in planned)


def collect_parent_notices(session: Session, request: ReportRequest) -> ParentNotices:
    """Read the next parents' meeting of the class asked for, or of every class. Raises UserError."""
    return _notices(session, request, _next_meetings(session, request))


def collect_notice_of(session: Session, request: ReportRequest, row: ParentMeetingRow) -> ParentNotices:
    """Read one parents' meeting of a class, be it the next one or not. Raises UserError."""
    return _notices(session, replace(request, subject=row.class_name), [row])


def _notices(session: Session, request: ReportRequest, rows: Iterable[ParentMeetingRow]) -> ParentNotices:
    electing = electing_classes(session, request, allowed_for(session, request))
    planned = {row.class_id: row for row in rows}
    found = []
    for one in electing:
        row = planned.get(one.row.id)
        if row is not None and row.meeting is not None:
            items = queries.items_of(session, [row.meeting.id])
            found.append(ClassMeeting(one, row, tuple(item for item in items if is_shown(item, request.audience))))
    without = tuple(one.name for one in electing if one.name not in {each.electing.name for each in found})
    if not found:
        raise UserError(N_("No parents' meeting is planned yet. Plan it on the page of meetings."), field="subject")
    by = request.option("deadline")
    return ParentNotices(
        frame_of(session, request),
        tuple(found),
        without,
        request.option("text"),
        request.is_ticked("slip"),
        date.fromisoformat(by) if by else None,
    )


def compose_parent_notices(facts: ParentNotices, tr: Translator) -> Document:
    """Make the notices, each on a page of its own."""
    blocks: list[Block] = []
    for one in facts.classes:
        blocks.append(Heading(tr(N_("Parents' meeting {name}"), name=one.electing.name), apart=True))
        blocks.extend(_notice(facts, one, tr))
    title = tr(TITLE)
    if len(facts.classes) == 1:
        title = tr(N_("Parents' meeting {name}"), name=facts.classes[0].electing.name)
    return framed(facts.frame, tr, title, blocks, people_of([one.electing for one in facts.classes]))


def remark_on_parent_notices(facts: ParentNotices, tr: Translator) -> str:
    """Say how many need an interpreter, class by class, and which classes have no meeting."""
    said = []
    needed = [one.meeting for one in facts.classes if one.meeting.interpreters]
    if needed:
        number = who_need_interpreters(needed)
        classes = ", ".join(f"{row.class_name} {row.interpreters}{_languages(row)}" for row in needed)
        said.append(
            tr.n(
                "{n} guardian needs an interpreter: {classes}.",
                "{n} guardians need an interpreter: {classes}.",
                number,
                classes=classes,
            )
        )
    if facts.without:
        names = join_names(facts.without, tr)
        said.append(tr(N_("No parents' meeting is planned for {classes}."), classes=names))
    missing = [
        one.electing.name
        for one in facts.classes
        if one.meeting.meeting is not None and (one.meeting.meeting.starts_at is None or not one.meeting.meeting.place)
    ]
    if missing:
        said.append(
            tr(
                N_("Time or room is not written down for {classes}; there is a line for it."),
                classes=join_names(missing, tr),
            )
        )
    return " ".join(said)


def page_of_parent_notices(_facts: ParentNotices) -> str:
    """Return where parents' meetings are planned."""
    return "meetings"


def _next_meetings(session: Session, request: ReportRequest) -> Iterator[ParentMeetingRow]:
    """Yield every class with the meeting that is to come, or else its last one."""
    by_class: dict[int, list[ParentMeetingRow]] = {}
    for term in TERMS:
        for row in parent_meetings(session, request.year, term):
            if row.meeting is not None and row.meeting.cancelled_on is None:
                by_class.setdefault(row.class_id, []).append(row)
    for rows in by_class.values():
        rows.sort(key=_held_on)
        yield next((row for row in rows if _held_on(row) >= request.on), rows[-1])


def _held_on(row: ParentMeetingRow) -> date:
    return row.meeting.held_on if row.meeting is not None else date.max


def _languages(row: ParentMeetingRow) -> str:
    said = ", ".join(name for name, _ in row.languages if name)
    return f" ({said})" if said else ""


def _notice(facts: ParentNotices, one: ClassMeeting, tr: Translator) -> Iterator[Block]:
    meeting, name = one.meeting.meeting, one.electing.name
    assert meeting is not None, "only classes with a meeting are here"
    yield Paragraph(tr(N_("To the parents of class {name}"), name=name), "lead")
    yield Paragraph(tr(N_("Welcome to the parents' meeting of the class.")))
    day, time, _ = when_and_where(meeting, tr)
    teachers = ", ".join(teacher for _, teacher in one.electing.teachers)
    contact = tr(N_("Contact teachers") if len(one.electing.teachers) > 1 else N_("Contact teacher"))
    room = FormField(tr(N_("Room")), meeting.place)
    yield Facts((day, time, room, *([FormField(contact, teachers)] if teachers else [])))
    yield Heading(tr(N_("This is what we will talk about")), 2)
    yield BulletList(tuple(_lines(one, facts.frame, tr)))
    yield from marked(facts.text)
    school = facts.frame.school.name if facts.frame.school else ""
    yield Paragraph("\n".join(filter(None, (tr(N_("Kind regards")), teachers, school))))
    if facts.with_slip:
        yield from _slip(facts, name, tr)


def _lines(one: ClassMeeting, frame: Frame, tr: Translator) -> Iterator[str]:
    """Yield the cases of the meeting, or what such a meeting usually is about; an election always says of what."""
    election = [seat_name(post.seat, post.body, frame.school, tr) for post in one.electing.posts if post.is_up]
    said_election = tr(N_("Election of {offices}"), offices=join_names(election, tr)) if election else ""
    titles: Sequence[str] = [_title(item, said_election) for item in one.items]
    if not titles:
        titles = [
            tr(N_("Information from the school and the contact teacher")),
            tr(N_("How the class is doing: learning, well-being and everyday school life")),
            tr(N_("What the parents wish to bring up")),
        ]
    if said_election and said_election not in titles:
        titles = [*titles[:-1], said_election, titles[-1]] if not one.items else [*titles, said_election]
    yield from titles


def _title(item: ItemRow, election: str) -> str:
    return election if item.kind == "election" and election else item.title


def _slip(facts: ParentNotices, name: str, tr: Translator) -> Iterator[Block]:
    yield CutLine()
    yield Heading(tr(N_("Reply slip, parents' meeting {name}"), name=name), 2)
    if facts.deadline is not None:
        yield Paragraph(tr(N_("Hand it in to the contact teacher by {day}."), day=say_day(facts.deadline, tr)))
    else:
        yield Paragraph(tr(N_("Hand it in to the contact teacher.")))
    yield Facts((FormField(tr(N_("The pupil's name"))), FormField(tr(N_("How many are coming")))))
    yield BulletList((tr(N_("We are coming")), tr(N_("We cannot come"))), boxes=True)
    yield Facts((FormField(tr(N_("We need an interpreter, language"))),))
    yield Signatures((tr(N_("Date")), tr(N_("Guardian's signature"))))


PARENT_NOTICES = Report(
    id="parent-meeting-notices",
    title=TITLE,
    audiences=(AUDIENCE,),
    subjects=called_subjects,
    collect=collect_parent_notices,
    compose=compose_parent_notices,
    formats=("pdf", "docx"),
    options=(
        ReportOption(
            "text",
            N_("More to say"),
            "lines",
            hint=N_("Stands under what you will talk about, for every class."),
            most=MORE_TEXT,
        ),
        ReportOption("slip", N_("With a reply slip"), "check"),
        ReportOption("deadline", N_("Reply by"), "date"),
    ),
    remark=remark_on_parent_notices,
    remark_page=page_of_parent_notices,
)
