"""What of a person is their own: phone, e-mail, address, name, birth date, gender and a wish about lists?"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.contacts import words
from app.contacts.person_fields import PersonFields, Save
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Done, Refuse
from app.shell.page import Call
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

_OWN_FIELDS = {
    "given_name": N_("Changed the given name of {name}"),
    "family_name": N_("Changed the family name of {name}"),
    "birth_date": N_("Changed the birth date of {name}"),
    "gender": N_("Changed the gender of {name}"),
    "list_opt_out": N_("Changed whether {name} may be on shared lists"),
}


class OwnPart:
    """The rows of a person's own details; those of a protected person are reached in another way."""

    def __init__(self, fields: PersonFields) -> None:
        self._fields = fields
        self._tr = fields.tr
        self.age = Label("", "muted")

    def add_reached(self) -> None:
        """Add phone and e-mail."""
        person = self._fields.person
        self._fields.add_phones(person.id, person.name, person.phones)
        self._fields.add_emails(person.id, person.name, person.emails)

    def add_address(self, hide: Call) -> None:
        """Add the address; where somebody in the household is protected, it can be hidden again."""
        tr, form, rows = self._tr, self._fields.form, self._fields.rows

        def save(field: str) -> Save:
            def run(text: Any, refuse: Refuse) -> Done | None:
                names = {"name": self._fields.person.name}
                label = N_("Changed the address of {name}")
                return self._fields.do(label, names, refuse, "set_address", self._fields.person.id, field, text)

            return run

        street, cell = form.place_text("street", tr(N_("Address")), save("street"), hint=tr(N_("Street and number")))
        rows.add_row(tr(N_("Address")), cell, buddy=street)
        code, code_cell = form.place_text(
            "postal_code", tr(N_("Postal code")), save("postal_code"), hint=tr(N_("Postal code")), limit=10
        )
        code_cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        code_cell.setFixedWidth(code.fontMetrics().horizontalAdvance(tr(N_("Postal code"))) + 3 * GRID)
        _, city = form.place_text("city", tr(N_("City")), save("city"), hint=tr(N_("City")))
        rows.add_row("", code_cell, city)
        if self._fields.person.protected_because:
            button = QPushButton(tr(N_("&Hide")))
            icons.put(button, "eye-off")
            button.clicked.connect(lambda: hide())
            rows.add_row("", button)

    def add_hidden_address(self, show: Call) -> QPushButton:
        """Somebody in the household is protected, and this may be the door that must not be found."""
        from app.contacts.protected_part import ask_for_address

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
        """Add the name, the birth date with the age, the gender and the wish about lists."""
        tr, form, rows = self._tr, self._fields.form, self._fields.rows
        given, given_cell = form.place_text("given_name", tr(N_("Given name")), self._save_own("given_name"))
        rows.add_row(tr(N_("Given name")), given_cell, buddy=given)
        family, family_cell = form.place_text("family_name", tr(N_("Family name")), self._save_own("family_name"))
        rows.add_row(tr(N_("Family name")), family_cell, buddy=family)
        born, born_cell = form.place_text(
            "birth_date", tr(N_("Born")), self._save_own("birth_date"), hint=tr(N_("dd.mm.yyyy"))
        )
        _, gender = form.place_choice(
            "gender", tr(N_("Gender")), words.choices(words.GENDERS, tr), self._save_own("gender")
        )
        rows.add_row(tr(N_("Born")), born_cell, self.age, gender, buddy=born)
        _, opt_out = form.place_check(
            "list_opt_out", tr(N_("Does not want to be on shared lists")), self._save_own("list_opt_out")
        )
        rows.add_row("", opt_out)

    def _save_own(self, field: str) -> Save:
        def save(value: Any, refuse: Refuse) -> Done | None:
            text = ("yes" if value else "no") if isinstance(value, bool) else value
            names = {"name": self._fields.person.name}
            return self._fields.do(_OWN_FIELDS[field], names, refuse, "set_field", self._fields.person.id, field, text)

        return save
