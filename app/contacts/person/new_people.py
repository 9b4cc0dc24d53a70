"""What is asked about a new person? The address grade first of all, and only then what may be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.contacts import commands, words
from app.contacts.commands import NewPerson
from app.contacts.entered import entered_day
from app.contacts.person.picker import PersonPicker
from app.contacts.person_queries import ContactDetail, contact_detail
from app.contacts.queries import AddressRow, person_name
from app.contacts.rules import PUPIL
from app.core.errors import UserError
from app.core.i18n import N_
from app.school.queries import school_classes, the_school
from app.school.words import after_school_word
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import tooltip, without_mnemonic, wrapped

_ADDRESS = ("street", "postal_code", "city")


class Choice(QComboBox):
    """A choice that may be empty: nothing is proposed, so that the first arrow key takes the first line."""

    def showPopup(self) -> None:
        super().showPopup()
        if self.currentIndex() < 0:
            self.view().selectionModel().clearCurrentIndex()


class NewPersonDialog(Dialog):
    """Grade, names and what else every new person is asked; ``added`` carries the new person's id."""

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context, title: str) -> None:
        super().__init__(parent, context.tr, title)
        self.context = context
        self.lines: dict[str, QLineEdit] = {}
        self.choices: dict[str, QComboBox] = {}

    def submit(self) -> None:
        """Add the person, or say at the field what is wrong."""
        self.clear_errors()
        if not self.choices["address_grade"].currentData():
            words_ = N_("Choose first whether the address is protected.")
            self.refuse(self.context.tr(words_), "address_grade")
            return
        try:
            person_id = self._add()
        except UserError as error:
            self.refuse(self.context.tr(error.message, **error.values), error.field)
            return
        if person_id is not None:
            self.added.emit(person_id)
            self.accept()

    # -- for the subclasses

    def _add(self) -> int | None:
        raise NotImplementedError

    def _do(self, label: str, command: Any, *args: Any, **more: Any) -> int | None:
        name = f"{self._text('given_name')} {self._text('family_name')}".strip()
        done = self.context.do(
            label,
            lambda session: command(session, *args, **more),
            arguments={"name": name},
            on_error=self.refuse,
        )
        return int(done.result) if done is not None else None

    def _ask_grade(self) -> None:
        tr = self.context.tr
        grade = self._choose("address_grade", tr(N_("&Address protection")), [])
        grade.setPlaceholderText(tr(N_("Choose …")))
        for code, name in words.GRADES.items():
            grade.addItem(tr(name), code)
        grade.setCurrentIndex(-1)
        grade.currentIndexChanged.connect(lambda _at: self._follow_grade())
        self._told = wrapped("", "muted")
        self.body.addWidget(self._told)

    def _ask_names(self) -> None:
        tr = self.context.tr
        self._line("given_name", tr(N_("&Given name")))
        self._line("family_name", tr(N_("&Family name")))

    def _ask_contact(self, *, address: bool) -> None:
        """Ask how the person is reached; shown only when the grade says that it may be written down."""
        tr = self.context.tr
        self._contact = ["phone", "email"]
        self._line("phone", tr(N_("P&hone")))
        self._line("email", tr(N_("&E-mail")))
        if address:
            self._ask_address()
        self._follow_grade()

    def _ask_address(self) -> None:
        tr = self.context.tr
        self._line("street", tr(N_("A&ddress")))
        self._line("postal_code", tr(N_("P&ostal code")))
        self._line("city", tr(N_("C&ity")))
        self._contact += _ADDRESS

    def _line(self, name: str, label: str, *, hint: str = "", text: str = "") -> QLineEdit:
        control = self.lines[name] = QLineEdit(text)
        control.setPlaceholderText(hint)
        control.setMaxLength(200)
        self.add_field(name, label, control)
        return control

    def _choose(self, name: str, label: str, choices: list[tuple[object, str]]) -> QComboBox:
        control = self.choices[name] = Choice()
        control.setMaxVisibleItems(20)
        for code, said in choices:
            control.addItem(said, code)
        self.add_field(name, label, control)
        return control

    def _text(self, name: str) -> str:
        control = self.lines.get(name)
        return control.text().strip() if control is not None and not control.isHidden() else ""

    def _person(self) -> NewPerson:
        return NewPerson(
            given_name=self._text("given_name"),
            family_name=self._text("family_name"),
            address_grade=str(self.choices["address_grade"].currentData()),
            birth_date=self._text("birth_date"),
            phone=self._text("phone"),
            email=self._text("email"),
            street=self._text("street"),
            postal_code=self._text("postal_code"),
            city=self._text("city"),
        )

    def _follow_grade(self) -> None:
        grade = self.choices["address_grade"].currentData()
        if grade:
            self._fields["address_grade"][1].clear()
        for name in getattr(self, "_contact", []):
            self.show_field(name, grade == "none")
        told = ""
        if grade and grade != "none":
            told = N_(
                "Save first. Phone, e-mail and address are then written behind “Show”, where nobody sees them. What is "
                "changed there cannot be undone."
            )
        self._told.setText(self.context.tr(told))
        self._told.setVisible(bool(told))


