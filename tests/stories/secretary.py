"""What does the secretary do at the program as it is started: find, print, read in, undo?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.contacts.register_panel import RegisterPanel
from app.shell.import_wizard import ImportWizard
from app.shell.print_preview import Paper, PrintPreview
from app.startup import Program
from db.history import StepRow, steps
from tests.office import Office
from tests.stories.conftest import close, modal


class Secretary(Office):
    """At the real window on a real file, with what is undone, printed and read in."""

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
        self.qtbot.waitUntil(lambda: self.contacts.list.counted.text() != "")

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

    # -- files and papers

    def look_at_file(self, path: Path) -> ImportWizard:
        """Let a file be read, and look at what it would change."""
        self.contacts.import_people()
        wizard = self.window.panel
        assert isinstance(wizard, ImportWizard)
        wizard.take(path)
        self.qtbot.waitUntil(lambda: wizard.preview is not None, timeout=20_000)
        return wizard

    def let_in(self, wizard: ImportWizard) -> None:
        """Press Import."""
        assert wizard.accept_button.isEnabled()
        self.qtbot.mouseClick(wizard.accept_button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: self.window.panel is None and not self.context.tasks.running, timeout=20_000)

    def preview(self, report: str) -> PrintPreview:
        """Open the preview of a paper of what is shown or chosen."""
        self.contacts.print_paper(report)
        panel = self.window.panel
        assert isinstance(panel, PrintPreview), [notice.text for notice in self.notices[-1:]]
        self.made(panel)
        return panel

    def made(self, panel: PrintPreview) -> Paper:
        """Wait for the paper that was asked for last."""
        self.qtbot.waitUntil(lambda: not self.context.tasks.running and panel._ready, timeout=20_000)
        assert panel.paper is not None
        return panel.paper

    def read_paper(self, report: str) -> str:
        """Look at a paper of what is shown or chosen, and close it: its words, as they stand on the pages."""
        panel = self.preview(report)
        assert panel.paper is not None
        text = text_of(panel.paper.pdf)
        self.window.close_panel()
        return text

    def save_paper(self, report: str, path: Path) -> None:
        """Save a paper of what is shown or chosen."""
        panel = self.preview(report)
        panel.save_as(path)
        self.qtbot.waitUntil(lambda: path.exists() and not self.context.tasks.running, timeout=20_000)
        self.window.close_panel()

    def _move(self, press: Callable[[], object]) -> None:
        before = self.newest.id
        press()
        self.qtbot.waitUntil(lambda: self.newest.id > before and not self.context.tasks.running, timeout=20_000)
        self.settle()


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, page by page, with one blank between them."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
