"""Which evenings are proposed for a year, what is in the way of each, and which are taken?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.core.i18n import N_
from app.meetings.words import say_clock
from app.shell.days import say_day
from app.shell.header import ListHeader
from app.shell.theme import GRID, ROW_HEIGHT

if TYPE_CHECKING:
    from app.meetings.planning import Proposed
    from app.shell.context import Context

DAY, WHEN, WAY = range(3)


class Evenings(QTableWidget):
    """A line for each evening; Space ticks it, A takes the next day that is free instead."""

    changed = Signal()
    instead = Signal(int)  # the line whose other day is wanted

    def __init__(self, context: Context) -> None:
        tr = context.tr
        super().__init__(0, 3)
        self.context = context
        self.proposed: list[Proposed] = []
        for at, words in enumerate((N_("Date"), N_("Time"), N_("In the way"))):
            head = QTableWidgetItem(tr(words))
            head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(at, head)
        self.setAccessibleName(tr(N_("Proposed meetings")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = ListHeader(self)
        self.setHorizontalHeader(header)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(WAY, QHeaderView.ResizeMode.Stretch)
        wide = self.fontMetrics().horizontalAdvance("m")
        self.setColumnWidth(DAY, wide * 14)
        self.setColumnWidth(WHEN, wide * 9)
        self.itemChanged.connect(self._ticked)

    def show_proposed(self, proposed: Sequence[Proposed]) -> None:
        """Show these evenings, ticked as they are."""
        at = max(0, self.currentRow())
        tr = self.context.tr
        self.proposed = list(proposed)
        self.blockSignals(True)
        self.setRowCount(len(self.proposed))
        for line, evening in enumerate(self.proposed):
            day = QTableWidgetItem(say_day(evening.day, tr))
            day.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            day.setCheckState(Qt.CheckState.Checked if evening.ticked else Qt.CheckState.Unchecked)
            said = [tr.say(one.msgid, one.values) for one in evening.collisions]
            if evening.instead is not None:
                said.append(tr(N_("Free instead: {day} (press A)"), day=say_day(evening.instead, tr)))
            starts = [say_clock(block.starts_at) for block in evening.blocks if block.starts_at is not None]
            for column, words in ((WHEN, ", ".join(starts)), (WAY, "\n".join(said))):
                cell = QTableWidgetItem(words)
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(line, column, cell)
            self.setItem(line, DAY, day)
        self.blockSignals(False)
        self.resizeRowsToContents()
        for line in range(self.rowCount()):
            self.setRowHeight(line, max(ROW_HEIGHT, self.rowHeight(line) + GRID))
        if self.rowCount():
            self.setCurrentCell(min(at, self.rowCount() - 1), DAY)
        self.changed.emit()

    @property
    def taken(self) -> list[Proposed]:
        """The evenings that are ticked."""
        return [evening for evening in self.proposed if evening.ticked]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.currentRow(), event.key()
        item = self.item(line, DAY)
        if key == Qt.Key.Key_Space and item is not None:
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        elif key == Qt.Key.Key_A and line >= 0 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.instead.emit(line)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(76 * GRID, 32 * GRID)

    def _ticked(self, item: QTableWidgetItem) -> None:
        if item.column() == DAY:
            ticked = item.checkState() == Qt.CheckState.Checked
            self.proposed[item.row()] = replace(self.proposed[item.row()], ticked=ticked)
            self.changed.emit()
