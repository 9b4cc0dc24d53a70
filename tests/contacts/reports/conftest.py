"""A school to make lists of; it is built once and only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.opening import open_store
from db.store import Store
from tests.conftest import Clock
from tests.contacts.reports.school import build


@pytest.fixture(scope="session")
def school_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of Åsen skole."""
    path = tmp_path_factory.mktemp("lists") / "school.db"
    build(path)
    return path


@pytest.fixture
def school(school_file: Path, clock: Clock) -> Iterator[Store]:
    """Åsen skole on 24 August 2026, to be read."""
    store = open_store(school_file, Settings.load(None), exclusive=False, create=False)
    yield store
    store.close()
