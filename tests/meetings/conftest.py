"""A small school with its bodies filled and no meeting yet, on 24 August 2026 (``tests/meetings/factories.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.conftest import Clock
from tests.factories import opened
from tests.meetings.factories import MeetingSchool, school_file


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> MeetingSchool:
    """Return who is who in the school of ``store``."""
    return school_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: MeetingSchool) -> Iterator[Store]:
    """Open the school."""
    with opened(tmp_path / "school.db") as store:
        yield store
