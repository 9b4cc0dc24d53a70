"""How does one month look, with what comes up in it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app.core.i18n import N_
from app.shell.theme import GRID, tones
from app.shell.words import Label, heading, tooltip
from app.yearwheel.listing.months_lines import MonthLine, say_line
from app.yearwheel.listing.signs import paint_ring, status_pixmap

if TYPE_CHECKING:
    from app.core.i18n import Translator

LINE = Qt.ItemDataRole.UserRole
_SIGN = 10
_STATUS = 14
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_Index = QModelIndex | QPersistentModelIndex


class MonthCells(QStyledItemDelegate):
    """The days to the left, then the ring's sign and the title, the status to the right; breaks in grey."""

    def __init__(self, month: MonthList) -> None:
        super().__init__(month)
        self._month = month

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._month.line_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: MonthLine = index.data(LINE)
        month, look = self._month, tones(self._month)
        rect = QRect(option.rect)
        chosen = line.row is not None and line.row.key == month.key
        strong = chosen and month.hasFocus()
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(look.accent if strong else look.tint))
        elif line.row is None:
            painter.fillRect(rect, QColor(look.stripe))
        quiet = line.row is None or line.row.status == "dropped"
        colour = look.on_accent if strong else look.muted if quiet and not chosen else look.text
        painter.setPen(QColor(colour))
        room = rect.adjusted(GRID // 2, 0, -GRID // 2, 0)
        days = QRect(room.left(), room.top(), month.days_width, room.height())
        painter.drawText(days, _RIGHT, line.days)
        room.setLeft(days.right() + GRID)
        if line.row is not None:
            sign = QRect(room.left(), room.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
            paint_ring(painter, sign, line.row.ring, month)
            if line.row.status != "planned":
                picture = status_pixmap(
                    line.row.status, look, look.on_accent if strong else "", month.devicePixelRatioF(), _STATUS
                )
                painter.drawPixmap(room.right() - _STATUS, room.center().y() - _STATUS // 2 + 1, picture)
                room.setRight(room.right() - _STATUS - GRID // 2)
        room.setLeft(room.left() + _SIGN + GRID // 2 + 2)
        font = QFont(month.font())
        font.setStrikeOut(line.row is not None and line.row.status == "dropped")
        font.setItalic(line.row is None)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
        painter.restore()


class MonthList(QListWidget):
    """The lines of a month. ``gone_over``: the arrows lead to another month, by how many, and from which line.

    ``stepped``: by how many school days what is chosen is to be moved.
    """

    chosen_line = Signal(str)
    opened = Signal()
    gone_over = Signal(int, int)
    stepped = Signal(int)

    def __init__(self, name: str, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.key = ""
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line_height = self.fontMetrics().height() + GRID
        self.days_width = self.fontMetrics().horizontalAdvance("30.–31.") + 2
        self.setItemDelegate(MonthCells(self))
        self.currentItemChanged.connect(self._moved)
        self.itemActivated.connect(lambda _item: self.opened.emit())
        self.itemClicked.connect(lambda item: self._moved(item, None))

    def show_lines(self, lines: Sequence[MonthLine]) -> None:
        """Show what stands in the month."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(say_line(line, self._tr))
            item.setData(LINE, line)
            item.setToolTip(tooltip(say_line(line, self._tr)))
            if line.row is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.blockSignals(False)
        self.setFixedHeight(max(1, self.count()) * self.line_height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.places else Qt.FocusPolicy.NoFocus)

    @property
    def places(self) -> list[int]:
        """The lines that can be chosen."""
        return [at for at in range(self.count()) if self.item(at).data(LINE).row is not None]

    def show_key(self, key: str) -> bool:
        """Mark what is chosen; False if it does not stand in this month."""
        self.key = key
        found = next((at for at in self.places if self.item(at).data(LINE).row.key == key), None)
        self.blockSignals(True)
        if found is None:
            self.setCurrentRow(-1)
        elif self.currentRow() != found:
            self.setCurrentRow(found)
        self.blockSignals(False)
        self.viewport().update()
        return found is not None

    def go_in(self, at: int) -> None:
        """Come from another month to the line nearest to a place (-1: the last)."""
        places = self.places
        if places:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentRow(places[-1] if at < 0 else min(places, key=lambda one: abs(one - at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at, places = event.key(), self.currentRow(), self.places
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if sideways and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif sideways:
            self.gone_over.emit(-1 if key == Qt.Key.Key_Left else 1, max(0, at))
        elif key == Qt.Key.Key_Up and places and at <= places[0]:
            self.gone_over.emit(-1, -1)
        elif key == Qt.Key.Key_Down and places and at >= places[-1]:
            self.gone_over.emit(1, 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Home:
            self.gone_over.emit(-12, 0)
        elif key == Qt.Key.Key_End:
            self.gone_over.emit(12, -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.places:
            self.setCurrentRow(self.places[0])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _moved(self, item: QListWidgetItem | None, _before: object) -> None:
        line: MonthLine | None = item.data(LINE) if item is not None else None
        if line is not None and line.row is not None:
            self.chosen_line.emit(line.row.key)


class MonthCard(QFrame):
    """The name of a month and its lines; an empty one says so."""

    def __init__(self, title: str, tr: Translator) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.list = MonthList(title, tr)
        self.nothing = Label(tr(N_("Nothing this month")), "muted")
        self.nothing.setIndent(GRID)
        self.nothing.setMinimumHeight(self.list.line_height)
        name = heading(title, 1.05)
        name.setIndent(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID // 2, GRID, GRID // 2, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(name)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addStretch(1)

    def show_lines(self, lines: Sequence[MonthLine]) -> None:
        """Show what stands in the month."""
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
