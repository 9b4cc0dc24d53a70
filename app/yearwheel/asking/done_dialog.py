"""On which day was one time done, and is there more to say?"""

from __future__ import annotations

from collections.abc import Callable
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
    from app.yearwheel.rows import OccurrenceRow

LONGEST_NOTE = 400


class DoneDialog(Dialog):
    """The day is there (today, or when it was done), and the note may be left empty: Enter does it."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        occurrence: OccurrenceRow,
        then: Callable[[], object] | None = None,
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("It is done")))
        self.context, self.occurrence, self._then = context, occurrence, then
        self.body.insertWidget(0, wrapped(occurrence.title))
        self.day = QLineEdit(tr.date(occurrence.done_on or clock.today()))
        self.note = QLineEdit(occurrence.done_note)
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setPlaceholderText(tr(N_("What was done, if it is worth a word")))
        self.add_field("done_on", tr(N_("On which d&ay")), self.day)
        self.add_field("done_note", tr(N_("&Note")), self.note)
        self.add_buttons(tr(N_("It is &done")))
        self.day.setFocus()
        self.day.selectAll()

    def submit(self) -> None:
        """Write the day down."""
        from app.yearwheel.commands import mark_done

        self.clear_errors()
        tr, row = self.context.tr, self.occurrence
        if row.entry is None:
            return
        try:
            day = parse_date(self.day.text())
            if day is None:
                raise UserError(N_("Write the date like 24.08.2026."))
        except UserError as error:
            self.refuse(tr(error.message, **error.values), "done_on")
            return
        done = self.context.do(
            N_("Done: {what}"),
            mark_done,
            row.entry.id,
            row.number,
            day,
            self.note.text(),
            arguments={"what": row.title},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            if self._then is not None:
                self._then()
