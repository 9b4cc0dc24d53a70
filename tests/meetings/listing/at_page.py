"""What does somebody do at the page of meetings: type, press keys and buttons, look at what stands there?"""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.contacts.disclosure import AUDIENCE_NAMES
from app.handing_out import note_export, paper_language, write_paper
from app.meetings.page import MeetingsPage
from app.meetings.queries import meetings_in
from app.meetings.rows import MeetingRow
from app.shell.form import Form, LineField
from app.shell.paper_desk import PaperDesk
from app.shell.print_preview import PrintPreview
from db.history import steps
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import known
from tests.office import Office

ENTER, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class AtPage:
    """The page in the real window, and what a person at the keyboard does there."""

    def __init__(self, qtbot: QtBot, store: Store, language: str = "nb") -> None:
        self.qtbot, self.store = qtbot, store
        self.office = Office(qtbot, store, language)
        self.context, self.window = self.office.context, self.office.window
        self.context.paper_desk = PaperDesk(
            AUDIENCE_NAMES, partial(paper_language, store), partial(note_export, store), write_paper
        )
        self.page = cast(MeetingsPage, self.window.show_page("meetings"))
        self.settle()

    def settle(self) -> None:
        """Let what was begun come to its end: the list is read, and what is beside it."""
        for _ in range(3):
            self.qtbot.wait(1)
            QApplication.processEvents()
        parts = self.page._parts.values()
        self.qtbot.waitUntil(lambda: not any(part._quiet.isActive() for part in parts if hasattr(part, "_quiet")))
        QApplication.processEvents()

    # -- what is there

    @property
    def meetings(self) -> tuple[MeetingRow, ...]:
        """The meetings of the year, as they are stored."""
        return known(self.store, meetings_in, YEAR)

    def rows(self, *columns: str) -> list[tuple[str, ...]]:
        """What stands in some columns of the list that is shown."""
        part = cast(Any, self.page.part)
        return [tuple(str(getattr(row, name)) for name in columns) for row in part.list.table.rows.rows]

    @property
    def said(self) -> str:
        """The newest step, in the window's language."""
        return self.context.say_step(self.store.read(lambda session: steps(session, limit=1))[0])

    @property
    def told(self) -> str:
        """The newest notice."""
        return self.office.notices[-1].text

    def dialog(self) -> Any:
        """The dialog that is open."""
        shown = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        assert len(shown) == 1, [one.windowTitle() for one in shown]
        return shown[0]

    @property
    def preview(self) -> PrintPreview:
        """The preview that is open, once its paper is made."""
        shown = self.window.panel
        assert isinstance(shown, PrintPreview)
        self.qtbot.waitUntil(lambda: shown.paper is not None)
        return shown

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
        """Type where the focus is, which the first key may move."""
        for letter in text:
            self.qtbot.keyClicks(self.focused, letter)
        self.settle()

    def fill(self, line: QLineEdit, text: str) -> None:
        """Replace what stands in a line of a dialog."""
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text) if text else line.clear()

    def write(self, form: Form, name: str, text: str) -> None:
        """Replace what stands in a field and leave it with Enter."""
        control = cast(LineField, form.fields[name].control)
        self.fill(control, text)
        self.qtbot.keyClick(control, ENTER)
        self.settle()

    def choose(self, part: str) -> None:
        """Go to a tab."""
        self.page.show_part(part)
        self.settle()

    def close(self) -> None:
        """Close the window, whatever stands unsaved in a field."""
        for one in self.window.findChildren(QDialog):
            one.hide()
        self.window.close_panel()
        self.page.meetings.pane.meeting_id = None
        self.context.detach()
        self.window.close()
