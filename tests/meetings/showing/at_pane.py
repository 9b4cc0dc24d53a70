"""What does somebody do at one meeting, and what stands there?"""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.contacts.disclosure import AUDIENCE_NAMES
from app.core.i18n import translator
from app.core.settings import Settings
from app.handing_out import note_export, paper_language, write_paper
from app.meetings.rows import ItemRow, MeetingDetail
from app.meetings.showing.agenda_model import HEADS
from app.meetings.showing.pane import MeetingPane
from app.shell.context import Context
from app.shell.form import ChoiceField, Form, LineField
from app.shell.notices import Notice
from app.shell.paper_desk import PaperDesk
from db.history import steps
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import detail


class AtPane:
    """The pane in a window of its own, and what a person at the keyboard does there."""

    def __init__(self, qtbot: QtBot, store: Store, meeting_id: int | None = None, language: str = "nb") -> None:
        self.qtbot, self.store = qtbot, store
        self.context = Context(Settings.load(None), translator(language))
        self.context.offer_years([YEAR], YEAR)
        self.notices: list[Notice] = []
        self.panels: list[QWidget] = []
        self.context.noticed.connect(self.notices.append)
        self.context.panel_wanted.connect(self.panels.append)
        self.context.paper_desk = PaperDesk(
            AUDIENCE_NAMES, partial(paper_language, store), partial(note_export, store), write_paper
        )
        self.context.attach(store)
        self.pane = MeetingPane(self.context)
        self.context.changed.connect(lambda _tables: self.pane.reload())
        self.window = QMainWindow()
        self.window.setCentralWidget(self.pane)
        self.window.resize(860, 620)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        if meeting_id is not None:
            self.pane.show_meeting(meeting_id)
        self.settle()

    def settle(self) -> None:
        """Let what was begun come to its end."""
        for _ in range(3):
            self.qtbot.wait(1)
            QApplication.processEvents()

    # -- what is there

    @property
    def detail(self) -> MeetingDetail:
        assert self.pane.meeting_id is not None
        return detail(self.store, self.pane.meeting_id)

    @property
    def titles(self) -> list[str]:
        """The titles on the agenda, as they are stored."""
        return [item.title for item in self.detail.items]

    @property
    def shown(self) -> list[str]:
        """The titles in the list; the line of a new case is empty."""
        lines = self.pane.agenda.table.agenda.lines
        return [line.title if line is not None else "" for line in lines]

    def item(self, title: str) -> ItemRow:
        return next(item for item in self.detail.items if item.title == title)

    def cell(self, title: str, head: str) -> str:
        """What stands in a column (its msgid) of a case."""
        model = self.pane.agenda.table.agenda
        return model.words(self.item(title), HEADS.index(head))

    @property
    def said(self) -> str:
        """The newest step, in the window's language."""
        step = self.store.read(lambda session: steps(session, limit=1))[0]
        return self.context.say_step(step)

    def dialog(self) -> Any:
        """The dialog that is open."""
        shown = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        assert len(shown) == 1, [one.windowTitle() for one in shown]
        return shown[0]

    # -- what is done

    @property
    def focused(self) -> QWidget:
        widget = self.window.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self.focused, key, keys)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.qtbot.keyClicks(self.focused, text)
        self.settle()

    def go_to(self, title: str) -> None:
        """Be on a case in the list."""
        self.pane.agenda.table.setFocus()
        self.pane.agenda.table.go_to(self.item(title).id)
        self.settle()

    def edit(self, title: str, head: str) -> QLineEdit:
        """Begin to write in a cell."""
        table = self.pane.agenda.table
        self.go_to(title)
        index = table.agenda.index(table.currentIndex().row(), HEADS.index(head))
        table.setCurrentIndex(index)
        table.edit(index)
        self.settle()
        return cast(QLineEdit, self.focused)

    def write(self, form: Form, name: str, text: str) -> None:
        """Replace what stands in a line and leave it with Enter."""
        control = cast(LineField, form.fields[name].control)
        control.setFocus()
        control.selectAll()
        if text:
            self.qtbot.keyClicks(control, text)
        else:
            control.clear()
        self.qtbot.keyClick(control, Qt.Key.Key_Return)
        self.settle()

    def pick(self, form: Form, name: str, words: str) -> None:
        """Choose among the words of a field, as with the mouse."""
        control = cast(ChoiceField, form.fields[name].control)
        at = control.findText(words, Qt.MatchFlag.MatchStartsWith)
        assert at >= 0, [control.itemText(place) for place in range(control.count())]
        control.setCurrentIndex(at)
        control.activated.emit(at)
        self.settle()

    def close(self) -> None:
        """Close the window, whatever stands unsaved in a field."""
        self.pane.agenda.case.show_item(None, None, may_write=False)
        self.pane.meeting_id = None
        self.pane.reload()
        self.context.detach()
        self.window.close()
