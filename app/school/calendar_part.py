"""Which days are without school in the year that is shown?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, Translator, later
from app.school.calendar import KIND_WORDS, SCHOOL_DAYS, is_weekday, weekdays
from app.school.part import boxed, in_tab_order
from app.shell import icons
from app.shell.context import Context
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.school.calendar import SchoolCalendar
    from app.school.calendar_file import CalendarFile
    from app.shell.context import Refuse

SPLITTER = "school.calendar.splitter"
FOLDER = "school.calendar.folder"
HOLIDAY = "holiday"
_KINDS = {**KIND_WORDS, HOLIDAY: N_("Public holiday")}
_ENDS = {
    "starts_on": (N_("&First school day"), N_("Changed the first school day of {year}"), "set_first_school_day"),
    "ends_on": (N_("Last &school day"), N_("Changed the last school day of {year}"), "set_last_school_day"),
}
_FIELDS = {
    "name": N_("the name"),
    "kind": N_("the kind"),
    "first_day": N_("the first day"),
    "last_day": N_("the last day"),
}


@dataclass(frozen=True)
class CalendarLine:
    """What stands in the list: an entry of ours, or a public holiday (with an id below 0)."""

    id: int
    first_day: date
    last_day: date
    kind: str
    name: str
    school_days: int


class CalendarPart(Part):
    """The pupils' first and last day above, the year's breaks and days off in a list, the chosen one beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._lines: tuple[CalendarLine, ...] = ()
        self._shown: CalendarLine | None = None
        self.entry_form = Form(context)
        self.end_forms = {field: Form(context) for field in _ENDS}
        self.body.addWidget(self._ends_box())
        self.list = ListPane(
            context,
            "calendar",
            [
                Column("first_day", tr(N_("Days")), 200, text=lambda line: say_days(line.first_day, line.last_day, tr)),
                Column("week", tr(N_("Week")), 70, text=say_weeks, sortable=False),
                Column("name", tr(N_("Name")), 170),
                Column("kind", tr(N_("Kind")), 130, text=lambda line: tr(_KINDS[line.kind])),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} break or day off", "{n} breaks and days off", number),
            tr(N_("Name, kind or date")),
        )
        self.list.table.is_muted = lambda line: line.kind == HOLIDAY
        self.list.table.row_changed.connect(self._show_line)
        self.list.table.opened.connect(lambda _line: self._edit())
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, self._entry_box()), [640, 400]), 1)

    @property
    def forms(self) -> Iterable[Form]:
        return *self.end_forms.values(), self.entry_form

    def reload(self) -> None:
        from app.school.queries import calendar_entries, school_calendar

        context, tr = self.context, self.context.tr
        year = context.year
        calendar = context.read(school_calendar, year)
        entries = [
            CalendarLine(
                row.id, row.first_day, row.last_day, row.kind, row.name, _taken(calendar, row.first_day, row.last_day)
            )
            for row in context.read(calendar_entries, year)
        ]
        holidays = [
            CalendarLine(-day.toordinal(), day, day, HOLIDAY, " · ".join(map(tr, names)), 1)
            for day, names in calendar.holidays.items()
            if calendar.first_day <= day <= calendar.last_day and is_weekday(day)
        ]
        self._lines = tuple(sorted((*entries, *holidays), key=lambda line: (line.first_day, line.last_day)))
        for field, form in self.end_forms.items():
            form.set_values({field: getattr(calendar, field)()})
            form.set_read_only(context.read_only)
        self._say_total(calendar, bool(entries))
        self.list.refresh()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_entry(self, entry_id: int) -> None:
        """Show one entry, also one that is outside what the filter lets through."""
        self.reload()
        if not self.list.table.show_id(entry_id):
            self.list.filter_box.clear()
            self.list.refilter()
            self.list.table.show_id(entry_id)

    # -- what is done

    def new_entry(self) -> None:
        """Ask which days are without school, and write them down."""
        from app.school.calendar_dialogs import EntryDialog

        if not self.context.read_only:
            dialog = EntryDialog(self, self.context)
            dialog.saved.connect(self.show_entry)
            dialog.open()

    def remove_entry(self) -> None:
        """Take the chosen days out of the calendar; public holidays stay."""
        from app.school.calendar_commands import remove_entry

        line, context = self._shown, self.context
        if line is None or context.read_only:
            return
        if line.kind == HOLIDAY:
            context.notify(context.tr(N_("Public holidays come with the year and cannot be removed.")))
            return
        label = N_("Removed {name} from the school calendar")
        context.do(label, remove_entry, line.id, arguments={"name": line.name})

    def choose_file(self) -> None:
        """Ask for the municipality's file."""
        from app.shell.dialog import choose_file

        context, tr = self.context, self.context.tr
        if not context.read_only:
            title, kinds = (
                tr(N_("Read the school calendar from a file")),
                f"{tr(N_('Text with columns'))} (*.csv *.txt)",
            )
            choose_file(self, tr, title, kinds, self.read_file, context.settings.get(FOLDER, ""))

    def read_file(self, path: Path) -> None:
        """Read a file in the background and show what it would change."""
        from app.school.calendar_file import read_calendar_file

        self.context.settings.set(FOLDER, str(path.parent))

        def read(progress: Progress) -> CalendarFile:
            return read_calendar_file(path)

        self.context.run(N_("Reading the file"), read, self._compare, self._refuse_file)

    def _compare(self, file: CalendarFile) -> None:
        from app.school.calendar_dialogs import CalendarFileDialog

        CalendarFileDialog(self, self.context, file).open()

    def _refuse_file(self, words: str, _field: str | None) -> None:
        from app.shell.dialog import ask

        tr = self.context.tr
        title = tr(N_("The school calendar was not read"))
        ask(
            self, tr, title=title, text=words, yes=tr(N_("Another &file …")), no=tr(N_("&Close")), then=self.choose_file
        )

    # -- the list

    def _matching(self, text: str) -> list[CalendarLine]:
        from db.search import fold

        tr, wanted = self.context.tr, fold(text).split()
        return [
            line
            for line in self._lines
            if all(
                word in fold(f"{line.name} {tr(_KINDS[line.kind])} {say_days(line.first_day, line.last_day, tr)}")
                for word in wanted
            )
        ]

    def _fetch(self, wanted: Request) -> Sequence[CalendarLine]:
        from db.search import sort_key

        tr, lines = self.context.tr, self._matching(wanted.text)
        if wanted.sort == "name":
            lines.sort(key=lambda line: sort_key(line.name))
        elif wanted.sort == "kind":
            lines.sort(key=lambda line: sort_key(tr(_KINDS[line.kind])))
        if wanted.descending:
            lines.reverse()
        return lines[wanted.offset : wanted.offset + wanted.limit]

    # -- the year's ends

    def _ends_box(self) -> QWidget:
        tr, row = self.context.tr, QHBoxLayout()
        for field, (label, _done, _command) in _ENDS.items():
            form = self.end_forms[field]
            control = form.add_date(field, tr(label), partial(self._save_end, field))
            control.setFixedWidth(control.fontMetrics().horizontalAdvance("00.00.0000") + 4 * GRID)
            row.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
            row.addSpacing(2 * GRID)
        self._total = wrapped("", "muted")
        self._total.setContentsMargins(0, GRID - 1, 0, 0)
        row.addWidget(self._total, 1, Qt.AlignmentFlag.AlignTop)
        return boxed(row)

    def _save_end(self, field: str, day: date | None, refuse: Refuse) -> object:
        from app.core.schoolyear import year_name
        from app.school import calendar_commands

        context, (_label, done, command) = self.context, _ENDS[field]
        names = {"year": year_name(context.year)}
        call = getattr(calendar_commands, command)
        return context.do(done, call, context.year, day, arguments=names, on_error=refuse)

    def _say_total(self, calendar: SchoolCalendar, is_written: bool) -> None:
        tr = self.context.tr
        if calendar.starts_on() is None or calendar.ends_on() is None:
            words = tr(N_("Write the pupils' first and last day, and the school days are counted."))
            self._total.setText(
                words if is_written else tr(N_("Type the year's calendar, or read it from the municipality's file."))
            )
            return
        number = len(calendar.school_days())
        words = tr.n("{n} school day", "{n} school days", number)
        if number < SCHOOL_DAYS:
            words += " · " + tr(N_("fewer than the {most} of 38 weeks (opplæringslova § 14-1)"), most=SCHOOL_DAYS)
        self._total.setText(words)

    # -- the chosen line

    def _entry_box(self) -> QWidget:
        tr = self.context.tr
        self._name = heading("", 1.35)
        self._name.setWordWrap(True)
        self._about = wrapped("", "muted")
        self._place = QVBoxLayout()
        self.remove_button = QPushButton(tr(N_("Re&move from the calendar")))
        icons.put(self.remove_button, "trash-2")
        self.remove_button.clicked.connect(self.remove_entry)
        column = QVBoxLayout()
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addLayout(self._place)
        column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        frame = boxed(column)
        self._show_line(None)
        return frame

    def _show_line(self, line: CalendarLine | None) -> None:
        tr = self.context.tr
        same = line is not None and self._shown is not None and line.id == self._shown.id
        self._shown = line
        if not same:
            self._change_form(line)
        ours = line is not None and line.kind != HOLIDAY
        self.remove_button.setVisible(ours)
        self.remove_button.setEnabled(not self.context.read_only)
        self._name.setText("" if line is None else line.name)
        if line is None:
            self._about.setText("")
            return
        if ours:
            self.entry_form.set_values({name: getattr(line, name) for name in _FIELDS})
            self.entry_form.set_read_only(self.context.read_only)
            self._about.setText(
                tr.n("{n} day from Monday to Friday", "{n} days from Monday to Friday", line.school_days)
            )
        else:
            said = f"{tr.long_date(line.first_day)} · {tr.week(line.first_day)}"
            self._about.setText(f"{said}\n{tr(N_('Public holidays come with the year and cannot be changed.'))}")

    def _change_form(self, line: CalendarLine | None) -> None:
        """Take the fields of another entry: what was refused for one is not saved for another."""
        tr = self.context.tr
        while self._place.count():
            item = self._place.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.entry_form = form = Form(self.context)
        self._place.addWidget(form)
        if line is None or line.kind == HOLIDAY:
            form.hide()
            return
        save = partial(self._save_field, line)
        form.add_text("name", tr(N_("N&ame")), partial(save, "name"), limit=80)
        form.add_choice(
            "kind", tr(N_("&Kind")), [(code, tr(words)) for code, words in KIND_WORDS.items()], partial(save, "kind")
        )
        form.add_date("first_day", tr(N_("First &day")), partial(save, "first_day"))
        form.add_date("last_day", tr(N_("Las&t day")), partial(save, "last_day"))
        in_tab_order(self.list.table, *(field.control for field in form.fields.values()), self.remove_button)

    def _save_field(self, line: CalendarLine, field: str, value: Any, refuse: Refuse) -> object:
        from app.school.calendar_commands import set_entry_field

        label, words = N_("Changed {what} of {name} in the school calendar"), later(_FIELDS[field])
        names = {"what": words, "name": line.name}
        context = self.context
        return context.do(label, set_entry_field, context.year, line.id, field, value, arguments=names, on_error=refuse)

    def _edit(self) -> None:
        field = self.entry_form.fields.get("name")
        if field is not None:
            field.control.setFocus()


def say_days(first: date, last: date, tr: Translator) -> str:
    """Return man. 28. sep. – fre. 2. okt., or one day; a school year has no day and month twice."""
    start, end = (tr.long_date(day).removesuffix(f" {day.year}") for day in (first, last))
    return start if first == last else f"{start} – {end}"


def say_weeks(line: CalendarLine) -> str:
    """Return 40, or 52–53 for days in several weeks (ISO 8601)."""
    first, last = line.first_day.isocalendar().week, line.last_day.isocalendar().week
    return str(first) if first == last else f"{first}–{last}"


def _taken(calendar: SchoolCalendar, first: date, last: date) -> int:
    """Return how many days pupils would else be at school."""
    return sum(day not in calendar.holidays for day in weekdays(first, last))
