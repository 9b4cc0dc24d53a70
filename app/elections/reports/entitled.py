"""Who may vote in the class, with how many votes, and who has voted? (*Stemmeberettigede*)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import allowed_for, class_subjects, sections_for
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.elections.reports.electing import WHO, ElectingClass, Voters, electing_classes
from app.elections.reports.naming import seat_name
from app.elections.reports.remarks import said_banned, said_left_out
from app.elections.words import join_names


@dataclass(frozen=True)
class EntitledLists:
    """The facts: the classes with what they elect, and whether the pupils vote."""

    frame: Frame
    classes: tuple[ElectingClass, ...]
    by_pupils: bool


def collect_entitled(session: Session, request: ReportRequest) -> EntitledLists:
    """Read who may vote in the class asked for, or in every class. Raises UserError for an unknown class."""
    who = request.option("who")
    classes = electing_classes(session, request, allowed_for(session, request), who)
    return EntitledLists(frame_of(session, request, sections_for(session, request)), classes, who == "pupils")


def compose_entitled(facts: EntitledLists, tr: Translator) -> Document:
    """Make a list for each class: a row for each who votes, with a box to tick when they have."""
    blocks: list[Block] = []
    for one in facts.classes:
        if facts.frame.subject is None:
            blocks.append(Heading(_title(one.name, tr), apart=True))
        blocks.extend(_list(facts, one, tr))
    one_class = facts.frame.subject
    title = _title(one_class, tr) if one_class else tr(N_("Those entitled to vote"))
    return framed(facts.frame, tr, title, blocks, _people(facts))


def _title(class_name: str, tr: Translator) -> str:
    return tr(N_("Those entitled to vote, {name}"), name=class_name)


def _list(facts: EntitledLists, one: ElectingClass, tr: Translator) -> Iterator[Block]:
    if not one.posts:
        yield Paragraph(tr(N_("There is nobody to elect.")))
    for voters, seats in _by_voters(facts, one, tr):
        yield Paragraph(tr(N_("Election of {offices}"), offices=join_names(seats, tr)), "lead")
        yield Paragraph(tr.n("{n} vote in all", "{n} votes in all", voters.votes))
        yield _pupil_table(voters, one.name, tr) if voters.per_pupil else _table(facts, voters, one.name, tr)


def _by_voters(facts: EntitledLists, one: ElectingClass, tr: Translator) -> list[tuple[Voters, list[str]]]:
    """Return each electorate with what it elects; mostly one elects it all."""
    found: list[tuple[Voters, list[str]]] = []
    for post in one.posts:
        seat = seat_name(post.seat, post.body, facts.frame.school, tr)
        seats = next((seats for voters, seats in found if voters == post.voters), None)
        if seats is None:
            found.append((post.voters, [seat]))
        else:
            seats.append(seat)
    return found


def _table(facts: EntitledLists, voters: Voters, class_name: str, tr: Translator) -> Table:
    """A row for each person; where guardians vote, with their pupils in the class."""
    columns = [Column(tr(N_("Name")), 30)]
    if not facts.by_pupils:
        columns.append(Column(tr(N_("Guardian of")), 30))
    columns += [Column(tr(N_("Votes")), 8, "number"), Column(tr(N_("Has voted")), 10, "check")]
    rows = []
    for one in voters.voters:
        children = () if facts.by_pupils else ("\n".join(child.full_name for child in one.children),)
        rows.append(Row((one.person.name, *children, one.votes, None)))
    return Table(tuple(columns), tuple(rows), section=class_name, section_title=tr(N_("Class")))


def _pupil_table(voters: Voters, class_name: str, tr: Translator) -> Table:
    """A row for each pupil, whose guardians share the vote."""
    columns = (
        Column(tr(N_("Pupil")), 30),
        Column(tr(N_("One vote together")), 34),
        Column(tr(N_("Has voted")), 10, "check"),
    )
    rows = (Row((vote.pupil.name, "\n".join(one.full_name for one in vote.guardians), None)) for vote in voters.pupils)
    return Table(columns, tuple(rows), section=class_name, section_title=tr(N_("Class")))


def _people(facts: EntitledLists) -> set[int]:
    found = set()
    for one in facts.classes:
        for post in one.posts:
            if post.voters.per_pupil:
                found |= {vote.pupil.id for vote in post.voters.pupils}
                found |= {guardian.id for vote in post.voters.pupils for guardian in vote.guardians}
            else:
                found |= {voter.person.id for voter in post.voters.voters}
                if not facts.by_pupils:
                    found |= {child.id for voter in post.voters.voters for child in voter.children}
    return found


def remark_on_entitled(facts: EntitledLists, tr: Translator) -> str:
    """Say how many may vote who stand on no list, and whom the office must decide about."""
    posts = [post for one in facts.classes for post in one.posts]
    said = (said_left_out(facts.classes, tr, names_candidates=False), said_banned(posts, tr))
    return " ".join(filter(None, said))


ENTITLED = Report(
    id="entitled",
    title=N_("Those entitled to vote"),
    audiences=("election_officer", "office"),
    subjects=class_subjects,
    collect=collect_entitled,
    compose=compose_entitled,
    options=(ReportOption("who", N_("Those who vote"), "choice", default="parents", choices=WHO),),
    remark=remark_on_entitled,
)
