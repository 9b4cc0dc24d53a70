"""Where do labels, leader lines, numbers and the legend stand outside the circle?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, ceil, cos, degrees, radians

from app.documents.drawing import Anchor, Point, Words
from app.yearwheel.geometry.circle import point, polar
from app.yearwheel.geometry.parts import Box
from app.yearwheel.geometry.sizing import LINE, SIGN, Choice, band, height_of, number_band, number_width, rim
from app.yearwheel.geometry.spreading import spread
from app.yearwheel.geometry.widths import ABOVE, BELOW, LEADING, MIDDLE, em
from app.yearwheel.geometry.wrapping import lines_of

_BEND = 4.0
"""Degrees: a line that goes along the circle is drawn in pieces no longer."""
_APART = 1.8
"""Points: lines leave the circle no nearer to each other, so that those of one day are told apart."""
SIGN_RADIUS = 0.36
"""Of the sign before a label, in sizes."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label that has its place: its lines of text, the middle of its sign, and the rectangle of both."""

    words: tuple[Words, ...]
    sign: Point
    box: Box


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands outside for one mark. ``way`` is its line from the edge of the circle on."""

    label: Label | None
    way: tuple[Point, ...]
    number: int = 0
    number_words: Words | None = None


def label_at(lines: Sequence[str], size: float, x: float, top: float, on_left: bool) -> Label:
    """Return a label whose sign stands at ``x``, its text on from there (``on_left``: before it)."""
    anchor: Anchor = "end" if on_left else "start"
    side = -1 if on_left else 1
    text = x + side * SIGN * size
    words = tuple(
        Words((text, top + (number * LEADING + ABOVE) * size), line, size, anchor=anchor)
        for number, line in enumerate(lines)
    )
    wide = max(em(line) for line in lines) * size + SIGN * size
    bottom = top + ((len(lines) - 1) * LEADING + ABOVE + BELOW) * size
    box = Box(min(x, x + side * wide), top, max(x, x + side * wide), bottom)
    return Label(words, (x + side * SIGN_RADIUS * size, top + (ABOVE - MIDDLE) * size), box)


def beside(
    named: Sequence[tuple[str, float]], choice: Choice, centre: Point, area: Box
) -> tuple[dict[int, Beside], float]:
    """Return what stands outside for each of ``named`` (label, angle), and the radius beyond which it stands."""
    numbers = {number: place + 1 for place, number in enumerate(choice.numbered)}
    turned = _turned(named, choice, numbers)
    found = _numbers(named, choice, centre, numbers, turned)
    for on_right in (True, False):
        found.update(_column(named, choice, centre, area, on_right, turned))
    if choice.has_legend and choice.legend:
        _tell(found, choice, area)
    return found, choice.radius + number_band(choice.size, len(numbers)) + band(choice.size)


def _turned(named: Sequence[tuple[str, float]], choice: Choice, numbers: dict[int, int]) -> dict[int, float]:
    """Return the angle at which each number stands and each line passes between them."""
    columns = dict((*choice.right, *choice.left))
    if not numbers:
        order = sorted(columns, key=lambda number: (named[number][1], number))
        apart = min(_APART / choice.radius * 57.3, 300 / max(len(order), 1))
        ways = spread([named[number][1] for number in order], [apart] * len(order), -360.0, 720.0)
        return {number: angle + columns[number] - named[number][1] for number, angle in zip(order, ways, strict=True)}
    everybody = sorted((*numbers, *columns), key=lambda number: (named[number][1], number))
    circle = rim(choice.radius, choice.size, len(numbers))
    sizes = [1.0 if number in numbers else LINE for number in everybody]
    if sum(sizes) > circle.slots:  # more than there is room for: the last are told by the list alone
        for number in reversed(choice.numbered):
            if sum(sizes) <= circle.slots:
                break
            at = everybody.index(number)
            del everybody[at], sizes[at], numbers[number]
    angles = circle.stand([named[number][1] for number in everybody], sizes)
    found = {}
    for number, angle in zip(everybody, angles, strict=True):
        found[number] = angle + columns[number] - named[number][1] if number in columns else angle
    return found


def _numbers(
    named: Sequence[tuple[str, float]],
    choice: Choice,
    centre: Point,
    numbers: dict[int, int],
    turned: dict[int, float],
) -> dict[int, Beside]:
    deep = number_band(choice.size, max(len(choice.numbered), 1))
    sway = _sway(named, turned)
    found = {}
    for number in choice.numbered:
        if number not in numbers:
            found[number] = Beside(None, ())
            continue
        x, y = point(centre, choice.radius + deep / 2, turned[number])
        words = Words((x, y + MIDDLE * choice.size), str(numbers[number]), choice.size, bold=True, anchor="middle")
        way = _to_numbers(centre, choice, named[number][1], turned[number], sway)
        found[number] = Beside(None, way, numbers[number], words)
    return found


def _sway(named: Sequence[tuple[str, float]], turned: dict[int, float]) -> float:
    """Return by how much the one that turns most is turned before the numbers."""
    return max((abs((angle - named[number][1] + 180) % 360 - 180) for number, angle in turned.items()), default=0.0)


def _to_numbers(centre: Point, choice: Choice, start: float, end: float, sway: float) -> tuple[Point, ...]:
    """Return a line from the edge of the circle to the middle of where the numbers stand."""
    deep = number_band(choice.size, len(choice.numbered))
    return _along(centre, choice.radius + 0.8, choice.radius + deep / 2, start, end, sway)


def _along(centre: Point, inner: float, outer: float, start: float, end: float, turn: float) -> tuple[Point, ...]:
    """Return a line that goes from one radius to the other while it turns from one angle to the other.

    Lines that turn in the same order never cross: at each radius each is as far on its way as the others, in as many
    pieces as the one that turns most takes (``turn``).
    """
    steps = max(1, ceil(turn / _BEND)) if abs(end - start) > 0.01 else 1
    return tuple(
        point(centre, inner + (outer - inner) * step / steps, start + (end - start) * step / steps)
        for step in range(steps + 1)
    )


def _column(
    named: Sequence[tuple[str, float]],
    choice: Choice,
    centre: Point,
    area: Box,
    on_right: bool,
    turned: dict[int, float],
) -> dict[int, Beside]:
    members = choice.right if on_right else choice.left
    size, gap = choice.size, choice.gap
    inner = choice.radius + number_band(size, len(choice.numbered))
    outer = inner + band(size)
    limit = (choice.column - SIGN * size) / size
    texts = [lines_of(named[number][0], limit + 1e-6, choice.most) or (named[number][0],) for number, _ in members]
    heights = [height_of(len(lines), size, gap) for lines in texts]
    low, high = area.y0 - gap * size / 2, area.y1 - choice.legend_height(on_right) + gap * size / 2
    first_line = [height / 2 - (ABOVE - MIDDLE + gap / 2) * size for height in heights]
    wanted = [
        centre[1]
        - outer * cos(radians(min(max(turned[number] - (0 if on_right else 180), 0), 180))) * (1 if on_right else -1)
        + down
        for (number, _), down in zip(members, first_line, strict=True)
    ]
    places = spread(wanted, heights, low, high)
    x = area.x1 - choice.column if on_right else area.x0 + choice.column
    edge = x - 1.2 if on_right else x + 1.2
    labels = [
        label_at(lines, size, x, place - height / 2 + gap * size / 2, not on_right)
        for lines, place, height in zip(texts, places, heights, strict=True)
    ]
    leaves = [
        _seen_from(centre, outer, (edge, label.sign[1]), turned[number])
        for (number, _), label in zip(members, labels, strict=True)
    ]
    turn = max((abs(turned[number] - angle) for (number, _), angle in zip(members, leaves, strict=True)), default=0.0)
    sway = _sway(named, turned)
    found = {}
    for (number, comes), label, angle in zip(members, labels, leaves, strict=True):
        end = edge, label.sign[1]
        way = _along(centre, inner + 0.8, outer, turned[number], angle, turn)
        if choice.numbered:
            way = (*_to_numbers(centre, choice, comes, turned[number], sway), *way)
        found[number] = Beside(label, (*way, end))
    return found


def _seen_from(centre: Point, radius: float, end: Point, angle: float) -> float:
    """Return where on a circle a straight line to a point outside may begin, as near to ``angle`` as can be.

    Lines to the points of a column from the top down begin in the same order round the circle, and none goes into it:
    so they never cross.
    """
    far, way = polar(centre, *end)
    turn = degrees(acos(min(radius / far, 1.0)))
    return min(max(angle, way - turn), way + turn)


def _tell(found: dict[int, Beside], choice: Choice, area: Box) -> None:
    """Put the legend's rows at the feet of the columns."""
    size = choice.size
    aside = number_width(size, len(choice.numbered))
    for on_right in (True, False):
        told = slice(0, choice.told) if on_right else slice(choice.told, None)
        top = area.y1 - choice.legend_height(on_right) + 0.8 * size
        x = area.x1 - choice.column if on_right else area.x0
        for number, lines in zip(choice.numbered[told], choice.legend[told], strict=True):
            label = label_at(lines, size, x + aside, top, False)
            head = Words((x, label.words[0].at[1]), str(found[number].number), size, bold=True)
            box = Box(x, label.box.y0, label.box.x1, label.box.y1)
            found[number] = Beside(
                Label((head, *label.words), label.sign, box),
                found[number].way,
                found[number].number,
                found[number].number_words,
            )
            top += (len(lines) * LEADING + 0.15) * size
