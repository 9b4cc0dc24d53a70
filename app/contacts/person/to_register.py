"""What of a person, and of a pupil's guardians, is not yet entered in the school's register?"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.contacts import words
from app.contacts.person.fields import PersonFields
from app.contacts.person.widgets import more_button, section
from app.contacts.person_queries import RegisterRow
from app.contacts.register.telling_teachers import copy_for_teachers
from app.core import clock
from app.core.i18n import N_, later
from app.shell import icons
from app.shell.context import Done, Refuse
from app.shell.words import wrapped


def add_register(fields: PersonFields, day: date) -> None:
    """Add a line for each change that waits: what, of whom, since when, who told us; ticked when it is entered."""
    tr = fields.tr
    fields.rows.add_wide(section(tr(N_("Not yet entered in the school's register"))))
    for row in fields.person.to_register:
        _add_change(fields, row, day)


def _add_change(fields: PersonFields, row: RegisterRow, day: date) -> None:
    tr, person = fields.tr, fields.person
    what = tr(words.REGISTER_FIELDS[row.field])
    whose = {guardian.person_id: guardian.name for guardian in person.guardians}.get(row.person_id, "")
    said = " · ".join(part for part in (what, whose, tr.date(row.made_on)) if part)
    names = {"what": later(words.REGISTER_FIELDS[row.field]), "name": whose or person.name}

    def enter() -> None:
        fields.do(N_("Entered {what} of {name} in the register"), names, None, "tick_entered", [row.id])

    def save(text: Any, refuse: Refuse) -> Done | None:
        label = N_("Wrote down who told us of {what} of {name}")
        return fields.do(label, names, refuse, "set_told_by", row.id, text)

    def copy() -> None:
        copy_for_teachers(fields.context, [row.id], day)

    def fill(menu: QMenu) -> None:
        menu.addAction(tr(N_("&Copy the line for the contact teacher")), copy)
        if label.isHidden():
            tell = menu.addAction(tr(N_("&Write who told us …")), lambda: _open(label, cell, control))
            tell.setEnabled(not fields.context.read_only)

    entered = QPushButton(tr(N_("Entered")))
    entered.setAccessibleName(tr(N_("Entered: {what}"), what=what))
    icons.put(entered, "check", size=16)
    entered.clicked.connect(enter)
    entered.setEnabled(not fields.context.read_only)
    fields.rows.add_line(wrapped(said), entered, more_button(tr(N_("More about this change")), fill))
    control, cell = fields.form.place_text(f"told_by:{row.id}", tr(N_("Told by")), save)
    label = fields.rows.add_row(tr(N_("Told by")), cell, buddy=control)
    if not row.told_by and row.made_on != clock.today():  # who rings now is asked now
        label.hide()
        cell.hide()


def _open(*widgets: QWidget) -> None:
    for widget in widgets:
        widget.show()
    widgets[-1].setFocus()
