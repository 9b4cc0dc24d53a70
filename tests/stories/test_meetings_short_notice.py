"""The notice goes out nine days before the meeting: it is said at once, and it stands in the minutes by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.shell.print_preview import PrintPreview
from tests.conftest import Clock
from tests.meetings.factories import a_meeting
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk
from tests.stories.secretary import text_of

SHORT = "Innkallingen ble sendt 03.11.2026, 9 dager før møtet. Regelen er 14 dager."
"""From 3 to 12 November is nine days; SMU of the small school asks for a fortnight."""


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    return MeetingDesk(qtbot, start, school_file, clock)


def held(desk: MeetingDesk, day: date, sent: date) -> str:
    """Plan, call and hold a meeting with what is proposed; returns its minutes, as the members get them."""
    meeting_id = a_meeting(desk.store, desk.lia.smu, held_on=day)
    desk.it_is(sent.year, sent.month, sent.day, 14, 0)
    desk.choose(meeting_id)
    desk.take_proposals()
    desk.send_notice()
    assert desk.pane.header.remark.text == (SHORT if (day - sent).days == 9 else "")
    desk.it_is(day.year, day.month, day.day, 18, 0)
    desk.pane.reload()
    desk.next_step("Start møtet")
    desk.press("Enter", "F4")
    desk.write_here("Innkallingen er godkjent.")
    desk.window.close_panel()
    desk.pane.show_paper("minutes")
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    text = text_of(desk.made(preview).pdf)
    desk.window.close_panel()
    return text


def test_nine_days_are_said_in_the_minutes_and_a_fortnight_is_not(desk: MeetingDesk) -> None:
    late = held(desk, date(2026, 11, 12), date(2026, 11, 3))
    assert SHORT in late
    assert late.index("Møtet var vedtaksdyktig.") < late.index(SHORT) < late.index("Innkallingen er godkjent.")
    in_time = held(desk, date(2026, 12, 10), date(2026, 11, 26))
    assert "Innkallingen er godkjent." in in_time
    assert "Regelen er" not in in_time


def test_a_day_that_was_typed_wrong_is_taken_back_with_the_remark(desk: MeetingDesk) -> None:
    meeting_id = a_meeting(desk.store, desk.lia.smu)
    desk.it_is(2026, 11, 3, 14, 0)
    desk.choose(meeting_id)
    desk.take_proposals()
    desk.send_notice()
    assert desk.pane.header.remark.text == SHORT
    desk.undo()
    assert desk.pane.header.remark.text == ""
    desk.next_step("Send innkalling …")
    desk.sending.day.setFocus()
    desk.sending.day.selectAll()
    desk.write_here("29.10.2026")  # twelve in November and two in October: fourteen days
    desk.click(desk.sending.note_button)
    assert desk.detail(meeting_id).notices[0].sent_on == date(2026, 10, 29)
    assert desk.pane.header.remark.text == ""
