"""What of the picture is painted once, and what at every step?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from app.documents.drawing import Shape, Words
from app.shell.theme import GRID, Tones
from app.yearwheel.geometry.layout import Layout
from app.yearwheel.picture.painter import outline, paint, picture_of

_AROUND = 4.0
"""As far beyond a shape as its outline is painted at most."""


class Canvas:
    """A wheel that is laid out, as a picture, and what is painted over it: quick enough for every step of the mouse."""

    def __init__(self, laid_out: Layout, ratio: float) -> None:
        self.layout = laid_out
        self.ratio = ratio
        self.ground = laid_out.drawing.colours.get("ground", "#ffffff")
        self._picture: QPixmap | None = None
        self._moved_shapes: Sequence[Shape] = ()
        self._moved = QPixmap()
        self._paths: dict[str, QPainterPath] = {}

    @property
    def picture(self) -> QPixmap:
        """All of it but what changes."""
        if self._picture is None:
            self._picture = picture_of(self.layout.drawing, self.ratio, self.ground)
        return self._picture

    def path(self, key: str) -> QPainterPath:
        """Return the path around an entry's arc and its number."""
        found = self._paths.get(key)
        if found is None:
            found = QPainterPath()
            found.setFillRule(Qt.FillRule.WindingFill)
            placed = self.layout.placed.get(key)
            if placed is not None:
                found.addPath(outline(placed.arc))
                if placed.number_box is not None:
                    found.addPath(_rounded(placed.number_box))
            self._paths[key] = found
        return found

    def label_path(self, key: str) -> QPainterPath:
        """Return the path around an entry's label; an empty one where it has none but its number."""
        placed = self.layout.placed.get(key)
        if placed is None or placed.label is None or placed.way == "number":
            return QPainterPath()
        return _rounded(placed.label)

    def room(self, key: str) -> QRect:
        """Return the rectangle in which anything of an entry is painted."""
        return _around(self.path(key).boundingRect().united(self.label_path(key).boundingRect()))

    def paint_outline(self, painter: QPainter, key: str, width: float) -> None:
        """Paint a line around an entry and its label."""
        colour = QColor(self.layout.drawing.colours.get("chosen", "#1d5fa6"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.ground), width + 2))
        painter.drawPath(self.path(key))
        painter.setPen(QPen(colour, width))
        painter.drawPath(self.path(key))
        painter.setPen(QPen(colour, max(width - 1, 1)))
        painter.drawPath(self.label_path(key))

    def paint_left(self, painter: QPainter, key: str) -> None:
        """Paint the place an entry is being dragged away from, paler."""
        veil = QColor(self.ground)
        veil.setAlphaF(0.6)
        painter.fillPath(self.path(key), veil)

    def paint_moved(self, painter: QPainter, shapes: Sequence[Shape]) -> None:
        """Paint an entry where it would land; the picture of it is kept while it lands on the same day."""
        if not shapes:
            return
        if shapes is not self._moved_shapes:
            self._moved_shapes, self._moved = shapes, self._picture_of(shapes)
        painter.drawPixmap(room_of(shapes).topLeft(), self._moved)

    def _picture_of(self, shapes: Sequence[Shape]) -> QPixmap:
        room = room_of(shapes)
        picture = QPixmap(ceil(room.width() * self.ratio), ceil(room.height() * self.ratio))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.translate(-room.topLeft())
        paint(painter, shapes, self.layout.drawing.colours)
        painter.end()
        return picture


def undashed(shape: Shape) -> Shape:
    """Return a shape with whole lines: dashes take the longest of all to paint, at every step of the mouse."""
    if isinstance(shape, Words) or not shape.ink.dash:
        return shape
    return replace(shape, ink=replace(shape.ink, dash=()))


def room_of(shapes: Sequence[Shape]) -> QRect:
    """Return the rectangle in which shapes are painted."""
    box = QRectF()
    for shape in shapes:
        box = box.united(outline(shape).boundingRect())
    return _around(box)


class Bubble:
    """Words beside the pointer: the day something would land on, and a second line that may be empty."""

    def __init__(self, said: str, why: str, font: QFont, at: QPointF, room: QRectF) -> None:
        self._lines = [line for line in (said, why) if line]
        self._fonts = [QFont(font) for _ in self._lines]
        self._fonts[0].setWeight(QFont.Weight.DemiBold)
        metrics = [QFontMetricsF(one) for one in self._fonts]
        self._height = max(one.height() for one in metrics)
        width = max(one.horizontalAdvance(line) for one, line in zip(metrics, self._lines, strict=True)) + 2 * GRID
        height = self._height * len(self._lines) + GRID
        left = min(max(at.x() - width / 2, room.left()), max(room.right() - width, room.left()))
        above = at.y() - height - 2 * GRID
        self._box = QRectF(left, above if above > room.top() else at.y() + 3 * GRID, width, height)
        self._key = (said, why, font.key(), width)

    @property
    def room(self) -> QRect:
        return _around(self._box)

    def paint(self, painter: QPainter, look: Tones, ratio: float, painted: dict[object, QPixmap]) -> None:
        """Paint it on the ground of a notice; ``painted`` keeps it while the same is said."""
        key = (self._key, look.notice, ratio)
        picture = painted.get(key)
        if picture is None:
            painted.clear()
            picture = painted[key] = self._picture(look, ratio)
        painter.drawPixmap(self._box.topLeft().toPoint(), picture)

    def _picture(self, look: Tones, ratio: float) -> QPixmap:
        size = self._box.size()
        picture = QPixmap(ceil(size.width() * ratio), ceil(size.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.notice))
        painter.drawRoundedRect(QRectF(QPointF(), size), GRID / 2, GRID / 2)
        painter.setPen(QColor(look.on_notice))
        line = QRectF(0, GRID / 2, size.width(), self._height)
        for words, font in zip(self._lines, self._fonts, strict=True):
            painter.setFont(font)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), words)
            line.translate(0, self._height)
        painter.end()
        return picture


def _rounded(box: tuple[float, float, float, float]) -> QPainterPath:
    path = QPainterPath()
    rect = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3])).adjusted(-2, -1, 2, 1)
    path.addRoundedRect(rect, 3, 3)
    return path


def _around(box: QRectF) -> QRect:
    return box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).toAlignedRect() if not box.isEmpty() else QRect()
