"""The file of a school in September 2027 that is done with 2026/27."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.conftest import Clock
from tests.factories import opened
from tests.turning.disposal.past import Past, live_a_year, past_file


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """The file, open; ``past`` lets it live a year first."""
    folder = tmp_path / "school"
    past_file(folder / "school.db")
    with opened(folder / "school.db") as store:
        yield store


@pytest.fixture
def past(store: Store, clock: Clock, tmp_path: Path) -> Past:
    """What is over."""
    return live_a_year(store, past_file(tmp_path / "unused.db"), clock)
