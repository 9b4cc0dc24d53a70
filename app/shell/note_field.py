"""How are several lines of text typed in a form?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from app.shell.drops import carries_files
from app.shell.menus import give_menu
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.shell.context import Context

FEWEST, MOST = 3, 10  # lines that are seen at once


class NoteField(QPlainTextEdit):
    """Lines of text that are saved when left: Enter begins a new line, Tab and Ctrl+Enter leave, Esc restores."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._kept = ""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(GRID // 2)
        self.textChanged.connect(self._make_room)
        self._make_room()
        give_menu(self, context.tr)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    @property
    def unsaved(self) -> bool:
        return self.text() != self._kept

    def text(self) -> str:
        return self.toPlainText()

    def setText(self, text: str) -> None:
        self.setPlainText(text)

    def keep(self, text: str) -> None:
        """Show ``text`` as what is saved."""
        self._kept = text
        if self.text() != text:
            self.setPlainText(text)

    def restore(self) -> None:
        self.setPlainText(self._kept)
        self.selectAll()

    # -- what a menu of words asks of a line too

    def hasSelectedText(self) -> bool:
        return self.textCursor().hasSelection()

    def isUndoAvailable(self) -> bool:
        return self.document().isUndoAvailable()

    def isRedoAvailable(self) -> bool:
        return self.document().isRedoAvailable()

    def del_(self) -> None:
        self.textCursor().removeSelectedText()

    # -- Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if undoing and not self.unsaved:
                event.ignore()  # the program's own undo
                return False
            if event.key() == Qt.Key.Key_Escape and self.unsaved:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.unsaved:
            self.restore()
        elif event.key() == Qt.Key.Key_Escape or (undoing and not self.unsaved):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Be as high as the lines need, up to a point."""
        lines = min(MOST, max(FEWEST, round(self.document().size().height())))
        margins = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margins)
