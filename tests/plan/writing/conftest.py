"""The page of the plan in the real window, on a small school with a plan in draft, on 24 August 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from db.store import Store
from tests.plan.factories import PlanSchool
from tests.plan.writing.at_page import AtPage

Open = Callable[..., AtPage]


@pytest.fixture
def open_page(qtbot: QtBot, store: Store, school: PlanSchool) -> Iterator[Open]:
    """Return what opens the page."""
    opened: list[AtPage] = []

    def call(language: str = "nb") -> AtPage:
        opened.append(AtPage(qtbot, store, language))
        return opened[-1]

    yield call
    for one in opened:
        one.close()


@pytest.fixture
def at(open_page: Open) -> AtPage:
    """The page with the small plan."""
    return open_page()
