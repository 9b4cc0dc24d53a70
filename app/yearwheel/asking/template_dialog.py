"""Which rows of a template does the wheel of a year begin with?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.error_line import ErrorLine
from app.shell.form import ChoiceField
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label, wrapped
from app.yearwheel.asking.roomy import make_roomy
from app.yearwheel.asking.tick_tree import TickRow, TickTree
from app.yearwheel.days import say_shortly
from app.yearwheel.rules.forms import MONTH_NAMES

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.yearwheel.rules.resolve import Resolved
    from app.yearwheel.templates import OwnTemplate, TemplateRow

LETTERS, LINES = 120, 36
_ORDER = (
    "school_environment_committee",
    "parent_committee",
    "cooperation_committee",
    "pupil_council",
    "governing_board",
    "parents",
    "staff",
    "office",
    "school",
)
"""In which order the rings are shown, by what they are of."""
SHIPPED = 0
"""What the program's own template is chosen by, in place of an id."""


class TemplateDialog(Dialog):
    """The rows of a template under their rings, ticked as is usual for a school with these bodies.

    What the year has already cannot be ticked again. ``then`` gets the ids of the new entries.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        year: int,
        then: Callable[[tuple[int, ...]], object] | None = None,
    ) -> None:
        from app.yearwheel.templates import own

        tr = context.tr
        super().__init__(parent, tr, tr(N_("The yearly wheel for {year}"), year=year_name(year)))
        self.context, self.year, self._then = context, year, then
        self.rows: tuple[TemplateRow, ...] = ()
        self._own: dict[int, OwnTemplate] = {one.id: one for one in context.read(own)}
        make_roomy(self, parent, LETTERS, LINES)
        choices = [(one.id, one.name) for one in self._own.values()]
        self.template = ChoiceField([(SHIPPED, tr(N_("The program's own"))), *choices])
        self.add_field("template", tr(N_("&Template")), self.template)
        self.show_field("template", bool(self._own))
        self._make_filter()
        heads = (tr(N_("What")), tr(N_("Month")), tr(N_("Days in {year}"), year=year_name(year)))
        self.tree = TickTree(tr(N_("The rows of the template")), heads)
        self.tree.setMinimumHeight(32 * GRID)
        self.body.addWidget(self.tree, 1)
        self.about = wrapped("", "muted")
        self.about.setMinimumHeight(2 * self.about.fontMetrics().lineSpacing())
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.about)
        self.problem = ErrorLine()
        self.body.addWidget(self.problem)
        self.accept_button = self.add_buttons("")
        self.template.currentIndexChanged.connect(lambda _at: self._show())
        self.tree.ticks_changed.connect(self._count)
        self.tree.said.connect(self.about.setText)
        self.tree.typed.connect(self._type)
        self._show()
        self.tree.setFocus()

    @property
    def chosen(self) -> tuple[TemplateRow, ...]:
        """The rows that are ticked, in the template's order."""
        ticked = self.tree.ticked
        return tuple(row for row in self.rows if row.code in ticked)

    def submit(self) -> None:
        """Put what is ticked into the wheel, as one step."""
        from app.yearwheel.choosing import choose

        rows = self.chosen
        if not rows:
            self.refuse(self.context.tr(N_("Tick at least one. The space bar ticks.")))
            return
        done = self.context.do(
            N_("Put {n} entries into the yearly wheel"),
            choose,
            self.year,
            rows,
            arguments={"n": len(rows)},
            on_error=self.refuse,
        )
        if done is None:
            return
        self.accept()
        loosened = done.result.loosened
        if loosened:
            tr = self.context.tr
            words = tr.n(
                "{n} entry was counted from one that you left out. Look at when it is: {titles}.",
                "{n} entries were counted from some that you left out. Look at when they are: {titles}.",
                len(loosened),
                titles=", ".join(f"«{one.title}»" for one in loosened),
            )
            self.context.notify(words, *([self.context.undo_action(done.step)] if done.step is not None else []))
        if self._then is not None:
            self._then(done.result.ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.filter_box.text():
            self.filter_box.clear()
        else:
            super().keyPressEvent(event)

    # -- private

    def _make_filter(self) -> None:
        tr = self.context.tr
        self.filter_box = QLineEdit()
        self.filter_box.setPlaceholderText(tr(N_("Show only what has this in it")))
        self.filter_box.setAccessibleName(tr(N_("Filter")))
        self.filter_box.setClearButtonEnabled(True)
        give_menu(self.filter_box, tr)
        self.filter_box.textChanged.connect(lambda text: self.tree.narrow(text))
        self.all_button, self.none_button = QPushButton(tr(N_("Tick &all"))), QPushButton(tr(N_("Tick &none")))
        label = Label(tr(N_("&Filter")))
        label.setBuddy(self.filter_box)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label)
        row.addWidget(self.filter_box, 1)
        for button, ticks in ((self.all_button, True), (self.none_button, False)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, ticks=ticks: self.tree.tick_seen(ticks))
            row.addWidget(button)
        self.body.addLayout(row)

    def _show(self) -> None:
        """Show the rows of the template that is chosen."""
        from app.school.queries import school_calendar
        from app.yearwheel.choosing import chosen_already, suggested
        from app.yearwheel.rules.resolve import resolve
        from app.yearwheel.templates import rules_by_code, shipped

        context, tr = self.context, self.context.tr
        chosen = self._own.get(int(self.template.currentData()))
        self.rows = shipped(tr.language) if chosen is None else chosen.rows
        ticked = context.read(suggested) if chosen is None else frozenset(row.code for row in self.rows)
        there = context.read(chosen_already, self.year, self.rows)
        days = resolve(rules_by_code(self.rows), context.read(school_calendar, self.year))
        names = context.read(_ring_names, self.rows)
        groups: dict[str, list[TickRow]] = {}
        ranks: dict[str, int] = {}
        for row, name in sorted(zip(self.rows, names, strict=True), key=lambda one: _first_day(days.get(one[0].code))):
            tick = None if row.code in there else row.code in ticked
            groups.setdefault(name, []).append(self._row(row, days.get(row.code), tick))
            ranks[name] = min(ranks.get(name, len(_ORDER)), *(_rank(kind) for kind in row.rings))
        self.tree.show_groups(sorted(groups.items(), key=lambda group: ranks[group[0]]))
        self.problem.say(tr(chosen.problem)) if chosen is not None and chosen.problem else self.problem.clear()
        self.tree.narrow(self.filter_box.text())
        self._count()

    def _row(self, row: TemplateRow, found: Resolved | None, ticked: bool | None) -> TickRow:
        tr = self.context.tr
        spans = () if found is None else found.spans
        months = [tr(MONTH_NAMES[month - 1]) for month in row.months]
        if not months and spans:
            months = [tr(MONTH_NAMES[spans[0][0].month - 1])]
        months = [months[0], *([months[-1]] if len(months) > 1 else [])] if months else []
        said = [row.responsible, row.description, row.basis]
        when = say_shortly(spans, tr) if spans else tr(N_("No day yet"))
        if ticked is None:
            said.insert(0, tr(N_("This is in the wheel already.")))
            when = tr(N_("In the wheel already"))
        cells = (row.title, "–".join(months), when)
        return TickRow(row.code, cells, ticked, " · ".join(part for part in said if part))

    def _count(self) -> None:
        """Say on the button how many go in."""
        tr, number = self.context.tr, len(self.tree.ticked)
        words = tr.n("&Put in {n} entry", "&Put in {n} entries", number)
        self.accept_button.setText(words)
        self.accept_button.setEnabled(bool(number))

    def _type(self, text: str) -> None:
        """What is typed in the list goes to the filter."""
        self.filter_box.setFocus()
        self.filter_box.setText(self.filter_box.text() + text)


def _ring_names(session: Session, rows: Sequence[TemplateRow]) -> tuple[str, ...]:
    """Return in whose ring each row would stand in this school."""
    from app.yearwheel.ringing import Rings

    rings = Rings(session)
    return tuple(rings.place(row.rings, row.ring_name).name for row in rows)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _first_day(found: Resolved | None) -> tuple[bool, date]:
    """Return a sort key: by the first day, what has none last."""
    spans: Sequence[tuple[date, date]] = () if found is None else found.spans
    return (not spans, spans[0][0] if spans else date.max)
