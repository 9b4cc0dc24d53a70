"""Does a body meet as often as its rule says? A truth table, and how many are expected by a day."""

from __future__ import annotations

from datetime import date

import pytest

from app.meetings.rules.frequency import expected_by, verdict

AUTUMN, SPRING = date(2026, 8, 1), date(2027, 7, 31)


@pytest.mark.parametrize(
    ("held", "coming", "wanted", "expected", "said"),
    [
        # nobody says how often
        (0, 0, None, 0, "nothing_asked"),
        (3, 0, 0, 0, "nothing_asked"),
        # as often as asked, whatever is planned
        (4, 0, 4, 2, "met"),
        (5, 3, 4, 4, "met"),
        # enough held and planned: are those held by now enough, too?
        (2, 2, 4, 2, "on_track"),
        (0, 4, 4, 0, "on_track"),
        (3, 2, 4, 2, "on_track"),
        (1, 3, 4, 2, "late"),
        (0, 9, 4, 1, "late"),
        # too few held and planned
        (2, 1, 4, 2, "to_plan"),
        (0, 0, 4, 0, "to_plan"),
        (1, 2, 4, 2, "behind"),
        (3, 0, 4, 4, "behind"),
        (0, 0, 1, 1, "behind"),
    ],
)
def test_the_table(held: int, coming: int, wanted: int | None, expected: int, said: str) -> None:
    assert verdict(held, coming, wanted, expected) == said


@pytest.mark.parametrize(
    ("on", "wanted", "expected"),
    [
        (date(2026, 7, 31), 4, 0),
        (date(2026, 8, 1), 4, 0),
        (date(2026, 10, 30), 4, 0),  # the 91st of 365 days: 4 × 91 / 365 = 0.997
        (date(2026, 10, 31), 4, 1),  # the 92nd: 1.008
        (date(2027, 1, 31), 4, 2),  # the 184th: 2.016
        (date(2027, 7, 30), 4, 3),
        (date(2027, 7, 31), 4, 4),
        (date(2028, 1, 1), 4, 4),
        (date(2027, 1, 31), None, 0),
    ],
)
def test_how_many_are_expected_by_a_day(on: date, wanted: int | None, expected: int) -> None:
    assert expected_by(on, AUTUMN, SPRING, wanted) == expected
