"""How is a cell of the screen with all classes painted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.elections.grid.model import CLASS, FIRST, STATE, STATES, TEACHERS
from app.shell import icons
from app.shell.theme import GRID, Tones, tones

if TYPE_CHECKING:
    from app.elections.grid.view import GridView

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_SIGN = 16


class CellDelegate(QStyledItemDelegate):
    """Names in boxes, last year's in grey, a state by sign and word, and a frame around where one is."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect, current = tones(self._grid), QRect(option.rect), self._grid.currentIndex()
        is_row, is_here = current.row() == index.row(), current == index
        painter.save()
        if is_row:
            painter.fillRect(rect, QColor(look.tint))
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() >= FIRST:
            self._paint_cell(painter, rect, index, look)
        elif index.column() == STATE:
            self._paint_state(painter, rect, index, look)
        else:
            font = QFont(self._grid.font())
            font.setBold(index.column() == CLASS)
            painter.setFont(font)
            muted = index.column() == TEACHERS and not is_row
            self._write(painter, rect, self._grid.grid_model.words(index), look.muted if muted else look.text)
        if is_here:
            strong = self._grid.looks_active()
            painter.setPen(QPen(QColor(look.link if strong else look.frame), 2 if strong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, look: Tones
    ) -> None:
        model = self._grid.grid_model
        if not model.rows[index.row()].cells[index.column() - FIRST].applies:
            return
        painter.fillRect(rect.adjusted(1, 0, 0, -1), QColor(look.base))
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        cell, draft = model.cell(index), model.draft(index)
        words, hint = model.words(index), model.hint(index)
        if draft:
            self._write(painter, self._sign(painter, rect, "triangle-alert", look.danger), words, look.danger)
        elif hint:
            self._write(painter, rect, hint, look.muted, italic=True)
        elif cell is not None and cell.vacant and not cell.people:
            self._write(painter, self._sign(painter, rect, "circle-alert", look.danger), words, look.text)
        else:
            room, empty = rect, model.empty_places(index)
            if empty:
                sign = f"+ {empty}"
                room = rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(sign) - GRID, 0)
                used = min(painter.fontMetrics().horizontalAdvance(words), room.width() - 2 * GRID)
                self._write(painter, rect.adjusted(used + GRID, 0, 0, 0), sign, look.muted)
            self._write(painter, room, words, look.text)

    def _paint_state(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, look: Tones
    ) -> None:
        row = self._grid.grid_model.rows[index.row()]
        _words, sign = STATES[row.state]
        colour = {"done": look.good, "vacant": look.danger}.get(row.state, look.muted)
        self._write(painter, self._sign(painter, rect, sign, colour), self._grid.grid_model.words(index), colour)

    def _sign(self, painter: QPainter, rect: QRect, name: str, colour: str) -> QRect:
        picture = icons.pixmap(name, colour, _SIGN, self._grid.devicePixelRatioF())
        painter.drawPixmap(rect.left() + GRID, rect.top() + (rect.height() - _SIGN) // 2, picture)
        return rect.adjusted(_SIGN + GRID // 2, 0, 0, 0)

    def _write(self, painter: QPainter, rect: QRect, words: str, colour: str, *, italic: bool = False) -> None:
        if not words:
            return
        font = QFont(painter.font())
        font.setItalic(italic)
        painter.setFont(font)
        room = rect.adjusted(GRID, 0, -GRID, 0)
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, elided)
