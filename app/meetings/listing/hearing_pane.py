"""What stands beside the list of hearings: one of them, written in place?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.picking import BodyChips
from app.meetings.words import HEARING_KIND_WORDS
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import Label, heading

if TYPE_CHECKING:
    from app.bodies.queries import BodyRow
    from app.meetings.rows import HearingRow

STATEMENT = "hearing-statement"
DAYS = (("received_on", N_("Received")), ("deadline", N_("Deadline")))
NOTES = (("description", N_("What it is about")), ("statement", N_("Proposed statement")))


class HearingPane(QWidget):
    """The facts of a hearing, whom it asks, what is proposed to answer, and that it was answered."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.row: HearingRow | None = None
        self._bodies: tuple[BodyRow, ...] = ()
        tr = context.tr
        self.title = heading("", 1.15)
        self.title.setWordWrap(True)
        self.answer_button = QPushButton(tr(N_("It is ans&wered today")))
        self.answer_button.clicked.connect(self._answer)
        icons.put(self.answer_button, "check")
        self.paper_button = QPushButton(tr(N_("Print the &statement …")))
        self.paper_button.clicked.connect(self.print_statement)
        icons.put(self.paper_button, "printer")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.answer_button, self.paper_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.form = Form(context)
        self.form.add_text("title", tr(N_("Title")), partial(self._set, "title"), limit=300)
        kinds = [(code, tr(words)) for code, words in HEARING_KIND_WORDS.items()]
        self.form.add_choice("kind", tr(N_("Kind")), kinds, partial(self._set, "kind"))
        self.form.add_text("from_whom", tr(N_("From whom")), partial(self._set, "from_whom"))
        for name, words in DAYS:
            self.form.add_date(name, tr(words), partial(self._set_day, name))
        self.answers = Form(context)
        self.answers.add_date("answered_on", tr(N_("Answered")), partial(self._set_day, "answered_on"))
        self.answers.add_text("answered_how", tr(N_("How")), partial(self._set, "answered_how"))
        self._asked = QVBoxLayout()
        self.chips: BodyChips | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addLayout(buttons)
        column.addWidget(self.form)
        column.addWidget(Label(tr(N_("Who is asked")), "muted"))
        column.addLayout(self._asked)
        for name, words in NOTES:
            control, cell = self.form.place_note(name, tr(words), partial(self._set, name))
            label = Label(tr(words), "muted")
            label.setBuddy(control)
            column.addWidget(label)
            column.addWidget(cell)
        column.addWidget(self.answers)
        column.addStretch(1)
        self.setVisible(False)

    def set_bodies(self, bodies: Sequence[BodyRow]) -> None:
        """Say which bodies can be asked."""
        if tuple(bodies) == self._bodies:
            return
        self._bodies = tuple(bodies)
        if self.chips is not None:
            self._asked.removeWidget(self.chips)
            self.chips.hide()
            self.chips.deleteLater()
        self.chips = BodyChips(self._bodies, self.context.tr.language)
        self.chips.setAccessibleName(self.context.tr(N_("Who is asked")))
        for body_id, chip in self.chips.chips.items():
            chip.clicked.connect(lambda on, body_id=body_id: self._ask(body_id, on))
        self._asked.addWidget(self.chips)

    def show_row(self, row: HearingRow | None) -> None:
        """Show a hearing, or nothing."""
        if self.row is not None and (row is None or row.id != self.row.id):
            self.save_now(take_focus=False)
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        may_write = not self.context.read_only
        self.title.setText(row.title)
        self.form.set_values(
            {
                name: getattr(row, name)
                for name in ("title", "kind", "from_whom", "received_on", "deadline", "description", "statement")
            }
        )
        self.answers.set_values({"answered_on": row.answered_on, "answered_how": row.answered_how})
        self.answer_button.setVisible(row.answered_on is None)
        self.answer_button.setEnabled(may_write)
        for form in (self.form, self.answers):
            form.set_read_only(not may_write)
        if self.chips is not None:
            self.chips.choose(row.bodies)
            self.chips.setEnabled(may_write)

    def save_now(self, *, take_focus: bool = True) -> bool:
        """Keep what is typed; False if it was refused."""
        return self.form.save_now(take_focus=take_focus) and self.answers.save_now(take_focus=take_focus)

    def focus_first(self) -> None:
        """Be at the title."""
        self.form.fields["title"].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_statement(self) -> None:
        """Open the preview of what is answered."""
        from app.meetings.reports import REPORTS

        if self.row is not None and self.save_now():
            self.context.preview(REPORTS, subject=self.row.title, on_paper=STATEMENT)

    # -- private

    def _set(self, field: str, value: Any, refuse: Refuse) -> Done | None:
        from app.meetings.hearings import set_hearing

        if self.row is None:
            return None
        return self.context.do(
            N_("Changed the hearing {title}"),
            set_hearing,
            self.row.id,
            field,
            str(value or ""),
            arguments={"title": self.row.title},
            on_error=refuse,
        )

    def _set_day(self, field: str, value: Any, refuse: Refuse) -> Done | None:
        return self._set(field, "" if value is None else value.isoformat(), refuse)

    def _ask(self, body_id: int, on: bool) -> None:
        from app.meetings.hearings import ask_body, leave_out_body

        if self.row is not None:
            label = N_("{body} is asked in {title}") if on else N_("{body} is no longer asked in {title}")
            name = next(body.name(self.context.tr.language) for body in self._bodies if body.id == body_id)
            values = {"body": name, "title": self.row.title}
            self.context.do(label, ask_body if on else leave_out_body, self.row.id, body_id, arguments=values)

    def _answer(self) -> None:
        from app.meetings.hearings import answer_hearing

        if self.row is not None and self.save_now():
            label, title = N_("Answered the hearing {title}"), {"title": self.row.title}
            self.context.do(label, answer_hearing, self.row.id, clock.today(), self.row.answered_how, arguments=title)
