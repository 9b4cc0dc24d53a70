"""How are the rows of an import's preview shown, narrowed and ticked?"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.header import ListHeader
from app.shell.importing.shape import STATES, Preview, PreviewRow
from app.shell.table_model import Index
from app.shell.theme import FUSION_OUTLINE, GRID, ROW_HEIGHT, tones

_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_CHECK = Qt.ItemDataRole.CheckStateRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_PICTURES = {"alarm": "shield-alert", "question": "circle-help", "problem": "triangle-alert"}
_WIDEST = 32 * GRID

Turned = dict[Hashable, tuple[bool, str]]
"""{what a row is known as: (ticked by the user, what happened with it then)}"""


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
        self._folded: dict[Hashable, str] = {}
        self._state, self._text = "", ""
        self.turned: Turned = {}

    def fill(self, preview: Preview) -> None:
        """Show a preview; what the user ticked or unticked before holds for the same rows."""
        tr = self._context.tr
        self.beginResetModel()
        self._heads = (tr(N_("State")), *preview.heads, tr(N_("What happens")))
        self._all = preview.rows
        self._folded = {}
        self._skipped = {row.key for row in preview.rows if row.ticked is not None and not self._is_wanted(row)}
        self._shown = self._narrowed()
        self.endResetModel()

    def narrow(self, state: str, text: str) -> None:
        """Show only the rows in one state (all for "") in which every word of ``text`` stands."""
        self.beginResetModel()
        self._state, self._text = state, text
        self._shown = self._narrowed()
        self.endResetModel()

    def skipped(self) -> frozenset[Hashable]:
        """Return the keys of the rows that are left out."""
        return frozenset(self._skipped)

    def turn(self, rows: Sequence[int]) -> None:
        """Tick the rows with these positions, or untick them if all are ticked."""
        turned = [self._shown[at] for at in rows if self._shown[at].ticked is not None]
        tick = any(row.key in self._skipped for row in turned)
        for row in turned:
            self.turned[row.known_as] = (tick, row.about)
            (self._skipped.discard if tick else self._skipped.add)(row.key)
        if rows:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))
            self.ticks_changed.emit()

    def row_at(self, at: int) -> PreviewRow | None:
        """Return the row at a position, None where there is none."""
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def place_of(self, known_as: Hashable) -> int | None:
        """Return the position of the row that is known as this, None if it is not shown."""
        return next((at for at, row in enumerate(self._shown) if row.known_as == known_as), None)

    def shown(self) -> Sequence[PreviewRow]:
        """Return the rows that are not filtered away."""
        return self._shown

    def said_at(self, at: int) -> str:
        """Return what happens with the row at a position as it is ticked now."""
        row = self._shown[at]
        return row.unticked if row.unticked and row.key in self._skipped else row.about

    def words_of(self, row: PreviewRow) -> tuple[str, ...]:
        """Return the row as it is copied: its state, its cells and what happens."""
        said = row.unticked if row.unticked and row.key in self._skipped else row.about
        return (self.state_words(row.state), *row.cells, said)

    def state_words(self, state: str) -> str:
        """Return what a state is called."""
        return self._context.tr(STATES[state])

    @property
    def heads(self) -> tuple[str, ...]:
        return self._heads

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, at = self._shown[index.row()], index.column()
        if role == _DISPLAY or role == _TOOLTIP:  # noqa: SIM109 - asked for every cell
            if at == 0:
                return self._context.tr(STATES[row.state])
            words = self.said_at(index.row()) if at > len(row.cells) else row.cells[at - 1]
            return words if role == _DISPLAY or "<" not in words else None
        if role == _CHECK and at == 0 and row.ticked is not None:
            return Qt.CheckState.Unchecked if row.key in self._skipped else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.ForegroundRole and row.state == "alarm":
            return QColor(tones().danger)
        if role == Qt.ItemDataRole.BackgroundRole and row.state == "alarm":
            return QColor(tones().danger_ground)
        if role == Qt.ItemDataRole.DecorationRole and at == 0 and row.state in _PICTURES:
            answered = row.question is not None and row.question.answer is not None
            look = tones()
            colour = look.danger if row.state == "alarm" else look.muted
            return _picture("check" if answered else _PICTURES[row.state], colour, look.on_accent)
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

    def _is_wanted(self, row: PreviewRow) -> bool:
        """What was left out stays out; what was taken is taken again only if the same would happen with it."""
        ticked, about = self.turned.get(row.known_as, (bool(row.ticked), row.about))
        return ticked if not ticked or about == row.about else bool(row.ticked)

    def _narrowed(self) -> list[PreviewRow]:
        rows = [row for row in self._all if not self._state or row.state == self._state]
        if self._text.strip():
            from db.search import fold

            words = fold(self._text).split()
            rows = [row for row in rows if all(word in self._folded_of(row) for word in words)]
        return rows

    def _folded_of(self, row: PreviewRow) -> str:
        from db.search import fold

        found = self._folded.get(row.key)
        if found is None:
            found = self._folded[row.key] = fold(" ".join((*row.cells, row.about)))
        return found


@lru_cache(maxsize=32)
def _picture(name: str, colour: str, chosen: str) -> QIcon:
    picture = icons.icon(name, colour, 16)
    picture.addPixmap(icons.pixmap(name, chosen, 16), QIcon.Mode.Selected)
    return picture


class _Cells(QStyledItemDelegate):
    """Paints cells; a box that is not ticked has a frame that is seen in the dark too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Window, QColor(tones().frame).lighter(FUSION_OUTLINE))
        option.palette = palette


