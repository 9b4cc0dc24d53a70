"""Which radii has each ring, and where in it is each mark?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.yearwheel.geometry.circle import Dial
from app.yearwheel.geometry.lanes import lanes
from app.yearwheel.geometry.parts import Mark, Scene
from app.yearwheel.geometry.widths import LEADING, em

SMALLEST_MARK = 5.5
"""Points, in a circle of a usual size: no arc is narrower, however short what it shows."""
EDGE = 0.8
"""Between a mark and the edge of its ring or the next lane."""


@dataclass(frozen=True, slots=True)
class Arc:
    """Where a mark is: between two radii, from one angle to another."""

    mark: Mark
    inner: float
    outer: float
    start: float
    end: float

    @property
    def middle(self) -> float:
        """Which way it is."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Rings:
    """All radii, from the outside in: months, weeks, the calendar, then ``edges`` of each ring (outer, inner)."""

    outer: float
    weeks: float
    calendar: float
    edges: tuple[tuple[float, float], ...]
    inner: float
    month_size: float
    week_size: float
    arcs: tuple[Arc, ...]


def rings_of(scene: Scene, dial: Dial, marks: Sequence[Mark], radius: float, smallest: float) -> Rings:
    """Part a circle into rings. ``smallest`` is the size of the smallest text."""
    month_size = min(max(radius / 24, smallest), 2 * smallest)
    week_size = min(max(radius / 34, smallest), 1.5 * smallest)
    months = max((em(name, True) for name in scene.short_months), default=1.8) * month_size
    weeks = radius - max(months + 3, LEADING * month_size + 2)
    calendar = weeks - (1.5 * week_size + 1)
    outside = calendar - max(1.5 * smallest, radius / 26)
    count = max(len(scene.rings), 1)
    inner = min(max(min(radius * 0.36, outside - count * 1.3 * smallest), radius * 0.27), outside * 0.6)
    arcs, depth = _angles(scene, dial, marks, (outside + inner) / 2)
    weights = [1 + 0.55 * (lanes_ - 1) for lanes_ in depth]
    edges, at = [], outside
    for weight in weights:
        below = at - (outside - inner) * weight / sum(weights)
        edges.append((at, below))
        at = below
    placed = []
    for mark, lane, start, end in arcs:
        top, bottom = edges[mark.ring]
        gap = min(EDGE, (top - bottom) / depth[mark.ring] / 5)
        each = (top - bottom - gap) / depth[mark.ring]
        outer = top - gap - lane * each
        placed.append(Arc(mark, outer - each + gap, outer, start, end))
    return Rings(radius, weeks, calendar, tuple(edges), inner, month_size, week_size, tuple(placed))


def _angles(
    scene: Scene, dial: Dial, marks: Sequence[Mark], radius: float
) -> tuple[list[tuple[Mark, int, float, float]], list[int]]:
    """Return each mark with its lane and angles, and how many lanes each ring has."""
    least = min(max(SMALLEST_MARK, radius / 30) / radius * 57.3, 90.0)
    by_ring: list[list[tuple[Mark, float, float]]] = [[] for _ in scene.rings]
    for mark in marks:
        start, end = dial.between(dial.start(mark.first), dial.end(mark.last), least)
        by_ring[mark.ring].append((mark, start, end))
    found, depth = [], []
    for ring in by_ring:
        numbers = lanes([(start, end) for _, start, end in ring])
        depth.append(max(numbers, default=0) + 1)
        found += [(mark, lane, start, end) for (mark, start, end), lane in zip(ring, numbers, strict=True)]
    return found, depth
