"""One meeting of SU and SMU, shown in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting
from tests.meetings.showing.at_pane import AtPane

Show = Callable[..., AtPane]


@pytest.fixture
def show(qtbot: QtBot, store: Store) -> Iterator[Show]:
    """Return what shows a meeting."""
    opened: list[AtPane] = []

    def call(meeting_id: int | None, language: str = "nb") -> AtPane:
        opened.append(AtPane(qtbot, store, meeting_id, language))
        return opened[-1]

    yield call
    for one in opened:
        one.close()


@pytest.fixture
def at(show: Show, store: Store, school: MeetingSchool) -> AtPane:
    """The pane with a meeting of SMU in November, nothing on its agenda."""
    return show(a_meeting(store, school.smu, place="Personalrommet"))
