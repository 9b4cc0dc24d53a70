"""What does the secretary do at the screen of a meeting: press keys, type, look at what stands there?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.meetings.minuting.sitting_panel import SittingPanel
from app.meetings.rows import AttendanceRow, ItemRow, MeetingDetail
from db.store import Store
from tests.meetings.factories import MeetingSchool, detail
from tests.office import Office

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Home": Qt.Key.Key_Home,
    **{f"F{at}": Qt.Key(Qt.Key.Key_F1 + at - 1) for at in range(1, 13)},
}


@dataclass(frozen=True)
class Evening:
    """A meeting of SU and SMU with its cases."""

    store: Store
    school: MeetingSchool
    meeting: int
    cases: tuple[int, int, int]

    @property
    def detail(self) -> MeetingDetail:
        return detail(self.store, self.meeting)

    def case(self, at: int) -> ItemRow:
        return self.detail.item(self.cases[at])

    def row(self, name: str) -> AttendanceRow:
        return next(row for row in self.detail.attendance if row.name == name)


class Sitting:
    """The panel in the window, worked with keys alone."""

    def __init__(self, office: Office, evening: Evening) -> None:
        self.office, self.evening = office, evening
        self.panel = SittingPanel(office.context, evening.meeting)
        office.context.show_panel(self.panel)
        self.settle()

    def settle(self) -> None:
        """Wait until what was changed has been read."""
        self.office.qtbot.wait(1)
        QApplication.processEvents()
        self.office.qtbot.waitUntil(lambda: not self.panel._due.isActive())

    def press(self, *keys: str) -> None:
        """Press keys where the focus is: letters, or F3, Enter, Ctrl+Down …"""
        for key in keys:
            *held, name = key.split("+")
            modifier = Qt.KeyboardModifier.ControlModifier if "Ctrl" in held else Qt.KeyboardModifier.NoModifier
            target = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert target is not None, key
            if name in KEYS:
                QTest.keyClick(target, KEYS[name], modifier)
            else:
                QTest.keyClicks(target, name, modifier)
            self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)
        QApplication.processEvents()

    def go_to(self, name: str) -> None:
        """Go down the list one is in until the row of ``name``."""
        for _ in range(40):
            focused = QApplication.focusWidget()
            assert focused is not None
            current = focused.currentItem().text() if hasattr(focused, "currentItem") else ""
            if current.startswith(name):
                return
            self.press("Down")
        raise AssertionError(name)

    @property
    def focused(self) -> QWidget | None:
        return QApplication.focusWidget()

    @property
    def menu(self) -> list[str]:
        """The lines of the menu that is open."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        return [action.text().replace("&", "") for action in popup.actions()]
