"""The window with an empty school in it, on 24 August 2026."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.bodies.at_page import AtBodies
from tests.conftest import Clock
from tests.office import Office, office_at


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    with office_at(qtbot, tmp_path / "school.db") as office:
        yield office


@pytest.fixture
def at(office: Office) -> AtBodies:
    """The page of the bodies, opened."""
    return AtBodies(office)
