"""Which of the groups that a file brought are the school's bodies?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from app.bodies import words
from app.bodies.presets import Preset, presets
from app.bodies.queries import body
from app.bodies.taken_over import WHY_NOT, TakenOver, WaitingGroup, take_over, waiting_groups
from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Outcome(NamedTuple):
    """The bodies that groups were taken over into, and what became of the members of each."""

    bodies: tuple[int, ...]
    groups: tuple[TakenOver, ...]


class TakeOverDialog(Dialog):
    """Each group with the body its members get seats in, an own one or a new one; ``added`` carries the first."""

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context, day: date) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Take over from the file")))
        self.context = context
        self.setMinimumWidth(72 * GRID)
        self._year = context.year
        self.groups: tuple[WaitingGroup, ...] = context.read(waiting_groups, context.year, day)
        self.ticks: list[QCheckBox] = []
        text = N_(
            "The file says who is in these groups. They get the seats they fit in; whoever sits there already stays."
        )
        self.body.insertWidget(0, wrapped(tr(text)))
        for at, group in enumerate(self.groups):
            tick = QCheckBox(self._say(group).replace("&", "&&"))
            tick.setChecked(True)
            self.ticks.append(tick)
            self.body.insertWidget(1 + at, tick)
        self.day = QLineEdit(tr.date(day))
        self.add_field("valid_from", tr(N_("&From day")), self.day)
        self.add_buttons(tr(N_("&Take over")))

    def submit(self) -> None:
        """Take over what is ticked, as one step."""
        self.clear_errors()
        tr = self.context.tr
        chosen = [group for group, tick in zip(self.groups, self.ticks, strict=True) if tick.isChecked()]
        if not chosen:
            self.refuse(tr(N_("Tick at least one group.")))
            return
        try:
            day = parse_date(self.day.text())
        except UserError as error:
            self.refuse(tr(error.message, **error.values), "valid_from")
            return
        if day is None:
            self.refuse(tr(N_("Write the day, for example 24.08.2026.")), "valid_from")
            return
        names = {"names": ", ".join(group.name for group in chosen)}
        command = partial(_take_over_all, groups=chosen, year=self._year, day=day)
        done = self.context.do(N_("Took over {names} from the file"), command, arguments=names, on_error=self.refuse)
        if done is not None:
            outcome: Outcome = done.result
            self.added.emit(outcome.bodies[0])
            self.accept()
            rest = [one for group in outcome.groups for one in group.rest]
            if rest:
                lines = [f"{one.name}: {tr(WHY_NOT[one.why])}" for one in rest]
                QTimer.singleShot(0, partial(_show_rest, self.parentWidget(), self.context, lines))

    def _say(self, group: WaitingGroup) -> str:
        tr = self.context.tr
        number = tr.n("{n} person", "{n} persons", group.waiting)
        if group.body_id is not None:
            into = self.context.read(body, group.body_id).name(tr.language)
            return tr(N_("{group}: {number} into {body}"), group=group.name, number=number, body=into)
        new = preset_for(group.kind)
        into = f"{new.name(tr.language)} ({words.say_body(new, tr)})"
        return tr(N_("{group}: {number} into a new body, {body}"), group=group.name, number=number, body=into)


def preset_for(kind: str) -> Preset:
    """Return the ready-made body of a kind that most schools have, or else the first of it."""
    found = [preset for preset in presets() if preset.kind == kind]
    return next((preset for preset in found if preset.usual), found[0])


def _take_over_all(session: Session, groups: Sequence[WaitingGroup], year: int, day: date) -> Outcome:
    """Take over groups, adding the bodies the school has not got. Raises UserError."""
    from app.bodies.commands import add_body

    new: dict[str, int] = {}
    ids, taken = [], []
    for group in groups:
        body_id = group.body_id or new.get(group.kind)
        if body_id is None:
            body_id = new[group.kind] = add_body(session, preset_for(group.kind).code)
        ids.append(body_id)
        taken.append(take_over(session, body_id, group.group_id, year, day))
    return Outcome(tuple(ids), tuple(taken))


def _show_rest(parent: QWidget | None, context: Context, lines: Sequence[str]) -> None:
    """Say who got no seat, and why."""
    tr = context.tr
    dialog = Dialog(parent, tr, tr(N_("Not everybody got a seat")))
    for line in lines:
        dialog.body.addWidget(wrapped(line))
    button = QPushButton(tr(N_("&Close")))
    button.clicked.connect(dialog.accept)
    dialog.buttons.addWidget(button)
    dialog.open()
