"""What does somebody do at the page of the plan: type, press keys and buttons, drag, look at what stands there?"""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.contacts.disclosure import AUDIENCE_NAMES
from app.handing_out import note_export, paper_language, write_paper
from app.plan.comparing.part import ComparingPart
from app.plan.page import PlanPage
from app.plan.queries import current_plan
from app.plan.rows import PlanDetail, SectionRow
from app.plan.writing.part import WritingPart
from app.plan.writing.point_row import PointRow
from app.shell.paper_desk import PaperDesk
from db.history import steps
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.office import Office

ENTER, ESC, TAB, BACKTAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab
BACKSPACE = Qt.Key.Key_Backspace
UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
PLAIN = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class AtPage:
    """The page in the real window, and what a person at the keyboard does there."""

    def __init__(self, qtbot: QtBot, store: Store, language: str = "nb") -> None:
        self.qtbot, self.store = qtbot, store
        self.office = Office(qtbot, store, language)
        self.context, self.window = self.office.context, self.office.window
        self.context.paper_desk = PaperDesk(
            AUDIENCE_NAMES, partial(paper_language, store), partial(note_export, store), write_paper
        )
        self.page = cast(PlanPage, self.window.show_page("plan"))
        self.settle()

    def settle(self) -> None:
        """Let what was begun come to its end."""
        for _ in range(3):
            self.qtbot.wait(1)
            QApplication.processEvents()

    # -- what is there

    @property
    def part(self) -> WritingPart:
        return self.page.writing

    @property
    def pane(self) -> Any:
        return self.part.pane

    @property
    def comparing(self) -> ComparingPart:
        return cast(ComparingPart, self.page._made("changes"))

    @property
    def stored(self) -> PlanDetail:
        """The newest version of the year, as it is stored."""
        found = self.store.read(lambda session: current_plan(session, YEAR, TODAY))
        assert found is not None
        return found

    def section(self, title: str) -> SectionRow:
        """A section as it is stored."""
        return next(one for one in self.stored.sections if one.title == title)

    def points(self, title: str, side: str = "text") -> list[str]:
        """The points of a side of a section, as they are stored."""
        return [one.text for one in self.section(title).on(side)]

    def shown(self, side: str = "text") -> list[str]:
        """The points of a side that stand on the screen, without the rooms for new ones."""
        return [row.field.text() for row in self.pane.columns[side].rows if row.point_id is not None]

    @property
    def said(self) -> str:
        """The newest step, in the window's language."""
        return self.context.say_step(self.store.read(lambda session: steps(session, limit=1))[0])

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self.store.read(lambda session: steps(session, limit=500)))

    @property
    def told(self) -> str:
        """The newest notice."""
        return self.office.notices[-1].text

    def dialog(self) -> Any:
        """The dialog that is open."""
        shown = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        assert len(shown) == 1, [one.windowTitle() for one in shown]
        return shown[0]

    # -- what is done

    @property
    def focused(self) -> QWidget:
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        widget = (dialogs[0] if dialogs else self.window).focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self.focused, key, keys)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.qtbot.keyClicks(self.focused, text)

    def choose(self, title: str) -> None:
        """Choose a section in the outline; the focus is there then."""
        outline = self.part.outline
        outline.setFocus()
        at = next(at for at in range(outline.count()) if outline.item(at).text() == title)
        outline.setCurrentRow(at)
        self.settle()

    def go_to(self, text: str, at: int | None = None) -> PointRow:
        """Put the cursor in a point of the section that is shown: at its end, or at a place."""
        rows = [row for column in self.pane.columns.values() for row in column.rows if not column.isHidden()]
        row = cast(PointRow, next(one for one in rows if one.field.text() == text))
        row.field.setFocus()
        cursor = row.field.textCursor()
        if at is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        else:
            cursor.setPosition(at)
        row.field.setTextCursor(cursor)
        self.settle()
        return row

    def go_to_room(self, side: str = "text") -> PointRow:
        """Put the cursor in the room for a new point at the end of a side."""
        row = cast(PointRow, self.pane.columns[side].tail)
        row.field.setFocus()
        self.settle()
        return row

    def leave(self) -> None:
        """Go to the outline."""
        self.part.outline.setFocus()
        self.settle()

    def close(self) -> None:
        """Close the window, whatever stands unsaved in a field."""
        for one in self.window.findChildren(QDialog):
            one.hide()
        self.window.close_panel()
        if "plan" in self.page._parts:
            self.part.detail = None
        self.context.detach()
        self.window.close()
