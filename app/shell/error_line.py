"""What is wrong, right under the field it is about?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.shell import icons
from app.shell.announce import announce
from app.shell.theme import GRID
from app.shell.words import Label, wrapped


class ErrorLine(QWidget):
    """A sentence with a sign before it (never colour alone); hidden while all is well.

    ``sign`` and ``role`` (a colour of the theme) are others for a sentence that is no error.
    """

    def __init__(self, parent: QWidget | None = None, *, sign: str = "circle-alert", role: str = "danger") -> None:
        super().__init__(parent)
        self._sign = Label()
        icons.put(self._sign, sign, role, 16)
        self._words = wrapped("", role)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)  # beside the sign
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.show()
        self._make_room()
        announce(self, words)

    def clear(self) -> None:
        self._words.setText("")
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._row.invalidate()  # the words were laid out before there was room for them
        self._row.activate()

    def _make_room(self) -> None:
        """A form does not ask a row of several lines how high it is at its width."""
        self.setMinimumHeight(max(0, self._row.heightForWidth(self.width())) if self.width() else 0)
