"""What does a status look like, so that it is seen without colour too?

Planned is an outline, called half filled, done filled with a check, overdue has an exclamation mark, dropped a cross.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.drawing import Disc, Ink, Point, Polyline, Sector, Shape
from app.yearwheel.geometry.circle import point

CHECK = ((-0.5, 0.02), (-0.12, 0.42), (0.52, -0.4))
CROSS = (((-0.55, -0.55), (0.55, 0.55)), ((-0.55, 0.55), (0.55, -0.55)))


def sign(middle: Point, radius: float, status: str, colour: str, of: str = "") -> Iterator[Shape]:
    """Return the sign that stands before a label."""
    line = max(radius * 0.3, 0.6)
    if status == "overdue":
        yield Disc(middle, radius, Ink("alarm", "alarm", line), of)
        yield from _exclamation(middle, radius, "ground", of)
    elif status == "done":
        yield Disc(middle, radius, Ink(colour, colour, line), of)
        yield _check(middle, radius, "ground", line, of)
    elif status == "dropped":
        yield Disc(middle, radius, Ink("ground", "muted", line * 0.8), of)
        yield from _cross(middle, radius * 0.9, "muted", line * 0.8, of)
    else:
        yield Disc(middle, radius, Ink("ground", colour, line), of)
        if status == "called":
            yield Sector(middle, 0, radius, 180, 180, Ink(colour), of)


def arc(sector: Sector, status: str, colour: str, pattern: str, is_bare: bool) -> Iterator[Shape]:
    """Return the shapes of a mark on its ring; ``is_bare`` where its label with its
    sign stands on it: on a plain tint, to be read."""
    of = sector.of
    deep = sector.outer - sector.inner
    shown = "" if is_bare or status == "overdue" or pattern in ("solid", "empty") else pattern
    tint = "ground" if pattern == "empty" else f"{colour}.tint"

    def part(inner: float, outer: float, ink: Ink) -> Sector:
        return Sector(sector.centre, inner, outer, sector.start, sector.sweep, ink, of)

    if status == "dropped":
        yield part(sector.inner, sector.outer, Ink("ground", "muted", 0.7, dash=(1.6, 1.2)))
    elif status == "done" and not is_bare:
        yield part(sector.inner, sector.outer, Ink(colour, colour, 0.8, (), shown, f"{colour}.mid"))
    else:
        line = "alarm" if status == "overdue" else colour
        yield part(sector.inner, sector.outer, Ink(tint, line, 0.8, (), shown, f"{colour}.mid"))
        if status == "called" and not is_bare:
            yield part(sector.outer - deep / 2, sector.outer, Ink(colour))
        if status == "overdue":
            yield part(sector.inner, sector.outer, Ink("", "alarm", 1.5))
    if is_bare:
        return
    middle = point(sector.centre, (sector.inner + sector.outer) / 2, sector.start + sector.sweep / 2)
    wide = (sector.inner + sector.outer) / 2 * sector.sweep / 57.3
    radius = min(deep, wide, 9.0) / 2 * 0.8
    if radius < 1.2:
        return
    if status == "done":
        yield _check(middle, radius, "ground", max(radius * 0.3, 0.6), of)
    elif status == "overdue":
        yield Disc(middle, radius, Ink("alarm"), of)
        yield from _exclamation(middle, radius, "ground", of)
    elif status == "dropped":
        yield from _cross(middle, radius, "muted", 0.7, of)


def _check(middle: Point, radius: float, colour: str, line: float, of: str) -> Polyline:
    return Polyline(_around(middle, radius, CHECK), Ink("", colour, line), of=of)


def _cross(middle: Point, radius: float, colour: str, line: float, of: str) -> Iterator[Polyline]:
    for stroke in CROSS:
        yield Polyline(_around(middle, radius, stroke), Ink("", colour, line), of=of)


def _exclamation(middle: Point, radius: float, colour: str, of: str) -> Iterator[Shape]:
    yield Polyline(_around(middle, radius, ((0, -0.68), (0, 0.15))), Ink("", colour, max(radius * 0.32, 0.6)), of=of)
    yield Disc((middle[0], middle[1] + radius * 0.55), max(radius * 0.19, 0.35), Ink(colour), of)


def _around(middle: Point, radius: float, points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((middle[0] + x * radius, middle[1] + y * radius) for x, y in points)
