"""Where do the arrow keys up and down go?"""

from __future__ import annotations

from datetime import date

from app.yearwheel.geometry.parts import Mark, RingLook, Scene
from app.yearwheel.picture.walking import beside

MARKS = (
    Mark("a", 0, date(2026, 9, 1), date(2026, 9, 1), "A"),
    Mark("b", 2, date(2026, 8, 20), date(2026, 8, 20), "B"),
    Mark("c", 2, date(2026, 9, 3), date(2026, 9, 3), "C"),
    Mark("d", 0, date(2027, 1, 1), date(2027, 1, 1), "D"),
)
SCENE = Scene(
    date(2026, 8, 1), date(2027, 7, 31), MARKS, tuple(RingLook(name, "ring1") for name in ("One", "Empty", "Three"))
)


def test_goes_to_the_nearest_in_time_over_rings_that_are_empty() -> None:
    assert beside(SCENE, "a", 1) == "c"
    assert beside(SCENE, "b", -1) == "a"
    assert beside(SCENE, "d", 1) == "c"


def test_goes_nowhere_beyond_the_last_ring() -> None:
    assert beside(SCENE, "a", -1) == ""
    assert beside(SCENE, "c", 1) == ""


def test_begins_at_the_first_when_none_is_chosen() -> None:
    assert beside(SCENE, "", 1) == "a"
    assert beside(Scene(date(2026, 8, 1), date(2027, 7, 31), (), ()), "", 1) == ""
