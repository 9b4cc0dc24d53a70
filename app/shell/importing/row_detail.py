"""What is to be known of one row of the preview, and who is it, if that is asked?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.importing.shape import LEFT_OUT, NEW_ONE, PreviewRow, Question, Side
from app.shell.importing.sheet import put_sheet
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

LOWEST = 6 * GRID


class RowDetail(QScrollArea):
    """The current row in full: sentences, both values side by side, or a question with those it could be."""

    answered = Signal(object, object)  # the question's key, and a candidate's code, NEW_ONE or LEFT_OUT

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[PreviewRow | None, str] = (None, "")
        self._wanted = LOWEST
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(LOWEST)
        self.words: Label = wrapped("")
        self.buttons: dict[Hashable, QPushButton] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(context.tr(N_("The row that is chosen")))
        self.viewport().setAutoFillBackground(False)
        self.show_row(None, "")

    def want_height(self, height: int) -> None:
        """Take this height where there is room for it."""
        self._wanted = max(height, LOWEST)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    @property
    def text(self) -> str:
        """What is said of the row."""
        return self.words.text()

    def show_row(self, row: PreviewRow | None, said: str) -> None:
        """Show a row; ``said`` is what happens with it as it is ticked now."""
        if (row, said) == self._shown and self.widget() is not None:
            return
        self._shown = (row, said)
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        self.buttons = {}
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        question = row.question if row is not None else None
        is_alarm = row is not None and row.state == "alarm"
        self.words = wrapped(question.words if question is not None else said, "danger" if is_alarm else "text")
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.words)
        if question is not None:
            self._add_question(column, question)
        elif row is not None and row.sides:
            self._add_sides(column, row.sides)
        column.addStretch(1)
        put_sheet(self, sheet)
        if had_focus and self.buttons:
            next(iter(self.buttons.values())).setFocus()

    def answer(self, number: int) -> None:
        """Press the button with this number, as the digit on its left says."""
        buttons = list(self.buttons.values())
        if 1 <= number <= len(buttons):
            buttons[number - 1].click()

    def focus_first(self) -> bool:
        """Go to the first answer, if there is anything to answer."""
        if not self.buttons:
            return False
        next(iter(self.buttons.values())).setFocus()
        return True

    # -- private

    def _add_sides(self, column: QVBoxLayout, sides: Sequence[Side]) -> None:
        tr = self._context.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(3, 1)
        for at, words in enumerate(("", tr(N_("Stands here")), tr(N_("In the file")))):
            grid.addWidget(Label(words, "muted"), 0, at)
        for line, side in enumerate(sides, 1):
            for at, words in enumerate(side):
                label = Label(words or "–", "muted" if at == 0 else "text")
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, line, at)
        column.addLayout(grid)

    def _add_question(self, column: QVBoxLayout, question: Question) -> None:
        tr = self._context.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(len(question.heads) + 1, 1)
        for at, words in enumerate(question.heads, 1):
            grid.addWidget(Label(words, "muted"), 0, at)
        for line, candidate in enumerate(question.candidates, 1):
            button = self._button(question, candidate.code, candidate.name)
            said = [f"{head}: {words}" for head, words in zip(question.heads, candidate.details, strict=True) if words]
            button.setAccessibleDescription(", ".join(said))
            grid.addWidget(button, line, 0)
            for at, words in enumerate(candidate.details, 1):
                grid.addWidget(Label(words or "–"), line, at)
        column.addLayout(grid)
        rest = QHBoxLayout()
        rest.setSpacing(GRID)
        if question.may_be_new:
            rest.addWidget(self._button(question, NEW_ONE, tr(N_("A new person"))))
        rest.addWidget(self._button(question, LEFT_OUT, tr(N_("Skip"))))
        rest.addWidget(Label(tr(N_("A digit in the list answers too.")), "muted"))
        rest.addStretch(1)
        column.addLayout(rest)

    def _button(self, question: Question, code: Hashable, words: str) -> QPushButton:
        number = len(self.buttons) + 1
        shown = words.replace("&", "&&")
        button = QPushButton(f"{number}  {shown}" if number <= 9 else shown)
        button.setAccessibleName(words)
        button.setAutoDefault(True)
        if question.answer == code:
            icons.put(button, "check")
            button.setAccessibleName(f"{words}: {self._context.tr(N_('chosen'))}")
        button.clicked.connect(lambda: self.answered.emit(question.key, code))
        self.buttons[code] = button
        return button
