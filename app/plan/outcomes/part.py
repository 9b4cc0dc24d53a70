"""Which results has the school, who has seen them, and what did they lead to? The tab *Resultater*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.core import clock
from app.core.i18n import N_
from app.plan.following_words import RESULT_KIND_WORDS
from app.plan.outcomes.pane import ResultPane
from app.shell.drops import carries_files
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState, scrolled
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.whole_list import Keys, folded, in_order, matching

if TYPE_CHECKING:
    from app.plan.followed import ResultRow
    from app.shell.context import Context

SPLITTER = "plan.results.splitter"


@dataclass(frozen=True)
class ResultLine:
    """A result in the list."""

    id: int
    received: str
    title: str
    kind: str
    seen: str
    measures: str
    files: str
    folded: str
    row: ResultRow


KEYS: Keys = {
    "received": lambda line: (line.row.received_on is not None, line.row.received_on or date.min, line.id),
    "title": lambda line: (line.title.casefold(), line.id),
    "kind": lambda line: (line.kind, line.id),
    "seen": lambda line: (line.seen, line.id),
    "measures": lambda line: (line.measures, line.id),
    "files": lambda line: (line.files, line.id),
}


class ResultsPart(Part):
    """The results of the year to the left, the chosen one to the right; files can be dropped on it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.lines: tuple[ResultLine, ...] = ()
        self.setAcceptDrops(True)
        self.list = ListPane(
            context,
            "plan.results",
            [
                Column("received", tr(N_("Received")), 90),
                Column("title", tr(N_("Title")), 170, icon=lambda line: "lock" if line.row.small_groups else ""),
                Column("seen", tr(N_("Seen by")), 110),
                Column("measures", tr(N_("Measures")), 110),
                Column("kind", tr(N_("Kind")), 150, visible=False),
                Column("files", tr(N_("Files")), 60, visible=False),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} result", "{n} results", number),
            tr(N_("Title or kind")),
        )
        self.list.set_empty(
            EmptyState(
                tr(N_("No results this year yet")),
                tr(
                    N_(
                        "Elevundersøkelsen, Foreldreundersøkelsen, national tests and exams are kept here with their "
                        "files, put on agendas, and followed until the measures are done. Drop a file here, or:"
                    )
                ),
                tr(N_("New result …")),
                self.new_result,
                "chart-pie",
            )
        )
        self.pane = ResultPane(context, self.remove)
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_current)
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.opened.connect(lambda _row: self.pane.focus_first())
        self.side = side = scrolled(self.pane)
        side.setMinimumWidth(56 * GRID)
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, side), [440, 600], grows=1), 1)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.pane.form,)

    @property
    def row(self) -> ResultRow | None:
        """The result that is chosen."""
        line: ResultLine | None = self.list.table.current_row
        return line.row if line is not None else None

    def reload(self) -> None:
        from app.plan.presentations import presentations
        from app.plan.results import measures, results

        today, found = clock.today(), []
        for row in self.context.read(results, self.context.year):
            seen = self.context.read(lambda session, id=row.id: presentations(session, result_id=id, today=today))
            asked = [one for one in seen if not one.is_dismissed]
            agreed = self.context.read(measures, row.id)
            found.append(self._line(row, sum(one.is_done for one in asked), len(asked), [m.done_on for m in agreed]))
        self.lines = tuple(found)
        self.list.refresh()
        self._show_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_result(self, result_id: int) -> None:
        """Show one result, also one the filter does not let through, or of another year."""
        from app.plan.results import result

        year = self.context.read(result, result_id).start_year
        if year != self.context.year and year in self.context.years:
            self.context.set_year(year)
        self.is_stale = False
        self.reload()
        if not self.list.table.show_id(result_id):
            self.list.filter_box.clear()
            self.list.refilter()
            self.list.table.show_id(result_id)
        self._show_current()

    # -- what is done

    def new_result(self, paths: Sequence[Path] = ()) -> None:
        """Ask what has come, and show it."""
        from app.plan.outcomes.new_dialog import NewResultDialog

        if self.may_leave() and self.context.may_write():
            dialog = NewResultDialog(self, self.context, paths)
            dialog.added.connect(lambda id: QTimer.singleShot(0, self, partial(self.show_result, id)))
            dialog.open()

    def new_from_file(self) -> None:
        """Ask for a file, then what it is."""
        from app.shell.dialog import choose_file

        if self.may_leave() and self.context.may_write():
            tr = self.context.tr
            kinds = f"{tr(N_('All files'))} (*)"
            choose_file(self, tr, tr(N_("File of a result")), kinds, lambda path: self.new_result([path]))

    def remove(self) -> None:
        """Remove the chosen result with its files, where no case has been about it."""
        from app.plan.result_commands import remove_result

        row = self.row
        if row is not None and self.may_leave() and self.context.may_write():
            label = N_("Removed the result {title}")
            self.context.do(label, remove_result, row.id, arguments={"title": row.title})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()) and not self.context.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin a new result with the files; those dropped on the files of one are added to that."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self.context.read_only:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.new_result(paths))  # once the drop is over

    # -- private

    def _line(self, row: ResultRow, seen: int, asked: int, agreed: Sequence[date | None]) -> ResultLine:
        tr = self.context.tr
        kind = tr(RESULT_KIND_WORDS[row.kind])
        done = sum(day is not None for day in agreed)
        return ResultLine(
            id=row.id,
            received=tr(N_("not yet")) if row.received_on is None else tr.date(row.received_on),
            title=row.title,
            kind=kind,
            seen=tr(N_("{n} of {wanted}"), n=seen, wanted=asked),
            measures=tr(N_("{n} of {wanted} done"), n=done, wanted=len(agreed)) if agreed else "–",
            files=tr.number(len(row.files)),
            folded=folded(row.title, kind, row.summary),
            row=row,
        )

    def _matching(self, text: str) -> list[ResultLine]:
        return matching(self.lines, text)

    def _fetch(self, wanted: Request) -> Sequence[ResultLine]:
        return in_order(self._matching(wanted.text), wanted, KEYS)

    def _show_current(self) -> None:
        if self.context.store is not None:  # else the window is being closed
            self.side.setVisible(self.row is not None)  # an empty one has a scroll bar all the same
            self.pane.show_row(self.row)
