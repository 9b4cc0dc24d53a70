"""How do the minutes leave the window: shown before they are printed, or as a Word document?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core import clock
from app.core.i18n import N_, translator
from app.core.schoolyear import year_of
from app.meetings.showing.papers import show_paper, subject_of
from app.shell.context import Context
from app.shell.dialog import choose_target

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.core.progress import Progress
    from app.documents.model import Document
    from app.meetings.rows import MeetingRow

MINUTES, PUBLIC_MINUTES, CASE_EXTRACT = "minutes", "public-minutes", "case-extract"


def show_minutes(parent: QWidget, context: Context, row: MeetingRow, report_id: str) -> None:
    """Open the preview of a paper about a meeting, or about the first of its cases.

    What is for the public is looked through for names first.
    """
    if report_id == CASE_EXTRACT:
        from app.meetings.reports import REPORTS

        context.preview(REPORTS, subject=context.read(first_case, row), on_paper=report_id)
    elif report_id == PUBLIC_MINUTES:
        from app.meetings.minuting.guarding import look_through

        look_through(parent, context, row, lambda: show_paper(context, row, report_id))
    else:
        show_paper(context, row, report_id)


def first_case(session: Session, row: MeetingRow) -> str | None:
    """Return how the paper calls the first case of a meeting that has a number; None where none has."""
    from app.meetings.reports.case_extract import case_subjects
    from app.meetings.subjects import subject_of as name_of

    begins = name_of(session, row) + ", "
    names = case_subjects(session, year_of(row.held_on))
    return next((name for name in names if name.startswith(begins)), None)


def save_as_word(parent: QWidget, context: Context, row: MeetingRow) -> None:
    """Ask where, and write the minutes as a document the office can go on with."""
    from app.meetings.words import say_meeting

    tr = context.tr
    told = replace(row, title="")  # nobody's name stands in that of a file, nor a title that may hold one
    name = tr(N_("Minutes of {meeting}"), meeting=say_meeting(told, tr)).replace("/", "-") + ".docx"
    kinds = tr(N_("Word document ({pattern})"), pattern="*.docx")
    choose_target(parent, tr, tr(N_("Save as a Word document")), kinds, name, lambda path: _write(context, row, path))


def _write(context: Context, row: MeetingRow, path: Path) -> None:
    """Write the minutes in the background, and note that they were handed out."""
    from app.core.report import ReportRequest
    from app.meetings.reports import REPORTS

    desk = context.paper_desk
    report = next((one for one in REPORTS if one.id == MINUTES), None)
    if desk is None or report is None:
        return
    path = path.with_suffix(".docx")
    request = ReportRequest(subject_of(context, row), report.audiences[0], year_of(row.held_on), clock.today())
    language = desk.language()

    def work(progress: Progress) -> Document:
        answered, facts = context.read(report.gathered, request)
        document = report.composed(answered, facts, translator(language))
        desk.write(report, facts, document, translator(language), path, progress)
        return document

    def done(document: Document) -> None:
        desk.note(report, request, document)
        context.notify(context.tr(N_("Saved as {name}."), name=path.name))

    context.run(N_("Writing the minutes"), work, done)
