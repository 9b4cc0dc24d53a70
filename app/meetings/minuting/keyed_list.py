"""How does a list take one letter for each thing that can be done with its row?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QKeySequence, QPalette, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from app.shell import icons
from app.shell.theme import GRID, tones
from app.shell.words import without_mnemonic

KEY = Qt.ItemDataRole.UserRole
NO_TEXT = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


def pressed_by_enter(event: QKeyEvent, widget: QWidget) -> bool:
    """Press the button that has the focus in ``widget``, if that is what Enter means here."""
    focused = widget.window().focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(focused, QPushButton):
        return False
    if not widget.isAncestorOf(focused):
        return False
    focused.click()
    return True


class RowCommand(NamedTuple):
    """What a letter does; the letter is the one after & in ``words``, so that it is the language's own."""

    words: str
    call: Callable[[], object]

    @property
    def letter(self) -> str:
        return QKeySequence.mnemonic(self.words).toString().rpartition("+")[2].casefold()


class Row(NamedTuple):
    """A row as it is shown; ``key`` is what it stands for."""

    key: object
    words: str
    icon: str = ""
    heavy: bool = False


def _picture(name: str, chosen: str) -> QIcon:
    """Return a picture in the colour of the words beside it, also where the row is chosen."""
    if not name:
        return QIcon()
    picture = icons.icon(name, tones().text)
    picture.addPixmap(icons.pixmap(name, chosen), QIcon.Mode.Selected)
    return picture


class KeyedList(QListWidget):
    """Rows that letters act upon; a letter is never a search."""

    focused = Signal(bool)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(without_mnemonic(words))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setSpacing(1)
        self.setIconSize(QSize(2 * GRID, 2 * GRID))
        self._icons: list[str] = []
        self.commands: tuple[RowCommand, ...] = ()

    @property
    def key(self) -> object:
        """What the row stands for that one is at, None where there is none."""
        item = self.currentItem()
        return item.data(KEY) if item is not None else None

    @property
    def words(self) -> str:
        """Every row, one to a line."""
        return "\n".join(self.item(at).text() for at in range(self.count()))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, and stay at the row one is at."""
        at, was = self.currentRow(), self.key
        self.blockSignals(True)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        for place, row in enumerate(rows):
            item = self.item(place)
            if item is None:
                item = QListWidgetItem()
                self.addItem(item)
            item.setText(row.words)
            item.setToolTip(row.words if "<" not in row.words else "")
            item.setData(KEY, row.key)
            font = item.font()
            font.setBold(row.heavy)
            item.setFont(font)
        self._icons = [row.icon for row in rows]
        self._colour(focused=self.hasFocus())
        keys = [row.key for row in rows]
        self.setCurrentRow(keys.index(was) if was in keys else min(max(at, 0), len(rows) - 1))
        self.blockSignals(False)

    def go_to(self, key: object) -> None:
        """Be at the row that stands for ``key``."""
        for at in range(self.count()):
            if self.item(at).data(KEY) == key:
                self.setCurrentRow(at)
                self.scrollToItem(self.item(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        if letter and letter.isprintable() and event.modifiers() in NO_TEXT and letter != " ":
            for command in self.commands:
                if command.letter == letter:
                    command.call()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._colour(focused=True)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._colour(focused=False)
            self.focused.emit(False)

    def _blank(self) -> QIcon:
        """Return room for a picture, so that all words stand under each other."""
        nothing = QPixmap(self.iconSize())
        nothing.fill(Qt.GlobalColor.transparent)
        return QIcon(nothing)

    def _colour(self, *, focused: bool) -> None:
        """Let what is chosen here stand back while the keys go elsewhere."""
        look, palette = tones(), self.palette()
        chosen = (look.accent, look.on_accent) if focused else (look.tint, look.text)
        palette.setColor(QPalette.ColorRole.Highlight, QColor(chosen[0]))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(chosen[1]))
        self.setPalette(palette)
        for at, name in enumerate(self._icons[: self.count()]):
            self.item(at).setIcon(_picture(name, chosen[1]) if name or not any(self._icons) else self._blank())
