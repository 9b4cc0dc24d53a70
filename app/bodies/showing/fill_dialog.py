"""Who is to have the office or the seat, from when and how?"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from app.bodies import words
from app.bodies.queries import BodyRow
from app.bodies.showing.candidates import candidates
from app.bodies.showing.lines import BodyLook, Line
from app.bodies.showing.said import GIVEN, say_office, say_where
from app.contacts.person.picker import Given, GivenPicker
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_of, year_range
from app.shell import icons
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.fold import Fold
from app.shell.theme import GRID

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class FillDialog(Dialog):
    """A name as one types; the days and how are proposed, and folded until wanted.

    ``filled`` carries the office's id; ``outsider_wanted``: somebody is meant whom nobody has written down yet.
    """

    filled = Signal(int)
    outsider_wanted = Signal()

    def __init__(self, parent: QWidget, context: Context, look: BodyLook, line: Line, day: date) -> None:
        tr = context.tr
        where = say_where(line, tr)
        what = f"{say_office(line, look, tr)} {where}".strip()
        name = look.body.name(tr.language)
        super().__init__(parent, tr, tr(N_("{body}: {office}"), body=name, office=what))
        self.context = context
        self._look, self._line, self._day = look, line, day
        self.setMinimumWidth(72 * GRID)
        self.people = GivenPicker(context, self._choices())
        self.add_field("person", tr(N_("&Who")), self.people)
        self.more = Fold(tr, tr(N_("Fro&m when and how")))
        self.form.addRow(self.more)
        self.first_day, self.last_day, self.how = QLineEdit(tr.date(day)), QLineEdit(), QComboBox()
        proposed = proposed_end(look.body, day, is_deputy=line.role == "deputy")
        self.last_day.setText(tr.date(proposed) if proposed is not None else "")
        self.last_day.setPlaceholderText(tr(N_("until there is a successor")))
        for code, said in words.FILLED_BY_WORDS.items():
            self.how.addItem(tr(said), code)
        filled_by = line.seat.filled_by if line.seat is not None else "election"
        self.how.setCurrentIndex(self.how.findData(filled_by))
        self.add_field("valid_from", tr(N_("&From day")), self.first_day)
        self.add_field("term_ends", tr(N_("&Chosen until")), self.last_day)
        self.add_field("how", tr(N_("&How")), self.how)
        for field in ("valid_from", "term_ends", "how"):
            self.show_field(field, visible=False)
        self.more.unfolded.connect(self._show_more)
        self.more.say_more(tr(N_("from {day}"), day=tr.date(day)))
        self.outsider_button = QPushButton(tr(N_("New person from &outside …")))
        self.outsider_button.setAutoDefault(False)
        icons.put(self.outsider_button, "user-plus")
        self.outsider_button.clicked.connect(self._want_outsider)
        self.buttons.insertWidget(0, self.outsider_button)
        self.add_buttons(tr(N_("&Save")))
        self.people.setFocus()

    def choose(self, person_id: int, name: str) -> None:
        """Show somebody as the one who is chosen."""
        self.people.choose(person_id, name)

    def submit(self) -> None:
        """Give the office to who is chosen."""
        self.clear_errors()
        tr, person_id = self.context.tr, self.people.person_id
        if person_id is None:
            self.refuse(tr(N_("Choose who it is: type some letters of the name.")), "person")
            return
        days: dict[str, date | None] = {}
        for field, control in (("valid_from", self.first_day), ("term_ends", self.last_day)):
            try:
                days[field] = parse_date(control.text())
            except UserError as error:
                self._refuse(tr(error.message, **error.values), field)
                return
        first = days["valid_from"]
        if first is None:
            self._refuse(tr(N_("Write the day, for example 24.08.2026.")), "valid_from")
            return
        self._give(person_id, first, days["term_ends"])

    def _give(self, person_id: int, first: date, last: date | None) -> None:
        from app.bodies.offices import appoint
        from app.contacts.queries import person_name

        look, line = self._look, self._line
        seat, how = line.seat, str(self.how.currentData())

        def command(session: Session) -> int:
            return appoint(
                session,
                look.id,
                person_id,
                seat_id=seat.id if seat is not None else None,
                role=line.role,
                deputy_for_id=line.deputy_for_id,
                class_id=line.class_id if seat is not None else None,
                grade=line.grade if seat is not None and seat.unit == "grade" else None,
                valid_from=first,
                term_ends=last,
                how=how,
            )

        name = self.context.read(person_name, person_id)
        names = {"name": name, "body": look.body.name(self.context.tr.language)}
        done = self.context.do(GIVEN[line.role], command, arguments=names, on_error=self._refuse)
        if done is not None:
            self.filled.emit(int(done.result))
            self.accept()

    def _choices(self) -> tuple[Given, ...]:
        line, context = self._line, self.context
        return context.read(
            partial(
                candidates,
                body=self._look.body,
                seat=line.seat,
                class_id=line.class_id,
                grade=line.grade,
                year=context.year,
                on=self._day,
                tr=context.tr,
            )
        )

    def _refuse(self, said: str, field: str | None = None) -> None:
        if field in ("valid_from", "term_ends", "how"):
            self.more.set_open(True)
        self.refuse(said, field)

    def _show_more(self, is_open: bool) -> None:
        for field in ("valid_from", "term_ends", "how"):
            self.show_field(field, visible=is_open)

    def _want_outsider(self) -> None:
        self.reject()
        self.outsider_wanted.emit()


def proposed_end(body: BodyRow, first: date, *, is_deputy: bool) -> date | None:
    """Return how long somebody is chosen for who comes on a day; None where the body has no term."""
    years = body.term_years if not is_deputy or body.deputy_years is None else body.deputy_years
    if years is None:
        return None
    if body.term_starts == "08-01":
        return year_range(year_of(first) + years - 1)[1]
    if body.term_starts == "01-01":
        return date(first.year + years - 1, 12, 31)
    is_leap_day = (first.month, first.day) == (2, 29)
    again = date(first.year + years, 3, 1) if is_leap_day else first.replace(year=first.year + years)
    return again - timedelta(days=1)
