"""What would the file change, what stands in its way, and what of it is to land?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.chips import Chip
from app.shell.context import Context
from app.shell.flow import Flow
from app.shell.importing.preview_table import PreviewTable
from app.shell.importing.row_detail import RowDetail
from app.shell.importing.shape import COPIED, STATES, Preview, PreviewRow
from app.shell.menus import give_menu
from app.shell.theme import GRID, ROW_HEIGHT
from app.shell.words import heading, wrapped

LISTED = N_("All in the list")
NOTED = N_("Copied the problems of a file (office), rows: {number}")
MANY_ROWS = 5_000
LEAST_ROWS = 2
"""In a low window with large text the list keeps these, and what stands below it is scrolled."""
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class RowFilter(QLineEdit):
    """Typing narrows the list; Esc clears; arrows move in the list while the cursor stays here."""

    def __init__(self, context: Context, table: PreviewTable) -> None:
        super().__init__()
        self._table = table
        words = context.tr(N_("Filter: name, class, value …"))
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setMinimumHeight(4 * GRID)
        self._glass = QAction(self)
        icons.put(self._glass, "search", "muted", 16)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        give_menu(self, context.tr)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in _MOVES:
            QCoreApplication.sendEvent(self._table, QKeyEvent(event.type(), event.key(), event.modifiers()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._table.setFocus()
        else:
            super().keyPressEvent(event)


class PreviewFace(QWidget):
    """The list of what would happen, narrowed by state and text; the current row stands in full below it."""

    ticks_changed = Signal()
    answered = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._preview: Preview | None = None
        self._build()

    @property
    def state(self) -> str:
        """The state the list is narrowed to, "" for all."""
        return next((state for state, chip in self.chips.items() if chip.isChecked()), "")

    def choose_state(self, state: str) -> None:
        """Narrow the list to one state, as a click on its button does."""
        self.chips[state].setChecked(True)
        self._narrow()

    def show_preview(self, preview: Preview) -> None:
        """Show what would happen; filter, ticks and the current row stay where they can."""
        tr = self._context.tr
        state = self.state
        self._preview = preview
        self.table.show_rows(preview)
        counts = dict(preview.counts or {})
        listed = Counter(row.state for row in preview.rows)
        for name in STATES:
            counts.setdefault(name, listed[name])
        self.chips[""].setText(f"{tr(LISTED)} {tr.number(len(preview.rows))}")
        for name, words in STATES.items():
            chip = self.chips[name]
            chip.setText(f"{tr(words)} {tr.number(counts[name])}")
            chip.setEnabled(name in listed)
            chip.setVisible(counts[name] > 0)
        if state not in listed and state:
            self.choose_state("")
        for chip in self.chips.values():
            chip.updateGeometry()
        rest = N_("The rest of the file stands here already.")
        done = N_("There is nothing more to do here. Close the import, or go back and take another file.")
        nothing = rest if preview.settles else done
        self.nothing.setText(tr(nothing))
        self.nothing.setVisible(not preview.rows)
        for part in (self.table, self.detail, self.filter, self.states):
            part.setVisible(bool(preview.rows))
        self.copy_button.setVisible(any(name in listed for name in COPIED))
        self.detail.want_height(self._room_below(preview))
        self.notes.setText("\n".join(preview.notes))
        self.notes.setVisible(bool(preview.notes))

    def say_summary(self, words: str) -> None:
        """Say in one line what would land."""
        self.summary.setText(words)

    def unanswered(self) -> int:
        """Return how many questions nobody has answered."""
        rows = self._preview.rows if self._preview is not None else ()
        return sum(row.question is not None and row.question.answer is None for row in rows)

    def go_to_question(self, after: Hashable) -> None:
        """Go on from an answered question to the next one that waits, unless one has gone elsewhere meanwhile."""
        current = self.table.current
        if current is None or current.question is None or current.question.key != after:
            return
        rows = self.table.rows.shown()
        places = [at for at, row in enumerate(rows) if row.question is not None and row.question.answer is None]
        here = next((at for at, row in enumerate(rows) if row.question is not None and row.question.key == after), -1)
        wanted = next((at for at in places if at > here), places[0] if places else None)
        if wanted is not None:
            self.table.go_to(rows[wanted].known_as)

    def copy_problems(self) -> None:
        """Copy the rows that somebody must put right, as a table for Excel."""
        self._copy(self._preview.rows if self._preview is not None else ())

    def copy_chosen(self) -> None:
        """Copy those of the selected rows that somebody must put right."""
        places = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        self._copy([row for row in map(self.table.rows.row_at, places) if row is not None])

    def focus_first(self) -> bool:
        """Begin in the list; False where there is nothing in it."""
        if self._preview is not None and self._preview.rows:
            self.table.setFocus()
            return True
        return False

    def controls(self) -> list[QWidget]:
        """Return what Tab goes through."""
        return [self.filter, self.copy_button, *self.chips.values(), self.table, *self.detail.buttons.values()]

    def panes(self) -> list[QWidget]:
        """Return the parts F6 goes through."""
        if self._preview is None or not self._preview.rows:
            return []
        return [self.filter, self.table, *list(self.detail.buttons.values())[:1]]

    # -- private

    def _build(self) -> None:
        tr = self._context.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.summary = heading("", 1.05)
        self.summary.setWordWrap(True)
        self.notes = wrapped("", "muted")
        self.detail = RowDetail(self._context)
        self.detail.answered.connect(self.answered)
        self.table = PreviewTable(self._context)
        self.table.setMinimumHeight((LEAST_ROWS + 1) * ROW_HEIGHT + GRID)  # the headings too
        self.table.rows.ticks_changed.connect(self.ticks_changed)
        self.table.said.connect(self._show_current)
        self.table.answered.connect(lambda number: self.detail.answer(number))
        self.table.typed.connect(self._go_on_typing)
        self.table.copy_wanted = self.copy_chosen
        self.filter = RowFilter(self._context, self.table)
        self._typed = QTimer(self, singleShot=True)
        self._typed.timeout.connect(self._narrow)
        self.filter.textChanged.connect(self._type)
        self.copy_button = QPushButton(tr(N_("Copy the &problems for Excel")))
        icons.put(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy_problems)
        self.copy_button.setAutoDefault(True)
        self.states = Flow()
        self.chips: dict[str, Chip] = {}
        for state, words in (("", LISTED), *STATES.items()):
            chip = self.chips[state] = Chip(tr(words), self.states)
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda: self._narrow())
            self.states.add(chip)
        self.chips[""].setChecked(True)
        self.nothing = wrapped("", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.filter, 1)
        top.addWidget(self.copy_button)
        column.addWidget(self.summary)
        column.addWidget(self.notes)
        column.addLayout(top)
        column.addWidget(self.states)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.detail)

    def _show_current(self, said: str) -> None:
        """Show the current row in full; the answers to a question come right after the list."""
        self.detail.show_row(self.table.current, said)
        for one, next_one in pairwise((self.table, *self.detail.buttons.values())):
            QWidget.setTabOrder(one, next_one)

    def _room_below(self, preview: Preview) -> int:
        """As high as the fullest row needs, within reason: the list must not jump while one goes through it."""
        line = self.fontMetrics().lineSpacing()
        lines = 2
        for row in preview.rows:
            if row.question is not None:
                lines = max(lines, 4 + 2 * len(row.question.candidates))
            elif row.sides:
                lines = max(lines, 2 + len(row.sides))
        return min(lines, 11) * line + 2 * GRID

    def _type(self) -> None:
        many = self._preview is not None and len(self._preview.rows) > MANY_ROWS
        self._typed.start(150 if many else 0)

    def _narrow(self) -> None:
        self.table.narrow(self.state, self.filter.text())

    def _go_on_typing(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + text)

    def _copy(self, among: Iterable[PreviewRow]) -> None:
        from app.shell.clipboard import table_data
        from app.shell.noted import noted

        rows = [row for row in among if row.state in COPIED]
        if not rows or not noted(self._context, NOTED, (), number=len(rows)):
            return
        model, tr = self.table.rows, self._context.tr
        QGuiApplication.clipboard().setMimeData(table_data(model.heads, [model.words_of(row) for row in rows]))
        words = tr.n("{n} row copied. Paste it into Excel.", "{n} rows copied. Paste them into Excel.", len(rows))
        self._context.notify(words)
