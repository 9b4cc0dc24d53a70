"""Which days was somebody in office, where they were written wrongly?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.bodies.queries import OfficeRow
from app.bodies.showing.lines import BodyLook, Line
from app.bodies.showing.said import say_office, say_where
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

STEPPED_DOWN = ("resigned", "left_school")  # the last day of others follows from who came after


class DaysDialog(Dialog):
    """The first day, how long somebody is chosen for, and the last day of who stepped down; one step for all."""

    def __init__(self, parent: QWidget, context: Context, look: BodyLook, line: Line, office: OfficeRow) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("The days of {name}"), name=line.name))
        self.context, self._office = context, office
        self._body_name = look.body.name(tr.language)
        what = f"{say_office(line, look, tr)} {say_where(line, tr)}".strip()
        self.body.insertWidget(0, wrapped(tr(N_("{body}: {office}"), body=self._body_name, office=what)))
        days: list[tuple[str, str, date | None]] = [
            ("valid_from", tr(N_("&First day")), office.valid_from),
            ("term_ends", tr(N_("&Chosen until")), office.term_ends),
        ]
        if office.ended_because in STEPPED_DOWN:
            days.append(("valid_to", tr(N_("&Last day")), office.valid_to))
        self.days: dict[str, QLineEdit] = {}
        self._before: dict[str, str] = {}
        for field, words, day in days:
            self._before[field] = tr.date(day) if day is not None else ""
            self.days[field] = QLineEdit(self._before[field])
            self.add_field(field, words, self.days[field])
        self.days["term_ends"].setPlaceholderText(tr(N_("until there is a successor")))
        self.add_buttons(tr(N_("&Save")))
        self.days["valid_from"].setFocus()
        self.days["valid_from"].selectAll()

    def submit(self) -> None:
        """Correct the days that were written anew."""
        self.clear_errors()
        typed = {field: control.text().strip() for field, control in self.days.items()}
        changed = {field: text for field, text in typed.items() if text != self._before[field]}
        if changed:
            names = {"name": self._office.full_name, "body": self._body_name}
            command = partial(_correct, office_id=self._office.id, changed=changed)
            label = N_("Corrected the days of {name} in {body}")
            if self.context.do(label, command, arguments=names, on_error=self.refuse) is None:
                return
        self.accept()


def _correct(session: Session, office_id: int, changed: dict[str, str]) -> None:
    """Move the end before the beginning where all is moved to later, so that no day is refused on the way."""
    from app.bodies.offices import set_office_day
    from app.contacts.entered import entered_day
    from db.models import Office

    first = changed.get("valid_from", "")
    later = bool(first) and entered_day(first, "valid_from") > session.get_one(Office, office_id).valid_from
    for field in sorted(changed, key=("valid_to", "term_ends", "valid_from").index, reverse=not later):
        set_office_day(session, office_id, field, changed[field])
