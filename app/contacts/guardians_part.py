"""Who are a pupil's guardians, how are they reached, and what are they to the pupil?"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from app.contacts import words
from app.contacts.person_fields import PersonFields
from app.contacts.person_queries import RelativeRow
from app.contacts.widgets import section
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Done, Refuse
from app.shell.form import ChoiceField
from app.shell.page import Call
from app.shell.theme import GRID
from app.shell.words import Label, tooltip, wrapped

_LINK_FIELDS = {
    "relation": N_("Changed how {name} is related to {pupil}"),
    "parental_responsibility": N_("Changed the parental responsibility of {name} for {pupil}"),
    "lives_with": N_("Changed whether {pupil} lives with {name}"),
}


class GuardiansPart:
    """The guardians in the order they are called, with what can be changed about each."""

    def __init__(self, fields: PersonFields, add_new: Call, add_known: Call) -> None:
        self._fields = fields
        self._tr = fields.tr
        self._add_heading(add_new, add_known)
        guardians = fields.person.guardians
        if not guardians:
            fields.rows.add_wide(wrapped(fields.tr(N_("No guardian is written down.")), "muted"))
        for place, guardian in enumerate(guardians):
            if place:
                fields.rows.add_gap(GRID)
            self._add_guardian(guardian, first=place == 0)

    def _add_heading(self, add_new: Call, add_known: Call) -> None:
        tr = self._tr
        add = QPushButton(tr(N_("&Add guardian")))
        icons.put(add, "plus", size=16)
        menu = QMenu(add)
        menu.addAction(tr(N_("A &new person …")), add_new)
        menu.addAction(tr(N_("Somebody who is here &already …")), add_known)
        add.setMenu(menu)
        add.setEnabled(not self._fields.context.read_only)
        self._fields.rows.add_wide(section(tr(N_("Guardians")), add))

    def _add_guardian(self, row: RelativeRow, *, first: bool) -> None:
        tr = self._tr
        link_id = row.link_id or 0
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(GRID)
        top.addWidget(self._fields.link(row.person_id, row.name, bold=True))
        _, relation = self._link_choice(row, "relation", tr(N_("Relation")), words.RELATIONS)
        relation.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        top.addWidget(relation)
        top.addStretch(1)
        top.addWidget(self._link_menu(link_id, row, first=first))
        box = QWidget()
        box.setLayout(top)
        self._fields.rows.add_wide(box)
        if row.address_grade != "none":
            self._fields.rows.add_row(
                tr(N_("Phone")), Label(tr(N_("Protected. Open {name} to see it."), name=row.name), "danger")
            )
        else:
            self._fields.add_phones(row.person_id, row.name, row.phones, "guardian-")
            self._fields.add_emails(row.person_id, row.name, row.emails, "guardian-")
        responsibility, cell = self._link_choice(
            row, "parental_responsibility", tr(N_("Parental responsibility")), words.RESPONSIBILITY
        )
        _, lives = self._link_choice(row, "lives_with", tr(N_("The pupil lives here")), words.LIVES_WITH)
        beside = Label(tr(N_("Lives here")), "muted")
        self._fields.rows.add_row(tr(N_("Parental resp.")), cell, beside, lives, buddy=responsibility)

    def _link_choice(self, row: RelativeRow, field: str, label: str, names: dict[str, str]) -> tuple[QWidget, QWidget]:
        def save(value: Any, refuse: Refuse) -> Done | None:
            return self._fields.do(
                _LINK_FIELDS[field],
                {"name": row.name, "pupil": self._fields.person.name},
                refuse,
                "set_link",
                row.link_id,
                field,
                value,
            )

        control, cell = self._fields.form.place_choice(
            f"{field}:{row.link_id}", label, words.choices(names, self._tr), save
        )
        if field != "relation":  # two beside each other: they share what room there is
            control.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            control.setMinimumContentsLength(4)
        return control, cell

    def _link_menu(self, link_id: int, row: RelativeRow, *, first: bool) -> QToolButton:
        tr = self._tr
        button = QToolButton()
        button.setText("⋯")
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(tr(N_("More about {name}"), name=row.name))
        button.setToolTip(tooltip(tr(N_("More about {name}"), name=row.name)))
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(button)
        names = {"name": row.name, "pupil": self._fields.person.name}
        to_front = menu.addAction(
            tr(N_("Call &first")),
            lambda: self._fields.do(N_("{name} is called first for {pupil}"), names, None, "put_first", link_id),
        )
        to_front.setEnabled(not first)
        menu.addAction(
            tr(N_("&Remove as guardian")),
            lambda: self._fields.do(
                N_("Removed {name} as guardian of {pupil}"), names, None, "unlink_guardian", link_id
            ),
        )
        button.setMenu(menu)
        button.setEnabled(not self._fields.context.read_only)
        return button
