"""By which rules does a body work: its names, seats, meetings and terms, who must be in it, and what it rests on?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.bodies.showing import rule_fields
from app.bodies.showing.rule_boxes import BasisBox, SeatBox
from app.bodies.showing.rule_fields import Fact, Section
from app.core.i18n import N_, later
from app.shell import icons
from app.shell.flow import Flow
from app.shell.fold import Fold
from app.shell.form import TYPED, Form
from app.shell.page import scrolled
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.bodies.queries import BodyRow
    from app.bodies.showing.lines import BodyLook
    from app.shell.context import Context, Refuse

SECTIONS = (rule_fields.NAMES, rule_fields.MEETINGS, rule_fields.TERMS, rule_fields.COMPOSITION)
OTHERWISE = Fact("organised_otherwise", N_("Decision"), N_("decision to be organised otherwise"), rule_fields.TEXT)


class RulesPart(QWidget):
    """Folded parts under each other, each saved field by field; ``ending`` is what ends the body, shown last."""

    def __init__(self, context: Context, ending: Sequence[QAction]) -> None:
        super().__init__()
        self.context = context
        self.look: BodyLook | None = None
        self.forms: dict[str, Form] = {}
        self.folds: dict[str, Fold] = {}
        self.seats: dict[int, SeatBox] = {}
        self.bases: dict[int, BasisBox] = {}
        self._unfold_next = ""
        tr = context.tr
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(GRID // 2)
        self._add_section(rule_fields.NAMES)
        self._seat_column = self._add_list("seats", N_("Seats"))
        self.add_seat_button = self._add_button("seats", N_("Add a &seat"), self.add_seat)
        for section in SECTIONS[1:]:
            self._add_section(section)
        self._basis_column = self._add_list("bases", N_("What it rests on"))
        self.add_basis_button = self._add_button("bases", N_("Add a legal &basis"), self.add_basis)
        told = N_(
            "Where pupils or parents have decided to be organised in another way than the law's, write the decision."
        )
        otherwise = self._add_fold("otherwise", N_("Organised otherwise"))
        otherwise.body.addWidget(wrapped(tr(told), "muted"))
        otherwise.body.addWidget(self._form("otherwise", (OTHERWISE,)))
        self._column.addWidget(self._ending_buttons(ending))
        self._column.addStretch(1)
        self._room = scrolled(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._room)
        self.folds["seats"].set_open(True)

    # -- what is shown

    def show_look(self, look: BodyLook | None) -> None:
        """Show the rules of a body; what is being typed stays while it is the same."""
        if self.look is not None and (look is None or look.id != self.look.id):
            self._forget_typing()
            self._room.verticalScrollBar().setValue(0)
        self.look = look
        if look is None:
            return
        tr, writable = self.context.tr, not self.context.read_only
        for section in SECTIONS:
            self.forms[section.title].set_values(rule_fields.shown(look.body, section.facts, tr))
        self.forms["otherwise"].set_values(rule_fields.shown(look.body, (OTHERWISE,), tr))
        for form in self.forms.values():
            form.set_read_only(not writable)
        for button in (self.add_seat_button, self.add_basis_button):
            button.setVisible(writable)
        self._show_seats(look.body)
        self._show_bases(look.body)
        self.folds["seats"].say_more(tr.number(len(look.body.seats)) if look.body.seats else "")
        self.folds["bases"].say_more(tr.number(len(look.body.legal_bases)) if look.body.legal_bases else "")

    def go_to(self, place: str) -> None:
        """Put the focus in the field called ``place``; "seats" and "bases" are the lists, "" is the first field."""
        if place == "seats":
            self._open("seats", next((box.button for box in self.seats.values()), self.add_seat_button))
        elif place == "bases":
            boxes = sorted(self.bases.values(), key=lambda box: not box.is_to_be_written)
            if boxes:
                boxes[0].set_open(True)
            self._open("bases", boxes[0].form.fields["text"].control if boxes else self.add_basis_button)
            if not boxes and not self.context.read_only:
                self.add_basis()
        elif place == "otherwise":
            self._open("otherwise", self.forms["otherwise"].fields[OTHERWISE.field].control)
        else:
            for section in SECTIONS:
                if any(fact.field == place for fact in section.facts):
                    self._open(section.title, self.forms[section.title].fields[place].control)
                    return
            self._open(rule_fields.NAMES.title, self.forms[rule_fields.NAMES.title].fields["name_nb"].control)

    def may_leave(self) -> bool:
        boxes: Sequence[SeatBox | BasisBox] = (*self.seats.values(), *self.bases.values())
        return all(form.save_now() for form in (*self.forms.values(), *(box.form for box in boxes)))

    # -- what is done

    def add_seat(self) -> None:
        """Add a seat, to be described in its fields."""
        from app.bodies.commands import add_seat

        look = self.look
        if look is not None:
            names = {"body": look.body.name(self.context.tr.language)}
            done = self.context.do(N_("Added a seat to {body}"), add_seat, look.id, "parents", arguments=names)
            self._unfold_next = f"seat:{done.result}" if done is not None else ""

    def move_seat(self, seat_id: int, step: int) -> None:
        """Let a seat stand before or after the one beside it, on the page and on paper."""
        from app.bodies.commands import set_seat

        look = self.look
        if look is None or self.context.read_only or not self.may_leave():
            return
        order = [seat.id for seat in look.body.seats]
        at = order.index(seat_id)
        if not 0 <= at + step < len(order):
            return
        order.insert(at + step, order.pop(at))

        def command(session: Session) -> None:
            for position, id in enumerate(order, 1):
                set_seat(session, id, "position", str(position))

        self.context.do(
            N_("Changed the order of the seats of {body}"),
            command,
            arguments={"body": look.body.name(self.context.tr.language)},
        )

    def add_basis(self) -> None:
        """Write down what the body rests on."""
        from app.bodies.showing.basis_dialog import BasisDialog

        if self.look is not None:
            BasisDialog(self, self.context, self.look).open()

    def _save(self, fact: Fact, value: Any, refuse: Refuse) -> object:
        from app.bodies.commands import set_body

        look = self.look
        if look is None:
            return None
        names = {"what": later(fact.what), "body": look.body.name(self.context.tr.language)}
        label = N_("Changed {what} for {body}")
        return self.context.do(label, set_body, look.id, fact.field, value, arguments=names, on_error=refuse)

    def _forget_typing(self) -> None:
        """Drop what was refused for one body, so that it is not saved for another."""
        for form in self.forms.values():
            for field in form.fields.values():
                if isinstance(field.control, TYPED) and field.control.unsaved:
                    field.control.restore()

    # -- making it

    def _add_fold(self, name: str, title: str) -> Fold:
        fold = self.folds[name] = Fold(self.context.tr, self.context.tr(title))
        fold.body.setContentsMargins(3 * GRID, 0, 0, GRID)
        self._column.addWidget(fold)
        return fold

    def _add_section(self, section: Section) -> None:
        self._add_fold(section.title, section.title).body.addWidget(self._form(section.title, section.facts))

    def _form(self, name: str, facts: tuple[Fact, ...]) -> Form:
        form = self.forms[name] = Form(self.context)
        rule_fields.add_facts(form, facts, self._save, self.context.tr)
        return form

    def _add_list(self, name: str, title: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        self._add_fold(name, title).body.addLayout(column)
        return column

    def _add_button(self, name: str, words: str, call: Any) -> QPushButton:
        button = QPushButton(self.context.tr(words))
        icons.put(button, "plus")
        button.clicked.connect(lambda: call())
        self.folds[name].body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _ending_buttons(self, ending: Sequence[QAction]) -> QWidget:
        buttons = Flow()
        for action in ending:
            button = QPushButton(action.text())
            button.setAutoDefault(False)
            icons.put(button, str(action.property("icon_name")))
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            buttons.add(button)
        return buttons

    def _open(self, name: str, control: QWidget) -> None:
        self.folds[name].set_open(True)
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_into_sight)  # what was folded out has no place yet

    def _bring_into_sight(self) -> None:
        control = self.window().focusWidget()
        if control is not None and self._room.isAncestorOf(control):
            self._room.ensureWidgetVisible(control, 0, 4 * GRID)

    def _show_seats(self, body: BodyRow) -> None:
        from app.bodies.queries import bodies

        others = tuple(row for row in self.context.read(bodies) if row.id != body.id)
        _drop(self.seats, {seat.id for seat in body.seats})
        for at, seat in enumerate(body.seats):
            box = self.seats.get(seat.id)
            if box is None or not box.fits(others):
                if box is not None:
                    _drop(self.seats, set(self.seats) - {seat.id})
                box = self.seats[seat.id] = SeatBox(self.context, others)
                box.moved.connect(partial(self.move_seat, seat.id))
                box.set_open(len(body.seats) == 1)  # what is changed most: how many, and how many deputies
            if self._seat_column.indexOf(box) != at:
                self._seat_column.removeWidget(box)
                self._seat_column.insertWidget(at, box)
            box.show_seat(seat, body)
            if self._unfold_next == f"seat:{seat.id}":
                self._unfold_next = ""
                box.set_open(True)
                box.form.fields["name_nb"].control.setFocus()

    def _show_bases(self, body: BodyRow) -> None:
        _drop(self.bases, {basis.id for basis in body.legal_bases})
        for at, basis in enumerate(body.legal_bases):
            box = self.bases.get(basis.id)
            if box is None:
                box = self.bases[basis.id] = BasisBox(self.context)
                self._basis_column.insertWidget(at, box)
            box.show_basis(basis, body)


def _drop(boxes: dict[int, Any], kept: set[int]) -> None:
    for id in [id for id in boxes if id not in kept]:
        box = boxes.pop(id)
        box.hide()
        box.deleteLater()
