"""Which meetings has the year, and where does each stand?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.lines import Line, choices, line_of, matching, next_one
from app.meetings.words import say_meeting, short_name
from app.shell.chips import Chip
from app.shell.context import Context
from app.shell.flow import Flow
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from app.meetings.behind import BodyBehind
    from app.meetings.rows import MeetingRow
    from app.meetings.showing.pane import MeetingPane

SPLITTER = "meetings.list.splitter"
MOST_NAMES = 4
"""How many meetings are named before the rest is a number."""


class MeetingsPart(Part):
    """The list to the left, the chosen meeting to the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._lines: tuple[Line, ...] = ()
        self._pane: MeetingPane | None = None
        self._year: int | None = None
        self._behind: list[BodyBehind] = []
        self.list = ListPane(
            context,
            "meetings",
            [
                Column("day", tr(N_("Date")), 104),
                Column("whose", tr(N_("Meeting")), 130),
                Column("time", tr(N_("Time")), 52),
                Column("place", tr(N_("Place")), 110),
                Column("status", tr(N_("Status")), 90),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} meeting", "{n} meetings", number),
            tr(N_("Meeting, place or date")),
        )
        self.list.table.is_muted = lambda line: line.row.status == "cancelled"
        self.list.is_filtered = lambda: bool(self.codes) or self.coming.isChecked()
        cancel = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list.table, self.cancel_chosen)
        cancel.setContext(Qt.ShortcutContext.WidgetShortcut)  # in an agenda it takes a case away
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
        self.told = wrapped("", "muted")
        self.told.setVisible(False)
        self.body.addWidget(self.told)
        self.list.setMinimumWidth(36 * GRID)
        self._splitter = SideBySide(context, SPLITTER, (self.list,), [500])
        self.body.addWidget(self._splitter, 1)

    @property
    def pane(self) -> MeetingPane:
        """The meeting that is chosen."""
        if self._pane is None:
            from app.meetings.showing.pane import MeetingPane

            self._pane = MeetingPane(self.context)
            self._pane.gone.connect(self.reload)
            self._splitter.fill((self._pane,), [500, 560], grows=1)
        return self._pane

    @property
    def row(self) -> MeetingRow | None:
        """The meeting that is current in the list."""
        line = self.list.table.current_row
        return line.row if line is not None else None

    @property
    def codes(self) -> frozenset[object]:
        """The chips of bodies and kinds that are on."""
        return frozenset(code for code, chip in self._body_chips.items() if chip.isChecked())

    def reload(self) -> None:
        from app.meetings.queries import meetings_in

        rows = self.context.read(meetings_in, self.context.year)
        self._lines = tuple(line_of(row, self.context.tr) for row in rows)
        self._make_chips()
        self._tell_behind()
        self.list.refresh()
        if self._year != self.context.year:
            self._year = self.context.year
            first = next_one(self._lines, clock.today())
            if first is not None and self.list.table.show_id(first.id):
                table = self.list.table
                table.scrollTo(table.currentIndex(), table.ScrollHint.PositionAtCenter)
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

    # -- what is done

    def plan_year(self) -> None:
        """Ask how bodies meet this year, and show the evenings that come of it."""
        from app.meetings.listing.plan_dialog import PlanDialog

        if self._may_write():
            dialog = PlanDialog(self, self.context, self.day, self._body_to_plan())
            dialog.planned.connect(lambda ids: self._later(partial(self._show_planned, ids)))
            dialog.open()

    def new_meeting(self) -> None:
        """Ask which meeting is to be held, and show it."""
        from app.meetings.listing.new_dialog import NewMeetingDialog

        if self._may_write():
            dialog = NewMeetingDialog(self, self.context, self.day, self._one_body())
            dialog.planned.connect(lambda id: self._later(partial(self.show_meeting, id)))
            dialog.open()

    def open_rules(self) -> None:
        """Show how a body meets: numbers, days, usual place and what stands on every agenda."""
        from app.meetings.listing.rules_dialog import RulesDialog

        if self._may_write():
            row = self.list.table.current_row
            body_id = self._one_body() or (row.row.bodies[0] if row is not None and row.row.bodies else None)
            RulesDialog(self, self.context, self.day, body_id).open()

    def cancel_chosen(self) -> None:
        """Ask why, and cancel all the meetings that are chosen, as one step."""
        from app.shell.dialog import ask_reason

        chosen = [line for line in self.chosen if line.row.status in ("planned", "called")]
        if not self._may_write():
            return
        tr = self.context.tr
        if not chosen:
            self.context.notify(tr(N_("Only a meeting that has not taken place can be cancelled.")))
            return
        number = len(chosen)
        names = ", ".join(say_meeting(line.row, tr) for line in chosen[:MOST_NAMES])
        text = tr(N_("{meetings} stay in the list as cancelled. Those who were called must be told."), meetings=names)
        if number > MOST_NAMES:
            more = number - MOST_NAMES
            text = tr.n(
                "{meetings} and {n} more stay in the list as cancelled. Those who were called must be told.",
                "{meetings} and {n} more stay in the list as cancelled. Those who were called must be told.",
                more,
                meetings=names,
            )
        ask_reason(
            self,
            tr,
            title=tr.n("Cancel {n} meeting?", "Cancel {n} meetings?", number),
            text=text,
            yes=tr.n("&Cancel {n} meeting", "&Cancel {n} meetings", number),
            then=partial(self._cancel, [line.id for line in chosen]),
        )

    def save_calendar(self) -> None:
        """Ask where the meetings that are chosen are to be saved for a calendar."""
        from app.shell.dialog import choose_target

        rows, tr = [line.row for line in self.chosen], self.context.tr
        if self.context.store is None or not rows:
            return
        kinds = f"{tr(N_('Calendar'))} (*.ics)"
        name = f"{tr(N_('Meetings'))}.ics"
        title = tr.n("Save {n} meeting for the calendar", "Save {n} meetings for the calendar", len(rows))
        choose_target(self, tr, title, kinds, name, partial(self._write_calendar, rows))

    def _write_calendar(self, rows: Sequence[MeetingRow], path: Path) -> None:
        from app.core.i18n import translator
        from app.meetings.reports.calendar_file import calendar_of
        from app.school.queries import own_language, the_school

        tr, school = self.context.tr, self.context.read(the_school)
        data = calendar_of(rows, translator(self.context.read(own_language)), school=school.name if school else "")
        try:
            path.write_bytes(data)
        except OSError:
            self.context.notify(tr(N_("The file cannot be written there. Choose another folder.")))
            return
        self.context.notify(tr.n("{n} meeting saved.", "{n} meetings saved.", len(rows)))

    @property
    def chosen(self) -> list[Line]:
        """The meetings that are chosen in the list."""
        chosen = self.list.selection()
        return [line for line in self._matching(self.list.table.rows.text) if line.id in chosen]

    def _cancel(self, ids: Sequence[int], reason: str) -> None:
        from app.meetings.commands import cancel_meeting

        def cancel(session: Session) -> None:
            for meeting_id in ids:
                cancel_meeting(session, meeting_id, reason, clock.today())

        self.context.do(N_("Cancelled {n} meetings"), cancel, arguments={"n": len(ids)})

    def _show_planned(self, ids: Sequence[int]) -> None:
        """Show the first of what was planned, and tell how many there are."""
        if ids:
            self.show_meeting(ids[0])

    def _may_write(self) -> bool:
        """Say whether something can be changed; in a past year the user is told why not."""
        return self.may_leave() and self.context.may_write()

    def _later(self, call: Callable[[], object]) -> None:
        QTimer.singleShot(0, self, call)

    def _one_body(self) -> int | None:
        """Return the body whose chip alone is on."""
        bodies = [code for code in self.codes if isinstance(code, int)]
        return bodies[0] if len(bodies) == 1 else None

    def _body_to_plan(self) -> int | None:
        return self._one_body() or (self._behind[0].body_id if self._behind else None)

    # -- private

    def _tell_behind(self) -> None:
        """Say quietly which bodies have fewer meetings than their rule says."""
        from app.meetings.behind import behind

        tr = self.context.tr
        found = () if self.context.read_only else self.context.read(behind, self.context.year, clock.today())
        self._behind = [one for one in found if one.class_id is None and one.verdict in ("behind", "to_plan")]
        said = (
            tr(
                N_("{body} ({have} of {wanted})"),
                body=short_name(one.name(tr.language)),
                have=one.held + one.coming,
                wanted=one.wanted,
            )
            for one in self._behind
        )
        self.told.setText(tr(N_("Fewer meetings this year than the rule says: {bodies}"), bodies=", ".join(said)))
        self.told.setVisible(bool(self._behind))

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
