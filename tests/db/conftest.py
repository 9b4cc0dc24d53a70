"""What does every test of the database start from? A real file with the newest schema."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.db.schools import SOURCE, opened


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed file with the schema and nothing else; tests copy it."""
    path = tmp_path_factory.mktemp("empty") / "school.db"
    Store.open(path, who="Kari").close()
    return path


@pytest.fixture
def path(tmp_path: Path, empty_school: Path) -> Path:
    """Return a closed file of this test's own."""
    return Path(shutil.copy(empty_school, tmp_path / "school.db"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Return the file, opened, with one search source."""
    store = opened(path, search=(SOURCE,))
    yield store
    store.close()


@pytest.fixture
def reopened(store: Store) -> Iterator[Callable[[], Store]]:
    """Return a function that closes the file and opens it again, as the next start of the program does."""
    made: list[Store] = []

    def again() -> Store:
        (made[-1] if made else store).close()
        made.append(opened(store.path, search=(SOURCE,)))
        return made[-1]

    yield again
    for one in made:
        one.close()
