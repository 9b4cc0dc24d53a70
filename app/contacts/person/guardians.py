"""Who are a pupil's guardians, how are they reached, and what are they to the pupil?"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from app.contacts import words
from app.contacts.person.fields import PersonFields
from app.contacts.person.reached import add_emails, add_phones
from app.contacts.person.widgets import Fact, more_button, section
from app.contacts.person_queries import RelativeRow
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Done, Refuse
from app.shell.form import ChoiceField
from app.shell.page import Call
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

_LINK_FIELDS = {
    "relation": N_("Changed how {name} is related to {pupil}"),
    "parental_responsibility": N_("Changed the parental responsibility of {name} for {pupil}"),
    "lives_with": N_("Changed whether {pupil} lives with {name}"),
    "contact_ban": N_("Changed the contact ban between {name} and {pupil}"),
    "information_on_request": N_("Changed whether {name} is told about {pupil} only on request"),
}
_IN_CARE = ("foster_parent", "institution", "child_welfare")


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
        if any(guardian.relation in _IN_CARE for guardian in guardians):
            self._add_in_care()

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
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(GRID)
        top.addWidget(self._fields.link(row.person_id, row.name, bold=True))
        _, relation = self._link_choice(row, "relation", tr(N_("Relation")), words.RELATIONS)
        top.addWidget(Label(tr(N_("Relation")), "muted"))
        relation.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        top.addWidget(relation)
        top.addStretch(1)
        rare: list[QWidget] = []
        name = tr(N_("More about {name}"), name=row.name)
        top.addWidget(more_button(name, lambda menu: self._fill(menu, row, rare, first=first)))
        box = QWidget()
        box.setLayout(top)
        self._fields.rows.add_wide(box)
        self._add_facts(row)
        if row.address_grade != "none":
            self._fields.rows.add_row(
                tr(N_("Phone")), Label(tr(N_("Protected. Open {name} to see it."), name=row.name), "danger")
            )
        else:
            add_phones(self._fields, row.person_id, row.name, row.phones, "guardian-")
            add_emails(self._fields, row.person_id, row.name, row.emails, "guardian-")
        responsibility, cell = self._link_choice(
            row, "parental_responsibility", tr(N_("Parental responsibility")), words.RESPONSIBILITY
        )
        _, lives = self._link_choice(row, "lives_with", tr(N_("The pupil lives here")), words.LIVES_WITH)
        beside = Label(tr(N_("Lives here")), "muted")
        self._fields.rows.add_row(tr(N_("Parental resp.")), cell, beside, lives, buddy=responsibility)
        rare.extend(self._add_rare(row))

    def _add_facts(self, row: RelativeRow) -> None:
        """Add what one must know before one calls."""
        tr = self._tr
        if row.contact_ban != "none":
            fact = Fact("triangle-alert", "danger")
            self._fields.rows.add_wide(fact)
            fact.say(tr(N_("Contact ban: may not be in contact with {pupil}"), pupil=self._fields.person.name))
        if row.information_on_request:
            fact = Fact("info")
            self._fields.rows.add_wide(fact)
            fact.say(tr(N_("Is told about the pupil only when they ask")))
        speaks = words.say_language(row.language, tr, needs_interpreter=row.needs_interpreter)
        if speaks:
            fact = Fact("languages")
            self._fields.rows.add_wide(fact)
            fact.say(speaks)

    def _add_rare(self, row: RelativeRow) -> list[QWidget]:
        """Add what one guardian of a hundred needs; it is out of sight until it is so, or is wanted."""
        tr, form, rows = self._tr, self._fields.form, self._fields.rows
        ban, cell = self._link_choice(row, "contact_ban", tr(N_("Contact ban")), words.BANS)
        label = rows.add_row(tr(N_("Contact ban")), cell, buddy=ban)
        told = wrapped(
            tr(
                N_(
                    "While a contact ban is in force, the addresses and phones of both homes are kept off slips and "
                    "parents' lists, until the office decides that lists may show them."
                )
            ),
            "muted",
        )
        beside = rows.add_row("", told)
        _, on_request = form.place_check(
            f"information_on_request:{row.link_id}",
            tr(N_("Is told about the pupil only when they ask")),
            lambda value, refuse: self._save(row, "information_on_request", "yes" if value else "no", refuse),
        )
        before = rows.add_row("", on_request)
        shown: list[QWidget] = [label, cell, beside, told] if row.contact_ban == "none" else []
        shown += [] if row.information_on_request else [before, on_request]
        for widget in shown:
            widget.hide()
        return [*shown, ban]

    def _add_in_care(self) -> None:
        text = N_(
            "Where the child welfare service has taken over the care, it decides for the pupil together with the "
            "foster parents or the institution. The parents keep only a few choices (opplæringslova § 24-4)."
        )
        self._fields.rows.add_gap()
        fact = Fact("info")
        self._fields.rows.add_wide(fact)
        fact.say(self._tr(text))

    def _link_choice(self, row: RelativeRow, field: str, label: str, names: dict[str, str]) -> tuple[QWidget, QWidget]:
        control, cell = self._fields.form.place_choice(
            f"{field}:{row.link_id}",
            label,
            words.choices(names, self._tr),
            lambda value, refuse: self._save(row, field, value, refuse),
        )
        if field != "relation":  # two beside each other: they share what room there is
            control.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            control.setMinimumContentsLength(4)
        return control, cell

    def _save(self, row: RelativeRow, field: str, value: Any, refuse: Refuse) -> Done | None:
        names = {"name": row.name, "pupil": self._fields.person.name}
        return self._fields.do(_LINK_FIELDS[field], names, refuse, "set_link", row.link_id, field, value)

    def _fill(self, menu: QMenu, row: RelativeRow, rare: list[QWidget], *, first: bool) -> None:
        tr, writable = self._tr, not self._fields.context.read_only
        names = {"name": row.name, "pupil": self._fields.person.name}

        def act(words_: str, label: str, command: str) -> None:
            menu.addAction(words_, lambda: self._fields.do(label, names, None, command, row.link_id))
            menu.actions()[-1].setEnabled(writable)

        act(tr(N_("Call &first")), N_("{name} is called first for {pupil}"), "put_first")
        menu.actions()[-1].setEnabled(writable and not first)
        if len(rare) > 1:
            menu.addAction(tr(N_("&Contact ban or information only on request …")), lambda: _open(rare))
        menu.addSeparator()
        act(tr(N_("&Remove as guardian")), N_("Removed {name} as guardian of {pupil}"), "unlink_guardian")


def _open(widgets: list[QWidget]) -> None:
    """Show what was out of sight; the last one is already there, or is shown with the others."""
    for widget in widgets[:-1]:
        widget.show()
    widgets[-1].setFocus()
