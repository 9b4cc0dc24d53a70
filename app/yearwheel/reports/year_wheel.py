"""What does the school year look like? The yearly wheel (*Årshjul*) to hang up, with its list on page two."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.core.schoolyear import year_name
from app.documents.drawing import Drawing
from app.documents.model import Block, Document, Paragraph, Picture
from app.meetings.queries import meetings_in
from app.meetings.reports.frame import MEMBERS, OFFICE, PUBLIC
from app.meetings.rows import MeetingRow
from app.yearwheel.queries import rings, wheel
from app.yearwheel.reports.calendar_file import calendar_of
from app.yearwheel.reports.chosen_rings import rings_called, rings_for
from app.yearwheel.reports.hushed import hush_for, may_know, told_of
from app.yearwheel.reports.listed import list_table, said_aloud, sheet_table
from app.yearwheel.rows import Wheel

TITLE = N_("Yearly wheel")
JANUARY, AUGUST = 1, 8
SHOWN = "shown"
NOTHING_YET = N_("There is nothing in the yearly wheel of this year yet.")


@dataclass(frozen=True)
class WheelFacts:
    """The facts: the wheel with what comes up in the rings that are shown, and the meetings some of it has become.

    ``ring`` is the one ring it is about ("" : several), ``limits`` what else it is limited to. ``responsible`` and
    ``notes`` say whether the readers may have what the office has typed about who does it, and beside it.
    """

    frame: Frame
    wheel: Wheel
    meetings: Mapping[int, MeetingRow]
    ring: str
    start_month: int
    paper: str
    with_list: bool
    responsible: bool
    notes: bool
    limits: str = ""


def wheel_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the rings, the outermost first."""
    return tuple(ring.name for ring in rings(session))


def collect_wheel(session: Session, request: ReportRequest) -> WheelFacts:
    """Read the wheel of a year, of the rings asked for that its readers may see. Raises UserError for unknown rings."""
    start_month = JANUARY if request.option("start") == "january" else AUGUST
    found = wheel(session, request.year, request.on)
    seen = rings_for(found.rings, request.audience)
    shown = rings_called(seen, request.option("rings"), "rings")
    ring = ""
    if request.subject is not None:
        shown = rings_called(seen, request.subject, "subject")
        ring = ", ".join(one.name for one in shown)
    ids = {one.id for one in shown}
    occurrences = tuple(one for one in found.occurrences if one.ring.id in ids)
    hush = hush_for(session, request.audience, request.on)
    wanted = {meeting for one in occurrences for meeting in one.meetings}
    meetings = {
        row.id: replace(row, title=hush(row.title), place=hush(row.place))
        for row in meetings_in(session, request.year)
        if row.id in wanted and may_know(row, request.audience)
    }
    return WheelFacts(
        frame=frame_of(session, request),
        wheel=replace(
            found,
            rings=tuple(replace(one, name=hush(one.name)) for one in shown),
            occurrences=told_of(occurrences, meetings, hush),
        ),
        meetings=meetings,
        ring=hush(ring),
        start_month=start_month,
        paper=request.option("paper"),
        with_list=request.is_ticked("list"),
        responsible=request.audience != PUBLIC,
        notes=request.audience == OFFICE,
    )


def only_shown(keys: Collection[str], limits: str) -> Report:
    """Return the paper of what a page shows alone, as long as that is ticked; ``limits`` says what that is."""

    def collect(session: Session, request: ReportRequest) -> WheelFacts:
        facts = collect_wheel(session, request)
        if not request.is_ticked(SHOWN):
            return facts
        rows = tuple(one for one in facts.wheel.occurrences if one.key in keys)
        wanted = {meeting for one in rows for meeting in one.meetings}
        meetings = {key: row for key, row in facts.meetings.items() if key in wanted}
        said = hush_for(session, request.audience, request.on)(limits)
        return replace(facts, wheel=replace(facts.wheel, occurrences=rows), meetings=meetings, limits=said)

    option = ReportOption(SHOWN, N_("Only what the filters let through"), "check", default="yes")
    return replace(YEAR_WHEEL, collect=collect, options=(*YEAR_WHEEL.options, option))


def compose_wheel(facts: WheelFacts, tr: Translator) -> Document:
    """Make the paper: the wheel on a page of its own, and the list, if it is wanted."""
    blocks: list[Block] = [Picture(drawing_of(facts, tr), tr(TITLE))]
    if facts.with_list:
        blocks.append(_list(facts, tr))
    return _framed(facts, tr, blocks)


