"""What classes has the year that is shown, and who are their contact teachers?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.school.part import boxed, in_tab_order
from app.school.rules import GRADES
from app.shell import icons
from app.shell.context import Context
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from app.school.queries import ClassRow
    from app.shell.context import Refuse

NOBODY = 0
NO_GRADE = 0
SPLITTER = "school.splitter"


class ClassesPart(Part):
    """The list, and the chosen class beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._shown: ClassRow | None = None
        self._staff: tuple[tuple[int, str], ...] = ()
        self.class_form = Form(context)
        self.list = ListPane(
            context,
            "classes",
            [
                Column("name", tr(N_("Class")), 90),
                Column("grade", tr(N_("Grade")), 70, text=say_grades),
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
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, self._class_box()), [560, 480]), 1)

    def reload(self) -> None:
        from app.school.queries import staff_members

        self._staff = self.context.read(staff_members, self.day)
        self.list.refresh()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_class(self, class_id: int) -> None:
        """Show a class, also one that is outside what the filter lets through."""
        self.list.refresh()
        table = self.list.table
        if not table.show_id(class_id):
            self.list.filter_box.clear()
            self.list.refilter()
            table.show_id(class_id)
        table.scrollTo(table.currentIndex())

    # -- what is done

    def new_class(self) -> None:
        """Ask what the class is called and add it."""
        self._ask_name(None)

    def rename_class(self) -> None:
        """Ask what the chosen class is called now."""
        if self._shown is not None and not self.context.read_only:
            self._ask_name(self._shown)

    def remove_class(self) -> None:
        """Remove the chosen class; refused with a sentence while there are pupils in it."""
        from app.school.commands import remove_class

        row = self._shown
        if row is not None:
            self.context.do(N_("Removed the class {name}"), remove_class, row.id, arguments={"name": row.name})

    def _ask_name(self, row: ClassRow | None) -> None:
        from app.school.dialogs import ClassDialog

        if self.context.store is not None:
            dialog = ClassDialog(self, self.context, row)
            dialog.saved.connect(self.show_class)
            dialog.open()

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

    # -- the chosen class

    def _class_box(self) -> QWidget:
        tr = self.context.tr
        self._name = heading("", 1.5)
        self._about = wrapped("", "muted")
        self._grades = self._grade_row()
        self._place = QWidget()  # a form that is gone hides in here, and is not shown again with the rest
        self._teachers = QVBoxLayout(self._place)
        self._teachers.setContentsMargins(0, 0, 0, 0)
        self._no_staff = wrapped(tr(N_("Add staff under Contacts to choose a contact teacher.")), "muted")
        column = QVBoxLayout()
        for part in (self._name, self._about, self._grades, self._place, self._no_staff):
            column.addWidget(part)
        self.buttons: dict[str, QPushButton] = {}
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for name, words, icon, call in (
            ("rename", N_("Rena&me …"), "pencil", self.rename_class),
            ("remove", N_("&Remove the class"), "trash-2", self.remove_class),
        ):
            button = self.buttons[name] = QPushButton(tr(words))
            icons.put(button, icon)
            button.clicked.connect(lambda _checked=False, call=call: call())
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self._class_frame = boxed(column)
        self._show_class(None)
        return self._class_frame

    def _grade_row(self) -> QWidget:
        """Two choices side by side: nearly every class has one grade, and the other stays empty."""
        tr = self.context.tr
        self.grade_form = Form(self.context)
        choices: list[tuple[object, str]] = [(NO_GRADE, "–"), *((grade, str(grade)) for grade in GRADES)]
        first, first_cell = self.grade_form.place_choice(
            "grade", tr(N_("Gra&de")), choices, partial(self._save_grades, "grade")
        )
        last, last_cell = self.grade_form.place_choice(
            "last_grade", tr(N_("&up to")), choices, partial(self._save_grades, "last_grade")
        )
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for words, control, cell in ((tr(N_("Gra&de")), first, first_cell), (tr(N_("&up to")), last, last_cell)):
            label = Label(words, "muted")
            label.setBuddy(control)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            label.setMinimumHeight(4 * GRID - 2)
            row.addWidget(cell, 1)
        row.addStretch(2)
        return line

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
            self.grade_form.set_values({"grade": row.grade or NO_GRADE, "last_grade": row.last_grade or NO_GRADE})
            self.grade_form.set_read_only(self.context.read_only)
            for button in self.buttons.values():
                button.setEnabled(not self.context.read_only)
            edited = (*self.grade_form.fields.values(), *self.class_form.fields.values())
            in_tab_order(self.list.table, *(field.control for field in edited), *self.buttons.values())
        if focused in self.class_form.fields:
            self.class_form.fields[focused].control.setFocus()

    def _save_grades(self, field: str, grade: int, refuse: Refuse) -> object:
        from app.school.commands import set_class_grades

        row = self._shown
        if row is None:
            return None
        grades = {"grade": row.grade, "last_grade": row.last_grade, field: grade or None}
        label, names = N_("Changed the grade of {name}"), {"name": row.name}
        return self.context.do(label, set_class_grades, row.id, *grades.values(), arguments=names, on_error=refuse)

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


def say_grades(row: ClassRow) -> str:
    """Return 5, 1–2 for a mixed class, or nothing."""
    if row.grade is None:
        return ""
    return str(row.grade) if row.last_grade is None else f"{row.grade}–{row.last_grade}"


def _teachers(row: ClassRow) -> str:
    return ", ".join(name for _, name in row.teachers)
