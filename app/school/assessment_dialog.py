"""How does the office write down why parents may have class lists?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.core import clock
from app.core.errors import UserError, explain
from app.core.i18n import N_, translator
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.school.queries import AssessmentRow

PROPOSAL = N_(
    "Purpose: Parents of pupils in the same class need to reach each other and to know who the others are: for "
    "arrangements, birthdays, the way to school, the class environment and their work in FAU.\n\n"
    "What is handed out: The list has the pupils' names and the guardians' names{fields}. It has no birth dates and "
    "nothing else about the pupils or their families.\n\n"
    "Necessity: The parents' work for the class cannot be done without knowing whom to reach. A list from the school "
    "is right and up to date, and parents need not collect the same details in ways the school knows nothing of.\n\n"
    "Weighed against it: These are ordinary contact details that most parents expect to share with the class. "
    "Whoever has a protected address is left out together with the household. Everybody is told before the list is "
    "handed out, and may ask to be left out, wholly or in part, without giving a reason. The list is given to the "
    "parents of the class only, is not put on the web, and a new one replaces it each year. A list that would tell "
    "of special needs, disability or health is not made.\n\n"
    "Conclusion: The school has a legitimate interest in handing out class lists to parents, and the interest of the "
    "individual in not standing on them does not outweigh it (GDPR art. 6 no. 1 f)."
)
FIELD_WORDS = {"phone": N_("phone numbers"), "email": N_("e-mail addresses"), "address": N_("addresses")}


class AssessmentDialog(Dialog):
    """Date, author and text; the ones before are kept."""

    def __init__(self, parent: QWidget, context: Context, fields: Sequence[str], before: AssessmentRow | None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Assessment of the class list for parents")))
        self.context = context
        explanation = N_("A proposal: read it, change what is different at your school, and put your name to it.")
        if before is not None:
            explanation = N_(
                "The assessment that stands now. What you write takes its place, and it is kept as it was."
            )
        self.body.insertWidget(0, wrapped(tr(explanation)))
        self.written_on = QLineEdit(tr.date(clock.today()))
        self.author = QLineEdit("" if context.store is None else context.store.who)
        self.author.setMaxLength(120)
        self.text = QPlainTextEdit(proposal(context, fields) if before is None else before.text)
        self.text.setTabChangesFocus(True)
        self.text.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.text.setMinimumHeight(38 * GRID)
        self.setMinimumWidth(100 * GRID)
        self.add_field("written_on", tr(N_("&Date")), self.written_on)
        self.add_field("author", tr(N_("&Written by")), self.author)
        self.add_field("text", tr(N_("&Text")), self.text)
        self.add_buttons(tr(N_("&Save the assessment")))

    def submit(self) -> None:
        """Write it down."""
        from app.school.commands import add_assessment

        self.clear_errors()
        try:
            day = parse_date(self.written_on.text())
        except UserError as error:
            self.refuse(explain(error, self.context.tr) or "", "written_on")
            return
        label = N_("Wrote an assessment of the class list for parents")
        answers = (day, self.author.text(), self.text.toPlainText())
        if self.context.do(label, add_assessment, *answers, on_error=self.refuse) is not None:
            self.accept()


def proposal(context: Context, fields: Sequence[str]) -> str:
    """Return a text to begin with, in the school's written standard, that names what stands on the list."""
    from app.school.queries import the_school

    school = context.read(the_school)
    tr = translator("nb" if school is None else school.written_standard)
    said = [tr(FIELD_WORDS[field]) for field in fields]
    if len(said) > 1:
        said = [tr(N_("{first} and {last}"), first=", ".join(said[:-1]), last=said[-1])]
    return tr(PROPOSAL, fields=tr(N_(", with {fields}"), fields=said[0]) if said else "")
