"""What of a person is kept folded: language, note, wishes about lists, what was confirmed, where values come from?"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCompleter, QPushButton, QWidget

from app.contacts.person.fields import PersonFields
from app.contacts.person.languages import common_languages
from app.contacts.person.own import add_address_lines
from app.contacts.person.roles import role_button
from app.contacts.person.widgets import Rows
from app.contacts.person_queries import ContactDetail
from app.core import clock
from app.core.i18n import N_
from app.shell import icons
from app.shell.fold import Fold
from app.shell.words import Label, wrapped

_UNLISTED = (
    ("unlisted_phone", N_("phone")),
    ("unlisted_email", N_("e-mail")),
    ("unlisted_address", N_("address")),
)


class MorePart:
    """The folded rows; made when they are first wanted, since most people are never unfolded."""

    def __init__(self, fields: PersonFields, day: date, *, may_have_address: bool) -> None:
        tr = fields.tr
        self._fields = fields
        self._day = day
        self._may_have_address = may_have_address
        self.rows: Rows | None = None
        self.fold = Fold(tr, tr(N_("More about the person")))

    def fill(self, person: ContactDetail) -> None:
        """Show what no field shows."""
        if self.rows is not None:
            self._show_confirmed(person)
            self._show_origins(person)

    def make(self) -> Rows:
        """Make the rows; returns them."""
        outer, rows = self._fields.rows, Rows()
        self._fields.rows = self.rows = rows
        box = QWidget()
        box.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        self._add_language()
        self._add_note()
        self._add_wishes()
        if self._may_have_address and self._fields.person.postal_address is None:
            self._add_postal()
        self._add_confirmed()
        if self._has_alias():
            self._add_alias()
        self._add_role()
        self._add_origins()
        self.fold.body.addWidget(box)
        box.show()  # at once: what a layout shows later has no place in the tab order yet
        self._fields.rows = outer
        return rows

    def _has_alias(self) -> bool:
        person = self._fields.person
        return bool(person.election_alias or person.protected_because or person.proposed_grade or person.waits_because)

    def _add_language(self) -> None:
        tr, form, fields = self._fields.tr, self._fields.form, self._fields
        label = tr(N_("Language"))
        control, cell = form.place_text(
            "language", label, fields.save_own(N_("Changed the language of {name}"), "language")
        )
        known = QCompleter(common_languages(tr), control)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.activated.connect(lambda _text: QTimer.singleShot(0, control, control.left.emit))
        control.setCompleter(known)
        _, needs = form.place_check(
            "needs_interpreter",
            tr(N_("Needs an interpreter")),
            fields.save_own(N_("Changed whether {name} needs an interpreter"), "needs_interpreter"),
        )
        fields.rows.add_row(label, cell, needs, buddy=control)

    def _add_note(self) -> None:
        tr, fields = self._fields.tr, self._fields
        label = tr(N_("Note"))
        control, cell = fields.form.place_note("note", label, fields.save_own(N_("Changed the note on {name}"), "note"))
        fields.rows.add_row(label, cell, buddy=control)
        told = tr(
            N_("Not health, conflicts or child welfare. It is on no list unless you tick it for that print."),
        )
        control.setAccessibleDescription(told)
        fields.rows.add_row("", wrapped(told, "muted"))

    def _add_wishes(self) -> None:
        """Add the wish to be off shared lists, and the wish that only a phone, e-mail or address is."""
        tr, fields = self._fields.tr, self._fields
        _, whole = fields.form.place_check(
            "list_opt_out",
            tr(N_("Does not want to be on shared lists")),
            fields.save_own(N_("Changed whether {name} may be on shared lists"), "list_opt_out"),
        )
        fields.rows.add_row(tr(N_("Shared lists")), whole)
        cells = []
        for field, what in _UNLISTED:
            said = tr(what)
            changed = N_("Changed which of the details of {name} may be on shared lists")
            control, cell = fields.form.place_check(field, said, fields.save_own(changed, field))
            control.setAccessibleName(tr(N_("Not on shared lists: {what}"), what=said))
            cells.append(cell)
        fields.rows.add_row(tr(N_("Without")), *cells)

    def _add_postal(self) -> None:
        tr, rows = self._fields.tr, self._fields.rows
        button = QPushButton(tr(N_("Add a postal address")))
        icons.put(button, "plus", size=16)
        button.setEnabled(not self._fields.context.read_only)
        before = rows.add_row(tr(N_("Postal address")), button)
        known = set(rows.widgets)
        street = add_address_lines(self._fields, "postal")
        made = [widget for widget in rows.widgets if widget not in known]

        def open_it() -> None:
            before.hide()
            button.hide()
            for widget in made:
                widget.show()
            street.setFocus()

        for widget in made:
            widget.hide()
        button.clicked.connect(open_it)

    def _add_confirmed(self) -> None:
        tr = self._fields.tr
        self._confirmed = Label("")
        self._confirm = QPushButton(tr(N_("Confirmed today")))
        icons.put(self._confirm, "check", size=16)
        self._confirm.clicked.connect(self._confirm_today)
        self._fields.rows.add_row(tr(N_("Last confirmed")), self._confirmed, self._confirm)
        self._show_confirmed(self._fields.person)

    def _show_confirmed(self, person: ContactDetail) -> None:
        tr, on = self._fields.tr, person.confirmed_on
        self._confirmed.setText(tr.date(on) if on is not None else tr(N_("Never")))
        self._confirm.setEnabled(not self._fields.context.read_only and on != clock.today())

    def _confirm_today(self) -> None:
        person = self._fields.person
        label = N_("{name} has confirmed what stands here")
        self._fields.do(label, {"name": person.name}, None, "confirm_people", [person.id], clock.today())

    def _add_alias(self) -> None:
        tr, fields = self._fields.tr, self._fields
        label = tr(N_("Election name"))
        control, cell = fields.form.place_text(
            "election_alias",
            label,
            fields.save_own(N_("Changed the election name of {name}"), "election_alias"),
        )
        fields.rows.add_row(label, cell, buddy=control)
        text = N_(
            "The name the principal chose for ballots and other papers of an election, for example initials. Without "
            "one, {name} is left out of them."
        )
        fields.rows.add_row("", wrapped(tr(text, name=fields.person.name), "muted"))

    def _add_role(self) -> None:
        person = self._fields.person
        if person.class_id is None and not (person.is_staff or person.external_roles):
            tr = self._fields.tr
            self._fields.rows.add_row(tr(N_("At the school")), role_button(self._fields, self._day))

    def _add_origins(self) -> None:
        """Say where the values come from, for who has no pointer to rest on them."""
        self._origins = wrapped("", "muted")
        self._fields.rows.add_row(self._fields.tr(N_("Where from")), self._origins)
        self._show_origins(self._fields.person)

    def _show_origins(self, person: ContactDetail) -> None:
        tr, sources = self._fields.tr, self._fields.sources
        by_row = sources.of_rows(person.id)
        found = [(tr(N_("Name")), sources.of_field(person.id, "given_name", "family_name"))]
        found += [(tr.phone(row.number), by_row.get(("phone", row.id), "")) for row in person.phones]
        found += [(row.address, by_row.get(("email", row.id), "")) for row in person.emails]
        if self._may_have_address:
            for what, row in ((N_("Address"), person.address), (N_("Postal address"), person.postal_address)):
                found += [(tr(what), by_row.get(("address", row.id), ""))] if row is not None else []
        self._origins.setText("\n".join(f"{what}: {said}" for what, said in found if said))
