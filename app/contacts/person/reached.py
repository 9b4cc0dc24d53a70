"""How is somebody reached: each phone number and e-mail address, and what can be said of it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.contacts import words
from app.contacts.person.fields import PersonFields, Save
from app.contacts.person.widgets import more_button
from app.contacts.queries import EmailRow, PhoneRow
from app.core.i18n import N_
from app.shell.context import Done, Refuse
from app.shell.form import LineField
from app.shell.page import Call


@dataclass(frozen=True)
class _Way:
    """What is different about phone numbers and e-mail addresses. All texts are msgids."""

    table: str
    names: Mapping[str, str]  # of each kind, in the menu
    labels: Mapping[str, str]  # of each kind, before the field
    one: str
    add: str
    more: str
    added: str
    changed: str
    removed: str
    kind_changed: str
    first: str


_PHONE = _Way(
    table="phone",
    names=words.PHONE_KINDS,
    labels=words.PHONE_KINDS,
    one=N_("Phone"),
    add=N_("Add a number"),
    more=N_("More about this number"),
    added=N_("Added a phone number for {name}"),
    changed=N_("Changed the phone number of {name}"),
    removed=N_("Removed a phone number of {name}"),
    kind_changed=N_("Changed the kind of a phone number of {name}"),
    first=N_("Put another phone number of {name} first"),
)
_EMAIL = _Way(
    table="email",
    names=words.EMAIL_KINDS,
    labels=words.EMAIL_LABELS,
    one=N_("E-mail"),
    add=N_("Add an e-mail"),
    more=N_("More about this e-mail address"),
    added=N_("Added an e-mail address for {name}"),
    changed=N_("Changed the e-mail address of {name}"),
    removed=N_("Removed an e-mail address of {name}"),
    kind_changed=N_("Changed the kind of an e-mail address of {name}"),
    first=N_("Put another e-mail address of {name} first"),
)


def add_phones(fields: PersonFields, person_id: int, name: str, phones: Sequence[PhoneRow], prefix: str = "") -> None:
    """Add the phone numbers of a person in the order they are called, and room for one more."""
    _Lines(fields, _PHONE, person_id, name, prefix).add([(row.id, row.kind) for row in phones])


def add_emails(fields: PersonFields, person_id: int, name: str, emails: Sequence[EmailRow], prefix: str = "") -> None:
    """Add the e-mail addresses of a person, the first one first, and room for one more."""
    _Lines(fields, _EMAIL, person_id, name, prefix).add([(row.id, row.kind) for row in emails])


class _Lines:
    """A field for each value there is, and one more that stands open only where there is none."""

    def __init__(self, fields: PersonFields, way: _Way, person_id: int, name: str, prefix: str) -> None:
        self._fields = fields
        self._way = way
        self._person_id = person_id
        self._name = name
        self._prefix = prefix

    def add(self, there: Sequence[tuple[int, str]]) -> None:
        tr, form, rows = self._fields.tr, self._fields.form, self._fields.rows
        for place, (row_id, kind) in enumerate(there):
            label = tr(self._way.labels[kind])
            control, cell = form.place_text(f"{self._prefix}{self._way.table}:{row_id}", label, self._save(row_id))
            self._fields.sources.tell(control, partial(self._source, row_id), tr(N_("Empty the field to remove it")))
            more = more_button(tr(self._way.more), partial(self._fill, row_id, kind, place))
            rows.add_row(label, cell, more, buddy=control)
        self._add_new(there)

    def _add_new(self, there: Sequence[object]) -> None:
        tr, label = self._fields.tr, self._fields.tr(self._way.one)
        name = f"{self._prefix}{self._way.table}:new{self._person_id}"
        control, cell = self._fields.form.place_text(name, label, self._save(None), hint=tr(self._way.add))
        said = self._fields.rows.add_row(label, cell, buddy=control)
        self._new: tuple[QWidget, QWidget, LineField] = said, cell, control
        if there:
            said.hide()
            cell.hide()

    def _open_new(self) -> None:
        for widget in self._new:
            widget.show()
        self._new[-1].setFocus()

    def _fill(self, row_id: int, kind: str, place: int, menu: QMenu) -> None:
        tr, way = self._fields.tr, self._way
        writable = not self._fields.context.read_only
        kinds = QActionGroup(menu)
        for code, said in way.names.items():
            action = menu.addAction(tr(said), self._do(way.kind_changed, f"set_{way.table}_kind", row_id, code))
            action.setCheckable(True)
            action.setChecked(code == kind)
            action.setEnabled(writable)
            kinds.addAction(action)
        menu.addSeparator()
        first = menu.addAction(tr(N_("Use &first")), self._do(way.first, f"use_{way.table}_first", row_id))
        first.setEnabled(writable and place > 0)
        menu.addAction(tr(way.add), self._open_new).setEnabled(writable)
        source = self._source(row_id)
        if source:
            menu.addSeparator()
            menu.addAction(source.replace("&", "&&")).setEnabled(False)

    def _source(self, row_id: int) -> str:
        return self._fields.sources.of_row(self._person_id, self._way.table, row_id)

    def _do(self, label: str, command: str, *args: object) -> Call:
        return lambda: self._fields.do(label, {"name": self._name}, None, command, *args)

    def _save(self, row_id: int | None) -> Save:
        def save(text: Any, refuse: Refuse) -> Done | None:
            way = self._way
            label = way.added if row_id is None else way.changed if text else way.removed
            names = {"name": self._name}
            return self._fields.do(label, names, refuse, f"set_{way.table}", self._person_id, row_id, text)

        return save
