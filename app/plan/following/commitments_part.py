"""What does the plan promise, and was it kept? The tab *Forpliktelser*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.core import clock
from app.core.i18n import N_
from app.plan.following.commitment_lines import ICONS, KEYS, CommitmentLine, line_of, say_count
from app.plan.following.commitment_pane import CommitmentPane
from app.shell.chips import OneOf
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState, scrolled
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.whole_list import in_order, matching
from app.shell.words import Label

if TYPE_CHECKING:
    from app.plan.rows import PlanDetail
    from app.shell.context import Context

SPLITTER = "plan.commitments.splitter"


class CommitmentsPart(Part):
    """The promises of the newest version of the year in the order of its points; the chosen one to the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.detail: PlanDetail | None = None
        self.lines: tuple[CommitmentLine, ...] = ()
        self.list = ListPane(
            context,
            "plan.commitments",
            [
                Column("point", tr(N_("Point")), 250),
                Column("promise", tr(N_("Commitment")), 210),
                Column("status", tr(N_("Status")), 140, icon=lambda line: ICONS.get(line.state, "")),
                Column("counted", tr(N_("So far")), 80),
                Column("by", tr(N_("To be kept by")), 100),
                Column("section", tr(N_("Section")), 140, visible=False),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} commitment", "{n} commitments", number),
            tr(N_("Point, commitment or section")),
        )
        self.which = OneOf(
            [
                ("all", tr(N_("All"))),
                ("late", tr(N_("Past its day"))),
                ("open", tr(N_("Not kept yet"))),
                ("kept", tr(N_("Kept"))),
            ]
        )
        self.which.changed.connect(lambda _code: self.list.refilter())
        self.list.chips.addWidget(self.which)
        self.counted = Label("", "muted")
        self.list.is_filtered = lambda: self.which.code != "all"
        self.list.set_empty(
            EmptyState(
                tr(N_("No commitments yet")),
                tr(
                    N_(
                        "A point of the plan can be tied to the yearly wheel, to meetings, elections or development "
                        "talks. Then it is read here whether it was kept. Tie one at its point in the plan (Ctrl+T)."
                    )
                ),
                tr(N_("Go to the plan")),
                lambda: context.show_page("plan", "plan"),
                "check",
            )
        )
        self.pane = CommitmentPane(context, self.change, self.finish)
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_current)
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.opened.connect(lambda _row: self._into_pane())
        self.side = side = scrolled(self.pane)
        side.setMinimumWidth(38 * GRID)
        self.body.addWidget(self.counted)
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, side), [680, 360], grows=0), 1)

    @property
    def line(self) -> CommitmentLine | None:
        """The promise that is chosen."""
        found: CommitmentLine | None = self.list.table.current_row
        return found

    def reload(self) -> None:
        from app.plan.commitments import status_of
        from app.plan.queries import current_plan

        tr, today = self.context.tr, clock.today()
        self.detail = self.context.read(current_plan, self.context.year, today)
        self.lines = ()
        if self.detail is not None:
            titles = {one.id: one.title for one in self.detail.sections}
            rows = self.context.read(status_of, self.detail.plan.id, today)
            self.lines = tuple(line_of(row, titles[row.section_id], at, tr) for at, row in enumerate(rows))
        self.counted.setText(say_count(self.lines, tr))
        self.counted.setVisible(bool(self.lines))
        self.list.refresh()
        self._show_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_commitment(self, commitment_id: int) -> None:
        """Show one promise, also one the filter does not let through."""
        self.is_stale = False
        self.reload()
        if not self.list.table.show_id(commitment_id):
            self.which.choose("all")
            self.list.filter_box.clear()
            self.list.refilter()
            self.list.table.show_id(commitment_id)
        self._show_current()

    # -- what is done

    def finish(self) -> None:
        """Ask when what was promised for a day was done."""
        from app.plan.following.done_dialog import PromiseDoneDialog

        if self.line is not None and self.context.may_write():
            PromiseDoneDialog(self.context, self, self.line).open()

    def change(self) -> None:
        """Ask anew what the point promises."""
        from app.plan.writing.commitment_dialog import CommitmentDialog

        line = self.line
        if line is not None and self.detail is not None and self.context.may_write():
            CommitmentDialog(self.context, self, self.detail.point(line.row.point_id), line.row).open()

    # -- private

    def _matching(self, text: str) -> list[CommitmentLine]:
        return matching(self.lines, text, self._lets)

    def _lets(self, line: CommitmentLine) -> bool:
        if self.which.code == "open":
            return line.state != "kept"
        return self.which.code in ("all", line.state)

    def _fetch(self, wanted: Request) -> Sequence[CommitmentLine]:
        return in_order(self._matching(wanted.text), wanted, KEYS)

    def _into_pane(self) -> None:
        self._show_current()
        if self.pane.facts.isVisibleTo(self.pane):
            self.pane.facts.setFocus()

    def _show_current(self) -> None:
        if self.context.store is None:  # the window is being closed
            return
        self.side.setVisible(self.line is not None)
        is_open = self.detail is not None and self.detail.plan.is_open
        self.pane.show_line(self.line, may_write=not self.context.read_only, is_open=is_open)
