"""How is one point of a plan typed: as high as its words, with keys that make, join and move points?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextEdit

from app.meetings.showing.marked_field import MarkedField
from app.shell.menus import text_menu
from app.shell.theme import GRID, tones

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.shell.context import Context

_BULLET = re.compile(r"^\s*(?:[-•*–·▪◦o]|\d{1,2}[.)])\s+(?=\S)")
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
STAYING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Reasons to lose the focus for a moment only."""
STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""Where the arrows lead, with Alt: so many points down, so many columns to the right."""


def pasted_points(text: str) -> list[str]:
    """Return the points of pasted lines, without their bullets; a line without one goes on with the point above."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    has_bullets = any(_BULLET.match(line) for line in lines)
    points: list[str] = []
    fresh = True
    for line in lines:
        is_item = _BULLET.match(line) is not None
        words = _BULLET.sub("", line).strip()
        if not words:
            fresh = True
        elif not points or is_item or not has_bullets or fresh:
            points.append(words)
            fresh = False
        else:
            points[-1] = f"{points[-1]} {words}"
    return points


class PointField(MarkedField):
    """Enter asks for the next point, Backspace at the beginning joins with the one above, Alt and an arrow move it.

    Shift+Enter begins a new line within the point. Up and Down lead out of it at its first and last line.
    """

    next_wanted = Signal()
    backspaced = Signal()
    moved = Signal(int, int)  # points down, columns to the right
    stepped = Signal(int)  # to the point above or below
    lines_pasted = Signal(object)  # list[str]: the points after this one
    left_empty = Signal()
    focused = Signal()  # the focus came, or went

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.more: Callable[[QMenu], None] | None = None
        self._underlined: tuple[tuple[int, int], ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.customContextMenuRequested.disconnect()
        self.customContextMenuRequested.connect(self._pop_up)
        self._make_room()

    # -- what is shown

    def underline(self, places: Sequence[tuple[int, int]]) -> None:
        """Draw a wavy line under these places (from, to); none while something else is being typed."""
        self._underlined = tuple(places)
        self._draw_lines()

    def go_to_end(self) -> None:
        """Put the cursor after the last word."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def go_to(self, at: int) -> None:
        """Put the cursor at a place in the text."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(at, len(self.text()))))
        self.setTextCursor(cursor)

    def menu(self) -> QMenu:
        """Return the menu of words, and what is done with the point."""
        menu = text_menu(self, self.context.tr)
        if self.more is not None:
            menu.addSeparator()
            self.more(menu)
        return menu

    # -- Qt

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        points = pasted_points(text)
        if not points or self.isReadOnly():
            return
        self.insertPlainText(points[0] if _BULLET.match(text) or len(points) > 1 else text.rstrip("\r\n"))
        if len(points) > 1:
            self.lines_pasted.emit(points[1:])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_move(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._is_move(event):
            self.moved.emit(*STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly() and keys in (PLAIN, SHIFT):
            if keys == SHIFT:
                self.insertPlainText("\n")
            else:
                self.next_wanted.emit()
        elif key == Qt.Key.Key_Backspace and self._is_at(0) and not self.isReadOnly():
            self.backspaced.emit()
        elif key == Qt.Key.Key_Up and keys == PLAIN and self._is_edge(QTextCursor.MoveOperation.Up):
            self.stepped.emit(-1)
        elif key == Qt.Key.Key_Down and keys == PLAIN and self._is_edge(QTextCursor.MoveOperation.Down):
            self.stepped.emit(1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()
        if event.reason() not in STAYING and not self.text().strip():
            self.left_empty.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_underlined"):
            self._draw_lines()

    # -- private

    def _is_at(self, at: int) -> bool:
        cursor = self.textCursor()
        return cursor.position() == at and not cursor.hasSelection()

    def _is_edge(self, way: QTextCursor.MoveOperation) -> bool:
        """Say whether the cursor cannot go further that way."""
        return not QTextCursor(self.textCursor()).movePosition(way)

    def _is_move(self, event: QKeyEvent) -> bool:
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return event.key() in STEPS and keys == Qt.KeyboardModifier.AltModifier and not self.isReadOnly()

    def _draw_lines(self) -> None:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(QColor(tones(self).danger))
        selections = []
        for start, end in self._underlined:
            if end <= len(self.text()):
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor, selection.format = cursor, wave
                selections.append(selection)
        self.setExtraSelections(selections)

    def _pop_up(self, point: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(point))

    def _make_room(self) -> None:
        """Be exactly as high as the words, however many there are."""
        lines = max(1, round(self.document().size().height()))
        margins = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        self.setFixedHeight(max(3 * GRID, lines * self.fontMetrics().lineSpacing() + margins))
        if self.verticalScrollBar().value():
            self.verticalScrollBar().setValue(0)
