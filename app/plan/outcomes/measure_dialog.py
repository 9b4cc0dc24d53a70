"""What was agreed after a result, in which case, by whom and until when?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.i18n import N_
from app.plan.following.doing import Subject, agree_measure
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.plan.following.reader_lines import ReaderLine
    from app.shell.context import Context


class MeasureDialog(Dialog):
    """One line, typed as in the minutes; the case is chosen where several treated the result."""

    def __init__(self, context: Context, parent: QWidget, subject: Subject, lines: Sequence[ReaderLine]) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New measure")))
        self.context, self.subject, self.lines = context, subject, tuple(lines)
        self.case, self.what = QComboBox(), QLineEdit()
        for line in self.lines:
            self.case.addItem(" ".join(filter(None, (line.who, line.day, line.case))))
        self.what.setMaxLength(600)
        self.what.setPlaceholderText(tr(N_("More adults outside – principal – 12.11.")))
        self.add_field("item_id", tr(N_("In the &case")), self.case)
        self.add_field("what", tr(N_("&What")), self.what)
        self.body.addWidget(wrapped(tr(N_("Who does it and until when can stand in the line, after a dash.")), "muted"))
        self.add_buttons(tr(N_("&Add")))
        self.what.setFocus()

    def submit(self) -> None:
        self.clear_errors()
        row = self.lines[self.case.currentIndex()].row
        done = self.context.do(
            N_("Added a measure after {title}"),
            agree_measure,
            self.subject.result_id,
            row,
            self.what.text(),
            arguments={"title": self.subject.title},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
