"""All columns are in sight wherever there is room for words."""

from __future__ import annotations

import pytest

from app.shell.column_widths import fitted


@pytest.mark.parametrize(
    ("wanted", "room", "expected"),
    [
        ([168, 62, 100, 170, 84], 600, [168, 62, 100, 170, 84]),
        ([168, 62, 100, 170, 84], 582, [168, 62, 100, 168, 84]),
        ([168, 62, 100, 170, 84], 500, [127, 62, 100, 127, 84]),
        ([168, 62, 100, 170, 84], 460, [126, 62, 100, 88, 84]),
        ([168, 62, 100, 170, 84], 420, [126, 62, 86, 62, 84]),
        ([168, 62, 100, 170, 84], 100, [126, 62, 62, 62, 62]),
        ([], 100, []),
    ],
)
def test_words_give_way_first_and_the_name_least(wanted: list[int], room: int, expected: list[int]) -> None:
    assert fitted(wanted, room) == expected


def test_larger_text_keeps_wider_columns() -> None:
    assert fitted([400, 400], 100, 1.5) == [300, 93]
