"""What comes up in the year, a line for each time, and where does each stand?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from app.core import clock
from app.core.i18n import N_
from app.shell.chips import OneOf
from app.shell.error_line import ErrorLine
from app.shell.list_pane import ListPane
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.yearwheel.listing.doing import Doing
from app.yearwheel.listing.lines import Line, in_order, line_of
from app.yearwheel.listing.writing import CellWriter
from app.yearwheel.words import STATUS_WORDS

if TYPE_CHECKING:
    from app.shell.context import Context, Refuse
    from app.yearwheel.chosen import Chosen
    from app.yearwheel.listing.cells import WheelCells
    from app.yearwheel.rows import OccurrenceRow
    from app.yearwheel.shown import Shown

GIVES_WAY = (("week", 80), ("responsible", 68), ("ring", 62))
"""Columns that are hidden where the list is narrower than so many letters: the titles need the room."""
WRITTEN = ("days", "title", "ring", "responsible", "status")
"""The columns one writes in."""


class ListPart(Part):
    """The list alone: its filter box and the button of its columns stand in the page's bar, for all views."""

    opened = Signal()  # the occurrence that is chosen is to be gone into
    done_wanted = Signal()

    def __init__(self, context: Context, chosen: Chosen, shown: Shown) -> None:
        super().__init__(context)
        tr = context.tr
        self.chosen, self.shown, self.doing = chosen, shown, Doing(context)
        self._cells: WheelCells | None = None
        self._lines: list[Line] = []
        self._year: int | None = None
        self._is_filling = False
        self.list = ListPane(
            context,
            "yearwheel",
            [
                Column("days", tr(N_("When")), 98),
                Column("week", tr(N_("Week")), 56, visible=False),
                Column("title", tr(N_("What")), 286),
                Column("ring", tr(N_("Ring")), 96),
                Column("responsible", tr(N_("Responsible")), 88),
                Column("status", tr(N_("Status")), 112),
                Column("tasks", tr(N_("Tasks")), 70, sortable=False, visible=False),
                Column("note", tr(N_("Note")), 120, visible=False),
            ],
            self._fetch,
            lambda _text: len(shown.occurrences),
            lambda number: tr.n("{n} entry", "{n} entries", number),
            tr(N_("Title, ring, responsible, month or week")),
        )
        table = self.list.table
        self.writer = CellWriter(context, table, self._cell_rect)
        self.writer.refused.connect(self._refused)
        self.writer.closed.connect(self._cell_left)
        self.error = ErrorLine()
        self.groups = OneOf([("days", tr(N_("By month"))), ("ring", tr(N_("By ring")))])
        self.groups.changed.connect(lambda code: table.sort_by(str(code), False))
        self.list.chips.addWidget(self.groups, 1)
        self.list.is_filtered = lambda: shown.is_narrowed
        self.list.filter_box.textChanged.connect(lambda text: shown.narrow(text=text))
        table.rows.filled.connect(self._filled)
        table.row_changed.connect(self._row_changed)
        table.opened.connect(lambda _line: self._opened())
        table.installEventFilter(self)
        self.body.addWidget(self.error)
        self.body.addWidget(self.list, 1)
        chosen.changed.connect(lambda _key: self._follow())
        shown.changed.connect(self._shown_changed)

    @property
    def line(self) -> Line | None:
        """The line that is current."""
        line: Line | None = self.list.table.current_row
        return line

    def reload(self) -> None:
        self._shown_changed()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def may_leave(self) -> bool:
        return self.writer.leave()

    # -- writing in place

    def write_in(self, column: str) -> None:
        """Open a cell of the current line."""
        table = self.list.table
        at = next(at for at, one in enumerate(table.rows.columns) if one.key == column)
        index = table.rows.index(table.currentIndex().row(), at)
        if index.isValid():
            table.setCurrentIndex(index)
            self._begin(index)

    def _begin(self, index: QModelIndex) -> bool:
        """Open the cell one is at; False where nothing can be written there."""
        line: Line = self.list.table.rows.rows[index.row()]
        column, row, tr = self.list.table.rows.columns[index.column()].key, line.row, self.context.tr
        if self.context.read_only or column not in WRITTEN or (row.entry is None and column != "days"):
            return False
        if column == "days" and row.first is None:
            return False  # without a rule there is nothing to move: the pane has the button for it
        self.error.clear()
        if column == "days" and row.first is not None:
            text = tr.date(row.first)
            self.writer.begin_line(index, text, partial(self._write_day, row), tr(N_("dd.mm.yyyy")))
        elif column == "ring":
            wheel = self.shown.wheel
            rings: list[tuple[object, str]] = [(one.id, one.name) for one in (wheel.rings if wheel else ())]
            write = partial(self._write_fact, row, "ring_id")
            self.writer.begin_choice(index, rings, row.ring.id, write)
        elif column == "status":
            self.writer.begin_choice(index, self._statuses(row), row.status, partial(self._write_status, row))
        else:
            text = row.title if column == "title" else row.responsible
            self.writer.begin_line(index, text, partial(self._write_fact, row, column), "")
        return True

    def _statuses(self, row: OccurrenceRow) -> list[tuple[object, str]]:
        """Return the status it has, and those that can be said by hand."""
        back = {"done": "planned", "dropped": "planned"}.get(row.status, row.status)
        return [(code, self.context.tr(STATUS_WORDS[code])) for code in dict.fromkeys((back, "done", "dropped"))]

    def _write_fact(self, row: OccurrenceRow, field: str, text: str, refuse: Refuse) -> object:
        return self.doing.set_entry(row, field, text, refuse)

    def _write_day(self, row: OccurrenceRow, text: str, refuse: Refuse) -> object:
        from app.core.errors import UserError, explain
        from app.shell.dates import parse_date

        try:
            day = parse_date(text)
        except UserError as error:
            refuse(explain(error, self.context.tr) or "", None)
            return None
        if day is None:
            return self.doing.put_back(row, refuse) if row.is_moved else True
        return True if day == row.first else self.doing.move(row, day, refuse)

    def _write_status(self, row: OccurrenceRow, code: str, refuse: Refuse) -> object:
        if code == "done":
            QTimer.singleShot(0, self, self.done_wanted.emit)  # asks for the day and a note
            return True
        if code == "dropped":
            return self.doing.drop(row, refuse)
        return self.doing.not_done(row, refuse) if row.status == "done" else self.doing.take_up(row, refuse)

    def _refused(self, words: str) -> None:
        self.error.say(words)

    def _cell_left(self) -> None:
        self.error.clear()

    def _cell_rect(self, index: QModelIndex) -> QRect:
        rect = self.list.table.visualRect(index)
        return self._cells.cell_rect(index.row(), rect) if self._cells is not None else rect

    # -- Qt

    def eventFilter(self, table: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._give_way()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.writer.is_open:
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_F2 and plain:
                index = self.list.table.currentIndex()
                if index.isValid() and not self._begin(index):
                    self.write_in("title")
                return True
        return False

    # -- private

    def _give_way(self) -> None:
        """Hide what is said elsewhere too, where there is little room; what the user chose comes back with the room."""
        table = self.list.table
        usual = [column.key for column in table.rows.columns if column.visible]
        wanted = self.context.settings.get("table.yearwheel.columns", usual)
        letters = table.width() / max(1, table.fontMetrics().averageCharWidth())
        for at, column in enumerate(table.rows.columns):
            narrowest = dict(GIVES_WAY).get(column.key, 0)
            if narrowest and column.key in wanted and table.isColumnHidden(at) != (letters < narrowest):
                table.setColumnHidden(at, letters < narrowest)

    def _fetch(self, wanted: Request) -> Sequence[Line]:
        lines = in_order([self._line(row) for row in self.shown.occurrences], wanted.sort, descending=wanted.descending)
        return lines[wanted.offset : wanted.offset + wanted.limit]

    def _line(self, row: OccurrenceRow) -> Line:
        return line_of(row, self.context.tr)

    def _filled(self) -> None:
        table = self.list.table
        if self._cells is None:
            if not table.rows.rows:
                return
            from app.yearwheel.listing.cells import WheelCells

            self._cells = WheelCells(table)
            table.setItemDelegate(self._cells)
        self._cells.lay_out()
        for code, chip in self.groups.chips.items():
            chip.setChecked(table.rows.sort_key == code)

    def _shown_changed(self) -> None:
        """Show what the filters let through now; what was chosen stays so, else the first line is."""
        if self.context.store is None or self.shown.wheel is None or not self.may_leave():
            return
        self.is_stale = False
        self._is_filling = True
        self.list.refresh()
        self._is_filling = False
        if self._year != self.shown.wheel.year:
            self._year = self.shown.wheel.year
            self._go_to_next()
        elif not self._follow() and self.list.table.rows.rows:
            self.list.table.go_to_row(0)
        line = self.line
        self.chosen.choose(line.key if line is not None else "")

    def _go_to_next(self) -> None:
        """Begin at what comes up next."""
        today = clock.today()
        lines: list[Line] = self.list.table.rows.rows
        coming = (line for line in lines if line.row.last is not None and line.row.last >= today)
        first = min(coming, key=lambda line: (line.row.first, line.id), default=lines[0] if lines else None)
        if first is not None and self.list.table.show_id(first.id):
            table = self.list.table
            table.scrollTo(table.currentIndex(), table.ScrollHint.PositionAtCenter)

    def _row_changed(self, line: Line | None) -> None:
        if line is not None and not self._is_filling:
            self.chosen.choose(line.key)

    def _follow(self) -> bool:
        """Make what was chosen elsewhere the current line; False if it is not in the list."""
        row = self.shown.occurrence(self.chosen.key)
        if row is None:
            return False
        return (self.line is not None and self.line.key == row.key) or self.list.table.show_id(row.id)

    def _opened(self) -> None:
        table = self.list.table
        if not (table.hasFocus() and self._begin(table.currentIndex())):
            self.opened.emit()
