"""Who must be reached otherwise than by e-mail and SMS, and why?

*Må nås på annen måte*: the paper beside an e-mail to a class. For the office alone; a protected person is reached
through the office, and no number of theirs stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import class_and_group_subjects, sections_for
from app.contacts.reaching.rules import GUARDIANS, REASONS, THEMSELVES, Recipient, reach, said_about
from app.contacts.reports.frame import Frame, ListSection, frame_of, list_document
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Column, Document, Row


@dataclass(frozen=True)
class ReachList:
    """The facts: those who are reached otherwise, each once, also where they have pupils in several classes."""

    frame: Frame
    section: ListSection[Recipient]


def collect_reach_list(session: Session, request: ReportRequest) -> ReachList:
    """Read who is to be reached of a class, a group, those chosen or the school. Raises UserError."""
    sections = sections_for(session, request)
    everybody = [person for section in sections for person in section.people]
    found = reach(session, everybody, request.option("to") or GUARDIANS, request.year, request.on)
    return ReachList(frame_of(session, request, sections), ListSection("", found.otherwise, is_class=False))


def compose_reach_list(facts: ReachList, tr: Translator) -> Document:
    """Make the list: name, which pupil it is about, why, and the phone if there is one."""
    columns = [
        Column(tr(N_("Name")), 30),
        Column(tr(N_("About")), 30),
        Column(tr(N_("Why")), 32),
        Column(tr(N_("Phone")), 16, "phone"),
    ]

    def row(one: Recipient) -> Row:
        phones = "\n".join(map(tr.phone, one.phones))
        return Row((one.person.name, said_about(one), tr(REASONS[one.reason]), phones))

    title = tr(N_("Must be reached otherwise"))
    if facts.frame.subject:
        title = f"{title}: {facts.frame.subject}"
    people = {one.id for one in facts.section.rows}
    return list_document(facts.frame, tr, title, [facts.section], columns, row, people)


REACH_LIST = Report(
    id="reach-list",
    title=N_("Must be reached otherwise"),
    audiences=("office",),
    subjects=class_and_group_subjects,
    collect=collect_reach_list,
    compose=compose_reach_list,
    options=(
        ReportOption(
            "to",
            N_("What concerns a pupil goes to"),
            "choice",
            default=GUARDIANS,
            choices=((GUARDIANS, N_("The guardians")), (THEMSELVES, N_("The pupils themselves"))),
        ),
    ),
    takes_people=True,
)
