"""How is a drawing painted on screen?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.documents.drawing import Disc, Drawing, Ink, Polyline, Sector, Shape, Words
from app.documents.hatching import hatching
from app.yearwheel.picture.letters import face, write

_WHOLE = 359.999  # degrees: from here on a sector is the whole ring


def picture_of(drawing: Drawing, ratio: float, ground: str) -> QPixmap:
    """Return a drawing as a picture that is sharp on a screen of ``ratio`` dots to a length, on an opaque ground."""
    picture = QPixmap(max(1, round(drawing.width * ratio)), max(1, round(drawing.height * ratio)))
    picture.fill(QColor(ground))
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    paint(painter, drawing.shapes, drawing.colours)
    painter.end()
    return picture


def paint(painter: QPainter, shapes: Iterable[Shape], colours: Mapping[str, str]) -> None:
    """Paint shapes in their order."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for shape in shapes:
        if isinstance(shape, Words):
            painter.setPen(_colour(shape.colour, colours))
            write(painter, shape)
        else:
            _paint_ink(painter, outline(shape), shape.ink, colours)


def outline(shape: Shape) -> QPainterPath:
    """Return the path around a shape (of a text: around its line)."""
    path = QPainterPath()
    if isinstance(shape, Sector):
        _add_sector(path, shape)
    elif isinstance(shape, Disc):
        path.addEllipse(QPointF(*shape.centre), shape.radius, shape.radius)
    elif isinstance(shape, Polyline):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        if shape.closed:
            path.closeSubpath()
    else:
        path.addRect(box_of(shape))
    return path


def box_of(words: Words) -> QRectF:
    """Return the box of a line of text, as high as its tallest letters."""
    letters = face(words.bold, words.size)
    width = letters.width(words.text)
    x, y = words.at
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return QRectF(left, y - letters.font.ascent(), width, letters.font.ascent() + letters.font.descent())


def _add_sector(path: QPainterPath, shape: Sector) -> None:
    """Add part of a ring. Qt counts degrees from three o'clock, against the clock."""
    outer = _square(shape.centre, shape.outer)
    inner = _square(shape.centre, shape.inner)
    if shape.sweep >= _WHOLE:
        path.setFillRule(Qt.FillRule.OddEvenFill)
        path.addEllipse(outer)
        if shape.inner > 0:
            path.addEllipse(inner)
        return
    start = 90.0 - shape.start
    path.arcMoveTo(outer, start)
    path.arcTo(outer, start, -shape.sweep)
    if shape.inner > 0:
        path.arcTo(inner, start - shape.sweep, shape.sweep)
    else:
        path.lineTo(QPointF(*shape.centre))
    path.closeSubpath()


def _square(centre: tuple[float, float], radius: float) -> QRectF:
    return QRectF(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)


def _paint_ink(painter: QPainter, path: QPainterPath, ink: Ink, colours: Mapping[str, str]) -> None:
    if ink.fill:
        painter.fillPath(path, QBrush(_colour(ink.fill, colours)))
    if ink.pattern:
        _paint_pattern(painter, path, ink, colours)
    if ink.stroke and ink.width > 0:
        pen = QPen(_colour(ink.stroke, colours), ink.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if ink.dash:  # Qt counts dashes in widths of the line
            pen.setDashPattern([length / ink.width for length in ink.dash])
        painter.strokePath(path, pen)


def _paint_pattern(painter: QPainter, path: QPainterPath, ink: Ink, colours: Mapping[str, str]) -> None:
    box = path.boundingRect()
    found = hatching(ink.pattern, box.left(), box.top(), box.right(), box.bottom())
    if not found.lines and not found.dots:
        return
    colour = _colour(ink.pattern_colour or ink.stroke or "ink", colours)
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    if found.lines:
        painter.setPen(QPen(colour, found.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines([QLineF(*line) for line in found.lines])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for x, y in found.dots:
        painter.drawEllipse(QPointF(x, y), found.radius, found.radius)
    painter.restore()


def _colour(role: str, colours: Mapping[str, str]) -> QColor:
    return _read(colours.get(role, role))


@lru_cache(maxsize=256)
def _read(name: str) -> QColor:
    return QColor(name)
