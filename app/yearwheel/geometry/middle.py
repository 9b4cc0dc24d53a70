"""What stands in the middle of the wheel: school, year, and which ring is which?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from app.documents.drawing import Ink, Point, Polyline, Shape, Words
from app.yearwheel.geometry.parts import Box, RingLook, Scene
from app.yearwheel.geometry.widths import LEADING, MIDDLE, em
from app.yearwheel.geometry.wrapping import flow

_Row = tuple[float, float, float]
"""How wide and how high a row is, and the room above it."""


def middle(
    scene: Scene, centre: Point, radius: float, sizes: Sequence[float], title_size: float
) -> tuple[list[Shape], bool]:
    """Return what stands in the middle, and whether the rings are among it. ``sizes`` are tried from the first on."""
    radius -= 3
    with_rings = [(large, size, True) for size in sizes for large in (1.0, 0.85, 0.7)]
    without = [(large, size, False) for large in (1.0, 0.7, 0.5, 0.35) for size in sizes]
    for large, size, has_rings in (*with_rings, *without):
        head = max(title_size * large, size)
        rows = _heads(scene, head, size, radius)
        rings = [_ring_row(ring, size, number) for number, ring in enumerate(scene.rings)] if has_rings else []
        if _fits([row for row, _, _, _ in rows], rings, radius):
            return list(_drawn(scene, centre, rows, rings, size)), has_rings
    return [], False


def _heads(scene: Scene, head: float, size: float, radius: float) -> list[tuple[_Row, str, float, bool]]:
    """Return the rows of the title and what stands under it: size, words."""
    name = max(head * 0.42, size)
    rows: list[tuple[_Row, str, float, bool]] = []
    for text, high, bold in ((scene.head, name, True), (scene.title, head, True), (scene.subtitle, name, False)):
        if not text:
            continue
        for line in flow(text, max(radius * 1.7 / high / (1.06 if bold else 1.0), 1.0)):
            rows.append(((em(line, bold) * high, LEADING * high, 0.0), line, high, bold))
    return rows


def _ring_row(ring: RingLook, size: float, number: int) -> _Row:
    return em(ring.name) * size + 2.1 * size, LEADING * size * 1.06, 0.75 * size if number == 0 else 0.0


def _fits(heads: Sequence[_Row], rings: Sequence[_Row], radius: float) -> bool:
    height = sum(high + above for _, high, above in (*heads, *rings))
    if height > 2 * radius:
        return False
    block = max((wide for wide, _, _ in rings), default=0.0)
    y = -height / 2
    for number, (wide, high, above) in enumerate((*heads, *rings)):
        y += above
        half = (wide if number < len(heads) else block) / 2
        far = max(abs(y), abs(y + high))
        # The block of rings stands in the middle; a row of it reaches from the block's left edge on.
        right = half if number < len(heads) else max(half, wide - half)
        if far >= radius or max(half, right) > sqrt(radius**2 - far**2):
            return False
        y += high
    return True


def _drawn(
    scene: Scene,
    centre: Point,
    heads: Sequence[tuple[_Row, str, float, bool]],
    rings: Sequence[_Row],
    size: float,
) -> Iterator[Shape]:
    height = sum(row[1] + row[2] for row in (*(row for row, _, _, _ in heads), *rings))
    y = centre[1] - height / 2
    for (_, high, _), text, letters, bold in heads:
        yield Words(
            (centre[0], y + high / 2 + MIDDLE * letters), text, letters, "ink" if bold else "muted", bold, "middle"
        )
        y += high
    left = centre[0] - max((row[0] for row in rings), default=0.0) / 2
    for ring, (_, high, above) in zip(scene.rings, rings, strict=False):
        y += above
        yield from ring_sign(ring, left, y + high / 2, size)
        yield Words((left + 2.1 * size, y + high / 2 + MIDDLE * size), ring.name, size)
        y += high


def ring_sign(ring: RingLook, left: float, middle_y: float, size: float) -> Iterator[Shape]:
    """Return the little field in a ring's colour and pattern, ``1.6 * size`` wide."""
    box = Box(left, middle_y - 0.38 * size, left + 1.6 * size, middle_y + 0.38 * size)
    corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
    pattern = ring.pattern if ring.pattern not in ("solid", "empty") else ""
    fill = "ground" if ring.pattern == "empty" else ring.colour if ring.pattern == "solid" else f"{ring.colour}.tint"
    yield Polyline(corners, Ink(fill, ring.colour, 0.8, (), pattern, ring.colour), closed=True)
