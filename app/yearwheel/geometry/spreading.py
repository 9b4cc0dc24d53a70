"""Where do things stand that want to be at certain places, but need room?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import cos, radians, sin


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return the middles of things in the order given, none over another, as near to where they want to be as can be.

    All are between ``low`` and ``high`` if there is room for them; ``wanted`` need not be in order.
    """
    if not wanted:
        return []
    # Without their own sizes things may stand at one place, so that what is left is a row that never falls.
    before, shifts = 0.0, []
    for size in sizes:
        shifts.append(before + size / 2)
        before += size
    top = max(high - before, low)
    groups: list[tuple[float, int]] = []  # the sum and the number of things that stand at one place
    for want, shift in zip(wanted, shifts, strict=True):
        total, count = want - shift, 1
        while groups and groups[-1][0] / groups[-1][1] >= total / count:
            earlier = groups.pop()
            total, count = total + earlier[0], count + earlier[1]
        groups.append((total, count))
    places = [min(max(total / count, low), top) for total, count in groups for _ in range(count)]
    return [place + shift for place, shift in zip(places, shifts, strict=True)]


class Rim:
    """A circle on which upright rectangles stand side by side: wide ones need less of it where they are one above the
    other. ``slots`` is how many there is room for."""

    def __init__(self, radius: float, width: float, height: float) -> None:
        self._at = [0.0]
        for degree in range(360):
            turn = radians(degree + 0.5)
            across, along = abs(cos(turn)), abs(sin(turn))
            apart = min(width / max(across, 1e-6), height / max(along, 1e-6)) * 1.1
            self._at.append(self._at[-1] + radians(1) * radius / apart)
        self.slots = self._at[-1]

    def place(self, angle: float) -> float:
        """Return the slot that is that way, counted from the top; on beyond a whole turn and back before it."""
        turns, rest = divmod(angle, 360)
        whole = int(rest)
        part = self._at[whole] + (self._at[whole + 1] - self._at[whole]) * (rest - whole)
        return turns * self.slots + part

    def angle(self, place: float) -> float:
        """Return which way a slot is."""
        turns, rest = divmod(place, self.slots)
        after = min(max(bisect_left(self._at, rest), 1), 360)
        before = self._at[after - 1]
        return turns * 360 + after - 1 + (rest - before) / (self._at[after] - before)

    def stand(self, angles: Sequence[float], sizes: Sequence[float]) -> list[float]:
        """Return the angles at which things stand that want to be at ``angles`` (rising), in ``sizes`` of slots."""
        if not angles:
            return []
        gaps = [(angles[number] - angles[number - 1]) % 360 for number in range(len(angles))]
        begin = max(range(len(angles)), key=lambda number: gaps[number]) if len(angles) > 1 else 0
        order = [*range(begin, len(angles)), *range(begin)]
        wanted = [self.place(angles[number] + (360 if number < begin else 0)) for number in order]
        low = wanted[0] - max((self.slots - (wanted[-1] - wanted[0])) / 2, 0)
        found = spread(wanted, [sizes[number] for number in order], low, low + self.slots)
        placed = [0.0] * len(angles)
        for number, at in zip(order, found, strict=True):
            placed[number] = self.angle(at) - (360 if number < begin else 0)
        return placed
