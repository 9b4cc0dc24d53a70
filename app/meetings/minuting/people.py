"""Who is at the meeting, with one key for each thing that may be otherwise than expected?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.meetings.minuting.choosing import PersonDialog
from app.meetings.minuting.keyed_list import KeyedList, Row, RowCommand
from app.meetings.minuting.view import Comer, SittingView
from app.meetings.minuting.written import entered_line
from app.meetings.rows import ItemRow
from app.shell.context import Context, Done
from app.shell.error_line import ErrorLine
from app.shell.theme import GRID
from app.shell.words import Label

ICONS = {"present": "check", "excused": "x", "absent": "x"}


class PeopleStrip(QWidget):
    """The narrow strip: a row for each who should be there, letters that say what became of them, and guests."""

    asked = Signal()  # the list has or loses the focus: other keys hold

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.view: SittingView | None = None
        self.comers: tuple[Comer, ...] = ()
        self.may_edit = True
        tr = context.tr
        self.title = Label(tr(N_("Who is there")), "muted")
        self.list = KeyedList(tr(N_("Who is there")))
        self._usual = (
            RowCommand(tr(N_("&Present")), partial(self._attend, "present")),
            RowCommand(tr(N_("E&xcused")), partial(self._attend, "excused")),
            RowCommand(tr(N_("&Absent without notice")), partial(self._attend, "absent")),
            RowCommand(tr(N_("&Deputy in")), self.deputy_in),
            RowCommand(tr(N_("&Guest")), self.new_guest),
        )
        self._extra = RowCommand(tr(N_("&Extra parent")), self.call_extra)
        self.list.commands = self._usual
        self.list.focused.connect(lambda _on: self.asked.emit())
        self.guest = entered_line(context, tr(N_("Name of the guest")), tr(N_("Guest: name, and from where")))
        self.guest.entered.connect(self._add_guest)
        self.guest.left.connect(self._guest_left)
        self.guest.hide()
        self.error = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addWidget(self.guest)
        column.addWidget(self.error)

    def show_view(self, view: SittingView, item: ItemRow | None) -> None:
        """Show who is there, and who is out in a case."""
        self.view = view
        self.comers = view.comers(item, self.context.tr.language)
        self.list.commands = (*self._usual, self._extra) if view.calls_extra else self._usual
        self.list.show_rows([self._row(one) for one in self.comers])
        here = sum(one.is_present for one in self.comers)
        tr = self.context.tr
        self.title.setText(tr(N_("Who is there ({here} of {all})"), here=here, all=len(self.comers)))

    @property
    def comer(self) -> Comer | None:
        """Who one is at."""
        return next((one for one in self.comers if one.ids == self.list.key), None)

    def deputy_in(self) -> None:
        """Let a deputy sit for whom one is at, or no more: the only one at hand at once, one of several from a menu."""
        comer, view = self.comer, self.view
        if comer is None or view is None or not self.may_edit:
            return
        if comer.stands_in_for:
            self._seat_deputy(tuple(row.stands_in_for_id for row in comer.rows if row.stands_in_for_id), None)
            return
        free = [one for one in self.context.read(at_hand, comer.ids) if not one.taken]
        if free and (len(free) == 1 or free[0].is_personal):
            self._seat_deputy(free[0].rows, free[0].person_id)
            return
        if not free:
            self._choose_deputy(comer)
            return
        menu = QMenu(self)
        whose = menu.addAction(self.context.tr(N_("Who sits for {name}?"), name=comer.first.name).replace("&", "&&"))
        whose.setEnabled(False)
        for one in free:
            action = menu.addAction(one.name.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, one=one: self._seat_deputy(one.rows, one.person_id))
        action = menu.addAction(self.context.tr(N_("Somebody &else …")))
        action.triggered.connect(lambda _on=False: self._choose_deputy(comer))
        menu.setActiveAction(menu.actions()[1])
        menu.popup(self.list.mapToGlobal(QPoint(2 * GRID, self.list.visualItemRect(self.list.currentItem()).bottom())))

    def new_guest(self) -> None:
        """Ask for a guest's name, in a line under the list."""
        if self.may_edit:
            self.guest.show()
            self.guest.setFocus()

    def call_extra(self) -> None:
        """Ask for a parent who sits while the pupils are out, where the body has that rule."""
        from app.meetings.sitting import add_guest

        view = self.view
        if view is None or not self.may_edit:
            return

        def call(person_id: int) -> None:
            self._do(
                N_("Called in an extra parent at {meeting}"),
                lambda session: add_guest(session, view.detail.row.id, person_id=person_id, capacity="extra"),
            )

        PersonDialog(
            self, self.context, self.context.tr(N_("Which parent sits while the pupils are out?")), call
        ).open()

    def _row(self, one: Comer) -> Row:
        out = one.is_present and one.out
        return Row(one.ids, one.words(self.context.tr), "circle-dot" if out else ICONS[one.attended])

    def _attend(self, attended: str) -> None:
        from app.meetings.sitting import set_attended

        comer = self.comer
        if comer is None or not self.may_edit:
            return
        noted = self._do(
            N_("Noted who attended {meeting}"), lambda session: set_attended(session, comer.first.id, attended)
        )
        if noted and attended == "present":  # the deputy of somebody who is not there is the next key
            self.list.setCurrentRow(min(self.list.currentRow() + 1, self.list.count() - 1))

    def _seat_deputy(self, rows: Sequence[int], person_id: int | None) -> None:
        """Put a deputy in for somebody, in each of the bodies where it can be, as one step."""
        from app.meetings.sitting import put_in_deputy

        def put_in(session: Session) -> None:
            for row in rows:
                put_in_deputy(session, row, person_id)

        self._do(
            N_("Put a deputy in at {meeting}") if person_id is not None else N_("Took a deputy out at {meeting}"),
            put_in,
        )

    def _choose_deputy(self, comer: Comer) -> None:
        title = self.context.tr(N_("Who sits for {name}?"), name=comer.first.name)
        rows = tuple(row.id for row in comer.rows if row.has_vote or row.is_member)
        then = partial(self._seat_deputy, rows)
        # Not at once: a menu that is closing takes the focus with it.
        QTimer.singleShot(0, self, lambda: PersonDialog(self, self.context, title, then).open())

    def _add_guest(self) -> None:
        from app.meetings.sitting import add_guest

        name, view = self.guest.text().strip(), self.view
        if not name or view is None:
            self._close_guest()
            return
        if self._do(
            N_("Wrote down a guest at {meeting}"), lambda session: add_guest(session, view.detail.row.id, guest=name)
        ):
            self._close_guest()

    def _guest_left(self) -> None:
        if not self.guest.hasFocus() and not self.guest.text().strip():
            self.guest.hide()

    def _close_guest(self) -> None:
        self.guest.clear()
        self.list.setFocus()
        self.guest.hide()
        self.error.clear()

    @property
    def _meeting(self) -> str:
        from app.meetings.words import say_meeting

        return say_meeting(self.view.detail.row, self.context.tr) if self.view is not None else ""

    def _do(self, label: str, command: Callable[[Session], Any]) -> Done | None:
        self.error.clear()
        return self.context.do(
            label,
            command,
            arguments={"meeting": self._meeting},
            on_error=lambda words, _field: self.error.say(words),
        )


@dataclass(frozen=True)
class AtHand:
    """Somebody who can sit for a member, and in which of the member's rows."""

    person_id: int
    name: str
    is_personal: bool
    taken: bool
    rows: tuple[int, ...]


def at_hand(session: Session, ids: Sequence[int]) -> tuple[AtHand, ...]:
    """Return who can sit for somebody, whom to ask first first, each once though it is in two bodies."""
    from app.meetings.seating import deputies_for
    from db.models import Attendance

    found: dict[int, AtHand] = {}
    for row_id in ids:
        for one in deputies_for(session, session.get_one(Attendance, row_id)):
            before = found.get(one.person_id)
            rows = (*(before.rows if before is not None else ()), row_id)
            personal = one.is_personal or (before is not None and before.is_personal)
            found[one.person_id] = AtHand(one.person_id, one.name, personal, one.taken, rows)
    return tuple(found.values())
