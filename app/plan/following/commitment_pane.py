"""What stands beside the list of promises: one of them, and all it was read from?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.flow import Flow
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from app.plan.following.commitment_lines import CommitmentLine
    from app.shell.context import Context

LINE = 4 * GRID - 2
HIGHEST = 40 * GRID


class CommitmentPane(QWidget):
    """What is promised, how far it has come, and the facts; Enter on one of them opens it.

    ``change`` asks anew what the point promises; ``finish`` asks when it was done.
    """

    def __init__(self, context: Context, change: Callable[[], object], finish: Callable[[], object]) -> None:
        super().__init__()
        tr = context.tr
        self.context = context
        self.line: CommitmentLine | None = None
        self.title = heading("", 1.15)
        self.title.setWordWrap(True)
        self.status = wrapped("")
        self.point = wrapped("", "muted")
        self.problem = wrapped("", "danger")
        self.done_button = icons.button(tr(N_("It is done …")), "check", finish)
        self.reopen_button = icons.button(tr(N_("It is not done after all")), "undo-2", self.reopen)
        self.point_button = icons.button(tr(N_("Show the point in the plan")), "file-text", self.open_point)
        self.change_button = icons.button(tr(N_("Tied to something else …")), "pencil", change)
        self.buttons = Flow()
        for button in (self.done_button, self.reopen_button, self.point_button, self.change_button):
            button.setAutoDefault(False)
            self.buttons.add(button)
        self.read_from = Label(tr(N_("Read from")), "muted")
        self.facts = QListWidget()
        self.facts.setAccessibleName(tr(N_("What it was read from")))
        self.facts.setWordWrap(True)
        self.facts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.facts.itemActivated.connect(lambda _item: self.open_fact())
        self.open_button = icons.button(tr(N_("Open what is chosen")), "eye", self.open_fact)
        self.open_button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.setSpacing(GRID)
        for widget in (self.title, self.point, self.status, self.problem, self.buttons, self.read_from):
            column.addWidget(widget)
        column.addWidget(self.facts)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.show_line(None, may_write=False, is_open=False)

    def show_line(self, line: CommitmentLine | None, *, may_write: bool, is_open: bool) -> None:
        """Show a promise, or nothing; ``is_open``: the plan may be written on."""
        is_same = line is not None and self.line is not None and line.id == self.line.id
        at = self.facts.currentRow() if is_same else 0
        self.line = line
        self.setVisible(line is not None)
        if line is None:
            return
        tr, row = self.context.tr, line.row
        self.title.setText(line.promise)
        self.point.setText(f"{line.section}: {line.point}")
        said = [line.status, *([line.counted] if line.counted else [])]
        if line.by:
            said.append(tr(N_("to be kept by {day}"), day=line.by))
        self.status.setText(" · ".join(said))
        problem = "" if row.problem is None else tr.say(row.problem.msgid, row.problem.values)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.done_button.setVisible(may_write and row.kind == "date" and row.done_on is None)
        self.reopen_button.setVisible(may_write and row.kind == "date" and row.done_on is not None)
        self.change_button.setVisible(may_write and is_open)
        self.facts.clear()
        for fact in row.facts:
            item = QListWidgetItem(tr.say(fact.words.msgid, fact.words.values))
            item.setSizeHint(QSize(0, self._height(item.text())))
            self.facts.addItem(item)
        for widget in (self.read_from, self.facts, self.open_button):
            widget.setVisible(bool(row.facts))
        height = sum(self.facts.item(at).sizeHint().height() for at in range(len(row.facts)))
        self.facts.setFixedHeight(min(HIGHEST, height) + 2 * self.facts.frameWidth())
        if row.facts:
            self.facts.setCurrentRow(min(max(at, 0), len(row.facts) - 1))

    def _height(self, words: str) -> int:
        """Return how high a fact is where it is as wide as there is room."""
        metrics = self.facts.fontMetrics()
        room = max(self.facts.viewport().width(), 30 * GRID) - 2 * GRID
        lines = -(-metrics.horizontalAdvance(words) // room)
        return LINE + (lines - 1) * metrics.lineSpacing()

    def open_fact(self) -> None:
        """Show what the chosen fact tells of, on its page."""
        at = self.facts.currentRow()
        if self.line is not None and 0 <= at < len(self.line.row.facts):
            fact = self.line.row.facts[at]
            self.context.show_page(fact.page, fact.item)

    def open_point(self) -> None:
        """Show the point where it stands in the plan."""
        if self.line is not None:
            self.context.show_page("plan", ("point", self.line.row.point_id))

    def reopen(self) -> None:
        """Say that it is not done after all."""
        from app.plan.commitment_commands import mark_not_done

        if self.line is not None and self.context.may_write():
            label = N_("Not done after all: {what}")
            self.context.do(label, mark_not_done, self.line.id, arguments={"what": self.line.point})
