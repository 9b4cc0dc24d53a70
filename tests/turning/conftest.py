"""The window at the page of the next school year, on Tuesday 12 January 2027."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import Clock
from tests.office import office_at
from tests.turning.desk import Desk
from tests.turning.given import large_school, small_school

JANUARY = datetime(2027, 1, 12, 9, 0)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A small school, at the steps."""
    with office_at(qtbot, tmp_path / "school.db", given=small_school) as office:
        clock.set(JANUARY)
        yield Desk(office, clock)


@pytest.fixture
def empty_desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A school with nobody in it."""
    with office_at(qtbot, tmp_path / "school.db") as office:
        clock.set(JANUARY)
        yield Desk(office, clock)


@pytest.fixture
def large_desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """28 classes of next year with 28 pupils each."""
    with office_at(qtbot, tmp_path / "school.db", given=large_school) as office:
        clock.set(JANUARY)
        yield Desk(office, clock)
