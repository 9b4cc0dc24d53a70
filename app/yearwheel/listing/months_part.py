"""What comes up in each month of the year?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.shell.chips import OneOf
from app.shell.page import scrolled
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import wrapped
from app.yearwheel.listing.doing import Doing
from app.yearwheel.listing.month_card import MonthCard
from app.yearwheel.listing.months_lines import lines_of, months_of
from app.yearwheel.picture.landing import stepped, why_still
from app.yearwheel.words import say_month

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.yearwheel.chosen import Chosen
    from app.yearwheel.shown import Shown

START = "yearwheel.start_month"  # the picture begins so, too
NARROWEST = 32
"""So many average letters a month is wide at least."""


class MonthsPart(Part):
    """Twelve cards, as many beside each other as there is room for; the arrows walk through all of them."""

    opened = Signal()

    def __init__(self, context: Context, chosen: Chosen, shown: Shown) -> None:
        super().__init__(context)
        tr = context.tr
        self.chosen, self.shown, self.doing = chosen, shown, Doing(context)
        self.cards: list[MonthCard] = []
        self._beside = 0
        self._first = ""
        self.starts = OneOf([(8, tr(N_("From August"))), (1, tr(N_("From January")))])
        if context.settings.get(START, 8) == 1:
            self.starts.chips[1].setChecked(True)
        self.starts.changed.connect(self._start_changed)
        self.without = wrapped("", "muted")
        top = QHBoxLayout()
        top.addWidget(self.starts)
        top.addWidget(self.without, 1)
        self._place = QWidget()
        self._grid = QGridLayout(self._place)
        self._grid.setContentsMargins(0, 0, GRID, GRID)
        self._grid.setSpacing(GRID)
        self.room = scrolled(self._place)
        self.body.addLayout(top)
        self.body.addWidget(self.room, 1)
        chosen.changed.connect(lambda _key: self._follow())
        shown.changed.connect(self._shown_changed)

    def reload(self) -> None:
        self._shown_changed()
        QTimer.singleShot(0, self, self._follow)

    def focus_first(self) -> None:
        """Be at what is chosen, else at the first line there is."""
        card = next((card for card in self.cards if card.list.show_key(self.chosen.key)), None)
        card = card or next((card for card in self.cards if card.list.places), None)
        if card is not None:
            card.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def step(self, step: int) -> None:
        """Move what is chosen to the next (1) or previous (−1) school day, and be where it landed."""
        row, wheel = self.shown.occurrence(self.chosen.key), self.shown.wheel
        if row is None or wheel is None:
            return
        why = why_still(row, self.context.tr, read_only=self.context.read_only)
        if why:
            self.context.notify(why)
            return
        day = stepped(row, step, wheel.calendar)
        if day is not None and self.doing.move(row, day) is not None:
            QTimer.singleShot(0, self, self.focus_first)

    # -- private

    @property
    def start_month(self) -> int:
        """The month the first card is of."""
        return 1 if self.starts.code == 1 else 8

    def _start_changed(self, code: object) -> None:
        self.context.settings.set(START, code)
        self._shown_changed()

    def _shown_changed(self) -> None:
        wheel = self.shown.wheel
        if wheel is None or self.context.store is None:
            return
        tr, months = self.context.tr, months_of(wheel.year, self.start_month)
        first = f"{wheel.year} {self.start_month}"
        if first != self._first:
            self._first = first
            self._make_cards([say_month(start, tr) for start, _end in months])
        for card, (start, end) in zip(self.cards, months, strict=True):
            card.show_lines(lines_of(start, end, self.shown.occurrences, wheel.calendar, tr))
        number = sum(row.first is None for row in self.shown.occurrences)
        words = tr.n("{n} has no day yet: see the list.", "{n} have no day yet: see the list.", number)
        self.without.setText(words if number else "")
        self._follow()

    def _make_cards(self, titles: list[str]) -> None:
        for card in self.cards:
            card.setParent(None)
            card.deleteLater()
        self.cards = []
        for at, title in enumerate(titles):
            card = MonthCard(title, self.context.tr)
            card.list.chosen_line.connect(self.chosen.choose)
            card.list.opened.connect(self.opened)
            card.list.stepped.connect(self.step)
            card.list.gone_over.connect(partial(self._go_over, at))
            self.cards.append(card)
        self._beside = 0
        self._arrange()

    def _arrange(self) -> None:
        """Put as many months beside each other as there is room for."""
        width = self.room.viewport().width()
        narrowest = NARROWEST * self.fontMetrics().averageCharWidth() + 3 * GRID
        beside = next((number for number in (4, 3, 2) if number * (narrowest + GRID) <= width), 1)
        if beside == self._beside or not self.cards:
            return
        self._beside = beside
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < beside else 0)
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // beside, at % beside)
        QTimer.singleShot(0, self, self._follow)  # once each has its place

    def _follow(self) -> None:
        """Show what is chosen, and bring it in sight."""
        self._grid.activate()
        for card in self.cards:
            if card.list.show_key(self.chosen.key) and self.isVisible():
                rect = card.list.visualItemRect(card.list.currentItem())
                top = card.list.mapTo(self._place, rect.center())
                self.room.ensureVisible(top.x(), top.y(), GRID, 6 * GRID)
        if not self.chosen.key and self.isVisible():
            self._show_now()

    def _show_now(self) -> None:
        """Bring the running month in sight."""
        wheel, today = self.shown.wheel, clock.today()
        if wheel is not None:
            months = months_of(wheel.year, self.start_month)
            now = next((at for at, (first, last) in enumerate(months) if first <= today <= last), None)
            if now is not None:
                self.room.ensureWidgetVisible(self.cards[now])

    def _go_over(self, at: int, step: int, line: int) -> None:
        """Go from one month to the next (or before) that has something in it."""
        if abs(step) >= len(self.cards):
            order = list(range(len(self.cards)))
            order = order if step < 0 else order[::-1]
        else:
            order = list(range(at + step, len(self.cards) if step > 0 else -1, step))
        for other in order:
            if self.cards[other].list.places:
                self.cards[other].list.go_in(line)
                return
