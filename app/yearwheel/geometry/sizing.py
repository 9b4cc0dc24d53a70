"""How large are the circle, the text and the columns of labels beside it, so that everything is named?

Every label outside stands in the column left or right of the circle; the circle gets the width they leave. Larger text
leaves a smaller circle, so the best of all sizes is looked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.yearwheel.geometry.evening import evened
from app.yearwheel.geometry.parts import Box
from app.yearwheel.geometry.sheet import Sheet
from app.yearwheel.geometry.spreading import Rim
from app.yearwheel.geometry.widths import LEADING, em
from app.yearwheel.geometry.wrapping import Broken, broken, flow, lines_of

SIGN = 1.05
"""The room of the sign before a label, in sizes of its text."""
GAPS = (0.45, 0.3, 0.15)
"""Between two labels, in sizes: as a rule, and where there is no other way."""
_WORTH = 0.6
"""Labels stand closer where that leaves so little of what lines go round about."""
APART = {True: 1.6, False: 0.9}
"""Between what turns around the circle and a column, in sizes: on paper there is room for steeper lines."""
_WIDTHS = 14
_NUMBERED = {True: 0.9, False: 0.975}
"""How much worse a wheel is for each entry that is only numbered on it: on paper the eye must go to the legend."""
_LONGEST_WORD = 40.0
"""In its own size: no word of Norwegian is longer, and what is so may be parted."""
_CLOSE = 0.93
"""How much worse it is where labels stand close."""
_MOST_LINES = {True: 4, False: 3}
"""On how many lines a label may stand: a label is better than a number, on paper however long it is."""
_LONG = 0.985
"""How much worse it is for each label on more than two lines."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is to be named outside: from which angle, and whether a number is soonest enough for it."""

    label: str
    angle: float
    is_past: bool = False


@dataclass(frozen=True)
class Choice:
    """Sizes, and who stands where.

    ``right`` and ``left`` are the named from top to bottom with the angle each comes from, beyond 360 or below 0 where
    it comes over the top; ``numbered`` are those that have a number, ``told`` how many of them the legend at the foot
    of the right column holds (the rest is at the left's); ``most`` is on how many lines a label may stand.
    """

    size: float
    column: float
    radius: float
    right: tuple[tuple[int, float], ...] = ()
    left: tuple[tuple[int, float], ...] = ()
    numbered: tuple[int, ...] = ()
    legend: tuple[tuple[str, ...], ...] = ()
    told: int = 0
    gap: float = GAPS[0]
    has_legend: bool = True
    most: int = 2

    def legend_height(self, on_right: bool) -> float:
        """Return how high the legend at the foot of a column is."""
        rows = self.legend[: self.told] if on_right else self.legend[self.told :]
        return _legend_height(rows, self.size)


@dataclass
class _Best:
    score: float = 0.0
    choice: Choice | None = field(default=None)

    def offer(self, score: float, choice: Choice) -> None:
        if score > self.score:
            self.score, self.choice = score, choice


def band(size: float) -> float:
    """Return the room around the circle in which leader lines turn to their labels."""
    return 1.6 * size


def number_band(size: float, numbers: int) -> float:
    """Return the room around the circle in which numbers stand."""
    return (em("0", True) * len(str(numbers)) + 1.0) * size if numbers else 0.0


def number_width(size: float, numbers: int) -> float:
    """Return the width of the column of numbers in the legend."""
    return (em("0", True) * len(str(numbers)) + 0.5) * size if numbers else 0.0


def height_of(lines: int, size: float, gap: float) -> float:
    """Return the height of a label with the gap to the next."""
    return (lines * LEADING + gap) * size


def _legend_height(rows: Sequence[tuple[str, ...]], size: float) -> float:
    return (sum(len(row) * LEADING + 0.15 for row in rows) + 0.8) * size if rows else 0.0


