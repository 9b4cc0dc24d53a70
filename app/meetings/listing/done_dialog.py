"""What was done, where and when?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.meetings.rows import ActionRow


class DoneDialog(Dialog):
    """The day is there, what was done is one line; Enter ticks all of them as one step."""

    def __init__(self, parent: QWidget, context: Context, rows: Sequence[ActionRow]) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr.n("{n} thing is done", "{n} things are done", len(rows)))
        self.context, self.rows = context, tuple(rows)
        said = rows[0].what if len(rows) == 1 else tr.n("{n} thing to do", "{n} things to do", len(rows))
        self.body.insertWidget(0, wrapped(said))
        self.note = QLineEdit()
        self.note.setMaxLength(400)
        self.note.setPlaceholderText(tr(N_("New benches by the entrance, delivered in week 46")))
        self.day = QLineEdit(tr.date(clock.today()))
        self.add_field("done_note", tr(N_("What was done, and w&here")), self.note)
        self.add_field("done_on", tr(N_("On which d&ay")), self.day)
        self.add_buttons(tr(N_("It is &done")))
        self.note.setFocus()

    def submit(self) -> None:
        from app.meetings.actions import finish_action

        self.clear_errors()
        tr = self.context.tr
        if not self.note.text().strip():
            self.refuse(tr(N_("Write what was done, and where.")), "done_note")
            return
        try:
            day = parse_date(self.day.text())
            if day is None:
                raise UserError(N_("Write the date like 24.08.2026."))
        except UserError as error:
            self.refuse(tr(error.message, **error.values), "done_on")
            return

        def finish(session: Session) -> None:
            for row in self.rows:
                finish_action(session, row.id, day, self.note.text())

        one = len(self.rows) == 1
        label = N_("Done: {what}") if one else N_("Done: {n} things")
        values = {"what": self.rows[0].what} if one else {"n": len(self.rows)}
        if self.context.do(label, finish, arguments=values, on_error=self.refuse) is not None:
            self.accept()
