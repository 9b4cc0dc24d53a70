"""Which straight and curved lines is the edge of a shape made of, the same in PDF and SVG?"""

from __future__ import annotations

from math import ceil, cos, radians, sin, tan
from typing import Literal

from app.documents.drawing import Disc, Point, Polyline, Sector

Step = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]
"""Move there, a line there, a curve there (two handles and its end), or back to where it began."""
Outline = list[Step]

_WIDEST = 45.0
"""Degrees of an arc that one curve follows to a hundredth of a per mille of its radius."""
_WHOLE = 359.999
_THIN = 1e-6


def outline(shape: Sector | Polyline | Disc) -> Outline:
    """Return the edge of a shape; a ring has two, that turn against each other, so that its middle stays empty."""
    if isinstance(shape, Polyline):
        return _through(shape)
    if isinstance(shape, Disc):
        return [*_arc(shape.centre, shape.radius, 0.0, 360.0), ("Z", ())]
    if shape.outer - shape.inner < _THIN:
        return _arc(shape.centre, shape.outer, shape.start, min(shape.sweep, 360.0))
    if shape.sweep >= _WHOLE:
        edge: Outline = [*_arc(shape.centre, shape.outer, shape.start, 360.0), ("Z", ())]
        if shape.inner > _THIN:
            edge += [*_arc(shape.centre, shape.inner, shape.start, -360.0), ("Z", ())]
        return edge
    edge = _arc(shape.centre, shape.outer, shape.start, shape.sweep)
    if shape.inner > _THIN:
        edge += _arc(shape.centre, shape.inner, shape.start + shape.sweep, -shape.sweep, begins="L")
    else:
        edge.append(("L", shape.centre))
    edge.append(("Z", ()))
    return edge


def box_of(edge: Outline) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a box that an outline stays within."""
    xs = [value for _, place in edge for value in place[::2]]
    ys = [value for _, place in edge for value in place[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _through(shape: Polyline) -> Outline:
    edge: Outline = [("M" if at == 0 else "L", point) for at, point in enumerate(shape.points)]
    if shape.closed and edge:
        edge.append(("Z", ()))
    return edge


def _arc(centre: Point, radius: float, start: float, sweep: float, begins: Literal["M", "L"] = "M") -> Outline:
    """Return curves along a circle, clockwise from twelve o'clock; a negative ``sweep`` goes back."""
    parts = max(ceil(abs(sweep) / _WIDEST - _THIN), 1)
    part = radians(sweep / parts)
    handle = 4 / 3 * tan(part / 4) * radius
    x, y = centre
    angle = radians(start)
    across, up = sin(angle), cos(angle)
    edge: Outline = [(begins, (x + radius * across, y - radius * up))]
    for number in range(1, parts + 1):
        first = (x + radius * across + handle * up, y - radius * up + handle * across)
        angle = radians(start) + number * part
        across, up = sin(angle), cos(angle)
        end = (x + radius * across, y - radius * up)
        edge.append(("C", (*first, end[0] - handle * up, end[1] - handle * across, *end)))
    return edge
