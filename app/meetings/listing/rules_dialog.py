"""How does a body meet: how are its cases numbered, which days count, what stands on every agenda?"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.picking import meeting_bodies
from app.meetings.listing.standing_list import StandingList
from app.meetings.words import NUMBER_RESET_WORDS, RULE_FIELD_WORDS, say_clock
from app.shell.context import Context, Done, Refuse
from app.shell.dialog import Dialog
from app.shell.form import Form
from app.shell.page import scrolled
from app.shell.theme import GRID
from app.shell.words import Label

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRuleRow

TEXTS = ("place", "starts_at", "minutes", "number_pattern", "number_start", "input_days", "papers_days", "remark_days")
TRUTHS = ("two_stage", "other_business_decides")
EXAMPLES = 3
"""How many case numbers are shown as they would be written."""


class RulesDialog(Dialog):
    """Each fact is saved when it is left, as one step; the standing cases are written in place."""

    def __init__(self, parent: QWidget, context: Context, day: date, body_id: int | None = None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("How a body meets")))
        self.context = context
        self._shown: int | None = None
        self.resize(116 * GRID, 76 * GRID)
        self.bodies = QComboBox()
        for body in meeting_bodies(context, day):
            self.bodies.addItem(body.name(tr.language), body.id)
        self.add_field("body", tr(N_("&Body")), self.bodies)
        self.rule = Form(context)
        for name in TEXTS[:4]:
            self.rule.add_text(name, tr(RULE_FIELD_WORDS[name]), partial(self._set, name))
        self.example: Label = self.rule.add_fact(tr(N_("For example")))
        resets = [(code, tr(words)) for code, words in NUMBER_RESET_WORDS.items()]
        self.rule.add_choice(
            "number_reset",
            tr(RULE_FIELD_WORDS["number_reset"]),
            resets,
            partial(self._set, "number_reset"),
        )
        for name in TEXTS[4:]:
            self.rule.add_text(name, tr(RULE_FIELD_WORDS[name]), partial(self._set, name))
        for name in TRUTHS:
            choices = [("yes", tr(N_("Yes"))), ("no", tr(N_("No")))]
            self.rule.add_choice(name, tr(RULE_FIELD_WORDS[name]), choices, partial(self._set, name))
        pattern: Any = self.rule.fields["number_pattern"].control
        pattern.textChanged.connect(lambda _text: self._show_example())
        pattern.setToolTip(tr(N_("{n} is the number, {yy} or {yyyy} the year, {nn} the number with two digits.")))
        self.standing = StandingList(context)
        left, right = QWidget(), QWidget()
        columns = QHBoxLayout()
        columns.setSpacing(3 * GRID)
        for side, content in ((left, self.rule), (right, self.standing)):
            column = QHBoxLayout(side)
            column.setContentsMargins(0, 0, GRID, 0)
            column.addWidget(content)
        room = scrolled(left)
        room.setMinimumWidth(left.minimumSizeHint().width() + 3 * GRID)
        columns.addWidget(room, 1)
        columns.addWidget(right, 1)
        self.body.addLayout(columns, 1)
        self.finish = QPushButton(tr(N_("&Done")))  # what is written is kept: there is no other way out
        self.finish.setAutoDefault(False)
        self.finish.clicked.connect(self.submit)
        self.buttons.addWidget(self.finish)
        self.bodies.setCurrentIndex(max(0, self.bodies.findData(body_id)))
        self.bodies.currentIndexChanged.connect(lambda _at: self._body_changed())
        self._body_changed()

    @property
    def body_id(self) -> int | None:
        """The body whose rules are shown."""
        found = self.bodies.currentData()
        return None if found is None else int(found)

    def submit(self) -> None:
        """Keep what is typed and close."""
        if self.rule.save_now() and self.standing.may_leave():
            self.accept()

    def reject(self) -> None:
        """Esc keeps what is typed too, where it can be kept."""
        if self.rule.save_now() and self.standing.may_leave():
            super().reject()

    # -- private

    def _body_changed(self) -> None:
        if self._shown is not None and not (self.rule.save_now() and self.standing.may_leave()):
            self.bodies.setCurrentIndex(self.bodies.findData(self._shown))
            return
        self._shown = self.body_id
        self._reload()

    def _reload(self) -> None:
        from app.meetings.queries import rule_of

        if self._shown is None:
            self.rule.set_read_only(True)
            return
        row = self.context.read(rule_of, self._shown)
        self.rule.set_values(_values(row))
        self.standing.show_body(self._shown)
        self._show_example()

    def _show_example(self) -> None:
        from app.meetings.rules.numbering import is_pattern, number_text, series_year

        control: Any = self.rule.fields["number_pattern"].control
        start: Any = self.rule.fields["number_start"].control
        reset: Any = self.rule.fields["number_reset"].control
        pattern = control.text().strip()
        if not is_pattern(pattern):
            self.example.setText("–")
            return
        first = int(start.text()) if start.text().isdecimal() else 1
        year = series_year(str(reset.currentData() or ""), clock.today())
        numbers = [number_text(pattern, first + step, year) for step in range(EXAMPLES)]
        self.example.setText(", ".join(numbers))

    def _set(self, field: str, value: Any, refuse: Refuse) -> Done | None:
        from app.meetings.commands import set_rule

        if self._shown is None:
            return None
        done = self.context.do(
            N_("Changed how {body} meets"),
            set_rule,
            self._shown,
            field,
            str(value or ""),
            arguments={"body": self.bodies.currentText()},
            on_error=refuse,
        )
        if done is not None:
            self._show_example()
        return done


def _values(row: MeetingRuleRow) -> dict[str, Any]:
    """Return what stands in the form for a rule."""

    def text(value: object) -> str:
        return "" if value is None else str(value)

    found: dict[str, Any] = {name: text(getattr(row, name)) for name in TEXTS}
    found["starts_at"] = "" if row.starts_at is None else say_clock(row.starts_at)
    found["number_reset"] = row.number_reset
    for name in TRUTHS:
        found[name] = "yes" if getattr(row, name) else "no"
    return found
