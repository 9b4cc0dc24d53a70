"""Which labels near the top and the foot of the circle stand in the other column, so that lines stay short?"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin

from app.yearwheel.geometry.spreading import spread

Side = tuple[tuple[int, float], ...]
"""A column from top to bottom: who, and from which angle (beyond 360 or below 0 where it comes over the top)."""

_FARTHEST = 25.0
"""Degrees: none goes over from farther off the top or the foot."""
_MOST = 40
"""So often one goes over; each time both columns are better off, so that it ends by itself long before."""


def evened(
    sides: tuple[Side, Side],
    heights: Sequence[float],
    rooms: tuple[float, float],
    height: float,
    radius: float,
    away: float,
) -> tuple[float, Side, Side]:
    """Return how far off all are, and the right and the left column.

    One after the other goes over as long as that helps. ``rooms`` is what each column has of the ``height`` from the
    top down; ``radius`` is the circle's, ``away`` is how far from its middle the columns begin.
    """

    def strain(side: Side, on_right: bool) -> float:
        room = rooms[0 if on_right else 1]
        own = [heights[number] for number, _ in side]
        if sum(own) > room:
            return float("inf")
        turns = [angle if on_right else 360 - angle for _, angle in side]
        wanted = [height / 2 - radius * cos(radians(min(max(turn, 0.0), 180.0))) for turn in turns]
        places = spread(wanted, own, 0.0, room)
        moved = sum((place - want) ** 2 for place, want in zip(places, wanted, strict=True))
        round_it = sum(
            (2 * _round(turn, place - height / 2, radius, away)) ** 2 for turn, place in zip(turns, places, strict=True)
        )
        return moved + round_it + sum((radius * sin(radians(_over(turn)))) ** 2 for turn in turns)

    strains = strain(sides[0], True), strain(sides[1], False)
    for _ in range(_MOST):
        found = [(strain(right, True), strain(left, False), right, left) for right, left in _moves(*sides)]
        if not found:
            break
        best = min(found, key=lambda one: one[0] + one[1])
        if best[0] + best[1] >= sum(strains) - 1:
            break
        strains, sides = best[:2], best[2:]
    return sum(strains), *sides


def _round(turn: float, down: float, radius: float, away: float) -> float:
    """Return how far a line must go along the circle until it sees its label."""
    way = degrees(pi / 2 + atan2(down, away))
    seen = degrees(acos(min(radius / hypot(away, down), 1.0)))
    return radius * radians(max(abs(turn - way) - seen, 0.0))


def _over(turn: float) -> float:
    """Return how far one comes from beyond the top or the foot."""
    return min(max(-turn, turn - 180.0, 0.0), 90.0)


def _moves(right: Side, left: Side) -> list[tuple[Side, Side]]:
    """Return both columns after each way in which one of them goes over."""
    found = []
    if len(right) > 1:
        (first, top), (last, foot) = right[0], right[-1]
        if top <= _FARTHEST:
            found.append((right[1:], ((first, top + 360), *left)))
        if foot >= 180 - _FARTHEST:
            found.append((right[:-1], (*left, (last, foot))))
    if len(left) > 1:
        (first, top), (last, foot) = left[0], left[-1]
        if top >= 360 - _FARTHEST:
            found.append((((first, top - 360), *right), left[1:]))
        if foot <= 180 + _FARTHEST:
            found.append(((*right, (last, foot)), left[:-1]))
    return found
