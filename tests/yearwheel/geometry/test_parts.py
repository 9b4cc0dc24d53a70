"""Are letters as wide as in the font, and are lanes, lines, weeks and days where they must be?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.fonts import BOLD, REGULAR, face
from app.yearwheel.geometry.circle import Dial, point, polar, unbroken, within
from app.yearwheel.geometry.evening import evened
from app.yearwheel.geometry.frame import months, weeks
from app.yearwheel.geometry.lanes import lanes
from app.yearwheel.geometry.parts import Box
from app.yearwheel.geometry.spreading import spread
from app.yearwheel.geometry.widths import UNKNOWN, em, table
from app.yearwheel.geometry.wrapping import broken, flow, lines_of

YEAR = Dial((0.0, 0.0), date(2026, 8, 1), 365)


@pytest.mark.parametrize(("bold", "name"), [(False, REGULAR), (True, BOLD)])
def test_each_letter_is_as_wide_as_in_the_font(bold: bool, name: str) -> None:
    font = face(name)

    assert {letter: width for letter, width in table(bold).items() if abs(font.width(letter) - width) > 0.5} == {}
    for text in ("Nguyễn Thị Ánh", "Áilu", "Skoleåret – «rød» 100 %", "Čiežá ŧŋđ"):
        assert em(text, bold) * 1000 == pytest.approx(font.width(font.printable(text)))


def test_a_letter_the_font_lacks_is_taken_for_wider_than_its_box() -> None:
    assert "ᚠ" not in table(False)
    assert em("ᚠ") * 1000 == UNKNOWN > face(REGULAR).width(face(REGULAR).printable("ᚠ"))


STRETCHES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: (at[0], at[0] + at[1])), max_size=30
)


@given(STRETCHES)
def test_no_two_in_a_lane_overlap_and_there_are_no_more_lanes_than_needed(stretches: list[tuple[int, int]]) -> None:
    found = lanes(stretches)

    for number, (start, end) in enumerate(stretches):
        for other, (other_start, other_end) in enumerate(stretches[:number]):
            assert found[number] != found[other] or end <= other_start or other_end <= start
    deepest = max((sum(start <= day < end for start, end in stretches) for day in range(81)), default=0)
    assert max(found, default=-1) + 1 == deepest


@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(1, 4)), min_size=1, max_size=25))
def test_what_is_spread_keeps_its_order_its_room_and_its_bounds(things: list[tuple[float, float]]) -> None:
    places = spread([want for want, _ in things], [size for _, size in things], 0, 100)

    edges = [(place - size / 2, place + size / 2) for place, (_, size) in zip(places, things, strict=True)]
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= 100 + 1e-6
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(edges))


def test_what_has_room_stands_where_it_wants_to() -> None:
    assert spread([10, 50, 52], [4, 4, 4], 0, 100) == pytest.approx([10, 49, 53])


def test_a_label_breaks_between_words_into_two_even_lines() -> None:
    assert broken("Trafikk, natteravn og 17. mai-komité").lines == ("Trafikk, natteravn", "og 17. mai-komité")
    assert lines_of("Konstituering", em("Konstituering") - 0.01) is None
    assert lines_of("To ord", 100) == ("To ord",)


def test_a_label_too_long_for_two_lines_stands_on_three_even_ones_where_it_may() -> None:
    label = "Revidert plan for samarbeidet mellom hjem og skole legges fram for personalet"

    assert lines_of(label, 14.0) is None
    assert lines_of(label, 14.0, 4) == (
        "Revidert plan for samarbeidet",
        "mellom hjem og skole legges",
        "fram for personalet",
    )
    assert lines_of("Skolefritidsordningen holder stengt", em("Skolefritid"), 4) is None


def test_labels_at_the_foot_go_over_to_the_column_that_has_room() -> None:
    left = tuple((number, 180.0 + number) for number in range(12, 0, -1))
    heights = [30.0] * 13

    strain, right, still = evened((((0, 90.0),), left), heights, (400.0, 400.0), 400.0, 180.0, 200.0)
    alone, *_ = evened((((0, 90.0),), ()), heights, (400.0, 400.0), 400.0, 180.0, 200.0)

    assert 1 < len(right) < 13
    assert [number for number, _ in right] == list(range(len(right)))
    assert [number for number, _ in still] == list(range(12, len(right) - 1, -1))
    assert alone == 0.0 < strain


def test_a_legend_parts_a_word_only_where_it_is_wider_than_a_line() -> None:
    assert flow("Et kort ord", em("Et kort")) == ("Et kort", "ord")
    parts = flow("Donaudampskipsfartselskap", 4.0)
    assert "".join(parts) == "Donaudampskipsfartselskap"
    assert all(em(part) <= 4.0 for part in parts)


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2026, 53), (2020, 53), (2025, 52), (2027, 52)],  # 2026 and 2020 have a week 53
)
def test_the_weeks_over_new_year(year: int, expected: int) -> None:
    dial = Dial((0, 0), date(year, 8, 1), 365)
    numbers = [first.isocalendar().week for first, _ in weeks(dial)]

    assert numbers[numbers.index(expected) + 1] == 1
    assert max(numbers) == expected
    assert [day for first, last in weeks(dial) for day in _days(first, last)] == _days(
        date(year, 8, 1), date(year, 8, 1) + timedelta(days=364)
    )


def test_months_are_cut_where_the_circle_begins_and_ends() -> None:
    assert list(months(Dial((0, 0), date(2027, 1, 15), 40))) == [
        (date(2027, 1, 15), date(2027, 1, 31)),
        (date(2027, 2, 1), date(2027, 2, 23)),
    ]


@pytest.mark.parametrize(
    "dial",
    [
        YEAR,
        Dial((0, 0), date(2027, 8, 1), 366),
        Dial((0, 0), date(2027, 8, 1), 366, 150.0),
        Dial((0, 0), date(2027, 2, 1), 28),
    ],
)
def test_the_way_to_a_day_leads_back_to_it(dial: Dial) -> None:
    for number in range(dial.days):
        day = dial.first + timedelta(days=number)
        assert dial.day((dial.start(day) + dial.end(day)) / 2) == day


def test_a_year_goes_clockwise_from_the_top() -> None:
    assert YEAR.start(date(2026, 8, 1)) == 0
    assert YEAR.end(date(2027, 7, 31)) == 360
    assert point((0, 0), 10, 90) == pytest.approx((10, 0))
    assert polar((0, 0), 0, 10) == pytest.approx((10, 180))


@given(st.floats(0, 300), st.floats(5, 60), st.floats(5, 40), st.floats(5, 12))
def test_what_stands_within_a_sector_has_no_corner_beyond_it(
    start: float, sweep: float, width: float, height: float
) -> None:
    middle = within((0, 0), 80, 100, start, start + sweep, width, height)
    if middle is None:
        return
    for x in (middle[0] - width / 2, middle[0] + width / 2):
        for y in (middle[1] - height / 2, middle[1] + height / 2):
            far, way = polar((0, 0), x, y)
            assert 80 - 1e-6 <= far <= 100 + 1e-6
            assert (way - start) % 360 <= sweep + 1e-6 or (way - start) % 360 > 360 - 1e-6


def test_there_is_room_at_the_top_of_a_ring_for_a_word() -> None:
    assert within((0, 0), 80, 100, 340, 380, 30, 8) is not None
    assert within((0, 0), 80, 100, 70, 110, 30, 8) is None  # the ring stands upright there, and is 20 wide


def test_a_line_is_broken_around_a_text() -> None:
    assert unbroken((0, 0), (10, 0), [Box(4, -1, 6, 1)], 1) == [((0, 0), (3, 0)), ((7, 0), (10, 0))]
    assert unbroken((0, 0), (10, 0), [Box(4, 3, 6, 5)], 1) == [((0, 0), (10, 0))]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_a_label_on_many_lines_is_never_broken_within_a_word() -> None:
    label = "Plan for skole-hjem-samarbeid gjennomgås i FAU og SMU"
    widest = max(em(word) for word in label.split(" "))
    for hundredths in range(0, 800, 5):
        lines = lines_of(label, widest + hundredths / 100, 4)
        assert lines is None or " ".join(lines) == label
