"""A school without a plan yet, for the plans of others to be entered in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.conftest import Clock
from tests.factories import opened
from tests.yearwheel.factories import wheel_file


@pytest.fixture
def planless(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Open the school of the wheel, which has no plan."""
    wheel_file(tmp_path / "planless.db")
    with opened(tmp_path / "planless.db") as store:
        yield store
