"""The tabs of what comes of the plan, in the real window, on a small school on 24 August 2026."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.core.i18n import translator
from app.plan.page import PlanPage
from db.store import Store
from tests.plan.factories import PlanSchool
from tests.plan.writing.at_page import AtPage


class AtTabs(AtPage):
    """The page of the plan, and what is done on its other tabs."""

    def __init__(self, qtbot: QtBot, store: Store, language: str = "nb") -> None:
        super().__init__(qtbot, store, language)
        self.tr = translator(language)

    def open(self, item: object) -> PlanPage:
        """Show a tab, or one thing on it."""
        self.context.show_page("plan", item)
        self.settle()
        self.qtbot.wait(80)  # the pane beside a list waits for the keys to rest
        return self.page

    def reread(self) -> None:
        """Read the tab again, after something was done behind the window's back."""
        self.settle()
        self.page.part.reload()
        self.settle()


@pytest.fixture
def at(qtbot: QtBot, store: Store, school: PlanSchool) -> Iterator[AtTabs]:
    """The page with the small plan."""
    made = AtTabs(qtbot, store)
    yield made
    made.close()
