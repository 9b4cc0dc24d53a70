"""What does somebody do at the school, or with it from outside, and from when to when?"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton

from app.contacts import words
from app.contacts.person.fields import PersonFields, Save
from app.contacts.person.widgets import more_button, section
from app.contacts.person_queries import ExternalRow, StaffRow
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Done, Refuse
from app.shell.theme import GRID
from app.shell.words import Label

_EXTERNAL = {
    "kind": N_("Changed what {name} is to the school"),
    "function": N_("Changed the function of {name}"),
    "organisation": N_("Changed which organisation {name} comes from"),
}
_DAYS = {
    "valid_from": N_("Changed the first day of a role of {name}"),
    "valid_to": N_("Changed the last day of a role of {name}"),
}
_ADDED = N_("Wrote down a new role of {name}")
_REMOVED = N_("Removed a role of {name}")


def add_roles(fields: PersonFields, day: date) -> None:
    """Add what a person does at the school, each role with its days, and a button for one more."""
    tr, person, rows = fields.tr, fields.person, fields.rows
    rows.add_wide(section(tr(N_("At the school")), role_button(fields, day)))
    for staff in person.staff_roles:
        _add_staff(fields, staff)
    for external in person.external_roles:
        _add_external(fields, external)
    if person.teaches:
        rows.add_row(tr(N_("Contact teacher for")), Label(", ".join(person.teaches)))


def role_button(fields: PersonFields, day: date) -> QPushButton:
    """Return the button that gives a known person a role from a day on."""
    tr, person = fields.tr, fields.person
    button = QPushButton(tr(N_("Add a ro&le")))
    icons.put(button, "plus", size=16)
    menu = QMenu(button)

    def add(command: str, *args: object) -> None:
        fields.do(_ADDED, {"name": person.name}, None, command, person.id, *args)

    menu.addAction(tr(N_("Member of staff")), partial(add, "add_staff_role", "", day))
    menu.addSeparator()
    for code, said in _external_kinds(fields).items():
        menu.addAction(tr(said), partial(add, "add_external_role", code, "", "", day))
    button.setMenu(menu)
    button.setEnabled(not fields.context.read_only)
    return button


def _add_staff(fields: PersonFields, role: StaffRow) -> None:
    tr = fields.tr
    fields.rows.add_gap(GRID // 2)
    label = tr(N_("Function"))

    def save(text: Any, refuse: Refuse) -> Done | None:
        names = {"name": fields.person.name}
        return fields.do(N_("Changed the function of {name}"), names, refuse, "set_function", role.id, text)

    control, cell = fields.form.place_text(
        f"function:{role.id}", label, save, hint=tr(N_("For example teacher, principal, school nurse"))
    )
    fields.rows.add_row(label, cell, _more(fields, "staff", role.id), buddy=control)
    _add_days(fields, "staff", role.id)


def _add_external(fields: PersonFields, role: ExternalRow) -> None:
    tr, rows = fields.tr, fields.rows
    rows.add_gap(GRID // 2)

    def save(field: str) -> Save:
        return lambda value, refuse: fields.do(
            _EXTERNAL[field], {"name": fields.person.name}, refuse, "set_external", role.id, field, value
        )

    kind, cell = fields.form.place_choice(
        f"external-kind:{role.id}",
        tr(N_("From outside")),
        words.choices(_external_kinds(fields), tr),
        save("kind"),
    )
    rows.add_row(tr(N_("From outside")), cell, _more(fields, "external", role.id), buddy=kind)
    for field, label in (("function", tr(N_("Function"))), ("organisation", tr(N_("Organisation")))):
        control, cell = fields.form.place_text(f"external-{field}:{role.id}", label, save(field))
        rows.add_row(label, cell, buddy=control)
    _add_days(fields, "external", role.id)


def _external_kinds(fields: PersonFields) -> dict[str, str]:
    from app.school.queries import the_school
    from app.school.words import after_school_word

    return words.external_kinds(after_school_word(fields.context.read(the_school)))


def _add_days(fields: PersonFields, kind: str, role_id: int) -> None:
    tr = fields.tr

    def save(field: str) -> Save:
        return lambda text, refuse: fields.do(
            _DAYS[field], {"name": fields.person.name}, refuse, "set_role_day", kind, role_id, field, text
        )

    hint = tr(N_("dd.mm.yyyy"))
    first, first_cell = fields.form.place_text(
        f"{kind}-valid_from:{role_id}", tr(N_("First day")), save("valid_from"), hint=hint
    )
    last, last_cell = fields.form.place_text(
        f"{kind}-valid_to:{role_id}", tr(N_("Last day")), save("valid_to"), hint=hint
    )
    between = Label("–", "muted")
    for control in (first, last):
        control.setMinimumWidth(control.fontMetrics().horizontalAdvance("00.00.0000") + 3 * GRID)
    fields.rows.add_row(tr(N_("From and to")), first_cell, between, last_cell, buddy=first)


def _more(fields: PersonFields, kind: str, role_id: int) -> Any:
    tr = fields.tr

    def fill(menu: QMenu) -> None:
        def remove() -> None:
            fields.do(_REMOVED, {"name": fields.person.name}, None, "remove_role", kind, role_id)

        menu.addAction(tr(N_("&Remove this role")), remove).setEnabled(not fields.context.read_only)

    return more_button(tr(N_("More about this role")), fill)
