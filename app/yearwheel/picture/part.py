"""What does the school year look like as a wheel, and which part of it is seen?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea

from app.core import clock
from app.core.i18n import N_
from app.shell import icons
from app.shell.announce import announce
from app.shell.chips import Chip, OneOf
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label, tooltip, without_mnemonic, wrapped
from app.yearwheel.listing.doing import Doing
from app.yearwheel.picture.landing import stepped, why_still
from app.yearwheel.picture.periods import (
    MONTH,
    QUARTER,
    YEAR,
    Period,
    closer,
    period_with,
    say_period,
    wider,
)
from app.yearwheel.picture.view import WheelView
from app.yearwheel.scene import scene_of

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.yearwheel.chosen import Chosen
    from app.yearwheel.rows import OccurrenceRow
    from app.yearwheel.shown import Shown

START = "yearwheel.start_month"
AUGUST, JANUARY = 8, 1


class PicturePart(Part):
    """The wheel of what the filters let through; above it how much of the year is seen, and which part."""

    opened = Signal()  # the occurrence that is chosen is to be gone into

    def __init__(self, context: Context, chosen: Chosen, shown: Shown) -> None:
        super().__init__(context)
        tr = context.tr
        self.chosen, self.shown, self.doing = chosen, shown, Doing(context)
        self.period = Period(YEAR, context.year)
        self._was: tuple[str, date | None] = ("", None)  # what was chosen when it was last shown, and its day
        self.scale = OneOf([(YEAR, tr(N_("Year"))), (QUARTER, tr(N_("Quarter"))), (MONTH, tr(N_("Month")))])
        self.scale.changed.connect(lambda code: self._show(period_with(str(code), self.period.year, self._day)))
        self.back_button = self._arrow(N_("The one before"), "chevron-left", "Alt+Left", -1)
        self.on_button = self._arrow(N_("The next one"), "chevron-right", "Alt+Right", 1)
        self.said = Label()
        self.january = Chip(tr(N_("From January")))
        self.january.setChecked(int(context.settings.get(START, AUGUST)) == JANUARY)
        self.january.clicked.connect(self._start_chosen)
        self.view = WheelView(tr, chosen)
        self.view.opened.connect(lambda _key: self.opened.emit())
        self.view.dropped.connect(self.move_to)
        self.view.stepped.connect(self.step)
        self.view.zoomed.connect(self.zoom)
        self.view.turned.connect(self.turn)
        self.view.refused.connect(context.notify)
        self.view.laid_out.connect(self._offer_numbers)
        self.numbers = QPushButton()
        self.numbers.setAutoDefault(False)
        self.numbers.hide()
        self._names = QMenu(self.numbers)
        self._names.aboutToShow.connect(self._name_numbers)
        self.numbers.setMenu(self._names)
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(self.scale)
        bar.addWidget(self.january)
        bar.addWidget(self.numbers)
        bar.addStretch(1)
        bar.addWidget(self.back_button)
        bar.addWidget(self.said)
        bar.addWidget(self.on_button)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self.view)
        self.body.addLayout(bar)
        self.missing = wrapped("", "muted")
        self.missing.hide()
        self.body.addWidget(room, 1)
        self.body.addWidget(self.missing)
        shown.changed.connect(self._shown_changed)
        chosen.changed.connect(self._choice_changed)

    def reload(self) -> None:
        self._shown_changed()

    def focus_first(self) -> None:
        self.view.setFocus()

    # -- which part of the year

    def zoom(self, step: int, day: date | None) -> None:
        """Look closer (1) at a day, or at more of the year (−1); without a day at what is chosen, else at today."""
        self._show(closer(self.period, day or self._day) if step > 0 else wider(self.period))

    def turn(self, step: int) -> None:
        """Look at the next (1) or previous (−1) quarter or month."""
        found = self.period.after if step > 0 else self.period.before
        if found is not None:
            self._show(found)

    @property
    def start_month(self) -> int:
        """The month the whole year's wheel begins with."""
        return JANUARY if self.january.isChecked() else AUGUST

    # -- what is moved

    def move_to(self, key: str, day: date) -> None:
        """Move an occurrence to begin on a day; what is refused is told, and nothing is another."""
        row = self.shown.occurrence(key)
        if row is not None:
            self.doing.move(row, day)

    def step(self, step: int) -> None:
        """Move what is chosen to the next (1) or previous (−1) school day."""
        row, wheel = self.shown.occurrence(self.chosen.key), self.shown.wheel
        if row is None or wheel is None:
            return
        why = why_still(row, self.context.tr, read_only=self.context.read_only)
        if why:
            self.context.notify(why)
            return
        day = stepped(row, step, wheel.calendar)
        if day is not None:
            self.doing.move(row, day)

    # -- private

    @property
    def _day(self) -> date:
        """The day that is looked for when no other is named: the chosen one's if it is in sight, else today."""
        row = self.shown.occurrence(self.chosen.key)
        if row is not None and row.first is not None and self.period.first <= row.first <= self.period.last:
            return row.first
        return min(max(self.day, self.period.first), self.period.last)

    def _arrow(self, words: str, icon: str, key: str, step: int) -> QPushButton:
        tr = self.context.tr
        button = QPushButton()
        said = tr(words)
        button.setAccessibleName(without_mnemonic(said))
        button.setToolTip(tooltip(f"{without_mnemonic(said)} ({key})"))
        button.setAutoDefault(False)
        icons.put(button, icon, size=16)
        button.clicked.connect(lambda: self.turn(step))
        return button

    def _show(self, period: Period) -> None:
        if period == self.period:
            self.scale.chips[period.scale].setChecked(True)
            return
        self.period = period
        self._shown_changed()
        announce(self.view, say_period(period, self.context.tr))

    def _start_chosen(self) -> None:
        self.context.settings.set(START, self.start_month)
        self._shown_changed()

    def _shown_changed(self) -> None:
        """Show what the filters let through, as far as it is in the period."""
        wheel = self.shown.wheel
        if self.context.store is None or wheel is None:
            return
        if not self.isVisible():
            self.is_stale = True  # it is laid out when it is looked at
            return
        self.is_stale = False
        if self.period.year != wheel.year:
            self.period = Period(YEAR, wheel.year)
        self._go_along()
        rows, tr = self.shown.occurrences, self.context.tr
        is_year = self.period.scale == YEAR
        scene = scene_of(
            replace(wheel, occurrences=rows),
            tr,
            ring_ids=self.shown.narrowed.rings or {row.ring.id for row in wheel.occurrences},
            first=None if is_year else self.period.first,
            last=None if is_year else self.period.last,
            start_month=self.start_month,
            today=clock.today(),
        )
        self._dress()
        self._say_missing(rows)
        self.view.show_scene(scene, {row.key: row for row in rows}, wheel.calendar, read_only=self.context.read_only)

    def _dress(self) -> None:
        """Say which part of the year it is, and offer those beside it."""
        period = self.period
        self.scale.chips[period.scale].setChecked(True)
        self.said.setText(say_period(period, self.context.tr))
        for button, beside in ((self.back_button, period.before), (self.on_button, period.after)):
            button.setVisible(period.scale != YEAR)
            button.setEnabled(beside is not None)
        self.january.setVisible(period.scale == YEAR)

    def _offer_numbers(self) -> None:
        """Say how many stand on the wheel by a number alone: there was no room for their names."""
        numbered = self.view.numbered
        self.numbers.setVisible(bool(numbered))
        words = self.context.tr.n("{n} by its number", "{n} by their numbers", len(numbered))
        self.numbers.setText(words)
        self.numbers.setAccessibleName(words)

    def _name_numbers(self) -> None:
        """Name them when the list is opened; choosing one chooses it on the wheel."""
        self._names.clear()
        for number, key in self.view.numbered:
            row = self.shown.occurrence(key)
            if row is not None:
                said = f"{number}  {row.title}".replace("&", "&&")
                self._names.addAction(said, partial(self.chosen.choose, key))

    def _say_missing(self, rows: Sequence[OccurrenceRow]) -> None:
        """Say what the picture cannot show."""
        tr = self.context.tr
        number = sum(row.first is None for row in rows)
        if not rows:
            words = tr(N_("The filters let nothing through."))
        elif number:
            words = tr.n(
                "{n} has no day yet, and stands in the list alone.",
                "{n} have no day yet, and stand in the list alone.",
                number,
            )
        else:
            words = ""
        self.missing.setText(words)
        self.missing.setVisible(bool(words))

    def _go_along(self) -> None:
        """Go where what is chosen was moved, or put back, if that is in another part of the year."""
        row = self.shown.occurrence(self.chosen.key)
        first = row.first if row is not None else None
        key, before = self._was
        self._was = (self.chosen.key, first)
        if key == self.chosen.key and first is not None and first != before and not self._is_in_sight(row):
            self.period = period_with(self.period.scale, self.period.year, first)

    def _is_in_sight(self, row: OccurrenceRow | None) -> bool:
        """Say whether any of its days is in the period; what has none is nowhere else."""
        if row is None or row.first is None or row.last is None:
            return True
        return row.first <= self.period.last and row.last >= self.period.first

    def _choice_changed(self, key: str) -> None:
        """Go to the part of the year in which what was chosen is, if it was chosen elsewhere."""
        row = self.shown.occurrence(key)
        self._was = (key, row.first if row is not None else None)
        if self.isVisible() and row is not None and row.first is not None and not self._is_in_sight(row):
            self._show(period_with(self.period.scale, self.period.year, row.first))
