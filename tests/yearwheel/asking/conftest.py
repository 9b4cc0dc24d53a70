"""The dialogs of the yearly wheel over a small school's wheel, on 24 August 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from db.store import Store
from tests.yearwheel.asking.at_desk import AtDesk
from tests.yearwheel.factories import WheelSchool

Open = Callable[..., AtDesk]


@pytest.fixture
def open_desk(qtbot: QtBot, store: Store, school: WheelSchool) -> Iterator[Open]:
    """Return what sits down at the desk, in a language."""
    opened: list[AtDesk] = []

    def call(language: str = "nb") -> AtDesk:
        opened.append(AtDesk(qtbot, store, language))
        return opened[-1]

    yield call
    for one in opened:
        one.close()


@pytest.fixture
def desk(open_desk: Open) -> AtDesk:
    """The desk, in bokmål."""
    return open_desk()
