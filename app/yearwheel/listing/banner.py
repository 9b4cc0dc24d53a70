"""What should one know of the whole wheel before one trusts it, and where is it put right?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.shell import icons
from app.shell.theme import GRID, tones
from app.shell.words import Label, wrapped


class Banner(QFrame):
    """A sentence and a button above the views; hidden while there is nothing to say."""

    def __init__(self, sign: str, button: str, call: Callable[[], object]) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        picture = Label()
        icons.put(picture, sign, "on_band")
        self.words = wrapped("", "on_band")
        self.button = QPushButton(button)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: call())
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self._colour()
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence; "" hides all of it."""
        if words != self.words.text():
            self.words.setText(words)
        self.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def _colour(self) -> None:
        palette, colour = self.palette(), QColor(tones().band)
        if palette.color(self.backgroundRole()) != colour:
            palette.setColor(self.backgroundRole(), colour)
            self.setPalette(palette)
