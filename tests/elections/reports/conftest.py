"""Åsen skole before its parents' meetings and after them: each built once and read, or copied by whoever changes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.opening import open_store
from db.store import Store
from tests.conftest import Clock
from tests.elections.reports.school import build_after, build_before


@pytest.fixture(scope="session")
def before_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(build_before, tmp_path_factory.mktemp("before") / "school.db")


@pytest.fixture(scope="session")
def after_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(build_after, tmp_path_factory.mktemp("after") / "school.db")


@pytest.fixture
def before(before_file: Path, clock: Clock) -> Iterator[Store]:
    """The school on 24 August 2026, three days before 5A elects, to be read."""
    yield from _read(before_file)


@pytest.fixture
def after(after_file: Path, clock: Clock) -> Iterator[Store]:
    """The school on 24 August 2026, four days after the classes have elected, to be read."""
    yield from _read(after_file)


@pytest.fixture
def own_before(before_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A copy of the school before that a test may change."""
    yield from _copied(before_file, tmp_path)


@pytest.fixture
def own_after(after_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A copy of the school after that a test may change."""
    yield from _copied(after_file, tmp_path)


def _built(build: Callable[[Path], None], path: Path) -> Path:
    build(path)
    return path


def _read(path: Path) -> Iterator[Store]:
    store = open_store(path, Settings.load(None), exclusive=False, create=False)
    yield store
    store.close()


def _copied(path: Path, folder: Path) -> Iterator[Store]:
    store = open_store(Path(shutil.copy(path, folder / "school.db")), Settings.load(None))
    yield store
    store.close()
