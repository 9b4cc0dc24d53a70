"""To which day is one time moved?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import UserError, explain
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.yearwheel.rows import OccurrenceRow, Wheel


class MoveDialog(Dialog):
    """The first day; where it lands is said while one types, if the day is a weekend or in a break."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        occurrence: OccurrenceRow,
        wheel: Wheel,
        then: Callable[[], object] | None = None,
    ) -> None:
        from app.yearwheel.days import say_days_in_full

        tr = context.tr
        super().__init__(parent, tr, tr(N_("Move to another day")))
        self.context, self.occurrence, self.wheel, self._then = context, occurrence, wheel, then
        said = occurrence.title
        if occurrence.first is not None and occurrence.last is not None:
            said = tr(N_("{title}: {days}"), title=said, days=say_days_in_full(occurrence.first, occurrence.last, tr))
        self.body.insertWidget(0, wrapped(said))
        self.day = QLineEdit("" if occurrence.first is None else tr.date(occurrence.first))
        self.day.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.add_field("first", tr(N_("New first &day")), self.day)
        self.lands = wrapped("", "muted")
        self.lands.setMinimumHeight(2 * self.lands.fontMetrics().lineSpacing() + GRID // 2)
        self.body.addWidget(self.lands)
        self.add_buttons(tr(N_("&Move it")))
        self.day.textChanged.connect(lambda _text: self._say())
        self.day.setFocus()
        self.day.selectAll()
        self._say()

    def submit(self) -> None:
        """Move it; the next school day is taken where the day is none."""
        from app.yearwheel.listing.doing import Doing

        self.clear_errors()
        day = self._day()
        if isinstance(day, str):
            self.refuse(day, "first")
            return
        done = Doing(self.context).move(self.occurrence, day, lambda words, _field: self.refuse(words, "first"))
        if done is None:
            return
        self.accept()
        if self._then is not None:
            self._then()

    # -- private

    def _day(self) -> date | str:
        """Return the day that is typed, or why it is none."""
        tr = self.context.tr
        try:
            day = parse_date(self.day.text())
        except UserError as error:
            return explain(error, tr) or ""
        return tr(N_("Write the date like 24.08.2026.")) if day is None else day

    def _say(self) -> None:
        from app.yearwheel.days import say_why_closed

        day = self._day()
        if isinstance(day, str):
            self.lands.setText("")
            return
        tr, calendar = self.context.tr, self.wheel.calendar
        said = tr.long_date(day)
        if not calendar.first_day <= day <= calendar.last_day:
            self.lands.setText(tr(N_("{day} is in another school year."), day=said))
            return
        why = say_why_closed(calendar, day, tr)
        lands = calendar.next_school_day(day) if why else None
        if why and lands is not None:
            words = tr(N_("{day} is no school day ({why}). It is put on {lands}."))
            said = words.format(day=said, why=why, lands=tr.long_date(lands))
        elif why:
            said = tr(N_("{day} is no school day ({why})."), day=said, why=why)
        self.lands.setText(said)
