"""How do the minutes leave the window: shown before they are printed, or as a Word document?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core import clock
from app.core.i18n import N_, translator
from app.core.schoolyear import year_of
from app.shell.context import Context
from app.shell.dialog import choose_target

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.documents.model import Document
    from app.meetings.rows import MeetingDetail, MeetingRow

MINUTES, PUBLIC_MINUTES, CASE_EXTRACT = "minutes", "public-minutes", "case-extract"


def show_paper(parent: QWidget, context: Context, detail: MeetingDetail, report_id: str) -> None:
    """Show a paper about a meeting; what is for the public is looked through for names first."""
    if report_id == PUBLIC_MINUTES:
        from app.meetings.minuting.guarding import look_through

        look_through(parent, context, detail.row, lambda: _preview(context, detail.row, report_id))
    else:
        _preview(context, detail.row, report_id)


def save_as_word(parent: QWidget, context: Context, row: MeetingRow) -> None:
    """Ask where, and write the minutes as a document the office can go on with."""
    from app.meetings.words import say_meeting

    tr = context.tr
    name = tr(N_("Minutes of {meeting}"), meeting=say_meeting(row, tr)).replace("/", "-") + ".docx"
    kinds = tr(N_("Word document ({pattern})"), pattern="*.docx")
    choose_target(parent, tr, tr(N_("Save as a Word document")), kinds, name, lambda path: _write(context, row, path))


def _preview(context: Context, row: MeetingRow, report_id: str) -> None:
    from app.meetings.reports import REPORTS

    if all(report.id != report_id for report in REPORTS):
        context.notify(context.tr(N_("There is nothing to print yet.")))
        return
    context.preview(REPORTS, subject=_subject(context, row), on_paper=report_id)


def _subject(context: Context, row: MeetingRow) -> str:
    from app.meetings.words import meeting_subject
    from app.school.queries import own_language

    return meeting_subject(row, context.read(own_language))


def _write(context: Context, row: MeetingRow, path: Path) -> None:
    """Write the minutes in the background, and note that they were handed out."""
    from app.core.report import ReportRequest
    from app.meetings.reports import REPORTS

    desk = context.paper_desk
    report = next((one for one in REPORTS if one.id == MINUTES), None)
    if desk is None or report is None:
        return
    path = path.with_suffix(".docx")
    request = ReportRequest(_subject(context, row), report.audiences[0], year_of(row.held_on), clock.today())
    language = desk.language()

    def work(progress: Progress) -> Document:
        facts = context.read(report.collect, report.filled(request))
        document = report.compose(facts, translator(language))
        desk.write(report, facts, document, translator(language), path, progress)
        return document

    def done(document: Document) -> None:
        desk.note(report, request, document)
        context.notify(context.tr(N_("Saved as {name}."), name=path.name))

    context.run(N_("Writing the minutes"), work, done)
