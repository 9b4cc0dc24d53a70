"""What does one see and do at the program as it is started: find, command, undo, begin again?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.contacts.register.panel import RegisterPanel
from app.startup import Program
from db.history import StepRow, steps
from tests.office import Office
from tests.stories.conftest import close, modal


class Desk(Office):
    """The real window on a real file, which can be closed and opened again."""

    def __init__(self, qtbot: QtBot, start: Callable[[], Program]) -> None:
        self.qtbot = qtbot
        self._start = start
        self.begin()

    def begin(self) -> None:
        """Start the program."""
        self.program = self._start()
        self.context, self.window = self.program.context, self.program.window
        assert self.context.store is not None
        self.store = self.context.store
        self.notices = []
        self.context.noticed.connect(self.notices.append)
        self.arrive()

    def arrive(self) -> None:
        """Wait until the work can begin."""
        self.qtbot.waitUntil(lambda: self.contacts.list.counted.text() != "" and not self.context.tasks.running)

    def begin_again(self) -> None:
        """Close the program as with the cross, and start it once more."""
        close(self.program)
        assert not self.window.isVisible()
        self.begin()

    # -- what the window says

    @property
    def due(self) -> str:
        """What stands beside Contacts at the left."""
        return self.window.side_bar.buttons["contacts"].accessibleDescription()

    @property
    def newest(self) -> StepRow:
        """The newest step in the history."""
        return self.store.read(lambda session: steps(session, limit=1))[0]

    def history(self, number: int = 200) -> list[str]:
        """The newest steps as the history page says them, the newest first."""
        return [self.context.say_step(step) for step in self.store.read(lambda session: steps(session, limit=number))]

    def kinds(self, number: int = 200) -> list[str]:
        """The kinds of the newest steps, the newest first."""
        return [step.kind for step in self.store.read(lambda session: steps(session, limit=number))]

    @property
    def clipboard(self) -> str:
        """What would be pasted."""
        return QApplication.clipboard().text()

    # -- what is done

    def find(self, text: str) -> None:
        """Type in the filter and go down to the first row."""
        self.type(text)
        self.qtbot.keyClick(self.contacts.list.filter_box, Qt.Key.Key_Down)
        self.settle()

    def command(self, text: str) -> None:
        """Ctrl+K, some letters, Enter."""
        self.window.open_palette(text)
        self.qtbot.keyClick(self.window._palette.box, Qt.Key.Key_Return)
        self.window.activateWindow()  # offscreen nobody does when the palette closes
        self.qtbot.waitUntil(lambda: self.window.isActiveWindow() or modal() is not None)

    def asked(self) -> Any:
        """The dialog that asks something, once it is there."""
        self.qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in self.window.findChildren(QDialog)))
        return self.dialog()

    def undo(self) -> None:
        """Take back what the undo button names."""
        self._move(self.window.undo_action.trigger)

    def redo(self) -> None:
        """Do again what the redo button names."""
        self._move(self.window.redo_action.trigger)

    def register(self) -> RegisterPanel:
        """Open what must be entered in the school's register."""
        self.command("å føre i fagsystemet")
        self.qtbot.waitUntil(lambda: isinstance(self.window.panel, RegisterPanel))
        panel = self.window.panel
        assert isinstance(panel, RegisterPanel)
        return panel

    def _move(self, press: Callable[[], object]) -> None:
        before = self.newest.id
        press()
        self.qtbot.waitUntil(lambda: self.newest.id > before and not self.context.tasks.running)
        self.settle()
