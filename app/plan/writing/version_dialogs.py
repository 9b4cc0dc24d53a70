"""When was the plan sent for consultation, and when, by whom and in which case was it adopted?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.plan.followed import PresentationRow
    from app.plan.rows import PlanRow
    from app.shell.context import Context


class _VersionDialog(Dialog):
    """A dialog about one version, with days."""

    def __init__(self, context: Context, parent: QWidget, plan: PlanRow, title: str) -> None:
        super().__init__(parent, context.tr, title)
        self.context, self.plan = context, plan

    def _add_day(self, name: str, label: str, day: date | None) -> QLineEdit:
        line = QLineEdit(self.context.tr.date(day) if day is not None else "")
        line.setPlaceholderText(self.context.tr(N_("dd.mm.yyyy")))
        self.add_field(name, label, line)
        return line

    def _day(self, name: str, line: QLineEdit, *, needed: bool) -> date | None:
        """Return the day that was typed; raises UserError with the field's name."""
        try:
            day = parse_date(line.text())
        except UserError as error:
            raise UserError(error.message, field=name, **error.values) from None
        if day is None and needed:
            raise UserError(N_("Write the date like 24.08.2026."), field=name)
        return day


class SendDialog(_VersionDialog):
    """The plan can still be written on while others read it."""

    def __init__(self, context: Context, parent: QWidget, plan: PlanRow) -> None:
        tr = context.tr
        super().__init__(context, parent, plan, tr(N_("Send the plan for consultation")))
        words = N_("It is said here that the plan is sent. Print it or save it as PDF to send it.")
        self.body.insertWidget(0, wrapped(tr(words), "muted"))
        self.on = self._add_day("sent_on", tr(N_("&Sent")), plan.sent_on or clock.today())
        self.answer_by = self._add_day("answer_by", tr(N_("Answers &by")), plan.answer_by)
        self.add_buttons(tr(N_("&Send for consultation")))
        self.answer_by.setFocus()

    def submit(self) -> None:
        from app.plan.commands import send

        try:
            on = self._day("sent_on", self.on, needed=True)
            answer_by = self._day("answer_by", self.answer_by, needed=False)
        except UserError as error:
            self.refuse(self.context.tr(error.message, **error.values), error.field)
            return
        label = N_("Sent the plan for consultation")
        if self.context.do(label, send, self.plan.id, on, answer_by, on_error=self.refuse) is not None:
            self.accept()


class AdoptDialog(_VersionDialog):
    """The case is chosen among those that treated the plan; it fills in the day and who adopted it."""

    def __init__(self, context: Context, parent: QWidget, plan: PlanRow) -> None:
        tr = context.tr
        super().__init__(context, parent, plan, tr(N_("Adopt the plan")))
        words = N_("From then on this version cannot be changed; to go on writing a new version is made.")
        self.body.insertWidget(0, wrapped(tr(words), "muted"))
        self._cases = self._read_cases()
        self.case = QComboBox()
        self.case.addItem(tr(N_("None of the cases here")), None)
        for row in self._cases:
            self.case.addItem(self._say(row), row.item_id)
        self.add_field("adopted_item_id", tr(N_("&Case")), self.case)
        self.on = self._add_day("adopted_on", tr(N_("A&dopted")), clock.today())
        self.by = QLineEdit()
        self.by.setMaxLength(200)
        self.add_field("adopted_by", tr(N_("B&y")), self.by)
        self.in_force_from = self._add_day("in_force_from", tr(N_("In &force from")), clock.today())
        self.case.currentIndexChanged.connect(lambda _at: self._fill_in())
        self.add_buttons(tr(N_("&Adopt")))
        if self._cases:
            self.case.setCurrentIndex(1)
        (self.case if self._cases else self.by).setFocus()

    def _read_cases(self) -> list[PresentationRow]:
        from app.plan.presentations import presentations

        today = clock.today()
        found = self.context.read(lambda session: presentations(session, plan_id=self.plan.id, today=today))
        held = [row for row in found if row.item_id is not None and row.held_on is not None and not row.is_planned]
        return sorted(held, key=lambda row: (not row.decision, -(row.held_on or today).toordinal()))

    def _say(self, row: PresentationRow) -> str:
        from app.plan.following_words import READER_WORDS

        tr = self.context.tr
        day = tr.date(row.held_on) if row.held_on is not None else ""
        said = f"{tr(READER_WORDS[row.reader])} {day}"
        if row.case_number:
            said = tr(N_("{meeting} – case {number}"), meeting=said, number=row.case_number)
        return said

    def _fill_in(self) -> None:
        from app.plan.following_words import READER_WORDS

        row = next((one for one in self._cases if one.item_id == self.case.currentData()), None)
        if row is None or row.held_on is None:
            return
        self.on.setText(self.context.tr.date(row.held_on))
        self.by.setText(self.context.tr(READER_WORDS[row.reader]))
        self.in_force_from.setText(self.context.tr.date(row.held_on))

    def submit(self) -> None:
        from app.plan.commands import adopt

        try:
            on = self._day("adopted_on", self.on, needed=True)
            in_force_from = self._day("in_force_from", self.in_force_from, needed=False)
        except UserError as error:
            self.refuse(self.context.tr(error.message, **error.values), error.field)
            return
        done = self.context.do(
            N_("Adopted the plan"),
            adopt,
            self.plan.id,
            on,
            self.by.text().strip(),
            self.case.currentData(),
            in_force_from,
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
