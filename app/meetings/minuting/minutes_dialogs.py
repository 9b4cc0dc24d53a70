"""What is asked when minutes are sent, remarked upon, approved or added to?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.minuting.approving import ApprovingCase
from app.shell.context import Context, Refuse
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.form import ChoiceField
from app.shell.theme import GRID

ON, WHO, TEXT, CASE = "made_on", "who", "text", "item"


class StepDialog(Dialog):
    """Asks for a day, and where it is wanted who it is from and what they say."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        title: str,
        yes: str,
        then: Callable[[date, str, str, Refuse], object],
        *,
        asks: Sequence[str] = (),
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, title)
        self._then = then
        self.day = QLineEdit(tr.date(clock.today()))
        self.who = QLineEdit()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(12 * GRID)
        if WHO in asks:
            self.add_field(WHO, tr(N_("&Who")), self.who)
        if TEXT in asks:
            self.add_field(TEXT, tr(N_("&Text")), self.text)
        self.add_field(ON, tr(N_("&Day")), self.day)
        self.add_buttons(yes)
        first: QWidget = self.who if WHO in asks else self.day
        first.setFocus()
        if first is self.day:
            self.day.selectAll()

    def submit(self) -> None:
        day = day_of(self, self.day, ON)
        if day is not None and self._then(day, self.who.text(), self.text.toPlainText(), self.refuse):
            self.accept()


class ApproveDialog(Dialog):
    """Asks in which case of which meeting the minutes were approved, when, and with which changes."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        title: str,
        cases: Sequence[ApprovingCase],
        then: Callable[[date, int | None, bool, str, Refuse], object],
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, title)
        self._then, self._context = then, context
        self._days = {one.item.id: one.meeting.held_on for one in cases}
        self.setMinimumWidth(72 * GRID)
        self.case = ChoiceField(
            [*((one.item.id, one.words(tr)) for one in cases), (None, tr(N_("Without a case of a meeting")))]
        )
        self.case.setMinimumContentsLength(24)
        self.case.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.day = QLineEdit()
        self.changed = QCheckBox(tr(N_("&With changes")))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(10 * GRID)
        self.add_field(CASE, tr(N_("&Approved in")), self.case)
        self.add_field(ON, tr(N_("&Day")), self.day)
        self.add_field("with_changes", "", self.changed)
        self.add_field(TEXT, tr(N_("What was &changed")), self.text)
        self.show_field(TEXT, False)
        self.case.currentIndexChanged.connect(lambda _at: self._case_chosen())
        self.changed.toggled.connect(lambda on: self.show_field(TEXT, on))
        self.add_buttons(tr(N_("A&pprove and lock")))
        self._case_chosen()
        self.case.setFocus()

    def submit(self) -> None:
        day = day_of(self, self.day, ON)
        chosen = self.case.currentData()
        if day is None:
            return
        args = (day, chosen if isinstance(chosen, int) else None, self.changed.isChecked(), self.text.toPlainText())
        if self._then(*args, self.refuse):
            self.accept()

    def _case_chosen(self) -> None:
        chosen = self.case.currentData()
        day = self._days.get(chosen) if isinstance(chosen, int) else None
        self.day.setText(self._context.tr.date(day or clock.today()))


def day_of(dialog: Dialog, line: QLineEdit, field: str) -> date | None:
    """Return the day that was typed; None, and it is said at the field, if it is none."""
    try:
        day = parse_date(line.text())
    except UserError as error:
        dialog.refuse(dialog._words(error.message, **error.values), field)
        return None
    if day is None:
        dialog.refuse(dialog._words(N_("Write the date like 24.08.2026.")), field)
    elif day > clock.today():
        dialog.refuse(dialog._words(N_("That day has not come yet. Write the day it happened.")), field)
        return None
    return day
