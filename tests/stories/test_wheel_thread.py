"""A topic of SMU goes all the way: planned, a meeting, called, held, minutes out, approved at the next: done by itself.

At every stop the list and the picture say the same of it, and the meeting is made with two presses: M and Enter.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.yearwheel.commands import add_entry
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting
from tests.stories.conftest import Open
from tests.stories.wheel_desk import WheelDesk

TITLE = "SMU 2: plan, forebygging og fysisk miljø"
CASES = (
    "Plan for et trygt og godt skolemiljø, og forebygging",
    "Foreløpige tall om trivsel",
    "Fysisk miljø og inneklima",
)
"""What the template has for that topic."""
WEEK_46 = date(2026, 11, 12)
NEXT = date(2026, 12, 10)
APPROVAL = "Godkjenning av referat fra SMU 12.11.2026"


class Smu(WheelDesk):
    """The small wheel, with SMU 2 on the Thursday of week 46."""

    def school_at(self, path: Path) -> MeetingSchool:
        from tests.factories import opened

        school = super().school_at(path)
        with opened(path) as store:
            self.put_in(store)
        return school

    def put_in(self, store: Store) -> None:
        """Put SMU 2 in."""
        with store.change("Added SMU 2") as session:
            ring = self.wheel_school.rings["smu"]
            add_entry(session, YEAR, ring_id=ring, title=TITLE, rule="UKE(46,TORSDAG)", code="M02", topic="M02")

    def says(self, status: str) -> None:
        """Look in the list and at the picture: both say its status, and that is what is stored."""
        self.window.close_panel()
        self.page.show_part("list")
        self.settle()
        line = self.line(TITLE)
        assert line.status == status
        self.page.chosen.choose(line.key)
        self.settle()
        assert f"{status}" in self.words(self.beside.head)
        self.page.show_part("wheel")
        self.settle()
        days = "tor. 12. nov. 2026"
        assert self.view.accessibleDescription() == f"{TITLE}, {days}, SMU, {status}"
        self.page.show_part("list")
        self.settle()


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> Smu:
    clock.set(datetime(2026, 10, 26, 9, 0))
    return Smu(qtbot, start, school_file, clock)


def test_from_the_topic_to_done_without_saying_so(desk: Smu) -> None:
    desk.says("Planlagt")

    # two presses where it is chosen in the list
    desk.choose_row(TITLE)
    before = desk.presses
    desk.press("M", "Enter")
    assert desk.presses - before == 2
    assert not desk.is_asked
    (meeting_id,) = desk.stored(TITLE).meetings
    found = desk.detail(meeting_id)
    assert (found.row.held_on, found.row.bodies) == (WEEK_46, (desk.lia.smu,))
    titles = [item.title for item in found.items]
    assert set(CASES) < set(titles)
    desk.says("Planlagt")

    # the notice goes out: the papers and the deadline are the meeting's own
    desk.choose(meeting_id)
    desk.send_notice()
    assert len(desk.detail(meeting_id).notices) == 1
    desk.says("Innkalt")

    # it is held, and each case written
    desk.it_is(2026, 11, 12, 18, 0)
    desk.choose(meeting_id)
    desk.pane.reload()
    desk.next_step("Start møtet")
    desk.press("Enter")
    for _ in titles:
        if desk.sitting.item_id is None:
            break
        desk.press("F4")
        desk.write_here("Tatt opp.")
        desk.press("Ctrl+E", "Ctrl+Down")
    ending = desk.sitting.ending
    ending.at.setFocus()
    desk.write_here("19.30")
    desk.press("Enter")
    assert desk.detail(meeting_id).row.status == "held"
    desk.says("Innkalt")

    # the minutes go out the next day
    desk.it_is(2026, 11, 13, 9, 0)
    desk.choose(meeting_id)
    desk.pane.minutes_action.trigger()
    desk.settle()
    desk.go_on_with_minutes("sent")
    desk.submit()
    assert desk.detail(meeting_id).row.status == "sent"
    desk.says("Innkalt")

    # the next meeting approves them
    second = a_meeting(desk.store, desk.lia.smu, held_on=NEXT, starts_at=time(18))
    desk.it_is(2026, 11, 24, 9, 0)
    desk.choose(second)
    desk.take_proposals()
    desk.send_notice()
    desk.it_is(2026, 12, 10, 18, 0)
    desk.says("Innkalt")  # its day went by, but it is not overdue: it waits for its minutes
    desk.choose(second)
    desk.pane.reload()
    desk.next_step("Start møtet")
    desk.press("Enter")
    approval = desk.case(second, APPROVAL)
    while desk.sitting.item_id != approval.id:
        desk.press("Ctrl+Down")
    desk.press("F4")
    desk.write_here("Referatet er godkjent.")
    desk.press("Ctrl+E")
    desk.window.close_panel()
    desk.choose(meeting_id)
    desk.pane.minutes_action.trigger()
    desk.settle()
    desk.go_on_with_minutes("approved")
    desk.submit()
    assert desk.detail(meeting_id).is_locked

    # nobody said it in the wheel
    desk.says("Ferdig")
    assert desk.stored(TITLE).done_on is None
    desk.begin_again()
    desk.says("Ferdig")


def test_what_is_done_by_hand_has_a_day_and_a_note_and_what_is_late_says_so(desk: Smu) -> None:
    late = "Første SU-møte"  # 2 October, and today is 26 October
    assert desk.page.isVisible()
    assert desk.line(late).status == "Over fristen"
    desk.choose_row(late)
    desk.press("D")
    dialog = desk.asked()
    assert dialog.day.text() == "26.10.2026"
    desk.replace("05.10.2026")
    desk.tab_to(dialog.note)
    desk.write_here("Holdt på telefon")
    desk.press("Enter")
    assert not desk.is_asked
    row = desk.stored(late)
    assert (row.status, row.done_on, row.done_note) == ("done", date(2026, 10, 5), "Holdt på telefon")
    assert "Holdt på telefon" in desk.words(desk.beside)
    desk.choose_row("Utviklingssamtaler")
    desk.press("Del")
    assert desk.line("Utviklingssamtaler").status == desk.context.tr("Dropped")
    desk.press("Ctrl+Z", "Ctrl+Z")
    assert desk.stored(late).done_on is None
    assert desk.stored("Utviklingssamtaler").status == "overdue"
