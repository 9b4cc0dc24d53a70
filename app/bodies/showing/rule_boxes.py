"""What is there to write about one seat of a body, and about one thing it rests on?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from app.bodies import words
from app.bodies.showing import rule_fields
from app.bodies.showing.rule_fields import Fact
from app.bodies.showing.said import capital
from app.core.i18n import N_, later
from app.shell import icons
from app.shell.flow import Flow
from app.shell.fold import Fold
from app.shell.form import Form
from app.shell.words import tooltip

if TYPE_CHECKING:
    from app.bodies.queries import BodyRow, LegalBasisRow, SeatRow
    from app.shell.context import Context, Refuse

NOBODY = ""
_FOLLOWED = ("chair", "vice_chair", "treasurer", "secretary")


class SeatBox(Fold):
    """One kind of seats: who and how many in the title, everything else when it is folded out.

    ``moved`` says how far the seat is wanted up (less than 0) or down among the others.
    """

    moved = Signal(int)

    def __init__(self, context: Context, others: Sequence[BodyRow]) -> None:
        super().__init__(context.tr, "")
        self.context = context
        self._others = tuple((row.id, row.name(context.tr.language)) for row in others)
        self.seat: SeatRow | None = None
        self._body: BodyRow | None = None
        tr = context.tr
        self.form = Form(context)
        rule_fields.add_facts(self.form, rule_fields.SEAT, self._save, tr)
        places: list[tuple[object, str]] = [(NOBODY, tr(N_("Nobody: somebody is chosen for it")))]
        places += [
            ((body_id, role), tr(N_("{role} in {body}"), role=tr(words.ROLE_WORDS[role]), body=name))
            for body_id, name in self._others
            for role in _FOLLOWED
        ]
        self.form.add_choice("follows", tr(N_("Held by whoever is")), places, self._save_follows)
        self.remove_button = QPushButton(tr(N_("Remove the seat")))
        icons.put(self.remove_button, "trash-2")
        self.remove_button.clicked.connect(self.remove)
        self.up_button = self._mover(N_("Move up"), "arrow-up", "Ctrl+Up", -1)
        self.down_button = self._mover(N_("Move down"), "arrow-down", "Ctrl+Down", 1)
        buttons = Flow()
        for button in (self.up_button, self.down_button, self.remove_button):
            buttons.add(button)
        self.body.addWidget(self.form)
        self.body.addWidget(buttons)

    def fits(self, others: Sequence[BodyRow]) -> bool:
        """Say whether the bodies whose offices it can follow are still the same."""
        return self._others == tuple((row.id, row.name(self.context.tr.language)) for row in others)

    def show_seat(self, seat: SeatRow, body: BodyRow) -> None:
        """Show what is written of the seat."""
        tr = self.context.tr
        self.seat, self._body = seat, body
        said = words.say_seat(seat, tr)
        self._title = f"{capital(seat.name(tr.language))}: {said}".replace("&", "&&")
        self.say_more("")
        values = rule_fields.shown(seat, rule_fields.SEAT, tr)
        follows = (seat.follows_body_id, seat.follows_role) if seat.follows_body_id is not None else NOBODY
        self.form.set_values({**values, "follows": follows})
        self.form.set_read_only(self.context.read_only)
        self.remove_button.setVisible(not self.context.read_only)
        places = [one.id for one in body.seats]
        for button, is_last in ((self.up_button, places[0]), (self.down_button, places[-1])):
            button.setVisible(not self.context.read_only and len(places) > 1)
            button.setEnabled(seat.id != is_last)

    def remove(self) -> None:
        """Remove the seat; refused with a sentence where somebody has sat in it."""
        from app.bodies.commands import remove_seat

        if self.seat is not None:
            self.context.do(N_("Removed the seat {seat} of {body}"), remove_seat, self.seat.id, arguments=self._names())

    def _mover(self, words_: str, icon: str, key: str, step: int) -> QPushButton:
        button = QPushButton(self.context.tr(words_))
        icons.put(button, icon)
        button.setToolTip(tooltip(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)))
        button.clicked.connect(lambda: self.moved.emit(step))
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.moved.emit(step) if button.isEnabled() else None)
        return button

    def _save(self, fact: Fact, value: Any, refuse: Refuse) -> object:
        from app.bodies.commands import set_seat

        if self.seat is None:
            return None
        names = {"what": later(fact.what), **self._names()}
        label = N_("Changed {what} for the seat {seat} of {body}")
        return self.context.do(label, set_seat, self.seat.id, fact.field, value, arguments=names, on_error=refuse)

    def _save_follows(self, value: Any, refuse: Refuse) -> object:
        from app.bodies.commands import set_seat

        seat = self.seat
        if seat is None:
            return None
        body_id, role = value if value else ("", "")

        def command(session: Any) -> None:
            set_seat(session, seat.id, "follows_body_id", str(body_id))
            if role:
                set_seat(session, seat.id, "follows_role", role)

        label = N_("Changed whose office the seat {seat} of {body} follows")
        return self.context.do(label, command, arguments=self._names(), on_error=refuse)

    def _names(self) -> dict[str, object]:
        language = self.context.tr.language
        return {
            "seat": self.seat.name(language) if self.seat is not None else "",
            "body": self._body.name(language) if self._body is not None else "",
        }


class BasisBox(Fold):
    """One thing the body rests on, and from when to when."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.tr, "")
        self.context = context
        self.basis: LegalBasisRow | None = None
        self._body: BodyRow | None = None
        tr = context.tr
        self.form = Form(context)
        rule_fields.add_facts(self.form, rule_fields.BASIS, self._save, tr)
        self.remove_button = QPushButton(tr(N_("Remove the legal basis")))
        icons.put(self.remove_button, "trash-2")
        self.remove_button.clicked.connect(self.remove)
        self.body.addWidget(self.form)
        self.body.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def is_to_be_written(self) -> bool:
        """Say whether it only says that there is a regulation, not yet which."""
        return self.basis is not None and self.basis.text.rstrip().endswith("…")

    def show_basis(self, basis: LegalBasisRow, body: BodyRow) -> None:
        """Show what is written of it."""
        tr = self.context.tr
        self.basis, self._body = basis, body
        self._title = basis.text.replace("&", "&&")
        self.say_more(words.say_period(basis.valid_from, basis.valid_to, tr))
        self.form.set_values(rule_fields.shown(basis, rule_fields.BASIS, tr))
        self.form.set_read_only(self.context.read_only)
        self.remove_button.setVisible(not self.context.read_only)

    def remove(self) -> None:
        """Take the line away."""
        from app.bodies.commands import remove_basis

        if self.basis is not None and self._body is not None:
            names = {"body": self._body.name(self.context.tr.language)}
            self.context.do(N_("Removed a legal basis of {body}"), remove_basis, self.basis.id, arguments=names)

    def _save(self, fact: Fact, value: Any, refuse: Refuse) -> object:
        from app.bodies.commands import set_basis

        if self.basis is None or self._body is None:
            return None
        names = {"what": later(fact.what), "body": self._body.name(self.context.tr.language)}
        label = N_("Changed {what} for {body}")
        return self.context.do(label, set_basis, self.basis.id, fact.field, value, arguments=names, on_error=refuse)
