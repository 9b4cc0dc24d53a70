"""How is a pupil on the board painted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.shell import icons
from app.shell.theme import GRID, tones

if TYPE_CHECKING:
    from app.turning.board.pupils import PupilList

_SELECTED = QStyle.StateFlag.State_Selected
_FOCUS = QStyle.StateFlag.State_HasFocus
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class PupilCells(QStyledItemDelegate):
    """The name, and at the right the class of the year before; who is cut out has a sign and leans."""

    def __init__(self, pupils: PupilList) -> None:
        super().__init__(pupils)
        self._list = pupils

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(8 * GRID, self._list.fontMetrics().height() + GRID - 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        pupils, look = self._list.pupils, tones(self._list)
        if index.row() >= len(pupils.rows):
            return
        row = pupils.rows[index.row()]
        rect, state = option.rect, option.state
        chosen, active = bool(state & _SELECTED), self._list.hasFocus()
        if chosen:
            painter.fillRect(rect, QColor(look.accent if active else look.tint))
        is_cut = row.id in pupils.cut
        found = pupils.matches(row)
        strong = look.on_accent if chosen and active else look.text if found else look.muted
        pale = look.on_accent if chosen and active else look.muted
        room = rect.adjusted(GRID, 0, -GRID, 0)
        font = QFont(self._list.font())
        beside = pupils.beside(row)
        if beside:
            painter.setPen(QPen(QColor(pale)))
            painter.setFont(font)
            painter.drawText(room, _RIGHT, beside)
            room.setRight(room.right() - self._list.fontMetrics().horizontalAdvance(beside) - GRID)
        if is_cut or (pupils.words and found):
            sign = icons.pixmap("chevron-right" if is_cut else "search", strong, 14, self._list.devicePixelRatioF())
            painter.drawPixmap(room.left(), room.top() + (room.height() - 14) // 2, sign)
            room.setLeft(room.left() + 14 + GRID // 2)
        font.setItalic(is_cut)
        font.setWeight(QFont.Weight.DemiBold if pupils.words and found else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QPen(QColor(strong)))
        metrics = painter.fontMetrics()
        painter.drawText(room, _LEFT, metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width()))
        if state & _FOCUS and active:
            painter.setPen(QPen(QColor(look.on_accent if chosen else look.link), 1, Qt.PenStyle.DotLine))
            painter.drawRect(QRect(rect).adjusted(1, 1, -2, -2))
