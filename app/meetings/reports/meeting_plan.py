"""When does which body meet this year? The plan of meetings (*Møteplan*), of one body or of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportColumn, ReportRequest
from app.core.schoolyear import FIRST_MONTH
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.meetings.deadlines import deadlines
from app.meetings.queries import meetings_in
from app.meetings.reports.calendar_file import calendar_of
from app.meetings.reports.frame import MEMBERS, OFFICE, PUBLIC
from app.meetings.rows import MeetingRow
from app.meetings.words import name_in, say_time, say_where, say_whose
from app.school.queries import own_language

TITLE = N_("Plan of meetings")
_NOT_PUBLIC = frozenset({"staff", "talk", "other"})
"""Kinds of meetings that are nobody's but the school's own."""
_COLUMNS: Mapping[str, tuple[str, float]] = {
    "day": (N_("Date"), 20),
    "time": (N_("Time"), 13),
    "meeting": (N_("Meeting"), 34),
    "place": (N_("Place"), 24),
    "input": (N_("Cases by"), 12),
    "notice": (N_("Notice by"), 12),
    "papers": (N_("Papers by"), 12),
}


@dataclass(frozen=True)
class Planned:
    """A meeting of the plan with the days counted back from it."""

    row: MeetingRow
    input_by: date | None
    notice_by: date | None
    papers_by: date | None


@dataclass(frozen=True)
class MeetingPlan:
    """The facts: the meetings by day, and the body they are of (bokmål, nynorsk), None for all."""

    frame: Frame
    meetings: tuple[Planned, ...]
    columns: tuple[str, ...]
    body: tuple[str, str] | None


def plan_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the bodies that meet in a year in the language of the school."""
    language = own_language(session)
    return tuple(
        dict.fromkeys(name_in(name, language) for row in meetings_in(session, year) for name in row.body_names)
    )


def collect_plan(session: Session, request: ReportRequest) -> MeetingPlan:
    """Read the meetings of a year, of the body asked for or of all; raises UserError for one that does not meet."""
    rows = [row for row in meetings_in(session, request.year) if _may_have(row, request.audience)]
    body = None
    if request.subject is not None:
        wanted = request.subject.strip().casefold()
        names = {name for row in rows for name in row.body_names}
        body = next((name for name in sorted(names) if wanted in (name[0].casefold(), name[1].casefold())), None)
        if body is None:
            raise UserError(
                N_("No body called {name} meets this year. The bodies are: {names}."),
                field="subject",
                name=request.subject,
                names=", ".join(plan_subjects(session, request.year)) or "–",
            )
        rows = [row for row in rows if body in row.body_names]
    return MeetingPlan(frame_of(session, request), tuple(_planned(session, row) for row in rows), request.columns, body)


def compose_plan(facts: MeetingPlan, tr: Translator) -> Document:
    """Make the plan: one line for each meeting."""
    blocks: list[Block] = []
    if facts.meetings:
        blocks.extend(_tables(facts, tr))
    else:
        blocks.append(Paragraph(tr(N_("There is no meeting this year yet."))))
    title = tr(TITLE)
    if facts.body is not None:
        title = f"{title} {name_in(facts.body, tr.language)}"
    return framed(facts.frame, tr, title, blocks, ())


def remark_on_plan(facts: MeetingPlan, tr: Translator) -> str:
    """Say how many meetings have no time or place yet."""
    missing = sum(one.row.starts_at is None or not one.row.place for one in facts.meetings)
    if not missing:
        return ""
    return tr.n("{n} meeting has no time or place yet.", "{n} meetings have no time or place yet.", missing)


def page_of_plan(_facts: MeetingPlan) -> str:
    """Return where meetings are planned."""
    return "meetings"


def _tables(facts: MeetingPlan, tr: Translator) -> Iterator[Block]:
    """Yield the meetings, parted at the turn of the year where they go over it."""
    columns = tuple(Column(tr(_COLUMNS[key][0]), _COLUMNS[key][1]) for key in facts.columns)
    autumn = [one for one in facts.meetings if one.row.held_on.month >= FIRST_MONTH]
    spring = [one for one in facts.meetings if one.row.held_on.month < FIRST_MONTH]
    halves = [(N_("Autumn"), autumn), (N_("Spring"), spring)]
    for title, some in halves if autumn and spring else [("", list(facts.meetings))]:
        if title:
            yield Heading(tr(title))
        rows = tuple(Row(_cells(one, facts.columns, tr)) for one in some)
        yield Table(columns, rows, tr(title), tr(N_("Half-year")) if title else "")


def _cells(one: Planned, keys: Sequence[str], tr: Translator) -> tuple[str | date | None, ...]:
    row = one.row
    whose = say_whose(row, tr)
    cells: dict[str, str | date | None] = {
        "day": tr.long_date(row.held_on),
        "time": say_time(row),
        "meeting": tr(N_("{meeting} (cancelled)"), meeting=whose) if row.cancelled_on is not None else whose,
        "place": say_where(row, tr),
        "input": one.input_by,
        "notice": one.notice_by,
        "papers": one.papers_by,
    }
    return tuple(cells[key] for key in keys)


def _planned(session: Session, row: MeetingRow) -> Planned:
    days = deadlines(session, row)
    return Planned(row, days.input_by, days.notice_by, days.papers_by)


def _may_have(row: MeetingRow, audience: str) -> bool:
    """Say whether an audience is told of a meeting: of the school's own only those who work there."""
    return audience in (OFFICE, "staff") or row.kind not in _NOT_PUBLIC


def _calendar(facts: MeetingPlan, tr: Translator) -> bytes:
    school = facts.frame.school.name if facts.frame.school else ""
    return calendar_of([one.row for one in facts.meetings], tr, school=school)


MEETING_PLAN = Report(
    id="meeting-plan",
    title=TITLE,
    audiences=(MEMBERS, PUBLIC, "staff", OFFICE),
    subjects=plan_subjects,
    collect=collect_plan,
    compose=compose_plan,
    formats=("pdf", "xlsx", "docx", "ics"),
    writers={"ics": _calendar},
    columns=tuple(
        ReportColumn(key, title, chosen=key in ("day", "time", "meeting", "place"))
        for key, (title, _) in _COLUMNS.items()
    ),
    remark=remark_on_plan,
    remark_page=page_of_plan,
)