def radius_of(sheet: Sheet, area: Box, size: float, column: float, numbers: int) -> float:
    """Return the radius of the circle between two columns."""
    around = band(size) + number_band(size, numbers)
    beside = (area.x1 - area.x0) / 2 - (column + APART[sheet.has_legend] * size if column else 0.0)
    return min(beside, (area.y1 - area.y0) / 2) - around


def choose(named: Sequence[Named], sheet: Sheet, area: Box, smallest: float) -> Choice:
    """Return the best sizes. ``smallest`` is the radius below which the circle would be no wheel any more."""
    best = _Best()
    widest = max((area.x1 - area.x0) / 2 - smallest, 0.0)
    lines = [broken(one.label) for one in named]
    for size in sheet.sizes:
        for column in _columns(lines, size, widest):
            for gap in (GAPS[0], GAPS[-1]):
                _offer(best, named, lines, sheet, area, (size, column, gap), smallest)
    if best.choice is None and sheet.has_legend:
        for size in sheet.sizes:
            for step in range(1, _WIDTHS + 1):
                _offer_legend(best, named, sheet, area, size, widest * step / _WIDTHS, smallest)
    if best.choice is None:
        return _without_names(named, sheet, area)
    return _evened(best.choice, named, area)


def _evened(choice: Choice, named: Sequence[Named], area: Box) -> Choice:
    """Return a choice whose columns have given to each other what is near the top and the foot, where that helps.

    Labels stand closer where lines would otherwise go far along the circle.
    """
    room = area.y1 - area.y0
    rooms = room - choice.legend_height(True), room - choice.legend_height(False)
    away = (area.x1 - area.x0) / 2 - choice.column
    found, least = choice, float("inf")
    for gap in GAPS if choice.gap == GAPS[0] else (choice.gap,):
        closer = replace(choice, gap=gap)
        heights = _heights(named, closer, choice.numbered)
        strain, right, left = evened((choice.right, choice.left), heights, rooms, room, choice.radius, away)
        if strain < _WORTH * least:
            found, least = replace(closer, right=right, left=left), strain
    return found


def _heights(named: Sequence[Named], choice: Choice, without: Sequence[int] = ()) -> list[float]:
    """Return how high each label is; those that stand in no column count as one line."""
    limit = choice.column / choice.size - SIGN
    lines = [
        1 if number in without else len(lines_of(one.label, limit + 1e-6, choice.most) or (one.label,))
        for number, one in enumerate(named)
    ]
    return [height_of(count, choice.size, choice.gap) for count in lines]


def again(named: Sequence[Named], area: Box, choice: Choice) -> Choice | None:
    """Return the same sizes for others to be named; None if there is no room for them."""
    limit = choice.column / choice.size - SIGN
    if any(lines_of(one.label, limit + 1e-6, choice.most) is None for one in named):
        return None
    room = area.y1 - area.y0
    sides = _sides(range(len(named)), named, _heights(named, choice), room, room)
    if sides is None:
        return None
    found = Choice(choice.size, choice.column, choice.radius, *sides, gap=choice.gap, most=choice.most)
    return _evened(found, named, area)


def _columns(lines: Sequence[Broken], size: float, widest: float) -> list[float]:
    """Return the widths worth a try: as wide as some label on one line or on two."""
    if not lines:
        return [0.0]
    found = {0.0}
    for one in lines:
        found.add((one.two + SIGN) * size + 0.1)
        found.add((one.one + SIGN) * size + 0.1)
    fitting = sorted(width for width in found if width <= widest)
    if len(fitting) <= _WIDTHS:
        return fitting
    return [fitting[round(step * (len(fitting) - 1) / (_WIDTHS - 1))] for step in range(_WIDTHS)]


