"""Which steps lead to the next school year, and what does the one that is chosen do?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.shell.page import EmptyState
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.turning.steps.head import Head
from app.turning.steps.pane import StepPane
from app.turning.steps.step_list import StepLine, StepList
from app.turning.steps.ticks import Ticks
from app.turning.steps.words import SIGNS, must_be_looked_at, say_state

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.turning.standing import Standing

SPLITTER = "turning.splitter"


class StepsPart(Part):
    """The steps at the left, the one that is chosen at the right."""

    year_chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.to_year = context.this_year + 1
        self.years: tuple[int, ...] = (self.to_year,)
        self.standing: Standing | None = None
        self.ticks = Ticks()
        self.head = Head(context)
        self.head.year_chosen.connect(self.year_chosen.emit)
        self.list = StepList(tr(N_("Steps to the next school year")))
        self.pane = StepPane(context, self.ticks)
        self.pane.emptied.connect(self.list.setFocus)
        self._quiet = QTimer(self, singleShot=True, interval=30)
        self._quiet.timeout.connect(self._show_step)
        self.list.step_changed.connect(lambda _code: self._quiet.start())
        self.list.opened.connect(self._into_step)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.head)
        column.addWidget(SideBySide(context, SPLITTER, (self.list, self.pane), [360, 680], grows=1), 1)
        self.empty = EmptyState(
            tr(N_("There is no school year to begin with")),
            tr(
                N_(
                    "Next year is made of this year's classes and pupils. Bring them in under Contacts first; then the "
                    "steps stand here."
                )
            ),
            tr(N_("Go to &Contacts")),
            lambda: context.show_page("contacts"),
            "graduation-cap",
        )
        place = QWidget()
        self._room, self._stack = room, QStackedLayout(place)
        self._stack.addWidget(room)
        self._stack.addWidget(self.empty)
        self.body.addWidget(place, 1)

    def reload(self) -> None:
        from app.turning.standing import standing

        self.show_standing(self.context.read(standing, self.to_year))

    def show_standing(self, found: Standing) -> None:
        """Show where the turn stands."""
        from app.turning.standing import ALL

        if self.standing is not None and found.year != self.standing.year:
            self.ticks = self.pane._ticks = self.pane.lines._ticks = Ticks()
        self.standing = found
        tr, today = self.context.tr, clock.today()
        is_known = found.is_known or any(step.state != "nothing" for step in found.steps)
        self._stack.setCurrentWidget(self._room if is_known else self.empty)
        if not is_known:
            return
        self.head.show_standing(found, self.years)
        number = len(found.open_steps)
        about = tr.n("{n} step is open", "{n} steps are open", number)
        lines = [StepLine(ALL, tr(N_("Everything together")), about, "list-checks", "link")]
        for step in found.steps:
            sign, role = SIGNS[step.state]
            wrong = step.state == "open" and any(map(must_be_looked_at, step.lines))
            lines.append(StepLine(step.code, tr(step.title), say_state(tr, step, today), sign, role, wrong))
        begin = next((step.code for step in found.steps if step.state == "open"), ALL)
        self.list.show_lines(lines, begin=begin)
        self._quiet.stop()
        self._show_step()

    def focus_first(self) -> None:
        if self._stack.currentWidget() is self.empty and self.empty.button is not None:
            self.empty.button.setFocus()
        else:
            self.list.setFocus()

    def show_step(self, code: str) -> None:
        """Choose a step by its code."""
        self.list.go_to(code)

    def _show_step(self) -> None:
        if self.standing is not None and self.list.code:
            self.pane.show_step(self.standing, self.list.code)

    def _into_step(self) -> None:
        """Enter goes to the lines, or to what can be done."""
        self._quiet.stop()
        self._show_step()
        pane = self.pane
        controls = (pane.lines, pane.do_button, pane.open_button, pane.undo_button)
        first = next((one for one in controls if one.isVisible() and one.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
