"""What becomes of everything somebody holds who steps down, and who must be told?"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.bodies import words
from app.bodies.leaving import Decision, Held, Leaving, Told, step_down, what_hangs_on
from app.bodies.showing.candidates import candidates
from app.bodies.showing.said import capital
from app.contacts.person.picker import GivenPicker
from app.contacts.person.widgets import section
from app.core.errors import UserError
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.form import ChoiceField
from app.shell.noted import noted
from app.shell.page import scrolled
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

MOVES_UP, VACANT, ANOTHER, KEEPS = "moves_up", "vacant", "another", "keeps"
COPIED = N_("List of who should be told copied (office), persons: {number}")
WHY = {
    "chair": N_("leads {body}"),
    "contact_teacher": N_("contact teacher of {class_name}"),
    "member": N_("sits in {body}, where a seat falls vacant"),
    "successor": N_("next in line in {body}"),
}


class OfficeRow(QWidget):
    """One office: what becomes of it, and the seats in other bodies that hang on it."""

    def __init__(self, context: Context, held: Held, hanging: list[Held], day: date) -> None:
        super().__init__()
        self.context, self.held, self._day = context, held, day
        self.people: GivenPicker | None = None
        tr = context.tr
        choices: list[tuple[object, str]] = [
            ((MOVES_UP, one.id), tr(N_("{name} moves up"), name=one.full_name)) for one in held.in_line
        ]
        choices += [
            ((VACANT, 0), tr(N_("Nobody yet: it is vacant"))),
            ((ANOTHER, 0), tr(N_("Somebody else …"))),
            ((KEEPS, 0), tr(N_("Keeps this office"))),
        ]
        self.choice = ChoiceField(choices)
        self.choice.currentIndexChanged.connect(lambda _at: self._chosen())
        label = Label(self.what)
        label.setBuddy(self.choice)
        self.choice.setAccessibleName(self.what)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(label)
        column.addWidget(self.choice)
        self._column = column
        for one in hanging:
            said = tr(N_("With it goes the seat in {body}: it follows whoever takes over."), body=self._name(one))
            column.addWidget(wrapped(said, "muted"))

    @property
    def what(self) -> str:
        """Return FAU: chair, or FAU: representative 5A."""
        tr, office, seat = self.context.tr, self.held.office, self.held.seat
        role = words.role_name(office, tr)
        if office.role == "member" and seat is not None:
            role = seat.name(tr.language)
        return f"{self._name(self.held)}: {role} {office.class_name}".strip()

    @property
    def decision(self) -> Decision | None:
        """What is decided; None if the office is kept. Raises UserError where nobody is chosen yet."""
        kind, office_id = self.choice.currentData()
        mine = self.held.office.id
        if kind == KEEPS:
            return None
        if kind == MOVES_UP:
            return Decision(mine, moves_up=int(office_id))
        if kind == VACANT:
            return Decision(mine)
        person = self.people.person_id if self.people is not None else None
        if person is None:
            raise UserError(N_("Choose who takes over {office}."), office=self.what)
        return Decision(mine, person=person)

    def _name(self, held: Held) -> str:
        return held.body.name(self.context.tr.language)

    def _chosen(self) -> None:
        kind, _ = self.choice.currentData()
        if kind == ANOTHER and self.people is None:
            held, context, day = self.held, self.context, self._day
            found = context.read(
                partial(
                    candidates,
                    body=held.body,
                    seat=held.seat,
                    class_id=held.office.class_id,
                    grade=held.office.grade,
                    year=context.year,
                    on=day,
                    tr=context.tr,
                )
            )
            self.people = GivenPicker(context, [one for one in found if one.id != held.office.person_id])
            self.people.list.setMinimumHeight(12 * GRID)
            self._column.insertWidget(2, self.people)
        if self.people is not None:
            self.people.setVisible(kind == ANOTHER)
            if kind == ANOTHER:
                QTimer.singleShot(0, self.people.setFocus)


class LeaveDialog(Dialog):
    """Each office with its successor or vacant, who should be told, the last day and why; done as one step."""

    def __init__(self, parent: QWidget, context: Context, person_id: int, day: date) -> None:
        tr = context.tr
        self.leaving: Leaving = context.read(what_hangs_on, person_id, context.year, day)
        super().__init__(parent, tr, tr(N_("{name} steps down"), name=self.leaving.name))
        self.context = context
        self.setMinimumWidth(80 * GRID)
        own = [held for held in self.leaving.held if not held.office.derived]
        self.rows = [OfficeRow(context, held, self._hanging_on(held), day) for held in own]
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID // 2)
        for row in self.rows:
            column.addWidget(row)
        self._add_open(column)
        self._add_told(column)
        column.addStretch(1)
        room = scrolled(content)
        room.setMinimumHeight(min(content.sizeHint().height() + 2 * GRID, 48 * GRID))
        self.body.insertWidget(0, room, 1)
        self.last_day = QLineEdit(tr.date(day))
        self.because = ChoiceField(
            [
                ("resigned", tr(N_("The office is left"))),
                ("left_school", tr(N_("The child or the person leaves the school"))),
            ]
        )
        self.add_field("last_day", tr(N_("&Last day")), self.last_day)
        self.add_field("because", tr(N_("W&hy")), self.because)
        self.write_after = QCheckBox(tr(N_("Then &write to those who should be told")))
        self.write_after.setEnabled(bool(self._told_people()))
        self.body.addWidget(self.write_after)
        self.add_buttons(tr(N_("&Steps down")))
        if self.rows:
            self.rows[0].choice.setFocus()

    @property
    def has_offices(self) -> bool:
        """Say whether there is anything to leave."""
        return bool(self.rows)

    @property
    def name(self) -> str:
        """Who steps down."""
        return self.leaving.name

    def submit(self) -> None:
        """End the offices and let others take over, as one step."""
        self.clear_errors()
        tr = self.context.tr
        try:
            decisions = [decision for row in self.rows if (decision := row.decision) is not None]
        except UserError as error:
            self.refuse(tr(error.message, **error.values))
            return
        if not decisions:
            self.refuse(tr(N_("Choose at least one office that is left.")))
            return
        try:
            day = parse_date(self.last_day.text())
        except UserError as error:
            self.refuse(tr(error.message, **error.values), "last_day")
            return
        if day is None:
            self.refuse(tr(N_("Write the day, for example 24.08.2026.")), "last_day")
            return
        because = str(self.because.currentData())
        command = partial(step_down, because=because)
        people = self._told_people() if self.write_after.isChecked() else []
        done = self.context.do(
            N_("{name} stepped down"),
            command,
            self.leaving.person_id,
            day,
            decisions,
            arguments={"name": self.name},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            if people:
                QTimer.singleShot(0, partial(_write, self.context, people, day))

    def copy_told(self) -> bool:
        """Put the list of who should be told on the clipboard."""
        if not noted(self.context, COPIED, self._told_people()):
            return False
        QGuiApplication.clipboard().setText("\n".join(self.told_lines))
        self.context.notify(self.context.tr(N_("The list is copied.")))
        return True

    @property
    def told_lines(self) -> list[str]:
        """Who should be told, and why."""
        reasons: dict[tuple[int, str], dict[str, list[Told]]] = {}
        for told in self.leaving.tell:
            if told.person_id is not None:
                reasons.setdefault((told.person_id, told.name), {}).setdefault(told.why, []).append(told)
        return [
            f"{name}: {', '.join(self._say_why(why, about) for why, about in found.items())}"
            for (_, name), found in reasons.items()
        ]

    def _told_people(self) -> list[int]:
        return list(dict.fromkeys(told.person_id for told in self.leaving.tell if told.person_id is not None))

    def _say_why(self, why: str, about: list[Told]) -> str:
        language = self.context.tr.language
        bodies = {held.body.id: held.body.name(language) for held in self.leaving.held}
        names = dict.fromkeys(bodies.get(told.body_id, "") for told in about)
        classes = dict.fromkeys(told.class_name for told in about)
        return self.context.tr(WHY[why], body=", ".join(names), class_name=", ".join(classes))

    def _hanging_on(self, held: Held) -> list[Held]:
        return [one for one in self.leaving.held if one.office.derived and one.office.id == held.office.id]

    def _add_open(self, column: QVBoxLayout) -> None:
        tr = self.context.tr
        if self.leaving.open:
            column.addWidget(section(tr(N_("This waits for {name} too"), name=self.name)))
            for thing in self.leaving.open:
                column.addWidget(wrapped(tr.say(thing.what.msgid, thing.what.values)))

    def _add_told(self, column: QVBoxLayout) -> None:
        tr = self.context.tr
        self.copy_button = QPushButton(tr(N_("&Copy the list")))
        self.copy_button.setAutoDefault(False)
        icons.put(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy_told)
        lines = self.told_lines
        self.copy_button.setVisible(bool(lines))
        column.addWidget(section(tr(N_("Should be told")), self.copy_button))
        for line in lines or [tr(N_("Nobody but the office."))]:
            column.addWidget(wrapped(capital(line)))


def _write(context: Context, people: list[int], day: date) -> None:
    from app.contacts.reaching.panel import ReachingPanel

    words_ = context.tr.n("Only {n} person", "All {n} persons", len(people))
    context.show_panel(ReachingPanel(context, [(words_, people)], day))
