"""What does a person's page hold, and how is each fact on it saved?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.contacts import words
from app.contacts.queries import ContactDetail, MembershipRow, RelativeRow, StaffRow
from app.contacts.rules import GUARDIAN, PUPIL, STAFF
from app.contacts.widgets import Band, Link, Rows, section
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.form import ChoiceField, Field, Form, LineField
from app.shell.theme import GRID
from app.shell.words import Label, heading, tooltip, wrapped
from db.protected import Contact

_OWN_FIELDS = {
    "given_name": N_("Changed the given name of {name}"),
    "family_name": N_("Changed the family name of {name}"),
    "birth_date": N_("Changed the birth date of {name}"),
    "gender": N_("Changed the gender of {name}"),
    "list_opt_out": N_("Changed whether {name} may be on shared lists"),
}
_LINK_FIELDS = {
    "relation": N_("Changed how {name} is related to {pupil}"),
    "parental_responsibility": N_("Changed the parental responsibility of {name} for {pupil}"),
    "lives_with": N_("Changed whether {pupil} lives with {name}"),
}


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
        self._shape = _shape(person, revealed, address_shown)
        self._tr = context.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 4)
        column.setSpacing(GRID)
        self._add_bands(column)
        self._add_header(column, actions)
        self._rows = Rows()
        column.addLayout(self._rows)
        column.addStretch(1)
        if person.is_pupil or person.guardians:
            self._add_guardians()
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
        return self._shape == _shape(person, revealed, address_shown)

    def fill(self, person: ContactDetail) -> None:
        """Show what is stored; a field that is being typed in keeps what is typed."""
        self.person = person
        self._name.setText(person.name)
        self._age.setText(self._say_age(person.birth_date))
        facts = self._say_facts(person)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self.form.set_values(self._values(person))

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

    def _add_bands(self, column: QVBoxLayout) -> None:
        person, tr = self.person, self._tr
        if person.address_grade != "none":
            grade = tr(words.GRADES[person.address_grade])
            column.addWidget(Band("shield-alert", tr(words.TELL_NOTHING), grade, "danger_ground", "danger"))
        elif person.protected_because:
            title = tr(N_("Belongs to a household with address protection"))
            text = tr(
                N_("{name} has address protection. The household is on no list that is shared."),
                name=person.protected_because,
            )
            column.addWidget(Band("shield", title, text, "band", "on_band"))

    def _add_header(self, column: QVBoxLayout, actions: Sequence[QAction]) -> None:
        person, tr = self.person, self._tr
        self._name = heading(person.name, 1.5)
        self._name.setWordWrap(True)
        self._name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        more = QPushButton(tr(N_("M&ore")))
        menu = QMenu(more)
        menu.addActions(list(actions))
        more.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._name, 1)
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, more, lambda: _let_go(more)))
        row.addWidget(more)
        column.addLayout(row)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        if person.class_name:
            line.addWidget(heading(person.class_name, 1.25))
        line.addWidget(Label(self._say_roles()))
        if person.class_teachers:
            line.addWidget(Label("·", "muted"))
            line.addWidget(Label(tr(N_("Contact teacher:")), "muted"))
            for person_id, name in person.class_teachers:
                line.addWidget(self._link(person_id, name))
        line.addStretch(1)
        column.addLayout(line)
        self._facts = wrapped("")
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._facts.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column.addWidget(self._facts)

    def _say_facts(self, person: ContactDetail) -> str:
        """Say birth date, age and address in one line: what one is asked on the phone."""
        tr, facts = self._tr, []
        if person.birth_date is not None:
            age = self._say_age(person.birth_date)
            born = tr(N_("Born {day}"), day=tr.date(person.birth_date))
            facts.append(f"{born} ({age})" if age else born)
        if person.address is not None and not self._hides_address:
            home = person.address
            place = f"{home.postal_code} {home.city}".strip()
            facts.append(", ".join(part for part in (home.street, place) if part))
        return " · ".join(facts)

    def _say_roles(self) -> str:
        person, tr = self.person, self._tr
        bits = (PUPIL * person.is_pupil) | (GUARDIAN * bool(person.children)) | (STAFF * person.is_staff)
        names = [tr(name) for bit, name in words.ROLES if bits & bit]
        if person.is_pupil and not person.class_name:
            names[0] = tr(N_("Pupil, in no class now"))
        return " · ".join(names) or tr(N_("No role at the school"))

    def _add_guardians(self) -> None:
        tr = self._tr
        add = QPushButton(tr(N_("&Add guardian")))
        icons.put(add, "plus", size=16)
        menu = QMenu(add)
        menu.addAction(tr(N_("A &new person …")), self._new_guardian)
        menu.addAction(tr(N_("Somebody who is here &already …")), self._known_guardian)
        add.setMenu(menu)
        add.setEnabled(not self.context.read_only)
        self._rows.add_wide(section(tr(N_("Guardians")), add))
        if not self.person.guardians:
            self._rows.add_wide(wrapped(tr(N_("No guardian is written down.")), "muted"))
        for place, guardian in enumerate(self.person.guardians):
            if place:
                self._rows.add_gap(GRID)
            self._add_guardian(guardian, first=place == 0)

    def _add_guardian(self, row: RelativeRow, *, first: bool) -> None:
        tr = self._tr
        link_id = row.link_id or 0
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(GRID)
        top.addWidget(self._link(row.person_id, row.name, bold=True))
        _, relation = self._link_choice(row, "relation", tr(N_("Relation")), words.RELATIONS)
        relation.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        top.addWidget(relation)
        top.addStretch(1)
        top.addWidget(self._link_menu(link_id, row, first=first))
        box = QWidget()
        box.setLayout(top)
        self._rows.add_wide(box)
        if row.address_grade != "none":
            self._rows.add_row(
                tr(N_("Phone")), Label(tr(N_("Protected. Open {name} to see it."), name=row.name), "danger")
            )
        else:
            self._add_phones(row.person_id, row.name, row.phones, "guardian-")
            self._add_emails(row.person_id, row.name, row.emails, "guardian-")
        responsibility, cell = self._link_choice(
            row, "parental_responsibility", tr(N_("Parental responsibility")), words.RESPONSIBILITY
        )
        _, lives = self._link_choice(row, "lives_with", tr(N_("The pupil lives here")), words.LIVES_WITH)
        beside = Label(tr(N_("Lives here")), "muted")
        self._rows.add_row(tr(N_("Parental resp.")), cell, beside, lives, buddy=responsibility)

    def _link_choice(self, row: RelativeRow, field: str, label: str, names: dict[str, str]) -> tuple[QWidget, QWidget]:
        def save(value: Any, refuse: Refuse) -> Done | None:
            return self._do(
                _LINK_FIELDS[field],
                {"name": row.name, "pupil": self.person.name},
                refuse,
                "set_link",
                row.link_id,
                field,
                value,
            )

        control, cell = self.form.place_choice(f"{field}:{row.link_id}", label, words.choices(names, self._tr), save)
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
        names = {"name": row.name, "pupil": self.person.name}
        to_front = menu.addAction(
            tr(N_("Call &first")),
            lambda: self._do(N_("{name} is called first for {pupil}"), names, None, "put_first", link_id),
        )
        to_front.setEnabled(not first)
        menu.addAction(
            tr(N_("&Remove as guardian")),
            lambda: self._do(N_("Removed {name} as guardian of {pupil}"), names, None, "unlink_guardian", link_id),
        )
        button.setMenu(menu)
        button.setEnabled(not self.context.read_only)
        return button

    def _add_relatives(self, title: str, relatives: Sequence[RelativeRow]) -> None:
        tr = self._tr
        self._rows.add_wide(section(title))
        for row in relatives:
            facts = [row.class_name or tr(N_("in no class now"))]
            if row.link_id is not None:
                facts += self._say_link(row)
            self._rows.add_wide(_line(self._link(row.person_id, row.name), Label(" · ".join(facts))))

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

    def _save_function(self, role: StaffRow) -> Callable[[Any, Refuse], object]:
        def save(text: Any, refuse: Refuse) -> Done | None:
            names = {"name": self.person.name}
            return self._do(N_("Changed the function of {name}"), names, refuse, "set_function", role.id, text)

        return save

    def _add_own(self, revealed: Contact | None) -> None:
        tr, person, form = self._tr, self.person, self.form
        self._rows.add_wide(section(tr(N_("Own details"))))
        if person.address_grade == "none":
            self._add_phones(person.id, person.name, person.phones, "")
            self._add_emails(person.id, person.name, person.emails, "")
            if self._hides_address:
                self._add_hidden_address()
            else:
                self._add_address()
        else:
            from app.contacts.protected_part import ProtectedPart

            self._protected = ProtectedPart(self.context, self.form, self._rows, person, revealed)
            self._protected.revealed.connect(lambda contact: self.revealed.emit(contact, self.day))
            self._protected.hidden.connect(self.hidden)
        given, given_cell = form.place_text("given_name", tr(N_("Given name")), self._save_own("given_name"))
        self._rows.add_row(tr(N_("Given name")), given_cell, buddy=given)
        family, family_cell = form.place_text("family_name", tr(N_("Family name")), self._save_own("family_name"))
        self._rows.add_row(tr(N_("Family name")), family_cell, buddy=family)
        born, born_cell = form.place_text(
            "birth_date", tr(N_("Born")), self._save_own("birth_date"), hint=tr(N_("dd.mm.yyyy"))
        )
        self._age = Label("", "muted")
        _, gender = form.place_choice(
            "gender", tr(N_("Gender")), words.choices(words.GENDERS, tr), self._save_own("gender")
        )
        self._rows.add_row(tr(N_("Born")), born_cell, self._age, gender, buddy=born)
        _, opt_out = form.place_check(
            "list_opt_out", tr(N_("Does not want to be on shared lists")), self._save_own("list_opt_out")
        )
        self._rows.add_row("", opt_out)

    def _save_own(self, field: str) -> Callable[[Any, Refuse], object]:
        def save(value: Any, refuse: Refuse) -> Done | None:
            text = ("yes" if value else "no") if isinstance(value, bool) else value
            names = {"name": self.person.name}
            return self._do(_OWN_FIELDS[field], names, refuse, "set_field", self.person.id, field, text)

        return save

    def _add_phones(self, person_id: int, name: str, phones: Sequence[Any], prefix: str) -> None:
        tr = self._tr
        labels = [(f"{prefix}phone:{row.id}", tr(words.PHONE_KINDS[row.kind]), row.id) for row in phones]

        def save(phone_id: int | None) -> Callable[[Any, Refuse], object]:
            def run(text: Any, refuse: Refuse) -> Done | None:
                label = _label(phone_id, text, _PHONE_LABELS)
                return self._do(label, {"name": name}, refuse, "set_phone", person_id, phone_id, text)

            return run

        self._add_lines(labels, (f"{prefix}phone:new{person_id}", tr(N_("Phone"))), save, tr(N_("Add a number")))

    def _add_emails(self, person_id: int, name: str, emails: Sequence[Any], prefix: str) -> None:
        tr = self._tr
        labels = [(f"{prefix}email:{row.id}", tr(N_("E-mail")), row.id) for row in emails]

        def save(email_id: int | None) -> Callable[[Any, Refuse], object]:
            def run(text: Any, refuse: Refuse) -> Done | None:
                label = _label(email_id, text, _EMAIL_LABELS)
                return self._do(label, {"name": name}, refuse, "set_email", person_id, email_id, text)

            return run

        self._add_lines(labels, (f"{prefix}email:new{person_id}", tr(N_("E-mail"))), save, tr(N_("Add an e-mail")))

    def _add_lines(
        self,
        there: Sequence[tuple[str, str, int]],
        new: tuple[str, str],
        save: Callable[[int | None], Callable[[Any, Refuse], object]],
        add_words: str,
    ) -> None:
        """Add a field for each value there is, and a button that opens one for another (at once if there is none)."""
        name, label = new
        for place, (field, field_label, row_id) in enumerate(there):
            control, cell = self.form.place_text(field, field_label, save(row_id))
            control.setToolTip(tooltip(self._tr(N_("Empty the field to remove it"))))
            cells: list[QWidget] = [cell]
            if place == len(there) - 1:
                add = QToolButton()
                add.setAutoRaise(True)
                add.setAccessibleName(add_words)
                add.setToolTip(tooltip(add_words))
                add.setEnabled(not self.context.read_only)
                icons.put(add, "plus", "muted", 16)
                add.setFixedSize(4 * GRID - 2, 4 * GRID - 2)
                cells.append(add)
            self._rows.add_row(field_label, *cells, buddy=control)
        control, cell = self.form.place_text(name, label, save(None), hint=add_words)
        words_ = self._rows.add_row(label, cell, buddy=control)
        if there:
            words_.hide()
            cell.hide()
            add.clicked.connect(lambda: _open(words_, cell, control))

    def _add_address(self) -> None:
        tr, form = self._tr, self.form

        def save(field: str) -> Callable[[Any, Refuse], object]:
            def run(text: Any, refuse: Refuse) -> Done | None:
                names = {"name": self.person.name}
                label = N_("Changed the address of {name}")
                return self._do(label, names, refuse, "set_address", self.person.id, field, text)

            return run

        street, cell = form.place_text("street", tr(N_("Address")), save("street"), hint=tr(N_("Street and number")))
        self._rows.add_row(tr(N_("Address")), cell, buddy=street)
        code, code_cell = form.place_text(
            "postal_code", tr(N_("Postal code")), save("postal_code"), hint=tr(N_("Postal code")), limit=10
        )
        code_cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        code_cell.setFixedWidth(code.fontMetrics().horizontalAdvance(tr(N_("Postal code"))) + 3 * GRID)
        _, city = form.place_text("city", tr(N_("City")), save("city"), hint=tr(N_("City")))
        self._rows.add_row("", code_cell, city)
        if self.person.protected_because:
            button = QPushButton(tr(N_("&Hide")))
            icons.put(button, "eye-off")
            button.clicked.connect(self.hidden)
            self._rows.add_row("", button)

    def _add_hidden_address(self) -> None:
        """Somebody in the household is protected, and this may be the door that must not be found."""
        from app.contacts.protected_part import ask_for_address

        tr = self._tr
        self.address_button = QPushButton(tr(N_("Sho&w the address …")))
        icons.put(self.address_button, "eye")
        self.address_button.clicked.connect(
            lambda: ask_for_address(self.address_button.window(), self.context, self.person, self.address_shown.emit)
        )
        self._rows.add_wide(wrapped(tr(N_("The address is hidden: it may be the protected one.")), "muted"))
        self._rows.add_row(tr(N_("Address")), self.address_button)

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

    def _link(self, person_id: int, name: str, *, bold: bool = False) -> Link:
        return Link(name, lambda: self.person_wanted.emit(person_id), bold=bold)

    def _do(
        self, label: str, names: Mapping[str, object], refuse: Refuse | None, command: str, *args: Any
    ) -> Done | None:
        """Run one of the commands by its name: they bring in the readers of phones, which no start needs."""
        from app.contacts import commands

        return self.context.do(label, getattr(commands, command), *args, arguments=names, on_error=refuse)

    def _say_age(self, born: date | None) -> str:
        if born is None or born > self.day:
            return ""
        years = self.day.year - born.year - ((self.day.month, self.day.day) < (born.month, born.day))
        return self._tr.n("{n} year old", "{n} years old", years)

    def _values(self, person: ContactDetail) -> dict[str, Any]:
        tr = self._tr
        values: dict[str, Any] = {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "birth_date": person.birth_date,
            "gender": person.gender,
            "list_opt_out": person.list_opt_out,
        }
        reached: list[tuple[str, ContactDetail | RelativeRow]] = [("", person)]
        reached += [("guardian-", guardian) for guardian in person.guardians]
        for prefix, row in reached:
            values |= {f"{prefix}phone:{phone.id}": tr.phone(phone.number) for phone in row.phones}
            values |= {f"{prefix}email:{email.id}": email.address for email in row.emails}
        for link in person.guardians:
            values |= {
                f"relation:{link.link_id}": link.relation,
                f"parental_responsibility:{link.link_id}": link.parental_responsibility,
                f"lives_with:{link.link_id}": link.lives_with,
            }
        values |= {f"function:{role.id}": role.function for role in person.staff_roles}
        address = person.address
        for field in ("street", "postal_code", "city"):
            values[field] = getattr(address, field) if address is not None else ""
        return {name: value for name, value in values.items() if name in self.form.fields}

    def _new_guardian(self) -> None:
        from app.contacts.new_people import NewGuardianDialog

        NewGuardianDialog(self.window(), self.context, self.person.id).open()

    def _known_guardian(self) -> None:
        from app.contacts.new_people import KnownGuardianDialog

        KnownGuardianDialog(self.window(), self.context, self.person.id, self.person.name).open()


_PHONE_LABELS = (
    N_("Added a phone number for {name}"),
    N_("Changed the phone number of {name}"),
    N_("Removed a phone number of {name}"),
)
_EMAIL_LABELS = (
    N_("Added an e-mail address for {name}"),
    N_("Changed the e-mail address of {name}"),
    N_("Removed an e-mail address of {name}"),
)


def _label(row_id: int | None, text: str, labels: tuple[str, str, str]) -> str:
    added, changed, removed = labels
    return added if row_id is None else changed if text else removed


def _let_go(button: QPushButton) -> None:
    """Look untouched again: a dialog that the button's menu opened lets no mouse event through."""
    button.setDown(False)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, button.rect().contains(button.mapFromGlobal(QCursor.pos())))
    button.update()


def _open(*widgets: QWidget) -> None:
    for widget in widgets:
        widget.show()
    widgets[-1].setFocus()


def _line(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return box


def _shape(person: ContactDetail, revealed: Contact | None, address_shown: bool) -> tuple[object, ...]:
    """Return what decides which fields are there, and everything that is shown without a field."""

    def relatives(rows: Sequence[RelativeRow]) -> tuple[object, ...]:
        return tuple(
            (
                row.link_id,
                row.person_id,
                row.name,
                row.class_name,
                row.address_grade,
                tuple((phone.id, phone.kind) for phone in row.phones),
                tuple(email.id for email in row.emails),
            )
            for row in rows
        )

    return (
        person.id,
        person.address_grade,
        person.protected_because,
        person.class_name,
        person.class_teachers,
        person.memberships,
        relatives(person.guardians),
        person.children,
        person.siblings,
        tuple((phone.id, phone.kind) for phone in person.phones),
        tuple(email.id for email in person.emails),
        tuple(role.id for role in person.staff_roles),
        person.teaches,
        revealed,
        address_shown,
    )
