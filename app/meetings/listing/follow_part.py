"""What shall be done after the meetings, by whom and when, and what was done?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.action_pane import ActionPane
from app.meetings.listing.follow_lines import DONE, LATE, OPEN, REQUESTS, ActionLine, line_of, matching
from app.meetings.words import short_name
from app.shell.chips import Chip, OneOf
from app.shell.context import Context
from app.shell.flow import Flow
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState, scrolled
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow

SPLITTER = "meetings.follow.splitter"


class FollowPart(Part):
    """The list to the left, what is chosen to the right; Space says that it is done."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._lines: tuple[ActionLine, ...] = ()
        self._meetings: dict[int, MeetingRow] = {}
        self.list = ListPane(
            context,
            "meetings.follow",
            [
                Column("due", tr(N_("Due")), 165),
                Column("who", tr(N_("Who")), 120),
                Column("what", tr(N_("What")), 240),
                Column("meeting", tr(N_("Meeting")), 140),
                Column("done", tr(N_("Done")), 90, visible=False),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} thing to do", "{n} things to do", number),
            tr(N_("Who, what or meeting")),
        )
        self.which = OneOf(
            [
                (OPEN, tr(N_("Open"))),
                (LATE, tr(N_("Late"))),
                (REQUESTS, tr(N_("Asked of the principal"))),
                (DONE, tr(N_("Done"))),
            ]
        )
        self.which.changed.connect(lambda _code: self.list.refilter())
        self._chips: dict[int, Chip] = {}
        self._flow = Flow()
        self._flow.add(self.which)
        self.list.chips.addWidget(self._flow, 1)
        self.list.is_filtered = lambda: self.which.code != OPEN or bool(self.body_ids)
        self.list.set_empty(
            EmptyState(
                tr(N_("Nothing is open")),
                tr(N_("What is to be done is written in the minutes, at the case it comes from. It comes here.")),
                tr(N_("Ask the principal …")),
                self.new_request,
                "list-checks",
            )
        )
        self.pane = ActionPane(context, self.finish)
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_current)
        table = self.list.table
        table.row_changed.connect(lambda _row: self._quiet.start())
        table.opened.connect(lambda _row: self.pane.focus_first())
        tick = QShortcut(QKeySequence(Qt.Key.Key_Space), table, self.finish)
        tick.setContext(Qt.ShortcutContext.WidgetShortcut)  # in the filter it is a blank
        side = scrolled(self.pane)
        side.setMinimumWidth(40 * GRID)
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, side), [660, 400], grows=0), 1)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.pane.form,)

    @property
    def body_ids(self) -> frozenset[int]:
        """The bodies whose chips are on."""
        return frozenset(body_id for body_id, chip in self._chips.items() if chip.isChecked())

    def reload(self) -> None:
        from app.meetings.queries import action_points, meeting_rows

        rows = self.context.read(lambda session: action_points(session, open_only=False))
        self._meetings = self.context.read(meeting_rows, {row.meeting_id for row in rows})
        today, tr = clock.today(), self.context.tr
        self._lines = tuple(line_of(row, self._meetings.get(row.meeting_id), tr, today) for row in rows)
        self._make_chips()
        self.list.refresh()
        self._show_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_action(self, action_id: int) -> None:
        """Show one, also one the filter does not let through."""
        self.is_stale = False
        self.reload()
        if not self.list.table.show_id(action_id):
            line = next((line for line in self._lines if line.id == action_id), None)
            if line is None:
                return
            for chip in self._chips.values():
                chip.setChecked(False)
            self.which.choose(OPEN if line.row.done_on is None else DONE)
            self.list.filter_box.clear()
            self.list.refilter()
            self.list.table.show_id(action_id)
        self._show_current()

    # -- what is done

    def finish(self) -> None:
        """Ask what was done, and say of all that are chosen that they are done."""
        from app.meetings.listing.done_dialog import DoneDialog

        chosen = [line for line in self.chosen if line.row.done_on is None]
        if chosen and self._may_write():
            DoneDialog(self, self.context, [line.row for line in chosen]).open()

    def new_request(self) -> None:
        """Ask what a body asks the principal for."""
        from app.meetings.listing.request_dialog import RequestDialog

        if self._may_write():
            dialog = RequestDialog(self, self.context)
            dialog.added.connect(lambda id: QTimer.singleShot(0, self, partial(self.show_action, id)))
            dialog.open()

    def open_meeting(self) -> None:
        """Show the meeting it comes from."""
        line = self.list.table.current_row
        if line is not None:
            self.context.show_page("meetings", line.row.meeting_id)

    @property
    def chosen(self) -> list[ActionLine]:
        """What is chosen in the list."""
        chosen = self.list.selection()
        return [line for line in self._matching(self.list.table.rows.text) if line.id in chosen]

    # -- private

    def _may_write(self) -> bool:
        return self.may_leave() and self.context.may_write()

    def _make_chips(self) -> None:
        from db.search import sort_key

        tr = self.context.tr
        named: dict[int, str] = {}
        for row in self._meetings.values():
            for body_id, (nb, nn) in zip(row.bodies, row.body_names, strict=True):
                named[body_id] = short_name(nn if tr.language == "nn" and nn else nb)
        found = sorted(named.items(), key=lambda one: sort_key(one[1]))
        if [(body_id, chip.text()) for body_id, chip in self._chips.items()] == found:
            return
        on = self.body_ids
        for chip in self._chips.values():
            chip.setParent(None)
            chip.deleteLater()
        self._chips = {}
        for body_id, words in found:
            chip = self._chips[body_id] = Chip(words)
            chip.setChecked(body_id in on)
            chip.clicked.connect(lambda _on: self.list.refilter())
            self._flow.add(chip)

    def _matching(self, text: str) -> list[ActionLine]:
        return matching(self._lines, text, str(self.which.code), self.body_ids)

    def _fetch(self, wanted: Request) -> Sequence[ActionLine]:
        from db.search import sort_key

        rows = self._matching(wanted.text)
        keys: dict[str, Callable[[ActionLine], object]] = {
            "due": lambda line: (line.row.due is None, line.row.due or clock.today(), line.id),
            "who": lambda line: (sort_key(line.who), line.row.due is None, line.row.due or clock.today(), line.id),
            "what": lambda line: (sort_key(line.what), line.id),
            "meeting": lambda line: (self._held(line), line.id),
            "done": lambda line: (line.row.done_on is None, line.row.done_on or clock.today(), line.id),
        }
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)  # type: ignore[arg-type]
        return rows[wanted.offset : wanted.offset + wanted.limit]

    def _held(self, line: ActionLine) -> str:
        meeting = self._meetings.get(line.row.meeting_id)
        return meeting.held_on.isoformat() if meeting is not None else ""

    def _show_current(self) -> None:
        if self.context.store is None:  # the window is being closed
            return
        line = self.list.table.current_row
        self.pane.show_row(line.row if line is not None else None, line.meeting if line is not None else "")