def drawing_of(facts: WheelFacts, tr: Translator) -> Drawing:
    """Return the wheel as it is drawn on its sheet; what it shows in words is the list."""
    from app.yearwheel.geometry.layout import layout
    from app.yearwheel.geometry.sheet import A3, A4
    from app.yearwheel.looks import PAPER
    from app.yearwheel.scene import scene_of

    school = facts.frame.school.name if facts.frame.school else ""
    printed = tr(N_("Printed {date}"), date=tr.date(facts.frame.printed_on))
    scene = scene_of(
        facts.wheel,
        tr,
        ring_ids=[ring.id for ring in facts.wheel.rings],
        start_month=facts.start_month,
        school=" · ".join(filter(None, (school, facts.limits))),
        footer=printed,
        head=f"{tr(TITLE)} {facts.ring}".strip(),
    )
    drawing = layout(scene, A3 if facts.paper == "A3" else A4, PAPER).drawing
    return replace(drawing, alt=spoken(facts, tr))


def spoken(facts: WheelFacts, tr: Translator) -> str:
    """Return what the wheel shows in words: its list."""
    school = facts.frame.school.name if facts.frame.school else ""
    head = f"{_title(facts, tr)} {year_name(facts.wheel.year)}. {school}".strip()
    listed = said_aloud(facts.wheel.occurrences, tr, responsible=facts.responsible)
    return f"{head}\n{listed or tr(NOTHING_YET)}"


def remark_on_wheel(facts: WheelFacts, tr: Translator) -> str:
    """Say what has no day yet, and is therefore on the list alone."""
    missing = sum(one.first is None for one in facts.wheel.occurrences)
    if not missing:
        return ""
    return tr.n(
        "{n} entry has no day yet, and stands on the list alone.",
        "{n} entries have no day yet, and stand on the list alone.",
        missing,
    )


def page_of_wheel(_facts: WheelFacts) -> str:
    """Return where the wheel is looked after."""
    return "yearwheel"


def _title(facts: WheelFacts, tr: Translator) -> str:
    named = f"{tr(TITLE)} {facts.ring}".strip()
    return tr(N_("{title}, only {limits}"), title=named, limits=facts.limits) if facts.limits else named


def _framed(facts: WheelFacts, tr: Translator, blocks: list[Block]) -> Document:
    document = framed(facts.frame, tr, _title(facts, tr), blocks, (), landscape=True)
    return replace(document, paper="A3" if facts.paper == "A3" else "A4")


def _list(facts: WheelFacts, tr: Translator) -> Block:
    rows = facts.wheel.occurrences
    if not rows:
        return Paragraph(tr(NOTHING_YET))
    return list_table(rows, tr, ring=not facts.ring, responsible=facts.responsible)


def _workbook(facts: WheelFacts, tr: Translator) -> bytes:
    from app.documents.xlsx import write_xlsx

    rows = facts.wheel.occurrences
    table = sheet_table(rows, tr, responsible=facts.responsible, notes=facts.notes)
    file = BytesIO()
    write_xlsx(replace(_framed(facts, tr, [table]), paper="A4"), file)
    return file.getvalue()


def _svg(facts: WheelFacts, tr: Translator) -> bytes:
    from app.documents.drawing_svg import svg_of

    return svg_of(drawing_of(facts, tr), f"{_title(facts, tr)} {year_name(facts.wheel.year)}", tr.language)


def _png(facts: WheelFacts, tr: Translator) -> bytes:
    from app.documents.page_picture import first_page_png

    return first_page_png(_framed(facts, tr, [Picture(drawing_of(facts, tr))]))


def _calendar(facts: WheelFacts, tr: Translator) -> bytes:
    school = facts.frame.school
    known_by = (school.organisation_number or school.name) if school else ""
    name = f"{_title(facts, tr)} {school.name if school else ''}".strip()
    return calendar_of(facts.wheel.occurrences, facts.meetings, tr, school=known_by, name=name)


YEAR_WHEEL = Report(
    id="year-wheel",
    title=TITLE,
    audiences=("staff", MEMBERS, PUBLIC, OFFICE),
    subjects=wheel_subjects,
    collect=collect_wheel,
    compose=compose_wheel,
    formats=("pdf", "xlsx", "svg", "png", "ics"),
    writers={"xlsx": _workbook, "svg": _svg, "png": _png, "ics": _calendar},
    options=(
        ReportOption("paper", N_("Size of the sheet"), "choice", default="A4", choices=(("A4", "A4"), ("A3", "A3"))),
        ReportOption(
            "start",
            N_("At the top of the wheel"),
            "choice",
            default="august",
            choices=(("august", N_("August")), ("january", N_("January"))),
        ),
        ReportOption("list", N_("The list on page two"), "check", default="yes"),
        ReportOption(
            "rings",
            N_("Only these rings"),
            "line",
            hint=N_("Their names with commas between them; all of them if nothing is written."),
            most=400,
        ),
    ),
    remark=remark_on_wheel,
    remark_page=page_of_wheel,
    whole=N_("All rings"),
)
