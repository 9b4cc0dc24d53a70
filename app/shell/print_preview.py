"""What will the paper look like, before it is printed or saved? One preview for every report.

The page opens it with ``context.show_panel(PrintPreview(…))``. One ``Document`` is made for each choice; the picture,
the printer and the file are all made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core import clock
from app.core.i18n import N_, translator
from app.core.progress import Progress
from app.core.report import Report, ReportRequest
from app.core.schoolyear import day_in_year
from app.shell import icons
from app.shell.context import Context
from app.shell.dialog import choose_target
from app.shell.notices import Action
from app.shell.page_view import PageView
from app.shell.panel import Panel
from app.shell.paper_desk import PaperDesk
from app.shell.print_run import PrintRun
from app.shell.theme import GRID
from app.shell.words import Label, tooltip, without_mnemonic, wrapped

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from app.documents.model import Document

LANGUAGES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
KINDS = {"pdf": "PDF (*.pdf)", "xlsx": "Excel (*.xlsx)"}
FOLDER = "paper.folder"


class Paper(NamedTuple):
    """One choice at the side, and what was made of it."""

    report: Report
    request: ReportRequest
    language: str
    document: Document
    pdf: bytes


class PrintPreview(Panel):
    """Pages in the middle; paper, subject, audience and language at the side; print and save."""

    def __init__(
        self,
        context: Context,
        reports: Sequence[Report],
        desk: PaperDesk,
        *,
        subject: str | None = None,
        on_paper: str = "",
    ) -> None:
        """``subject`` and ``on_paper`` (a report's id) are what is shown first."""
        super().__init__(context, context.tr(N_("Print or save")))
        self._reports = {report.id: report for report in reports}
        self._audience_names = desk.audience_names
        self._note = desk.note
        self._wanted_subject = subject
        self._turn = 0
        self.paper: Paper | None = None
        self._pdf: PdfDocument | None = None
        self._printing: PrintRun | None = None
        self._cancelled = False
        self._ready = False
        self._build()
        for code, words in LANGUAGES:
            self.language.addItem(words, code)
        self.language.setCurrentIndex(max(0, self.language.findData(desk.language())))
        for report in reports:
            self.report.addItem(context.tr(report.title), report.id)
        self.report.setCurrentIndex(max(0, self.report.findData(on_paper)))
        self._offer_choices()
        self.report.activated.connect(self._report_chosen)
        for box in (self.subject, self.audience, self.language):
            box.activated.connect(self.make)
        self.make()

    # -- what is shown

    def make(self) -> None:
        """Make the paper that is chosen, in the background; a later choice overtakes an earlier one."""
        context = self.context
        report = self._reports[self.report.currentData()]
        day = day_in_year(context.year, clock.today())
        request = ReportRequest(self.subject.currentData(), self.audience.currentData(), context.year, day)
        language = self.language.currentData()
        self._turn += 1
        turn = self._turn
        read = context.read
        self._enable(False)
        self._say_state(context.tr(N_("Making the paper …")))

        def work(progress: Progress) -> Paper:
            from app.documents.writer import pdf_bytes

            document = report.make(read, request, translator(language))
            return Paper(report, request, language, document, pdf_bytes(document, progress))

        def done(paper: Paper) -> None:
            if turn == self._turn:
                self._show(paper)

        def failed(words: str, _field: str | None) -> None:
            if turn == self._turn:
                self.paper = None
                self.view.show_document(None)
                self._refuse(words)

        context.run(N_("Making the paper"), work, done, failed)

    def print_paper(self) -> None:
        """Ask for the printer and print exactly the pages that are shown."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if self.paper is None or not self.print_button.isEnabled():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.paper.report.file_name(self.paper.request, translator(self.paper.language)))
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.view.pages)
        dialog.setWindowTitle(without_mnemonic(self.print_button.text()))
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that has been chosen, one page at each turn of the event loop."""
        if self.paper is None or self._printing is not None:
            return
        paper, tr = self.paper, self.context.tr
        self._cancelled = False

        def progressed(page: int, pages: int) -> None:
            self._say_state(tr(N_("Printing page {page} of {pages} …"), page=page, pages=pages))

        def finished(ok: bool) -> None:
            self._printing = None
            self.cancel_button.hide()
            self._enable(self._ready)
            if ok:
                self._note(paper.report, paper.request, paper.document)
                self._say_state(tr(N_("Sent to the printer.")))
            elif self._cancelled:
                self._say_state(tr(N_("Printing was cancelled.")))
            else:
                self._refuse(tr(N_("The printer did not answer. Check it and try again.")))

        self._printing = PrintRun(self, printer, paper.pdf, finished, progressed)
        self.cancel_button.show()
        self._enable(self._ready)

    def cancel_printing(self) -> None:
        """Stop the printing that goes on."""
        if self._printing is not None:
            self._cancelled = True
            self._printing.cancel()

    def save(self, ending: str) -> None:
        """Ask where, and save the paper that is shown as PDF or Excel."""
        if self.paper is None or not self._ready:
            return
        paper, tr = self.paper, self.context.tr
        name = f"{paper.report.file_name(paper.request, translator(paper.language))}.{ending}"
        folder = self.context.settings.get(FOLDER, "")
        choose_target(self, tr, tr(N_("Save the paper")), KINDS[ending], name, self.save_as, folder)

    def save_as(self, path: Path) -> None:
        """Save the paper that is shown at ``path``, whole or not at all; the ending decides the format."""
        if self.paper is None:
            return
        paper, context = self.paper, self.context
        tr = context.tr
        context.settings.set(FOLDER, str(path.parent))

        def work(progress: Progress) -> Path:
            from app.documents.writer import write

            write(paper.document, path, progress)
            return path

        def done(saved: Path) -> None:
            self._note(paper.report, paper.request, paper.document)
            shown = Action(tr(N_("&Open")), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(saved))))
            context.notify(tr(N_("Saved: {file}"), file=saved.name), shown)

        context.run(N_("Saving the paper"), work, done, lambda words, _field: self._refuse(words))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.view.show_document(None)
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None

    def may_leave(self) -> bool:
        return self._printing is None

    # -- private

    def _build(self) -> None:
        tr = self.context.tr
        self.view = PageView()
        self.view.setAccessibleName(tr(N_("Preview")))
        self.report, self.subject, self.audience, self.language = (QComboBox() for _ in range(4))
        self.print_button = QPushButton(tr(N_("&Print …")))
        icons.put(self.print_button, "printer")
        self.pdf_button = QPushButton(tr(N_("Save as P&DF …")))
        icons.put(self.pdf_button, "file-text")
        self.excel_button = QPushButton(tr(N_("Save as E&xcel …")))
        icons.put(self.excel_button, "file-spreadsheet")
        self.print_button.clicked.connect(self.print_paper)
        self.pdf_button.clicked.connect(lambda: self.save("pdf"))
        self.excel_button.clicked.connect(lambda: self.save("xlsx"))
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_paper)
        self.state = wrapped("", "muted")
        side = QVBoxLayout()
        side.setSpacing(GRID)
        for label, box in (
            (tr(N_("Pape&r")), self.report),
            (tr(N_("&About")), self.subject),
            (tr(N_("&For")), self.audience),
            (tr(N_("&Language of the paper")), self.language),
        ):
            words = Label(label, "muted")
            words.setBuddy(box)
            box.setAccessibleName(without_mnemonic(label))
            box.setMinimumHeight(4 * GRID)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            side.addWidget(words)
            side.addWidget(box)
        side.addSpacing(GRID)
        for button in (self.print_button, self.pdf_button, self.excel_button):
            button.setMinimumHeight(4 * GRID)
            side.addWidget(button)
        self.cancel_button = QPushButton(tr(N_("Cancel")))
        self.cancel_button.setMinimumHeight(4 * GRID)
        self.cancel_button.clicked.connect(self.cancel_printing)
        self.cancel_button.hide()
        side.addWidget(self.state)
        side.addWidget(self.cancel_button)
        side.addStretch(1)
        choices = QWidget()
        choices.setLayout(side)
        side.setContentsMargins(2 * GRID, 0, GRID, 0)
        frame = QScrollArea()
        frame.setWidgetResizable(True)
        frame.setFrameShape(QScrollArea.Shape.NoFrame)
        frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frame.setWidget(choices)
        frame.setMinimumWidth(26 * GRID)
        frame.setMaximumWidth(34 * GRID)
        pages = QVBoxLayout()
        pages.setSpacing(GRID)
        pages.addLayout(self._zoom_row())
        pages.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(pages, 3)
        row.addWidget(frame, 1)
        self.body.addLayout(row, 1)

    def _zoom_row(self) -> QHBoxLayout:
        tr = self.context.tr
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        self.page_number: QLabel = Label("", "muted")
        row.addWidget(self.page_number)
        row.addStretch(1)
        for words, call, key in (
            (tr(N_("Smaller")), lambda: self.view.zoom_by(-1), "Ctrl+-"),
            (tr(N_("Larger")), lambda: self.view.zoom_by(1), "Ctrl++"),
            (tr(N_("Page width")), lambda: self.view.set_zoom(0), "Ctrl+0"),
            (tr(N_("Whole page")), lambda: self.view.set_zoom(-1), "Ctrl+9"),
        ):
            button = QToolButton()
            button.setText(words)
            button.setAutoRaise(True)
            button.setToolTip(tooltip(f"{words} ({key})"))
            button.clicked.connect(lambda _checked=False, call=call: call())
            QShortcut(QKeySequence(key), self, call)
            row.addWidget(button)
        self.view.page_changed.connect(self._say_page)
        return row

    def _offer_choices(self) -> None:
        """Fill subject and audience for the report that is chosen; the narrowest audience comes first."""
        context, tr = self.context, self.context.tr
        report = self._reports[self.report.currentData()]
        before = self.subject.currentData() if self.subject.count() else self._wanted_subject
        self.subject.clear()
        self.subject.addItem(tr(N_("The whole school")), None)
        for subject in context.read(report.subjects, context.year):
            self.subject.addItem(subject, subject)
        self.subject.setCurrentIndex(max(0, self.subject.findData(before)) if before is not None else 0)
        self.audience.clear()
        for code in report.audiences:
            self.audience.addItem(tr(self._audience_names.get(code, code)), code)
        self.audience.setEnabled(len(report.audiences) > 1)
        self.report.setEnabled(len(self._reports) > 1)
        self.pdf_button.setVisible("pdf" in report.formats)
        self.excel_button.setVisible("xlsx" in report.formats)

    def _report_chosen(self) -> None:
        self._offer_choices()
        self.make()

    def _show(self, paper: Paper) -> None:
        import pypdfium2

        self.paper = paper
        if self._pdf is not None:
            self._pdf.close()
        self._pdf = pypdfium2.PdfDocument(paper.pdf)
        self.view.show_document(self._pdf)
        self._say_state("")
        self._enable(True)
        self._say_page(1, self.view.pages)

    def _say_page(self, page: int, pages: int) -> None:
        words = self.context.tr(N_("Page {page} of {pages}"), page=page, pages=pages) if pages else ""
        self.page_number.setText(words)

    def _enable(self, on: bool) -> None:
        self._ready = on
        self.print_button.setEnabled(on and self._printing is None)
        for button in (self.pdf_button, self.excel_button):
            button.setEnabled(on)

    def _say_state(self, words: str) -> None:
        self.state.set_role("muted")
        self.state.setText(words)

    def _refuse(self, words: str) -> None:
        self.state.set_role("danger")
        self.state.setText(words)
