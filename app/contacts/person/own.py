"""What of a person is their own: phone, e-mail, addresses, name, birth date and gender?"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.contacts import words
from app.contacts.person.fields import PersonFields, Save
from app.contacts.person.reached import add_emails, add_phones
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Refuse
from app.shell.form import ChoiceField, LineField
from app.shell.page import Call
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

_ADDRESSES = {"home": N_("Changed the address of {name}"), "postal": N_("Changed the postal address of {name}")}
_PROPOSED = N_("A text spoke of a protected address of {name}")


class OwnPart:
    """The rows of a person's own details; those of a protected person are reached in another way."""

    def __init__(self, fields: PersonFields) -> None:
        self._fields = fields
        self._tr = fields.tr

    def add_reached(self) -> None:
        """Add phone and e-mail."""
        person = self._fields.person
        add_phones(self._fields, person.id, person.name, person.phones)
        add_emails(self._fields, person.id, person.name, person.emails)

    def add_address(self, hide: Call) -> None:
        """Add the addresses; where somebody in the household is protected, they can be hidden again."""
        tr = self._tr
        add_address_lines(self._fields, "home")
        if self._fields.person.postal_address is not None:
            add_address_lines(self._fields, "postal")
        if self._fields.person.protected_because:
            button = QPushButton(tr(N_("&Hide")))
            icons.put(button, "eye-off")
            button.clicked.connect(lambda: hide())
            self._fields.rows.add_row("", button)

    def add_hidden_address(self, show: Call) -> QPushButton:
        """Somebody in the household is protected, and this may be the door that must not be found."""
        from app.contacts.person.protected import ask_for_address

        tr, rows = self._tr, self._fields.rows
        button = QPushButton(tr(N_("Sho&w the address …")))
        icons.put(button, "eye")
        button.clicked.connect(
            lambda: ask_for_address(button.window(), self._fields.context, self._fields.person, show)
        )
        rows.add_wide(wrapped(tr(N_("The address is hidden: it may be the protected one.")), "muted"))
        rows.add_row(tr(N_("Address")), button)
        return button

    def add_facts(self) -> None:
        """Add the name, the birth date and the gender."""
        tr, form, rows, fields = self._tr, self._fields.form, self._fields.rows, self._fields
        for name, label, changed in (
            ("given_name", tr(N_("Given name")), N_("Changed the given name of {name}")),
            ("family_name", tr(N_("Family name")), N_("Changed the family name of {name}")),
        ):
            control, cell = form.place_text(name, label, fields.save_own(changed, name))
            fields.sources.tell(control, partial(fields.sources.of_field, fields.person.id, name))
            rows.add_row(label, cell, buddy=control)
        born, born_cell = form.place_text(
            "birth_date",
            tr(N_("Born")),
            fields.save_own(N_("Changed the birth date of {name}"), "birth_date"),
            hint=tr(N_("dd.mm.yyyy")),
        )
        born.setMinimumWidth(born.fontMetrics().horizontalAdvance("00.00.0000") + 3 * GRID)
        sex, gender = form.place_choice(
            "gender",
            tr(N_("Gender")),
            words.choices(words.GENDERS, tr),
            fields.save_own(N_("Changed the gender of {name}"), "gender"),
        )
        sex.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        sex.setMinimumContentsLength(8)
        rows.add_row(tr(N_("Born")), born_cell, Label(tr(N_("Gender")), "muted"), gender, buddy=born)


def add_address_lines(fields: PersonFields, kind: str) -> LineField:
    """Add the fields of the "home" or the "postal" address; returns the first one."""
    tr, form, rows = fields.tr, fields.form, fields.rows
    prefix = "" if kind == "home" else "postal-"
    label = tr(N_("Address")) if kind == "home" else tr(N_("Postal address"))

    def source() -> str:
        row = fields.person.address if kind == "home" else fields.person.postal_address
        return fields.sources.of_row(fields.person.id, "address", row.id) if row is not None else ""

    street, cell = form.place_text(
        f"{prefix}street", label, _save(fields, kind, "street"), hint=tr(N_("Street and number"))
    )
    fields.sources.tell(street, source)
    rows.add_row(label, cell, buddy=street)
    code, code_cell = form.place_text(
        f"{prefix}postal_code",
        tr(N_("Postal code")),
        _save(fields, kind, "postal_code"),
        hint=tr(N_("Postal code")),
        limit=40,  # room for “strengt fortrolig”, which is no postal code and must be understood
    )
    code_cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    code_cell.setFixedWidth(code.fontMetrics().horizontalAdvance(tr(N_("Postal code"))) + 3 * GRID)
    city, city_cell = form.place_text(f"{prefix}city", tr(N_("City")), _save(fields, kind, "city"), hint=tr(N_("City")))
    for control in (code, city):
        fields.sources.tell(control, source)
    rows.add_row("", code_cell, city_cell)
    return street


def _save(fields: PersonFields, kind: str, field: str) -> Save:
    def save(text: Any, refuse: Refuse) -> object:
        from app.contacts.marks import names_protection

        names = {"name": fields.person.name}
        if not names_protection(text):
            return fields.do(_ADDRESSES[kind], names, refuse, "set_address", fields.person.id, field, text, kind)
        control = fields.form.fields[field if kind == "home" else f"postal-{field}"].control
        stored = fields.person.address if kind == "home" else fields.person.postal_address
        QTimer.singleShot(0, control, lambda: _show_stored(control, getattr(stored, field, "")))
        return fields.do_for_good(_PROPOSED, names, refuse, "set_address", fields.person.id, field, text, kind)

    return save


def _show_stored(control: object, text: str) -> None:
    """Words such as “kode 6” are no address, and do not stay where an address is read."""
    if isinstance(control, LineField):
        control.keep(text)
