"""What was agreed after a result, and has it been done?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.shell import icons
from app.shell.flow import Flow
from app.shell.table import Column, Request, TableView
from app.shell.theme import GRID
from app.shell.whole_list import Keys, in_order
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.meetings.rows import ActionRow
    from app.plan.followed import MeasureRow
    from app.plan.following.doing import Subject
    from app.plan.following.reader_lines import ReaderLine
    from app.shell.context import Context

DONE, LATE, OPEN = "done", "late", "open"
ICONS = {LATE: "circle-alert"}
MOST_LINES = 6
NO_CASE = N_("A measure is agreed in a case. Put the result on the agenda of a meeting first.")


@dataclass(frozen=True)
class MeasureLine:
    """A measure in the list."""

    id: int
    what: str
    who: str
    due: str
    state: str
    status: str
    row: MeasureRow


KEYS: Keys = {
    "what": lambda line: (line.what.casefold(), line.id),
    "who": lambda line: (line.who.casefold(), line.id),
    "due": lambda line: (line.row.due is None, line.row.due or date.min, line.id),
    "status": lambda line: (line.status, line.id),
}


class MeasuresBox(QWidget):
    """The measures with their state; Space says that one is done, Enter opens it among what is to be done."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        tr = context.tr
        self.context = context
        self.subject: Subject | None = None
        self.lines: tuple[MeasureLine, ...] = ()
        self._readers: tuple[ReaderLine, ...] = ()
        self._may_write = False
        columns = [
            Column("what", tr(N_("What")), 230),
            Column("who", tr(N_("Who")), 110),
            Column("due", tr(N_("Due")), 90),
            Column("status", tr(N_("Status")), 130, icon=lambda line: ICONS.get(line.state, "")),
        ]
        self.table = TableView(context, "plan.measures", columns, self._fetch)
        self.table.setAccessibleName(tr(N_("Measures")))
        self.table.row_changed.connect(lambda _row: self._set_buttons())
        self.table.opened.connect(lambda _row: self.open_measure())
        tick = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table, self.finish)
        tick.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.nothing = wrapped("", "muted")
        self.add_button = icons.button(tr(N_("New measure …")), "plus", self.add)
        self.done_button = icons.button(tr(N_("The measure is done …")), "check", self.finish)
        self.open_button = icons.button(tr(N_("Open the measure")), "eye", self.open_measure)
        self.buttons = Flow()
        for button in (self.add_button, self.done_button, self.open_button):
            button.setAutoDefault(False)
            self.buttons.add(button)
        self._frame = QFrame()
        self._frame.setFrameShape(QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._frame)
        column.addWidget(self.nothing)
        column.addWidget(self.buttons)

    def show_measures(
        self, subject: Subject, rows: Sequence[MeasureRow], readers: Sequence[ReaderLine], *, may_write: bool
    ) -> None:
        """Show what was agreed after a result; ``readers`` have the cases it was agreed in."""
        is_same = subject == self.subject
        self.subject, self._may_write = subject, may_write
        self._readers = tuple(line for line in readers if line.row.item_id is not None and line.row.meeting_id)
        self.lines = tuple(self._line(row) for row in rows)
        header = self.table.horizontalHeader().sizeHint().height()
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(header + min(MOST_LINES, max(1, len(self.lines))) * height + 4)
        if is_same and self.table.rows.rows:
            self.table.reload()
        else:
            self.table.load("")
        self._frame.setVisible(bool(self.lines))
        tr = self.context.tr
        self.nothing.setText(tr(N_("Nothing is agreed yet.")) if self._readers else tr(NO_CASE))
        self.nothing.setVisible(not self.lines)
        self._set_buttons()

    @property
    def line(self) -> MeasureLine | None:
        """The measure that is chosen."""
        found: MeasureLine | None = self.table.current_row
        return found

    def add(self) -> None:
        """Ask what was agreed."""
        from app.plan.outcomes.measure_dialog import MeasureDialog

        if self.subject is not None and self._readers and self.context.may_write():
            MeasureDialog(self.context, self, self.subject, self._readers).open()

    def finish(self) -> None:
        """Ask what was done, where the chosen measure is open."""
        from app.meetings.listing.done_dialog import DoneDialog

        action = self._action()
        if action is not None and action.done_on is None and self.context.may_write():
            DoneDialog(self, self.context, [action]).open()

    def open_measure(self) -> None:
        """Show the chosen measure among all that is to be done after the meetings."""
        if self.line is not None:
            self.context.show_page("meetings", ("action", self.line.id))

    def _action(self) -> ActionRow | None:
        from app.meetings.queries import action_points

        line = self.line
        if line is None:
            return None
        every = self.context.read(lambda session: action_points(session, open_only=False))
        return next((one for one in every if one.id == line.id), None)

    def _line(self, row: MeasureRow) -> MeasureLine:
        tr, today = self.context.tr, clock.today()
        state = DONE if row.done_on is not None else LATE if row.due is not None and row.due < today else OPEN
        if row.done_on is not None:
            status = tr(N_("Done {day}"), day=tr.date(row.done_on))
        else:
            status = tr(N_("Late")) if state == LATE else tr(N_("To be done"))
        due = "" if row.due is None else tr.date(row.due)
        return MeasureLine(row.action_id, row.what, row.owner_name, due, state, status, row)

    def _fetch(self, wanted: Request) -> Sequence[MeasureLine]:
        return in_order(self.lines, wanted, KEYS)

    def _set_buttons(self) -> None:
        line = self.line
        self.add_button.setVisible(self._may_write and bool(self._readers))
        self.done_button.setVisible(self._may_write and line is not None and line.state != DONE)
        self.open_button.setVisible(line is not None)
