"""What is to be done for an entry, by whom and when, and what of it is done?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.core import clock
from app.core.i18n import N_
from app.shell import icons
from app.shell.error_line import ErrorLine
from app.shell.flow import Flow
from app.shell.header import ListHeader
from app.shell.menus import give_menu
from app.shell.theme import FUSION_OUTLINE, GRID, ROW_HEIGHT, tones
from app.yearwheel.listing.task_model import HEADS, TASK, TICK, TIME, WHO, TaskModel

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.yearwheel.listing.doing import Doing
    from app.yearwheel.rows import EntryRow, TaskRow

MOST_LINES = 14
"""So many lines are seen at once."""
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_Index = QModelIndex | QPersistentModelIndex


class TaskCells(QStyledItemDelegate):
    """What is done stands in grey, struck through; the empty line says what it is for."""

    def __init__(self, table: TaskTable) -> None:
        super().__init__(table)
        self._table = table
        self.entered = False

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        look, palette = tones(self._table), option.palette
        palette.setColor(QPalette.ColorRole.Window, QColor(look.frame).lighter(FUSION_OUTLINE))
        task = self._table.lines.task(index.row())
        if task is not None and task.done_on is not None and index.column() == TASK:
            font = QFont(option.font)
            font.setStrikeOut(True)
            option.font = font
            palette.setColor(QPalette.ColorRole.Text, QColor(look.muted))
        option.palette = palette

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        table = self._table
        if table.lines.task(index.row()) is None and index.column() == TASK:
            chosen = table.hasFocus() and index.row() == table.currentIndex().row()
            painter.setPen(QColor(tones(table).on_accent if chosen else tones(table).muted))
            words = table.context.tr(N_("New task"))
            room = QRect(option.rect).adjusted(GRID // 2, 0, 0, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        tr = self._table.context.tr
        self.entered = False
        line = QLineEdit(parent)
        line.setAccessibleName(tr(HEADS[index.column()]))
        line.setMaxLength(200)
        if index.column() == WHO:
            self._table.propose(line)
            line.returnPressed.connect(partial(self._enter, line))
        if self._table.lines.task(index.row()) is None:
            line.setPlaceholderText(tr(N_("What is to be done? Enter goes on with the next.")))
        give_menu(line, tr)
        return line

    def eventFilter(self, editor: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            self.entered = self.entered or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return super().eventFilter(editor, event)  # type: ignore[arg-type]

    def _enter(self, line: QLineEdit) -> None:
        """While people are proposed the list has the keys: what is marked there is taken first, then it is written."""
        proposals = line.completer().popup()
        if not self.entered and proposals is not None and proposals.isVisible():
            self.entered = True
            QTimer.singleShot(0, line, partial(self._write, line))

    def _write(self, line: QLineEdit) -> None:
        self.commitData.emit(line)
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.NoHint)


class TaskTable(QTableView):
    """Typing or F2 writes in a cell, Space ticks, Alt+Up and Alt+Down move a line, Del takes it away."""

    moved = Signal(int, int)  # from, to
    removed = Signal(int)

    def __init__(self, context: Context, lines: TaskModel) -> None:
        super().__init__()
        self.context, self.lines = context, lines
        self.was_new = False
        self.cells = TaskCells(self)
        self.setItemDelegate(self.cells)
        self.setModel(lines)
        self.setAccessibleName(context.tr(N_("Task list")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        height = max(ROW_HEIGHT, self.fontMetrics().height() + 2 * GRID - 2)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = ListHeader(self)
        self.setHorizontalHeader(header)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TASK, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((TICK, 7), (WHO, 11), (TIME, 9)):
            self.setColumnWidth(column, letters * letter + 2 * GRID)
        lines.modelReset.connect(self._fit)
        self._fit()

    @property
    def is_writing(self) -> bool:
        """Whether something is being written in a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def propose(self, line: QLineEdit) -> None:
        """Propose people as one types who does it."""
        from app.meetings.showing.people_line import PeopleCompleter

        PeopleCompleter(self.context, line)

    def go_to(self, at: int, column: int = TASK) -> None:
        """Make a line the current one."""
        if 0 <= at < self.lines.rowCount():
            self.selectionModel().setCurrentIndex(self.lines.index(at, column), _CHOOSE)

    def leave_cell(self) -> None:
        """Keep what is being written in a cell."""
        focused = self.window().focusWidget()
        if self.is_writing and focused is not None and self.viewport().isAncestorOf(focused):
            self.commitData(focused)
            self.closeEditor(focused, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys, at = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, self.currentIndex().row()
        task = self.lines.task(at)
        if self.is_writing:
            super().keyPressEvent(event)
        elif keys == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            to = at + (-1 if key == Qt.Key.Key_Up else 1)
            if task is not None and self.lines.may_write and 0 <= to < len(self.lines.tasks):
                self.moved.emit(at, to)
        elif key == Qt.Key.Key_Delete:
            if task is not None and self.lines.may_write:
                self.removed.emit(at)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keys and self.currentIndex().isValid():
            index = self.currentIndex()
            self.edit(index if index.column() != TICK else self.lines.index(at, TASK))
        elif key == Qt.Key.Key_Space and task is not None and not keys:
            index = self.lines.index(at, TICK)
            self.lines.setData(index, task.done_on is None, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Be as high as the lines are, up to a point."""
        shown = min(MOST_LINES, max(1, self.lines.rowCount()))
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(shown * self.verticalHeader().defaultSectionSize() + head + 2 * self.frameWidth())


class TaskList(QWidget):
    """The table, and what copies last year's lines and prints the list."""

    def __init__(self, context: Context, doing: Doing, print_list: Callable[[], object]) -> None:
        super().__init__()
        self.context, self._doing = context, doing
        self.entry: EntryRow | None = None
        self._coming: tuple[tuple[TaskRow, ...], bool] | None = None
        self._go_on = False
        tr = context.tr
        self.lines = TaskModel(tr, self._write, self._tick)
        self.table = TaskTable(context, self.lines)
        self.table.moved.connect(self._move)
        self.table.removed.connect(self._remove)
        self.table.cells.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._cell_left))
        self.error = ErrorLine()
        self.copy = icons.button(tr(N_("Copy from &last year")), "copy", self._copy)
        self.print = icons.button(tr(N_("Print the tas&k list")), "printer", print_list)
        row = Flow()
        for button in (self.copy, self.print):
            button.setAutoDefault(False)
            row.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.table)
        column.addWidget(self.error)
        column.addWidget(row)

    def show_entry(self, entry: EntryRow | None, *, may_write: bool) -> None:
        """Show the list of an entry; what is being written stays while it is the same one's."""
        is_same = entry is not None and self.entry is not None and entry.id == self.entry.id
        self.entry = entry
        tasks: tuple[TaskRow, ...] = ()
        if entry is not None and self.context.store is not None:
            from app.yearwheel.queries import tasks as read_tasks

            tasks = self.context.read(read_tasks, entry.id)
        if is_same and self.table.is_writing:
            self._coming = tasks, may_write
            return
        if not is_same:
            self.error.clear()
            self._go_on = False
        self._show(tasks, may_write)

    def may_leave(self) -> bool:
        """Keep what is being written in a cell."""
        self._go_on = False
        self.table.leave_cell()
        return True

    # -- private

    def _show(self, tasks: tuple[TaskRow, ...], may_write: bool) -> None:
        self._coming = None
        if tasks != self.lines.tasks or may_write != self.lines.may_write:
            at, column = self.table.currentIndex().row(), max(self.table.currentIndex().column(), TASK)
            self.lines.show_tasks(tasks, may_write=may_write)
            self.table.go_to(min(at, self.lines.rowCount() - 1), column)
        self.copy.setVisible(may_write)
        self.print.setEnabled(bool(tasks))

    def _refuse(self, words: str, _field: str | None) -> None:
        self.error.say(words)

    def _write(self, task: TaskRow | None, field: str, text: str) -> None:
        if self.entry is None:
            return
        self.error.clear()
        if task is not None:
            self._doing.set_task(self.entry, task, field, text, self._refuse)
        elif self._doing.add_task(self.entry, text, self._refuse) is not None:
            self._go_on = self.table.cells.entered

    def _tick(self, task: TaskRow, is_on: bool) -> None:
        if self.entry is not None:
            self._doing.tick_task(self.entry, task, clock.today() if is_on else None)

    def _cell_left(self) -> None:
        """Show what was read meanwhile, and go on with the next task."""
        if self.table.is_writing:
            return
        if self._coming is not None:
            self._show(*self._coming)
        if self._go_on and self.entry is not None:
            self._go_on = False
            self.show_entry(self.entry, may_write=self.lines.may_write)
            self.table.go_to(self.lines.rowCount() - 1)
            self.table.edit(self.table.currentIndex())

    def _move(self, at: int, to: int) -> None:
        task = self.lines.task(at)
        if self.entry is not None and task is not None and self._doing.move_task(self.entry, task, to) is not None:
            self.show_entry(self.entry, may_write=self.lines.may_write)
            self.table.go_to(to)

    def _remove(self, at: int) -> None:
        task = self.lines.task(at)
        if self.entry is not None and task is not None:
            self._doing.remove_task(self.entry, task)
            self.show_entry(self.entry, may_write=self.lines.may_write)

    def _copy(self) -> None:
        if self.entry is not None:
            self.table.leave_cell()
            self._doing.copy_tasks(self.entry)
