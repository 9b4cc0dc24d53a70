"""How do the pages that are shown reach the printer, exactly as they are?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from app.documents.page_picture import rendering
from app.shell.page_view import picture

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PrintRun:
    """Paints the pages on a printer, one at a time, so that the window stays alive.

    The paper is opened once more from its bytes: what is shown meanwhile may be another one.
    ``finished`` gets True only when the printer has taken every page.
    """

    DOTS = 300  # per inch; finer makes the job large and no paper better

    def __init__(
        self,
        parent: QWidget,
        printer: QPrinter,
        pdf: bytes,
        finished: Callable[[bool], None],
        progressed: Callable[[int, int], None] = lambda _page, _pages: None,
    ) -> None:
        import pypdfium2

        self._printer, self._finished, self._progressed = printer, finished, progressed
        with rendering:
            self._document = pypdfium2.PdfDocument(pdf)
            number = len(self._document)
        self._painter = QPainter()
        first = printer.fromPage() - 1 if printer.fromPage() else 0
        last = printer.toPage() if printer.toPage() else number
        self._pages = list(range(first, min(last, number))) * _copies(printer)
        self.number = len(self._pages)
        self._begun = False
        self._timer = QTimer(parent, interval=0)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def cancel(self) -> None:
        """Stop after the page that is being painted; the printer drops what it has got."""
        self._end(False)

    def _next(self) -> None:
        try:
            if self._pages:
                taken = self._print_one(self._pages.pop(0))
                if not taken:
                    self._end(False)
                return
            self._end(self._begun and self._painter.end())
        except Exception as error:  # noqa: BLE001 - a driver may do anything; the user is told that it did not work
            logging.getLogger("skolekontoret").warning("printing stopped: %s", type(error).__name__)
            self._end(False)

    def _print_one(self, page: int) -> bool:
        self._turn(page)
        ready = self._printer.newPage() if self._begun else self._painter.begin(self._printer)
        if not ready:
            return False
        self._begun = True
        dots = min(self.DOTS, self._printer.resolution())
        self._painter.drawImage(self._painter.viewport(), picture(self._document, page, dots / 72))
        self._progressed(self.number - len(self._pages), self.number)
        return True

    def _turn(self, page: int) -> None:
        """Turn the printer's page the way the paper lies."""
        with rendering:
            width, height = self._document.get_page_size(page)
        lies = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(lies)

    def _end(self, ok: bool) -> None:
        self._timer.stop()
        self._timer.deleteLater()
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        with rendering:
            self._document.close()
        self._finished(ok)


def _copies(printer: QPrinter) -> int:
    return 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
