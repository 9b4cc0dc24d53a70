"""Which rows of a list, in groups, are ticked?"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from app.shell.header import ListHeader
from app.shell.theme import FUSION_OUTLINE, GRID, ROW_HEIGHT, tones
from app.shell.words import tooltip

_KEY = Qt.ItemDataRole.UserRole
_WIDEST = 40  # letters of a column that is not the one which takes what room is left


@dataclass(frozen=True)
class TickRow:
    """A row to tick; ``ticked`` None: there is nothing to choose. ``said`` is what is read of it in full."""

    key: Hashable
    cells: tuple[str, ...]
    ticked: bool | None
    said: str = ""


class _Cells(QStyledItemDelegate):
    """Paints cells; a box that is not ticked has a frame that is seen in the dark too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Window, QColor(tones().frame).lighter(FUSION_OUTLINE))
        option.palette = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), ROW_HEIGHT))


class TickTree(QTreeWidget):
    """Rows under the titles of their groups; Space ticks a row, or all rows of a group that are seen.

    What is typed goes to the filter (``typed``). A row that the filter hides keeps its tick.
    """

    ticks_changed = Signal()
    said = Signal(str)
    typed = Signal(str)

    def __init__(self, name: str, heads: Sequence[str], wide: int = 0) -> None:
        """``heads`` name the columns, of which number ``wide`` takes the room that is left."""
        super().__init__()
        self._wide = wide
        self._rows: dict[Hashable, QTreeWidgetItem] = {}
        self._said: dict[Hashable, str] = {}
        self.setAccessibleName(name)
        self.setColumnCount(len(heads))
        self.setHeaderLabels(list(heads))
        for at in range(len(heads)):
            self.headerItem().setTextAlignment(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header = ListHeader(self)
        self.setHeader(header)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(_Cells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(2 * GRID)
        self.itemChanged.connect(self._turned)
        self.currentItemChanged.connect(lambda *_: self._say())

    def show_groups(self, groups: Sequence[tuple[str, Sequence[TickRow]]]) -> None:
        """Show the rows of each group under its title; those of the group "" stand without one."""
        self.blockSignals(True)
        self.clear()
        self._rows, self._said = {}, {}
        for title, rows in groups:
            above = self._group(title) if title else self.invisibleRootItem()
            for row in rows:
                self._add(above, row)
        for group in self._groups():
            self._show_state(group)
        self.setRootIsDecorated(any(title for title, _rows in groups))
        self.expandAll()
        self.blockSignals(False)
        self._fit()
        if self.topLevelItemCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.ticks_changed.emit()

    @property
    def ticked(self) -> frozenset[Hashable]:
        """The keys of the rows that are ticked, whether the filter shows them or not."""
        return frozenset(key for key, item in self._rows.items() if _is_ticked(item))

    def item_of(self, key: Hashable) -> QTreeWidgetItem:
        """Return the line of a row. Raises KeyError."""
        return self._rows[key]

    def tick(self, keys: Sequence[Hashable], is_ticked: bool) -> None:
        """Tick or untick rows."""
        self.blockSignals(True)
        for key in keys:
            _turn(self._rows[key], is_ticked)
        for group in self._groups():
            self._show_state(group)
        self.blockSignals(False)
        self.viewport().update()
        self.ticks_changed.emit()

    def tick_seen(self, is_ticked: bool) -> None:
        """Tick or untick every row that the filter shows."""
        self.tick([key for key, item in self._rows.items() if not item.isHidden()], is_ticked)

    def narrow(self, text: str) -> None:
        """Show only the rows in which every word of ``text`` stands, and their groups."""
        from db.search import fold

        words = fold(text).split()
        for item in self._rows.values():
            said = fold(" ".join(item.text(at) for at in range(self.columnCount())))
            item.setHidden(not all(word in said for word in words))
        for group in self._groups():
            group.setHidden(all(child.isHidden() for child in _children(group)))
        current = self.currentItem()
        if current is None or current.isHidden():
            seen = next((item for item in self._rows.values() if not item.isHidden()), None)
            if seen is not None:
                self.setCurrentItem(seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        item, text = self.currentItem(), event.text()
        if event.key() == Qt.Key.Key_Space and not held:
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                ticked = item.checkState(0) == Qt.CheckState.Checked
                item.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog's
        elif text.isalnum() and not held:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- private

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setFirstColumnSpanned(True)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        item.setData(0, _KEY, None)
        return item

    def _add(self, above: QTreeWidgetItem, row: TickRow) -> None:
        item = QTreeWidgetItem(above, list(row.cells))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if row.ticked is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setCheckState(0, Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)
        else:
            for at in range(self.columnCount()):
                item.setForeground(at, QColor(tones(self).muted))
        item.setFlags(flags)
        for at, words in enumerate(row.cells):
            item.setToolTip(at, tooltip(words))
        self._rows[row.key] = item
        self._said[row.key] = row.said
        item.setData(0, _KEY, row.key)

    def _groups(self) -> Iterator[QTreeWidgetItem]:
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is not None and item.childCount():
                yield item

    def _show_state(self, group: QTreeWidgetItem) -> None:
        """Say at a group whether all, some or none of its rows are ticked."""
        states = [_is_ticked(child) for child in _children(group) if child.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        some = Qt.CheckState.PartiallyChecked if any(states) else Qt.CheckState.Unchecked
        group.setCheckState(0, Qt.CheckState.Checked if states and all(states) else some)

    def _turned(self, item: QTreeWidgetItem, column: int) -> None:
        if column:
            return
        self.blockSignals(True)
        if item.childCount():
            is_ticked = item.checkState(0) == Qt.CheckState.Checked
            for child in _children(item):
                if not child.isHidden():
                    _turn(child, is_ticked)
            self._show_state(item)
        else:
            above = item.parent()
            if above is not None:
                self._show_state(above)
        self.blockSignals(False)
        self.viewport().update()
        self.ticks_changed.emit()

    def _say(self) -> None:
        item = self.currentItem()
        self.said.emit("" if item is None or item.childCount() else self._said.get(item.data(0, _KEY), ""))

    def _fit(self) -> None:
        """Give the columns what they need, at most two thirds of the room together."""
        others = [at for at in range(self.columnCount()) if at != self._wide]
        if not others:
            return
        letter = self.fontMetrics().averageCharWidth()
        wanted = {}
        for at in others:
            room = 5 * GRID if at == 0 else 0  # the box to tick, and how far in it stands
            words = [self.headerItem().text(at), *(item.text(at) for item in self._rows.values())]
            widest = max(self.fontMetrics().horizontalAdvance(text) for text in words)
            wanted[at] = min(widest, _WIDEST * letter) + room + 2 * GRID
        share = min(1.0, self.viewport().width() * 0.66 / max(1, sum(wanted.values())))
        for at, width in wanted.items():
            self.setColumnWidth(at, round(width * share))


def _children(group: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for at in range(group.childCount()):
        child = group.child(at)
        if child is not None:
            yield child


def _is_ticked(item: QTreeWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable and item.checkState(0) == Qt.CheckState.Checked)


def _turn(item: QTreeWidgetItem, is_ticked: bool) -> None:
    if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        item.setCheckState(0, Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
