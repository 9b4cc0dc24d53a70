"""What landed, what did not, and where is the copy from before?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.importing.shape import Outcome
from app.shell.importing.sheet import put_sheet
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped


class DoneFace(QWidget):
    """What happened, in words; *Undo*, *Show* and *Close*."""

    show_wanted = Signal()
    undo_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        tr = context.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        self._sign = Label()
        self.title = heading("", 1.15)
        self.title.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sign)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QScrollArea.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.viewport().setAutoFillBackground(False)
        column.addWidget(self._room, 1)
        # the notice below has Undo and Show too: with one letter for both neither key would do anything
        self.undo_button = QPushButton(tr(N_("Undo the &import")))
        icons.put(self.undo_button, "undo-2")
        self.undo_button.clicked.connect(self.undo_wanted)
        self.show_button = QPushButton(tr(N_("S&how what came in")))
        icons.put(self.show_button, "eye")
        self.show_button.clicked.connect(self.show_wanted)
        self.done_button = QPushButton(tr(N_("&Close")))
        icons.put(self.done_button, "x")
        self.done_button.clicked.connect(self.close_wanted)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        for button in (self.undo_button, self.show_button, self.done_button):
            button.setAutoDefault(True)
            row.addWidget(button)
        column.addLayout(row)

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what happened."""
        icons.put(self._sign, "check", "good", 24)
        self.title.setText(outcome.words)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        tr = self._context.tr
        self._add(column, tr(N_("This landed")), outcome.landed)
        self._add(column, tr(N_("This did not")), outcome.left_out)
        if outcome.backup:
            self._add(column, tr(N_("The copy from before")), (outcome.backup,))
        column.addStretch(1)
        put_sheet(self._room, sheet)
        self.undo_button.setEnabled(outcome.step is not None)

    def say_undone(self) -> None:
        """Say that it was taken back, wherever that was done."""
        icons.put(self._sign, "undo-2", "muted", 24)
        self.title.setText(self._context.tr(N_("The import was undone. Everything is as it was before.")))
        if self.undo_button.hasFocus():
            self.done_button.setFocus()
        self.undo_button.setEnabled(False)
        self.show_button.setEnabled(False)
        sheet = self._room.widget()
        if sheet is not None:
            sheet.setEnabled(False)

    def panes(self) -> list[QWidget]:
        """Return the parts F6 goes through."""
        return []

    def _add(self, column: QVBoxLayout, title: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        column.addWidget(Label(title, "muted"))
        for line in lines:
            words = wrapped(line)
            words.setContentsMargins(2 * GRID, 0, 0, 0)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        column.addSpacing(GRID)