def _offer(
    best: _Best,
    named: Sequence[Named],
    lines: Sequence[Broken],
    sheet: Sheet,
    area: Box,
    sizes: tuple[float, float, float],
    smallest: float,
) -> None:
    size, column, gap = sizes
    close = 1.0 if gap == GAPS[0] else _CLOSE
    width = column / size - SIGN
    most = _MOST_LINES[sheet.has_legend]
    if _score(sheet, area, size, column, 0, smallest) * close <= best.score:
        return
    counts = [_count(named[number].label, found, width, most) for number, found in enumerate(lines)]
    numbered = {number for number, count in enumerate(counts) if not count}
    close *= _LONG ** sum(count > 2 for count in counts)
    if close * _score(sheet, area, size, column, len(numbered), smallest) <= best.score:
        return
    heights = [height_of(count or 1, size, gap) for count in counts]
    room = area.y1 - area.y0
    if not sheet.has_legend:
        _number_some(numbered, named, heights, room)
    elif sum(heights[number] for number in range(len(named)) if number not in numbered) > 2 * room:
        return
    score = close * _score(sheet, area, size, column, len(numbered), smallest)
    if score <= best.score:
        return
    legend = _legend(named, sorted(numbered), column, size) if sheet.has_legend else ()
    if legend is None:
        return
    labelled = [number for number in range(len(named)) if number not in numbered]
    right, left = room, room
    told = 0
    if legend:
        told = _told_right(legend, size, named, labelled, heights)
        right -= _legend_height(legend[:told], size)
        left -= _legend_height(legend[told:], size)
    sides = _sides(labelled, named, heights, right, left)
    radius = radius_of(sheet, area, size, column, len(numbered))
    if sides is not None and _has_slots(radius, size, len(numbered), len(labelled)):
        best.offer(score, Choice(size, column, radius, *sides, tuple(sorted(numbered)), legend, told, gap, most=most))


def _count(label: str, found: Broken, width: float, most: int) -> int:
    """Return on how many lines a label stands; 0 where it would be more than it may."""
    if found.two <= width:
        return 1 if found.one <= width else 2
    return len(lines_of(label, width + 1e-6, most) or ()) if most > 2 else 0


def _score(sheet: Sheet, area: Box, size: float, column: float, numbers: int, smallest: float) -> float:
    radius = radius_of(sheet, area, size, column, numbers)
    if radius < smallest:
        return 0.0
    return float(radius * (size / sheet.sizes[-1]) ** 0.8 * _NUMBERED[sheet.has_legend] ** numbers)


def _has_slots(radius: float, size: float, numbers: int, leaders: int) -> bool:
    if not numbers:
        return True
    return rim(radius, size, numbers).slots >= numbers + LINE * leaders


LINE = 0.3
"""The room of a leader line between numbers, in theirs."""


def rim(radius: float, size: float, numbers: int) -> Rim:
    """Return the circle the numbers stand on."""
    width = em("0", True) * len(str(numbers)) * size
    return Rim(radius + number_band(size, numbers) / 2, width + 0.3 * size, LEADING * size)


def _legend(
    named: Sequence[Named], numbered: Sequence[int], column: float, size: float
) -> tuple[tuple[str, ...], ...] | None:
    width = column - SIGN * size - number_width(size, len(numbered))
    if not numbered:
        return ()
    longest = max(em(word) for number in numbered for word in named[number].label.split(" "))
    if width < min(max(longest, 8.0), _LONGEST_WORD) * size:
        return None
    return tuple(flow(named[number].label, width / size) for number in numbered)


def _told_right(
    legend: tuple[tuple[str, ...], ...],
    size: float,
    named: Sequence[Named],
    labelled: Sequence[int],
    heights: Sequence[float],
) -> int:
    """Return how many rows of the legend the right column takes, so that both are about as full."""
    right = sum(heights[number] for number in labelled if named[number].angle < 180)
    left = sum(heights[number] for number in labelled) - right
    rows = [(len(row) * LEADING + 0.15) * size for row in legend]
    total = sum(rows)
    told, taken = 0, 0.0
    for row in rows:
        if right + taken + row / 2 > left + total - taken - row / 2:
            break
        taken += row
        told += 1
    return told


