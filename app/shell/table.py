"""How is a large list shown, sorted, chosen from and copied?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.core.i18n import N_
from app.shell.column_widths import fitted
from app.shell.context import Context
from app.shell.header import ListHeader
from app.shell.table_model import PAGE, Column, Fetch, Index, Request, RowModel
from app.shell.theme import GRID, ROW_HEIGHT, tones

__all__ = ["PAGE", "Column", "Request", "Selection", "TableView"]
_MODEL = QItemSelectionModel.SelectionFlag
_ROWS = _MODEL.Rows


class Selection(NamedTuple):
    """What is chosen: these ``ids``, or everything that matches the filter but the ``ids``."""

    ids: frozenset[int]
    all_that_match: bool = False

    def __contains__(self, row_id: object) -> bool:
        return (row_id in self.ids) != self.all_that_match


class TableView(QTableView):
    """A list of rows; ``name`` is what its columns and sorting are remembered under.

    ``is_muted`` says which rows are painted in grey, since nothing can be done with them. ``may_copy`` is asked before
    rows go to the clipboard.
    """

    row_changed = Signal(object)  # the current row, or None
    selection_changed = Signal()
    opened = Signal(object)  # Enter or double click on a row

    def __init__(self, context: Context, name: str, columns: Sequence[Column], fetch: Fetch) -> None:
        super().__init__()
        self.context = context
        self._name = name
        self._all = False
        self._left_out: set[int] = set()
        self._restoring = False
        self._shown_id: int | None = None
        self.empty_text = ""
        self.steered_by: QWidget | None = None
        self.is_muted: Callable[[Any], bool] | None = None
        self.may_copy: Callable[[list[Any]], bool] | None = None
        self.rows = RowModel(columns, fetch, self)
        self._dress()
        self.setModel(self.rows)
        self._restore_columns()
        self.rows.grown.connect(self._choose_what_came)
        self.rows.filled.connect(self._first_rows)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.rows[index.row()]))
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._sort_by_click)
        header.customContextMenuRequested.connect(self._pop_up_columns)
        header.sectionResized.connect(self._width_changed)
        self._changed_widths: dict[str, int] = {}
        self._fitting = False

    # -- what is shown

    def load(self, text: str) -> None:
        """Show the rows that match ``text``, from the top, the first one current."""
        self._all = False
        self._left_out.clear()
        self._restoring = True
        self.rows.fill(text, self.rows.sort_key, self.rows.descending)
        if self.rows.rows:
            self.go_to_row(0)
        self._restoring = False
        self.scrollToTop()
        self._current_moved()
        self.selection_changed.emit()

    def reload(self) -> None:
        """Read the same rows again: what was chosen and where the list stood stay."""
        self._fill(self.rows.text, len(self.rows.rows), self.selection().ids, self._shown_id)

    def clear(self) -> None:
        self.rows.clear()
        self._current_moved()

    def show_id(self, row_id: int) -> bool:
        """Make the row with this id the current one; False if it is not among the rows that match."""
        position = self._position(row_id)
        while position is None and self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())
            position = self._position(row_id)
        if position is None:
            return False
        self.go_to_row(position)
        return True

    def go_to_row(self, position: int) -> None:
        """Make one row current and the only one chosen."""
        index = self.rows.index(position, self._first_column())
        self.selectionModel().setCurrentIndex(index, _MODEL.ClearAndSelect | _ROWS)

    @property
    def current_row(self) -> Any:
        """The row the detail beside the list is about, or None."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() and index.row() < len(self.rows.rows) else None

    def looks_active(self) -> bool:
        """Say whether the chosen rows are painted strongly: the focus is here or in the box that steers the list."""
        proxy = self.steered_by
        return self.hasFocus() or (proxy is not None and proxy.hasFocus())

    # -- what is chosen

    def selection(self) -> Selection:
        """Return what is chosen: ids, or all that match but those left out."""
        if self._all:
            return Selection(frozenset(self._left_out), True)
        return Selection(frozenset(self._ids(self.selectionModel().selection())))

    def selectAll(self) -> None:
        """Choose all that match, also beyond the rows that are loaded."""
        self._restoring = True
        super().selectAll()
        self._restoring = False
        self._all = True
        self._left_out.clear()
        self.selection_changed.emit()

    def keep_one(self) -> bool:
        """Let only the current row be chosen, where several are; False if there was nothing to drop."""
        chosen = self.selection()
        several = [row.id for row in self.rows.rows if row.id in chosen]
        if len(several) < 2:
            return False
        self._all = False
        self._left_out.clear()
        row = self.current_row
        self.show_id(row.id if row is not None else several[0])
        return True

    def selectionChanged(self, chosen: QItemSelection, left: QItemSelection) -> None:
        super().selectionChanged(chosen, left)
        if self._restoring:
            return
        if self._all:
            gone = self._ids(left)
            if chosen.isEmpty() and len(gone) == 1 and self.selectionModel().hasSelection():
                self._left_out |= gone
            elif left.isEmpty():
                self._left_out.difference_update(self._ids(chosen))
            else:
                self._all = False
        self.selection_changed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._restoring:
            self._current_moved()

    # -- sorting and columns

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort the whole list, not only the rows that are loaded."""
        position = next(at for at, column in enumerate(self.rows.columns) if column.key == key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(position, order)
        self.rows.sort_key, self.rows.descending = key, descending
        self._remember("sort", [key, descending])
        if self.context.store is not None:
            self._fill(self.rows.text, PAGE, self.selection().ids, self._shown_id)
            self.scrollToTop()

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide one column and remember it; the last one stays."""
        if not shown and len(self._shown_keys()) == 1:
            return
        for at, column in enumerate(self.rows.columns):
            if column.key == key:
                self.setColumnHidden(at, not shown)
        self._remember("columns", self._shown_keys())
        self._fit()

    def columns_menu(self, parent: QWidget) -> QMenu:
        """Build the menu that sorts and chooses columns, for mouse and keyboard alike."""
        tr = self.context.tr
        menu = QMenu(parent)
        menu.addSection(tr(N_("Sort by")))
        group = QActionGroup(menu)
        for column in self.rows.columns:
            if column.sortable:
                action = self._menu_line(menu, column.title, column.key == self.rows.sort_key)
                action.triggered.connect(lambda _on=False, key=column.key: self.sort_by(key, self.rows.descending))
                group.addAction(action)
        turned = self._menu_line(menu, tr(N_("Last &first")), self.rows.descending)
        turned.triggered.connect(lambda on: self.sort_by(self.rows.sort_key, on))
        menu.addSection(tr(N_("Columns")))
        for at, column in enumerate(self.rows.columns):
            action = self._menu_line(menu, column.title, not self.isColumnHidden(at))
            action.triggered.connect(lambda on, key=column.key: self.show_column(key, on))
        return menu

    def save_widths(self) -> None:
        """Remember the widths that were changed (called when the window closes)."""
        if self._changed_widths:
            kept = self.context.settings.get(f"table.{self._name}.widths", dict[str, int]())
            scale = self._text_scale()
            changed = {key: round(width / scale) for key, width in self._changed_widths.items()}
            self._remember("widths", {**kept, **changed})

    # -- copying

    def copy(self) -> bool:
        """Put the chosen rows, with the heads of the shown columns, on the clipboard as a table for Excel.

        False if ``may_copy`` refused.
        """
        from app.shell.clipboard import table_data

        chosen = self.selection()
        rows = self.rows.read_all() if chosen.all_that_match else self.rows.rows
        header = self.horizontalHeader()
        shown = [
            at for at in (header.logicalIndex(place) for place in range(header.count())) if not self.isColumnHidden(at)
        ]
        copied = [row for row in rows if row.id in chosen]
        if self.may_copy is not None and not self.may_copy(copied):
            return False
        cells = [[self.rows.cell(row, at) for at in shown] for row in copied]
        heads = [self.rows.columns[at].title for at in shown]
        QGuiApplication.clipboard().setMimeData(table_data(heads, cells))
        if copied:
            tr, number = self.context.tr, len(copied)
            words = tr.n("{n} row copied. Paste it into Excel.", "{n} rows copied. Paste them into Excel.", number)
            self.context.notify(words)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row is not None:
            self.opened.emit(self.current_row)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight where something below or above takes room from the list."""
        row = self.visualRect(self.currentIndex())
        was_in_sight = self.currentIndex().isValid() and row.top() >= 0 and row.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        self._fit()
        if was_in_sight and row.bottom() > self.viewport().height():
            self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rows.rows and self.empty_text:
            painter = QPainter(self.viewport())
            painter.setPen(tones(self).muted)
            box = self.viewport().rect().adjusted(2 * GRID, 4 * GRID, -2 * GRID, 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), self.empty_text)
            painter.end()

    # -- private

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = max(ROW_HEIGHT, self.fontMetrics().height() + 2 * GRID - 2)
        vertical.setMinimumSectionSize(height)
        vertical.setDefaultSectionSize(height)
        self.setHorizontalHeader(ListHeader(self))

    def _fill(self, text: str, at_least: int, chosen: frozenset[int], current: int | None) -> None:
        all_that_match, left_out = self._all, set(self._left_out)
        place = self.verticalScrollBar().value()
        self._restoring = True
        self.rows.fill(text, self.rows.sort_key, self.rows.descending, at_least)
        self._choose(chosen, current, all_that_match, left_out)
        self._restoring = False
        self.verticalScrollBar().setValue(place)
        self._current_moved()
        self.selection_changed.emit()

    def _choose(self, chosen: frozenset[int], current: int | None, all_that_match: bool, left_out: set[int]) -> None:
        model = self.selectionModel()
        self._all, self._left_out = all_that_match, left_out
        if all_that_match:
            self._choose_what_came(0, len(self.rows.rows) - 1)
        elif chosen:
            spans = QItemSelection()
            last = len(self.rows.columns) - 1
            for at, row in enumerate(self.rows.rows):
                if row.id in chosen:
                    spans.select(self.rows.index(at, 0), self.rows.index(at, last))
            model.select(spans, _MODEL.ClearAndSelect)
        else:
            model.clearSelection()
        position = self._position(current) if current is not None else None
        if position is not None:
            model.setCurrentIndex(self.rows.index(position, self._first_column()), _MODEL.NoUpdate)
        elif current is not None:
            model.clearCurrentIndex()

    def _first_rows(self) -> None:
        """Take the painter of cells into use once there are cells: loading it would delay the first window."""
        from app.shell.row_delegate import RowDelegate

        self.rows.filled.disconnect(self._first_rows)
        self.setItemDelegate(RowDelegate(self))

    def _choose_what_came(self, first: int, last: int) -> None:
        if not self._all or last < first:
            return
        restoring, self._restoring = self._restoring, True
        spans = QItemSelection()
        for at in range(first, last + 1):
            if self.rows.rows[at].id not in self._left_out:
                spans.select(self.rows.index(at, 0), self.rows.index(at, len(self.rows.columns) - 1))
        self.selectionModel().select(spans, _MODEL.Select)
        self._restoring = restoring

    def _current_moved(self) -> None:
        row = self.current_row
        self._shown_id = row.id if row is not None else None
        self.row_changed.emit(row)

    def _ids(self, spans: QItemSelection) -> set[int]:
        rows = self.rows.rows
        ranges = (spans.at(at) for at in range(spans.count()))
        return {rows[at].id for span in ranges for at in range(span.top(), min(span.bottom() + 1, len(rows)))}

    def _position(self, row_id: int | None) -> int | None:
        return next((at for at, row in enumerate(self.rows.rows) if row.id == row_id), None)

    def _first_column(self) -> int:
        return next((at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)), 0)

    def _shown_keys(self) -> list[str]:
        return [column.key for at, column in enumerate(self.rows.columns) if not self.isColumnHidden(at)]

    def _restore_columns(self) -> None:
        settings, columns = self.context.settings, self.rows.columns
        widths = settings.get(f"table.{self._name}.widths", dict[str, int]())
        shown = settings.get(f"table.{self._name}.columns", [column.key for column in columns if column.visible])
        key, descending = settings.get(f"table.{self._name}.sort", [columns[0].key, False])[:2]
        scale = self._text_scale()
        self._wanted = [int(widths.get(column.key, column.width) * scale) for column in columns]
        for at, column in enumerate(columns):
            self.setColumnWidth(at, self._wanted[at])
            self.setColumnHidden(at, column.key not in shown)
        if key not in [column.key for column in columns]:
            key, descending = columns[0].key, False
        self.rows.sort_key, self.rows.descending = key, bool(descending)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        position = [column.key for column in columns].index(key)
        header.setSortIndicator(position, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def _fit(self) -> None:
        """Give every shown column a place in sight: where there is too little room the widest ones give way."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(place) for place in range(header.count()))
        shown = [at for at in places if not self.isColumnHidden(at)]
        room = self.viewport().width()
        widths = fitted([self._wanted[at] for at in shown], room, self._text_scale())
        widths[-1:] = [max(widths[-1], room - sum(widths[:-1]))]  # the last one takes what room there is
        self._fitting = True
        for at, width in zip(shown, widths, strict=True):
            if width != self.columnWidth(at):
                self.setColumnWidth(at, width)
        self._fitting = False

    def _text_scale(self) -> float:
        """Widths are given for text of the common size; larger text needs wider columns."""
        return max(1.0, self.fontMetrics().height() / 17)

    def _remember(self, what: str, value: object) -> None:
        self.context.settings.set(f"table.{self._name}.{what}", value)

    def _width_changed(self, at: int, _old: int, new: int) -> None:
        if self._fitting:
            return
        header = self.horizontalHeader()
        last = max((place for place in range(header.count()) if not header.isSectionHidden(place)), default=-1)
        if new and at != last:  # the last one takes what room there is, which is nobody's choice
            self._wanted[at] = new
            self._changed_widths[self.rows.columns[at].key] = new

    def _sort_by_click(self, at: int) -> None:
        column = self.rows.columns[at]
        if column.sortable:
            self.sort_by(column.key, column.key == self.rows.sort_key and not self.rows.descending)

    def _pop_up_columns(self, point: QPoint) -> None:
        menu = self.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(point))

    @staticmethod
    def _menu_line(menu: QMenu, words: str, on: bool) -> QAction:
        action = menu.addAction(words.replace("&", "&&") if words.count("&") > 1 else words)
        action.setCheckable(True)
        action.setChecked(on)
        return action
