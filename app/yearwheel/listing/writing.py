"""How is one cell of the list written in, where it stands?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.shell.form import ChoiceField
from app.shell.menus import give_menu
from app.shell.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from app.shell.context import Context
    from app.shell.table import TableView

Refusing = Callable[[str, "str | None"], None]


class CellWriter(QObject):
    """A line or a choice over a cell: Enter and leaving it keep what was written, Esc does not.

    ``write(text, refuse)`` stores and returns something truthy; what is refused stays, with the reason in ``refused``.
    """

    refused = Signal(str)
    closed = Signal()

    def __init__(self, context: Context, table: TableView, room: Callable[[QModelIndex], QRect]) -> None:
        super().__init__(table)
        self.context, self._table, self._room = context, table, room
        self.control: QWidget | None = None
        self._index = QModelIndex()
        self._write: Callable[[str, Refusing], object] | None = None
        self._first = ""
        self._is_leaving = False
        table.verticalScrollBar().valueChanged.connect(lambda _at: self.place())
        table.horizontalScrollBar().valueChanged.connect(lambda _at: self.place())

    @property
    def is_open(self) -> bool:
        return self.control is not None

    def begin_line(self, index: QModelIndex, text: str, write: Callable[[str, Refusing], object], hint: str) -> None:
        """Write in a cell."""
        self._close()
        line = QLineEdit(self._table.viewport())
        line.setMaxLength(200)
        line.setTextMargins(GRID // 2, 0, GRID // 2, 0)
        line.setPlaceholderText(hint)
        give_menu(line, self.context.tr)
        line.setText(text)
        line.selectAll()
        self._open(line, index, text, write)

    def begin_choice(
        self,
        index: QModelIndex,
        choices: list[tuple[object, str]],
        code: object,
        write: Callable[[str, Refusing], object],
    ) -> None:
        """Choose in a cell."""
        self._close()
        choice = ChoiceField(choices)
        choice.setParent(self._table.viewport())
        choice.keep(code)
        choice.activated.connect(lambda _at: self.leave())
        self._open(choice, index, str(code), write)
        QTimer.singleShot(0, choice, choice.showPopup)

    def place(self) -> None:
        """Put the control over its cell."""
        if self.control is not None and self._index.isValid():
            rect = self._room(self._index)
            height = max(rect.height(), self.control.minimumSizeHint().height())
            self.control.setGeometry(rect.left(), rect.top(), rect.width(), height)

    def leave(self) -> bool:
        """Keep what is written; False if it was refused, and then it stays open."""
        if self.control is None or self._is_leaving:
            return True
        text = self._text()
        if text == self._first or self._write is None:
            self._close()
            return True
        told: list[str] = []
        self._is_leaving = True
        try:
            kept = self._write(text, lambda words, _field: told.append(words))
        finally:
            self._is_leaving = False
        if told or not kept:
            if told:
                self.refused.emit(told[0])
            if self.control is not None:
                self.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._close()
        return True

    def cancel(self) -> None:
        """Close without keeping what is written."""
        self._close()

    # -- Qt

    def eventFilter(self, control: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.leave()
                return True
        elif event.type() == QEvent.Type.FocusOut and control is self.control:
            popup = isinstance(control, ChoiceField) and control.view().isVisible()
            if not popup:
                QTimer.singleShot(0, self, self._focus_left)
        return False

    # -- private

    def _open(self, control: QWidget, index: QModelIndex, first: str, write: Callable[[str, Refusing], object]) -> None:
        self._index, self._write, self._first = index, write, first
        self.control = control
        title = self._table.rows.columns[index.column()].title
        control.setAccessibleName(title)
        control.installEventFilter(self)
        self.place()
        control.show()
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _text(self) -> str:
        control = self.control
        if isinstance(control, ChoiceField):
            return str(control.currentData())
        return control.text().strip() if isinstance(control, QLineEdit) else ""

    def _focus_left(self) -> None:
        control = self.control
        if control is None or control.hasFocus():
            return
        if control.window().isActiveWindow() and not self.leave():
            return

    def _close(self) -> None:
        control, self.control = self.control, None
        if control is None:
            return
        had_focus = control.hasFocus()
        self._write = None
        control.removeEventFilter(self)
        control.hide()
        control.deleteLater()
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
