"""What does one read before a meeting, in one file: notice, agenda, case papers and attachments (*Møtemappe*)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Document, Heading, Paragraph
from app.meetings import queries
from app.meetings.reports.agenda import OWN_COPY, PAPERS, CaseOnPaper
from app.meetings.reports.case_words import say_number
from app.meetings.reports.frame import MEMBERS, NEXT_MEETING, OFFICE, is_shown, meeting_of, meeting_subjects, pupils_at
from app.meetings.reports.minutes import MINUTES, compose_minutes
from app.meetings.reports.notice import Notice, compose_notice, notice_of, page_of_notice, remark_on_notice
from app.meetings.reports.record import Record, record_of
from db import blobs

PDF = "application/pdf"


@dataclass(frozen=True)
class FolderFile:
    """A file that belongs to a case of the agenda; it rides along as it is where ``pages`` is 0."""

    case: CaseOnPaper
    name: str
    media_type: str
    data: bytes
    pages: int


@dataclass(frozen=True)
class LastMinutes:
    """The minutes that a case of the agenda approves, written here."""

    case: CaseOnPaper
    record: Record


@dataclass(frozen=True)
class Folder:
    """The facts: the notice with its agenda and case papers, and what is bound behind it."""

    notice: Notice
    minutes: tuple[LastMinutes, ...]
    files: tuple[FolderFile, ...]


def collect_folder(session: Session, request: ReportRequest) -> Folder:
    """Read the meeting asked for with the papers and files of its cases. Raises UserError."""
    wanted = replace(request, options={**request.options, PAPERS.key: "yes"})
    detail = meeting_of(session, wanted)
    notice = notice_of(session, wanted, detail)
    cases = notice.agenda.cases
    return Folder(
        notice,
        tuple(_last_minutes(session, wanted, cases, pupils_read=pupils_at(session, detail))),
        tuple(_files(session, cases)),
    )


def compose_folder(facts: Folder, tr: Translator) -> Document:
    """Make our own part of the folder; its pages count those that are bound behind."""
    from app.documents.binder import Part

    bound = _bound(facts, tr)
    return _document(facts, tr, sum(one.pages for one in bound if isinstance(one, Part)))


def folder_pdf(facts: Folder, tr: Translator) -> bytes:
    """Return the whole folder."""
    from app.documents.binder import Enclosed, Part, bind
    from app.documents.writer import pdf_bytes

    bound = _bound(facts, tr)
    parts = [one for one in bound if isinstance(one, Part)]
    document = _document(facts, tr, sum(part.pages for part in parts))
    enclosed = [one for one in bound if isinstance(one, Enclosed)]
    return bind(pdf_bytes(document), parts, enclosed, tr, heading=tr(N_("Attachments")))


def remark_on_folder(facts: Folder, tr: Translator) -> str:
    """Say which files cannot be shown as pages, and what is said of the notice."""
    alone = [file.name for file in facts.files if not file.pages]
    said = [remark_on_notice(facts.notice, tr)]
    if alone:
        said.append(
            tr.n(
                "This file cannot be shown as pages and rides along inside the PDF: {names}.",
                "{n} files cannot be shown as pages and ride along inside the PDF: {names}.",
                len(alone),
                names=", ".join(alone),
            )
        )
    return " ".join(filter(None, said))


def _page(facts: Folder) -> str:
    return page_of_notice(facts.notice)


def _document(facts: Folder, tr: Translator, followed_by: int) -> Document:
    notice = compose_notice(facts.notice, tr)
    people = notice.people.union(*(one.record.people for one in facts.minutes))
    blocks = (*notice.blocks, *_named(facts, tr))
    return replace(notice, blocks=blocks, people=people, followed_by=followed_by)


def _named(facts: Folder, tr: Translator) -> Iterator[Block]:
    """Yield a page for each file that has none of its own, so that nobody believes it was forgotten."""
    for file in facts.files:
        if file.pages:
            continue
        yield Heading(_title(file.case, file.name, tr), new_page=True)
        is_pdf = file.media_type == PDF or file.name.lower().endswith(".pdf")
        why = (
            N_("This PDF is locked or damaged, so its pages cannot be shown here.")
            if is_pdf
            else N_("This file is no PDF, so its pages cannot be shown here.")
        )
        yield Paragraph(tr(why))
        yield Paragraph(
            tr(N_("It rides along inside this PDF. Open the list of attachments in your PDF program to read it."))
        )


def _bound(facts: Folder, tr: Translator) -> list[object]:
    """Return the PDFs that are bound behind (Part), in the order of the cases, and files that ride along (Enclosed)."""
    from app.documents.binder import Enclosed, Part, pages_in
    from app.documents.writer import pdf_bytes

    agenda = facts.notice.agenda
    found: list[tuple[int, object]] = []
    order = {case.item.id: at for at, case in enumerate(agenda.cases)}
    for one in facts.minutes:
        document = replace(compose_minutes(one.record, tr), bound=True)
        data = pdf_bytes(document)
        title = _title(one.case, document.title, tr)
        found.append((order[one.case.item.id], Part(title, title, data, pages_in(data) or 0)))
    for file in facts.files:
        title = _title(file.case, file.name, tr)
        made = Part(title, title, file.data, file.pages) if file.pages else Enclosed(file.name, file.data)
        found.append((order[file.case.item.id], made))
    return [made for _, made in sorted(found, key=lambda one: one[0])]


def _title(case: CaseOnPaper, name: str, tr: Translator) -> str:
    """Return "Sak 12/26: plan.pdf"."""
    return f"{say_number(case.number, tr)}: {name}"


def _files(session: Session, cases: tuple[CaseOnPaper, ...]) -> Iterator[FolderFile]:
    from app.documents.binder import pages_in

    for case in cases:
        for one in case.item.attachments:
            data = blobs.get(session, one.sha256)
            yield FolderFile(case, one.file_name, one.media_type, data, pages_in(data) or 0)


def _last_minutes(
    session: Session, request: ReportRequest, cases: tuple[CaseOnPaper, ...], *, pupils_read: bool
) -> Iterator[LastMinutes]:
    """Yield the minutes to be approved that are written here; those that others wrote are attached to the case.

    In a combined evening pupils may get the minutes of a body without any.
    """
    for case in cases:
        meeting_id = case.item.approves_meeting_id
        if meeting_id is None or case.closed or not is_shown(case.item, request.audience):
            continue
        row = queries.meeting_row(session, meeting_id)
        if row.status not in ("held", "sent", "approved"):
            continue
        asked = MINUTES.filled(replace(request, subject=str(meeting_id), options={}))
        yield LastMinutes(
            case, record_of(session, asked, queries.meeting(session, meeting_id), pupils_read=pupils_read)
        )


MEETING_FOLDER = Report(
    id="meeting-folder",
    title=N_("Meeting folder"),
    audiences=(MEMBERS, OFFICE),
    subjects=meeting_subjects,
    collect=collect_folder,
    compose=compose_folder,
    formats=("pdf",),
    options=(OWN_COPY,),
    writers={"pdf": folder_pdf},
    remark=remark_on_folder,
    remark_page=_page,
    whole=NEXT_MEETING,
)