def _sides(
    labelled: Sequence[int], named: Sequence[Named], heights: Sequence[float], right_room: float, left_room: float
) -> tuple[tuple[tuple[int, float], ...], tuple[tuple[int, float], ...]] | None:
    """Return who stands in the right column and who in the left, from top to bottom; None if there is no room.

    Where one is full, those nearest to the top or the bottom of the circle go over to the other.
    """
    order = sorted(labelled, key=lambda number: named[number].angle)
    right = deque((number, named[number].angle) for number in order if named[number].angle < 180)
    left = deque((number, named[number].angle) for number in reversed(order) if named[number].angle >= 180)
    right_left_over = right_room - sum(heights[number] for number, _ in right)
    left_left_over = left_room - sum(heights[number] for number, _ in left)
    while right and (right_left_over < 0 or _is_easier(right_left_over, left_left_over, _cost(right, 0, 180))):
        number, angle = right[0]
        if angle < 180 - right[-1][1]:
            left.appendleft((number, angle + 360))
            right.popleft()
        else:
            number, angle = right.pop()
            left.append((number, angle))
        right_left_over += heights[number]
        left_left_over -= heights[number]
        if left_left_over < 0:
            return None
    while left and (left_left_over < 0 or _is_easier(left_left_over, right_left_over, _cost(left, 360, 180))):
        number, angle = left[0]
        if 360 - angle < left[-1][1] - 180:
            right.appendleft((number, angle - 360))
            left.popleft()
        else:
            number, angle = left.pop()
            right.append((number, angle))
        left_left_over += heights[number]
        right_left_over -= heights[number]
        if right_left_over < 0:
            return None
    return tuple(right), tuple(left)


def _cost(side: deque[tuple[int, float]], top: float, foot: float) -> float:
    """Return how far (degrees) the nearest of a column is from where the other begins."""
    return min(abs(side[0][1] - top), abs(side[-1][1] - foot))


def _is_easier(own: float, other: float, cost: float) -> bool:
    """Say whether one should go over to the other column, which has so much more room left."""
    return other - own > _UNEVEN * (1 + cost / 8)


_UNEVEN = 110.0
"""Points: columns that differ more in what is left give to each other what is near the top or the bottom."""


def _number_some(numbered: set[int], named: Sequence[Named], heights: Sequence[float], room: float) -> None:
    """Number as many as the columns have no room for: what is past first, then the longest."""
    over = sum(height for number, height in enumerate(heights) if number not in numbered) - 1.9 * room
    order = sorted(
        (number for number in range(len(named)) if number not in numbered),
        key=lambda number: (not named[number].is_past, -heights[number], -broken(named[number].label).one),
    )
    for number in order:
        if over <= 0:
            return
        numbered.add(number)
        over -= heights[number]


def _offer_legend(
    best: _Best, named: Sequence[Named], sheet: Sheet, area: Box, size: float, column: float, smallest: float
) -> None:
    """All numbered: the columns hold the legend alone."""
    everybody = tuple(range(len(named)))
    score = _score(sheet, area, size, column, 1, smallest)
    if score <= best.score:
        return
    legend = _legend(named, everybody, column, size)
    if not legend:
        return
    half = _legend_height(legend, size) / 2
    told, taken = 0, 0.0
    while told < len(legend) and taken + (len(legend[told]) * LEADING + 0.15) * size <= half:
        taken += (len(legend[told]) * LEADING + 0.15) * size
        told += 1
    radius = radius_of(sheet, area, size, column, len(named))
    choice = Choice(size, column, radius, (), (), everybody, legend, told)
    room = area.y1 - area.y0
    if max(choice.legend_height(True), choice.legend_height(False)) <= room and _has_slots(radius, size, len(named), 0):
        best.offer(score, choice)


def _without_names(named: Sequence[Named], sheet: Sheet, area: Box) -> Choice:
    """Only numbers, as many as there is room for: the list says the rest."""
    size = sheet.sizes[-1]
    radius = radius_of(sheet, area, size, 0.0, len(named))
    return Choice(size, 0.0, radius, numbered=tuple(range(len(named))), has_legend=False)
