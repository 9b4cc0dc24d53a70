"""How are the pupils of one class listed, chosen with keys or mouse, cut out and dragged away?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.core.i18n import N_, Translator
from app.shell.theme import GRID, tones
from app.shell.words import tooltip
from app.turning.board.cells import PupilCells
from app.turning.board.classes import PupilRow

DRAGGED = "application/x-skolekontoret-pupils"
"""What is dragged is told by who drags it (``Column.dragged``); the clipboard of other programs gets no names."""
_CHOOSE = QItemSelectionModel.SelectionFlag
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex


class PupilModel(QAbstractListModel):
    """The pupils of one class; ``words`` are what is looked for, ``cut`` who is cut out."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.rows: tuple[PupilRow, ...] = ()
        self.words: tuple[str, ...] = ()
        self.cut: frozenset[int] = frozenset()

    def show(self, rows: tuple[PupilRow, ...]) -> None:
        """Show other pupils."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def matches(self, row: PupilRow) -> bool:
        """Say whether a pupil is looked for; everybody is while nothing is."""
        return all(word in row.folded for word in self.words)

    def beside(self, row: PupilRow) -> str:
        """What stands at the right of the name."""
        return f"{row.before} · {self._tr(N_('leaves'))}" if row.leaves else row.before

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own shape
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._about(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._about(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def _about(self, row: PupilRow) -> str:
        said = self._tr(N_("{name}, was in {class_name}"), name=row.name, class_name=row.before)
        said = said if row.before else self._tr(N_("{name}, new at the school"), name=row.name)
        said = f"{said}, {self._tr(N_('leaves'))}" if row.leaves else said
        return self._tr(N_("{said}, cut out"), said=said) if row.id in self.cut else said


class PupilList(QListView):
    """Left and Right go to the class beside; Ctrl+X cuts out, Ctrl+V puts in, Enter asks where to, Esc lets go."""

    stepped = Signal(int)
    cut_out = Signal()
    pasted = Signal()
    move_wanted = Signal()
    let_go = Signal()
    focused = Signal()
    chosen_changed = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.pupils = PupilModel(tr)
        self.setModel(self.pupils)
        self.setItemDelegate(PupilCells(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setTabKeyNavigation(False)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    # -- who is chosen

    @property
    def chosen(self) -> tuple[int, ...]:
        """The pupils that are chosen, from above."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.pupils.rows[row].id for row in rows if row < len(self.pupils.rows))

    def choose(self, people: Collection[int]) -> None:
        """Choose pupils, the first of them current; those that are not here are passed over."""
        model = self.selectionModel()
        model.clearSelection()
        current = QModelIndex()
        for at, row in enumerate(self.pupils.rows):
            if row.id in people:
                index = self.pupils.index(at)
                model.select(index, _CHOOSE.Select)
                current = current if current.isValid() else index
        if current.isValid():
            model.setCurrentIndex(current, _CHOOSE.NoUpdate)
            self.scrollTo(current)

    def choose_row(self, row: int) -> None:
        """Choose one line, or the last where there are fewer."""
        if self.pupils.rows:
            index = self.pupils.index(max(0, min(row, len(self.pupils.rows) - 1)))
            self.selectionModel().setCurrentIndex(index, _CHOOSE.ClearAndSelect)
            self.scrollTo(index)

    def show_pupils(self, rows: tuple[PupilRow, ...]) -> None:
        """Show other pupils; who was chosen and is still here stays so, else whoever stands at the same place."""
        if rows == self.pupils.rows:
            return
        chosen, at, top = set(self.chosen), self.currentIndex().row(), self.verticalScrollBar().value()
        current = self.pupils.rows[at].id if 0 <= at < len(self.pupils.rows) else None
        self.pupils.show(rows)
        there = [row.id for row in rows]
        if chosen & set(there):
            self.choose(chosen)
        elif chosen:
            self.choose_row(at)
        elif current in there:
            self.selectionModel().setCurrentIndex(self.pupils.index(there.index(current)), _CHOOSE.NoUpdate)
        self.verticalScrollBar().setValue(top)

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = keys == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Cut):
            self.cut_out.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # names of a draft are not copied out from here
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif plain and key in _ENTER:
            self.move_wanted.emit()
        elif plain and key == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose_row(max(0, self.currentIndex().row()))
        self.viewport().update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        if not self.chosen:
            return
        data = QMimeData()
        data.setData(DRAGGED, QByteArray(b"1"))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self._picture())
        drag.setHotSpot(QPoint(-GRID, -GRID))
        drag.exec(Qt.DropAction.MoveAction)

    def _picture(self) -> QPixmap:
        """What hangs at the pointer: the name, or how many."""
        chosen = self.chosen
        names = [row.name for row in self.pupils.rows if row.id in chosen]
        words = names[0] if len(names) == 1 else str(len(names))
        metrics, ratio, look = self.fontMetrics(), self.devicePixelRatioF(), tones(self)
        width, height = metrics.horizontalAdvance(words) + 2 * GRID, metrics.height() + GRID
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(look.accent)
        painter = QPainter(picture)
        painter.setFont(self.font())
        painter.setPen(look.on_accent)
        painter.drawText(0, 0, width, height, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
        return picture
