"""Which meeting is it, how far has it come, and what is the next thing to do with it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.showing.next_step import NOTHING, STEPS
from app.meetings.words import STATUS_WORDS, say_time, say_where, say_whose
from app.shell import icons
from app.shell.error_line import ErrorLine
from app.shell.theme import GRID
from app.shell.words import heading, without_mnemonic, wrapped

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.meetings.rows import MeetingRow
    from app.shell.context import Context


class Header(QWidget):
    """Whose meeting, when and where, how far it has come, the one next step, and a menu with the rest."""

    def __init__(self, context: Context, do_next: Callable[[str], object]) -> None:
        super().__init__()
        self.context = context
        self.step = NOTHING
        tr = context.tr
        self.title = heading("", 1.3)
        self.title.setWordWrap(True)
        self.when = wrapped("")
        self.status = wrapped("", "muted")
        self.remark = ErrorLine(sign="triangle-alert", role="danger")
        self.next_button = QPushButton()
        self.next_button.setAutoDefault(False)
        font = QFont(self.next_button.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.next_button.setFont(font)
        self.next_button.setMinimumHeight(5 * GRID - 4)
        self.next_button.clicked.connect(lambda: do_next(self.step))
        self.menu_button = QPushButton(tr(N_("M&ore")))
        self.menu_button.setAutoDefault(False)
        self.menu_button.setMinimumHeight(5 * GRID - 4)
        self.menu_button.setAccessibleName(tr(N_("More to do with the meeting")))
        self.menu = QMenu(self.menu_button)
        self.menu_button.setMenu(self.menu)
        words = QVBoxLayout()
        words.setSpacing(GRID // 4)
        for part in (self.title, self.when, self.status):
            words.addWidget(part)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(GRID)
        top.addLayout(words, 1)
        for button in (self.next_button, self.menu_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        column.addWidget(self.remark)

    def show_row(self, row: MeetingRow, step: str, remark: str) -> None:
        """Show a meeting, its next step, and what must be told of its notice."""
        tr = self.context.tr
        self.title.setText(say_whose(row, tr))
        time = say_time(row)
        when = [tr.long_date(row.held_on), time, say_where(row, tr)]
        self.when.setText(" · ".join(part for part in when if part))
        self.status.setText(say_status(row, tr))
        if remark != self.remark.text:
            self.remark.say(remark) if remark else self.remark.clear()
        self.step = step if not self.context.read_only else NOTHING
        self.next_button.setVisible(self.step != NOTHING)
        if self.step != NOTHING:
            words = tr(STEPS[self.step].words)
            self.next_button.setText(words)
            self.next_button.setAccessibleName(without_mnemonic(words))
            icons.put(self.next_button, STEPS[self.step].icon)


def say_status(row: MeetingRow, tr: Translator) -> str:
    """Return "Called 29.10.2026 · meeting no. 2 of the school year · 7 cases"."""
    said = [tr(STATUS_WORDS[row.status])]
    if row.status == "called" and row.sent_on is not None:
        said = [tr(N_("Notice sent {day}"), day=tr.date(row.sent_on))]
    if row.status == "cancelled":
        said.append(row.cancelled_because)
    if row.status != "cancelled" and row.kind == "body" and len(set(row.series)) == 1 and row.series[0]:
        said.append(tr(N_("meeting no. {number} of the school year"), number=row.series[0]))
    said.append(tr.n("{n} case", "{n} cases", row.items) if row.items else "")
    return " · ".join(part for part in said if part)
