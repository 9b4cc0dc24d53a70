"""What will the paper look like, before it is printed or saved? One preview for every report.

The page opens it with ``context.preview(…)``. One ``Document`` is made for each choice; the picture, the printer and
the file are all made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from app.core import clock
from app.core.errors import Cancelled, UserError, explain
from app.core.i18n import N_, translator
from app.core.progress import Progress
from app.core.report import Report, ReportRequest
from app.core.schoolyear import day_in_year
from app.documents.page_picture import rendering
from app.shell.context import Context
from app.shell.dialog import choose_target
from app.shell.notices import Action
from app.shell.page_view import PageView
from app.shell.panel import Panel
from app.shell.paper_desk import PaperDesk
from app.shell.paper_side import PaperSide
from app.shell.print_run import PrintRun
from app.shell.theme import GRID
from app.shell.words import Label, tooltip, without_mnemonic

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from app.documents.model import Document

KINDS = {
    "pdf": "PDF (*.pdf)",
    "xlsx": "Excel (*.xlsx)",
    "docx": "Word (*.docx)",
    "vcf": "vCard (*.vcf)",
    "ics": "iCalendar (*.ics)",
    "xml": "XML (*.xml)",
}
FOLDER = "paper.folder"


class Paper(NamedTuple):
    """One choice at the side, and what was made of it; ``facts`` are what the report's own formats are made of."""

    report: Report
    request: ReportRequest
    language: str
    facts: Any
    document: Document
    pdf: bytes
    remark: str
    remark_page: str


