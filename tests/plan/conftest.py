"""A small school with a wheel and a plan in draft, on 24 August 2026 (``tests/plan/factories.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.conftest import Clock
from tests.factories import opened
from tests.plan.factories import PlanSchool, plan_file


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> PlanSchool:
    """Return what is what in the school of ``store``."""
    return plan_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: PlanSchool) -> Iterator[Store]:
    """Open the school."""
    with opened(tmp_path / "school.db") as store:
        yield store
