"""What does the office decide about the school itself, its years and its classes?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year, year_name
from app.shell import icons
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState, Page
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from app.school.queries import ClassRow
    from app.shell.context import Refuse

NOBODY = 0
SPLITTER = "school.splitter"


class SchoolPage(Page):
    """The classes of the year that is shown, the chosen class beside them, and the school's own facts above."""

    title = N_("The school")
    watches = frozenset("school school_year school_class class_membership contact_teacher person staff_role".split())

    def build(self) -> None:
        tr = self.context.tr
        self._shown: ClassRow | None = None
        self._staff: tuple[tuple[int, str], ...] = ()
        self.class_form = Form(self.context)
        self._new = self.add_action(tr(N_("&New class …")), self.new_class, key="Ctrl+N", icon="plus")
        self._year_before = self.add_command("", lambda: self.add_year(-1))
        self._year_after = self.add_command("", lambda: self.add_year(1))
        self.rename_action = self.add_command(tr(N_("Rena&me …")), self.rename_class, key="F2", icon="pencil")
        self.remove_action = self.add_command(tr(N_("&Remove the class")), self.remove_class, key="Del", icon="trash-2")
        self.body.addWidget(self._school_box())
        self.list = ListPane(
            self.context,
            "classes",
            [
                Column("name", tr(N_("Class")), 90),
                Column("grade", tr(N_("Grade")), 70, text=lambda row: "" if row.grade is None else str(row.grade)),
                Column("teachers", tr(N_("Contact teacher")), 220, text=_teachers),
                Column("pupils", tr(N_("Pupils")), 80, text=lambda row: str(row.pupils), right=True),
            ],
            self._fetch,
            lambda text: len(self._rows(text)),
            lambda number: tr.n("{n} class", "{n} classes", number),
            tr(N_("Class or contact teacher")),
        )
        self.list.set_empty(
            EmptyState(
                tr(N_("No classes this year")),
                tr(N_("Classes come with the roster you import under Contacts, or are added here one by one.")),
                tr(N_("New class …")),
                self.new_class,
                "school",
            )
        )
        self.list.table.row_changed.connect(self._show_class)
        self.list.table.opened.connect(lambda _row: self.rename_class())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self._class_box())
        self._splitter.setSizes(self.context.settings.get(SPLITTER, [560, 480]))
        self._splitter.splitterMoved.connect(lambda: self.context.settings.set(SPLITTER, self._splitter.sizes()))
        self.body.addWidget(self._splitter, 1)

    def reload(self) -> None:
        from app.school.queries import staff_members, the_school

        context = self.context
        school = context.read(the_school)
        if school is not None:
            self.school_form.set_values({"name": school.name, "written_standard": school.written_standard})
        self._staff = context.read(staff_members, self.day)
        self._say_years()
        writable = not context.read_only
        for control in (self._new, self.rename_action, self.remove_action):
            control.setEnabled(writable)
        self.list.refresh()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def may_leave(self) -> bool:
        return self.school_form.save_now()

    def show_item(self, item: object) -> None:
        """Show the class with the id ``item``, also if it is outside what the filter lets through."""
        if not isinstance(item, int):
            return
        self.list.refresh()
        table = self.list.table
        if not table.show_id(item):
            self.list.filter_box.clear()
            self.list.refilter()
            table.show_id(item)
        table.scrollTo(table.currentIndex())

    @property
    def day(self) -> date:
        """The day the chosen year is shown as it stands on."""
        return day_in_year(self.context.year, clock.today())

    # -- what is done

    def new_class(self) -> None:
        """Ask what the class is called and add it."""
        from app.school.dialogs import NewClassDialog

        if self.context.store is not None:
            dialog = NewClassDialog(self, self.context)
            dialog.added.connect(self.show_item)
            dialog.open()

    def rename_class(self) -> None:
        """Ask what the chosen class is called now."""
        from app.school.dialogs import RenameClassDialog

        if self._shown is not None and not self.context.read_only:
            dialog = RenameClassDialog(self, self.context, self._shown)
            dialog.renamed.connect(self.show_item)
            dialog.open()

    def remove_class(self) -> None:
        """Remove the chosen class; refused with a sentence while there are pupils in it."""
        from app.school.commands import remove_class

        if self._shown is not None:
            self._do(N_("Removed the class {name}"), remove_class, self._shown)

    def add_year(self, step: int) -> None:
        """Add the school year after the last one (1) or before the first one (−1), and show it."""
        from app.school.commands import add_year

        years = self.context.years
        year = max(years) + 1 if step > 0 else min(years) - 1
        done = self.context.do(N_("Added the school year {year}"), add_year, year, arguments={"year": year_name(year)})
        if done is not None:
            self.context.offer_years((*years, year), self.context.this_year)
            self.context.set_year(year)

    # -- the list

    def _rows(self, text: str) -> list[ClassRow]:
        from app.school.queries import school_classes
        from db.search import fold

        wanted = fold(text).split()
        rows = self.context.read(school_classes, self.context.year, self.day)
        return [row for row in rows if all(word in fold(f"{row.name} {_teachers(row)}") for word in wanted)]

    def _fetch(self, wanted: Request) -> Sequence[ClassRow]:
        from app.school.queries import class_key
        from db.search import sort_key

        rows = self._rows(wanted.text)
        by_name = {row.id: class_key(row.name, row.grade) for row in rows}
        keys: dict[str, Any] = {
            "name": lambda row: by_name[row.id],
            "grade": lambda row: by_name[row.id],
            "teachers": lambda row: (sort_key(_teachers(row)), by_name[row.id]),
            "pupils": lambda row: (row.pupils, by_name[row.id]),
        }
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)
        return rows[wanted.offset : wanted.offset + wanted.limit]

    # -- the school

    def _school_box(self) -> QWidget:
        tr = self.context.tr
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        self.school_form = Form(self.context)
        self.school_form.add_text("name", tr(N_("School's n&ame")), self._save_name, limit=120)
        self.school_form.add_choice(
            "written_standard",
            tr(N_("&Written standard of the papers")),
            [("nb", tr(N_("Bokmål"))), ("nn", tr(N_("Nynorsk")))],
            self._save_standard,
        )
        self._years = Label("")
        self._before_button = QPushButton()
        self._after_button = QPushButton()
        for button, action in ((self._before_button, self._year_before), (self._after_button, self._year_after)):
            icons.put(button, "plus", size=16)
            button.clicked.connect(action.trigger)
        years = QVBoxLayout()
        years.setSpacing(GRID)
        years.addWidget(Label(tr(N_("School years")), "muted"))
        years.addWidget(self._years)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._before_button)
        buttons.addWidget(self._after_button)
        buttons.addStretch(1)
        years.addLayout(buttons)
        years.addStretch(1)
        row = QHBoxLayout(frame)
        row.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        row.setSpacing(4 * GRID)
        row.addWidget(self.school_form, 3)
        row.addLayout(years, 2)
        return frame

    def _save_name(self, name: Any, refuse: Refuse) -> object:
        from app.school.commands import set_school_field

        return self.context.do(N_("Changed the name of the school"), set_school_field, "name", name, on_error=refuse)

    def _save_standard(self, code: Any, refuse: Refuse) -> object:
        from app.school.commands import set_school_field

        label = N_("Changed the written standard of the school's papers")
        return self.context.do(label, set_school_field, "written_standard", code, on_error=refuse)

    def _say_years(self) -> None:
        tr, years = self.context.tr, self.context.years
        self._years.setText(" · ".join(year_name(year) for year in sorted(years)))
        for button, action, year in (
            (self._before_button, self._year_before, min(years) - 1),
            (self._after_button, self._year_after, max(years) + 1),
        ):
            words = tr(N_("Add {year}"), year=year_name(year))
            button.setText(words)
            action.setText(words)

    # -- the chosen class

    def _class_box(self) -> QWidget:
        tr = self.context.tr
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        self._name = heading("", 1.5)
        self._about = wrapped("", "muted")
        self._teachers = QVBoxLayout()
        self._no_staff = wrapped(tr(N_("Add staff under Contacts to choose a contact teacher.")), "muted")
        column = QVBoxLayout(frame)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addLayout(self._teachers)
        column.addWidget(self._no_staff)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for action in (self.rename_action, self.remove_action):
            button = QPushButton(action.text())
            icons.put(button, str(action.property("icon_name")))
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self._class_frame = frame
        self._show_class(None)
        return frame

    def _show_class(self, row: ClassRow | None) -> None:
        tr = self.context.tr
        same = row is not None and self._shown is not None and row.id == self._shown.id
        fields = self.class_form.fields if same else {}
        focused = next((name for name, field in fields.items() if field.control.hasFocus()), "")
        self._shown = row
        self.class_form = self._teacher_form(row)
        while self._teachers.count():
            item = self._teachers.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._teachers.addWidget(self.class_form)
        for part in self._class_frame.findChildren(QWidget):
            if part.parent() is self._class_frame:
                part.setVisible(row is not None)
        if row is not None:
            self._name.setText(row.name)
            self._about.setText(tr.n("{n} pupil", "{n} pupils", row.pupils))
            self._no_staff.setVisible(not self._staff)
        if focused in self.class_form.fields:
            self.class_form.fields[focused].control.setFocus()

    def _teacher_form(self, row: ClassRow | None) -> Form:
        """Make a choice for each contact teacher the class has, and one for another."""
        tr, form = self.context.tr, Form(self.context)
        if row is None:
            return form
        people = {**dict(self._staff), **dict(row.teachers)}
        for place in range(len(row.teachers) + 1):
            here = row.teachers[place][0] if place < len(row.teachers) else NOBODY
            label = tr(N_("&Contact teacher")) if place == 0 else tr(N_("One more"))
            taken = {person_id for person_id, _ in row.teachers} - {here}
            choices: list[tuple[object, str]] = [(NOBODY, tr(N_("Nobody")))]
            choices += [(person_id, name) for person_id, name in people.items() if person_id not in taken]
            form.add_choice(f"teacher:{place}", label, choices, partial(self._save_teacher, row, here))
            form.set_values({f"teacher:{place}": here})
        form.set_read_only(self.context.read_only)
        return form

    def _save_teacher(self, row: ClassRow, before: int, person_id: int, refuse: Refuse) -> object:
        from app.school.commands import replace_contact_teacher

        names = {**dict(self._staff), **dict(row.teachers)}
        label, who = N_("{name} is contact teacher of {class_name}"), person_id
        if not person_id:
            label, who = N_("{name} is no longer contact teacher of {class_name}"), before
        return self.context.do(
            label,
            replace_contact_teacher,
            row.id,
            before or None,
            person_id or None,
            self.day,
            arguments={"name": names.get(who, ""), "class_name": row.name},
            on_error=refuse,
        )

    def _do(self, label: str, command: Any, row: ClassRow) -> None:
        self.context.do(label, command, row.id, arguments={"name": row.name})


def _teachers(row: ClassRow) -> str:
    return ", ".join(name for _, name in row.teachers)
