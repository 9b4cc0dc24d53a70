"""Do the lines and dots of a pattern fill a box?"""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.documents.hatching import STEP, hatching


def test_only_what_has_a_pattern_has_lines_or_dots() -> None:
    for pattern in ("", "solid", "empty", "unknown"):
        assert hatching(pattern, 0, 0, 100, 100)[:1] == ((),)
        assert not hatching(pattern, 0, 0, 100, 100).dots


def test_lines_rise_and_cross_each_other() -> None:
    rising = hatching("lines", 0, 0, 40, 40).lines
    assert all((x1 - x2) == pytest.approx(y1 - y2) or (x2 - x1) == pytest.approx(y1 - y2) for x1, y1, x2, y2 in rising)
    assert all(x2 > x1 and y2 < y1 for x1, y1, x2, y2 in rising)
    assert len(hatching("cross", 0, 0, 40, 40).lines) > 1.8 * len(rising)


def test_the_distance_between_lines_is_the_same_everywhere() -> None:
    sums = sorted(x1 + y1 for x1, y1, _x2, _y2 in hatching("lines", 3, 7, 90, 50).lines)
    gaps = {round((after - before) / 2**0.5, 6) for before, after in pairwise(sums)}
    assert gaps == {STEP}
    assert sums[0] >= 10
    assert sums[-1] <= 140


def test_neighbours_go_on_with_the_same_pattern() -> None:
    whole = set(hatching("bars", 0, 0, 100, 10).lines)
    assert set(hatching("bars", 0, 0, 50, 10).lines) | set(hatching("bars", 50, 0, 100, 10).lines) == whole
    dots = set(hatching("dots", 0, 0, 100, 20).dots)
    halves = set(hatching("dots", 0, 0, 50, 20).dots) | set(hatching("dots", 50, 0, 100, 20).dots)
    assert halves == dots
