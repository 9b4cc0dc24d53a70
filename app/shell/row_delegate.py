"""How is one cell painted, as cheaply as Python can?

Qt's own delegate asks the model for eight roles of every cell; each is a call into Python. This one asks for the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.shell import icons
from app.shell.theme import GRID, tones

if TYPE_CHECKING:
    from app.shell.table import TableView

ALARMS = frozenset({"circle-alert", "triangle-alert"})
"""Pictures that say that something is wrong or late; the others only say what a row is."""
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUS = QStyle.StateFlag.State_HasFocus
_HOVER = QStyle.StateFlag.State_MouseOver
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_PADDING = GRID
_KEPT = 20_000  # widths of words remembered before starting over


class RowDelegate(QStyledItemDelegate):
    """Paints words, a picture before them where the column has one, and what is chosen."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table
        self._widths: dict[str, int] = {}
        self._font_key = ""
        self._metrics: QFontMetrics = table.fontMetrics()
        self._look = tones()
        self._pens: tuple[QPen, QPen, QPen, QPen] = self._make_pens()
        self._chosen = QColor(self._look.accent)
        self._chosen_pale = QColor(self._look.tint)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = self._table.rows
        at = index.column()
        column = model.columns[at]
        row = model.rows[index.row()]
        words = model.cell(row, at)
        rect = option.rect
        state = option.state
        look = tones(self._table)
        if look is not self._look:
            self._look = look
            self._pens = self._make_pens()
            self._chosen, self._chosen_pale = QColor(look.accent), QColor(look.tint)
        if state & _SELECTED:
            active = self._table.looks_active()
            painter.fillRect(rect, self._chosen if active else self._chosen_pale)
            painter.setPen(self._pens[1] if active else self._pens[0])
        else:
            muted = self._table.is_muted
            painter.setPen(self._pens[0] if muted is None or not muted(row) else self._pens[3])
        left, top, width, height = rect.left() + _PADDING, rect.top(), rect.width() - 2 * _PADDING, rect.height()
        if column.icon is not None and (name := column.icon(row)):
            colour = look.danger if column.warns or name in ALARMS else look.muted
            if state & _SELECTED and self._table.looks_active():
                colour = look.on_accent
            size = icons.SIZE - 2
            picture = icons.pixmap(name, colour, size, self._table.devicePixelRatioF())
            painter.drawPixmap(left, top + (height - size) // 2, picture)
            left += size + 6
            width -= size + 6
        if words:
            if self._width(words) > width:
                words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(left, top, width, height, _RIGHT if column.right else _LEFT, words)
        if state & _FOCUS and self._table.hasFocus():
            painter.setPen(self._pens[2])
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _width(self, words: str) -> int:
        key = self._table.font().key()
        if key != self._font_key or len(self._widths) > _KEPT:
            self._font_key = key
            self._metrics = self._table.fontMetrics()
            self._widths.clear()
        width = self._widths.get(words)
        if width is None:
            width = self._widths[words] = self._metrics.horizontalAdvance(words)
        return width

    def _make_pens(self) -> tuple[QPen, QPen, QPen, QPen]:
        look = self._look
        return QPen(QColor(look.text)), QPen(QColor(look.on_accent)), QPen(QColor(look.link)), QPen(QColor(look.muted))
