"""Åsen skole with its bodies: built once and read, or copied by whoever changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.opening import open_store
from db.store import Store
from tests.bodies.reports.school import build
from tests.conftest import Clock


@pytest.fixture(scope="session")
def school_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of Åsen skole with its bodies."""
    path = tmp_path_factory.mktemp("bodies") / "school.db"
    build(path)
    return path


@pytest.fixture
def school(school_file: Path, clock: Clock) -> Iterator[Store]:
    """Åsen skole on 24 August 2026, to be read."""
    store = open_store(school_file, Settings.load(None), exclusive=False, create=False)
    yield store
    store.close()


@pytest.fixture
def own_school(school_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A copy of it that a test may change."""
    store = open_store(Path(shutil.copy(school_file, tmp_path / "school.db")), Settings.load(None))
    yield store
    store.close()
