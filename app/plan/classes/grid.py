"""How does one move about among the classes and their steps, and tick them with keys alone?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.core.i18n import N_, Translator
from app.plan.classes.model import FIRST, STEPS, ClassesModel
from app.shell import icons
from app.shell.header import ListHeader
from app.shell.theme import GRID, ROW_HEIGHT, tones

if TYPE_CHECKING:
    from app.plan.classes.doing import Cell
    from app.plan.followed import ClassStatusRow

BOX = 18
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class ClassesGrid(QTableView):
    """Arrows move, Shift + arrows choose several, Space ticks them; Enter asks for the day.

    ``ticked`` and ``opened`` carry nothing: what is chosen is in ``cells``.
    """

    ticked = Signal()
    opened = Signal()
    place_changed = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.lines = ClassesModel(tr)
        self.setModel(self.lines)
        self.setItemDelegate(_StepCells(self))
        self.setAccessibleName(tr(N_("Class status")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = ListHeader(self)
        self.setHorizontalHeader(header)
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, 10 * GRID)
        height = max(ROW_HEIGHT, self.fontMetrics().height() + 2 * GRID - 2)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.selectionModel().currentChanged.connect(lambda _now, _was: self.place_changed.emit())
        self.selectionModel().selectionChanged.connect(lambda _now, _was: self.place_changed.emit())

    def show_rows(self, rows: Sequence[ClassStatusRow]) -> None:
        """Show these classes; one begins at the first step of the first class."""
        self.lines.show(rows)
        if rows and not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(self.lines.index(0, FIRST), _SELECT)

    def show_class(self, class_id: int, step: str | None = None) -> bool:
        """Be at a class: at a step of it, else at the first that is not done. False if it is not shown."""
        at = next((at for at, row in enumerate(self.lines.rows) if row.class_id == class_id), None)
        if at is None:
            return False
        steps = self.lines.rows[at].steps
        wanted = step or next((one for one in STEPS if not steps[one].is_done), STEPS[0])
        self.selectionModel().setCurrentIndex(self.lines.index(at, FIRST + STEPS.index(wanted)), _SELECT)
        return True

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The classes and steps that are chosen."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        of_steps = [index for index in chosen if index.isValid() and index.column() >= FIRST]
        return tuple((self.lines.rows[index.row()].class_id, STEPS[index.column() - FIRST]) for index in of_steps)

    def copy(self) -> None:
        """Put all classes on the clipboard as a table."""
        from app.shell.clipboard import table_data

        columns = range(FIRST + len(STEPS))
        heads = [str(self.lines.headerData(at, Qt.Orientation.Horizontal)) for at in columns]
        cells = [[self._copied(row, at) for at in columns] for row in range(self.lines.rowCount())]
        QGuiApplication.clipboard().setMimeData(table_data(heads, cells))

    def _copied(self, row: int, column: int) -> str:
        return self.lines.words(self.lines.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Space:
            self.ticked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()  # no search by letters: every cell is a sign
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box itself ticks it; elsewhere in the cell it only chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        is_one = index.column() >= FIRST and len(self.cells) == 1
        if plain and is_one and box_in(self.visualRect(index)).contains(event.position().toPoint()):
            self.ticked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.column() >= FIRST and not box_in(self.visualRect(index)).contains(event.position().toPoint()):
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()


def box_in(cell: QRect) -> QRect:
    """Return where the box of a cell is."""
    return QRect(cell.left() + GRID, cell.center().y() - BOX // 2 + 1, BOX, BOX)


class _StepCells(QStyledItemDelegate):
    """Paints a box with a tick, and the day beside it; what the office said itself has a pencil after it."""

    def __init__(self, grid: ClassesGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = tones(self._grid), option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_active = is_chosen and self._grid.hasFocus()
        painter.save()
        text, muted = QColor(look.text), QColor(look.muted)
        if is_chosen:
            painter.fillRect(rect, option.palette.highlight() if is_active else QColor(look.tint))
        if is_active:
            text = muted = QColor(look.on_accent)
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        state, model = self._grid.lines.state(index), self._grid.lines
        room = rect.adjusted(GRID, 0, -GRID // 2, 0)
        if state is None:
            painter.setPen(text)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), model.words(index))
            painter.restore()
            return
        ratio = self._grid.devicePixelRatioF()
        box = box_in(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(text if is_active else QColor(look.muted))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 3, 3)
        if state.is_done:
            colour = look.on_accent if is_active else look.good
            painter.drawPixmap(box.topLeft().x() + 1, box.top() + 1, icons.pixmap("check", colour, BOX - 2, ratio))
        room = rect.adjusted(2 * GRID + BOX, 0, -GRID // 2, 0)
        if state.by_hand:
            colour = look.on_accent if is_active else look.muted
            pencil = icons.pixmap("pencil", colour, 12, ratio)
            painter.drawPixmap(rect.right() - 16, rect.center().y() - 6, pencil)
            room.setRight(rect.right() - 18)
        painter.setPen(text if state.is_done else muted)
        words = model.words(index)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(words) > room.width() and not state.is_done and state.planned_for is not None:
            words = model.say.date(state.planned_for)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), elided)
        painter.restore()
