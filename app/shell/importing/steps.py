"""At which step of an import is one?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.shell.theme import GRID
from app.shell.words import Label


class Steps(QWidget):
    """The steps beside each other; the one that is open is bold, the others are muted."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self._names = tuple(names)
        self._labels: list[Label] = []
        for at, name in enumerate(names):
            if at:
                row.addWidget(Label("›", "muted"))
            label = Label(f"{at + 1} {name}", "muted")
            font = QFont(label.font())
            font.setWeight(QFont.Weight.DemiBold)
            label.setMinimumWidth(QFontMetrics(font).horizontalAdvance(label.text()))  # bold is wider: nothing moves
            self._labels.append(label)
            row.addWidget(label)
        row.addStretch(1)

    def mark(self, step: int) -> None:
        """Say which step is open."""
        for at, label in enumerate(self._labels):
            font = QFont(label.font())
            font.setWeight(QFont.Weight.DemiBold if at == step else QFont.Weight.Normal)
            label.setFont(font)
            label.set_role("link" if at == step else "muted")
        self.setAccessibleName(self._names[step])
