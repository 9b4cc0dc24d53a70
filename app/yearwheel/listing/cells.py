"""How is a line of the list painted: under the title of its month or ring, with the ring's sign and the status's?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.shell.theme import GRID, tones
from app.yearwheel.listing.lines import Line, group_of
from app.yearwheel.listing.signs import SIGN, paint_ring, status_pixmap

if TYPE_CHECKING:
    from app.shell.table import TableView

BAND = 28
"""How high the title above a group is."""
_SELECTED = QStyle.StateFlag.State_Selected
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_SIGN = 16


class WheelCells(QStyledItemDelegate):
    """The title of a group is painted in the upper part of its first line, by each cell the part that is over it."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table
        self.titles: dict[int, str] = {}

    def lay_out(self) -> None:
        """Give room above the first line of each group."""
        table = self._table
        lines: list[Line] = table.rows.rows
        groups = [group_of(line, table.rows.sort_key) for line in lines]
        self.titles = {at: group for at, group in enumerate(groups) if group and (not at or groups[at - 1] != group)}
        plain = table.verticalHeader().defaultSectionSize()
        for at in range(len(lines)):
            height = plain + (self.band if at in self.titles else 0)
            if table.rowHeight(at) != height:
                table.setRowHeight(at, height)

    @property
    def band(self) -> int:
        """How high the title of a group is with the letters there are."""
        return max(BAND, self._table.fontMetrics().height() + GRID)

    def cell_rect(self, row: int, rect: QRect) -> QRect:
        """Return the part of a cell that is the line's own."""
        return rect.adjusted(0, self.band, 0, 0) if row in self.titles else rect

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        table, look = self._table, tones(self._table)
        line: Line = table.rows.rows[index.row()]
        column = table.rows.columns[index.column()]
        words = table.rows.cell(line, index.column())
        if index.row() in self.titles:
            self._paint_title(painter, option.rect, self.titles[index.row()], table.columnViewportPosition(0))
        rect = self.cell_rect(index.row(), QRect(option.rect))
        chosen = bool(option.state & _SELECTED)
        strong = chosen and table.looks_active()
        if chosen:
            painter.fillRect(rect, QColor(look.accent if strong else look.tint))
        quiet = line.row.status == "dropped" and not chosen
        colour = look.on_accent if strong else look.muted if quiet else look.text
        room = rect.adjusted(GRID, 0, -GRID, 0)
        ratio = table.devicePixelRatioF()
        if column.key == "ring":
            sign = QRect(room.left(), room.center().y() - SIGN // 2 + 1, SIGN, SIGN)
            paint_ring(painter, sign, line.row.ring, table)
            room.setLeft(sign.right() + GRID)
        elif column.key == "status":
            picture = status_pixmap(line.row.status, look, look.on_accent if strong else "", ratio)
            painter.drawPixmap(room.left(), room.center().y() - _SIGN // 2 + 1, picture)
            room.setLeft(room.left() + _SIGN + 6)
        elif column.key == "days" and line.row.problem is not None:
            from app.shell import icons

            picture = icons.pixmap("circle-alert", colour if strong else look.danger, _SIGN, ratio)
            painter.drawPixmap(room.left(), room.center().y() - _SIGN // 2 + 1, picture)
            room.setLeft(room.left() + _SIGN + 6)
        painter.setPen(QColor(colour))
        if quiet and column.key == "title":
            font = QFont(table.font())
            font.setStrikeOut(True)
            painter.setFont(font)
        else:
            painter.setFont(table.font())
        shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
        if table.hasFocus() and index == table.currentIndex():
            painter.setPen(QPen(QColor(look.on_accent if strong else look.link)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_title(self, painter: QPainter, rect: QRect, words: str, left: int) -> None:
        """Paint the part of a group's title that is over this cell."""
        look = tones(self._table)
        band = QRect(rect.left(), rect.top(), rect.width(), self.band)
        painter.save()
        painter.setClipRect(band)
        painter.fillRect(band, QColor(look.stripe))
        font = QFont(self._table.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        painter.drawText(QRect(left + GRID, band.top(), 4000, band.height()), _LEFT, words)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        painter.restore()
