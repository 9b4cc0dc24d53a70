"""How are the fields of a person's page saved, and those that may stand on it more than once shown?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QToolButton, QWidget

from app.contacts import words
from app.contacts.person_queries import ContactDetail
from app.contacts.widgets import Link, Rows
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import tooltip

Save = Callable[[Any, Refuse], object]

_PHONE_LABELS = (
    N_("Added a phone number for {name}"),
    N_("Changed the phone number of {name}"),
    N_("Removed a phone number of {name}"),
)
_EMAIL_LABELS = (
    N_("Added an e-mail address for {name}"),
    N_("Changed the e-mail address of {name}"),
    N_("Removed an e-mail address of {name}"),
)


class PersonFields:
    """The rows of a person's page and the fields in them, which its parts add to."""

    def __init__(
        self, context: Context, form: Form, rows: Rows, person: ContactDetail, go_to: Callable[[int], object]
    ) -> None:
        self.context = context
        self.tr = context.tr
        self.form = form
        self.rows = rows
        self.person = person  # as stored last
        self._go_to = go_to

    def do(
        self, label: str, names: Mapping[str, object], refuse: Refuse | None, command: str, *args: Any
    ) -> Done | None:
        """Run one of the commands by its name: they bring in the readers of phones, which no start needs."""
        from app.contacts import commands

        return self.context.do(label, getattr(commands, command), *args, arguments=names, on_error=refuse)

    def link(self, person_id: int, name: str, *, bold: bool = False) -> Link:
        """Return a name that leads to the person."""
        return Link(name, lambda: self._go_to(person_id), bold=bold)

    def add_phones(self, person_id: int, name: str, phones: Sequence[Any], prefix: str = "") -> None:
        """Add the phone numbers of a person, and room for one more."""
        tr = self.tr
        labels = [(f"{prefix}phone:{row.id}", tr(words.PHONE_KINDS[row.kind]), row.id) for row in phones]

        def save(phone_id: int | None) -> Save:
            def run(text: Any, refuse: Refuse) -> Done | None:
                label = _label(phone_id, text, _PHONE_LABELS)
                return self.do(label, {"name": name}, refuse, "set_phone", person_id, phone_id, text)

            return run

        self._add_lines(labels, (f"{prefix}phone:new{person_id}", tr(N_("Phone"))), save, tr(N_("Add a number")))

    def add_emails(self, person_id: int, name: str, emails: Sequence[Any], prefix: str = "") -> None:
        """Add the e-mail addresses of a person, and room for one more."""
        tr = self.tr
        labels = [(f"{prefix}email:{row.id}", tr(N_("E-mail")), row.id) for row in emails]

        def save(email_id: int | None) -> Save:
            def run(text: Any, refuse: Refuse) -> Done | None:
                label = _label(email_id, text, _EMAIL_LABELS)
                return self.do(label, {"name": name}, refuse, "set_email", person_id, email_id, text)

            return run

        self._add_lines(labels, (f"{prefix}email:new{person_id}", tr(N_("E-mail"))), save, tr(N_("Add an e-mail")))

    def _add_lines(
        self,
        there: Sequence[tuple[str, str, int]],
        new: tuple[str, str],
        save: Callable[[int | None], Save],
        add_words: str,
    ) -> None:
        """Add a field for each value there is, and a button that opens one for another (at once if there is none)."""
        name, label = new
        for place, (field, field_label, row_id) in enumerate(there):
            control, cell = self.form.place_text(field, field_label, save(row_id))
            control.setToolTip(tooltip(self.tr(N_("Empty the field to remove it"))))
            cells: list[QWidget] = [cell]
            if place == len(there) - 1:
                add = QToolButton()
                add.setAutoRaise(True)
                add.setAccessibleName(add_words)
                add.setToolTip(tooltip(add_words))
                add.setEnabled(not self.context.read_only)
                icons.put(add, "plus", "muted", 16)
                add.setFixedSize(4 * GRID - 2, 4 * GRID - 2)
                cells.append(add)
            self.rows.add_row(field_label, *cells, buddy=control)
        control, cell = self.form.place_text(name, label, save(None), hint=add_words)
        words_ = self.rows.add_row(label, cell, buddy=control)
        if there:
            words_.hide()
            cell.hide()
            add.clicked.connect(lambda: _open(words_, cell, control))


def _label(row_id: int | None, text: str, labels: tuple[str, str, str]) -> str:
    added, changed, removed = labels
    return added if row_id is None else changed if text else removed


def _open(*widgets: QWidget) -> None:
    for widget in widgets:
        widget.show()
    widgets[-1].setFocus()
