"""What does a contact teacher need at the parents' meeting where the class elects? (*Foreldremøtepakke*)

One file: agenda, attendance sheet, ballots, tally, protocol to fill in, and what is reported back to the office.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.listed import allowed_for, class_subjects, sections_for
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Enclosure, Report, ReportOption, ReportRequest
from app.documents.model import Block, Document, Heading
from app.elections.reports.agenda import agenda_blocks, no_election
from app.elections.reports.attendance import attendance_table, attending, not_called_in
from app.elections.reports.ballots import COPIES, NAMES, PER_SHEET, BallotWish, ballot_blocks, named_on_ballots
from app.elections.reports.electing import ElectingClass, electing_classes, people_of
from app.elections.reports.remarks import said_left_out
from app.elections.reports.to_fill_in import protocol_blocks, report_blocks, tally_blocks

TITLE = N_("Parents' meeting package")


@dataclass(frozen=True)
class MeetingPackage:
    """The facts: the classes with what they elect, and what was said of the meeting.

    ``meeting`` is when and where, ``items`` what is on the agenda besides, ``deadline`` when the office must know.
    ``enclosed`` is what other features lay in the package, the same for every class.
    """

    frame: Frame
    classes: tuple[ElectingClass, ...]
    wish: BallotWish
    with_ballots: bool
    meeting: str
    items: tuple[str, ...]
    deadline: date | None
    enclosed: tuple[Enclosure, ...] = ()


def collect_package(session: Session, request: ReportRequest) -> MeetingPackage:
    """Read the class asked for, or every class. Raises UserError for an unknown one."""
    classes = electing_classes(session, request, allowed_for(session, request))
    by = request.option("deadline")
    return MeetingPackage(
        frame_of(session, request, sections_for(session, request)),
        classes,
        BallotWish.of(request),
        request.is_ticked("ballots"),
        request.option("meeting").strip(),
        tuple(filter(None, map(str.strip, request.option("items").splitlines()))),
        date.fromisoformat(by) if by else None,
        _enclosed(session, request),
    )


def compose_package(facts: MeetingPackage, tr: Translator) -> Document:
    """Make the package: each paper begins a page of its own, class by class."""
    blocks: list[Block] = []
    for one in facts.classes:
        blocks += _of_class(facts, one, tr)
        for enclosure in facts.enclosed:
            blocks += enclosure.blocks(tr)
    people = people_of(facts.classes) | (named_on_ballots(facts.classes, facts.wish) if facts.with_ballots else set())
    for one in facts.classes:
        people |= {pupil.id for pupil in one.pupils} | attending(one)
    title = " ".join(filter(None, (tr(TITLE), facts.frame.subject)))
    return framed(facts.frame, tr, title, blocks, people)


def _enclosed(session: Session, request: ReportRequest) -> tuple[Enclosure, ...]:
    hooks = session.info.get("hooks")
    if hooks is None or not request.is_ticked("enclosed"):
        return ()
    return tuple(one for found in hooks.run("package_papers", session, request) for one in found)


def _of_class(facts: MeetingPackage, one: ElectingClass, tr: Translator) -> Iterator[Block]:
    school = facts.frame.school
    meeting = facts.meeting or _planned_for(one, tr)

    def paper(title: str) -> Heading:
        return Heading(tr(title, name=one.name), apart=True)

    yield paper(N_("Parents' meeting {name}"))
    yield from agenda_blocks(one, meeting, facts.items, school, tr)
    yield paper(N_("Attendance {name}"))
    yield attendance_table(one, tr)
    up = [post for post in one.posts if post.is_up]
    if not up:
        yield no_election(tr)
        return
    if facts.with_ballots:
        for post in up:
            yield from ballot_blocks(post, one.name, facts.wish, school, tr)
        yield paper(N_("Tally {name}"))
        for post in up:
            names = tuple(person.full_name for person in post.candidates) if facts.wish.with_names else ()
            yield from tally_blocks(post, one.name, names, school, tr)
    yield paper(N_("Election protocol {name}"))
    yield from protocol_blocks(one, meeting, school, tr)
    yield paper(N_("Report to the office {name}"))
    yield from report_blocks(one, tr.long_date(facts.deadline) if facts.deadline else "", school, tr)


def _planned_for(one: ElectingClass, tr: Translator) -> str:
    """Return when and where the election is planned to be held, as far as it has been written down."""
    planned = [post.election for post in one.posts if post.election is not None]
    day = next((election.held_on for election in planned if election.held_on is not None), None)
    where = next((election.meeting for election in planned if election.meeting), "")
    return ", ".join(filter(None, (tr.long_date(day) if day else "", where)))


def remark_on_package(facts: MeetingPackage, tr: Translator) -> str:
    """Say who stands on no sheet: those for whom the office must see to it otherwise."""
    hidden = sum(one.hidden for one in facts.classes)
    outside = sum(not_called_in(one) for one in facts.classes)
    said = [said_left_out(facts.classes, tr, names_candidates=facts.with_ballots and facts.wish.with_names)]
    if hidden:
        said.append(
            tr.n(
                "{n} pupil stands on no sheet with the guardians, since the address is protected. "
                "See to the family yourselves.",
                "{n} pupils stand on no sheet with their guardians, since the addresses are protected. "
                "See to the families yourselves.",
                hidden,
            )
        )
    if outside:
        said.append(
            tr.n(
                "{n} guardian without parental responsibility, with a contact ban or informed on request only does not "
                "stand on the attendance sheet.",
                "{n} guardians without parental responsibility, with a contact ban or informed on request only do not "
                "stand on the attendance sheet.",
                outside,
            )
        )
    if any(not one.posts for one in facts.classes):
        said.append(
            tr(N_("A class elects nobody here: add FAU and the parent contacts on the page of councils first."))
        )
    return " ".join(filter(None, said))


def page_of_remark(facts: MeetingPackage) -> str:
    """Return the page where the bodies are added that the classes elect."""
    return "bodies" if any(not one.posts for one in facts.classes) else ""


MEETING_PACKAGE = Report(
    id="parent-meeting-package",
    title=TITLE,
    audiences=("election_officer",),
    subjects=class_subjects,
    collect=collect_package,
    compose=compose_package,
    options=(
        ReportOption("meeting", N_("Date, time and room"), "line", most=120),
        ReportOption("deadline", N_("Report to the office by"), "date"),
        ReportOption("items", N_("Also on the agenda"), "lines", most=600, hint=N_("One item on each line.")),
        ReportOption("ballots", N_("With ballots and a tally"), "check", default="yes"),
        ReportOption("enclosed", N_("With the poster of the plan, once it is adopted"), "check", default="yes"),
        NAMES,
        PER_SHEET,
        COPIES,
    ),
    remark=remark_on_package,
    remark_page=page_of_remark,
)
