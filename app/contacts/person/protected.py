"""How are a protected person's phone, e-mail and address seen and changed: behind a reason, and off the history?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.contacts import entered, protection
from app.contacts.person.widgets import Rows
from app.contacts.person_queries import ContactDetail
from app.core.errors import UserError, explain
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context, Refuse
from app.shell.dialog import ask_reason
from app.shell.form import Form
from app.shell.words import wrapped
from db.protected import Contact

Read = Callable[[str], str]


class ProtectedPart(QObject):
    """The rows of a graded person's contact details: hidden with a button, or shown for a while."""

    revealed = Signal(object)  # Contact
    hidden = Signal()

    def __init__(
        self, context: Context, form: Form, rows: Rows, person: ContactDetail, contact: Contact | None
    ) -> None:
        super().__init__(form)
        self.context = context
        self._form = form
        self._rows = rows
        self._person = person
        self._tr = context.tr
        if contact is None:
            self._add_hidden()
        else:
            self._add_shown(contact)

    def _add_hidden(self) -> None:
        tr = self._tr
        self.button = QPushButton(tr(N_("&Show …")))
        icons.put(self.button, "eye")
        self.button.clicked.connect(self._ask)
        self._rows.add_wide(wrapped(tr(N_("Phone, e-mail and address are hidden.")), "muted"))
        self._rows.add_row("", self.button)

    def _add_shown(self, contact: Contact) -> None:
        tr = self._tr
        self.button = QPushButton(tr(N_("&Hide")))
        icons.put(self.button, "eye-off")
        self.button.clicked.connect(lambda: self.hidden.emit())
        told = tr(N_("Each field is saved when you leave it. A change of protected details cannot be undone."))
        self._rows.add_wide(wrapped(told, "muted"))
        for place, number in enumerate((*contact.phones, "")):
            self._add_line(f"phone:protected{place}", tr(N_("Phone")), tr.phone(number), _with_phone(contact, place))
        for place, address in enumerate((*contact.emails, "")):
            self._add_line(f"email:protected{place}", tr(N_("E-mail")), address, _with_email(contact, place))
        if self._person.address_grade == "strictly_confidential":
            self._rows.add_wide(wrapped(tr(N_("A strictly confidential address is not kept here at all.")), "muted"))
        else:
            self._add_place("address", tr(N_("Address")), contact)
            self._add_place("postal", tr(N_("Postal address")), contact)
        self._rows.add_row("", self.button)

    def _add_place(self, which: str, label: str, contact: Contact) -> None:
        tr, there = self._tr, getattr(contact, which) or ("", "", "")
        readers: tuple[tuple[str, Read], ...] = (
            (label, lambda text: entered.entered_line(text, "street")),
            (tr(N_("Postal code")), lambda text: entered.entered_postal_code(text, "postal_code")),
            (tr(N_("City")), lambda text: entered.entered_line(text, "city")),
        )
        for place, (said, read) in enumerate(readers):
            self._add_line(f"{which}:protected{place}", said, there[place], _with_place(contact, which, place, read))

    def _add_line(self, name: str, label: str, text: str, change: Callable[[str], Contact]) -> None:
        def save(typed: Any, refuse: Refuse) -> bool:
            return self._save(change, typed, refuse)

        control, cell = self._form.place_text(name, label, save)
        self._form.set_values({name: text})
        self._rows.add_row(label, cell, buddy=control)

    def _save(self, change: Callable[[str], Contact], typed: str, refuse: Refuse) -> bool:
        store = self.context.store
        if store is None:
            return False
        try:
            contact = change(typed)
            protection.change_protected(store, self._person.id, contact)
        except Exception as error:  # a bug is raised again
            sentence = explain(error, self._tr)
            if sentence is None:
                raise
            refuse(sentence, None)
            return False
        self.context.steps_changed.emit()
        self.context.notify(self._tr(N_("Saved. A change of protected details cannot be undone.")))
        self.revealed.emit(contact)
        return True

    def _ask(self) -> None:
        tr = self._tr
        ask_reason(
            self.button.window(),
            tr,
            title=tr(N_("Show protected contact details")),
            text=tr(
                N_(
                    "Why do you need the contact details of {name}? Who looked, when and why is kept in the history. "
                    "They are hidden again after two minutes."
                ),
                name=self._person.name,
            ),
            yes=tr(N_("&Show")),
            then=self._reveal,
        )

    def _reveal(self, reason: str) -> None:
        store = self.context.store
        if store is None:
            return
        try:
            contact = protection.reveal(store, self._person.id, reason)
        except UserError:
            raise  # the dialog shows it at the field
        except Exception as error:  # a bug is raised again
            sentence = explain(error, self._tr)
            if sentence is None:
                raise
            self.context.notify(sentence)
            return
        self.context.steps_changed.emit()
        self.revealed.emit(contact)


def ask_for_address(parent: QWidget, context: Context, person: ContactDetail, then: Callable[[], object]) -> None:
    """Ask why the address of somebody in a protected household is needed, and note it."""
    tr = context.tr

    def show(reason: str) -> None:
        store = context.store
        if store is None:
            return
        try:
            protection.reveal_address(store, person.id, reason)
        except UserError:
            raise  # the dialog shows it at the field
        except Exception as error:  # a bug is raised again
            sentence = explain(error, tr)
            if sentence is None:
                raise
            context.notify(sentence)
            return
        context.steps_changed.emit()
        then()

    text = N_(
        "Why do you need the address of {name}? Somebody in the household has address protection. Who looked, when "
        "and why is kept in the history. It is hidden again after two minutes."
    )
    ask_reason(
        parent,
        tr,
        title=tr(N_("Show the address")),
        text=tr(text, name=person.name),
        yes=tr(N_("&Show")),
        then=show,
    )


def _with_phone(contact: Contact, place: int) -> Callable[[str], Contact]:
    def change(text: str) -> Contact:
        number, _ = entered.entered_phone(text, "phone")
        return replace(contact, phones=_put(contact.phones, place, number))

    return change


def _with_email(contact: Contact, place: int) -> Callable[[str], Contact]:
    def change(text: str) -> Contact:
        address = entered.entered_email(text, "email")
        return replace(contact, emails=_put(contact.emails, place, address))

    return change


def _with_place(contact: Contact, which: str, place: int, read: Read) -> Callable[[str], Contact]:
    """Change a part of the home address ("address") or of the "postal" one; without any part it is none."""

    def change(text: str) -> Contact:
        parts = list(getattr(contact, which) or ("", "", ""))
        parts[place] = read(text)
        written = (parts[0], parts[1], parts[2]) if any(parts) else None
        return replace(contact, postal=written) if which == "postal" else replace(contact, address=written)

    return change


def _put(values: tuple[str, ...], place: int, value: str) -> tuple[str, ...]:
    return tuple(text for text in (*values[:place], value, *values[place + 1 :]) if text)
