"""The planted school: made once, read by everybody, copied by whoever changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.opening import open_store
from db.store import Store
from tests.conftest import Clock, once
from tests.privacy.plants import Planted, plant
from tests.privacy.scanner import Scanner


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Who is planted in the school of 480, on 24 August 2026."""
    return once(tmp_path_factory, "planted", lambda folder: plant(folder / "school.db"))


@pytest.fixture(scope="session")
def scanner(planted: Planted) -> Scanner:
    """What finds a trace of any of them."""
    return Scanner(planted.plants.values())


@pytest.fixture
def school(planted: Planted, clock: Clock) -> Iterator[Store]:
    """The planted school, to be read."""
    store = open_store(planted.path, Settings.load(None), exclusive=False, create=False)
    yield store
    store.close()


@pytest.fixture
def own_file(planted: Planted, tmp_path: Path, clock: Clock) -> Path:
    """A copy of the planted school that a test may change."""
    return Path(shutil.copy(planted.path, tmp_path / "school.db"))


@pytest.fixture
def own_school(own_file: Path) -> Iterator[Store]:
    """The copy, opened."""
    store = open_store(own_file, Settings.load(None))
    yield store
    store.close()
