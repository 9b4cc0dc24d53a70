"""Which of several lanes is each stretch in, so that none lies over another?"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush


def lanes(stretches: Sequence[tuple[float, float]]) -> list[int]:
    """Return the lane of each stretch (start, end), from 0; no more lanes than overlap at one place."""
    found = [0] * len(stretches)
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    for number in sorted(range(len(stretches)), key=lambda number: stretches[number]):
        start, end = stretches[number]
        while busy and busy[0][0] <= start + 1e-9:
            heappush(free, heappop(busy)[1])
        found[number] = heappop(free) if free else len(busy)
        heappush(busy, (end, found[number]))
    return found
