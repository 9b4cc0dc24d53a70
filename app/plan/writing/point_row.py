"""How does one point stand on the page: its bullet, which is what one drags, its words, and its marks?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from app.core.i18n import N_
from app.plan.writing.mark_lines import MarkLines
from app.plan.writing.point_field import PointField
from app.shell.error_line import ErrorLine
from app.shell.theme import GRID, tones

if TYPE_CHECKING:
    from app.plan.writing.marks import Mark
    from app.shell.context import Context

POINT_MIME = "application/x-skolekontoret-plan-point"


class Bullet(QWidget):
    """The point's sign; dragging it moves the point, a click goes to its words."""

    clicked = Signal()
    dragged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(3 * GRID, 3 * GRID)
        self._pressed: QPoint | None = None
        self._is_held = False
        self.is_movable = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self.is_movable:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.dragged.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._pressed = None
            self.clicked.emit()

    def enterEvent(self, _event: object) -> None:
        self._is_held = True
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.is_movable else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, _event: object) -> None:
        self._is_held = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = tones(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        if self._is_held and self.is_movable:  # what can be taken hold of
            painter.setBrush(QColor(look.accent))
            for across in (-3, 3):
                for down in (-5, 0, 5):
                    painter.drawEllipse(middle + QPointF(across, down), 1.6, 1.6)
        else:
            painter.setBrush(QColor(look.muted))
            painter.drawEllipse(middle, 2.6, 2.6)
        painter.end()


class PointRow(QWidget):
    """A point, or room for one that is not written yet (``point_id`` None)."""

    def __init__(self, context: Context, point_id: int | None = None) -> None:
        super().__init__()
        self.context = context
        self.point_id = point_id
        self.side = "text"
        self.saving = False
        self.is_gone = False
        self.bullet = Bullet()
        self.field = PointField(context)
        self.error = ErrorLine()
        self.marks = MarkLines()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 1, 2, 1)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.bullet, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.error, 1, 1)
        grid.addWidget(self.marks, 2, 1)
        grid.setColumnStretch(1, 1)
        self.bullet.clicked.connect(lambda: self.field.go_to_end())
        self.bullet.dragged.connect(self._drag)

    def show_text(self, text: str, marks: Sequence[Mark], *, read_only: bool, name: str) -> None:
        """Show what is stored; what is being typed stays. ``name`` is what the field is read aloud as."""
        if not self.field.unsaved:
            self.field.keep(text)
            self.error.clear()
        self.field.setReadOnly(read_only)
        self.bullet.is_movable = not read_only and self.point_id is not None
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription("; ".join(mark.words for mark in marks))
        places = [mark.place for mark in marks if mark.place is not None]
        self.field.underline(() if self.field.unsaved else places)
        self.marks.show_marks(marks, read_only=read_only)

    def as_blank(self, words: str, *, name: str) -> None:
        """Be room for a point; ``words`` stand there until something is typed."""
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(name)
        self.bullet.is_movable = False
        self.setToolTip("")

    def adopt(self, point_id: int, text: str) -> None:
        """Become the point that what was typed has become."""
        self.point_id = point_id
        self.field.setPlaceholderText("")
        self.field.keep(text)
        self.bullet.is_movable = True
        self.error.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.field.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tones(self).ring), 1.5))
            ring = self.field.geometry().adjusted(-1, 0, 1, 0)
            painter.drawRoundedRect(ring, 3, 3)
            painter.end()

    def _drag(self) -> None:
        if self.point_id is None:
            return
        data = QMimeData()
        data.setData(POINT_MIME, str(self.point_id).encode())
        drag = QDrag(self.window())  # the row may be gone before the drag is over
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)


def blank_words(context: Context) -> str:
    """Return what stands in the room for a point."""
    return context.tr(N_("Write a point …"))
