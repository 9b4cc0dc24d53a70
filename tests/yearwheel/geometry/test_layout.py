"""Is what is drawn where it is said to be, and found there again?"""

from __future__ import annotations

from datetime import date
from math import cos, radians, sin

import pytest

from app.documents.drawing import Sector, Words
from app.yearwheel.geometry.layout import Layout, layout, moved
from app.yearwheel.geometry.parts import Mark
from app.yearwheel.geometry.sheet import A3, A4, screen
from tests.yearwheel.geometry.faults import faults
from tests.yearwheel.geometry.scenes import scene, titles

MARKS = (
    Mark("2.1", 0, date(2026, 11, 16), date(2026, 11, 20), "SMU 2", "called"),
    Mark("1.1", 1, date(2026, 9, 1), date(2026, 9, 1), "FAU konstituerer seg", "done"),
    Mark("3.1", 2, date(2026, 12, 14), date(2027, 1, 15), "Kartlegging over nyttår", "planned"),
    Mark("4.1", 2, date(2027, 1, 4), date(2027, 1, 4), "Første skoledag", "overdue"),
)


def many(count: int, language: str = "nb") -> tuple[Mark, ...]:
    known = titles(language)
    return tuple(
        Mark(f"{number}.1", number % 8, day, day, known[number % len(known)])
        for number in range(count)
        for day in (date.fromordinal(date(2026, 8, 3).toordinal() + number * 350 // count),)
    )


def middle_of(laid_out: Layout, key: str) -> tuple[float, float]:
    arc = laid_out.placed[key].arc
    way, far = radians(arc.start + arc.sweep / 2), (arc.inner + arc.outer) / 2
    return arc.centre[0] + far * sin(way), arc.centre[1] - far * cos(way)


def test_marks_are_walked_in_time_order() -> None:
    laid_out = layout(scene(MARKS), A4)

    assert list(laid_out.placed) == ["1.1", "2.1", "3.1", "4.1"]
    assert [laid_out.next_key(key, 1) for key in ("", "1.1", "4.1")] == ["1.1", "2.1", "4.1"]
    assert [laid_out.next_key(key, -1) for key in ("", "2.1", "1.1")] == ["4.1", "1.1", "1.1"]
    assert layout(scene(()), A4).next_key("", 1) == ""


@pytest.mark.parametrize("top", [None, date(2027, 1, 1)])
def test_a_mark_is_found_at_its_arc_and_its_label_and_its_day_in_its_direction(top: date | None) -> None:
    laid_out = layout(scene(MARKS, top=top), A4)

    for mark in MARKS:
        x, y = middle_of(laid_out, mark.key)
        assert laid_out.key_at(x, y) == mark.key
        assert mark.first <= (laid_out.day_at(x, y) or date.min) <= mark.last
        label = laid_out.placed[mark.key].label
        assert label is not None
        assert laid_out.key_at((label.x0 + label.x1) / 2, (label.y0 + label.y1) / 2) == mark.key
        box = laid_out.arc_box(mark.key)
        assert box.holds(x, y)
    assert laid_out.key_at(*laid_out.centre) == ""
    assert laid_out.day_at(*laid_out.centre) is None


def test_what_overlaps_in_a_ring_stands_in_lanes() -> None:
    laid_out = layout(scene(MARKS), A4)
    long, short = laid_out.placed["3.1"].arc, laid_out.placed["4.1"].arc

    assert short.outer <= long.inner or long.outer <= short.inner
    assert long.start < laid_out.dial.start(date(2027, 1, 1)) < long.start + long.sweep


def test_a_day_is_wide_enough_to_be_seen() -> None:
    arc = layout(scene(MARKS), A4).placed["1.1"].arc

    assert radians(arc.sweep) * arc.inner > 4


def test_january_is_at_the_top_where_it_is_to_be() -> None:
    laid_out = layout(scene(MARKS, top=date(2027, 1, 1)), A4)

    assert laid_out.dial.start(date(2027, 1, 1)) % 360 == pytest.approx(0)
    assert laid_out.day_at(laid_out.centre[0] + 1, laid_out.centre[1] - laid_out.outer) == date(2027, 1, 1)
    assert faults(laid_out, 6.5) == []


def test_what_is_not_within_the_days_shown_is_left_out_and_what_reaches_into_them_is_cut() -> None:
    laid_out = layout(scene(MARKS, first=date(2027, 1, 1), last=date(2027, 3, 31)), A4)

    assert list(laid_out.placed) == ["3.1", "4.1"]
    assert laid_out.placed["3.1"].arc.start == 0
    weeks = {words.text for words in laid_out.drawing.shapes if isinstance(words, Words)}
    assert {"53", "1", "12", "mars"} <= weeks
    assert {"januar", "jan"} & weeks
    assert not {"desember", "des", "april", "apr", "52", "juni"} & weeks


def test_in_a_month_labels_stand_on_their_arcs() -> None:
    marks = (Mark("1.1", 0, date(2027, 3, 1), date(2027, 3, 31), "Lesemåned"),)
    laid_out = layout(scene(marks, first=date(2027, 3, 1), last=date(2027, 3, 31), rings=2), A4)

    assert laid_out.placed["1.1"].way == "arc"


@pytest.mark.parametrize(("count", "sheet"), [(12, A4), (40, A4), (60, A4), (150, A3)])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_template_over_a_year_is_named_beside_a_circle_that_is_a_wheel(
    count: int, sheet: object, language: str
) -> None:
    laid_out = layout(scene(many(count, language)), sheet)  # type: ignore[arg-type]

    assert faults(laid_out, 6.5) == []
    assert laid_out.outer > 0.3 * laid_out.sheet.height
    assert sum(placed.way == "number" for placed in laid_out.placed.values()) <= count / 10


def test_the_least_window_names_each_by_label_or_number() -> None:
    laid_out = layout(scene(many(60)), screen(600, 500, 12))

    assert all(placed.label is not None or placed.number_box is not None for placed in laid_out.placed.values())
    assert not laid_out.has_legend


def test_each_status_is_seen_without_colour() -> None:
    day = date(2026, 10, 1)
    seen = {}
    for status in ("planned", "called", "done", "overdue", "dropped"):
        laid_out = layout(scene((Mark("1.1", 0, day, day, "x", status),)), A4)
        shapes = [shape for shape in laid_out.drawing.shapes if shape.of == "1.1"]
        seen[status] = [(type(shape).__name__, getattr(shape, "sweep", 0) == 180) for shape in shapes]
        filled = [shape.ink.fill not in ("", "ground") for shape in shapes if isinstance(shape, Sector)]
        seen[status].append(("filled", any(filled)))

    assert len({tuple(kinds) for kinds in seen.values()}) == 5


def test_a_dragged_mark_is_drawn_on_its_new_days_alone() -> None:
    laid_out = layout(scene(MARKS), A4)
    shapes = moved(laid_out, "1.1", date(2026, 10, 12), date(2026, 10, 16))

    arc = next(shape for shape in shapes if shape.of == "1.1")
    assert isinstance(arc, Sector)
    assert arc.start == pytest.approx(laid_out.dial.start(date(2026, 10, 12)))
    assert arc.sweep == pytest.approx(5 * laid_out.dial.step)
    assert (arc.inner, arc.outer) == (laid_out.placed["1.1"].arc.inner, laid_out.placed["1.1"].arc.outer)
