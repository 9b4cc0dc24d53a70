"""What waits today? One line for each thing, with the button that solves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.days import say_day
from app.shell.page import EmptyState, Page, scrolled
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from datetime import date

    from app.core.due import DueLine

MOST = 5
"""How many lines of one kind are shown before somebody asks for all."""
PAST, COMING, WITHOUT_DAY = N_("Still to be done"), N_("Coming"), N_("Without a day")
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineButton(QPushButton):
    """A button of a line: Enter presses it too; the arrows are ``steered`` to the lines above and below."""

    steered = Signal(int)

    def __init__(self, words: str, about: str, icon: str = "") -> None:
        super().__init__(words)
        self.setAutoDefault(False)
        self.setAccessibleName(f"{words}: {about}" if about else words)
        if icon:
            icons.put(self, icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _UP_DOWN:
            self.steered.emit(_UP_DOWN[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class LineRow(QFrame):
    """One thing that waits: when, what, and what to do."""

    def __init__(self, context: Context, line: DueLine, today: date) -> None:
        super().__init__()
        tr = context.tr
        self.line = line
        said = tr.say(line.words.msgid, line.words.values)
        self.day = wrapped(_say_when(line, today, context), "muted")
        self.words = wrapped(said)
        self.day.setFixedWidth(day_width(self))
        self.setAccessibleName(f"{self.day.text()}: {said}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        row.setSpacing(2 * GRID)
        row.addWidget(self.day)
        row.addWidget(self.words, 1)
        self.print_button: LineButton | None = None
        if line.report:
            self.print_button = LineButton(tr(line.print_button), said, "printer")
            self.print_button.clicked.connect(lambda: _print(context, line))
            row.addWidget(self.print_button)
        self.open_button = LineButton(tr(line.button), said)
        self.open_button.clicked.connect(lambda: context.show_page(line.page, line.item))
        row.addWidget(self.open_button)
        self.buttons = [one for one in (self.print_button, self.open_button) if one is not None]
        for one in (self.day, self.words):
            one.setSizePolicy(one.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Minimum)


class TodayPage(Page):
    """The lines of all features, the nearest first."""

    title = N_("Today")

    def build(self) -> None:
        tr = self.context.tr
        self.lines: tuple[DueLine, ...] = ()
        self.rows: list[LineRow] = []
        self._unfolded: set[tuple[str, str]] = set()
        self._read_on: date | None = None
        self._typed = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # what is typed before there is a line is looked for
        self.when = Label("", "muted")
        self._list = QWidget()
        self._list.setAccessibleName(tr(N_("What is waiting")))
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        text = N_("Meetings, days to keep and what is to be followed up come here by themselves.")
        self.empty = EmptyState(tr(N_("Nothing is waiting")), tr(text), icon="check")
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self._list))
        self._stack.addWidget(self.empty)
        self.body.addWidget(self.when)
        self.body.addWidget(self._stack, 1)

    def reload(self) -> None:
        from app.core.due import due_lines

        today = clock.today()
        self._read_on = today
        self.when.setText(say_day(today, self.context.tr))
        self.lines = self.context.read(due_lines, today)
        self._show()
        self._search()

    def focus_first(self) -> None:
        first = self._first_button(self.rows[0]) if self.rows else self
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look for what is typed in everything."""
        plain = event.modifiers() & ~_SHIFT == Qt.KeyboardModifier.NoModifier
        if plain and event.text().isprintable() and event.text().strip():
            self._typed += event.text()
            self._search()
            return
        super().keyPressEvent(event)

    # -- private

    def _show(self) -> None:
        at = self._focused_row()
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for section, lines in sections(self.lines, clock.today()):
            title = heading(self.context.tr(section), 1.0)
            title.setContentsMargins(0, GRID if self.rows else 0, 0, GRID // 2)
            self._insert(title)
            self._add_lines(section, lines)
        self._stack.setCurrentIndex(0 if self.lines else 1)
        if self.rows and (at is not None or (self.isVisible() and self.window().focusWidget() in (None, self))):
            self._first_button(self.rows[min(at or 0, len(self.rows) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)
        icons.draw_all()

    def _add_lines(self, section: str, lines: Sequence[DueLine]) -> None:
        """Add the lines of a section, of each kind so many that it is no flood."""
        numbers, shown = Counter(line.code.partition(":")[0] for line in lines), Counter[str]()
        for line in lines:
            kind = line.code.partition(":")[0]
            shown[kind] += 1
            if shown[kind] <= MOST or (section, kind) in self._unfolded:
                row = LineRow(self.context, line, clock.today())
                for one in row.buttons:
                    one.steered.connect(self._go)
                self.rows.append(row)
                self._insert(row)
            elif shown[kind] == MOST + 1:
                self._insert(self._rest(section, kind, numbers[kind]))

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _rest(self, section: str, kind: str, number: int) -> QWidget:
        """Return the line that stands for those of a kind that are too many."""
        tr = self.context.tr
        rest = QFrame()
        row = QHBoxLayout(rest)
        row.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        row.setSpacing(2 * GRID)
        indent = QWidget()
        indent.setFixedWidth(day_width(self))
        row.addWidget(indent)
        row.addWidget(Label(tr.n("{n} more like this", "{n} more like these", number - MOST), "muted"), 1)
        button = LineButton(tr(N_("Show all {n}"), n=tr.number(number)), "")
        button.clicked.connect(partial(self._unfold, section, kind))
        row.addWidget(button)
        return rest

    def _unfold(self, section: str, kind: str) -> None:
        self._unfolded.add((section, kind))
        self._show()
        lines = dict(sections(self.lines, clock.today()))[section]
        first = [line for line in lines if line.code.partition(":")[0] == kind][MOST]
        row = next(row for row in self.rows if row.line is first)
        self._first_button(row).setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        """Look for what was typed, once the school is open."""
        if self._typed and self.context.store is not None:
            typed, self._typed = self._typed, ""
            self.context.search_wanted.emit(typed)

    def _focused_row(self) -> int | None:
        focused = self.window().focusWidget()
        return next((at for at, row in enumerate(self.rows) if focused is not None and row.isAncestorOf(focused)), None)

    def _go(self, step: int) -> None:
        """Go to the same button of the line above or below."""
        at = self._focused_row()
        if at is None or not 0 <= at + step < len(self.rows):
            return
        was_open = self.rows[at].open_button.hasFocus()
        row = self.rows[at + step]
        button = row.open_button if was_open else self._first_button(row)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    @staticmethod
    def _first_button(row: LineRow) -> LineButton:
        return row.buttons[0]

    def _tables_changed(self, tables: frozenset[str]) -> None:
        self._look_again()  # what waits may come of anything

    def _reload_if_due(self) -> None:
        self._stale = self._stale or self._read_on != clock.today()
        super()._reload_if_due()


def sections(lines: Sequence[DueLine], today: date) -> list[tuple[str, list[DueLine]]]:
    """Return (heading, lines): what stands over, the latest first, then what comes, then what has no day."""
    past = [line for line in lines if line.day is not None and line.day < today]
    coming = [line for line in lines if line.day is not None and line.day >= today]
    found = ((PAST, past[::-1]), (COMING, coming), (WITHOUT_DAY, [line for line in lines if line.day is None]))
    return [(heading, some) for heading, some in found if some]


def day_width(widget: QWidget) -> int:
    """Return how much room "torsdag 12. nov." needs."""
    return max(15 * GRID, widget.fontMetrics().horizontalAdvance("m") * 11)


def _say_when(line: DueLine, today: date, context: Context) -> str:
    tr, day = context.tr, line.day
    if day is None:
        return ""
    near = {0: N_("today"), 1: N_("tomorrow")}.get((day - today).days)
    return tr(near) if near is not None else say_day(day, tr)


def _print(context: Context, line: DueLine) -> None:
    from app.core.due import papers_of

    context.preview(context.read(papers_of, line), subject=line.subject or None, on_paper=line.report)
