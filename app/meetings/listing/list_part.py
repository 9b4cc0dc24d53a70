"""Which meetings has the year, and where does each stand?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.lines import Line, choices, line_of, matching, next_one
from app.shell.chips import Chip
from app.shell.context import Context
from app.shell.flow import Flow
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.meetings.showing.pane import MeetingPane

SPLITTER = "meetings.list.splitter"


class MeetingsPart(Part):
    """The list to the left, the chosen meeting to the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._lines: tuple[Line, ...] = ()
        self._pane: MeetingPane | None = None
        self._year: int | None = None
        self.list = ListPane(
            context,
            "meetings",
            [
                Column("day", tr(N_("Date")), 128),
                Column("whose", tr(N_("Meeting")), 150),
                Column("time", tr(N_("Time")), 88),
                Column("place", tr(N_("Place")), 110),
                Column("status", tr(N_("Status")), 110),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} meeting", "{n} meetings", number),
            tr(N_("Meeting, place or date")),
        )
        self.list.table.is_muted = lambda line: line.row.status == "cancelled"
        self.list.is_filtered = lambda: bool(self.codes) or self.coming.isChecked()
        self.coming = Chip(tr(N_("Coming")))
        self.coming.clicked.connect(lambda _on: self.list.refilter())
        self._body_chips: dict[object, Chip] = {}
        self._flow = Flow()
        self._flow.add(self.coming)
        self.list.chips.addWidget(self._flow, 1)
        self.list.set_empty(
            EmptyState(
                tr(N_("No meetings this year yet")),
                tr(N_("Plan the year of a body in one go, or one meeting at a time.")),
                tr(N_("Plan the year …")),
                self.plan_year,
                "calendar-days",
            )
        )
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_current)
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.opened.connect(lambda _row: self._go_into())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(36 * GRID)
        self._splitter.addWidget(self.list)
        self._splitter.splitterMoved.connect(lambda: context.settings.set(SPLITTER, self._splitter.sizes()))
        self.body.addWidget(self._splitter, 1)

    @property
    def pane(self) -> MeetingPane:
        """The meeting that is chosen."""
        if self._pane is None:
            from app.meetings.showing.pane import MeetingPane

            self._pane = MeetingPane(self.context)
            self._pane.gone.connect(self.reload)
            self._splitter.addWidget(self._pane)
            self._splitter.setStretchFactor(1, 1)
            self._splitter.setSizes(self.context.settings.get(SPLITTER, [430, 620]))
        return self._pane

    @property
    def codes(self) -> frozenset[object]:
        """The chips of bodies and kinds that are on."""
        return frozenset(code for code, chip in self._body_chips.items() if chip.isChecked())

    def reload(self) -> None:
        from app.meetings.queries import meetings_in

        rows = self.context.read(meetings_in, self.context.year)
        self._lines = tuple(line_of(row, self.context.tr) for row in rows)
        self._make_chips()
        self.list.refresh()
        if self._year != self.context.year:
            self._year = self.context.year
            first = next_one(self._lines, clock.today())
            if first is not None:
                self.list.table.show_id(first.id)
        self.pane.setVisible(bool(self._lines))
        self.pane.reload()
        self._show_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def may_leave(self) -> bool:
        return self._pane is None or self._pane.may_leave()

    # -- what is shown

    def show_meeting(self, meeting_id: int) -> None:
        """Show one meeting, also of another year, and one the filter does not let through."""
        from app.core.schoolyear import year_of
        from app.meetings.queries import meeting_rows

        row = self.context.read(meeting_rows, [meeting_id]).get(meeting_id)
        if row is None:
            self.context.notify(self.context.tr(N_("The meeting is not there any more.")))
            return
        self.is_stale = False
        if year_of(row.held_on) != self.context.year and year_of(row.held_on) in self.context.years:
            self.context.set_year(year_of(row.held_on))
        self.reload()
        if not self.list.table.show_id(meeting_id):
            self._no_filter()
            self.list.table.show_id(meeting_id)
        self._show_current()

    def show_case(self, item_id: int) -> None:
        """Show one case in its meeting."""
        from sqlalchemy.exc import NoResultFound

        from app.meetings.queries import item

        try:
            meeting_id = self.context.read(item, item_id).meeting_id
        except NoResultFound:
            meeting_id = None
        if meeting_id is None:
            self.context.notify(self.context.tr(N_("The case is not there any more.")))
            return
        self.show_meeting(meeting_id)
        if self.pane.meeting_id == meeting_id:
            self.pane.show_item(item_id)

    def show_body(self, body_id: int) -> None:
        """Show the meetings of one body."""
        self.is_stale = False
        self.reload()
        self._no_filter()
        if body_id in self._body_chips:
            self._body_chips[body_id].setChecked(True)
        self.list.refilter()

    def plan_year(self) -> None:
        """Ask how a body meets this year, and show the evenings that come of it."""

    # -- private

    def _make_chips(self) -> None:
        found = choices([line.row for line in self._lines], self.context.tr)
        if [(code, chip.text()) for code, chip in self._body_chips.items()] == found:
            return
        on = self.codes
        for chip in self._body_chips.values():
            chip.setParent(None)
            chip.deleteLater()
        self._body_chips = {}
        for code, words in found:
            chip = self._body_chips[code] = Chip(words.replace("&", "&&"))
            chip.setChecked(code in on)
            chip.clicked.connect(lambda _on: self.list.refilter())
            self._flow.add(chip)

    def _no_filter(self) -> None:
        self.coming.setChecked(False)
        for chip in self._body_chips.values():
            chip.setChecked(False)
        self.list.filter_box.clear()
        self.list.refilter()

    def _matching(self, text: str) -> list[Line]:
        return matching(self._lines, text, self.codes, clock.today() if self.coming.isChecked() else None)

    def _fetch(self, wanted: Request) -> Sequence[Line]:
        from db.search import sort_key

        rows = self._matching(wanted.text)
        keys: dict[str, Callable[[Line], object]] = {
            "day": lambda line: line.order,
            "whose": lambda line: (sort_key(line.whose), line.order),
            "time": lambda line: (line.time, line.order),
            "place": lambda line: (sort_key(line.place), line.order),
            "status": lambda line: (sort_key(line.status), line.order),
        }
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)  # type: ignore[arg-type]
        return rows[wanted.offset : wanted.offset + wanted.limit]

    def _go_into(self) -> None:
        self._quiet.stop()
        self._show_current()
        self.pane.focus_first()

    def _show_current(self) -> None:
        if self.context.store is None:  # the window is being closed
            return
        self._quiet.stop()
        row = self.list.table.current_row
        wanted = row.id if row is not None else None
        if wanted != self.pane.meeting_id and not self.pane.show_meeting(wanted) and self.pane.meeting_id is not None:
            self.list.table.show_id(self.pane.meeting_id)  # what is typed there was refused
