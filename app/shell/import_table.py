"""How are the rows of an import's preview shown, narrowed and ticked?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.header import ListHeader
from app.shell.table_model import Index
from app.shell.theme import ROW_HEIGHT

if TYPE_CHECKING:
    from app.shell.import_wizard import Preview, PreviewRow

_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_CHECK = Qt.ItemDataRole.CheckStateRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole


class PreviewModel(QAbstractTableModel):
    """State (with its tick), the preview's cells, and what happens."""

    ticks_changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._all: Sequence[PreviewRow] = ()
        self._shown: list[PreviewRow] = []
        self._heads: tuple[str, ...] = ()
        self._skipped: set[Hashable] = set()

    def fill(self, preview: Preview) -> None:
        tr = self._context.tr
        self.beginResetModel()
        self._heads = (tr(N_("State")), *preview.heads, tr(N_("What happens")))
        self._all = preview.rows
        self._shown = list(preview.rows)
        self._skipped = {row.key for row in preview.rows if row.ticked is False}
        self.endResetModel()

    def show_state(self, state: str) -> None:
        """Show only the rows in one state; the empty string shows all."""
        self.beginResetModel()
        self._shown = [row for row in self._all if not state or row.state == state]
        self.endResetModel()

    def skipped(self) -> frozenset[Hashable]:
        """Return the keys of the rows that are left out."""
        return frozenset(self._skipped)

    def turn(self, rows: Sequence[int]) -> None:
        """Tick the rows with these positions, or untick them if all are ticked."""
        keys = {self._shown[at].key for at in rows if self._shown[at].ticked is not None}
        if keys.isdisjoint(self._skipped):
            self._skipped |= keys
        else:
            self._skipped -= keys
        if rows:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))
            self.ticks_changed.emit()

    def said_at(self, at: int) -> str:
        """Return what happens with the row at a position as it is ticked now."""
        row = self._shown[at]
        return row.unticked if row.unticked and row.key in self._skipped else row.about

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, at = self._shown[index.row()], index.column()
        if role == _DISPLAY or role == _TOOLTIP:  # noqa: SIM109 - asked for every cell
            if at == 0:
                from app.shell.import_wizard import STATES

                return self._context.tr(STATES[row.state])
            words = self.said_at(index.row()) if at > len(row.cells) else row.cells[at - 1]
            return words if role == _DISPLAY or "<" not in words else None
        if role == _CHECK and at == 0 and row.ticked is not None:
            return Qt.CheckState.Unchecked if row.key in self._skipped else Qt.CheckState.Checked
        return None

    def setData(self, index: Index, _value: Any, role: int = _DISPLAY) -> bool:
        if role != _CHECK:
            return False
        self.turn([index.row()])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self._shown[index.row()].ticked is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class ImportTable(QTableView):
    """The list; Space ticks or unticks what is selected. ``said`` is what happens with the current row, in full."""

    said = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.rows = PreviewModel(context, self)
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(context.tr(N_("What the file would change")))
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        header = ListHeader(self)
        header.setSectionsClickable(False)
        header.padding = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1  # as Qt paints cells
        self.setHorizontalHeader(header)
        self.selectionModel().currentRowChanged.connect(lambda *_: self._say_current())
        self.rows.dataChanged.connect(lambda *_: self._say_current())

    def show_rows(self, preview: Preview) -> None:
        """Show a preview from the top."""
        self.rows.fill(preview)
        self._go_to_first()
        self.setColumnWidth(0, 150)
        for at, head in enumerate(preview.heads, 1):
            words = [head, *(row.cells[at - 1] for row in preview.rows[:200])]
            widest = max(self.fontMetrics().horizontalAdvance(word) for word in words)
            self.setColumnWidth(at, min(widest + 32, 260))

    def show_state(self, state: str) -> None:
        """Show only the rows in one state (all for the empty string), from the top."""
        self.rows.show_state(state)
        self._go_to_first()

    def _go_to_first(self) -> None:
        if self.rows.rowCount():
            self.selectRow(0)
        self._say_current()

    def _say_current(self) -> None:
        at = self.currentIndex().row()
        self.said.emit(self.rows.said_at(at) if 0 <= at < self.rows.rowCount() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.rows.turn(sorted({index.row() for index in self.selectionModel().selectedRows()}))
        else:
            super().keyPressEvent(event)
