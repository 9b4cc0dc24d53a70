"""What stands at the foot of a paper: what the signs mean, the rings if the middle has no room, and when it is of?"""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.drawing import Shape, Words
from app.yearwheel.geometry.frame import shade
from app.yearwheel.geometry.middle import ring_sign
from app.yearwheel.geometry.parts import Box, Scene
from app.yearwheel.geometry.signs import sign
from app.yearwheel.geometry.widths import LEADING, MIDDLE, em
from app.yearwheel.rows import STATUSES

_APART = 1.6
"""Between two of a row, in sizes."""


def _items(scene: Scene, with_rings: bool, size: float) -> Iterator[tuple[str, int, float, str]]:
    """Return what is said (a status, a shade or a ring's number), how wide its sign is, and the words."""
    used = {mark.status for mark in scene.marks}
    for status in STATUSES:
        if status in used and scene.statuses.get(status):
            yield status, -1, 1.05 * size, scene.statuses[status]
    for role, shown in (("rest", scene.breaks), ("holiday", scene.holidays)):
        if shown and scene.shades.get(role):
            yield role, -1, 1.05 * size, scene.shades[role]
    if with_rings:
        for number, ring in enumerate(scene.rings):
            yield "", number, 2.1 * size, ring.name


def foot(scene: Scene, inside: Box, with_rings: bool, size: float) -> tuple[list[Shape], float]:
    """Return what stands at the foot, and how high it is."""
    items = list(_items(scene, with_rings, size))
    footer = em(scene.footer) * size
    rows: list[list[tuple[float, str, int, float, str]]] = [[]]
    at = 0.0
    for status, number, room, text in items:
        wide = room + em(text) * size
        limit = inside.x1 - inside.x0 - (footer + 2 * size if len(rows) == 1 else 0.0)
        if at and at + wide > limit:
            rows.append([])
            at = 0.0
        rows[-1].append((at, status, number, room, text))
        at += wide + _APART * size
    if not items and not scene.footer:
        return [], 0.0
    high = LEADING * size * 1.1
    shapes: list[Shape] = []
    top = inside.y1 - len(rows) * high
    for line, row in enumerate(rows):
        y = top + (line + 0.5) * high
        for left, status, number, room, text in row:
            x = inside.x0 + left
            if status in scene.shades:
                shapes.append(shade((x + 0.4 * size, y), 0.4 * size, status))
            elif status:
                shapes += sign((x + 0.4 * size, y), 0.36 * size, status, "ink")
            else:
                shapes += ring_sign(scene.rings[number], x, y, size)
            shapes.append(Words((x + room, y + MIDDLE * size), text, size, "muted"))
        if line == 0 and scene.footer:
            shapes.append(Words((inside.x1, y + MIDDLE * size), scene.footer, size, "muted", anchor="end"))
    return shapes, len(rows) * high + 0.8 * size
