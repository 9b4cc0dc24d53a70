"""How is the agenda written, ordered and walked through with keys and mouse?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from app.core.i18n import N_
from app.meetings.showing.agenda_cells import AgendaCells
from app.meetings.showing.agenda_model import CLOCK, KIND, MINUTES, NUMBER, PRESENTER, TITLE, AgendaModel
from app.shell.drops import carries_files
from app.shell.header import ListHeader
from app.shell.theme import GRID, ROW_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.meetings.rows import ItemRow
    from app.meetings.showing.look import MeetingLook
    from app.shell.context import Context

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_WIDTHS = {
    NUMBER: "Sak 100/26",
    KIND: "Referatsak sak",
    PRESENTER: "Kari Nordmann B",
    MINUTES: "000 m",
    CLOCK: "00.00",
}


class AgendaTable(QTableView):
    """Enter opens the case, typing writes in the cell, and Enter in a title goes on with a new one under it."""

    item_changed = Signal(object)  # the current case's id, or None
    opened = Signal(int)  # unfold this case
    moved = Signal(int, int)  # case, to which place
    removed = Signal(int)
    files_dropped = Signal(int, object)  # case, paths

    def __init__(
        self,
        context: Context,
        write: Callable[[ItemRow, str, str], object],
        add: Callable[[str, int | None], int | None],
    ) -> None:
        super().__init__()
        self.context = context
        self.agenda = AgendaModel(context.tr, self._written)
        self._write, self._add = write, add
        self._cells = AgendaCells(self)
        self._after: int | None = None
        self._added: int | None = None
        self._coming: tuple[MeetingLook | None, bool] | None = None  # read while a cell was being written in
        self.setItemDelegate(self._cells)
        self.setModel(self.agenda)
        self.setAccessibleName(context.tr(N_("Agenda")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        header = ListHeader(self)
        self.setHorizontalHeader(header)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()
        self._heights = QTimer(self, singleShot=True, interval=0)
        self._heights.timeout.connect(self.fit_heights)
        self.selectionModel().currentRowChanged.connect(lambda _new, _old: self._current_changed())

    # -- what is shown

    def show_look(self, look: MeetingLook | None, *, may_write: bool) -> None:
        """Show the cases of a meeting; the one that was current stays so, and so does what is being written."""
        if look == self.agenda.look and may_write == self.agenda.may_write:
            return
        same = look is not None and self.agenda.look is not None and self.agenda.look.row.id == look.row.id
        if same and self.is_writing:
            self._coming = look, may_write
            return
        self._coming = None
        current, at = self.item_id, max(0, self.currentIndex().row())
        column = self.currentIndex().column() if same else TITLE
        scrolled = self.verticalScrollBar().value() if same else 0
        self.agenda.show_look(look, may_write=may_write)
        line = self.agenda.line_of(current) if same else 0
        if line < 0:
            line = min(at, self.agenda.rowCount() - 1)
        self.fit_heights()
        if 0 <= line < self.agenda.rowCount():
            self.selectionModel().setCurrentIndex(self.agenda.index(line, max(column, 0)), _CHOOSE)
        self.verticalScrollBar().setValue(scrolled)
        if line >= 0:
            self.scrollTo(self.currentIndex())
        self._current_changed()

    @property
    def item_id(self) -> int | None:
        """The case that is current."""
        item = self.agenda.item(self.currentIndex().row())
        return item.id if item is not None else None

    @property
    def is_writing(self) -> bool:
        """Whether something is being written in a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def go_to(self, item_id: int) -> None:
        """Make a case the current one."""
        line = self.agenda.line_of(item_id)
        if line >= 0:
            self.selectionModel().setCurrentIndex(self.agenda.index(line, TITLE), _CHOOSE)

    def leave_cell(self) -> None:
        """Keep what is being written in a cell."""
        editor = self._editor() if self.is_writing else None
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._cell_left(goes_on=False)

    def fit_heights(self) -> None:
        """Give each line the height of its title."""
        for line in range(self.agenda.rowCount()):
            self.setRowHeight(line, self._cells.height(line))
        self.updateGeometries()

    # -- what is done

    def begin_new(self, after_id: int | None = None) -> None:
        """Open a line for a new case after one (else after the current one) and write in it."""
        if not self.agenda.may_write:
            return
        self._after = after_id if after_id is not None else self.item_id
        at = self.agenda.line_of(self._after) + 1 if self._after is not None else self.agenda.rowCount()
        if self.agenda.new_line >= 0:
            self.agenda.close_line()
            at = self.agenda.line_of(self._after) + 1 if self._after is not None else self.agenda.rowCount()
        self.agenda.open_line(at)
        self.setRowHeight(at, ROW_HEIGHT)
        index = self.agenda.index(at, TITLE)
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.scrollTo(index)
        self.setFocus()
        self.edit(index)

    def move_current(self, step: int) -> None:
        """Move the current case up (less than 0) or down."""
        line, item_id = self.currentIndex().row(), self.item_id
        if item_id is not None and self.agenda.may_write and 0 <= line + step < self.agenda.rowCount():
            self.moved.emit(item_id, line + step)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        entered, self._cells.entered = self._cells.entered, False
        is_kept = hint != QAbstractItemDelegate.EndEditHint.RevertModelCache
        goes_on = entered and is_kept and self._cells.column == TITLE
        is_empty = self.agenda.new_line >= 0 and self._added is None
        QTimer.singleShot(0, self, lambda: self._cell_left(goes_on=goes_on and not is_empty))

    def _cell_left(self, *, goes_on: bool) -> None:
        """Show what was read meanwhile, and go on with the next case or take the empty line away."""
        if self.is_writing:
            return
        added, self._added = self._added, None
        at = self.agenda.new_line
        if self._coming is not None:
            (look, may_write), self._coming = self._coming, None
            self.show_look(look, may_write=may_write)
        elif at >= 0:
            self.agenda.close_line()
            self._go_to_line(at - 1)
        if added is not None:
            self.go_to(added)
        if goes_on:
            self.begin_new()
        else:
            self._current_changed()

    def _go_to_line(self, line: int) -> None:
        if self.agenda.rowCount():
            line = max(0, min(line, self.agenda.rowCount() - 1))
            self.selectionModel().setCurrentIndex(self.agenda.index(line, TITLE), _CHOOSE)

    def _written(self, item: ItemRow | None, field: str, text: str) -> None:
        if item is not None:
            self._write(item, field, text)
        elif text:
            self._added = self._add(text, self._after)

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        item_id = self.item_id
        if self.is_writing:
            super().keyPressEvent(event)  # what the line that is written in has no use for
        elif keys == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_current(-1 if key == Qt.Key.Key_Up else 1)
        elif keys == Qt.KeyboardModifier.NoModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if item_id is not None:
                self.opened.emit(item_id)
            elif self.agenda.rowCount() == 0:
                self.begin_new()
        elif key == Qt.Key.Key_Insert or (
            keys == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.begin_new()
        elif key == Qt.Key.Key_Delete and item_id is not None:
            self.removed.emit(item_id)
        elif key == Qt.Key.Key_Delete or (keys & Qt.KeyboardModifier.AltModifier):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width()
        self.setColumnHidden(PRESENTER, wide < 40 * self.fontMetrics().averageCharWidth() + self._fixed_width())
        self._heights.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.agenda.rowCount():
            self.selectionModel().setCurrentIndex(self.agenda.index(0, TITLE), _CHOOSE)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take_or_leave(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._take_or_leave(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the case that is dragged, or attach the files to the case they are let go over."""
        self.dragLeaveEvent(QDragLeaveEvent())  # the view is no longer one that something is dragged over
        under = self.indexAt(event.position().toPoint())
        if carries_files(event.mimeData()):
            item = self.agenda.item(under.row())
            if item is not None and self.agenda.may_write:
                paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.files_dropped.emit(item.id, paths)
            return
        item_id = self.item_id
        if event.source() is self and item_id is not None and self.agenda.may_write:
            to = self._drop_line(under, round(event.position().y()))
            event.setDropAction(Qt.DropAction.IgnoreAction)  # the model is filled anew, nothing is to be taken out
            event.accept()
            if to != self.currentIndex().row():
                QTimer.singleShot(0, self, lambda: self.moved.emit(item_id, to))

    def _drop_line(self, under: QModelIndex, y: int) -> int:
        """Return the place that a case gets that is let go over a line, counted without itself."""
        last = self.agenda.rowCount()
        to = last
        if under.isValid():
            rect = self.visualRect(under)
            to = under.row() + (1 if y > rect.center().y() else 0)
        return to - 1 if to > self.currentIndex().row() else to

    def _take_or_leave(self, event: QDragMoveEvent) -> None:
        ours = event.source() is self or carries_files(event.mimeData())
        if ours and self.agenda.may_write:
            event.acceptProposedAction()
        else:
            event.ignore()

    # -- private

    def _editor(self) -> QWidget | None:
        focused = self.window().focusWidget()
        return focused if focused is not None and self.viewport().isAncestorOf(focused) else None

    def _current_changed(self) -> None:
        item_id = self.item_id
        if self.agenda.new_line >= 0 and item_id is None:
            return  # what is shown of a case stays while the next one is written
        self.item_changed.emit(item_id)

    def _fit_columns(self) -> None:
        for column, longest in _WIDTHS.items():
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(longest) + 2 * GRID)

    def _fixed_width(self) -> int:
        return sum(self.columnWidth(column) or 0 for column in _WIDTHS if column != PRESENTER) + 14 * GRID
