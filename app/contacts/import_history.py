"""Which files came in before, and how is one of them taken back?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from app.contacts.imports.history import RunLine

SHOWN = 5
LOOKING = N_("Looking at earlier imports")


class EarlierImports(QWidget):
    """The newest imports: what each brought, how much of it stands, *Undo* and *Show in the history*."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.undo_buttons: dict[int, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.title = heading(context.tr(N_("Earlier imports")), 1.05)
        column.addWidget(self.title)
        self._room = QWidget()
        column.addWidget(self._room)
        column.addStretch(1)
        context.steps_changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Read them anew; of a city's files in the background."""
        store = self.context.store
        if store is None:
            return
        from app.contacts.imports.history import import_runs
        from db.engines import is_large

        if is_large(store.path):
            self.context.run(LOOKING, lambda _progress: store.read(import_runs, SHOWN), self._show)
        else:
            self._show(store.read(import_runs, SHOWN))

    def _show(self, runs: list[RunLine]) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.undo_buttons.clear()
        room = QWidget()
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        for line, run in enumerate(runs):
            grid.addLayout(self._words(run), line, 0)
            grid.addLayout(self._buttons(run), line, 1, Qt.AlignmentFlag.AlignTop)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._room, room)
        self._room.deleteLater()
        self._room = room
        self.title.setVisible(bool(runs))
        if had_focus and self.undo_buttons:
            next(iter(self.undo_buttons.values())).setFocus()

    def _words(self, run: RunLine) -> QVBoxLayout:
        tr = self.context.tr
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(wrapped(" · ".join(part for part in (tr.time_stamp(run.when), run.file, run.who) if part)))
        column.addWidget(wrapped(say_run(run, tr), "muted"))
        return column

    def _buttons(self, run: RunLine) -> QHBoxLayout:
        tr = self.context.tr
        row = QHBoxLayout()
        row.setSpacing(GRID)
        if run.undone:
            row.addWidget(Label(tr(N_("Undone")), "muted"))
        else:
            undo = QPushButton(tr(N_("Undo")))
            undo.setAccessibleName(tr(N_("Undo the import of {file}"), file=run.file))
            icons.put(undo, "undo-2")
            undo.clicked.connect(partial(self._undo, run.step))
            undo.setAutoDefault(True)  # outside a dialog Return presses no button by itself
            row.addWidget(undo)
            self.undo_buttons[run.step] = undo
        show = QPushButton(tr(N_("Show in the history")))
        show.setAccessibleName(tr(N_("Show the import of {file} in the history"), file=run.file))
        icons.put(show, "history")
        show.setAutoDefault(True)
        show.clicked.connect(partial(self._look, run.step))
        row.addWidget(show)
        return row

    def _undo(self, step: int) -> None:
        self.context.undo_step(step)

    def _look(self, step: int) -> None:
        self.context.show_page("history", step)


def say_run(run: RunLine, tr: Translator) -> str:
    """Return what an import brought and how much of it stands, in one line."""
    parts = []
    if run.format:
        from app.contacts.importing.about import say_format

        parts.append(say_format(run.format, run.file, run.source, tr))
    if run.counts:
        from app.contacts.importing.words import say_landed

        parts.append(say_landed(run.counts, tr))
    if run.problems:
        parts.append(tr.n("{n} row or value to look at", "{n} rows or values to look at", run.problems))
    if not run.undone:
        if run.standing == run.rows:
            parts.append(tr(N_("all of it still stands")))
        else:
            stands = N_("{standing} of {rows} details stand as they came")
            parts.append(tr(stands, standing=tr.number(run.standing), rows=tr.number(run.rows)))
    return " · ".join(parts)
