"""What does the principal or the secretary do with meetings, from the program's start: choose, press keys, read?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.meetings.minuting.minutes_box import MinutesPanel
from app.meetings.minuting.sitting_panel import SittingPanel
from app.meetings.page import MeetingsPage
from app.meetings.rows import ItemRow, MeetingDetail
from app.meetings.showing.pane import MeetingPane
from app.meetings.showing.propose_dialog import ProposeDialog
from app.meetings.showing.send_panel import SendPanel
from app.shell.today_page import TodayPage
from app.startup import Program
from db.store import Store
from tests.conftest import Clock
from tests.factories import opened
from tests.meetings.factories import MeetingSchool, detail, school_file
from tests.stories.secretary import Secretary

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up,
    "Home": Qt.Key.Key_Home,
    **{f"F{at}": Qt.Key(Qt.Key.Key_F1 + at - 1) for at in range(1, 13)},
}


class MeetingDesk(Secretary):
    """The program on the small school of ``tests/meetings/factories.py``; presses of keys and the mouse are counted."""

    def __init__(
        self,
        qtbot: QtBot,
        start: Callable[[], Program],
        path: Path,
        clock: Clock,
        given: Callable[[Store, MeetingSchool], object] | None = None,
    ) -> None:
        self.lia = self.school_at(path)
        self.clock = clock
        if given is not None:
            with opened(path) as store:
                given(store, self.lia)
        self.presses = 0
        super().__init__(qtbot, start)

    def school_at(self, path: Path) -> MeetingSchool:
        """Put the school at a path before the program is started; returns who is who."""
        return school_file(path)

    def arrive(self) -> None:
        """Wait until what waits today is shown."""
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, TodayPage) and self.today._read_on is not None)
        self.settle()

    def settle(self) -> None:
        """Let what was begun come to its end."""
        for _ in range(3):
            self.qtbot.wait(1)
            QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.context.tasks.running)
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            self.window.activateWindow()  # offscreen nobody does when a dialog closes
            self.qtbot.waitUntil(self.window.isActiveWindow)
        panel = self.window.panel
        if isinstance(panel, SittingPanel):
            self.qtbot.waitUntil(lambda: not panel._due.isActive())

    # -- where one is

    @property
    def today(self) -> TodayPage:
        """The page of what waits, as it stands; it need not be shown."""
        return cast(TodayPage, self.window.pages["today"])

    @property
    def meetings(self) -> MeetingsPage:
        """The page of meetings, opened if another one is open."""
        return cast(MeetingsPage, self._page("meetings"))

    @property
    def pane(self) -> MeetingPane:
        """The meeting beside the list."""
        return self.meetings.meetings.pane

    @property
    def sitting(self) -> SittingPanel:
        """The screen that is written in while people talk."""
        panel = self.window.panel
        assert isinstance(panel, SittingPanel), panel
        return panel

    @property
    def sending(self) -> SendPanel:
        """What hands the notice out."""
        panel = self.window.panel
        assert isinstance(panel, SendPanel), panel
        return panel

    @property
    def minutes(self) -> MinutesPanel:
        """The way of the minutes."""
        panel = self.window.panel
        assert isinstance(panel, MinutesPanel), panel
        return panel

    @property
    def focused(self) -> QWidget:
        """Where a key would go."""
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def is_asked(self) -> bool:
        """Whether a dialog is open."""
        return any(dialog.isVisible() for dialog in self.window.findChildren(QDialog))

    def detail(self, meeting_id: int) -> MeetingDetail:
        """What is stored of a meeting."""
        return detail(self.store, meeting_id)

    def case(self, meeting_id: int, title: str) -> ItemRow:
        """What is stored of one of its cases."""
        return next(item for item in self.detail(meeting_id).items if item.title == title)

    def it_is(self, *when: int) -> None:
        """Let it be another day, or a later hour; the program is told as by its own timer."""
        self.clock.set(datetime(*when))  # type: ignore[arg-type]

    # -- what is done

    def choose(self, meeting_id: int) -> MeetingPane:
        """Open the page and choose a meeting in the list."""
        part = self.meetings.meetings
        part.show_meeting(meeting_id)
        self.settle()
        self.qtbot.waitUntil(lambda: part.pane.meeting_id == meeting_id)
        return part.pane

    def press(self, *keys: str) -> None:
        """Press keys where the focus is: letters, or F3, Enter, Ctrl+Down …"""
        for key in keys:
            *held, name = key.split("+")
            modifier = Qt.KeyboardModifier.ControlModifier if "Ctrl" in held else Qt.KeyboardModifier.NoModifier
            self.presses += 1
            if name in KEYS:
                QTest.keyClick(self.focused, KEYS[name], modifier)
            else:
                QTest.keyClicks(self.focused, name, modifier)
            self.settle()

    def click(self, widget: QWidget) -> None:
        """Press the left button of the mouse on something one sees."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        self.presses += 1
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def write_here(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self.focused, text)
        QApplication.processEvents()

    def go_down_to(self, name: str) -> None:
        """Go down the list one is in until the row that begins with ``name``."""
        for _ in range(40):
            current: Any = self.focused
            if current.currentItem().text().startswith(name):
                return
            self.press("Down")
        raise AssertionError(name)

    def next_step(self, words: str) -> None:
        """Press the one button of the meeting, which must say ``words``."""
        button = self.pane.header.next_button
        assert button.text().replace("&", "") == words
        self.click(button)

    def propose(self) -> ProposeDialog:
        """Ask what could stand on the agenda."""
        self.next_step("Foreslå saker …")
        dialog = self.asked()
        assert isinstance(dialog, ProposeDialog)
        return dialog

    def take_proposals(self) -> None:
        """Let what is ticked come onto the agenda."""
        dialog = self.propose()
        dialog.list.setFocus()
        self.press("Enter")
        assert not self.is_asked

    def send_notice(self) -> None:
        """Note the notice as sent today to everybody who has a seat."""
        self.next_step("Send innkalling …")
        self.click(self.sending.note_button)
        assert self.window.panel is None

    def submit(self) -> None:
        """Accept the dialog that is open."""
        dialog: Any = self.dialog()
        dialog.submit()
        self.settle()
        assert not self.is_asked, dialog.error.text

    def go_on_with_minutes(self, name: str) -> Any:
        """Press a button of the minutes; returns the dialog it opens."""
        self.click(self.minutes.box.buttons[name])
        return self.dialog()
