"""A school in the spring, with next year's classes made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.store import Store
from tests.conftest import Clock
from tests.contacts.turning.school import small_school
from tests.factories import opened


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Lia skole with grades 1 to 3 on 20 January 2027: 1A and 1B, 2A, 3A."""
    with opened(tmp_path / "school.db", given=small_school) as store:
        clock.set(datetime(2027, 1, 20, 9, 0))
        yield store
