"""What will come into the plan of what is on the clipboard, section by section and column by column?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QStackedLayout, QTextEdit, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.plan.writing.doing import begin_with
from app.plan.writing.pasted_view import show_pasted
from app.shell import icons
from app.shell.dialog import choose_file
from app.shell.error_line import ErrorLine
from app.shell.page import EmptyState
from app.shell.panel import Panel
from app.shell.splitter import SideBySide
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.plan.imports.pasted import PastedSection
    from app.shell.context import Context

SPLITTER = "plan.paste"
INDENT = "\u2003"


class PastePanel(Panel):
    """What is on the clipboard is read at once; Ctrl+V reads it again, and a document can be opened instead."""

    taken = Signal(int)  # the first section that came in

    def __init__(self, context: Context, plan_id: int | None, after: int | None) -> None:
        tr = context.tr
        super().__init__(context, tr(N_("Paste from Word")))
        self._plan_id, self._after = plan_id, after
        self._year = context.year
        self.sections: tuple[PastedSection, ...] = ()
        self.words = wrapped("", "muted")
        self.error = ErrorLine()
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Sections that were found")))
        self.list.setMinimumWidth(30 * GRID)
        self.list.itemChanged.connect(lambda _item: self._say())
        self.shown = QTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(tr(N_("The section as it will be")))
        self.list.currentRowChanged.connect(self._show)
        self.take = icons.button(tr(N_("Put into the &plan")), "check", self.put_in)
        self.take.setAutoDefault(True)
        self.again = QPushButton(tr(N_("&Read the clipboard (Ctrl+V)")))
        icons.put(self.again, "clipboard-list")
        self.again.clicked.connect(self.read_clipboard)
        self.open_button = icons.button(tr(N_("Open a &document …")), "folder-open", self.choose)
        empty = EmptyState(
            tr(N_("Nothing to put in yet")),
            tr(
                N_(
                    "Mark the plan in Word (Ctrl+A), copy it (Ctrl+C), come back here and press Ctrl+V. "
                    "Headings become sections, tables of two columns become columns, and lists become points."
                )
            ),
            icon="clipboard-list",
        )
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(SideBySide(context, SPLITTER, (self.list, self.shown), [320, 700], grows=1))
        self._stack.addWidget(empty)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.take)
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.open_button)
        self.body.addWidget(self.words)
        self.body.addWidget(self.error)
        self.body.addWidget(place, 1)
        self.body.addLayout(row)
        self._show_sections(())
        self.read_clipboard(quietly=True)

    # -- what is read

    def read_clipboard(self, *, quietly: bool = False) -> None:
        """Read what is on the clipboard."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        text = (data.html() if data.hasHtml() else data.text()) if data is not None else ""
        if text.strip():
            self.read(text)
        elif not quietly:
            self.error.say(self.context.tr(N_("There is no text on the clipboard. Copy the plan in Word first.")))

    def read(self, text: str) -> None:
        """Show the sections of a text, HTML or plain."""
        from app.plan.imports.pasted import read

        try:
            found = read(text)
        except UserError as error:
            self.error.say(self.context.tr(error.message, **error.values))
            return
        self.error.clear()
        self._show_sections(found)

    def choose(self) -> None:
        """Ask for a document."""
        tr = self.context.tr
        choose_file(self, tr, tr(N_("Open a document")), tr(N_("Documents (*.docx *.odt *.pdf)")), self.open_file)

    def open_file(self, path: Path) -> None:
        """Read a document in the background; it is opened in a limited process."""
        from app.plan.imports.document import read_document

        self.context.run(
            N_("Reading the document"),
            lambda _progress: read_document(path.read_bytes()),
            self._show_sections,
            lambda words, _field: self.error.say(words),
        )

    # -- what is shown

    def _show_sections(self, found: tuple[PastedSection, ...]) -> None:
        self.sections = tuple(found)
        self.list.blockSignals(True)
        self.list.clear()
        for section in self.sections:
            item = QListWidgetItem(INDENT * (section.level - 1) + section.title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._stack.setCurrentIndex(0 if self.sections else 1)
        if self.sections:
            self.list.setCurrentRow(0)
            self._show(0)
        self._say()

    def _show(self, at: int) -> None:
        if 0 <= at < len(self.sections):
            show_pasted(self.shown, self.sections[at], self.context.tr)

    @property
    def chosen(self) -> tuple[PastedSection, ...]:
        """The sections that are ticked."""
        return tuple(
            section
            for at, section in enumerate(self.sections)
            if self.list.item(at).checkState() == Qt.CheckState.Checked
        )

    def _say(self) -> None:
        tr, chosen = self.context.tr, self.chosen
        points = sum(len(one.points) + len(one.left) + len(one.right) for one in chosen)
        said = tr.n("{n} section", "{n} sections", len(chosen))
        words = tr.n("{sections} with {n} point", "{sections} with {n} points", points, sections=said)
        self.words.setText(words if self.sections else "")
        self.words.setVisible(bool(self.sections))
        self.take.setEnabled(bool(chosen))

    # -- what is done

    def put_in(self) -> None:
        """Let what is ticked come into the plan."""
        chosen = self.chosen
        if not chosen or not self.context.may_write():
            return
        label = N_("Pasted sections into the plan")
        done = self.context.do(
            label,
            begin_with,
            self._year,
            self._plan_id,
            chosen,
            self._after,
            on_error=lambda words, _field: self.error.say(words),
        )
        if done is not None:
            self.closed.emit()
            self.taken.emit(int(done.result))

    def focus_first(self) -> None:
        (self.list if self.sections else self.again).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.read_clipboard()
        else:
            super().keyPressEvent(event)