class PrintPreview(Panel):
    """Pages in the middle; what can be chosen, printed and saved at the side."""

    def __init__(
        self,
        context: Context,
        reports: Sequence[Report],
        desk: PaperDesk,
        *,
        subject: str | None = None,
        on_paper: str = "",
        people: Sequence[int] = (),
    ) -> None:
        """``subject``, ``people`` (ids) and ``on_paper`` (a report's id) are what is shown first."""
        super().__init__(context, context.tr(N_("Print or save")))
        self._desk = desk
        self._turn = 0
        self.paper: Paper | None = None
        self._pdf: PdfDocument | None = None
        self._printing: PrintRun | None = None
        self._cancelled = False
        self._ready = False
        self._missing: tuple[str, str | None] | None = None  # what is still to be written
        self.side = PaperSide(
            context, reports, desk.audience_names, desk.language(), subject=subject, on_paper=on_paper, people=people
        )
        self._build()
        self.side.wanted.connect(self.make)
        self.side.typing.connect(self._overtake)
        self.side.print_wanted.connect(self.print_paper)
        self.side.save_wanted.connect(self.save)
        self.side.cancel_wanted.connect(self.cancel_printing)
        self.make()

    # -- what is shown

    def make(self) -> None:
        """Make the paper that is chosen, in the background; a later choice overtakes an earlier one."""
        context, side = self.context, self.side
        self._overtake()
        turn = self._turn
        side.clear_errors()
        report, language = side.report, side.language.currentData()
        try:
            request = side.request(day_in_year(context.year, clock.today()))
        except UserError as error:
            self._show_nothing(explain(error, context.tr) or "", error.field)
            return
        read, window_tr = context.read, context.tr
        side.say(window_tr(N_("Making the paper …")))

        def work(progress: Progress) -> Paper | None:
            from app.documents.writer import pdf_bytes

            tr = translator(language)
            overtaken = Progress(progress.step, lambda: turn != self._turn)
            try:
                overtaken.step(N_("Making the paper"), 0, 1)
                answered, facts = read(report.gathered, request)
                document = report.composed(answered, facts, tr)
                own = report.writers.get("pdf")
                pdf = pdf_bytes(document, overtaken) if own is None else own(facts, tr)
            except Cancelled:
                if turn == self._turn:
                    raise
                return None
            remark = report.remark(facts, window_tr)
            return Paper(report, answered, language, facts, document, pdf, remark, report.remark_page(facts))

        def done(paper: Paper | None) -> None:
            if turn == self._turn and paper is not None:
                self._show(paper)

        def failed(words: str, field: str | None) -> None:
            if turn == self._turn:
                self._show_nothing(words, field)

        context.run(N_("Making the paper"), work, done, failed)

    def print_paper(self) -> None:
        """Ask for the printer and print exactly the pages that are shown."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if self._missing is not None:
            self.side.refuse(*self._missing)
        if self.paper is None or not self._ready or self._printing is not None:
            return
        if "pdf" not in self.paper.report.formats:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.paper.report.file_name(self.paper.request, translator(self.paper.language)))
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.view.pages)
        dialog.setWindowTitle(without_mnemonic(self.side.print_button.text()))
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that has been chosen, one page at each turn of the event loop."""
        if self.paper is None or self._printing is not None:
            return
        paper, tr = self.paper, self.context.tr
        self._cancelled = False

        def progressed(page: int, pages: int) -> None:
            self.side.say(tr(N_("Printing page {page} of {pages} …"), page=page, pages=pages))

        def finished(ok: bool) -> None:
            self._printing = None
            self._enable(self._ready)
            if ok:
                self._desk.note(paper.report, paper.request, paper.document)
                self.side.say(tr(N_("Sent to the printer.")))
            elif self._cancelled:
                self.side.say(tr(N_("Printing was cancelled.")))
            else:
                self.side.refuse(tr(N_("The printer did not answer. Check it and try again.")), None)

        self._printing = PrintRun(self, printer, paper.pdf, finished, progressed)
        self._enable(self._ready)

    def cancel_printing(self) -> None:
        """Stop the printing that goes on."""
        if self._printing is not None:
            self._cancelled = True
            self._printing.cancel()

    def save(self, ending: str) -> None:
        """Ask where, and save the paper that is shown in the format of ``ending``."""
        if self.paper is None or not self._ready:
            return
        paper, tr = self.paper, self.context.tr
        name = f"{paper.report.file_name(paper.request, translator(paper.language))}.{ending}"
        folder = self.context.settings.get(FOLDER, "")
        kind = KINDS.get(ending, f"{ending.upper()} (*.{ending})")
        choose_target(self, tr, tr(N_("Save the paper")), kind, name, self.save_as, folder)

    def save_as(self, path: Path) -> None:
        """Save the paper that is shown at ``path``, whole or not at all; the ending decides the format."""
        if self.paper is None:
            return
        paper, context = self.paper, self.context
        tr = context.tr
        context.settings.set(FOLDER, str(path.parent))

        def work(progress: Progress) -> Path:
            self._desk.write(paper.report, paper.facts, paper.document, translator(paper.language), path, progress)
            return path

        def done(saved: Path) -> None:
            self._desk.note(paper.report, paper.request, paper.document)
            shown = Action(tr(N_("&Open")), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(saved))))
            context.notify(tr(N_("Saved: {file}"), file=saved.name), shown)

        context.run(N_("Saving the paper"), work, done, lambda words, _field: self.side.refuse(words, None))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._turn += 1  # what is being made is for nobody
        self.view.show_document(None)
        if self._pdf is not None:
            with rendering:
                self._pdf.close()
            self._pdf = None

    def focus_first(self) -> None:
        """Begin where something is written, if it is; else as every panel does."""
        first = self.side.choices.first_text
        if first is None:
            super().focus_first()
        else:
            first.setFocus()

    def may_leave(self) -> bool:
        return self._printing is None

    # -- private

    def _build(self) -> None:
        self.view = PageView()
        self.view.setAccessibleName(self.context.tr(N_("Preview")))
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_paper)
        pages = QVBoxLayout()
        pages.setSpacing(GRID)
        pages.addLayout(self._zoom_row())
        pages.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(pages, 3)
        row.addWidget(self.side, 1)
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

    def _overtake(self) -> None:
        """Let nothing be printed or saved until there is a paper of what is chosen now."""
        self._turn += 1
        self._missing = None
        self._enable(False)

    def _show(self, paper: Paper) -> None:
        import pypdfium2

        self.paper = paper
        with rendering:
            if self._pdf is not None:
                self._pdf.close()
            self._pdf = pypdfium2.PdfDocument(paper.pdf)
        self.view.show_document(self._pdf)
        self.side.say("")
        self.side.remark(paper.remark, paper.remark_page)
        self._enable(True)
        self._say_page(1, self.view.pages)

    def _show_nothing(self, words: str, field: str | None) -> None:
        self.paper = None
        self.view.show_document(None)
        self._say_page(0, 0)
        self.side.remark("")
        if self.side.choices.is_untouched(field):
            self._missing = (words, field)
            self.side.ask_for(words)
        else:
            self.side.refuse(words, field)

    def _say_page(self, page: int, pages: int) -> None:
        words = self.context.tr(N_("Page {page} of {pages}"), page=page, pages=pages) if pages else ""
        self.page_number.setText(words)

    def _enable(self, on: bool) -> None:
        self._ready = on
        self.side.enable(on, printing=self._printing is not None)
