"""Does the tab Hjul show the school's wheel, and is what is moved there moved?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.yearwheel.page import YearWheelPage
from app.yearwheel.picture.part import PicturePart
from app.yearwheel.picture.periods import MONTH, QUARTER, YEAR
from db.store import Store
from tests.office import Office
from tests.yearwheel.factories import WheelSchool, rows


class Wheel:
    """The page with its tab Hjul open."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.qtbot = qtbot
        self.office = Office(qtbot, store)
        self.page = cast(YearWheelPage, self.office.window.show_page("yearwheel"))
        self.page.show_part("wheel")
        qtbot.waitUntil(lambda: self.part.view.canvas is not None)

    @property
    def part(self) -> PicturePart:
        return cast(PicturePart, self.page.part)

    @property
    def keys(self) -> set[str]:
        """What is on the wheel."""
        canvas = self.part.view.canvas
        return set(canvas.layout.placed) if canvas is not None else set()


@pytest.fixture
def wheel(qtbot: QtBot, store: Store, school: WheelSchool) -> Iterator[Wheel]:
    wheel = Wheel(qtbot, store)
    yield wheel
    wheel.office.context.detach()
    wheel.office.window.close()


def test_shows_all_that_has_a_day_and_says_what_has_none(wheel: Wheel, store: Store) -> None:
    found = rows(store)
    assert wheel.keys == {key for key, row in found.items() if row.first is not None}
    assert wheel.part.missing.isVisible()
    assert wheel.part.missing.text().startswith("1 ")  # Skolefoto has no rule


def test_what_is_dropped_on_a_day_is_there_and_undo_brings_it_back(
    wheel: Wheel, store: Store, school: WheelSchool
) -> None:
    key = school.key("X1")  # Refleksdag, Thursday 22 October
    wheel.part.view.dropped.emit(key, date(2026, 10, 28))
    assert rows(store)[key].first == date(2026, 10, 28)
    wheel.office.context.undo()
    assert rows(store)[key].first == date(2026, 10, 22)


def test_ctrl_and_an_arrow_move_it_a_school_day(wheel: Wheel, store: Store, school: WheelSchool) -> None:
    key = school.key("X1")
    wheel.page.chosen.choose(key)
    wheel.part.view.stepped.emit(1)
    assert rows(store)[key].first == date(2026, 10, 23)


def test_zooms_in_to_the_chosen_day_turns_and_zooms_out(wheel: Wheel, school: WheelSchool) -> None:
    part = wheel.part
    wheel.page.chosen.choose(school.key("X1"))
    part.zoom(1, None)
    part.zoom(1, None)
    assert (part.period.scale, part.said.text()) == (MONTH, "Oktober 2026")
    assert school.key("X1") in wheel.keys
    assert school.key("A02") not in wheel.keys
    part.turn(1)
    assert part.said.text() == "November 2026"
    part.zoom(-1, None)
    assert (part.period.scale, part.said.text()) == (QUARTER, "November 2026 – januar 2027")
    part.scale.choose(YEAR)
    assert part.said.text() == "2026/27"
    assert school.key("A02") in wheel.keys


def test_what_is_chosen_elsewhere_comes_into_sight(wheel: Wheel, school: WheelSchool) -> None:
    wheel.page.chosen.choose(school.key("X1"))
    wheel.part.zoom(1, None)
    wheel.part.zoom(1, None)
    wheel.page.chosen.choose(school.key("A02"))  # 14 August
    assert wheel.part.said.text() == "August 2026"


def test_a_ring_that_is_asked_for_is_the_only_one(wheel: Wheel, school: WheelSchool, store: Store) -> None:
    ring = school.rings["fau"]
    wheel.page.shown.narrow(rings=frozenset({ring}))
    assert wheel.keys == {key for key, row in rows(store).items() if row.ring.id == ring and row.first is not None}
