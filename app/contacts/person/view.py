"""What does a person's page hold, in which order, and what is shown again after a change?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.contacts import words
from app.contacts.person.fields import PersonFields
from app.contacts.person.guardians import GuardiansPart
from app.contacts.person.header import Decisions, PersonHeader
from app.contacts.person.homes import add_homes
from app.contacts.person.more import MorePart
from app.contacts.person.own import OwnPart
from app.contacts.person.roles import add_roles
from app.contacts.person.to_register import add_register
from app.contacts.person.values import shape, values
from app.contacts.person.widgets import Link, Rows, section
from app.contacts.person_queries import ContactDetail, MembershipRow, RelativeRow
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.context import Context
from app.shell.form import TYPED, Field, Form
from app.shell.theme import GRID
from app.shell.words import Label, wrapped
from db.protected import Contact

LAID_OUT = 30  # milliseconds until rows that are new stand where they will


class PersonView(QWidget):
    """Everything about one person: who they are, whom one calls, and their own facts, edited where they stand."""

    person_wanted = Signal(int)
    revealed = Signal(object, object)  # Contact, the day that is shown
    hidden = Signal()
    address_shown = Signal()
    unfolded = Signal(object)  # the widget that has grown

    def __init__(
        self,
        context: Context,
        person: ContactDetail,
        day: date,
        actions: Sequence[QAction],
        revealed: Contact | None,
        *,
        address_shown: bool = False,
        unfolded: bool = False,
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
        self._header = PersonHeader(
            self._tr,
            person,
            actions,
            self._fields.link,
            Decisions(self._set_grade, self._not_protected, self._call_back),
            writable=not context.read_only,
        )
        self._name = self._header.name
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 4)
        column.setSpacing(GRID)
        column.addLayout(self._header)
        column.addLayout(self._rows)
        column.addStretch(1)
        if person.is_pupil or person.guardians:
            self._guardians = GuardiansPart(self._fields, self._new_guardian, self._known_guardian)
        if person.has_two_homes:
            add_homes(self._fields, hides_address=self._hides_address)
        if person.children:
            self._add_relatives(self._tr(N_("Children")), person.children)
        if person.siblings:
            self._add_relatives(self._tr(N_("Siblings")), person.siblings)
        if person.is_staff or person.external_roles:
            add_roles(self._fields, day)
        self._add_own(revealed)
        if person.to_register:
            add_register(self._fields, day)
        if person.memberships:
            self._add_classes()
        self._watched: set[str] = set()
        self._watch_fields()
        self._add_more(unfolded=unfolded)

    @property
    def is_unfolded(self) -> bool:
        """Whether what few need is shown."""
        return self.more.fold.is_open

    def fits(self, person: ContactDetail, revealed: Contact | None, *, address_shown: bool = False) -> bool:
        """Say whether the fields that are there can show ``person`` too."""
        return self._shape == shape(person, revealed, address_shown)

    def fill(self, person: ContactDetail) -> None:
        """Show what is stored; a field that is being typed in keeps what is typed."""
        self.person = self._fields.person = person
        self._header.fill(person, self.day, hides_address=self._hides_address)
        self._show_values()
        self.more.fill(person)

    def retype(self, name: str, text: str) -> None:
        """Put back what was being typed in a field when the fields were made anew."""
        field = self.form.fields.get(name)
        if field is not None and isinstance(field.control, TYPED):
            field.control.setText(text)
            for rows in (self._rows, self.more.rows):
                if rows is not None:
                    rows.show_row_with(field.control)

    def focus_first(self) -> None:
        """Put the cursor in what is asked for most: a guardian's phone, else one's own, else the name."""
        for prefix in ("guardian-phone:", "phone:", "given_name"):
            for name, field in self.form.fields.items():
                if name.startswith(prefix) and field.control.isVisibleTo(self):
                    field.control.setFocus()
                    if isinstance(field.control, TYPED):
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
            self._rows.add_wide(_told_of(self._fields.link(row.person_id, row.name), " · ".join(facts)))

    def _say_link(self, row: RelativeRow) -> list[str]:
        tr = self._tr
        facts = [tr(words.RELATIONS_IN_TEXT[row.relation])] if row.relation in words.RELATIONS_IN_TEXT else []
        if row.parental_responsibility == "no":
            facts.append(tr(N_("without parental responsibility")))
        if row.lives_with == "no":
            facts.append(tr(N_("lives elsewhere")))
        if row.lives_with == "shared":
            facts.append(tr(N_("lives in two homes")))
        if row.contact_ban != "none":
            facts.append(tr(N_("contact ban")))
        if row.information_on_request:
            facts.append(tr(N_("is told only on request")))
        return facts

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
            from app.contacts.person.protected import ProtectedPart

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
        said = tr(N_("{year}, from {first}"), year=year_name(row.start_year), first=tr.date(row.valid_from))
        if row.valid_to is not None:
            said = tr(
                N_("{year}, {first} to {last}"),
                year=year_name(row.start_year),
                first=tr.date(row.valid_from),
                last=tr.date(row.valid_to),
            )
        return said

    def _add_more(self, *, unfolded: bool) -> None:
        may_have_address = self.person.address_grade == "none" and not self._hides_address
        self.more = MorePart(self._fields, self.day, may_have_address=may_have_address)
        self._rows.add_gap()
        self._rows.add_wide(self.more.fold)
        self.more.fold.unfolded.connect(self._unfold)
        if unfolded:
            self.more.fold.set_open(True)
        self._line_up()
        self.more.fold.unfolded.connect(self._show_unfolded)  # from now on it is somebody's wish

    # -- private

    def _unfold(self, is_open: bool) -> None:
        if is_open and self.more.rows is None:
            self.more.make()
            self._watch_fields()
            self._line_up()
            self._show_values()
            if self.window().property("painted"):
                icons.draw_all()

    def _show_unfolded(self, is_open: bool) -> None:
        if is_open:
            QTimer.singleShot(LAID_OUT, self, lambda: self.unfolded.emit(self.more.fold))

    def _line_up(self) -> None:
        """Let the fields that are folded stand under the others."""
        both = [rows for rows in (self._rows, self.more.rows) if rows is not None]
        width = max(rows.label_width for rows in both)
        for rows in both:
            rows.setColumnMinimumWidth(0, width)

    def _show_values(self) -> None:
        stored = values(self.person, self._tr)
        self.form.set_values({name: value for name, value in stored.items() if name in self.form.fields})

    def _watch_fields(self) -> None:
        """Let fields that are new know that nothing may be changed, and remember which was left last."""
        self.form.set_read_only(self.context.read_only)
        for name, field in self.form.fields.items():
            if name not in self._watched and isinstance(field.control, TYPED):
                field.control.left.connect(partial(self._remember_left, name))
                field.control.textChanged.connect(partial(self._forget_error, field))
            self._watched.add(name)

    def _remember_left(self, name: str) -> None:
        self.left_last = name

    def _forget_error(self, field: Field, _text: str = "") -> None:
        """A field that was restored is no longer wrong."""
        if isinstance(field.control, TYPED) and not field.control.unsaved:
            field.error.clear()

    def _new_guardian(self) -> None:
        from app.contacts.person.new_people import NewGuardianDialog

        NewGuardianDialog(self.window(), self.context, self.person.id, self.day).open()

    def _known_guardian(self) -> None:
        from app.contacts.person.new_people import KnownGuardianDialog

        KnownGuardianDialog(self.window(), self.context, self.person.id, self.person.name).open()

    def _set_grade(self) -> None:
        from app.contacts.person.changes import GradeDialog

        GradeDialog(self.window(), self.context, self.person, self.day).open()

    def _not_protected(self) -> None:
        label = N_("Decided that {name} needs no address protection")
        self._fields.do_for_good(label, {"name": self.person.name}, None, "dismiss_proposal", self.person.id)

    def _call_back(self) -> None:
        from app.contacts.person.recall import RecallDialog

        RecallDialog(self.window(), self.context, self.person.id, self.day).open()


def _told_of(link: Link, facts: str) -> QWidget:
    """Return a name one can follow, and what is told of it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    told = wrapped(facts)
    told.setContentsMargins(0, 3, 0, 0)  # in line with the name
    row.addWidget(told, 1, Qt.AlignmentFlag.AlignTop)
    return box
