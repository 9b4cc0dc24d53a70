"""How do the pages that are shown reach the printer, exactly as they are?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from app.shell.page_view import picture

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from PySide6.QtPrintSupport import QPrinter


class PrintRun:
    """Paints the pages on a printer, one at a time, so that the window stays alive."""

    DOTS = 300  # per inch; finer makes the job large and no paper better

    def __init__(
        self, parent: QWidget, printer: QPrinter, document: PdfDocument, finished: Callable[[bool], None]
    ) -> None:
        self._printer, self._document, self._finished = printer, document, finished
        self._painter = QPainter()
        first = printer.fromPage() - 1 if printer.fromPage() else 0
        last = printer.toPage() if printer.toPage() else len(document)
        self._pages = list(range(first, min(last, len(document)))) * _copies(printer)
        self._first = True
        self._timer = QTimer(parent, interval=0)
        self._timer.timeout.connect(self._print_one)
        self._prepare(self._pages[0] if self._pages else 0)
        self._ok = self._painter.begin(printer)
        self._timer.start()

    def _print_one(self) -> None:
        if not self._ok or not self._pages:
            self._timer.stop()
            self._timer.deleteLater()
            if self._ok:
                self._ok = self._painter.end()
            self._finished(self._ok)
            return
        page = self._pages.pop(0)
        if not self._first:
            self._prepare(page)
            self._printer.newPage()
        self._first = False
        dots = min(self.DOTS, self._printer.resolution())
        image = picture(self._document, page, dots / 72)
        self._painter.drawImage(self._painter.viewport(), image)

    def _prepare(self, page: int) -> None:
        """Turn the printer's page the way the paper lies."""
        width, height = self._document.get_page_size(page)
        lies = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(lies)


def _copies(printer: QPrinter) -> int:
    return 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
