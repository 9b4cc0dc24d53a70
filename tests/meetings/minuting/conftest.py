"""The window with a combined meeting of SU and SMU in it, on its evening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

import pytest
from pytestqt.qtbot import QtBot

from app.meetings.agenda import add_item
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did
from tests.meetings.minuting.at_sitting import Evening, Sitting
from tests.office import Office


@pytest.fixture
def evening(store: Store, school: MeetingSchool, clock: Clock) -> Evening:
    """Plan the meeting with three cases; nobody has begun it."""
    clock.set(datetime.combine(EVENING, time(18, 2)))
    meeting_id = a_meeting(store, school.su, school.smu, ends_at=time(19, 30))
    cases = (
        did(store, add_item, meeting_id, title="Rektor orienterer", kind="information"),
        did(store, add_item, meeting_id, title="Benker", kind="decision", proposal="Skolen kjøper to benker."),
        did(store, add_item, meeting_id, title="Valg av nestleder", kind="election"),
    )
    return Evening(store, school, meeting_id, cases)


@pytest.fixture
def sitting(qtbot: QtBot, evening: Evening) -> Iterator[Sitting]:
    """Open the screen of the meeting, and begin it with the key that is offered."""
    office = Office(qtbot, evening.store)
    sitting = Sitting(office, evening)
    sitting.press("Enter")
    yield sitting
    office.context.detach()
    office.window.close()
