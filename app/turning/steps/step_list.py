"""Which steps has the turn, and where does each stand? All together first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.shell import icons
from app.shell.theme import GRID, tones
from app.shell.words import tooltip

Index = QModelIndex | QPersistentModelIndex
_SELECTED = QStyle.StateFlag.State_Selected
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True)
class StepLine:
    """One line: ``sign`` is a picture and ``role`` its colour; ``about`` says the state in words."""

    code: str
    title: str
    about: str
    sign: str
    role: str
    is_wrong: bool = False


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[StepLine, ...] = ()

    def show(self, lines: tuple[StepLine, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own shape
        return len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.title}, {line.about}" if role == Qt.ItemDataRole.AccessibleTextRole else line.title
        return tooltip(f"{line.title}\n{line.about}") if role == Qt.ItemDataRole.ToolTipRole else None


class _Cells(QStyledItemDelegate):
    """Two lines: the title, and under it the state in words with its sign."""

    def __init__(self, steps: StepList) -> None:
        super().__init__(steps)
        self._steps = steps

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(20 * GRID, 2 * self._steps.fontMetrics().height() + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        lines, look = self._steps.lines, tones(self._steps)
        if index.row() >= len(lines):
            return
        line, rect = lines[index.row()], option.rect
        chosen, active = bool(option.state & _SELECTED), self._steps.hasFocus()
        if chosen:
            painter.fillRect(rect, QColor(look.accent if active else look.tint))
        on_accent = chosen and active
        colour = look.on_accent if on_accent else str(getattr(look, line.role))
        size = 18
        middle = rect.top() + (rect.height() - size) // 2
        picture = icons.pixmap(line.sign, colour, size, self._steps.devicePixelRatioF())
        painter.drawPixmap(rect.left() + GRID, middle, picture)
        room = rect.adjusted(2 * GRID + size + GRID // 2, GRID - 2, -GRID, -GRID + 2)
        half = room.height() // 2
        font = QFont(self._steps.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QPen(QColor(look.on_accent if on_accent else look.text)))
        words = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), room.top(), room.width(), half, _LEFT, words)
        painter.setFont(self._steps.font())
        pale = look.danger if line.is_wrong else look.text if chosen else look.muted
        painter.setPen(QPen(QColor(look.on_accent if on_accent else pale)))
        words = painter.fontMetrics().elidedText(line.about, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), room.top() + half, room.width(), half, _LEFT, words)


class StepList(QListView):
    """The steps in the order they are best taken."""

    step_changed = Signal(str)
    opened = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(28 * GRID)
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.activated.connect(lambda _index: self.opened.emit())

    @property
    def lines(self) -> tuple[StepLine, ...]:
        return self._model.lines

    @property
    def code(self) -> str:
        """The step that is chosen; "" for none."""
        at = self.currentIndex().row()
        return self.lines[at].code if 0 <= at < len(self.lines) else ""

    def show_lines(self, lines: Sequence[StepLine], *, begin: str) -> None:
        """Show the steps; the one that was chosen stays so, else ``begin`` is."""
        if tuple(lines) == self.lines:
            return
        code, top = self.code or begin, self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self._model.show(tuple(lines))
        self.selectionModel().blockSignals(False)
        self.go_to(code)
        self.verticalScrollBar().setValue(top)

    def go_to(self, code: str) -> None:
        """Choose a step, or the first."""
        if self.lines:
            at = next((at for at, line in enumerate(self.lines) if line.code == code), 0)
            index = self._model.index(at)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def _tell(self) -> None:
        self.step_changed.emit(self.code)
        self.viewport().update()
