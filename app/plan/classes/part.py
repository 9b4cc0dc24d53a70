"""How far is each class this year? The tab *Klassestatus*: the principal's one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.plan.classes.doing import leave, toggle, untick
from app.plan.classes.grid import ClassesGrid
from app.plan.following_words import STEP_WORDS
from app.shell import icons
from app.shell.flow import Flow
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.plan.classes.doing import Cell
    from app.plan.followed import ClassStatusRow, StepState
    from app.shell.context import Context


class ClassStatusPart(Part):
    """Classes and six steps; under them, what is known of the cell one is in and from where."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.rows: tuple[ClassStatusRow, ...] = ()
        self.counted = Label("", "muted")
        self.grid = ClassesGrid(tr)
        self.about = wrapped("")
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tick_button = icons.button(tr(N_("Tick")), "check", self.tick)
        self.day_button = icons.button(tr(N_("On another day …")), "calendar-days", self.write_day)
        self.open_button = icons.button(tr(N_("Open what it was read from")), "eye", self.open_source)
        self.leave_button = icons.button(tr(N_("As the program knows it")), "undo-2", self.leave)
        buttons = Flow()
        for button in (self.tick_button, self.day_button, self.open_button, self.leave_button):
            button.setAutoDefault(False)
            buttons.add(button)
        self.keys = Label(
            tr(N_("Arrows move, Space ticks, Enter writes the day; with Shift several are ticked at once.")), "muted"
        )
        self.grid.place_changed.connect(self._say_place)
        self.grid.ticked.connect(self.tick)
        self.grid.opened.connect(self.write_day)
        self.empty = EmptyState(
            tr(N_("No classes this year yet")),
            tr(
                N_(
                    "Every class stands here with its six steps: parents' meeting, election, minutes, the plan and two "
                    "development talks. What the meetings and elections tell is ticked by itself."
                )
            ),
            tr(N_("Go to Contacts")),
            lambda: context.show_page("contacts"),
            icon="users",
        )
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.grid.setFrameShape(QFrame.Shape.NoFrame)
        inside.addWidget(self.grid)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.counted)
        column.addWidget(frame, 1)
        column.addWidget(self.about)
        column.addWidget(buttons)
        column.addWidget(self.keys)
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        self.body.addWidget(place, 1)

    # -- what is shown

    def reload(self) -> None:
        from app.plan.class_status import class_status

        self.rows = self.context.read(class_status, self.context.year, clock.today())
        self._stack.setCurrentIndex(0 if self.rows else 1)
        self.grid.show_rows(self.rows)
        tr = self.context.tr
        self.counted.setText(
            " · ".join(
                f"{tr(words)}: {sum(row.steps[step].is_done for row in self.rows)}/{len(self.rows)}"
                for step, words in STEP_WORDS.items()
            )
        )
        self._say_place()

    def focus_first(self) -> None:
        if self._stack.currentIndex() == 0:
            self.grid.setFocus()
        elif self.empty.button is not None:
            self.empty.button.setFocus()

    def show_class(self, class_id: int, step: str | None = None) -> None:
        """Be at a step of a class, else at the first it has not done."""
        self.is_stale = False
        self.reload()
        self.grid.show_class(class_id, step)
        self.grid.setFocus()

    @property
    def state(self) -> StepState | None:
        """The step one is in."""
        return self.grid.lines.state(self.grid.currentIndex())

    def _say_place(self) -> None:
        cells, state, tr = self.grid.cells, self.state, self.context.tr
        may_write = not self.context.read_only
        if len(cells) > 1:
            self.about.setText(tr(N_("{n} places are chosen."), n=len(cells)))
        elif state is not None:
            self.about.setText(self.grid.lines.said(self.grid.currentIndex()))
        else:
            self.about.setText("")
        all_done = bool(cells) and all(self._of(cell).is_done for cell in cells)
        words = tr(N_("Take the tick away")) if all_done else tr(N_("Tick"))
        self.tick_button.setText(words)
        self.tick_button.setAccessibleName(words)
        self.tick_button.setVisible(may_write and bool(cells))
        self.day_button.setVisible(may_write and bool(cells))
        self.open_button.setVisible(len(cells) == 1 and state is not None and bool(state.page))
        self.leave_button.setVisible(may_write and any(self._of(cell).by_hand for cell in cells))

    # -- what is done

    def tick(self) -> None:
        """Tick what is chosen; where all of it is ticked, take the ticks away."""
        cells = self.grid.cells
        if not cells or not self.context.may_write():
            return
        values = {"what": self._name(cells)}
        open_ones = [cell for cell in cells if not self._of(cell).is_done]
        if open_ones:
            known = frozenset(cell for cell in open_ones if self._of(cell).known is not None)
            self.context.do(N_("Ticked: {what}"), toggle, open_ones, known, clock.today(), arguments=values)
            return
        own = [cell for cell in cells if self._of(cell).by_hand and self._of(cell).known is None]
        rest = [cell for cell in cells if cell not in own]
        if rest:
            self.context.do(N_("Took the tick away: {what}"), untick, cells, arguments=values)
        else:
            self.context.do(N_("Took the tick away: {what}"), leave, own, arguments=values)

    def write_day(self) -> None:
        """Ask on which day what is chosen was done."""
        from app.plan.classes.step_dialog import StepDialog

        cells = self.grid.cells
        if cells and self.context.may_write():
            StepDialog(self.context, self, cells, self._name(cells), self._of(cells[0])).open()

    def leave(self) -> None:
        """Take back what the office said of what is chosen."""
        cells = [cell for cell in self.grid.cells if self._of(cell).by_hand]
        if cells and self.context.may_write():
            label, values = N_("As the program knows it: {what}"), {"what": self._name(cells)}
            self.context.do(label, leave, cells, arguments=values)

    def open_source(self) -> None:
        """Show the meeting, the election or the wheel that the step one is in was read from."""
        state = self.state
        if state is None or not state.page:
            return
        item = state.item
        if state.page == "elections" and item is None:
            item = ("class", self.rows[self.grid.currentIndex().row()].class_id)
        self.context.show_page(state.page, item)

    def _of(self, cell: Cell) -> StepState:
        class_id, step = cell
        return next(row for row in self.rows if row.class_id == class_id).steps[step]

    def _name(self, cells: tuple[Cell, ...] | list[Cell]) -> str:
        """Return "5A, Election", or how many places there are."""
        tr = self.context.tr
        names = {row.class_id: row.name for row in self.rows}
        if len(cells) == 1:
            class_id, step = cells[0]
            return f"{names[class_id]}, {tr(STEP_WORDS[step])}"
        steps = {step for _class_id, step in cells}
        if len(steps) == 1:
            classes = tr.n("{n} class", "{n} classes", len(cells))
            return f"{tr(STEP_WORDS[steps.pop()])}, {classes}"
        return tr.n("{n} place", "{n} places", len(cells))
