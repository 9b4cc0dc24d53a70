"""What does the secretary do with files that come in and papers that go out?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from app.shell.importing.wizard import ImportWizard
from app.shell.print_preview import Paper, PrintPreview
from tests.stories.desk import Desk


class Secretary(Desk):
    """At the desk, with rosters to read in and papers to look at and save."""

    def look_at_file(self, path: Path) -> ImportWizard:
        """Let a file be read, and look at what it would change."""
        self.contacts.import_people()
        wizard = self.window.panel
        assert isinstance(wizard, ImportWizard)
        return self.through(wizard, path)

    def through(self, wizard: ImportWizard, path: Path) -> ImportWizard:
        """Give the wizard that is open a file, and look at what it would change."""
        wizard.take(path)
        self.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
        self.qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: wizard.preview is not None)
        return wizard

    def let_in(self, wizard: ImportWizard) -> None:
        """Press Import, and close what says what landed."""
        assert wizard.accept_button.isEnabled()
        self.qtbot.mouseClick(wizard.accept_button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: wizard.outcome is not None)
        self.qtbot.mouseClick(wizard.done_face.done_button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: self.window.panel is None and not self.context.tasks.running)

    def preview(self, report: str, **answers: str) -> PrintPreview:
        """Open the preview of a paper of what is shown or chosen, and answer what the paper asks for."""
        self.contacts.print_paper(report)
        panel = self.window.panel
        assert isinstance(panel, PrintPreview), [notice.text for notice in self.notices[-1:]]
        for name, text in answers.items():
            control = panel.side.choices.controls[name]
            control.setFocus()
            for at, line in enumerate(text.split("\n")):
                if at:
                    self.qtbot.keyClick(control, Qt.Key.Key_Return)
                self.qtbot.keyClicks(control, line)
        self.made(panel)
        return panel

    def made(self, panel: PrintPreview) -> Paper:
        """Wait for the paper that was asked for last."""
        self.qtbot.waitUntil(lambda: not self.context.tasks.running and panel._ready)
        assert panel.paper is not None
        return panel.paper

    def read_paper(self, report: str, **answers: str) -> str:
        """Look at a paper of what is shown or chosen, and close it: its words, as they stand on the pages."""
        panel = self.preview(report, **answers)
        assert panel.paper is not None
        text = text_of(panel.paper.pdf)
        self.window.close_panel()
        return text

    def save_paper(self, report: str, path: Path) -> None:
        """Save a paper of what is shown or chosen."""
        panel = self.preview(report)
        panel.save_as(path)
        self.qtbot.waitUntil(lambda: path.exists() and not self.context.tasks.running)
        self.window.close_panel()


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF with one blank between them, a line for each page that something stands on."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        pages = (" ".join(page.get_textpage().get_text_range().split()) for page in document)
        return "\n".join(page for page in pages if page)
