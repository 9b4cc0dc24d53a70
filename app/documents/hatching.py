"""Which lines and dots make a pattern, the same on screen and on paper?

They fill a box and are clipped to the shape by who draws them. They are counted from the origin of the drawing, so that
the pattern of neighbours goes on from one to the other.
"""

from __future__ import annotations

from math import ceil, floor
from typing import NamedTuple

STEP = 4.0
"""From one line or row of dots to the next, measured across (and along, for dots)."""
LINE = 0.6
BAR = 1.4
DOT = 0.75
"""The width of a line and of a bar, and the radius of a dot."""
_SLANTED = STEP * 2**0.5

Segment = tuple[float, float, float, float]


class Hatching(NamedTuple):
    """Lines (x1, y1, x2, y2) of one ``width``, or dots (their middles) of one ``radius``."""

    lines: tuple[Segment, ...] = ()
    width: float = LINE
    dots: tuple[tuple[float, float], ...] = ()
    radius: float = DOT


def hatching(pattern: str, left: float, top: float, right: float, bottom: float) -> Hatching:
    """Return what fills a box with ``pattern`` ("lines", "falling", "cross", "bars", "rows", "dots"; else nothing)."""
    if pattern == "lines":
        return Hatching(_rising(left, top, right, bottom))
    if pattern == "falling":
        return Hatching(_falling(left, top, right, bottom))
    if pattern == "rows":
        return Hatching(tuple((left, y, right, y) for y in _steps(top, bottom, STEP)), BAR)
    if pattern == "cross":
        return Hatching(_rising(left, top, right, bottom) + _falling(left, top, right, bottom))
    if pattern == "bars":
        return Hatching(tuple((x, top, x, bottom) for x in _steps(left, right, STEP)), BAR)
    if pattern == "dots":
        return Hatching(dots=_dots(left, top, right, bottom))
    return Hatching()


def _steps(first: float, last: float, step: float) -> tuple[float, ...]:
    return tuple(number * step for number in range(ceil(first / step), floor(last / step) + 1))


def _rising(left: float, top: float, right: float, bottom: float) -> tuple[Segment, ...]:
    """Lines from the lower left to the upper right: x + y is the same all along each."""
    return tuple((sum_ - bottom, bottom, sum_ - top, top) for sum_ in _steps(left + top, right + bottom, _SLANTED))


def _falling(left: float, top: float, right: float, bottom: float) -> tuple[Segment, ...]:
    """Lines from the upper left to the lower right: x − y is the same all along each."""
    return tuple((gap + top, top, gap + bottom, bottom) for gap in _steps(left - bottom, right - top, _SLANTED))


def _dots(left: float, top: float, right: float, bottom: float) -> tuple[tuple[float, float], ...]:
    """Rows of dots, every other row half a step aside; a dot whose edge alone is inside counts too."""
    found = []
    for row in range(ceil((top - DOT) / STEP), floor((bottom + DOT) / STEP) + 1):
        aside = STEP / 2 if row % 2 else 0.0
        for x in _steps(left - DOT - aside, right + DOT - aside, STEP):
            found.append((x + aside, row * STEP))
    return tuple(found)
