"""Who must be reached otherwise than by e-mail and SMS, and why?

*Må nås på annen måte*: the paper beside an e-mail to a class. For the office alone; a protected person is reached
through the office, and no number of theirs stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import class_and_group_subjects, sections_for
from app.contacts.reaching import GUARDIANS, REASONS, THEMSELVES, Recipient, reach, said_about
from app.contacts.reports.frame import Frame, ListSection, frame_of, list_document
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Column, Document, Row


@dataclass(frozen=True)
class ReachList:
    """The facts: sections of those who are reached otherwise."""

    frame: Frame
    sections: tuple[ListSection[Recipient], ...]


def collect_reach_list(session: Session, request: ReportRequest) -> ReachList:
    """Read who is to be reached, class by class or as they were chosen. Raises UserError for an unknown class."""
    sections = sections_for(session, request)
    to = request.option("to") or GUARDIANS
    listed = [
        ListSection(
            section.name,
            reach(session, section.people, to, request.year, request.on).otherwise,
            is_class=section.is_class,
        )
        for section in sections
    ]
    return ReachList(frame_of(session, request, sections), tuple(one for one in listed if one.rows or len(listed) == 1))


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
    people = {one.id for section in facts.sections for one in section.rows}
    return list_document(facts.frame, tr, title, facts.sections, columns, row, people)


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
