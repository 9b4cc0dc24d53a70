"""What stands on the class list that parents get, and why may the school hand it out?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, later
from app.school.facts_part import FIELD_WORDS
from app.school.part import boxed
from app.school.rules import LIST_FIELDS
from app.shell import icons
from app.shell.context import Context
from app.shell.form import ChoiceField, Form
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from app.school.queries import AssessmentRow
    from app.shell.context import Refuse

FIELDS = {"phone": N_("&Phone numbers"), "email": N_("&E-mail addresses"), "address": N_("A&ddresses")}


class ListPart(Part):
    """The fields of the list to the left, the written assessment to the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._assessments: tuple[AssessmentRow, ...] = ()
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._fields_box(), 2)
        row.addWidget(self._assessment_box(), 3)
        self.body.addLayout(row, 1)

    @property
    def forms(self) -> Iterable[Form]:
        return (self.form,)

    def reload(self) -> None:
        from app.school.queries import list_assessments, the_school

        school = self.context.read(the_school)
        if school is not None:
            self.form.set_values({field: field in school.class_list_fields for field in FIELDS})
        self._assessments = self.context.read(list_assessments)
        self._list_assessments()

    def focus_first(self) -> None:
        self.form.fields["phone"].control.setFocus()

    def new_assessment(self) -> None:
        """Write an assessment, beginning with the one that stands, or with a proposal."""
        from app.school.assessment_dialog import AssessmentDialog

        before = self._assessments[0] if self._assessments else None
        AssessmentDialog(self, self.context, self._ticked(), before).open()

    # -- what stands on the list

    def _fields_box(self) -> QWidget:
        tr = self.context.tr
        self.form = Form(self.context)
        self.ticks: dict[str, QCheckBox] = {}
        column = QVBoxLayout()
        column.addWidget(heading(tr(N_("What parents see")), 1.15))
        column.addWidget(wrapped(tr(N_("The pupils' names and the guardians' names, and of the guardians:"))))
        for field, words in FIELDS.items():
            self.ticks[field], cell = self.form.place_check(field, tr(words), self._save_fields)
            column.addWidget(cell)
        column.addSpacing(GRID)
        for said in (
            N_("Birth dates are never on the list, and a fødselsnummer is not kept at all."),
            N_("Who has a protected address is left out with the household, and what somebody keeps off lists is too."),
            N_("A class that tells of special needs or health must have no list."),
        ):
            column.addWidget(wrapped(tr(said), "muted"))
        column.addStretch(1)
        return boxed(column)

    def _save_fields(self, _on: bool, refuse: Refuse) -> object:
        """Save all three as they are ticked: what stands in the file may be one click behind."""
        from app.school.commands import set_school_field

        return self.context.do(
            N_("Changed the school's {what}"),
            set_school_field,
            "class_list_fields",
            ",".join(self._ticked()),
            arguments={"what": later(FIELD_WORDS["class_list_fields"])},
            on_error=refuse,
        )

    def _ticked(self) -> list[str]:
        return [name for name in LIST_FIELDS if self.ticks[name].isChecked()]

    # -- the assessment

    def _assessment_box(self) -> QWidget:
        tr = self.context.tr
        self.chosen = ChoiceField([])
        self.chosen.setAccessibleName(tr(N_("Assessment")))
        self.chosen.activated.connect(lambda at: self._show_assessment(at))
        self._only = Label("")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.text.setAccessibleName(tr(N_("The text of the assessment")))
        self.write_button = QPushButton()
        icons.put(self.write_button, "file-text")
        self.write_button.clicked.connect(self.new_assessment)
        column = QVBoxLayout()
        column.addWidget(heading(tr(N_("The written assessment")), 1.15))
        column.addWidget(
            wrapped(
                tr(
                    N_(
                        "Class lists may be given to parents without asking each of them, as long as the school has "
                        "written down why it has a legitimate interest in doing so, and what it has weighed."
                    )
                ),
                "muted",
            )
        )
        column.addWidget(self.chosen)
        column.addWidget(self._only)
        column.addWidget(self.text, 1)
        column.addWidget(self.write_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._end = QWidget()
        column.addWidget(self._end, 1)
        return boxed(column)

    def _list_assessments(self) -> None:
        tr, rows = self.context.tr, self._assessments
        self.chosen.clear()
        for at, row in enumerate(rows):
            said = f"{tr.date(row.written_on)} · {row.author}"
            self.chosen.addItem(tr(N_("{what} – stands now"), what=said) if at == 0 else said, row.id)
        self.chosen.setVisible(len(rows) > 1)
        self._only.setText(self.chosen.itemText(0) if rows else tr(N_("No assessment is written yet.")))
        self._only.setVisible(len(rows) < 2)
        self.text.setVisible(bool(rows))
        self._end.setVisible(not rows)
        self.write_button.setText(tr(N_("&Write a new assessment …")) if rows else tr(N_("&Write the assessment …")))
        self._show_assessment(0)

    def _show_assessment(self, at: int) -> None:
        self.text.setPlainText(self._assessments[at].text if at < len(self._assessments) else "")
