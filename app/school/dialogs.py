"""What is asked about a class?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.school.queries import ClassRow
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.words import wrapped


class ClassDialog(Dialog):
    """What a new class is called, or one that is there from now on; its grades follow from the name.

    ``saved`` carries the class's id.
    """

    saved = Signal(int)

    def __init__(self, parent: QWidget, context: Context, row: ClassRow | None = None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New class") if row is None else N_("Rename the class")))
        self.context = context
        self._row = row
        if row is None:
            self.body.insertWidget(0, wrapped(tr(N_("In the school year {year}."), year=year_name(context.year))))
        self.name = QLineEdit("" if row is None else row.name)
        self.name.setPlaceholderText(tr(N_("For example 5A")))
        self.name.setMaxLength(40)
        self.name.selectAll()
        self.add_field("name", tr(N_("&Name")), self.name)
        self.add_buttons(tr(N_("&Save class")))

    def submit(self) -> None:
        """Add or rename it."""
        from app.school.commands import add_class, rename_class

        self.clear_errors()
        context, row, name = self.context, self._row, " ".join(self.name.text().split())
        if row is None:
            label, words = N_("Added the class {name}"), {"name": name}
            done = context.do(label, add_class, context.year, name, arguments=words, on_error=self.refuse)
        else:
            label, words = N_("Renamed the class {old} to {name}"), {"old": row.name, "name": name}
            done = context.do(label, rename_class, row.id, name, arguments=words, on_error=self.refuse)
        if done is not None:
            self.saved.emit(int(done.result) if row is None else row.id)
            self.accept()
