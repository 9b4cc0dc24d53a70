"""What does somebody do with the yearly wheel, from the program's start: choose, press keys, drag, read?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core import clock
from app.shell.print_preview import PrintPreview
from app.yearwheel.geometry.circle import point
from app.yearwheel.geometry.layout import Layout
from app.yearwheel.listing.entry_pane import EntryPane
from app.yearwheel.listing.lines import Line
from app.yearwheel.page import YearWheelPage
from app.yearwheel.picture.landing import say_landing
from app.yearwheel.picture.part import PicturePart
from app.yearwheel.picture.view import WheelView
from app.yearwheel.queries import wheel
from app.yearwheel.rows import OccurrenceRow
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool
from tests.stories.meeting_desk import KEYS, MeetingDesk
from tests.yearwheel.factories import WheelSchool, wheel_file

HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
NAMED = {
    **KEYS,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "End": Qt.Key.Key_End,
    "Del": Qt.Key.Key_Delete,
    "Backspace": Qt.Key.Key_Backspace,
    "+": Qt.Key.Key_Plus,
    "Å": Qt.Key.Key_Aring,
    **{chr(at): Qt.Key(at) for at in (*range(ord("A"), ord("Z") + 1), *range(ord("0"), ord("9") + 1))},
}
"""Letters are keys: "M" is pressed without Shift."""


class WheelDesk(MeetingDesk):
    """The program on the school with a wheel of ``tests/yearwheel/factories.py``; every press is counted."""

    wheel_school: WheelSchool

    def school_at(self, path: Path) -> MeetingSchool:
        self.wheel_school = wheel_file(path)
        return self.wheel_school.meetings

    def settle(self) -> None:
        super().settle()
        page = self.window.pages.get("yearwheel")
        if isinstance(page, YearWheelPage):
            self.qtbot.waitUntil(lambda: not page._quiet.isActive())
            QApplication.processEvents()

    # -- where one is

    @property
    def page(self) -> YearWheelPage:
        """The page of the wheel, opened if another one is open."""
        return cast(YearWheelPage, self._page("yearwheel"))

    @property
    def beside(self) -> EntryPane:
        """What stands beside the views."""
        return self.page.pane

    @property
    def picture(self) -> PicturePart:
        """The tab with the wheel itself, once it is laid out."""
        part = self.page.part
        assert isinstance(part, PicturePart), part
        self.qtbot.waitUntil(lambda: part.view.canvas is not None and not part.view._later.isActive())
        return part

    @property
    def view(self) -> WheelView:
        return self.picture.view

    @property
    def preview_now(self) -> PrintPreview:
        """The preview that is open, once its paper is made."""
        panel = self.window.panel
        assert isinstance(panel, PrintPreview), panel
        self.made(panel)
        return panel

    @property
    def lines(self) -> list[Line]:
        """The list, line by line."""
        return list(self.page.list_part.list.table.rows.rows)

    def line(self, title: str) -> Line:
        """The first line of the list with a title."""
        return next(one for one in self.lines if one.title == title)

    def stored(self, title: str, number: int = 1, year: int = YEAR) -> OccurrenceRow:
        """One time something comes up, as it is stored."""
        return next(row for row in self.all_stored(year) if row.title == title and row.number == number)

    def all_stored(self, year: int = YEAR) -> tuple[OccurrenceRow, ...]:
        """All that comes up in a year, as it is stored."""
        return self.store.read(lambda session: wheel(session, year, clock.today())).occurrences

    # -- what is done

    def press(self, *keys: str) -> None:
        """Press keys where the focus is: "M", "Enter", "Ctrl+Shift+Left" …; each counts one."""
        for key in keys:
            *held, name = key.split("+") if key != "+" else ["+"]
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= HELD[one]
            self.presses += 1
            QTest.keyClick(self.focused, NAMED[name], modifiers)
            self.settle()

    def write_here(self, text: str) -> None:
        """Type where the focus is, a press for each letter."""
        for letter in text:
            self.presses += 1
            QTest.keyClicks(self.focused, letter)
        self.settle()

    def replace(self, text: str) -> None:
        """Write something else in the line one is in."""
        line = self.focused
        assert isinstance(line, QLineEdit), line
        self.press("Ctrl+A")
        self.write_here(text)

    def tab_to(self, wanted: QWidget, most: int = 60) -> None:
        """Press Tab until something has the focus."""
        for _ in range(most):
            if self.focused is wanted or wanted.isAncestorOf(self.focused):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def choose_row(self, title: str, number: int = 1) -> None:
        """Click the line of the list with a title."""
        table = self.page.list_part.list.table
        found = next(one for one in self.lines if one.title == title and one.row.number == number)
        assert table.show_id(found.id)
        self.settle()
        self.presses += 1
        rect = table.visualRect(table.currentIndex())
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        self.settle()
        assert self.beside.key == found.key

    def middle(self, key: str) -> QPointF:
        """The middle of an arc of the wheel."""
        arc = self._layout.placed[key].arc
        return QPointF(*point(arc.centre, (arc.inner + arc.outer) / 2, arc.start + arc.sweep / 2))

    def drag(self, key: str, days: int) -> str:
        """Drag an arc so many days on with the mouse; returns what stands beside the pointer before it is let go."""
        view, start, layout = self.view, self.middle(key), self._layout
        assert view.key_at(start) == key
        arc, dial = layout.placed[key].arc, layout.dial
        far, middle = (arc.inner + arc.outer) / 2, arc.start + arc.sweep / 2
        away, end = layout.outer + 20, middle + dial.step * days
        _mouse(view, QEvent.Type.MouseButtonPress, start)
        for way in (middle, (middle + end) / 2, end):  # out of the rings, so that a few days are a drag too
            _mouse(view, QEvent.Type.MouseMove, QPointF(*point(arc.centre, away, way)))
        assert view.is_dragging, [notice.text for notice in self.notices[-1:]]
        assert view.landing is not None
        said = " ".join(say_landing(view.landing, self.context.tr))
        self.presses += 1
        _mouse(view, QEvent.Type.MouseButtonRelease, QPointF(*point(arc.centre, far, end)))
        self.settle()
        return said

    def drop_file(self, path: Path) -> None:
        """Drop a file on the page."""
        page = self.page
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(QPoint(90, 90), action, data, button, none)
        QApplication.sendEvent(page, entered)
        assert entered.isAccepted()
        self.presses += 1
        QApplication.sendEvent(page, QDropEvent(QPointF(90, 90), action, data, button, none))
        self.settle()

    def dialog_words(self) -> str:
        """Every text of the dialog that is open."""
        dialog: Any = self.dialog()
        return self.words(dialog)

    # -- private

    @property
    def _layout(self) -> Layout:
        canvas = self.view.canvas
        assert canvas is not None
        return canvas.layout


def _mouse(view: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    """Send what the mouse does with its left button, to the part of a dot: a day is hardly wider."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    where = QPointF(view.mapToGlobal(QPoint(0, 0))) + at
    QApplication.sendEvent(view, QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier))
