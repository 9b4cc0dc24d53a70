"""What is asked about a new entry in the school calendar, and about a file that is read into it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from app.core.errors import UserError, explain
from app.core.i18n import N_, translator
from app.core.schoolyear import year_name
from app.school.calendar import KIND_WORDS, Entry
from app.school.calendar_file import CalendarFile, Comparison, Difference, Stored, compare, entries_of, own_school
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.importing.preview_table import PreviewTable
from app.shell.importing.shape import Preview, PreviewRow
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar


class EntryDialog(Dialog):
    """The first and the last day, of what kind, and a name if the usual one does not do; ``saved`` carries the id."""

    saved = Signal(int)

    def __init__(self, parent: QWidget, context: Context) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New break or day off")))
        self.context = context
        self.body.insertWidget(0, wrapped(tr(N_("In the school year {year}."), year=year_name(context.year))))
        self.first_day = QLineEdit()
        self.last_day = QLineEdit()
        self.first_day.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.last_day.setPlaceholderText(tr(N_("The same day, if you leave it empty")))
        self.kind = QComboBox()
        for code, words in KIND_WORDS.items():
            self.kind.addItem(tr(words), code)
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr(N_("The usual name, if you leave it empty")))
        self.name.setMaxLength(80)
        self.add_field("first_day", tr(N_("&First day")), self.first_day)
        self.add_field("last_day", tr(N_("&Last day")), self.last_day)
        self.add_field("kind", tr(N_("&Kind")), self.kind)
        self.add_field("name", tr(N_("&Name")), self.name)
        self.add_buttons(tr(N_("&Save")))

    def submit(self) -> None:
        """Write it down."""
        from app.school.calendar_commands import add_entry

        self.clear_errors()
        context, days = self.context, []
        for field, control in (("first_day", self.first_day), ("last_day", self.last_day)):
            try:
                days.append(parse_date(control.text()))
            except UserError as error:
                self.refuse(explain(error, context.tr) or "", field)
                return
        kind, name = self.kind.currentData(), " ".join(self.name.text().split())
        done = context.do(
            N_("Added {name} to the school calendar"),
            add_entry,
            context.year,
            *days,
            kind,
            name,
            arguments={"name": name or context.tr(KIND_WORDS[kind])},
            on_error=self.refuse,
        )
        if done is not None:
            self.saved.emit(int(done.result))
            self.accept()


class CalendarFileDialog(Dialog):
    """Which of the file's schools is ours, and what its days would change in the year that is shown."""

    def __init__(self, parent: QWidget, context: Context, file: CalendarFile) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("The school calendar for {year}"), year=year_name(context.year)))
        self.context = context
        self._file = file
        self._comparison: Comparison | None = None
        self.school = QComboBox()
        self.school.addItem(tr(N_("Choose the school")), None)
        for name in file.schools:
            self.school.addItem(name or tr(N_("No school is named")), name)
        self.add_field("school", tr(N_("&School in the file")), self.school)
        self.show_field("school", len(file.schools) > 1)
        self.summary = heading("", 1.05)
        self.summary.setWordWrap(True)
        self.note = wrapped("", "muted")
        self.table = PreviewTable(context)
        self.table.setMinimumHeight(36 * GRID)
        self.setMinimumWidth(112 * GRID)
        self.table.rows.ticks_changed.connect(self._say)
        self.about = wrapped("")
        self.about.setMinimumHeight(2 * self.about.fontMetrics().lineSpacing())
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.said.connect(self.about.setText)
        for part in (self.summary, self.note, self.table, self.about):
            self.body.addWidget(part)
        self.take_button: QPushButton = self.add_buttons(tr(N_("&Put into the calendar")))
        self.school.currentIndexChanged.connect(lambda _at: self._show())
        self._choose_own()
        self._show()

    def submit(self) -> None:
        """Let what is ticked land, as one step."""
        from app.school.calendar_commands import take_calendar

        wanted = self._wanted()
        if not wanted:
            return
        done = self.context.do(
            N_("Read the school calendar for {year}"),
            take_calendar,
            wanted,
            arguments={"year": year_name(self.context.year)},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()

    def _choose_own(self) -> None:
        from app.school.queries import the_school

        school = self.context.read(the_school)
        ours = own_school(self._file.schools, "" if school is None else school.name)
        if ours is not None:
            self.school.setCurrentIndex(self._file.schools.index(ours) + 1)

    def _show(self) -> None:
        """Compare the chosen school's days with what stands here."""
        from app.school.queries import calendar_entries, school_calendar, the_school

        context, tr = self.context, self.context.tr
        name = self.school.currentData()
        self._comparison = None
        if name is not None:
            school = context.read(the_school)
            calendar = context.read(school_calendar, context.year)
            paper = translator("nb" if school is None else school.written_standard)
            days = self._file.days[name]
            entries = entries_of(days, calendar, calendar.holidays, paper)
            stored = [
                Stored(row.id, Entry(row.first_day, row.last_day, row.kind, row.name))
                for row in context.read(calendar_entries, context.year)
            ]
            self._comparison = compare(entries, days, stored, calendar)
            self._say_note(calendar)
        else:
            self.note.setText(tr(N_("There are several schools in the file, and none of them has your school's name.")))
        found = self._comparison.differences if self._comparison else ()
        rows = [self._row(at, difference) for at, difference in enumerate(found)]
        heads = (tr(N_("Days")), tr(N_("Name")), tr(N_("Kind")))
        self.table.show_rows(Preview(heads, rows))
        for part in (self.table, self.about):
            part.setVisible(bool(rows))
        self._say()
        self.make_room()

    def _row(self, at: int, difference: Difference) -> PreviewRow:
        tr = self.context.tr
        before = difference.before.entry if difference.before else None
        entry = difference.after or before
        assert entry is not None
        about, unticked = "", tr(N_("Stays as it is"))
        if difference.state == "changed" and before is not None:
            about = tr(N_("In place of: {what}"), what=self._say_entry(before))
        elif difference.state == "gone":
            about = tr(N_("Is removed: the file has school on these days, or another entry"))
        else:
            about, unticked = tr(N_("Is added")), tr(N_("Is left out"))
        cells = (self._days(entry), entry.name, tr(KIND_WORDS[entry.kind]))
        return PreviewRow(at, difference.state, cells, about, True, unticked)

    def _say_note(self, calendar: SchoolCalendar) -> None:
        tr, found = self.context.tr, self._comparison
        if found is None:
            words = tr(
                N_("The file says nothing of {year}. Choose the year at the top first."),
                year=year_name(self.context.year),
            )
        else:
            first, last = tr.date(found.first_day), tr.date(found.last_day)
            words = tr(N_("The file covers {first}–{last}. Public holidays are known already."), first=first, last=last)
            words = f"{self.school.currentText()}: {words}"
        self.note.setText(words)

    def _say(self) -> None:
        tr, found, wanted = self.context.tr, self._comparison, self._wanted()
        self.take_button.setEnabled(bool(wanted))
        if found is None:
            words = ""
        elif not found.differences:
            words = tr(N_("Nothing will change: everything in the file stands here already."))
        else:
            numbers = [sum(one.state == state for one in wanted) for state in ("new", "changed", "gone")]
            parts = (
                (numbers[0], tr.n("{n} is added", "{n} are added", numbers[0])),
                (numbers[1], tr.n("{n} is changed", "{n} are changed", numbers[1])),
                (numbers[2], tr.n("{n} is removed", "{n} are removed", numbers[2])),
            )
            words = ", ".join(words for number, words in parts if number) or tr(N_("Nothing is ticked"))
            words += "."
        self.summary.setText(words)
        self.summary.setVisible(bool(words))

    def _wanted(self) -> tuple[Difference, ...]:
        if self._comparison is None:
            return ()
        skipped = self.table.rows.skipped()
        return tuple(one for at, one in enumerate(self._comparison.differences) if at not in skipped)

    def _days(self, entry: Entry) -> str:
        from app.school.calendar_part import say_days

        return say_days(entry.first_day, entry.last_day, self.context.tr)

    def _say_entry(self, entry: Entry) -> str:
        return f"{entry.name}, {self._days(entry)}"
