"""On which day was the declaration signed by all, or is the last day of a body?"""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.bodies.showing.lines import BodyLook
from app.bodies.showing.who_part import is_unsigned
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.words import wrapped


class DayDialog(Dialog):
    """One day is asked for, today unless another is written."""

    def __init__(self, parent: QWidget, context: Context, look: BodyLook, title: str) -> None:
        super().__init__(parent, context.tr, title)
        self.context, self.look = context, look
        self.body_name = look.body.name(context.tr.language)
        self.day = QLineEdit(context.tr.date(clock.today()))
        self.day.selectAll()

    def submit(self) -> None:
        """Do it if what is written is a day."""
        self.clear_errors()
        tr = self.context.tr
        try:
            day = parse_date(self.day.text())
        except UserError as error:
            self.refuse(tr(error.message, **error.values), "day")
            return
        if day is None:
            self.refuse(tr(N_("Write the day, for example 24.08.2026.")), "day")
        elif self.carry_out(day):
            self.accept()

    def carry_out(self, day: date) -> bool:
        """Do what the dialog is for; False if it was refused."""
        raise NotImplementedError

    def refuse_day(self, words: str, _field: str | None = None) -> None:
        """Say at the only field why it cannot be done."""
        self.refuse(words, "day")


class SignedDialog(DayDialog):
    """The day everybody who has not signed the declaration yet did so."""

    def __init__(self, parent: QWidget, context: Context, look: BodyLook) -> None:
        tr = context.tr
        super().__init__(parent, context, look, tr(N_("Declaration of confidentiality")))
        unsigned = [line.office for line in look.lines if is_unsigned(line) and line.office is not None]
        self._offices = [office.id for office in unsigned]
        words = tr.n(
            "{n} person in {body} has not signed. Write the day it was done.",
            "{n} persons in {body} have not signed. Write the day they did.",
            len({office.person_id for office in unsigned}),
            body=self.body_name,
        )
        self.body.insertWidget(0, wrapped(words))
        self.add_field("day", tr(N_("&Signed on")), self.day)
        self.add_buttons(tr(N_("&Write it down")))

    def carry_out(self, day: date) -> bool:
        """Note the day for all of them, as one step."""
        from app.bodies.offices import sign_declaration

        names = {"body": self.body_name, "day": self.context.tr.date(day)}
        label = N_("The declarations in {body} were signed {day}")
        return (
            self.context.do(label, sign_declaration, self._offices, day, arguments=names, on_error=self.refuse_day)
            is not None
        )


class CloseBodyDialog(DayDialog):
    """The last day of a body, and with it of everybody who sits there."""

    def __init__(self, parent: QWidget, context: Context, look: BodyLook) -> None:
        tr = context.tr
        super().__init__(parent, context, look, tr(N_("Close {body}"), body=look.body.name(tr.language)))
        text = N_("After the last day nobody sits in {body}, and it is not shown in later school years.")
        self.body.insertWidget(0, wrapped(tr(text, body=self.body_name)))
        self.add_field("day", tr(N_("&Last day")), self.day)
        self.add_buttons(tr(N_("&Close the body")))

    def carry_out(self, day: date) -> bool:
        """End the body and the offices in it, as one step."""
        from app.bodies.commands import close_body

        names = {"body": self.body_name, "day": self.context.tr.date(day)}
        label = N_("Closed {body} after {day}")
        return (
            self.context.do(label, close_body, self.look.id, day, arguments=names, on_error=self.refuse_day) is not None
        )
