"""How do the heads of a list look: quiet, in line with the cells below, with the sorting marked?"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QWidget

from app.shell.theme import GRID, tones


class ListHeader(QHeaderView):
    """Words in the muted colour, a line under them, and an arrow at what the list is sorted by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.padding = GRID  # as far in as the words of the cells
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(6 * GRID)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def sizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + 2 * GRID)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        look = tones(self)
        painter.fillRect(rect, QColor(look.base))
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        words = str(self.model().headerData(at, Qt.Orientation.Horizontal) or "")
        box = rect.adjusted(self.padding, 0, -self.padding, 0)
        if self.isSortIndicatorShown() and at == self.sortIndicatorSection():
            self._paint_arrow(painter, box, look.text)
            box.setRight(box.right() - 2 * GRID)
        painter.setPen(QColor(look.muted))
        alignment = self.model().headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(alignment), shown)

    def _paint_arrow(self, painter: QPainter, box: QRect, colour: str) -> None:
        at = QPoint(box.right() - 4, box.center().y())
        tip = -3 if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else 3
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygon([at + QPoint(-4, -tip), at + QPoint(4, -tip), at + QPoint(0, tip)]))
        painter.restore()
