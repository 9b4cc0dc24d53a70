"""Which way from the middle is a day, and which day is that way?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import atan2, cos, degrees, hypot, radians, sin

from app.documents.drawing import Point
from app.yearwheel.geometry.parts import Box


def point(centre: Point, radius: float, angle: float) -> Point:
    """Return the point so far from the middle, in degrees clockwise from twelve o'clock."""
    turn = radians(angle)
    return centre[0] + radius * sin(turn), centre[1] - radius * cos(turn)


def polar(centre: Point, x: float, y: float) -> tuple[float, float]:
    """Return how far a point is from the middle, and which way (0 to 360)."""
    right, down = x - centre[0], y - centre[1]
    return hypot(right, down), degrees(atan2(right, -down)) % 360


@dataclass(frozen=True, slots=True)
class Dial:
    """The days from ``first`` on, ``days`` of them, once round clockwise from ``turn`` degrees past the top."""

    centre: Point
    first: date
    days: int
    turn: float = 0.0

    @property
    def step(self) -> float:
        """How many degrees a day takes."""
        return 360 / self.days

    def start(self, day: date) -> float:
        """Return where a day begins; what is before the first day or after the last at the border of both."""
        return self.turn + min(max((day - self.first).days, 0), self.days) * self.step

    def end(self, day: date) -> float:
        """Return where a day ends."""
        return self.turn + min(max((day - self.first).days + 1, 0), self.days) * self.step

    def middle(self, first: date, last: date) -> float:
        """Return where the middle of a stretch of days is."""
        return (self.start(first) + self.end(last)) / 2

    def between(self, start: float, end: float, least: float) -> tuple[float, float]:
        """Return a stretch that is at least so wide, about the same middle, and not over the border."""
        if end - start < least:
            start = min(max((start + end - least) / 2, self.turn), self.turn + 360 - least)
            end = start + least
        return start, end

    def day(self, angle: float) -> date:
        """Return the day that is that way."""
        return self.first + timedelta(days=min(int((angle - self.turn) % 360 / self.step), self.days - 1))


def around(centre: Point, inner: float, outer: float, start: float, sweep: float) -> Box:
    """Return the rectangle around part of a ring."""
    ends = [point(centre, radius, angle) for radius in (inner, outer) for angle in (start, start + sweep)]
    ends += [point(centre, outer, quarter) for quarter in range(0, 1081, 90) if start < quarter < start + sweep]
    return Box(min(x for x, _ in ends), min(y for _, y in ends), max(x for x, _ in ends), max(y for _, y in ends))


def within(
    centre: Point, inner: float, outer: float, start: float, end: float, width: float, height: float
) -> Point | None:
    """Return the middle of a rectangle that stands upright inside part of a ring; None where there is no room."""
    if min(width, height) > outer - inner or max(width, height) > 2 * outer:
        return None
    middle = (start + end) / 2
    flat = min((0.0, 180.0, 360.0, 540.0, 720.0), key=lambda way: abs(way - middle))
    slack = (end - start) / 2
    nearest = min(max(flat, start + slack * 0.3), end - slack * 0.3)
    for angle in (middle, (middle + nearest) / 2, nearest):
        radius = (inner + outer) / 2
        for _ in range(3):
            found = point(centre, radius, angle)
            near, far = _reach(centre, found, width, height)
            if near >= inner and far <= outer:
                if _between(centre, found, width, height, start, end):
                    return found
                break
            radius += ((outer - far) - (near - inner)) / 2
    return None


def _reach(centre: Point, middle: Point, width: float, height: float) -> tuple[float, float]:
    """How far the nearest and the farthest point of a rectangle are from the centre."""
    right, down = abs(middle[0] - centre[0]), abs(middle[1] - centre[1])
    return (
        hypot(max(right - width / 2, 0), max(down - height / 2, 0)),
        hypot(right + width / 2, down + height / 2),
    )


def _between(centre: Point, middle: Point, width: float, height: float, start: float, end: float) -> bool:
    if end - start >= 359.9:
        return True
    own = polar(centre, *middle)[1]
    for x in (middle[0] - width / 2, middle[0] + width / 2):
        for y in (middle[1] - height / 2, middle[1] + height / 2):
            aside = (polar(centre, x, y)[1] - own + 180) % 360 - 180
            if (own + aside - start) % 360 > end - start:
                return False
    return True


def unbroken(start: Point, end: Point, boxes: list[Box], gap: float) -> list[tuple[Point, Point]]:
    """Return what is left of a line where it keeps ``gap`` from texts, so that no text is struck through."""
    x, y = start
    right, down = end[0] - x, end[1] - y
    left, far = min(x, end[0]) - gap, max(x, end[0]) + gap
    top, low = min(y, end[1]) - gap, max(y, end[1]) + gap
    hidden: list[tuple[float, float]] = []
    for box in boxes:
        if box.x0 > far or box.x1 < left or box.y0 > low or box.y1 < top:
            continue
        enters, leaves = 0.0, 1.0
        for at, along, low_side, high_side in (
            (x, right, box.x0 - gap, box.x1 + gap),
            (y, down, box.y0 - gap, box.y1 + gap),
        ):
            if abs(along) < 1e-9:
                if not low_side <= at <= high_side:
                    enters, leaves = 1.0, 0.0
                continue
            one, other = sorted(((low_side - at) / along, (high_side - at) / along))
            enters, leaves = max(enters, one), min(leaves, other)
        if enters < leaves:
            hidden.append((enters, leaves))
    if not hidden:
        return [(start, end)]
    left_over, at = [], 0.0
    for enters, leaves in sorted(hidden):
        if enters > at + 1e-6:
            left_over.append((at, enters))
        at = max(at, leaves)
    if at < 1 - 1e-6:
        left_over.append((at, 1.0))
    return [((x + right * one, y + down * one), (x + right * two, y + down * two)) for one, two in left_over]
