"""Is every wheel legible: no text over another or cut, everything named, nothing too small or beyond the margins?"""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.yearwheel.geometry.layout import layout
from app.yearwheel.geometry.parts import Scene
from app.yearwheel.geometry.sheet import A3, A4, SMALLEST, screen
from tests.yearwheel.geometry.faults import crossing, faults, outside, overlapping, struck_through
from tests.yearwheel.geometry.scenes import scenes

EXAMPLES = int(os.environ.get("SKOLEKONTORET_ROSTERS", "60"))


@pytest.mark.parametrize("language", ["nb", "nn"])
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_every_wheel_of_60_is_legible_on_a4(language: str, data: st.DataObject) -> None:
    laid_out = layout(data.draw(scenes(60, language)), A4)

    assert faults(laid_out, SMALLEST) == []
    assert list(crossing(laid_out)) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
@settings(max_examples=EXAMPLES // 3)
@given(data=st.data())
def test_every_wheel_of_150_is_legible_on_a3(language: str, data: st.DataObject) -> None:
    assert faults(layout(data.draw(scenes(150, language)), A3), SMALLEST) == []


@settings(max_examples=EXAMPLES // 2)
@given(shown=scenes(60, "nb"), size=st.tuples(st.integers(600, 1900), st.integers(500, 1100)), text=st.floats(11, 26))
def test_nothing_overlaps_in_any_window(shown: Scene, size: tuple[int, int], text: float) -> None:
    laid_out = layout(shown, screen(*size, text))

    assert [*overlapping(laid_out), *outside(laid_out), *struck_through(laid_out)] == []
