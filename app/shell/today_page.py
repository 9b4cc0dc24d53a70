"""What waits today? One line for each kind of thing, with the button that solves it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.shell import icons
from app.shell.days import say_day
from app.shell.due_rows import AsideRow, LineButton, LineRow, MoreRow, Row
from app.shell.page import EmptyState, Page, scrolled
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from datetime import date

    from app.core.due import DueLine, Standing
    from app.shell.due_desk import DueDesk

MOST, MOST_MEETINGS = 12, 3
"""How many lines, and how many meetings, are shown before somebody asks for all."""
COMING_ROOM, DAYLESS_ROOM = 4, 3
"""How many of the lines are kept for what comes and for what has no day, however much stands over."""
MEETINGS, PAST, COMING, WITHOUT_DAY = (
    N_("Next meetings"),
    N_("Still to be done"),
    N_("The next two weeks"),
    N_("Without a day"),
)
LATER_KEY, NOT_OURS_KEY = "Ctrl+U", "Ctrl+Shift+U"
NOTHING = N_("Nothing is waiting")
_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TodayPage(Page):
    """The next meetings, and what all features say is due: what is past its day first, then the next two weeks."""

    title = N_("Today")

    def build(self) -> None:
        tr = self.context.tr
        self.standing: Standing | None = None
        self.rows: list[Row] = []
        self._unfolded: set[str] = set()
        self._desk: DueDesk | None = None
        self._read_on: date | None = None
        self._chosen = ""
        self._typed = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # what is typed before there is a line is looked for
        self.later_action = self.add_command(tr(N_("Remind me in a week")), self.remind_in_a_week, key=LATER_KEY)
        self.not_ours_action = self.add_command(tr(N_("Does not concern us")), self.say_not_ours, key=NOT_OURS_KEY)
        self.when = Label("", "muted")
        self._list = QWidget()
        self._list.setAccessibleName(tr(N_("What is waiting")))
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        text = N_("Meetings, days to keep and what is to be followed up come here by themselves.")
        self.empty = EmptyState(tr(NOTHING), tr(text), icon="check")
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self._list))
        self._stack.addWidget(self.empty)
        self.body.addWidget(self.when)
        self.body.addWidget(self._stack, 1)

    def reload(self) -> None:
        desk = self.context.due_desk
        if desk is None:
            return
        if desk is not self._desk:
            self._desk = desk
            desk.read_anew.connect(self._read_anew)
        desk.watch(True)
        standing = desk.now()
        if standing is not self.standing:
            self._show(standing)
        self._search()

    def focus_first(self) -> None:
        first = self.rows[0].buttons[0] if self.rows else self
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def due_rows(self) -> list[LineRow]:
        """The lines of what waits that are shown, without the meetings."""
        return [row for row in self.rows if isinstance(row, LineRow) and not row.line.is_next]

    @property
    def meeting_rows(self) -> list[LineRow]:
        """The meetings that are near and shown."""
        return [row for row in self.rows if isinstance(row, LineRow) and row.line.is_next]

    # -- what can be said of a line

    def remind_in_a_week(self, line: DueLine | None = None) -> None:
        """Put off a line: the one that is given, or one is in."""
        line = line or self._line
        if self._desk is not None and line is not None:
            self._desk.remind_in_a_week(line)

    def say_not_ours(self, line: DueLine | None = None) -> None:
        """Let a line be none of the school's: the one that is given, or one is in."""
        line = line or self._line
        if self._desk is not None and line is not None:
            self._desk.say_not_ours(line)

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look for what is typed in everything."""
        plain = event.modifiers() & ~_SHIFT == Qt.KeyboardModifier.NoModifier
        if plain and event.text().isprintable() and event.text().strip():
            self._typed += event.text()
            self._search()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._stale = self._stale or self._read_on != clock.today() or self._desk is not None
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._desk is not None:
            self._desk.watch(False)

    # -- private

    @property
    def _line(self) -> DueLine | None:
        """The line one is in, or was in last."""
        return next((row.line for row in self.due_rows if row.line.code == self._chosen), None)

    def _read_anew(self, standing: Standing) -> None:
        if self.isVisible():
            self._show(standing)

    def _show(self, standing: Standing) -> None:
        at, button = self._focused()
        self.standing, self._read_on = standing, standing.day
        self.when.setText(say_day(standing.day, self.context.tr))
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        self._add_section(MEETINGS, standing.meetings, MOST_MEETINGS)
        if not standing.waiting and (standing.meetings or standing.aside):
            self._insert(_spaced(wrapped(self.context.tr(NOTHING)), 2))
        room = MOST if "due" not in self._unfolded else len(standing.waiting)
        for section, lines in sections(most_needed(standing.waiting, standing.day, room), standing.day):
            self._add_section(section, lines)
        self._add_rest("due", len(standing.waiting), room)
        self._add_aside(standing)
        is_empty = not (standing.waiting or standing.meetings or standing.aside)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if self.rows and (at is not None or (self.isVisible() and self.window().focusWidget() in (None, self))):
            buttons = self.rows[min(at or 0, len(self.rows) - 1)].buttons
            buttons[min(button, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        icons.draw_all()

    def _add_section(self, section: str, lines: Sequence[DueLine], most: int = MOST) -> None:
        """Add the lines under a head, of meetings so many that it is no flood."""
        if not lines:
            return
        tr = self.context.tr
        title = heading(tr(section), 1.0)
        self._insert(_spaced(title, 1 if self._column.count() > 1 else 0))
        room = len(lines) if section in self._unfolded or section != MEETINGS else most
        aside = (
            ()
            if section == MEETINGS
            else (
                (tr(N_("Remind me in a week")), LATER_KEY, self.remind_in_a_week),
                (tr(N_("Does not concern us")), NOT_OURS_KEY, self.say_not_ours),
            )
        )
        for line in lines[:room]:
            row = LineRow(self.context, line, clock.today(), self._open, aside)
            for one in row.buttons:
                one.entered.connect(partial(self._enter, line.code))
            self._add(row)
        self._add_rest(section, len(lines), room)

    def _add_rest(self, section: str, number: int, room: int) -> None:
        """Add the line that stands for those that are too many."""
        if number <= room:
            return
        tr = self.context.tr
        left = number - room
        if section == MEETINGS:
            more = tr.n("{n} more meeting", "{n} more meetings", left)
        else:
            more = tr.n("{n} more line", "{n} more lines", left)
        button = tr(N_("Show all {n}"), n=tr.number(number))
        self._add(MoreRow(section, more, button, partial(self._unfold, section)))

    def _add_aside(self, standing: Standing) -> None:
        """Say how many lines were put aside; whoever asks sees them, and can take them back."""
        if not standing.aside:
            return
        tr = self.context.tr
        is_open = "aside" in self._unfolded
        words = tr(N_("Put aside: {n}"), n=tr.number(len(standing.aside)))
        row = MoreRow("aside", words, tr(N_("Hide")) if is_open else tr(N_("Show")), self._fold_aside)
        self._insert(_spaced(QWidget(), 1))
        self._add(row)
        for one in standing.aside if is_open else ():
            self._add(AsideRow(self.context, one, self._take_back))

    def _add(self, row: Row) -> None:
        for one in row.buttons:
            one.steered.connect(self._go)
        self.rows.append(row)
        self._insert(row)

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _enter(self, code: str) -> None:
        self._chosen = code

    def _open(self, line: DueLine) -> None:
        """Go to where it is done, in the year that runs."""
        if self.context.year != self.context.this_year:
            self.context.set_year(self.context.this_year)
        self.context.show_page(line.page, line.item)

    def _take_back(self, line: DueLine) -> None:
        if self._desk is not None:
            self._desk.take_back(line)

    def _unfold(self, section: str) -> None:
        """Show all; one goes on at the first that was not shown."""
        shown = {row.line.code for row in self.rows if isinstance(row, LineRow)}
        self._unfolded.add(section)
        self._show_again()
        new = next((row for row in self.rows if isinstance(row, LineRow) and row.line.code not in shown), None)
        if new is not None:
            new.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold_aside(self) -> None:
        self._unfolded ^= {"aside"}
        self._show_again()

    def _show_again(self) -> None:
        if self.standing is not None:
            self._show(self.standing)

    def _search(self) -> None:
        """Look for what was typed, once the school is open."""
        if self._typed and self.context.store is not None:
            typed, self._typed = self._typed, ""
            self.context.search_wanted.emit(typed)

    def _focused(self) -> tuple[int | None, int]:
        """Return which row has the focus, and which of its buttons."""
        focused = self.window().focusWidget()
        for at, row in enumerate(self.rows):
            if isinstance(focused, LineButton) and focused in row.buttons:
                return at, row.buttons.index(focused)
        return None, 0

    def _go(self, down: int, right: int) -> None:
        """Go to the same button of the line above or below, or to another button of the line."""
        at, button = self._focused()
        if at is None or not 0 <= at + down < len(self.rows):
            return
        here, there = self.rows[at], self.rows[at + down]
        if right:
            button = min(max(0, button + right), len(here.buttons) - 1)
        elif isinstance(here, LineRow) and isinstance(there, LineRow):
            button = there.buttons.index(_same(here, there, here.buttons[button]))
        there.buttons[min(button, len(there.buttons) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _tables_changed(self, tables: frozenset[str]) -> None:
        """Nothing: what waits is read once for the page and the side bar, and said by the desk."""


def sections(lines: Sequence[DueLine], today: date) -> list[tuple[str, list[DueLine]]]:
    """Return (heading, lines): what stands over, then what comes, then what has no day, each in the order given."""
    past = [line for line in lines if line.day is not None and line.day < today]
    coming = [line for line in lines if line.day is not None and line.day >= today]
    found = ((PAST, past), (COMING, coming), (WITHOUT_DAY, [line for line in lines if line.day is None]))
    return [(heading, some) for heading, some in found if some]


def most_needed(lines: Sequence[DueLine], today: date, room: int) -> list[DueLine]:
    """Return so many lines that there is room for, in the order given.

    What stands over comes first, but never pushes out the nearest of what is due now.
    """
    past = [line for line in lines if line.day is not None and line.day < today]
    coming = [line for line in lines if line.day is not None and line.day >= today]
    dayless = [line for line in lines if line.day is None]
    kept = [*coming[:COMING_ROOM], *dayless[:DAYLESS_ROOM]][:room]
    kept += [line for line in (*past, *coming, *dayless) if line not in kept][: room - len(kept)]
    return [line for line in lines if line in kept]


def _same(here: LineRow, there: LineRow, button: LineButton) -> LineButton:
    """Return the button of a line that does what this one does in another; else the one that opens it."""
    if button is here.print_button and there.print_button is not None:
        return there.print_button
    if button is here.aside_button and there.aside_button is not None:
        return there.aside_button
    return there.open_button


def _spaced(widget: QWidget, above: int) -> QWidget:
    widget.setContentsMargins(0, above * GRID, 0, GRID // 2)
    return widget
