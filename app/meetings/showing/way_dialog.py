"""Which way has a case gone, from meeting to meeting?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.words import CONTINUES_WORDS, OUTCOME_WORDS
from app.shell.dialog import Dialog
from app.shell.page import scrolled
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.meetings.way import WayStep
    from app.shell.context import Context


class WayDialog(Dialog):
    """Each meeting the case was at, what became of it there, and a button that shows it."""

    def __init__(self, parent: QWidget, context: Context, steps: Sequence[WayStep]) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("The way of the case")))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID // 2)
        for step in steps:
            column.addWidget(Label(say_where_and_when(step, tr), "text" if step.is_asked else "link"))
            for line in (step.title, say_what(step, tr)):
                column.addWidget(wrapped(line, "muted"))
            if step.meeting_id is not None and not step.is_asked:
                button = QPushButton(tr(N_("Show this meeting")))
                button.setAutoDefault(False)
                button.clicked.connect(lambda _checked=False, step=step: self._show(context, step))
                column.addWidget(button)
            column.addSpacing(GRID)
        column.addStretch(1)
        room = scrolled(content)
        room.setMinimumHeight(min(48 * GRID, content.sizeHint().height() + GRID))
        self.body.addWidget(room, 1)
        close = QPushButton(tr(N_("&Close")))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)

    def _show(self, context: Context, step: WayStep) -> None:
        self.accept()
        context.show_page("meetings", step.meeting_id)


def say_where_and_when(step: WayStep, tr: Translator) -> str:
    """Return "Elevråd 12.11.2026, sak 3/26"."""
    body = step.body_nn if tr.language == "nn" and step.body_nn else step.body_nb
    day = tr.date(step.held_on) if step.held_on is not None else tr(N_("waits for a meeting"))
    return ", ".join(part for part in (f"{body} {day}".strip(), step.number_text) if part)


def say_what(step: WayStep, tr: Translator) -> str:
    """Return why it came there and what became of it."""
    said = [tr(CONTINUES_WORDS[step.because]) if step.because else ""]
    if step.meeting_id is not None:
        said.append(tr(OUTCOME_WORDS[step.outcome]))
    if step.decision:
        from app.documents.marked import unmarked

        said.append(unmarked(step.decision))
    return " · ".join(part for part in said if part)
