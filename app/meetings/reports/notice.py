"""Who is called to a meeting, when and where, and what about? (*Innkalling*)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Document, Facts, FormField, Paragraph
from app.meetings.reports.agenda import (
    OWN_COPY,
    PAPERS,
    Agenda,
    agenda_blocks,
    agenda_of,
    cancelled,
    own_notes,
    page_of_agenda,
    paper_blocks,
    paper_of,
    remark_on_agenda,
    when_and_where,
)
from app.meetings.reports.calendar_file import calendar_of
from app.meetings.reports.frame import (
    MEMBERS,
    NEXT_MEETING,
    OFFICE,
    PUBLIC,
    Standing,
    meeting_of,
    meeting_subjects,
    people_in,
    remark_on_held_back,
    say_all,
    say_standing,
    standings,
)
from app.meetings.reports.public_minutes import GUARDED
from app.meetings.rows import MeetingDetail
from app.meetings.seating import seated_at
from app.meetings.words import join_names, name_in, say_meeting, short_name
from db.models import Meeting

TITLE = N_("Notice of meeting")


@dataclass(frozen=True)
class Notice:
    """The facts: the agenda, and those who are called: the members of each body (bokmål, nynorsk), and deputies."""

    agenda: Agenda
    members: Mapping[tuple[str, str], tuple[Standing, ...]]
    deputies: tuple[Standing, ...]

    @property
    def called(self) -> tuple[Standing, ...]:
        """Everybody who is called."""
        return (*(one for some in self.members.values() for one in some), *self.deputies)


def collect_notice(session: Session, request: ReportRequest) -> Notice:
    """Read the meeting asked for, by name or id, or the next one. Raises UserError."""
    return notice_of(session, request, meeting_of(session, request))


def notice_of(session: Session, request: ReportRequest, detail: MeetingDetail) -> Notice:
    """Read the notice of a meeting for an audience."""
    row = detail.row
    seated = [(one.body_id, one.person_id) for one in seated_at(session, session.get_one(Meeting, row.id))]
    called_in = [
        one.person_id
        for one in detail.attendance
        if one.capacity in ("deputy", "extra") and one.person_id is not None and one.attended != "absent"
    ]
    ids = [*(person for _, person in seated), *called_in]
    found = standings(session, row, ids, request.audience, request.on)
    names = dict(zip(row.bodies, row.body_names, strict=True))
    members = {
        name: tuple(found[person] for body, person in seated if body == body_id) for body_id, name in names.items()
    }
    return Notice(agenda_of(session, request, detail), members, tuple(found[one] for one in dict.fromkeys(called_in)))


def compose_notice(facts: Notice, tr: Translator) -> Document:
    """Make the notice: when, where and who, the agenda, and the papers of the cases where they were asked for."""
    agenda, row = facts.agenda, facts.agenda.meeting.row
    audience = agenda.meeting.frame.audience
    blocks: list[Block] = [*cancelled(row, audience, tr), Facts(tuple(_head(facts, tr)))]
    if facts.called and row.cancelled_on is None and audience != PUBLIC:
        blocks.append(Paragraph(_whom_to_tell(agenda, tr)))
    if row.cancelled_on is None:
        blocks += [*agenda_blocks(agenda, tr), *own_notes(agenda, tr), *paper_blocks(agenda, tr)]
    meeting = say_meeting(row, tr)
    if row.cancelled_on is not None:
        title = tr(N_("Cancelled: {meeting}"), meeting=meeting)
    elif row.kind == "body" and row.body_names:
        title = tr(N_("Notice of meeting of {body}"), body=meeting)
    else:
        title = tr(N_("Notice: {meeting}"), meeting=meeting)
    return paper_of(agenda, tr, title, blocks, people_in(facts.called))


def remark_on_notice(facts: Notice, tr: Translator) -> str:
    """Say who is not named, which papers are left out, and what is still to be said of the meeting."""
    row = facts.agenda.meeting.row
    held_back = remark_on_held_back((*facts.called, *facts.agenda.standing), tr)
    said = [remark_on_agenda(facts.agenda, tr), held_back]
    if held_back and remark_on_held_back(facts.agenda.standing, tr):
        said[0] = said[0].replace(remark_on_held_back(facts.agenda.standing, tr), "").strip()
    if row.starts_at is None or not row.place:
        said.append(tr(N_("Time or place is not written down yet; the paper has a line for it.")))
    return " ".join(filter(None, said))


def page_of_notice(facts: Notice) -> str:
    """Return where a notice is put right."""
    return page_of_agenda(facts.agenda)


def _head(facts: Notice, tr: Translator) -> Iterator[FormField]:
    meeting = facts.agenda.meeting
    yield from when_and_where(meeting.row, tr)
    is_held = meeting.row.cancelled_on is None
    if is_held and meeting.chair is not None:
        yield FormField(tr(N_("Chair of the meeting")), say_standing(meeting.chair, tr))
    if is_held and meeting.minute_taker is not None:
        yield FormField(tr(N_("Minute taker")), say_standing(meeting.minute_taker, tr))
    yield from _called(facts, tr)


def _called(facts: Notice, tr: Translator) -> Iterator[FormField]:
    """Yield who is called: of several bodies those who sit in the same ones together."""
    row = facts.agenda.meeting.row
    if any(facts.members.values()):
        yield FormField(tr(N_("Those called")), "\n".join(_by_bodies(facts.members, tr)))
    if facts.deputies:
        yield FormField(tr(N_("Deputies called in")), say_all(facts.deputies, tr))
    if row.kind == "parents":
        whom = row.class_name or ("" if row.grade is None else tr(N_("grade {grade}"), grade=row.grade))
        yield FormField(
            tr(N_("Those called")),
            tr(N_("The parents of {name}"), name=whom) if whom else tr(N_("The parents of the school")),
        )
    elif row.kind == "staff":
        yield FormField(tr(N_("Those called")), tr(N_("The staff")))


def _by_bodies(members: Mapping[tuple[str, str], tuple[Standing, ...]], tr: Translator) -> Iterator[str]:
    """Yield "SU og SMU: …", "Bare SMU: …", each person once; of a single body the names alone."""
    if len(members) == 1:
        yield from (say_all(some, tr) for some in members.values())
        return
    sits_in: dict[int, tuple[Standing, list[str]]] = {}
    for names, some in members.items():
        for one in some:  # the same object in each body; two who must not be named may look the same
            sits_in.setdefault(id(one), (one, []))[1].append(short_name(name_in(names, tr.language)))
    together: dict[tuple[str, ...], list[Standing]] = {}
    for one, bodies in sits_in.values():
        together.setdefault(tuple(bodies), []).append(one)
    for among, those in sorted(together.items(), key=lambda found: -len(found[0])):
        said = join_names(among, tr)
        is_part = any(set(among) < set(others) for others in together)
        whose = tr(N_("{body} only"), body=said) if is_part else said
        yield f"{whose}: {say_all(those, tr)}"


def _whom_to_tell(agenda: Agenda, tr: Translator) -> str:
    school = agenda.meeting.frame.school
    contact = ", ".join(filter(None, (tr.phone(school.phone), school.email))) if school is not None else ""
    if not contact:
        return tr(N_("If you cannot come, tell the school as soon as you can, so that a deputy can be called in."))
    return tr(
        N_("If you cannot come, tell the school ({contact}) as soon as you can, so that a deputy can be called in."),
        contact=contact,
    )


def _calendar(facts: Notice, tr: Translator) -> bytes:
    meeting = facts.agenda.meeting
    return calendar_of([meeting.row], tr, school=meeting.frame.school.name if meeting.frame.school else "")


MEETING_NOTICE = Report(
    id="meeting-notice",
    title=TITLE,
    audiences=(MEMBERS, PUBLIC, OFFICE),
    subjects=meeting_subjects,
    collect=collect_notice,
    compose=compose_notice,
    formats=("pdf", "docx", "xlsx", "ics"),
    writers={"ics": _calendar},
    options=(PAPERS, OWN_COPY, *GUARDED),
    remark=remark_on_notice,
    remark_page=page_of_notice,
    whole=NEXT_MEETING,
)
