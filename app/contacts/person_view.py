"""What does a person's page hold, in which order, and what is shown again after a change?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.contacts.guardians_part import GuardiansPart
from app.contacts.own_part import OwnPart
from app.contacts.person_fields import PersonFields, Save
from app.contacts.person_header import PersonHeader
from app.contacts.person_queries import ContactDetail, MembershipRow, RelativeRow, StaffRow
from app.contacts.person_values import age_on, shape, values
from app.contacts.widgets import Rows, section
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.context import Context, Done, Refuse
from app.shell.form import Field, Form, LineField
from app.shell.theme import GRID
from app.shell.words import Label
from db.protected import Contact


class PersonView(QWidget):
    """Everything about one person: who they are, whom one calls, and their own facts, edited where they stand."""

    person_wanted = Signal(int)
    revealed = Signal(object, object)  # Contact, the day that is shown
    hidden = Signal()
    address_shown = Signal()

    def __init__(
        self,
        context: Context,
        person: ContactDetail,
        day: date,
        actions: Sequence[QAction],
        revealed: Contact | None,
        *,
        address_shown: bool = False,
    ) -> None:
        super().__init__()
        self.context = context
        self.day = day
        self.person = person
        self.form = Form(context, self)
        self.form.hide()
        self.left_last = ""  # the field that was left last
        self._hides_address = bool(person.protected_because) and not address_shown
        self._shape = shape(person, revealed, address_shown)
        self._tr = context.tr
        self._rows = Rows()
        self._fields = PersonFields(context, self.form, self._rows, person, self.person_wanted.emit)
        self._header = PersonHeader(self._tr, person, actions, self._fields.link)
        self._name = self._header.name
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 4)
        column.setSpacing(GRID)
        column.addLayout(self._header)
        column.addLayout(self._rows)
        column.addStretch(1)
        if person.is_pupil or person.guardians:
            self._guardians = GuardiansPart(self._fields, self._new_guardian, self._known_guardian)
        if person.children:
            self._add_relatives(self._tr(N_("Children")), person.children)
        if person.siblings:
            self._add_relatives(self._tr(N_("Siblings")), person.siblings)
        if person.is_staff:
            self._add_staff()
        self._add_own(revealed)
        if person.memberships:
            self._add_classes()
        self.form.set_read_only(context.read_only)
        for name, field in self.form.fields.items():
            if isinstance(field.control, LineField):
                field.control.left.connect(partial(self._remember_left, name))
                field.control.textChanged.connect(partial(self._forget_error, field))

    def fits(self, person: ContactDetail, revealed: Contact | None, *, address_shown: bool = False) -> bool:
        """Say whether the fields that are there can show ``person`` too."""
        return self._shape == shape(person, revealed, address_shown)

    def fill(self, person: ContactDetail) -> None:
        """Show what is stored; a field that is being typed in keeps what is typed."""
        self.person = self._fields.person = person
        self._header.fill(person, self.day, hides_address=self._hides_address)
        self._own.age.setText(age_on(self.day, person.birth_date, self._tr))
        stored = values(person, self._tr)
        self.form.set_values({name: value for name, value in stored.items() if name in self.form.fields})

    def focus_first(self) -> None:
        """Put the cursor in what is asked for most: a guardian's phone, else one's own, else the name."""
        for prefix in ("guardian-phone:", "phone:", "given_name"):
            for name, field in self.form.fields.items():
                if name.startswith(prefix) and field.control.isVisibleTo(self):
                    field.control.setFocus()
                    if isinstance(field.control, LineField):
                        field.control.selectAll()
                    return

    # -- parts

    def _add_relatives(self, title: str, relatives: Sequence[RelativeRow]) -> None:
        tr = self._tr
        self._rows.add_wide(section(title))
        for row in relatives:
            facts = [row.class_name or tr(N_("in no class now"))]
            if row.link_id is not None:
                facts += self._say_link(row)
            self._rows.add_wide(_line(self._fields.link(row.person_id, row.name), Label(" · ".join(facts))))

    def _say_link(self, row: RelativeRow) -> list[str]:
        tr = self._tr
        facts = []
        if row.parental_responsibility == "no":
            facts.append(tr(N_("without parental responsibility")))
        if row.lives_with == "no":
            facts.append(tr(N_("lives elsewhere")))
        if row.lives_with == "shared":
            facts.append(tr(N_("lives in two homes")))
        return facts

    def _add_staff(self) -> None:
        tr, person = self._tr, self.person
        self._rows.add_wide(section(tr(N_("At the school"))))
        for role in person.staff_roles:
            label = tr(N_("Function"))
            control, cell = self.form.place_text(f"function:{role.id}", label, self._save_function(role))
            self._rows.add_row(label, cell, buddy=control)
        if person.teaches:
            self._rows.add_row(tr(N_("Contact teacher for")), Label(", ".join(person.teaches)))

    def _save_function(self, role: StaffRow) -> Save:
        def save(text: Any, refuse: Refuse) -> Done | None:
            names = {"name": self.person.name}
            return self._fields.do(N_("Changed the function of {name}"), names, refuse, "set_function", role.id, text)

        return save

    def _add_own(self, revealed: Contact | None) -> None:
        self._rows.add_wide(section(self._tr(N_("Own details"))))
        self._own = OwnPart(self._fields)
        if self.person.address_grade == "none":
            self._own.add_reached()
            if self._hides_address:
                self.address_button = self._own.add_hidden_address(self.address_shown.emit)
            else:
                self._own.add_address(self.hidden.emit)
        else:
            from app.contacts.protected_part import ProtectedPart

            self._protected = ProtectedPart(self.context, self.form, self._rows, self.person, revealed)
            self._protected.revealed.connect(lambda contact: self.revealed.emit(contact, self.day))
            self._protected.hidden.connect(self.hidden)
        self._own.add_facts()

    def _add_classes(self) -> None:
        tr = self._tr
        self._rows.add_wide(section(tr(N_("Classes"))))
        for row in self.person.memberships:
            self._rows.add_row(row.class_name, Label(self._say_time(row)))

    def _say_time(self, row: MembershipRow) -> str:
        tr = self._tr
        words_ = tr(N_("{year}, from {first}"), year=year_name(row.start_year), first=tr.date(row.valid_from))
        if row.valid_to is not None:
            words_ = tr(
                N_("{year}, {first} to {last}"),
                year=year_name(row.start_year),
                first=tr.date(row.valid_from),
                last=tr.date(row.valid_to),
            )
        return words_

    # -- private

    def _remember_left(self, name: str) -> None:
        self.left_last = name

    def _forget_error(self, field: Field, _text: str) -> None:
        """A field that was restored is no longer wrong."""
        if isinstance(field.control, LineField) and not field.control.unsaved:
            field.error.clear()

    def _new_guardian(self) -> None:
        from app.contacts.new_people import NewGuardianDialog

        NewGuardianDialog(self.window(), self.context, self.person.id).open()

    def _known_guardian(self) -> None:
        from app.contacts.new_people import KnownGuardianDialog

        KnownGuardianDialog(self.window(), self.context, self.person.id, self.person.name).open()


def _line(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return box
