"""What differs next year, before the wheel of next year is made?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import wrapped
from app.yearwheel.asking.roomy import make_roomy
from app.yearwheel.asking.tick_tree import TickRow, TickTree
from app.yearwheel.days import say_shortly

if TYPE_CHECKING:
    from app.yearwheel.next_year import Difference

LETTERS, LINES = 135, 36


class NextYearDialog(Dialog):
    """Every entry with its days this year and the next; what is ticked comes into the wheel of the next."""

    def __init__(
        self, context: Context, parent: QWidget, from_year: int, then: Callable[[], object] | None = None
    ) -> None:
        from app.yearwheel.next_year import differences

        tr, to_year = context.tr, from_year + 1
        super().__init__(parent, tr, tr(N_("The yearly wheel for {year}"), year=year_name(to_year)))
        self.context, self.from_year, self.to_year, self._then = context, from_year, to_year, then
        make_roomy(self, parent, LETTERS, LINES)
        self.found: tuple[Difference, ...] = context.read(differences, from_year, to_year)
        words = N_("The rules of {this} are counted out on the school calendar of {next}. Look at what differs.")
        self.body.insertWidget(0, wrapped(tr(words, this=year_name(from_year), next=year_name(to_year))))
        heads = (tr(N_("What")), year_name(from_year), year_name(to_year), tr(N_("Remark")))
        self.tree = TickTree(tr(N_("What comes up next year")), heads, wide=3)
        self.tree.setMinimumHeight(32 * GRID)
        self.body.addWidget(self.tree, 1)
        self.about = wrapped("", "muted")
        self.about.setMinimumHeight(2 * self.about.fontMetrics().lineSpacing())
        self.body.addWidget(self.about)
        self.accept_button = self.add_buttons(tr(N_("&Make the wheel for {year}"), year=year_name(to_year)))
        self.tree.ticks_changed.connect(self._count)
        self.tree.said.connect(self.about.setText)
        groups: dict[str, list[TickRow]] = {}
        for one in self.found:
            groups.setdefault(one.ring, []).append(self._row(one))
        self.tree.show_groups(list(groups.items()))
        if not self.found:
            self.about.setText(tr(N_("There is nothing in the wheel of {year} yet."), year=year_name(from_year)))
        self.tree.setFocus()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The entries that are ticked, in their order."""
        ticked = self.tree.ticked
        return tuple(one.entry_id for one in self.found if one.entry_id in ticked)

    def submit(self) -> None:
        """Make the wheel of next year of what is ticked, as one step."""
        from app.yearwheel.next_year import roll_over_chosen

        entry_ids = self.chosen
        if not entry_ids:
            self.refuse(self.context.tr(N_("Tick at least one. The space bar ticks.")))
            return
        done = self.context.do(
            N_("Made the yearly wheel for {year}"),
            roll_over_chosen,
            self.from_year,
            self.to_year,
            entry_ids,
            arguments={"year": year_name(self.to_year)},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            if self._then is not None:
                self._then()

    # -- private

    def _row(self, one: Difference) -> TickRow:
        tr = self.context.tr
        said = [tr.say(remark.msgid, remark.values) for remark in one.remarks]
        if one.problem is not None:
            said.insert(0, tr.say(one.problem.msgid, one.problem.values))
        if one.moved:
            said.append(tr(N_("Was moved by hand this year")))
        if one.dropped:
            said.append(tr(N_("Was dropped this year")))
        if one.is_there:
            said.insert(0, tr(N_("Is in next year's wheel already")))
        none = tr(N_("No day yet"))
        days = [say_shortly(spans, tr) if spans else none for spans in (one.days, one.days_next)]
        ticked = None if one.is_there else not one.dropped
        remarks = " ".join(said)
        return TickRow(one.entry_id, (one.title, *days, remarks), ticked, remarks)

    def _count(self) -> None:
        self.accept_button.setEnabled(bool(self.tree.ticked))
