"""When does an entry come up, asked for without any syntax?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import UserError, explain
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.error_line import ErrorLine
from app.shell.fold import Fold
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label, wrapped
from app.yearwheel.asking.roomy import make_roomy
from app.yearwheel.asking.rule_picker import RulePicker
from app.yearwheel.days import say_spans

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar
    from app.yearwheel.rows import EntryRow, Wheel

LETTERS = 84


class YearDays(QWidget):
    """On which days a rule lands in one school year, and what should be known of them."""

    def __init__(self) -> None:
        super().__init__()
        self.days = wrapped("")
        self.remarks = ErrorLine(sign="triangle-alert", role="text")
        self.problem = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for part in (self.days, self.remarks, self.problem):
            column.addWidget(part)

    def say(self, days: str, remarks: str = "", problem: str = "") -> None:
        """Show the days, or why there are none."""
        self.days.setText(days)
        self.days.setVisible(bool(days))
        for line, words in ((self.remarks, remarks), (self.problem, problem)):
            if words != line.text:
                line.say(words) if words else line.clear()


class RuleDialog(Dialog):
    """The fields of the rule; below, at once, what they say and the days of this year and the next.

    The rule itself stands in a fold, for those who would rather write it.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        entry: EntryRow,
        wheel: Wheel,
        then: Callable[[], object] | None = None,
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("When is it?")))
        self.context, self.entry, self.wheel, self._then = context, entry, wheel, then
        make_roomy(self, parent, LETTERS)
        self._titles = {one.code: one.title for one in wheel.entries}
        self._rules = {one.code: one.rule for one in wheel.entries}
        self._next = self._calendar_after()
        self.picker = RulePicker(context, wheel, entry.code)
        self.picker_error = ErrorLine()
        self._fields["rule"] = (self.picker.kind, self.picker_error)
        self.body.insertWidget(0, wrapped(entry.title))
        self.body.insertWidget(1, self.picker)
        self.body.insertWidget(2, self.picker_error)
        self._make_preview()
        self._make_written()
        self.accept_button = self.add_buttons(tr(N_("&Save")))
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self.show_days)
        try:
            self.picker.show_rule(entry.rule)
        except UserError:  # it is shown as it stands
            self.fold.set_open(True)
        self.written.setText(entry.rule)
        self.picker.changed.connect(self._chosen)
        self.written.textEdited.connect(lambda _text: self._typed())
        if self.fold.is_open:
            self._typed()
        self.show_days()
        self.picker.kind.setFocus()

    @property
    def rule(self) -> str:
        """The rule as it would be stored."""
        return self.written.text().strip()

    def submit(self) -> None:
        """Save it, if it can be counted out."""
        self.clear_errors()
        trouble = self._trouble()
        if trouble:
            self._refuse_rule(trouble)
            return
        if self.rule == self.entry.rule:
            self.accept()
            return
        from app.yearwheel.commands import set_entry

        done = self.context.do(
            N_("Changed when “{title}” comes up"),
            set_entry,
            self.entry.id,
            "rule",
            self.rule,
            arguments={"title": self.entry.title},
            on_error=lambda words, field: self._refuse_rule(words) if field == "rule" else self.refuse(words, field),
        )
        if done is not None:
            self.accept()
            if self._then is not None:
                self._then()

    def show_days(self) -> None:
        """Say the rule in words, and on which days it lands this year and the next."""
        from app.yearwheel.rules.say import say_rule

        self._quiet.stop()
        self._keep_snug()
        rule, tr = self.rule, self.context.tr
        trouble = self._trouble()
        said = "" if trouble else say_rule(rule, tr, self._titles)
        self.sentence.setText(said[:1].upper() + said[1:] if said else tr(N_("No day yet")) if not rule else "")
        self.sentence.setVisible(bool(self.sentence.text()))
        for row, calendar in ((self.this_year, self.wheel.calendar), (self.next_year, self._next)):
            self._show_year(row, calendar, "" if trouble else rule)
        if trouble and not self._is_only_unfinished():
            self._line.say(trouble)
        else:
            self.clear_errors()
            self.written_error.clear()
        QTimer.singleShot(0, self, self.make_room)

    # -- private

    @property
    def _line(self) -> ErrorLine:
        """Where what is wrong with the rule is said: at what was used last."""
        return self.written_error if self._is_typed else self.picker_error

    def _make_preview(self) -> None:
        tr, year = self.context.tr, self.wheel.year
        self.sentence = wrapped("")
        font = QFont(self.sentence.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.sentence.setFont(font)
        self.this_year, self.next_year = YearDays(), YearDays()
        room = QVBoxLayout()
        room.setContentsMargins(0, GRID, 0, GRID)
        room.setSpacing(GRID)
        room.addWidget(self.sentence)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for at, row in enumerate((self.this_year, self.next_year)):
            grid.addWidget(Label(year_name(year + at), "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, at, 1)
        room.addLayout(grid)
        self.body.insertLayout(3, room)
        moved = [one for one in self.wheel.occurrences if one.entry == self.entry and one.is_moved and one.first]
        self.moved = wrapped("", "muted")
        if moved:
            days = say_spans([(one.first, one.last) for one in moved if one.first and one.last], tr)
            words = N_("It was moved by hand to {days}. Another rule puts it where the rule says.")
            self.moved.setText(tr(words, days=days))
        self.moved.setVisible(bool(moved))
        self.body.insertWidget(4, self.moved)

    def _make_written(self) -> None:
        tr = self.context.tr
        self._is_typed = False
        self.fold = Fold(tr, tr(N_("Write the rule &yourself")))
        self.written = QLineEdit()
        self.written.setMaxLength(200)
        self.written.setAccessibleName(tr(N_("The rule as it is written")))
        give_menu(self.written, tr)
        self.written_error = ErrorLine()
        example = N_("For example {examples}")
        examples = "SKOLESTART-3 · UKE(35)..UKE(38) · UKEDAG(2,TIRSDAG,10) · SISTEUKE(HØSTFERIE)"
        for part in (self.written, self.written_error, wrapped(tr(example, examples=examples), "muted")):
            self.fold.body.addWidget(part)
        self.fold.unfolded.connect(self._unfolded)
        self.body.insertWidget(5, self.fold)

    def _calendar_after(self) -> SchoolCalendar:
        from app.school.queries import school_calendar

        return self.context.read(school_calendar, self.wheel.year + 1)

    def _show_year(self, row: YearDays, calendar: SchoolCalendar, rule: str) -> None:
        from app.yearwheel.rules.resolve import resolve

        tr = self.context.tr
        if not rule:
            row.say("–")
            return
        really = self.wheel.really if calendar is self.wheel.calendar else {}
        found = resolve({**self._rules, self.entry.code: rule}, calendar, really)[self.entry.code]
        problem = found.named(self._titles)
        if problem is not None:
            row.say("", problem=tr.say(problem.msgid, problem.values))
            return
        remarks = [tr.say(one.msgid, one.values) for one in found.remarks]
        row.say(say_spans(found.spans, tr), " ".join(dict.fromkeys(remarks)))

    def _trouble(self) -> str:
        """Return why the rule cannot be kept, in one sentence ("" : it can)."""
        from app.yearwheel.rules.resolve import circle
        from app.yearwheel.rules.rule import parse

        tr = self.context.tr
        if not self._is_typed and self.picker.is_unfinished:
            return tr(N_("Write the date like 24.08.2026."))
        if not self.rule:
            return ""
        try:
            parse(self.rule)
        except UserError as error:
            return explain(error, tr) or ""
        codes = circle(self._rules, self.entry.code, self.rule)
        if not codes:
            return ""
        names = " → ".join(f"«{self._titles.get(code, code)}»" for code in (*codes, codes[0]))
        return tr(N_("Then the days would count from themselves: {circle}. Choose another rule."), circle=names)

    def _is_only_unfinished(self) -> bool:
        """Whether nothing is wrong but that a date is not written to its end yet."""
        return not self._is_typed and self.picker.is_unfinished

    def _refuse_rule(self, words: str) -> None:
        """Say it at what was used last, and put the focus there."""
        if self._is_typed:
            self.fold.set_open(True)
            self.written_error.say(words)
            self.written.setFocus()
        else:
            self.refuse(words, "rule")
        QTimer.singleShot(0, self, self.make_room)

    def _chosen(self, rule: str) -> None:
        self._is_typed = False
        same = self.entry.rule if self._means_the_same(rule) else rule
        self.written.setText(same)
        self._quiet.start()

    def _means_the_same(self, rule: str) -> bool:
        """Whether a rule is the one that is stored, however that was written."""
        from app.yearwheel.rules.rule import parse

        try:
            return bool(rule) and parse(rule) == parse(self.entry.rule)
        except UserError:
            return False

    def _typed(self) -> None:
        self._is_typed = True
        with suppress(UserError):  # what is wrong is said below; the fields stay as they were
            self.picker.show_rule(self.rule)
        self._quiet.start()

    def _unfolded(self, is_open: bool) -> None:
        if is_open:
            QTimer.singleShot(0, self.written, self.written.setFocus)
        self._keep_snug()
        QTimer.singleShot(0, self, self.make_room)
