"""How does a file come in: file → look → accept → one undo step?

The page opens it with ``context.show_panel(ImportWizard(context, importer))``. An importer is any object with the shape
of ``Importer``; the wizard knows nothing of what is imported. ``prepare`` and ``commit`` run in the background, and
Cancel leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.core.progress import Progress
from app.shell import icons
from app.shell.chips import OneOf
from app.shell.context import Context
from app.shell.dialog import choose_file
from app.shell.error_line import ErrorLine
from app.shell.import_table import ImportTable
from app.shell.notices import Action
from app.shell.panel import Panel
from app.shell.theme import GRID, tones
from app.shell.words import Label, heading, wrapped

STATES = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "gone": N_("Not in the file"),
    "problem": N_("Problem"),
    "same": N_("As before"),
}
LISTED = N_("All in the list")
FOLDER = "import.folder"


@dataclass(frozen=True)
class PreviewRow:
    """One thing that would change (or stands in the way): ``cells`` under the preview's heads, and what happens.

    ``state`` is one of STATES. ``ticked`` None means that there is nothing to choose; ``about`` says old → new, or
    what is wrong with which row and column and what to do; ``unticked`` stands in its place while the row is unticked.
    """

    key: Hashable
    state: str
    cells: tuple[str, ...]
    about: str = ""
    ticked: bool | None = True
    unticked: str = ""


@dataclass(frozen=True)
class Preview:
    """What would happen, in the window's language.

    ``heads`` name the cells of the rows, ``notes`` are sentences above the list (what the file covers, columns that
    were left out), ``counts`` the number of rows by state where not all are listed; ``plan`` is the importer's own.
    ``settles``: something lands that has no row, and a note says what.
    """

    heads: tuple[str, ...]
    rows: Sequence[PreviewRow]
    notes: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None
    plan: Any = None
    settles: bool = False


@dataclass(frozen=True)
class Outcome:
    """What landed, in one sentence, and its undo step (None: nothing changed)."""

    words: str
    step: int | None


class Importer(Protocol):
    """What a feature hands to the wizard; all words are already in the window's language."""

    title: str
    explanation: str
    """What kind of file belongs here, in one or two sentences."""
    kinds: str
    """The file dialog's filter, such as “Excel and text (*.xlsx *.csv)”."""

    def prepare(self, path: Path, progress: Progress) -> Preview:
        """Read and compare; nothing is stored. Raises UserError or Cancelled."""

    def say_counts(self, preview: Preview, skipped: Collection[Hashable]) -> str:
        """Say in one line what will land when ``skipped`` are left out."""

    def commit(self, preview: Preview, skipped: Collection[Hashable], progress: Progress) -> Outcome:
        """Let everything but ``skipped`` land, as one step. Raises UserError or Cancelled; then nothing has landed."""

    def show(self, outcome: Outcome) -> None:
        """Show what landed (called on the window's thread when *Show* is pressed)."""


