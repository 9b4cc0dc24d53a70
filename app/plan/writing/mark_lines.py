"""How do the marks of a text stand under it, each with its button?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.plan.writing.marks import Mark
from app.shell import icons
from app.shell.theme import GRID
from app.shell.words import Label, tooltip, wrapped


class MarkLines(QWidget):
    """Small lines; a button among them tells which mark it is of."""

    pressed = Signal(object)  # Mark

    def __init__(self) -> None:
        super().__init__()
        self.marks: tuple[Mark, ...] = ()
        self.buttons: list[QPushButton] = []
        self._is_read_only = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID // 2, 0, 0, GRID // 2)
        self._column.setSpacing(2)
        self.setVisible(False)

    def show_marks(self, marks: Sequence[Mark], *, read_only: bool) -> None:
        """Show these; a line that stands already is left alone, so that the focus stays."""
        if tuple(marks) == self.marks and read_only == self._is_read_only:
            return
        self.marks, self._is_read_only = tuple(marks), read_only
        had_focus = any(button.hasFocus() for button in self.buttons)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for mark in self.marks:
            self._column.addWidget(self._line(mark))
        self.setVisible(bool(marks))
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    @property
    def words(self) -> str:
        """Every line, as it is read."""
        return "\n".join(mark.words for mark in self.marks)

    def _line(self, mark: Mark) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        sign = Label()
        icons.put(sign, mark.sign, mark.role, 16)
        words = wrapped(mark.words, "muted" if mark.role == "good" else mark.role)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        if mark.button and not self._is_read_only:
            button = QPushButton(mark.button)
            button.setFlat(mark.kind == "commitment")
            button.setAutoDefault(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(f"{mark.button}: {mark.words}")
            button.setToolTip(tooltip(mark.words))
            button.clicked.connect(partial(self.pressed.emit, mark))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        return line
