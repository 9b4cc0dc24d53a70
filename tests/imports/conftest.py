"""An empty school for each test, on Monday 24 August 2026."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.conftest import Clock
from tests.imports.rosters import open_store


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Open an empty school."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()