class DropField(QFrame):
    """Where a file is dropped or chosen."""

    def __init__(self, take: Callable[[Path], object], words: str) -> None:
        super().__init__()
        self._take = take
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(20 * GRID)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(1)
        picture = Label()
        icons.put(picture, "upload", "muted", 36)
        hint = wrapped(words, "muted")
        for label in (picture, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self.column = column

    def sizeHint(self) -> QSize:
        return QSize(80 * GRID, 30 * GRID)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._over = len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile()
        if self._over:
            event.acceptProposedAction()
        self.update()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        event.acceptProposedAction()
        self._take(Path(event.mimeData().urls()[0].toLocalFile()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tones(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(look.tint if self._over else look.base))
        painter.setPen(QPen(QColor(look.link if self._over else look.muted), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), GRID, GRID)


class ImportWizard(Panel):
    """File, preview, done: three faces of one panel."""

    def __init__(self, context: Context, importer: Importer, path: Path | None = None) -> None:
        super().__init__(context, importer.title)
        self._importer = importer
        self._busy = False
        self.preview: Preview | None = None
        self.error = ErrorLine()
        self.faces = QStackedWidget()
        self.file_face = self._file_face()
        self.preview_face = self._preview_face()
        self.done_face = QWidget()
        self.faces.addWidget(self.file_face)
        self.faces.addWidget(self.preview_face)
        self.body.addWidget(self.error)
        self.body.addWidget(self.faces, 1)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.accept, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for button in (self.choose_button, self.other_button, self.accept_button, self.close_button):
            button.setAutoDefault(True)  # outside a dialog Return presses no button by itself
        if path is not None:
            self.take(path)

    # -- the three steps

    def choose(self) -> None:
        """Ask for the file."""
        tr = self.context.tr
        folder = self.context.settings.get(FOLDER, "")
        choose_file(self, tr, self._importer.title, self._importer.kinds, self.take, folder)

    def take(self, path: Path) -> None:
        """Read a file and show what it would change."""
        if self._busy:
            return
        self.context.settings.set(FOLDER, str(path.parent))
        self._be_busy(True)
        importer = self._importer
        self.context.run(
            N_("Reading the file"), lambda progress: importer.prepare(path, progress), self._show, self._refused
        )

    def accept(self) -> None:
        """Let what is ticked land."""
        preview = self.preview
        if preview is None or self._busy or not self.accept_button.isEnabled():
            return
        self._be_busy(True)
        importer, skipped = self._importer, self.table.rows.skipped()
        self.context.run(
            N_("Importing"),
            lambda progress: importer.commit(preview, skipped, progress),
            self._landed,
            self._refused,
            writes=True,
        )

    def may_leave(self) -> bool:
        """Stay while something is being read or stored: Cancel stands at the bottom."""
        return not self._busy

    def focus_first(self) -> None:
        if self._busy:
            self.setFocus()
        elif self.faces.currentWidget() is self.file_face:
            self.choose_button.setFocus()
        elif self.preview is not None and any(row.ticked is not None for row in self.preview.rows):
            self.table.setFocus()
        elif self.accept_button.isEnabled():
            self.accept_button.setFocus()
        else:
            self.other_button.setFocus()

    # -- private

    def _file_face(self) -> QWidget:
        tr = self.context.tr
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(wrapped(self._importer.explanation))
        self.drop_field = DropField(self.take, tr(N_("Drop the file here, or choose it.")))
        self.choose_button = QPushButton(tr(N_("Choose &file …")))
        icons.put(self.choose_button, "folder-open")
        self.choose_button.clicked.connect(self.choose)
        self.drop_field.column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.drop_field.column.addStretch(1)
        column.addWidget(self.drop_field)
        column.addStretch(1)
        return face

    def _preview_face(self) -> QWidget:
        tr = self.context.tr
        face = QWidget()
        self._preview_column = column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.notes = wrapped("")
        self.summary = heading("", 1.05)
        self.summary.setWordWrap(True)
        self.states = OneOf([("", tr(LISTED))])
        self.table = ImportTable(self.context)
        self.table.rows.ticks_changed.connect(self._say_summary)
        self.about = wrapped("")
        self.about.setMinimumHeight(2 * self.about.fontMetrics().lineSpacing())
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.said.connect(self.about.setText)
        self.nothing = wrapped("", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.other_button = QPushButton(tr(N_("Another &file …")))
        self.other_button.clicked.connect(self.choose)
        self.accept_button = QPushButton(tr(N_("&Import")))
        icons.put(self.accept_button, "check")
        self.accept_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(Label(tr(N_("Space ticks or unticks the selected rows, Ctrl+Enter imports.")), "muted"))
        buttons.addStretch(1)
        buttons.addWidget(self.other_button)
        buttons.addWidget(self.accept_button)
        for part in (self.summary, self.notes, self.states):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.about)
        column.addLayout(buttons)
        return face

    def _show(self, preview: Preview) -> None:
        tr = self.context.tr
        self._be_busy(False)
        self.error.clear()
        self.preview = preview
        self.table.show_rows(preview)
        counts = dict(preview.counts or {})
        for state in STATES:
            counts.setdefault(state, sum(row.state == state for row in preview.rows))
        for part in (self.table, self.about):
            part.setVisible(bool(preview.rows))
        rest = N_("The rest of the file stands here already.")
        self.nothing.setText(
            tr(rest if preview.settles else N_("Nothing will change: everything in the file stands here already."))
        )
        self.nothing.setVisible(not preview.rows)
        choices = [("", f"{tr(LISTED)} {tr.number(len(preview.rows))}")]
        choices += [(state, f"{tr(words)} {tr.number(counts[state])}") for state, words in STATES.items()]
        listed = {"", *(row.state for row in preview.rows)}
        fresh = OneOf(choices)
        for code, chip in fresh.chips.items():
            chip.setEnabled(code in listed)
        fresh.changed.connect(lambda state: self.table.show_state(str(state)))
        self._preview_column.replaceWidget(self.states, fresh)
        self.states.deleteLater()
        self.states = fresh
        self.notes.setText("\n".join(preview.notes))
        self.notes.setVisible(bool(preview.notes))
        self._say_summary()
        self.faces.setCurrentWidget(self.preview_face)
        self._order_keys()
        self.focus_first()

    def _order_keys(self) -> None:
        """The chips are new with each preview, and would come last."""
        order = [self.close_button, *self.states.chips.values(), self.table, self.other_button, self.accept_button]
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)

    def _say_summary(self) -> None:
        if self.preview is not None:
            skipped = self.table.rows.skipped()
            self.summary.setText(self._importer.say_counts(self.preview, skipped))
            tickable = {row.key for row in self.preview.rows if row.ticked is not None}
            self.accept_button.setEnabled(self.preview.settles or bool(tickable - skipped))

    def _landed(self, outcome: Outcome) -> None:
        """Offer to undo or to look; the panel has done its work."""
        tr, context = self.context.tr, self.context
        self._be_busy(False)
        actions = [Action(tr(N_("&Show")), lambda: self._importer.show(outcome))]
        if outcome.step is not None:
            context.steps_changed.emit()
            actions.insert(0, context.undo_action(outcome.step))
        context.notify(outcome.words, *actions)
        self.preview = None
        self.closed.emit()

    def _refused(self, words: str, _field: str | None) -> None:
        self._be_busy(False)
        self.error.say(words)
        self.focus_first()

    def _be_busy(self, busy: bool) -> None:
        self._busy = busy
        if busy:
            self.error.clear()
            self.setFocus()  # a control that goes out of use would hand the focus to the next one outside the panel
        for control in (self.choose_button, self.drop_field, self.other_button, self.table, self.close_button):
            control.setEnabled(not busy)
        self.accept_button.setEnabled(not busy)
        if not busy:
            self._say_summary()
