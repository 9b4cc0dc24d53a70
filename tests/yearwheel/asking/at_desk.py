"""What does somebody do at a dialog of the yearly wheel: type, press keys, look at what stands there?"""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.core.i18n import translator
from app.core.settings import Settings
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.notices import Notice
from app.yearwheel.queries import wheel
from app.yearwheel.rows import OccurrenceRow, Wheel
from db.history import steps
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import known

D = TypeVar("D", bound=Dialog)
ENTER, SPACE, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Tab
PLAIN = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


class AtDesk:
    """A window with the school open, and one dialog at a time."""

    def __init__(self, qtbot: QtBot, store: Store, language: str = "nb") -> None:
        self.qtbot, self.store = qtbot, store
        self.context = Context(Settings.load(None), translator(language))
        self.notices: list[Notice] = []
        self.panels: list[QWidget] = []
        self.context.noticed.connect(self.notices.append)
        self.context.panel_wanted.connect(self.panels.append)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.context.offer_years([YEAR, YEAR + 1], YEAR)
        self.context.attach(store)

    @property
    def wheel(self) -> Wheel:
        """The wheel of the year as it stands."""
        return known(self.store, wheel, YEAR, TODAY)

    def occurrence(self, code: str, number: int = 1) -> OccurrenceRow:
        """One time an entry comes up."""
        found = (one for one in self.wheel.occurrences if one.entry is not None and one.entry.code == code)
        return next(one for one in found if one.number == number)

    @property
    def said(self) -> str:
        """The newest step, in the window's language."""
        return self.context.say_step(self.store.read(lambda session: steps(session, limit=1))[0])

    def open(self, dialog: D) -> D:
        """Show a dialog."""
        dialog.open()
        self.qtbot.waitExposed(dialog)
        dialog.activateWindow()
        self.settle()
        return dialog

    def press(self, dialog: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the focus of a dialog is."""
        self.qtbot.keyClick(dialog.focusWidget() or dialog, key, keys)
        self.settle()

    def fill(self, line: QLineEdit, text: str) -> None:
        """Replace what stands in a line."""
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text) if text else line.clear()
        self.settle()

    def settle(self) -> None:
        """Let what was begun come to its end."""
        for _ in range(3):
            self.qtbot.wait(1)
            QApplication.processEvents()

    def close(self) -> None:
        """Put everything away."""
        for one in self.window.findChildren(Dialog):
            one.hide()
        self.context.detach()
        self.window.close()


def is_open(dialog: QWidget) -> bool:
    """Say whether a dialog is still there to be answered."""
    return isValid(dialog) and dialog.isVisible()


def words(widget: QWidget) -> list[str]:
    """Every text that is seen in a widget."""
    parts: list[Any] = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return [part.text() for part in parts if part.isVisibleTo(widget) and part.text()]


def mnemonics(dialog: QWidget) -> list[str]:
    """The Alt keys that are seen in a dialog, each as often as it stands there."""
    said = [text.replace("&&", "") for text in words(dialog)]
    return [text[text.index("&") + 1].casefold() for text in said if "&" in text[:-1]]
