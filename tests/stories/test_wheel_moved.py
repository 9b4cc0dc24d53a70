"""A meeting is moved in the wheel, with the mouse and with keys: its own day follows, and comes back."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.yearwheel.becoming import become_meeting
from app.yearwheel.picture.periods import MONTH
from tests.conftest import Clock
from tests.meetings.factories import did
from tests.stories.conftest import Open
from tests.stories.wheel_desk import WheelDesk

FRIDAY, MONDAY, TUESDAY = date(2026, 10, 2), date(2026, 9, 28), date(2026, 9, 29)
AFTER_THE_BREAK = date(2026, 10, 12)
SMU_1 = "Første SMU-møte"


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> WheelDesk:
    return WheelDesk(qtbot, start, school_file, clock)


def planned(desk: WheelDesk) -> int:
    """SMU's first entry is a meeting, on the day of its rule: the Friday before the autumn break."""
    meeting_id = did(desk.store, become_meeting, desk.wheel_school["M01"], 1, starts_at=time(18), place="Biblioteket")
    assert desk.detail(meeting_id).row.held_on == FRIDAY
    return meeting_id


def shown_on_meetings(desk: WheelDesk, meeting_id: int) -> str:
    """What the page of the meetings says of its day, beside the list."""
    pane = desk.choose(meeting_id)
    return desk.words(pane)


def test_dragged_in_the_picture_and_taken_back(desk: WheelDesk) -> None:
    meeting_id = planned(desk)
    key = desk.wheel_school.key("M01")
    desk.page.show_part("wheel")
    desk.settle()
    steps = len(desk.history())
    desk.drag(key, (MONDAY - FRIDAY).days)
    assert desk.stored(SMU_1).first == MONDAY
    assert desk.detail(meeting_id).row.held_on == MONDAY
    assert len(desk.history()) == steps + 1
    assert desk.history(1) == [f"Flyttet {SMU_1} til 28.09.2026"]
    assert "28. sep" in shown_on_meetings(desk, meeting_id)

    # closed and started again it is there still, and can still be taken back
    desk.begin_again()
    assert desk.detail(meeting_id).row.held_on == MONDAY
    desk.page.show_part("list")
    desk.settle()
    assert desk.line(SMU_1).days == "man. 28. sep."
    desk.press("Ctrl+Z")
    assert (desk.stored(SMU_1).first, desk.detail(meeting_id).row.held_on) == (FRIDAY, FRIDAY)
    assert desk.line(SMU_1).days == "fre. 2. okt."
    assert "2. okt" in shown_on_meetings(desk, meeting_id)
    desk.begin_again()
    assert desk.detail(meeting_id).row.held_on == FRIDAY


def test_dropped_in_the_break_it_lands_on_the_next_school_day_and_says_so(desk: WheelDesk) -> None:
    meeting_id = planned(desk)
    desk.page.show_part("wheel")
    desk.settle()
    said = desk.drag(desk.wheel_school.key("M01"), 5)  # Wednesday of the autumn break
    assert "12. okt" in said
    assert "Høstferie" in said
    assert desk.stored(SMU_1).first == AFTER_THE_BREAK
    assert desk.detail(meeting_id).row.held_on == AFTER_THE_BREAK
    desk.press("Ctrl+Z")
    assert desk.detail(meeting_id).row.held_on == FRIDAY


def test_moved_by_keys_alone_in_the_wheel_of_a_month(desk: WheelDesk) -> None:
    meeting_id = planned(desk)
    key = desk.wheel_school.key("M01")
    at = [entry.id for entry in desk.window.entries].index("yearwheel") + 1
    desk.press(f"Ctrl+{at}", "Alt+H", "Home")
    view = desk.view
    assert desk.focused is view
    for _ in range(30):
        if desk.page.chosen.key == key:
            break
        desk.press("Right")
    assert view.accessibleDescription() == f"{SMU_1}, fre. 2. okt. 2026, SMU, Planlagt"
    desk.press("+", "+")
    assert desk.picture.period.scale == MONTH
    assert desk.picture.said.text() == "Oktober 2026"
    desk.press("Ctrl+Right")
    assert desk.detail(meeting_id).row.held_on == AFTER_THE_BREAK  # the next school day, over the break
    assert view.accessibleDescription() == f"{SMU_1}, man. 12. okt. 2026, SMU, Planlagt"
    desk.press("Ctrl+Left", "Ctrl+Left", "Ctrl+Left", "Ctrl+Left")
    assert desk.detail(meeting_id).row.held_on == TUESDAY
    assert desk.picture.said.text() == "September 2026", "the picture goes along to where it is"
    for _ in range(5):
        desk.press("Ctrl+Z")
    assert desk.picture.said.text() == "Oktober 2026"
    assert view.accessibleDescription() == f"{SMU_1}, fre. 2. okt. 2026, SMU, Planlagt"
    assert desk.detail(meeting_id).row.held_on == FRIDAY
    assert desk.focused is view
    desk.begin_again()
    assert desk.stored(SMU_1).first == FRIDAY
    assert not desk.stored(SMU_1).is_moved


def test_a_meeting_that_was_held_is_not_moved(desk: WheelDesk) -> None:
    from app.meetings.sitting import begin, end

    meeting_id = planned(desk)
    desk.it_is(2026, 10, 5, 9, 0)
    did(desk.store, begin, meeting_id, time(18))
    did(desk.store, end, meeting_id, time(19))
    desk.page.show_part("wheel")
    desk.settle()
    key = desk.wheel_school.key("M01")
    desk.page.chosen.choose(key)
    desk.press("Ctrl+Left")
    assert desk.notices, "it is told why not"
    assert desk.detail(meeting_id).row.held_on == FRIDAY
    assert desk.stored(SMU_1).first == FRIDAY