class PreviewTable(QTableView):
    """The list; Space ticks or unticks what is selected, a digit answers, and what is typed goes to the filter.

    ``said`` is what happens with the current row, in full.
    """

    said = Signal(str)
    answered = Signal(int)
    typed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.rows = PreviewModel(context, self)
        self.copy_wanted: Callable[[], object] = lambda: None
        self._wanted: list[int] = []
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(16, 16))
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

    @property
    def current(self) -> PreviewRow | None:
        """The current row, None where there is none."""
        return self.rows.row_at(self.currentIndex().row())

    def show_rows(self, preview: Preview) -> None:
        """Show a preview, with the same row as before the current one, else from the top."""
        before = self.current
        self.rows.fill(preview)
        self.go_to(None if before is None else before.known_as)
        listed = {row.state for row in preview.rows}
        states = [*map(self.rows.state_words, listed), self.rows.heads[0]]
        self._wanted = [self._width_of(states, 6 * GRID)]  # the tick or the picture too
        for at, head in enumerate(preview.heads):
            cells = [head, *(row.cells[at] for row in preview.rows[:200])]
            self._wanted.append(self._width_of(cells, 4 * GRID))
        self._fit()

    def narrow(self, state: str, text: str) -> None:
        """Show only the rows in one state with a text in them; the current row stays if it is among them."""
        before = self.current
        self.rows.narrow(state, text)
        self.go_to(None if before is None else before.known_as)

    def go_to(self, known_as: Hashable) -> None:
        """Make a row the current one, else the first."""
        if self.rows.rowCount():
            at = None if known_as is None else self.rows.place_of(known_as)
            index = self.rows.index(at or 0, 0)
            flag = QItemSelectionModel.SelectionFlag  # selectRow would add to the rows while Ctrl is held
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)
        self._say_current()

    def _width_of(self, words: Sequence[str], more: int) -> int:
        return min(max(self.fontMetrics().horizontalAdvance(word) for word in words) + more, _WIDEST)

    def _fit(self) -> None:
        """Leave a third of the room to what happens: with large text the columns before it would push it out."""
        columns = list(zip(self.rows.heads, self._wanted, strict=False))  # what happens has what is left
        least = [min(self._width_of([head], 3 * GRID), wanted) for head, wanted in columns]
        least[:1] = self._wanted[:1]  # the tick is not cut
        spare = sum(self._wanted) - sum(least)
        over = sum(self._wanted) - self.viewport().width() * 2 // 3
        share = min(max(over / spare, 0), 1) if spare else 0
        for at, (wanted, narrow) in enumerate(zip(self._wanted, least, strict=True)):
            self.setColumnWidth(at, wanted - round((wanted - narrow) * share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _say_current(self) -> None:
        at = self.currentIndex().row()
        self.said.emit(self.rows.said_at(at) if self.rows.row_at(at) is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if event.key() == Qt.Key.Key_Space and not held:
            self.rows.turn(sorted({index.row() for index in self.selectionModel().selectedRows()}))
        elif event.key() == Qt.Key.Key_C and held == Qt.KeyboardModifier.ControlModifier:
            self.copy_wanted()
        elif text.isdigit() and not held and self.current is not None and self.current.question is not None:
            self.answered.emit(int(text))
        elif text.isalnum() and not held:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
