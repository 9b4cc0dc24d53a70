"""How is a number written, which series is it of, and which is next?"""

from __future__ import annotations

from datetime import date

import pytest

from app.meetings.rules.numbering import is_pattern, next_number, number_text, period_of, series_year

SPRING, AUTUMN = date(2027, 2, 3), date(2026, 11, 12)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("Sak {n}/{yy}", "Sak 12/26"),
        ("LU {yy}/{n}", "LU 26/12"),
        ("{nn}/{yyyy}", "12/2026"),
        ("{nnn}/{yy}", "012/26"),
        ("{n}", "12"),
        ("Sak {n}", "Sak 12"),
    ],
)
def test_a_number_is_written_by_its_pattern(pattern: str, text: str) -> None:
    assert number_text(pattern, 12, 2026) == text
    assert is_pattern(pattern)


def test_a_padded_number_has_its_zeros_and_grows_beyond_them() -> None:
    assert number_text("Sak {nn}/{yy}", 1, 2005) == "Sak 01/05"
    assert number_text("Sak {nn}/{yy}", 123, 2026) == "Sak 123/26"


@pytest.mark.parametrize("pattern", ["", "Sak", "{yy}", "{n}/{n}", "{n}/{nn}", "{m}", "{n", "n}", "{n}{}", "{nnnnn}"])
def test_a_pattern_without_one_number_or_with_something_else_is_none(pattern: str) -> None:
    assert not is_pattern(pattern)


@pytest.mark.parametrize(
    ("reset", "held_on", "period", "year"),
    [
        ("calendar_year", AUTUMN, "2026", 2026),
        ("calendar_year", SPRING, "2027", 2027),
        ("school_year", AUTUMN, "2026", 2026),
        ("school_year", SPRING, "2026", 2026),
        ("school_year", date(2027, 7, 31), "2026", 2026),
        ("school_year", date(2027, 8, 1), "2027", 2027),
        ("meeting", SPRING, "meeting:7", 2027),
    ],
)
def test_a_case_is_counted_in_the_series_of_its_year_or_meeting(
    reset: str, held_on: date, period: str, year: int
) -> None:
    assert period_of(reset, held_on, 7) == period
    assert series_year(reset, held_on) == year


def test_the_next_number_is_one_more_than_the_highest_and_the_start_is_for_the_first_alone() -> None:
    assert next_number((), 1) == 1
    assert next_number((), 14) == 14
    assert next_number((1, 2, 3), 14) == 4
    assert next_number((7,), 1) == 8
