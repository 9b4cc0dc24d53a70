"""The school after its meetings of the autumn (``held.py``), on 14 December 2026: made once, and read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.opening import open_store
from db.store import Store
from tests.conftest import Clock
from tests.meetings.reports.held import Evening, held_file


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    """Return what was held in the school of ``held``."""
    return held_file(tmp_path / "held.db")


@pytest.fixture
def held(tmp_path: Path, evening: Evening, clock: Clock) -> Iterator[Store]:
    """Open a copy of the school that a test may change."""
    clock.set(datetime(2026, 12, 14, 9, 30))
    store = open_store(tmp_path / "held.db", Settings.load(None))
    yield store
    store.close()
