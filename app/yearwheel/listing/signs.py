"""How is a ring told from the others beside its name, and a status beside its word?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.documents.hatching import hatching
from app.shell import icons
from app.shell.theme import DARK, Tones, tones

if TYPE_CHECKING:
    from app.yearwheel.rows import RingRow

SIGN = 14
"""How wide the sign of a ring is."""
STATUS_ICONS = {
    "planned": "calendar",
    "called": "mail",
    "done": "check",
    "overdue": "triangle-alert",
    "dropped": "x",
}
STATUS_ROLES = {"planned": "muted", "called": "link", "done": "good", "overdue": "danger", "dropped": "muted"}


def paint_ring(painter: QPainter, box: QRect, ring: RingRow, widget: QWidget) -> None:
    """Fill a box with the colour and the pattern of a ring."""
    strong, pale = ring_colours(ring, tones(widget))
    ground = {"solid": strong, "empty": tones(widget).base}.get(ring.pattern, pale)
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, QColor(ground))
    painter.translate(box.topLeft())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    marks = hatching(ring.pattern, 0, 0, box.width(), box.height())
    painter.setPen(QPen(QColor(strong), marks.width * 1.6))  # so small a box needs stronger lines
    for x1, y1, x2, y2 in marks.lines:
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.setBrush(QColor(strong))
    for x, y in marks.dots:
        painter.drawEllipse(QPointF(x, y), marks.radius, marks.radius)
    painter.restore()
    painter.save()
    painter.setPen(QPen(QColor(strong), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.restore()


def ring_icon(ring: RingRow, widget: QWidget, size: int = SIGN) -> QIcon:
    """Return the sign of a ring for a button or a choice."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_ring(painter, QRect(0, 0, size, size), ring, widget)
    painter.end()
    return QIcon(picture)


def status_pixmap(status: str, look: Tones, colour: str, ratio: float, size: int = icons.SIZE - 2) -> QPixmap:
    """Return the picture of a status; ``colour`` "" : its own."""
    return icons.pixmap(STATUS_ICONS[status], colour or str(getattr(look, STATUS_ROLES[status])), size, ratio)


def ring_colours(ring: RingRow, look: Tones) -> tuple[str, str]:
    """Return the ring's colour, and the pale one its pattern stands on, as in the picture."""
    from app.yearwheel import looks

    colours = looks.DARK if look is DARK else looks.LIGHT
    role = looks.ring_role(ring.colour)
    return colours.get(role, look.link), colours.get(f"{role}.tint", look.tint)
