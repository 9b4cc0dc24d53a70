"""Which elections has the year, and where does each stand?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea

from app.core.i18n import N_
from app.elections.words import KIND_WORDS, STAGE_WORDS, say_result, say_unit_of
from app.shell.chips import OneOf
from app.shell.context import Context
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.elections.detail.pane import ElectionPane
    from app.elections.rows import ElectionRow

SPLITTER = "elections.list.splitter"
STAGES: dict[str, Callable[[str], bool]] = {
    "all": lambda _status: True,
    "open": lambda status: status in ("planned", "candidates", "counted"),
    "decided": lambda status: status in ("decided", "in_force"),
    "reported": lambda status: status == "reported",
}


@dataclass(frozen=True)
class Line:
    """One election in the list."""

    id: int
    seat: str
    unit: str
    stage: str
    status: str
    day: str
    sort_day: str
    result: str
    order: int
    body_id: int


class ElectionsPart(Part):
    """The list to the left, the course of the chosen election to the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._lines: tuple[Line, ...] = ()
        self._body_id: int | None = None
        self._pane: ElectionPane | None = None
        self.list = ListPane(
            context,
            "elections",
            [
                Column("seat", tr(N_("Office")), 170),
                Column("unit", tr(N_("Class or grade")), 90),
                Column("stage", tr(N_("Status")), 110),
                Column("day", tr(N_("Held on")), 100),
                Column("result", tr(N_("Elected")), 240),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} election", "{n} elections", number),
            tr(N_("Office, class or name")),
        )
        self.chips = OneOf(
            [
                ("all", tr(N_("All"))),
                ("open", tr(N_("Not decided"))),
                ("decided", tr(N_("Not reported"))),
                ("reported", tr(N_("Reported"))),
            ]
        )
        self.chips.changed.connect(lambda _code: self._narrowed())
        self.list.chips.addWidget(self.chips)
        self.list.is_filtered = lambda: self.chips.code != "all" or self._body_id is not None
        self.list.set_empty(
            EmptyState(
                tr(N_("No elections yet")),
                tr(N_("What the classes choose comes here by itself. Others, such as a FAU board, are added here.")),
                tr(N_("New election …")),
                self.new_election,
                "vote",
            )
        )
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_current)
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.opened.connect(lambda _row: self.pane.facts.form.fields["held_on"].control.setFocus())
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QScrollArea.Shape.NoFrame)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setMinimumWidth(44 * GRID)
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, self._side), [620, 420]), 1)

    @property
    def forms(self) -> tuple[Form, ...]:
        return self._pane.forms if self._pane is not None else ()

    @property
    def pane(self) -> ElectionPane:
        """The course of the election that is chosen."""
        if self._pane is None:
            from app.elections.detail.pane import ElectionPane

            self._pane = ElectionPane(self.context, closable=False)
            self._pane.changed_to.connect(self._follow)
            self._side.setWidget(self._pane)
        return self._pane

    def reload(self) -> None:
        from app.elections.queries import elections_in

        rows = self.context.read(elections_in, self.context.year)
        self._lines = tuple(self._line(at, row) for at, row in enumerate(rows))
        self.list.refresh()
        self.pane.setVisible(bool(self._lines))
        self._show_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_election(self, election_id: int) -> None:
        """Show one election, also one the filter does not let through."""
        if self.is_stale:
            self.is_stale = False
        self.reload()
        if not self.list.table.show_id(election_id):
            self._body_id = None
            self.chips.choose("all")
            self.list.filter_box.clear()
            self.list.refilter()
            self.list.table.show_id(election_id)

    def show_body(self, body_id: int) -> None:
        """Show the elections of one body."""
        self._body_id = body_id
        self.is_stale = False
        self.reload()
        self.list.refilter()

    def new_election(self) -> None:
        """Ask which election is to be held, and show it."""
        from app.elections.listing.new_dialog import NewElectionDialog

        if not self.context.may_write():  # the button of an empty past year
            return
        dialog = NewElectionDialog(self, self.context, self.day)
        dialog.planned.connect(lambda id: QTimer.singleShot(0, self, lambda: self.show_election(id)))
        dialog.open()

    # -- private

    def _line(self, at: int, row: ElectionRow) -> Line:
        tr = self.context.tr
        seat = row.seat.name(tr.language)
        kind = f" ({tr(KIND_WORDS[row.kind])})" if row.kind != "ordinary" else ""
        return Line(
            id=row.id,
            seat=seat[:1].upper() + seat[1:] + kind,
            unit=say_unit_of(row, tr),
            stage=tr(STAGE_WORDS[row.stage]),
            status=row.status,
            day=tr.date(row.held_on) if row.held_on else "",
            sort_day=row.held_on.isoformat() if row.held_on else "9999",
            result=say_result(row, tr),
            order=at,
            body_id=row.body_id,
        )

    def _matching(self, text: str) -> list[Line]:
        from db.search import fold

        wanted, lets = fold(text).split(), STAGES[str(self.chips.code)]
        return [
            line
            for line in self._lines
            if lets(line.status)
            and (self._body_id is None or line.body_id == self._body_id)
            and all(word in fold(f"{line.seat} {line.unit} {line.result} {line.stage}") for word in wanted)
        ]

    def _fetch(self, wanted: Request) -> Sequence[Line]:
        from db.search import sort_key

        rows = self._matching(wanted.text)
        keys: dict[str, Callable[[Line], object]] = {
            "seat": lambda line: line.order,
            "unit": lambda line: (sort_key(line.unit), line.order),
            "stage": lambda line: (sort_key(line.stage), line.order),
            "day": lambda line: (line.sort_day, line.order),
            "result": lambda line: (sort_key(line.result), line.order),
        }
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)  # type: ignore[arg-type]
        return rows[wanted.offset : wanted.offset + wanted.limit]

    def _narrowed(self) -> None:
        if self.chips.code == "all":
            self._body_id = None
        self.list.refilter()

    def _show_current(self) -> None:
        if self.context.store is None:  # the window is being closed
            return
        row = self.list.table.current_row
        self.pane.show_election(row.id if row is not None else None)

    def _follow(self, election_id: int) -> None:
        row = self.list.table.current_row
        if row is not None and row.id != election_id:
            QTimer.singleShot(0, self, lambda: self.show_election(election_id))
