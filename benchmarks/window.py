"""How long from a key to the painted rows? The real window on a school, high enough to show 200 rows at once."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.shell import qt_import  # isort: skip  # as the program does
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.shell.table_model import PAGE
from benchmarks.painted import Painted

if TYPE_CHECKING:
    from app.contacts.page import ContactsPage

QT = qt_import.VERSION
_PATIENCE = 20.0


class ListWindow:
    """The program's window with the contacts of a school's file."""

    def __init__(self, database: Path) -> None:
        from app.startup import Program

        found = QApplication.instance()
        self._app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        self._program = Program(self._app, database)
        self._program.show()
        self.page = cast("ContactsPage", self._program.window.show_page("contacts"))
        self.table = self.page.list.table
        self._painted = Painted()
        self.table.viewport().installEventFilter(self._painted)
        self._wait(lambda: bool(self.table.rows.rows))
        # All but the last row in sight: at the end of its rows a list reads on, which no window of usual height does.
        missing = (PAGE - 1) * self.table.verticalHeader().defaultSectionSize() - self.table.viewport().height()
        self._program.window.resize(self._program.window.width(), self._program.window.height() + missing)
        self._settle()

    def close(self) -> None:
        """Close window and file."""
        self._program.window.close()

    def repaint(self) -> None:
        """Paint the rows once more."""
        self.table.viewport().repaint()

    def time_typing(self, text: str, times: int) -> float:
        """Return the median time from the last key of ``text`` to the painted rows."""
        return statistics.median(self._time_key(text) for _ in range(times))

    def time_sorting(self, text: str, sort: str, descending: bool, times: int) -> float:
        """Return the median time from choosing an order to the painted rows."""
        return statistics.median(self._time_order(text, sort, descending) for _ in range(times))

    def _time_key(self, text: str) -> float:
        self._put(text[:-1], "name", False)
        return self._until_painted(lambda: QTest.keyClicks(self.page.list.filter_box, text[-1]))

    def _time_order(self, text: str, sort: str, descending: bool) -> float:
        self._put(text, "born" if sort == "name" else "name", False)
        return self._until_painted(lambda: self.table.sort_by(sort, descending))

    def _put(self, text: str, sort: str, descending: bool) -> None:
        if (self.table.rows.sort_key, self.table.rows.descending) != (sort, descending):
            self.table.sort_by(sort, descending)
        self.page.list.filter_box.setText(text)
        self._settle()

    def _until_painted(self, act: Callable[[], object]) -> float:
        """Time ``act`` and what follows from it; the person beside the list is read later, and not waited for."""
        before = self._painted.count
        start = time.perf_counter()
        act()
        self._wait(lambda: self._painted.count > before)
        return time.perf_counter() - start

    def _settle(self) -> None:
        self._app.processEvents()
        for timer in self.page.findChildren(QTimer):
            timer.stop()

    def _wait(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not ready():
            self._app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError("the list was not painted")
