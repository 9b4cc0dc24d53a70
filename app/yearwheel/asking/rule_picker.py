"""When does something come up? The fields for a rule, without any syntax."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from app.core.i18n import N_
from app.shell.days import WEEKDAYS
from app.shell.form import ChoiceField
from app.shell.theme import GRID
from app.shell.words import Label
from app.yearwheel.asking.point_fields import NTHS, PointFields, PointRow, Spin
from app.yearwheel.asking.rule_form import KINDS, POINT_KINDS, RuleForm, form_of, rule_of
from app.yearwheel.asking.snug_stack import SnugStack
from app.yearwheel.rules.rule import MOST_SCHOOL_WEEK, Rule, parse, written

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.yearwheel.asking.point_fields import Choices
    from app.yearwheel.rows import EntryRow, Wheel


class RulePicker(QWidget):
    """The kind of a rule, and its fields below. ``rule`` is the text as it is stored; ``changed`` carries it."""

    changed = Signal(str)

    def __init__(self, context: Context, wheel: Wheel, code: str = "") -> None:
        """``code`` is the entry's own, which nothing can be counted from here."""
        super().__init__()
        self.context, self.wheel, self.code = context, wheel, code
        self._form = RuleForm()
        self._filling = False
        self._pages: dict[str, int] = {}
        tr = context.tr
        entries = [(entry.code, entry.title) for entry in _in_order(wheel)]
        others: Choices = [one for one in entries if one[0] != code]
        self.kind = ChoiceField([(kind, tr(words)) for kind, words in KINDS.items()])
        self.kind.setAccessibleName(tr(N_("When")))
        self.kind.setMaxVisibleItems(len(KINDS))
        self._stack = SnugStack()
        self._make_point(others)
        self._make_weeks()
        self._make_repeated()
        self._make_span(others)
        self._pages["none"] = self._stack.addWidget(QWidget())
        self._words = Label(tr(N_("&When")))
        self._words.setBuddy(self.kind)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._words, self.kind)
        form.addRow("", self._stack)
        self.kind.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.setFocusProxy(self.kind)
        self._show(self._form)

    @property
    def rule(self) -> str:
        """The rule as it is stored; "" where there is no day yet."""
        found = rule_of(self.form)
        return "" if found is None else written(found)

    @property
    def is_unfinished(self) -> bool:
        """Whether a date is chosen that is not written yet."""
        return self.form.kind != "none" and rule_of(self.form) is None

    @property
    def form(self) -> RuleForm:
        """What is chosen."""
        form = self._form
        if form.kind in POINT_KINDS:
            return replace(form, point=self.point.form)
        match form.kind:
            case "weeks":
                return replace(form, from_week=self.from_week.value(), to_week=self.to_week.value())
            case "monthly":
                weekday = int(self.monthly_weekday.currentData())
                return replace(form, monthly=int(self.monthly.currentData()), monthly_weekday=weekday)
            case "half":
                return replace(form, half_week=self.half_week.value())
            case "span":
                return replace(form, first=self.first.form, last=self.last.form)
            case _:
                return form

    def show_rule(self, text: str) -> None:
        """Fill the fields for a rule as it is stored. Raises UserError where it cannot be read."""
        rule: Rule | None = parse(text) if text.strip() else None
        self._show(form_of(rule, self.form))

    # -- the fields of each kind

    def _make_point(self, others: Choices) -> None:
        self.point = PointFields(self.context, others)
        self.point.changed.connect(self._changed)
        at = self._stack.addWidget(self.point)
        self._pages.update(dict.fromkeys(POINT_KINDS, at))

    def _make_weeks(self) -> None:
        tr = self.context.tr
        self.from_week, self.to_week = Spin(1, 53, tr(N_("From week"))), Spin(1, 53, tr(N_("To week")))
        for spin in (self.from_week, self.to_week):
            spin.valueChanged.connect(lambda _value: self._changed())
        self._page("weeks", Label(tr(N_("From week"))), self.from_week, Label(tr(N_("to week"))), self.to_week)

    def _make_repeated(self) -> None:
        tr = self.context.tr
        self.monthly = ChoiceField([(at, tr(words)) for at, words in NTHS])
        self.monthly.setAccessibleName(tr(N_("Which of the month")))
        self.monthly_weekday = ChoiceField([(at, tr(words)) for at, words in enumerate(WEEKDAYS)])
        self.monthly_weekday.setAccessibleName(tr(N_("Weekday")))
        for choice in (self.monthly, self.monthly_weekday):
            choice.currentIndexChanged.connect(lambda _at: self._changed())
        self._page("monthly", self.monthly, self.monthly_weekday, Label(tr(N_("of each month"))))
        self.half_week = Spin(1, MOST_SCHOOL_WEEK, tr(N_("Which school week")))
        self.half_week.valueChanged.connect(lambda _value: self._changed())
        self._page("half", Label(tr(N_("In school week"))), self.half_week, Label(tr(N_("of each half-year"))))

    def _make_span(self, others: Choices) -> None:
        tr = self.context.tr
        self.first = PointRow(self.context, others, tr(N_("It begins")))
        self.last = PointRow(self.context, others, tr(N_("It ends")))
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GRID)
        for words, row in ((N_("&From"), self.first), (N_("&To"), self.last)):
            label = Label(tr(words))
            label.setBuddy(row.kind)
            form.addRow(label, row)
            row.changed.connect(self._changed)
        self._pages["span"] = self._stack.addWidget(page)

    # -- private

    def _page(self, kind: str, *widgets: QWidget) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self._pages[kind] = self._stack.addWidget(page)

    def _show(self, form: RuleForm) -> None:
        self._filling = True
        self._form = form
        self.kind.keep(form.kind)
        self.point.show_form(replace(form.point, kind=form.kind if form.kind in POINT_KINDS else form.point.kind))
        self.from_week.setValue(form.from_week)
        self.to_week.setValue(form.to_week)
        self.monthly.keep(form.monthly)
        self.monthly_weekday.keep(form.monthly_weekday)
        self.half_week.setValue(form.half_week)
        self.first.show_form(form.first)
        self.last.show_form(form.last)
        self._turn_to(form.kind)
        self._filling = False

    def _kind_chosen(self) -> None:
        """Show the fields of another kind; what stood in those of the one before is there still."""
        if self._filling:
            return
        kind = str(self.kind.currentData())
        self._form = replace(self.form, kind=kind)
        if kind in POINT_KINDS:
            self.point.set_kind(kind)
        self._turn_to(kind)
        self._changed()

    def _turn_to(self, kind: str) -> None:
        """Show the fields of a kind; no day has none."""
        self._stack.setCurrentIndex(self._pages[kind])
        self._stack.setVisible(kind != "none")

    def _changed(self) -> None:
        if not self._filling:
            self.changed.emit(self.rule)


def _in_order(wheel: Wheel) -> list[EntryRow]:
    """Return the entries as they come in the year; those without a day last."""
    at: dict[int, int] = {}
    for one in wheel.occurrences:
        if one.entry is not None:
            at.setdefault(one.entry.id, len(at))
    return sorted(wheel.entries, key=lambda entry: at.get(entry.id, len(at)))
