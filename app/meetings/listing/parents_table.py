"""How are the parents' meetings of all classes written in one table, with keys alone?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.core.i18n import N_
from app.meetings.listing.parents_lines import FIELDS, ParentLine, say_languages, stored
from app.shell.header import ListHeader
from app.shell.menus import give_menu
from app.shell.theme import GRID, ROW_HEIGHT, tones

if TYPE_CHECKING:
    from app.shell.context import Context

HEADS = (
    N_("Class"),
    N_("Date"),
    N_("From"),
    N_("Until"),
    N_("Room"),
    N_("Contact teacher"),
    N_("Pupils"),
    N_("Interpreter"),
    N_("In the way"),
)
FIRST, LAST = 1, len(FIELDS)
"""The columns that are written in."""
TEACHER, PUPILS, INTERPRETER, WAY = range(LAST + 1, LAST + 5)
_WIDTHS = (
    "10B",
    "24.08.2026 m",
    "18.00 mm",
    "18.00 mm",
    "Klasserom 5A m",
    "Kari Nordmann B",
    "000",
    "2: arabisk, polsk",
)
WAY_LETTERS = 28
"""How much of what is in the way is seen before a column that is only good to know is."""
_SIDES = {PUPILS: Qt.AlignmentFlag.AlignRight}
_Index = QModelIndex | QPersistentModelIndex
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class ParentsModel(QAbstractTableModel):
    """The lines; what is written is handed on by ``write``."""

    def __init__(self, context: Context, write: Callable[[dict[int, dict[str, str]]], object]) -> None:
        super().__init__()
        self.context = context
        self.lines: tuple[ParentLine, ...] = ()
        self.may_write = False
        self._write = write

    def show_lines(self, lines: Sequence[ParentLine], *, may_write: bool) -> None:
        """Show these lines; the current one stays where as many are there as before."""
        same = [line.row.class_id for line in lines] == [line.row.class_id for line in self.lines]
        self.may_write = may_write
        if not same:
            self.beginResetModel()
        self.lines = tuple(lines)
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(HEADS) - 1))
        else:
            self.endResetModel()

    def write(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write in some cells (line, column, text) at once."""
        found: dict[int, dict[str, str]] = {}
        for at, column, text in cells:
            if 0 <= at < len(self.lines) and FIRST <= column <= LAST:
                found.setdefault(self.lines[at].row.class_id, {})[FIELDS[column - FIRST]] = text.strip()
        if found and self.may_write:
            self._write(found)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own shape
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own shape
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, at: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.context.tr(HEADS[at])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_SIDES.get(at, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def words(self, line: ParentLine, column: int) -> str:
        """Return what stands in a cell."""
        tr = self.context.tr
        if column == 0:
            return line.row.class_name
        if column <= LAST:
            return line.typed[FIELDS[column - FIRST]]
        return {
            TEACHER: ", ".join(line.row.teachers),
            PUPILS: tr.number(line.row.pupils),
            INTERPRETER: say_languages(line.row, tr),
            WAY: " · ".join(line.problems),
        }[column]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (TEACHER, INTERPRETER, WAY):
            from app.shell.words import tooltip

            return tooltip("\n".join(line.problems) if column == WAY else self.words(line, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.context.tr(HEADS[column])} {line.row.class_name}: {self.words(line, column)}"
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and str(value).strip() != self.data(index):
            self.write([(index.row(), index.column(), str(value))])
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.may_write and FIRST <= index.column() <= LAST else flags


class ParentCells(QStyledItemDelegate):
    """A cell one may write in has a frame; what is not so yet stands in the colour of a link, with a dot."""

    def __init__(self, table: ParentsTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, rect, column = tones(self._table), option.rect, index.column()
        line = self._table.lines.lines[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        here = index == self._table.currentIndex() and self._table.hasFocus()
        if chosen:
            painter.fillRect(rect, QColor(look.tint))
        field = FIELDS[column - FIRST] if FIRST <= column <= LAST else ""
        if field and self._table.lines.may_write:
            painter.setPen(QColor(look.line))
            painter.drawRect(rect.adjusted(2, 3, -3, -4))
        if here:
            painter.setPen(QColor(look.link))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        is_new = bool(field) and line.is_changed and line.typed[field] != stored(line.row)[field]
        painter.setPen(QColor(look.danger if column == WAY else look.text if field or column == 0 else look.muted))
        font = option.font
        font.setBold(is_new)
        painter.setFont(font)
        room = rect.adjusted(GRID, 0, -GRID, 0)
        words = self._table.lines.words(line, column)
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        side = _SIDES.get(column, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        line = QLineEdit(parent)
        line.setMaxLength(80)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        line.setTextMargins(GRID // 2, 0, GRID // 2, 0)
        give_menu(line, self._table.context.tr)
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Go down after Enter, as in Excel, and up or down with the arrows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            steps = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            step = steps.get(Qt.Key(event.key())) if plain else None
            if step is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                self._table.go_down(step)
                return True
        return super().eventFilter(editor, event)


class ParentsTable(QTableView):
    """Typing writes in the cell, Enter goes down, Tab to the right; Ctrl+D fills down, and a table can be pasted."""

    def __init__(self, context: Context, write: Callable[[dict[int, dict[str, str]]], object]) -> None:
        super().__init__()
        self.context = context
        self.lines = ParentsModel(context, write)
        self.setModel(self.lines)
        self.setItemDelegate(ParentCells(self))
        self.setAccessibleName(context.tr(N_("Parents' meetings of all classes")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = ListHeader(self)
        self.setHorizontalHeader(header)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        height = max(ROW_HEIGHT, self.fontMetrics().height() + 2 * GRID - 2)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self._widths: list[int] = []
        for column, longest in enumerate(_WIDTHS):
            head = header.fontMetrics().horizontalAdvance(context.tr(HEADS[column]))
            self._widths.append(max(head, self.fontMetrics().horizontalAdvance(longest)) + 2 * GRID + 2)
            self.setColumnWidth(column, self._widths[column])

    def show_lines(self, lines: Sequence[ParentLine], *, may_write: bool) -> None:
        """Show the lines; one begins at the date of the first class."""
        self.lines.show_lines(lines, may_write=may_write)
        if lines and not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(self.lines.index(0, FIRST), _SELECT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let what is only good to know give way to what is in the way, where there is little room."""
        super().resizeEvent(event)
        wanted = sum(self.columnWidth(at) or self._widths[at] for at in (0, *range(FIRST, LAST + 1), INTERPRETER))
        wanted += WAY_LETTERS * self.fontMetrics().averageCharWidth()
        for column in (TEACHER, PUPILS):
            wanted += self._widths[column]
            self.setColumnHidden(column, wanted > self.viewport().width())

    def show_class(self, class_id: int) -> None:
        """Be at the date of a class."""
        at = next((at for at, line in enumerate(self.lines.lines) if line.row.class_id == class_id), None)
        if at is not None:
            self.selectionModel().setCurrentIndex(self.lines.index(at, FIRST), _SELECT)

    def go_down(self, step: int) -> None:
        """Go to the cell below (or above)."""
        at = self.currentIndex()
        to = self.lines.index(at.row() + step, at.column())
        if to.isValid():
            self.selectionModel().setCurrentIndex(to, _SELECT)

    def fill_down(self) -> None:
        """Write what stands in the first of the chosen lines in the others; with one line chosen, in all below it."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        columns = sorted({index.column() for index in chosen if FIRST <= index.column() <= LAST})
        rows = sorted({index.row() for index in chosen})
        if not columns or not rows or rows[0] < 0:
            return
        below = rows[1:] or range(rows[0] + 1, self.lines.rowCount())
        first = self.lines.lines[rows[0]]
        self.lines.write([(at, column, self.lines.words(first, column)) for at in below for column in columns])

    def copy(self) -> None:
        """Put the chosen cells on the clipboard as a table."""
        from app.shell.clipboard import table_data

        chosen = self.selectionModel().selectedIndexes()
        columns = sorted({index.column() for index in chosen})
        rows = sorted({index.row() for index in chosen})
        cells = [[self.lines.words(self.lines.lines[at], column) for column in columns] for at in rows]
        heads = [self.context.tr(HEADS[column]) for column in columns]
        QGuiApplication.clipboard().setMimeData(table_data(heads, cells))

    def paste(self) -> None:
        """Write a table from the clipboard from the current cell on."""
        at = self.currentIndex()
        lines = QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()
        if at.isValid() and lines:
            self.lines.write(
                [
                    (at.row() + down, at.column() + right, text)
                    for down, line in enumerate(lines)
                    for right, text in enumerate(line.split("\t"))
                ]
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if is_editing:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key == Qt.Key.Key_D and keys == Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and keys == Qt.KeyboardModifier.NoModifier:
            self.lines.write([(one.row(), one.column(), "") for one in self.selectionModel().selectedIndexes()])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and keys == Qt.KeyboardModifier.NoModifier:
            self.edit(self.currentIndex())
        elif keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier) and event.text():
            event.ignore()  # a command of the page, no text for a cell
        else:
            super().keyPressEvent(event)
