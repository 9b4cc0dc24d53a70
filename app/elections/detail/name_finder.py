"""Who is meant, typed and found among those who can be chosen?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.i18n import N_, Translator
from app.elections.grid.typed import Choice, matching
from app.shell.menus import give_menu
from app.shell.theme import GRID

MOST = 6
_ID = Qt.ItemDataRole.UserRole


class NameFinder(QWidget):
    """A line, and under it those whose names begin so; Enter takes the one that is marked."""

    chosen = Signal(int)

    def __init__(self, tr: Translator, name: str, choices: Callable[[], Sequence[Choice]]) -> None:
        super().__init__()
        self._choices = choices
        self._words = tr
        self.line = _Line(self)
        self.line.setPlaceholderText(name)
        self.line.setAccessibleName(name)
        self.line.setTextMargins(GRID // 2, 0, GRID // 2, 0)
        self.line.setMinimumHeight(4 * GRID - 2)
        give_menu(self.line, tr)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Proposals")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textEdited.connect(lambda _text: self.look())
        self.setFocusProxy(self.line)

    def look(self) -> None:
        """Show who matches what is typed."""
        self.list.clear()
        typed = self.line.text().strip()
        found = matching(self._choices(), typed)[:MOST] if typed else []
        for choice in found:
            item = QListWidgetItem(f"{choice.name}   {choice.about}" if choice.about else choice.name)
            item.setData(_ID, choice.id)
            self.list.addItem(item)
        if typed and not found:
            item = QListWidgetItem(self._words(N_("Nobody who can be chosen is called “{name}”"), name=typed))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        rows = self.list.count()
        self.list.setFixedHeight(rows * max(1, self.list.sizeHintForRow(0)) + 2 * self.list.frameWidth())
        self.list.setVisible(bool(rows))

    def take(self) -> None:
        """Choose the one that is marked."""
        item = self.list.currentItem()
        person_id = item.data(_ID) if item is not None else None
        if person_id is not None:
            self.clear()
            self.chosen.emit(int(person_id))

    def clear(self) -> None:
        self.line.clear()
        self.list.clear()
        self.list.hide()


class _Line(QLineEdit):
    def __init__(self, finder: NameFinder) -> None:
        super().__init__()
        self._finder = finder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = event.key(), self._finder.list
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finder.take()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and shown.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            shown.setCurrentRow(min(max(shown.currentRow() + step, 0), shown.count() - 1))
        elif key == Qt.Key.Key_Escape and self.text():
            self._finder.clear()
        else:
            super().keyPressEvent(event)
