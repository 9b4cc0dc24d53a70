"""Which point in the year: a week, a date, days before something? The fields of one point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.dates import parse_date
from app.shell.days import WEEKDAYS
from app.shell.form import ChoiceField
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label
from app.yearwheel.asking.rule_form import AFTER, BEFORE, ON, POINT_KINDS, PointForm
from app.yearwheel.asking.snug_stack import SnugStack
from app.yearwheel.rules.forms import ANCHORS, MONTH_NAMES, MOST_DAYS

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.shell.context import Context

NTHS = (
    (1, N_("first")),
    (2, N_("second")),
    (3, N_("third")),
    (4, N_("fourth")),
    (5, N_("fifth")),
    (-1, N_("last")),
)
WEEK = 7
Choices = Sequence[tuple[object, str]]


class Spin(QSpinBox):
    """A whole number; the wheel does not change it by accident."""

    def __init__(self, least: int, most: int, name: str) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setMinimumHeight(4 * GRID - 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PointFields(QWidget):
    """The fields of one kind of point, one kind at a time; ``form`` is what they say."""

    changed = Signal()

    def __init__(self, context: Context, others: Choices) -> None:
        """``others`` are (code, title) of the entries that days may be counted from."""
        super().__init__()
        self._context, self._others = context, tuple(others)
        self._form = PointForm()
        self._filling = False
        self._pages: dict[str, int] = {}
        self._stack = SnugStack()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack)
        self._make_week()
        self._make_around()
        self._make_dates()
        self._make_months()
        self.show_form(self._form)

    @property
    def form(self) -> PointForm:
        """What is chosen; ``once`` is None where what is typed is no date."""
        form = self._form
        match form.kind:
            case "week":
                return replace(form, week=self.week.value(), weekday=self.weekday.currentData())
            case "around":
                what, days = str(self.what.currentData()), self.number.value() * int(self.unit.currentData())
                spelled = form.spelled and what == form.what
                return replace(form, what=what, relation=self.relation.currentData(), days=days, spelled=spelled)
            case "date":
                return replace(form, day=self.day.value(), month=int(self.day_month.currentData()))
            case "once":
                try:
                    return replace(form, once=parse_date(self.once.text()))
                except UserError:
                    return replace(form, once=None)
            case "month":
                return replace(form, month=int(self.month.currentData()))
            case "nth":
                month, weekday = int(self.nth_month.currentData()), int(self.nth_weekday.currentData())
                return replace(form, nth=int(self.nth.currentData()), nth_weekday=weekday, month=month)
            case _:
                return replace(form, anchor=str(self.anchor.currentData()))

    def show_form(self, form: PointForm) -> None:
        """Fill the fields, and show those of its kind."""
        self._filling = True
        self._form = form
        self.week.setValue(form.week)
        self.weekday.keep(form.weekday)
        if self.what.findData(form.what) < 0:
            self.what.addItem(self._context.tr(N_("{code} (not in the wheel)"), code=form.what), form.what)
        self.what.keep(form.what)
        self.relation.keep(form.relation)
        in_weeks = form.days > 0 and form.days % WEEK == 0
        self.unit.keep(WEEK if in_weeks else 1)
        self.number.setValue(form.days // WEEK if in_weeks else form.days)
        self.day.setValue(form.day)
        for month in (self.day_month, self.month, self.nth_month):
            month.keep(form.month)
        self.once.setText("" if form.once is None else self._context.tr.date(form.once))
        self.nth.keep(form.nth)
        self.nth_weekday.keep(form.nth_weekday)
        self.anchor.keep(form.anchor)
        self._filling = False
        self.set_kind(form.kind)

    def set_kind(self, kind: str) -> None:
        """Show the fields of another kind; what stood in them is there still."""
        self._form = replace(self.form, kind=kind)
        self._stack.setCurrentIndex(self._pages[kind])
        self._follow_relation()

    # -- the fields of each kind

    def _make_week(self) -> None:
        tr = self._tr
        self.week = self._spin(1, 53, tr(N_("Week")))
        days = [(None, tr(N_("the whole week"))), *((at, tr(words)) for at, words in enumerate(WEEKDAYS))]
        self.weekday = self._choice(tr(N_("Day of the week")), days)
        self._page("week", Label(tr(N_("Week"))), self.week, self.weekday)

    def _make_around(self) -> None:
        tr = self._tr
        self.number = self._spin(0, MOST_DAYS, tr(N_("How many")))
        self.unit = self._choice(tr(N_("Weeks or days")), [(WEEK, tr(N_("weeks"))), (1, tr(N_("days")))])
        relations = [(BEFORE, tr(N_("before"))), (ON, tr(N_("the same day as"))), (AFTER, tr(N_("after")))]
        self.relation = self._choice(tr(N_("Before or after")), relations)
        self.what = self._choice(tr(N_("Before or after what")), [(code, tr(words)) for code, words in ANCHORS.items()])
        if self._others:
            self.what.insertSeparator(self.what.count())
        for code, title in self._others:
            self.what.addItem(title, code)
        self.what.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.what.setMinimumContentsLength(22)
        self.what.setMaxVisibleItems(20)
        self.relation.currentIndexChanged.connect(lambda _at: self._follow_relation())
        self._page("around", self.number, self.unit, self.relation, self.what, wide=self.what)

    def _make_dates(self) -> None:
        tr = self._tr
        self.day = self._spin(1, 31, tr(N_("Day")))
        self.day_month = self._month()
        self.once = QLineEdit()
        self.once.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.once.setAccessibleName(tr(N_("Date")))
        self.once.setFixedWidth(18 * GRID)
        self.once.textChanged.connect(lambda _text: self._changed())
        give_menu(self.once, tr)
        self._page("date", self.day, self.day_month)
        self._page("once", self.once)

    def _make_months(self) -> None:
        tr = self._tr
        self.month = self._month()
        self._page("month", self.month)
        self.nth = self._choice(tr(N_("Which of the month")), [(at, tr(words)) for at, words in NTHS])
        weekdays = [(at, tr(words)) for at, words in enumerate(WEEKDAYS)]
        self.nth_weekday = self._choice(tr(N_("Weekday")), weekdays)
        self.nth_month = self._month()
        self._page("nth", self.nth, self.nth_weekday, Label(tr(N_("in"))), self.nth_month)
        self.anchor = self._choice(tr(N_("Before what")), [(code, tr(words)) for code, words in ANCHORS.items()])
        self._page("last_week", self.anchor)

    # -- private

    @property
    def _tr(self) -> Translator:
        return self._context.tr

    def _month(self) -> ChoiceField:
        """Return a choice of month, in the order of the school year."""
        months = [*range(8, 13), *range(1, 8)]
        return self._choice(self._tr(N_("Month")), [(at, self._tr(MONTH_NAMES[at - 1])) for at in months])

    def _choice(self, name: str, choices: Choices) -> ChoiceField:
        made = ChoiceField(choices)
        made.setAccessibleName(name)
        made.setMaxVisibleItems(14)
        made.currentIndexChanged.connect(lambda _at: self._changed())
        return made

    def _spin(self, least: int, most: int, name: str) -> Spin:
        made = Spin(least, most, name)
        made.valueChanged.connect(lambda _value: self._changed())
        return made

    def _page(self, kind: str, *widgets: QWidget, wide: QWidget | None = None) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for widget in widgets:
            row.addWidget(widget, 1 if widget is wide else 0)
        if wide is None:
            row.addStretch(1)
        self._pages[kind] = self._stack.addWidget(page)

    def _follow_relation(self) -> None:
        """What is on the same day needs no number."""
        for control in (self.number, self.unit):
            control.setVisible(self.relation.currentData() != ON)

    def _changed(self) -> None:
        if not self._filling:
            self.changed.emit()


class PointRow(QWidget):
    """One end of a span: its kind, and its fields beside it."""

    changed = Signal()

    def __init__(self, context: Context, others: Choices, name: str) -> None:
        super().__init__()
        self.kind = ChoiceField([(kind, context.tr(words)) for kind, words in POINT_KINDS.items()])
        self.kind.setAccessibleName(name)
        self.fields = PointFields(context, others)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.kind)
        row.addWidget(self.fields, 1)
        self.fields.changed.connect(self.changed)
        self.kind.currentIndexChanged.connect(lambda _at: self._chosen())

    @property
    def form(self) -> PointForm:
        """What is chosen."""
        return self.fields.form

    def show_form(self, form: PointForm) -> None:
        """Fill the fields."""
        self.kind.blockSignals(True)
        self.kind.keep(form.kind)
        self.kind.blockSignals(False)
        self.fields.show_form(form)

    def _chosen(self) -> None:
        self.fields.set_kind(str(self.kind.currentData()))
        self.changed.emit()
