"""What is the template called that this year's wheel is saved as?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPushButton, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import Label, wrapped
from app.yearwheel.asking.roomy import make_roomy

if TYPE_CHECKING:
    from app.yearwheel.templates import OwnTemplate

LETTERS = 64
LONGEST_NAME = 80


class SaveTemplateDialog(Dialog):
    """A name; below, those the school has already, which can be removed."""

    def __init__(self, context: Context, parent: QWidget, year: int, then: Callable[[], object] | None = None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Save as a template")))
        self.context, self.year, self._then = context, year, then
        self._own: tuple[OwnTemplate, ...] = ()
        make_roomy(self, parent, LETTERS)
        words = N_("The rings, entries and rules of {year} are kept, without days that were moved and without people.")
        self.body.insertWidget(0, wrapped(tr(words, year=year_name(year))))
        self.name = QLineEdit(tr(N_("Our yearly wheel")))
        self.name.setMaxLength(LONGEST_NAME)
        self.add_field("name", tr(N_("&Name")), self.name)
        self.list = QListWidget()
        self.list.setMaximumHeight(14 * GRID)
        self.remove = QPushButton(tr(N_("&Remove")))
        self.remove.setAutoDefault(False)
        icons.put(self.remove, "trash-2")
        self.remove.clicked.connect(self.remove_chosen)
        self.label = Label(tr(N_("The school's own &templates")))
        self.label.setBuddy(self.list)
        self.list.setAccessibleName(tr(N_("The school's own templates")))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.list, 1)
        row.addWidget(self.remove)
        self.body.addWidget(self.label)
        self.body.addLayout(row)
        self.add_buttons(tr(N_("&Save")))
        self._show()
        self.name.setFocus()
        self.name.selectAll()

    def submit(self) -> None:
        """Save it under the name."""
        from app.yearwheel.templates import save_own

        self.clear_errors()
        name = self.name.text().strip()
        done = self.context.do(
            N_("Saved the template {name}"),
            save_own,
            self.year,
            name,
            arguments={"name": name},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            if self._then is not None:
                self._then()

    def remove_chosen(self) -> None:
        """Remove the template that is chosen; undo brings it back."""
        from app.yearwheel.templates import remove_own

        at = self.list.currentRow()
        if not 0 <= at < len(self._own):
            return
        found = self._own[at]
        done = self.context.do(
            N_("Removed the template {name}"),
            remove_own,
            found.id,
            arguments={"name": found.name},
            on_error=self.refuse,
        )
        if done is not None:
            self._show()

    def _show(self) -> None:
        from app.yearwheel.templates import own

        self._own = self.context.read(own)
        self.list.clear()
        for one in self._own:
            self.list.addItem(
                self.context.tr(N_("{name}, saved {day}"), name=one.name, day=self.context.tr.date(one.saved_on))
            )
        for part in (self.label, self.list, self.remove):
            part.setVisible(bool(self._own))
        if self._own:
            self.list.setCurrentRow(0)
        self.make_room()