class NewPupilDialog(NewPersonDialog):
    """A new pupil: grade, names, birth date, class and from when."""

    def __init__(self, parent: QWidget, context: Context, day: date, class_name: str = "") -> None:
        tr = context.tr
        super().__init__(parent, context, tr(N_("New pupil")))
        self._ask_grade()
        self._ask_names()
        self._line("birth_date", tr(N_("&Born")), hint=tr(N_("dd.mm.yyyy")))
        rows = context.read(school_classes, context.year, day)
        classes = self._choose("class", tr(N_("&Class")), [(row.id, row.name) for row in rows])
        classes.setPlaceholderText(tr(N_("Choose …")))
        classes.setCurrentIndex(classes.findText(class_name) if class_name else -1)
        self._line("valid_from", tr(N_("From da&y")), text=tr.date(day))
        self._ask_contact(address=True)
        self.add_buttons(tr(N_("&Save pupil")))

    def _add(self) -> int | None:
        class_id = self.choices["class"].currentData()
        if class_id is None:
            raise UserError(N_("Choose the class the pupil goes to."), field="class")
        first_day = entered_day(self._text("valid_from"), "valid_from")
        return self._do(N_("Added the pupil {name}"), commands.add_pupil, self._person(), class_id, first_day)


class NewGuardianDialog(NewPersonDialog):
    """A new guardian of a pupil: of ``pupil_id``, or of the one that is chosen in the dialog."""

    def __init__(self, parent: QWidget, context: Context, pupil_id: int | None, day: date) -> None:
        tr = context.tr
        super().__init__(parent, context, tr(N_("New guardian")))
        self._pupil_id = pupil_id
        self._day = day
        self._picker: PersonPicker | None = None
        self._home: AddressRow | None = None  # the pupil's, where it may be told to somebody new
        if pupil_id is None:
            self._picker = PersonPicker(context, PUPIL)
            self._picker.list.setFixedHeight(11 * GRID)  # the dialog asks much more
            self._picker.chosen.connect(self._follow_pupil)
            self.add_field("guardian", tr(N_("P&upil")), self._picker)
        else:
            name = context.read(person_name, pupil_id)
            self.body.insertWidget(0, wrapped(tr(N_("Guardian of {name}"), name=name)))
        self._ask_grade()
        self._ask_names()
        self._choose("relation", tr(N_("&Relation")), words.choices(words.RELATIONS, tr))
        self._choose(
            "parental_responsibility", tr(N_("Parental responsi&bility")), words.choices(words.RESPONSIBILITY, tr)
        )
        self._choose("lives_with", tr(N_("The pupil &lives here")), words.choices(words.LIVES_WITH, tr))
        for name in ("parental_responsibility", "lives_with"):
            self.choices[name].setCurrentIndex(self.choices[name].findData("unknown"))
        self._ask_contact(address=False)
        self._ask_same_address()
        self._ask_address()
        self._follow_grade()
        self._follow_pupil()
        self.add_buttons(tr(N_("&Save guardian")))

    def _ask_same_address(self) -> None:
        words_ = self.context.tr(N_("Sa&me address as the pupil"))
        self.same_address = QCheckBox(words_)
        self.add_field("same_address", "", self.same_address)
        self.same_address.setAccessibleName(without_mnemonic(words_))
        self.same_address.toggled.connect(lambda _same: self._follow_grade())
        self._contact.append("same_address")

    def _pupil(self) -> int | None:
        return self._pupil_id if self._picker is None else self._picker.person_id

    def _follow_pupil(self) -> None:
        """Offer the pupil's address, unless it is protected, or may be: then nothing about it is told."""
        pupil_id = self._pupil()
        pupil = self.context.read(contact_detail, pupil_id, self._day) if pupil_id is not None else None
        self._home = pupil.address if pupil is not None and not _is_protected(pupil) else None
        hint = N_("The pupil's address is protected or not written down.")
        self.same_address.setEnabled(self._home is not None)
        self.same_address.setToolTip("" if self._home is not None else tooltip(self.context.tr(hint)))
        if self._home is None:
            self.same_address.setChecked(False)

    def _follow_grade(self) -> None:
        super()._follow_grade()
        if "street" in self.lines and self.same_address.isChecked():
            for name in _ADDRESS:
                self.show_field(name, visible=False)

    def _person(self) -> NewPerson:
        new = super()._person()
        if self._home is None or self.same_address.isHidden() or not self.same_address.isChecked():
            return new
        home = self._home
        return replace(new, street=home.street, postal_code=home.postal_code, city=home.city)

    def _add(self) -> int | None:
        pupil_id = self._pupil()
        if pupil_id is None:
            raise UserError(N_("Choose the pupil this is a guardian of."), field="guardian")
        return self._do(
            N_("Added the guardian {name}"),
            commands.add_guardian,
            pupil_id,
            self._person(),
            commands.NewLink(
                relation=str(self.choices["relation"].currentData()),
                parental_responsibility=str(self.choices["parental_responsibility"].currentData()),
                lives_with=str(self.choices["lives_with"].currentData()),
            ),
        )


