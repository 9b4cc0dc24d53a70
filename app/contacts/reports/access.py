"""What is held of one person, where from, and who has had it? For who asks to see it (GDPR art. 15, *Innsynsrapport*).

The file's name, its bookmarks and its metadata never name the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.about import about_person
from app.contacts.listed import ListedPerson, allowed_for, no_subjects, people_for
from app.contacts.provenance import PaperRow, looks_at, papers_with
from app.contacts.reports.frame import Frame, frame_of, framed
from app.contacts.reports.recall import say_paper
from app.core.about import AboutPart, AboutRow, Saying, Source
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table

TITLE = N_("Access report")


@dataclass(frozen=True)
class AccessReport:
    """Whom it is about, what each feature holds, the papers they stood on and who looked at what is protected."""

    frame: Frame
    person: ListedPerson
    parts: tuple[AboutPart, ...]
    papers: tuple[PaperRow, ...]
    looks: tuple[PaperRow, ...]


def collect_access(session: Session, request: ReportRequest) -> AccessReport:
    """Read everything that is held of the person chosen. Raises UserError where there is no such person."""
    person_id = (request.people or (0,))[0]
    person = people_for(session, [person_id], allowed_for(session, request)).get(person_id)
    if person is None:
        raise UserError(N_("This paper is about one person. Choose whom."), field="people")
    hooks = session.info.get("hooks")
    told = hooks.run("about_person", session, person_id) if hooks is not None else [about_person(session, person_id)]
    return AccessReport(
        frame_of(session, request),
        person,
        tuple(part for parts in told for part in parts),
        papers_with(session, (person_id,)),
        looks_at(session, person_id),
    )


def compose_access(facts: AccessReport, tr: Translator) -> Document:
    """Make the report: a table for each part, then the papers and the looks."""
    about = tr(N_("About {name}"), name=facts.person.full_name)
    if facts.person.born is not None:
        about = tr(N_("About {name}, born {date}"), name=facts.person.full_name, date=tr.date(facts.person.born))
    blocks: list[Block] = [
        Paragraph(about, "lead"),
        Paragraph(
            tr(N_("This is what the school holds of the person in this program, and where each of it came from."))
        ),
    ]
    for part in facts.parts:
        blocks += [Heading(tr(part.title)), _held(part, tr)]
    blocks.append(Heading(tr(N_("Papers the person stood on"))))
    blocks.append(_papers(facts.papers, tr) if facts.papers else Paragraph(tr(N_("None that were handed out."))))
    if facts.looks:
        blocks += [Heading(tr(N_("Who has looked at what is protected"))), _steps(facts.looks, tr)]
    blocks += [
        Heading(tr(N_("What you can do"))),
        Paragraph(
            tr(
                N_(
                    "If something is wrong, tell the school, and it will be corrected. You can ask for something to be "
                    "deleted, and you can complain to Datatilsynet, the data protection authority."
                )
            )
        ),
        Paragraph(tr(N_("What stood here before is kept in the program's history and in its backups.")), "small"),
    ]
    people = {facts.person.id, *(one for part in facts.parts for row in part.rows for one in row.people)}
    return framed(facts.frame, tr, tr(TITLE), blocks, people, audience=tr(N_("Whom it is about")))


def _held(part: AboutPart, tr: Translator) -> Table:
    columns = (Column(tr(N_("What")), 24), Column(tr(N_("On record")), 40), Column(tr(N_("Where from")), 36))
    rows = tuple(Row((tr(row.what), _said(row, tr), _source(row.source, tr))) for row in part.rows)
    return Table(columns, rows, section=tr(part.title), section_title=tr(N_("Part")))


def _papers(papers: Sequence[PaperRow], tr: Translator) -> Table:
    columns = (
        Column(tr(N_("When")), 22),
        Column(tr(N_("Paper")), 40),
        Column(tr(N_("For whom")), 20),
        Column(tr(N_("By whom")), 18),
    )
    said = ((one, say_paper(one, tr)) for one in papers)
    rows = tuple(Row((tr.time_stamp(one.made_at), paper.paper, paper.audience, one.made_by)) for one, paper in said)
    return Table(columns, rows)


def _steps(papers: Sequence[PaperRow], tr: Translator) -> Table:
    columns = (Column(tr(N_("When")), 22), Column(tr(N_("What")), 58), Column(tr(N_("By whom")), 20))
    return Table(
        columns,
        tuple(Row((tr.time_stamp(one.made_at), tr.say(one.label, one.arguments), one.made_by)) for one in papers),
    )


def _said(row: AboutRow, tr: Translator) -> str:
    return "\n".join(_line(line, tr) for line in row.lines)


def _line(line: str | date | Saying, tr: Translator) -> str:
    if isinstance(line, Saying):
        values = {key: tr.date(one) if isinstance(one, date) else one for key, one in line.values.items()}
        return tr.say(line.msgid, values)
    return tr.date(line) if isinstance(line, date) else tr.phone(line)


def _source(source: Source | None, tr: Translator) -> str:
    if source is None:
        return ""
    when = tr(N_("{date}, {name}"), date=tr.date(source.made_at), name=source.made_by)
    told = tr(N_("told by {name}"), name=source.told_by) if source.told_by else ""
    return "\n".join(filter(None, (tr.say(source.label, source.arguments), when, told)))


ACCESS_REPORT = Report(
    id="access-report",
    title=TITLE,
    audiences=("office",),
    subjects=no_subjects,
    collect=collect_access,
    compose=compose_access,
    takes_people=True,
    per_person=True,
)
