"""Where does one type whom one looks for on the board?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.core.i18n import Translator
from app.shell import icons
from app.shell.menus import give_menu
from app.shell.theme import GRID


class SearchBox(QLineEdit):
    """Typing finds; Enter goes to whoever is found next, Shift+Enter back, Down to the board; Esc clears."""

    def __init__(self, tr: Translator, hint: str, go_on: Callable[[int], Any], go_down: Callable[[], Any]) -> None:
        super().__init__()
        self._go_on, self._go_down = go_on, go_down
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumHeight(4 * GRID)
        self._glass = QAction(self)
        icons.put(self._glass, "search", "muted", 16)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        give_menu(self, tr)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Down:
            self._go_down()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
