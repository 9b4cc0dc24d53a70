"""When shall bodies meet this year? A rhythm, the evenings that come of it, and what is in the way of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from app.core.errors import UserError, explain
from app.core.i18n import N_
from app.meetings.listing.evenings import Evenings
from app.meetings.listing.picking import BodyChips, meeting_bodies, no_body_yet
from app.meetings.words import say_clock
from app.shell import icons
from app.shell.context import Context
from app.shell.days import WEEKDAYS
from app.shell.dialog import Dialog
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.bodies.queries import BodyRow
    from app.meetings.planning import Block, Proposed, Wish
    from app.meetings.rules.dates import Rhythm

MOST_BLOCKS = 3
SPREAD, EVERY, NTH = "spread", "every", "nth"
USUAL_NUMBER = 4
"""How many meetings are proposed where the rule of a body says nothing."""
NTHS = ((1, N_("first")), (2, N_("second")), (3, N_("third")), (4, N_("fourth")), (-1, N_("last")))


@dataclass
class BlockFields:
    """The fields of what is met about in one evening."""

    bodies: BodyChips
    starts_at: QLineEdit
    minutes: QLineEdit
    place: QLineEdit
    label: Label


class PlanDialog(Dialog):
    """What is chosen above is proposed below at once; Enter plans what is ticked. ``planned`` carries the ids."""

    planned = Signal(object)

    def __init__(self, parent: QWidget, context: Context, day: date, body_id: int | None = None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Plan the year")))
        self.context = context
        self.resize(98 * GRID, 78 * GRID)
        self._bodies: tuple[BodyRow, ...] = meeting_bodies(context, day)
        self.blocks: list[BlockFields] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        for at, words in enumerate((N_("Who"), N_("From"), N_("Minutes"), N_("Place"))):
            self._grid.addWidget(Label(tr(words), "muted"), 0, at + 1)
        self.body.insertLayout(0, self._grid)
        self.more = QPushButton(tr(N_("&One more the same evening")))
        self.more.setAutoDefault(False)
        icons.put(self.more, "plus")
        self.more.clicked.connect(lambda: self.add_block().bodies.setFocus())
        self._make_rhythm()
        self.evenings = Evenings(context)
        self.evenings.changed.connect(self._say_number)
        self.evenings.instead.connect(self._take_other)
        words = tr(N_("Choose who meets. The days come here.")) if self._bodies else no_body_yet(context)
        self.about = wrapped(words, "muted")
        self.body.addWidget(self.about)
        self.body.addWidget(self.evenings, 1)
        self._quiet = QTimer(self, singleShot=True, interval=150)
        self._quiet.timeout.connect(self.propose)
        self.accept_button = self.add_buttons(tr(N_("&Plan them")))
        self.accept_button.setEnabled(False)
        first = self.add_block()
        if body_id is not None:
            first.bodies.choose([body_id])
        first.bodies.setFocus()

    # -- what is chosen

    def add_block(self) -> BlockFields:
        """Add a line for one more meeting of the same evening."""
        tr, at = self.context.tr, len(self.blocks) + 1
        fields = BlockFields(
            BodyChips(self._bodies, tr.language), QLineEdit(), QLineEdit(), QLineEdit(), Label(f"{at}.", "muted")
        )
        fields.bodies.setAccessibleName(tr(N_("Whose meeting")))
        for line, words, wide in (
            (fields.starts_at, N_("From"), 9),
            (fields.minutes, N_("Minutes"), 8),
            (fields.place, N_("Place"), 18),
        ):
            line.setAccessibleName(tr(words))
            line.setFixedWidth(wide * GRID)
            line.textEdited.connect(lambda _text: self._look())
            give_menu(line, tr)
        if self.blocks:
            fields.starts_at.setPlaceholderText(tr(N_("after")))
        fields.bodies.changed.connect(lambda: self._body_changed(fields))
        for column, widget in enumerate((fields.label, fields.bodies, fields.starts_at, fields.minutes, fields.place)):
            self._grid.addWidget(widget, at, column)
        self.blocks.append(fields)
        self.more.setVisible(len(self.blocks) < MOST_BLOCKS)
        return fields

    def _make_rhythm(self) -> None:
        tr = self.context.tr
        self.rhythm = QComboBox()
        for code, words in (
            (SPREAD, N_("Evenly over the year")),
            (EVERY, N_("Every so many weeks")),
            (NTH, N_("A weekday of each month")),
        ):
            self.rhythm.addItem(tr(words), code)
        self.nth = QComboBox()
        for number, words in NTHS:
            self.nth.addItem(tr(words), number)
        self.weekday = QComboBox()
        for at, words in enumerate(WEEKDAYS[:5]):
            self.weekday.addItem(tr(words), at)
        self.weekday.setCurrentIndex(1)
        self.weeks, self.number = QSpinBox(), QSpinBox()
        self.weeks.setRange(1, 20)
        self.weeks.setValue(6)
        self.number.setRange(1, 40)
        self.number.setValue(USUAL_NUMBER)
        self.first, self.last = QLineEdit(), QLineEdit()
        for line, words in ((self.first, N_("First day")), (self.last, N_("Last day"))):
            line.setPlaceholderText(tr(words))
            line.setAccessibleName(tr(words))
            line.setFixedWidth(13 * GRID)
            line.textEdited.connect(lambda _text: self._look())
            give_menu(line, tr)
        self.number_label, self.weeks_label = Label(tr(N_("Meetings"))), Label(tr(N_("Weeks between")))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for control, words in (
            (self.rhythm, N_("How often")),
            (self.nth, N_("Which of the month")),
            (self.weekday, N_("Weekday")),
        ):
            control.setAccessibleName(tr(words))
            control.currentIndexChanged.connect(lambda _at: self._look())
            row.addWidget(control)
        for spin, label in ((self.weeks, self.weeks_label), (self.number, self.number_label)):
            label.setBuddy(spin)
            spin.setAccessibleName(label.text())
            spin.valueChanged.connect(lambda _value: self._look())
            row.addWidget(label)
            row.addWidget(spin)
        row.addStretch(1)
        row.addWidget(self.first)
        row.addWidget(Label("–"))
        row.addWidget(self.last)
        under = QHBoxLayout()
        under.addWidget(self.more)
        under.addStretch(1)
        self.body.insertLayout(1, under)
        self.body.insertLayout(2, row)
        self._show_rhythm()

    # -- what is proposed

    def propose(self) -> None:
        """Show the evenings of what is chosen."""
        from app.meetings.planning import propose

        self.clear_errors()
        self._quiet.stop()
        proposed: Sequence[Proposed] = ()
        try:
            if any(fields.bodies.chosen for fields in self.blocks):
                proposed = self.context.read(propose, self._wish())
        except UserError as error:
            self.refuse(explain(error, self.context.tr) or "", None)
        self.about.setVisible(not any(fields.bodies.chosen for fields in self.blocks))
        self.evenings.show_proposed(proposed)

    def submit(self) -> None:
        from app.meetings.planning import plan

        if self._quiet.isActive():  # nothing is planned that nobody has seen
            self.propose()
            return
        taken = self.evenings.taken
        if not taken:
            self.refuse(self.context.tr(N_("Nothing is ticked.")))
            return
        number = sum(len(evening.blocks) for evening in taken)
        done = self.context.do(N_("Planned {n} meetings"), plan, taken, arguments={"n": number}, on_error=self.refuse)
        if done is not None:
            self.planned.emit(done.result)
            self.accept()

    # -- private

    def _wish(self) -> Wish:
        from app.meetings.entered import entered_day_or_none
        from app.meetings.planning import Wish

        blocks = tuple(self._block(fields) for fields in self.blocks if fields.bodies.chosen)
        first = entered_day_or_none(self.first.text(), "first")
        last = entered_day_or_none(self.last.text(), "last")
        return Wish(
            self.context.year, blocks, self._chosen_rhythm(), number=self.number.value(), first=first, last=last
        )

    def _block(self, fields: BlockFields) -> Block:
        from app.meetings.entered import entered_number, entered_time
        from app.meetings.planning import Block

        return Block(
            fields.bodies.chosen,
            entered_time(fields.starts_at.text(), "starts_at"),
            entered_number(5, 600)(fields.minutes.text(), "minutes"),
            fields.place.text().strip(),
        )

    def _chosen_rhythm(self) -> Rhythm:
        from app.meetings.rules.dates import EveryWeeks, NthWeekday, Spread

        weekday = int(self.weekday.currentData())
        code = self.rhythm.currentData()
        if code == NTH:
            return NthWeekday(int(self.nth.currentData()), weekday)
        return EveryWeeks(self.weeks.value(), weekday) if code == EVERY else Spread(self.number.value(), weekday)

    def _body_changed(self, fields: BlockFields) -> None:
        """Write the usual time and place of the leading body as hints, and how often its rule says it meets."""
        from app.meetings.queries import rule_of

        if fields.bodies.chosen:
            body_id = fields.bodies.chosen[0]
            rule = self.context.read(rule_of, body_id)
            if fields is self.blocks[0] and rule.starts_at is not None:
                fields.starts_at.setPlaceholderText(say_clock(rule.starts_at))
            fields.minutes.setPlaceholderText("" if rule.minutes is None else str(rule.minutes))
            fields.place.setPlaceholderText(rule.place)
            row = next(row for row in self._bodies if row.id == body_id)
            if fields is self.blocks[0] and row.meetings_from:
                self.number.setValue(row.meetings_from)
        self._look()

    def _look(self) -> None:
        self._show_rhythm()
        self._quiet.start()

    def _show_rhythm(self) -> None:
        code = self.rhythm.currentData()
        self.nth.setVisible(code == NTH)
        for widget in (self.weeks, self.weeks_label):
            widget.setVisible(code == EVERY)

    def _take_other(self, line: int) -> None:
        """Take the next free day in place of one that has something in the way."""
        from app.meetings.planning import propose

        evening = self.evenings.proposed[line]
        if evening.instead is None:
            return
        wish = replace(self._wish(), rhythm=None, days=(evening.instead,), number=None, first=None, last=None)
        other = self.context.read(propose, wish)
        there = [one for at, one in enumerate(self.evenings.proposed) if at != line] + list(other)
        self.evenings.show_proposed(sorted(there, key=lambda one: one.day))

    def _say_number(self) -> None:
        number, tr = sum(len(evening.blocks) for evening in self.evenings.taken), self.context.tr
        words = tr.n("&Plan {n} meeting", "&Plan {n} meetings", number) if number else tr(N_("&Plan them"))
        self.accept_button.setText(words)
        self.accept_button.setEnabled(number > 0)
