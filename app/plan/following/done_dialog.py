"""On which day was what the plan promised done?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.plan.following.commitment_lines import CommitmentLine
    from app.shell.context import Context


class PromiseDoneDialog(Dialog):
    """The day is there; a note can say what was done."""

    def __init__(self, context: Context, parent: QWidget, line: CommitmentLine) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("It is done")))
        self.context, self.line = context, line
        self.body.insertWidget(0, wrapped(line.point, "muted"))
        self.day, self.note = QLineEdit(tr.date(clock.today())), QLineEdit()
        self.note.setMaxLength(400)
        self.add_field("done_on", tr(N_("On which d&ay")), self.day)
        self.add_field("done_note", tr(N_("&Note")), self.note)
        self.add_buttons(tr(N_("It is &done")))
        self.day.setFocus()
        self.day.selectAll()

    def submit(self) -> None:
        from app.plan.commitment_commands import mark_done

        self.clear_errors()
        tr = self.context.tr
        try:
            day = parse_date(self.day.text())
            if day is None:
                raise UserError(N_("Write the date like 24.08.2026."))
        except UserError as error:
            self.refuse(tr(error.message, **error.values), "done_on")
            return
        label, values = N_("Done: {what}"), {"what": self.line.point}
        done = self.context.do(
            label, mark_done, self.line.id, day, self.note.text(), arguments=values, on_error=self.refuse
        )
        if done is not None:
            self.accept()
