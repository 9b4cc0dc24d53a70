"""Which election is to be held: to which office, of which class, when?"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.words import wrapped

ALL_CLASSES = 0


class NewElectionDialog(Dialog):
    """The office, the class or grade where there is one, and the day; ``planned`` carries the election's id."""

    planned = Signal(int)

    def __init__(self, parent: QWidget, context: Context, day: date) -> None:
        from app.bodies.queries import bodies
        from app.school.queries import school_classes

        tr = context.tr
        super().__init__(parent, tr, tr(N_("New election")))
        self.context = context
        language = tr.language
        self._seats = {
            seat.id: seat
            for body in context.read(bodies, day)
            for seat in body.seats
            if seat.filled_by == "election" and seat.follows_body_id is None
        }
        names = {body.id: body.name(language) for body in context.read(bodies, day)}
        self.seat = QComboBox()
        self.seat.setMaxVisibleItems(20)
        for seat in self._seats.values():
            body, name = names[seat.body_id], seat.name(language)
            self.seat.addItem(f"{body}: {name}" if name and name.casefold() != body.casefold() else body, seat.id)
        self.unit = QComboBox()
        self.unit.setMaxVisibleItems(20)
        self._classes = context.read(school_classes, context.year, day)
        self.held_on = QLineEdit(tr.date(day))
        self.kind = QComboBox()
        self.kind.addItem(tr(N_("ordinary")), "ordinary")
        self.kind.addItem(tr(N_("by-election")), "by_election")
        self.add_field("seat", tr(N_("&Office")), self.seat)
        self.add_field("class", tr(N_("&Class or grade")), self.unit)
        self.add_field("held_on", tr(N_("&Held on")), self.held_on)
        self.add_field("kind", tr(N_("&Kind")), self.kind)
        self._none = wrapped(
            tr(N_("No office is filled by election yet. Set it up under Councils and committees.")), "muted"
        )
        self.body.addWidget(self._none)
        self._none.setVisible(not self._seats)
        self.seat.currentIndexChanged.connect(lambda _at: self._follow_seat())
        self.yes = self.add_buttons(tr(N_("&Plan it")))
        self.yes.setEnabled(bool(self._seats))
        self._follow_seat()

    def _follow_seat(self) -> None:
        seat = self._seats.get(self.seat.currentData())
        tr = self.context.tr
        self.unit.clear()
        if seat is not None and seat.unit == "class":
            self.unit.addItem(tr(N_("all classes")), ALL_CLASSES)
            for row in self._classes:
                if seat.is_for(row.grade, row.last_grade):
                    self.unit.addItem(row.name, row.id)
        elif seat is not None and seat.unit == "grade":
            for grade in sorted({row.grade for row in self._classes if row.grade is not None}):
                if seat.is_for(grade):
                    self.unit.addItem(tr(N_("grade {grade}"), grade=grade), grade)
        self.show_field("class", seat is not None and seat.unit != "school")

    def submit(self) -> None:
        from app.elections.commands import plan_all_classes, plan_election

        self.clear_errors()
        seat = self._seats.get(self.seat.currentData())
        if seat is None:
            return
        try:
            day = parse_date(self.held_on.text())
        except UserError as error:
            self.refuse(self.context.tr(error.message), "held_on")
            return
        context, unit, kind = self.context, self.unit.currentData(), str(self.kind.currentData())
        label, words = N_("Planned an election: {what}"), {"what": self.seat.currentText()}
        if seat.unit == "class" and unit == ALL_CLASSES:
            done = context.do(
                label, plan_all_classes, [seat.id], context.year, day, arguments=words, on_error=self.refuse
            )
            ids = done.result if done is not None else ()
            if done is not None:
                if ids:
                    self.planned.emit(int(ids[0]))
                self.accept()
            return
        class_id = unit if seat.unit == "class" else None
        grade = unit if seat.unit == "grade" else None
        done = context.do(
            label,
            lambda session: plan_election(
                session, seat.id, context.year, class_id=class_id, grade=grade, held_on=day, kind=kind
            ),
            arguments=words,
            on_error=self.refuse,
        )
        if done is not None:
            self.planned.emit(int(done.result))
            self.accept()
