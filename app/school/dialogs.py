"""What is asked about a new class or another school year?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.school import commands
from app.school.queries import ClassRow
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.words import wrapped


class NewClassDialog(Dialog):
    """What the new class is called; its grade follows from the name. ``added`` carries the new class's id."""

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New class")))
        self.context = context
        self.body.insertWidget(0, wrapped(tr(N_("In the school year {year}."), year=year_name(context.year))))
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr(N_("For example 5A")))
        self.name.setMaxLength(40)
        self.add_field("name", tr(N_("&Name")), self.name)
        self.add_buttons(tr(N_("&Save class")))

    def submit(self) -> None:
        """Add the class."""
        self.clear_errors()
        name = " ".join(self.name.text().split())
        done = self.context.do(
            N_("Added the class {name}"),
            commands.add_class,
            self.context.year,
            name,
            arguments={"name": name},
            on_error=self.refuse,
        )
        if done is not None:
            self.added.emit(int(done.result))
            self.accept()


class RenameClassDialog(Dialog):
    """What a class is called from now on; ``renamed`` carries its id."""

    renamed = Signal(int)

    def __init__(self, parent: QWidget, context: Context, row: ClassRow) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Rename the class")))
        self.context = context
        self._row = row
        self.name = QLineEdit(row.name)
        self.name.setMaxLength(40)
        self.name.selectAll()
        self.add_field("name", tr(N_("&Name")), self.name)
        self.add_buttons(tr(N_("&Save class")))

    def submit(self) -> None:
        """Rename it."""
        self.clear_errors()
        name = " ".join(self.name.text().split())
        done = self.context.do(
            N_("Renamed the class {old} to {name}"),
            commands.rename_class,
            self._row.id,
            name,
            arguments={"old": self._row.name, "name": name},
            on_error=self.refuse,
        )
        if done is not None:
            self.renamed.emit(self._row.id)
            self.accept()
