"""Which other plans has the school, and whose review is due? The tab *Andre planer*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.core import clock
from app.core.i18n import N_
from app.plan.following_words import PLAN_KIND_WORDS, PLAN_STATE_WORDS
from app.plan.register.pane import OtherPlanPane
from app.shell.chips import OneOf
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState, scrolled
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.whole_list import Keys, folded, in_order, matching

if TYPE_CHECKING:
    from app.plan.followed import OtherPlanRow
    from app.shell.context import Context

SPLITTER = "plan.register.splitter"
ICONS = {"review": "circle-alert"}
STATES = ("review", "valid", "coming", "over")


@dataclass(frozen=True)
class PlanLine:
    """A plan in the register."""

    id: int
    name: str
    kind: str
    owner: str
    valid: str
    review: str
    state: str
    folded: str
    row: OtherPlanRow


KEYS: Keys = {
    "name": lambda line: (line.row.state == "over", line.name.casefold(), line.id),
    "kind": lambda line: (line.kind, line.id),
    "owner": lambda line: (line.owner.casefold(), line.id),
    "valid": lambda line: (line.row.valid_from or date.min, line.id),
    "review": lambda line: (line.row.review_by is None, line.row.review_by or date.min, line.id),
    "state": lambda line: (STATES.index(line.row.state), line.id),
}


class RegisterPart(Part):
    """The list to the left, the chosen plan to the right, written in place. It is the same in every year."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.lines: tuple[PlanLine, ...] = ()
        self.list = ListPane(
            context,
            "plan.register",
            [
                Column("name", tr(N_("Name")), 220),
                Column("review", tr(N_("Review by")), 140),
                Column("state", tr(N_("Status")), 140, icon=lambda line: ICONS.get(line.row.state, "")),
                Column("owner", tr(N_("Who sees to it")), 120),
                Column("kind", tr(N_("Kind")), 150, visible=False),
                Column("valid", tr(N_("Valid")), 160, visible=False),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} plan", "{n} plans", number),
            tr(N_("Name, kind or who sees to it")),
        )
        self.which = OneOf([("all", tr(N_("All"))), ("review", tr(N_("Review due")))])
        self.which.changed.connect(lambda _code: self.list.refilter())
        self.list.chips.addWidget(self.which)
        self.list.is_filtered = lambda: self.which.code != "all"
        self.list.set_empty(
            EmptyState(
                tr(N_("No other plans yet")),
                tr(
                    N_(
                        "The strategic plan, the plan for the after-school programme, the action plan for the school "
                        "environment and others: who sees to each, where it lies, and when it is to be reviewed."
                    )
                ),
                tr(N_("New plan …")),
                self.new_plan,
                "folder-open",
            )
        )
        self.pane = OtherPlanPane(context, self.reviewed, self.remove)
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_current)
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.opened.connect(lambda _row: self.pane.focus_first())
        self.side = side = scrolled(self.pane)
        side.setMinimumWidth(46 * GRID)
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, side), [560, 480], grows=0), 1)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.pane.form,)

    @property
    def row(self) -> OtherPlanRow | None:
        """The plan that is chosen."""
        line: PlanLine | None = self.list.table.current_row
        return line.row if line is not None else None

    def reload(self) -> None:
        from app.plan.other_plans import other_plans

        self.lines = tuple(self._line(row) for row in self.context.read(other_plans, clock.today()))
        self.list.refresh()
        self._show_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_plan(self, other_plan_id: int) -> None:
        """Show one plan, also one the filter does not let through."""
        self.is_stale = False
        self.reload()
        if not self.list.table.show_id(other_plan_id):
            self.which.choose("all")
            self.list.filter_box.clear()
            self.list.refilter()
            self.list.table.show_id(other_plan_id)
        self._show_current()

    # -- what is done

    def new_plan(self) -> None:
        """Ask what the plan is called, and show it."""
        from app.plan.register.new_dialog import NewPlanDialog

        if self.may_leave() and self.context.may_write():
            dialog = NewPlanDialog(self, self.context)
            dialog.added.connect(lambda id: QTimer.singleShot(0, self, partial(self.show_plan, id)))
            dialog.open()

    def reviewed(self) -> None:
        """Ask by when the chosen plan is to be reviewed again."""
        from app.plan.register.review_dialog import ReviewedDialog

        if self.row is not None and self.may_leave() and self.context.may_write():
            ReviewedDialog(self.context, self, self.row).open()

    def remove(self) -> None:
        """Take the chosen plan out of the register."""
        from app.plan.other_plan_commands import remove_other_plan

        row = self.row
        if row is not None and self.may_leave() and self.context.may_write():
            label = N_("Took {name} out of the register of plans")
            self.context.do(label, remove_other_plan, row.id, arguments={"name": row.name})

    # -- private

    def _line(self, row: OtherPlanRow) -> PlanLine:
        tr = self.context.tr
        kind, state = tr(PLAN_KIND_WORDS[row.kind]), tr(PLAN_STATE_WORDS[row.state])
        days = [tr.date(day) if day is not None else "" for day in (row.valid_from, row.valid_to)]
        return PlanLine(
            id=row.id,
            name=row.name,
            kind=kind,
            owner=row.owner,
            valid="–".join(days) if any(days) else "",
            review="" if row.review_by is None else tr.date(row.review_by),
            state=state,
            folded=folded(row.name, kind, row.owner, row.note, row.link),
            row=row,
        )

    def _matching(self, text: str) -> list[PlanLine]:
        return matching(self.lines, text, lambda line: self.which.code in ("all", line.row.state))

    def _fetch(self, wanted: Request) -> Sequence[PlanLine]:
        return in_order(self._matching(wanted.text), wanted, KEYS)

    def _show_current(self) -> None:
        if self.context.store is not None:  # else the window is being closed
            self.side.setVisible(self.row is not None)  # an empty one has a scroll bar all the same
            self.pane.show_row(self.row)
