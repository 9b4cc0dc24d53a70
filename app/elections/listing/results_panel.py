"""What would a file of results lead to, and shall it be brought in?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.header import ListHeader
from app.shell.notices import Action
from app.shell.panel import Panel
from app.shell.theme import GRID, ROW_HEIGHT
from app.shell.words import heading, wrapped

if TYPE_CHECKING:
    from app.elections.imports.landing import GaveWay, Landed
    from app.elections.imports.results_file import Results
    from app.elections.rules.deciding import Place

LOOKING = N_("Reading the file of results")
BRINGING = N_("Bringing in the results")


def open_results(context: Context, path: Path) -> None:
    """Try a file of results, and show what it would lead to; nothing is changed yet."""
    from app.elections.imports.results_file import bring_in

    store, year = context.store, context.year
    if store is None:
        return

    def show(results: Results) -> None:
        context.show_panel(ResultsPanel(context, path, results))

    context.run(LOOKING, lambda _progress: bring_in(store, path, year=year, dry_run=True), show, writes=True)


class Lines(QTableWidget):
    """Rows of words that are only read, each as high as its words need."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[str]], stretched: int) -> None:
        super().__init__(len(rows), len(heads))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = ListHeader(self)
        header.padding = GRID // 2
        header.setMinimumSectionSize(11 * GRID)  # the head of a narrow column is not cut
        self.setHorizontalHeader(header)
        for at, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(at, item)
        header.setSectionsClickable(False)
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(words))
        for column in range(len(heads)):
            mode = QHeaderView.ResizeMode.Stretch if column >= stretched else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    @property
    def words(self) -> list[list[str]]:
        """What stands there, row by row."""
        found = []
        for row in range(self.rowCount()):
            items = [self.item(row, column) for column in range(self.columnCount())]
            found.append([item.text() if item is not None else "" for item in items])
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(ROW_HEIGHT, self.rowHeight(row) + GRID))


class ResultsPanel(Panel):
    """Who would be chosen in each class, what is wrong with which row, and one button that brings it in."""

    def __init__(self, context: Context, path: Path, results: Results) -> None:
        tr = context.tr
        super().__init__(context, tr(N_("Results of elections from {name}"), name=path.name))
        self.path, self.results = path, results
        self.problem = ErrorLine()
        landed, problems = results.landed, results.problems
        self.said = wrapped(self._say(len(landed), len(problems)))
        self.body.addWidget(self.said)
        self.decided = Lines(
            [tr(N_("Class")), tr(N_("Council")), tr(N_("Elected")), tr(N_("Deputies")), tr(N_("Lots"))],
            [self._line(one) for one in landed],
            2,
        )
        self.decided.setAccessibleName(tr(N_("What is brought in")))
        self.decided.setColumnHidden(4, not any(one.lots for one in landed))
        self.problems = Lines(
            [tr(N_("Row")), tr(N_("Column")), tr(N_("What is wrong"))],
            [(self._place(one.sheet, one.row), one.column, one.named(tr)) for one in problems],
            2,
        )
        self.problems.setAccessibleName(tr(N_("What is left out")))
        if landed:
            self.body.addWidget(self.decided, 3)
        if problems:
            self.body.addWidget(heading(tr(N_("To look at in the file"))))
            self.body.addWidget(self.problems, 2)
        if not landed and not problems:
            self.body.addStretch(1)
        self.body.addWidget(self.problem)
        self.accept_button = QPushButton(tr.n("&Bring in {n} election", "&Bring in {n} elections", len(landed)))
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(bool(landed) and not context.read_only)
        self.accept_button.clicked.connect(self.accept)
        self.head.insertWidget(self.head.count() - 1, self.accept_button)
        self.head.setSpacing(GRID)

    def focus_first(self) -> None:
        (self.accept_button if self.accept_button.isEnabled() else self.close_button).setFocus()

    def accept(self) -> None:
        """Bring in the same file, as one step that can be taken back."""
        from app.elections.imports.results_file import bring_in

        store, path, year = self.context.store, self.path, self.context.year
        if store is None or not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
        self.problem.clear()
        self.context.run(
            BRINGING, lambda _progress: bring_in(store, path, year=year), self._done, self._refused, writes=True
        )

    def _done(self, results: Results) -> None:
        context, tr = self.context, self.context.tr
        number, actions = len(results.landed), list[Action]()
        if results.step is not None:
            context.steps_changed.emit()
            actions.append(context.undo_action(results.step))
            words = tr.n("Brought in the results of {n} election.", "Brought in the results of {n} elections.", number)
        else:
            words = tr(N_("All of this was registered already. Nothing was changed."))
        context.notify(words, *actions)
        self.closed.emit()

    def _refused(self, words: str, _field: str | None) -> None:
        self.accept_button.setEnabled(True)
        self.problem.say(words)

    def _say(self, landed: int, problems: int) -> str:
        tr = self.context.tr
        if not landed and not problems:
            return tr(N_("There is no result in the file."))
        parts = [tr(N_("Nothing has been changed yet."))]
        if landed:
            parts.append(tr.n("{n} election can be brought in.", "{n} elections can be brought in.", landed))
        if problems:
            parts.append(
                tr.n(
                    "{n} row must be looked at; an election with such a row is left out as a whole.",
                    "{n} rows must be looked at; an election with such a row is left out as a whole.",
                    problems,
                )
            )
        return " ".join(parts)

    def _line(self, one: Landed) -> Sequence[str]:
        tr = self.context.tr
        nobody = tr(N_("vacant")) if not one.lots and one.remark is None else ""
        gone, deputies_gone = self._gone(one.gave_way), self._gone(one.deputies_gave_way)
        return (
            one.unit,
            one.body.name(tr.language),
            "\n".join(part for part in (", ".join(one.holders) or nobody, gone) if part),
            "\n".join(part for part in (", ".join(one.deputies), deputies_gone) if part),
            "\n".join(self._lot(lot.people, lot.places) for lot in one.lots),
        )

    def _gone(self, gave_way: GaveWay) -> str:
        """Return whose place somebody else takes, or who goes out, so that nobody is replaced without a word."""
        from app.elections.words import join_names

        tr = self.context.tr
        if not gave_way.names:
            return ""
        names = join_names(gave_way.names, tr)
        if gave_way.is_followed:
            return tr(N_("in place of {names}"), names=names)
        return tr(N_("{names} no longer"), names=names)

    def _lot(self, people: Sequence[str], places: Sequence[Place]) -> str:
        from app.elections.words import join_names, say_place

        tr = self.context.tr
        what = tuple(dict.fromkeys(say_place(place, tr) for place in places))
        return tr(N_("{names} draw lots for: {places}"), names=join_names(people, tr), places=", ".join(what))

    def _place(self, sheet: str, row: int | None) -> str:
        return " ".join(part for part in (sheet, "" if row is None else str(row)) if part)
