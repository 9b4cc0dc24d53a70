"""A small school with a wheel and a plan of 2026/27, on 24 August 2026 (``tests/plan/facts/office.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.conftest import Clock
from tests.factories import opened
from tests.plan.facts.office import Planned, plan_written
from tests.yearwheel.factories import WheelSchool, wheel_file


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> WheelSchool:
    """Return what is what in the school of ``store``."""
    return wheel_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: WheelSchool) -> Iterator[Store]:
    """Open the school."""
    with opened(tmp_path / "school.db") as store:
        yield store


@pytest.fixture
def plan(store: Store) -> Planned:
    """Return a plan of the year with one section and one point."""
    return plan_written(store)
