"""What is wrong with a wheel that is laid out? Nothing, for every wheel a school can have."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from app.documents.drawing import Disc, Point, Polyline, Sector, Words
from app.yearwheel.geometry.layout import Layout
from app.yearwheel.geometry.parts import Box
from app.yearwheel.geometry.widths import box_of

A_HAIR = 0.01
SEEN = 0.5


def faults(laid_out: Layout, smallest: float) -> list[str]:
    """Return what a reader would stumble over, in words."""
    return [
        *overlapping(laid_out),
        *outside(laid_out),
        *(f"{words.text!r} is {words.size}" for words in texts(laid_out) if words.size < smallest - A_HAIR),
        *unnamed(laid_out),
        *struck_through(laid_out),
    ]


def texts(laid_out: Layout) -> list[Words]:
    """Return every line of text."""
    return [shape for shape in laid_out.drawing.shapes if isinstance(shape, Words)]


def overlapping(laid_out: Layout) -> Iterator[str]:
    """Say which texts lie over each other."""
    boxes = sorted(((box_of(words), words.text) for words in texts(laid_out)), key=lambda found: found[0].x0)
    for number, (box, text) in enumerate(boxes):
        for other, other_text in boxes[number + 1 :]:
            if other.x0 >= box.x1:
                break
            if box.meets(other, -A_HAIR):
                yield f"{text!r} lies over {other_text!r}"


def outside(laid_out: Layout) -> Iterator[str]:
    """Say what is beyond the margins."""
    inside = laid_out.sheet.inside
    for shape in laid_out.drawing.shapes:
        if isinstance(shape, Words):
            box = box_of(shape)
        elif isinstance(shape, Disc):
            (x, y), radius = shape.centre, shape.radius
            box = Box(x - radius, y - radius, x + radius, y + radius)
        elif isinstance(shape, Sector):
            (x, y), radius = shape.centre, shape.outer
            box = Box(x - radius, y - radius, x + radius, y + radius)
        else:
            across, down = [x for x, _ in shape.points], [y for _, y in shape.points]
            box = Box(min(across), min(down), max(across), max(down))
        if (
            box.x0 < inside.x0 - A_HAIR
            or box.y0 < inside.y0 - A_HAIR
            or box.x1 > inside.x1 + A_HAIR
            or box.y1 > inside.y1 + A_HAIR
        ):
            yield f"{shape} is outside {inside}"


def unnamed(laid_out: Layout) -> Iterator[str]:
    """Say which mark is not named in full, or its name or number is not drawn where it is said to be."""
    drawn = {(words.of, words.text): box_of(words) for words in texts(laid_out) if words.of}
    for mark in laid_out.scene.marks:
        placed = laid_out.placed[mark.key]
        if " ".join(placed.lines) != mark.label:
            yield f"{mark.label!r} is cut: {placed.lines}"
        for line in placed.lines:
            box = drawn.get((mark.key, line))
            if box is None or placed.label is None or not _holds(placed.label, box):
                yield f"{line!r} is not drawn in its place"
        if placed.way == "number" and (placed.number_box is None or (mark.key, str(placed.number)) not in drawn):
            yield f"{mark.label!r} has no number"
    numbers = [placed.number for placed in laid_out.placed.values() if placed.way == "number"]
    if len(numbers) != len(set(numbers)):
        yield f"the numbers are not each one mark's: {numbers}"


def struck_through(laid_out: Layout) -> Iterator[str]:
    """Say which text a leader line goes through."""
    boxes = [(box_of(words), words.text) for words in texts(laid_out)]
    for shape in laid_out.drawing.shapes:
        if not isinstance(shape, Polyline) or shape.ink.stroke != "leader":
            continue
        for (x0, y0), (x1, y1) in zip(shape.points, shape.points[1:], strict=False):
            near = [
                (box, text) for box, text in boxes if Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)).meets(box)
            ]
            for box, text in near:
                if any(box.holds(x0 + (x1 - x0) * step / 16, y0 + (y1 - y0) * step / 16) for step in range(17)):
                    yield f"a line goes through {text!r}"


def crossing(laid_out: Layout) -> Iterator[str]:
    """Say which leader lines cross outside the circle."""
    (right, down), radius = laid_out.centre, laid_out.outer
    pieces = []
    for shape in laid_out.drawing.shapes:
        if isinstance(shape, Polyline) and shape.ink.stroke == "leader":
            for start, end in zip(shape.points, shape.points[1:], strict=False):
                if min((x - right) ** 2 + (y - down) ** 2 for x, y in (start, end)) > (radius + 1) ** 2:
                    pieces.append((shape.of, start, end))
    for number, (of, start, end) in enumerate(pieces):
        for other, other_start, other_end in pieces[number + 1 :]:
            if of != other and _cross(start, end, other_start, other_end):
                yield f"the lines of {of} and {other} cross"


def _holds(outer: Box, inner: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - A_HAIR
        and inner.y0 >= outer.y0 - A_HAIR
        and inner.x1 <= outer.x1 + A_HAIR
        and inner.y1 <= outer.y1 + A_HAIR
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Say whether two lines cross so that it is seen; lines that lie side by side may touch."""
    first, second, third, fourth = _aside(a, b, c), _aside(a, b, d), _aside(c, d, a), _aside(c, d, b)
    return first * second < 0 and third * fourth < 0 and min(map(abs, (first, second, third, fourth))) > SEEN


def _aside(start: Point, end: Point, at: Point) -> float:
    """Return how far a point is from a line, below 0 on one side."""
    right, down = end[0] - start[0], end[1] - start[1]
    return (right * (at[1] - start[1]) - down * (at[0] - start[0])) / (hypot(right, down) or 1.0)
