"""What does somebody do at the page of the yearly wheel: type, press keys and buttons, look at what stands there?"""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.contacts.disclosure import AUDIENCE_NAMES
from app.handing_out import note_export, paper_language, write_paper
from app.shell.form import LineField
from app.shell.paper_desk import PaperDesk
from app.shell.print_preview import PrintPreview
from app.yearwheel.listing.list_part import ListPart
from app.yearwheel.listing.months_part import MonthsPart
from app.yearwheel.page import YearWheelPage
from app.yearwheel.queries import wheel
from app.yearwheel.rows import OccurrenceRow
from db.history import steps
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.office import Office

ENTER, SPACE, ESC = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape
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
        self.page = cast(YearWheelPage, self.window.show_page("yearwheel"))
        self.settle()

    def settle(self) -> None:
        """Let what was begun come to its end: the list is read, and what is beside it."""
        for _ in range(3):
            self.qtbot.wait(1)
            QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.page._quiet.isActive())
        QApplication.processEvents()

    # -- what is there

    @property
    def part(self) -> ListPart:
        return self.page.list_part

    @property
    def months(self) -> MonthsPart:
        return cast(MonthsPart, self.page._made("months"))

    @property
    def pane(self) -> Any:
        return self.page.pane

    def rows(self, *columns: str) -> list[tuple[str, ...]]:
        """What stands in some columns of the list."""
        return [tuple(str(getattr(row, name)) for name in columns) for row in self.part.list.table.rows.rows]

    def stored(self, title: str, number: int = 1) -> OccurrenceRow:
        """One occurrence as it is stored."""
        found = self.store.read(lambda session: wheel(session, YEAR, TODAY))
        return next(row for row in found.occurrences if row.title == title and row.number == number)

    def words(self, root: QWidget | None = None) -> str:
        """Every text beside the views."""
        return self.office.words(root or self.page.pane)

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
        """Type where the focus is."""
        for letter in text:
            self.qtbot.keyClicks(self.focused, letter)
        self.settle()

    def choose(self, title: str, number: int = 1) -> None:
        """Choose a line of the list with the mouse: the focus is there then."""
        table = self.part.list.table
        row = next(one for one in table.rows.rows if one.title == title and one.row.number == number)
        table.setFocus()
        assert table.show_id(row.id)
        self.settle()

    def go_to(self, column: str) -> None:
        """Go to a cell of the current line."""
        table = self.part.list.table
        at = next(at for at, one in enumerate(table.rows.columns) if one.key == column)
        table.setFocus()
        table.setCurrentIndex(table.rows.index(table.currentIndex().row(), at))

    def replace(self, text: str) -> None:
        """Replace what stands in the line that has the focus, and press Enter."""
        line = self.focused
        assert isinstance(line, QLineEdit), line
        line.selectAll()
        self.qtbot.keyClicks(line, text) if text else line.clear()
        self.press(ENTER)

    def write(self, name: str, text: str) -> None:
        """Replace what stands in a field beside the views, and leave it with Enter."""
        control = cast(LineField, self.page.pane.form.fields[name].control)
        control.setFocus()
        self.replace(text)

    def close(self) -> None:
        """Close the window, whatever stands unsaved in a field."""
        for one in self.window.findChildren(QDialog):
            one.hide()
        self.window.close_panel()
        self.page.list_part.writer.cancel()
        if self.page._pane is not None:
            self.page._pane.row = None
        self.context.detach()
        self.window.close()