class NewStaffDialog(NewPersonDialog):
    """A new member of staff: grade, names, function, phone and e-mail."""

    def __init__(self, parent: QWidget, context: Context, day: date) -> None:
        tr = context.tr
        super().__init__(parent, context, tr(N_("New member of staff")))
        self._day = day
        self._ask_grade()
        self._ask_names()
        self._line("function", tr(N_("F&unction")), hint=tr(N_("For example teacher, principal, school nurse")))
        self._ask_contact(address=False)
        self.add_buttons(tr(N_("&Save member of staff")))

    def _add(self) -> int | None:
        return self._do(
            N_("Added {name} to the staff"), commands.add_staff, self._person(), self._text("function"), self._day
        )


class NewExternalDialog(NewPersonDialog):
    """Somebody from outside who works with the school: grade, what they are, names, function, where from, phone."""

    def __init__(self, parent: QWidget, context: Context, day: date) -> None:
        tr = context.tr
        super().__init__(parent, context, tr(N_("New person from outside")))
        self._ask_grade()
        known = words.external_kinds(after_school_word(context.read(the_school)))
        kinds = self._choose("kind", tr(N_("&Who is it")), words.choices(known, tr))
        kinds.setPlaceholderText(tr(N_("Choose …")))
        kinds.setCurrentIndex(-1)
        self._ask_names()
        self._line("function", tr(N_("F&unction")), hint=tr(N_("For example leader, public health nurse")))
        self._line("organisation", tr(N_("&Organisation")), hint=tr(N_("For example the municipality, a party")))
        self._line("valid_from", tr(N_("From da&y")), text=tr.date(day))
        self._ask_contact(address=False)
        self.add_buttons(tr(N_("&Save person")))

    def _add(self) -> int | None:
        kind = self.choices["kind"].currentData()
        if kind is None:
            raise UserError(N_("Choose who it is."), field="kind")
        typed = self._text("valid_from")
        first_day = entered_day(typed, "valid_from") if typed else None
        return self._do(
            N_("Added {name} from outside the school"),
            commands.add_external,
            self._person(),
            str(kind),
            self._text("function"),
            self._text("organisation"),
            first_day,
        )


class KnownGuardianDialog(Dialog):
    """Somebody who is here already becomes guardian of a pupil too."""

    def __init__(self, parent: QWidget, context: Context, pupil_id: int, pupil: str) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Choose a guardian")))
        self.context = context
        self._pupil_id = pupil_id
        self._pupil = pupil
        self.body.insertWidget(0, wrapped(tr(N_("Who is a guardian of {name} too?"), name=pupil)))
        self.picker = PersonPicker(context)
        self.add_field("guardian", tr(N_("&Person")), self.picker)
        self.relation = QComboBox()
        for code, said in words.choices(words.RELATIONS, tr):
            self.relation.addItem(said, code)
        self.add_field("relation", tr(N_("&Relation")), self.relation)
        self.add_buttons(tr(N_("&Add guardian")))

    def submit(self) -> None:
        """Link the two, or say what is wrong."""
        person_id = self.picker.person_id
        if person_id is None:
            words_ = N_("Type a name and choose the person in the list.")
            self.refuse(self.context.tr(words_), "guardian")
            return
        done = self.context.do(
            N_("Added {name} as guardian of {pupil}"),
            commands.link_guardian,
            self._pupil_id,
            person_id,
            commands.NewLink(str(self.relation.currentData())),
            arguments={"name": self.context.read(person_name, person_id), "pupil": self._pupil},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()


def _is_protected(pupil: ContactDetail) -> bool:
    """Say whether the pupil or somebody in the household has address protection, or may have it."""
    return bool(pupil.address_grade != "none" or pupil.proposed_grade or pupil.protected_because or pupil.waits_because)
