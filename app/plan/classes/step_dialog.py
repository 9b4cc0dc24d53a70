"""On which day did a class do a step, when that is another day than today?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.plan.classes.doing import Cell, tick
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.plan.followed import StepState
    from app.shell.context import Context


class StepDialog(Dialog):
    """The day that is known, else today's, and room for a note."""

    def __init__(self, context: Context, parent: QWidget, cells: Sequence[Cell], what: str, state: StepState) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("When was it done?")))
        self.context, self.cells, self.what = context, tuple(cells), what
        self.body.insertWidget(0, wrapped(what, "muted"))
        self.day = QLineEdit(tr.date(state.done_on or clock.today()))
        self.note = QLineEdit(state.note)
        self.note.setMaxLength(400)
        self.add_field("done_on", tr(N_("On which d&ay")), self.day)
        self.add_field("note", tr(N_("&Note")), self.note)
        self.add_buttons(tr(N_("It is &done")))
        self.day.setFocus()
        self.day.selectAll()

    def submit(self) -> None:
        self.clear_errors()
        try:
            day = parse_date(self.day.text())
        except UserError as error:
            self.refuse(self.context.tr(error.message, **error.values), "done_on")
            return
        label, values = N_("Ticked: {what}"), {"what": self.what}
        done = self.context.do(label, tick, self.cells, day, self.note.text(), arguments=values, on_error=self.refuse)
        if done is not None:
            self.accept()
