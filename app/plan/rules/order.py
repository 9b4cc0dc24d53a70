"""Which of some places were moved? The fewest that explain it. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def out_of_order(places: Sequence[int]) -> frozenset[int]:
    """Return at which indices stand those that were moved: the fewest whose absence leaves the rest in order."""
    ends: list[int] = []
    holders: list[int] = []
    previous: list[int] = []
    for at, place in enumerate(places):
        found = bisect_left(ends, place)
        ends[found : found + 1] = [place]
        holders[found : found + 1] = [at]
        previous.append(holders[found - 1] if found else -1)
    kept: set[int] = set()
    at = holders[-1] if holders else -1
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return frozenset(range(len(places))) - kept
