"""Who has seen a plan or a result, on which day, or in which case that the program did not know for it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.words import say_meeting
from app.plan.following.doing import Subject, cases_held
from app.plan.following_words import READER_WORDS
from app.shell.dates import parse_date
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    from app.plan.following.reader_lines import ReaderLine
    from app.shell.context import Context


class SeenDialog(Dialog):
    """The reader that was chosen in the list is there; a case is offered where there are some."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        subject: Subject,
        lines: Sequence[ReaderLine],
        chosen: ReaderLine | None,
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("They have seen it")))
        self.context, self.subject = context, subject
        self.reader, self.case = QComboBox(), QComboBox()
        for reader, body_id, who in _readers(lines):
            self.reader.addItem(who, (reader, body_id))
        self.reader.addItem(tr(READER_WORDS["other"]), ("other", None))
        if chosen is not None:
            self.reader.setCurrentIndex(max(0, self.reader.findText(chosen.who)))
        self.day, self.note = QLineEdit(tr.date(clock.today())), QLineEdit()
        self.note.setMaxLength(400)
        self.note.setPlaceholderText(tr(N_("sent by e-mail")))
        self.add_field("reader", tr(N_("&Who")), self.reader)
        self.add_field("item_id", tr(N_("In the &case")), self.case)
        self.add_field("held_on", tr(N_("On which d&ay")), self.day)
        self.add_field("note", tr(N_("&Note")), self.note)
        self.add_buttons(tr(N_("They have &seen it")))
        self._fill_cases()
        self.reader.currentIndexChanged.connect(lambda _at: self._fill_cases())
        self.case.currentIndexChanged.connect(lambda _at: self._case_chosen())
        self.day.setFocus()
        self.day.selectAll()

    def _fill_cases(self) -> None:
        tr = self.context.tr
        reader, body_id = self.reader.currentData()
        self.case.blockSignals(True)
        self.case.clear()
        self.case.addItem(tr(N_("in no case of ours")), None)
        for one in self.context.read(cases_held, reader, body_id, self.context.year, clock.today()):
            named = " ".join(filter(None, (one.item.number_text, one.item.title)))
            self.case.addItem(f"{say_meeting(one.meeting, tr)}: {named}", one.item.id)
        self.case.blockSignals(False)
        self._case_chosen()

    def _case_chosen(self) -> None:
        self.show_field("item_id", self.case.count() > 1)
        self.show_field("held_on", self.case.currentData() is None)

    def submit(self) -> None:
        from app.plan.presentation_commands import note_presentation

        self.clear_errors()
        tr, item_id = self.context.tr, self.case.currentData()
        reader, body_id = self.reader.currentData()
        held_on = None
        if item_id is None:
            try:
                held_on = parse_date(self.day.text())
            except UserError as error:
                self.refuse(tr(error.message, **error.values), "held_on")
                return
        subject, note = self.subject, self.note.text()
        done = self.context.do(
            N_("{who} have seen {title}"),
            lambda session: note_presentation(
                session,
                reader,
                plan_id=subject.plan_id,
                result_id=subject.result_id,
                body_id=body_id,
                item_id=item_id,
                held_on=held_on,
                note=note,
            ),
            arguments={"who": self.reader.currentText(), "title": subject.title},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()


def _readers(lines: Sequence[ReaderLine]) -> list[tuple[str, int | None, str]]:
    found: list[tuple[str, int | None, str]] = []
    for line in lines:
        one = (line.row.reader, line.row.body_id, line.who)
        if line.row.reader != "other" and one not in found:
            found.append(one)
    return found
