"""What else can become of a case in the middle of a meeting: put off, withdrawn, sent on, closed?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QWidget

from app.core.i18n import N_
from app.meetings.minuting.choosing import BodiesDialog, ProvisionDialog
from app.meetings.minuting.view import SittingView
from app.meetings.rows import ItemRow
from app.meetings.words import say_meeting
from app.shell.context import Context, Done, Refuse


class CaseCommands:
    """The commands of the case one is at, as the lines of a menu; each letter is a key once the menu is open."""

    def __init__(self, owner: QWidget, context: Context, view: SittingView, item: ItemRow) -> None:
        self.owner, self.context, self.view, self.item = owner, context, view, item

    def menu(self) -> QMenu:
        """Build the menu: what holds of the case now is not offered."""
        tr, item = self.context.tr, self.item
        menu = QMenu(self.owner)
        lines: list[tuple[str, Callable[[], object], bool]] = [
            (N_("The &minutes were approved …"), self.approve_minutes, self._approves_open_minutes()),
            (N_("&Postpone to the next meeting"), self.postpone, item.outcome != "postponed"),
            (N_("&Withdraw"), self.withdraw, item.outcome != "withdrawn"),
            (N_("&Treat it after all"), self.treat, item.outcome in ("postponed", "withdrawn")),
            (N_("Send it &on to another body …"), self.forward, True),
            (N_("The pupils &leave"), self.let_pupils_leave, item.openness != "pupils_leave"),
            (N_("&Close the doors …"), self.close_doors, item.openness != "closed"),
            (N_("Treat it ope&nly"), self.open_doors, item.openness != "open"),
        ]
        for words, call, possible in lines:
            if possible:
                action = menu.addAction(tr(words))
                # Not at once: a menu that is closing takes the focus with it.
                action.triggered.connect(lambda _on=False, call=call: QTimer.singleShot(0, self.owner, call))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        return menu

    def approve_minutes(self) -> None:
        """Ask whether with changes, and lock the minutes this case approves."""
        from app.meetings.minutes import approve
        from app.meetings.minuting.approving import approving_cases
        from app.meetings.minuting.minutes_dialogs import ApproveDialog
        from app.meetings.queries import meeting_row

        which, tr = self.item.approves_meeting_id, self.context.tr
        if which is None:
            return
        meeting = say_meeting(self.context.read(meeting_row, which), tr)
        here = tuple(one for one in self.context.read(approving_cases, which) if one.item.id == self.item.id)

        def then(day: date, item_id: int | None, with_changes: bool, text: str, refuse: Refuse) -> object:
            args = (which, day, item_id, with_changes, text)
            label = N_("Approved the minutes of {meeting}")
            return self.context.do(label, approve, *args, arguments={"meeting": meeting}, on_error=refuse)

        title = tr(N_("The minutes were approved: {meeting}"), meeting=meeting)
        ApproveDialog(self.owner, self.context, title, here, then).open()

    def _approves_open_minutes(self) -> bool:
        """Say whether the case is about minutes that are not locked yet."""
        from sqlalchemy.exc import NoResultFound

        from app.meetings.queries import meeting_row

        if self.item.approves_meeting_id is None:
            return False
        try:
            status = self.context.read(meeting_row, self.item.approves_meeting_id).status
        except NoResultFound:
            return False
        return status in ("held", "sent", "received")

    def postpone(self) -> None:
        from app.meetings.agenda import postpone

        self._do(N_("Postponed case {case}"), postpone, self.item.id)

    def withdraw(self) -> None:
        from app.meetings.agenda import withdraw

        self._do(N_("Withdrew case {case}"), withdraw, self.item.id)

    def treat(self) -> None:
        from app.meetings.agenda import set_item

        self._do(N_("Took case {case} up again"), set_item, self.item.id, "outcome", "")

    def let_pupils_leave(self) -> None:
        from app.meetings.agenda import close

        self._do(N_("Let the pupils leave in case {case}"), close, self.item.id, "pupils_leave", "")

    def open_doors(self) -> None:
        from app.meetings.agenda import reopen

        self._do(N_("Opened case {case}"), reopen, self.item.id)

    def close_doors(self) -> None:
        """Ask by which provision, and close the case."""
        from app.meetings.agenda import close
        from app.meetings.presets import provisions

        tr = self.context.tr
        known = [one.text(tr.language) for one in provisions("closed", self.view.detail.row.held_on)]

        def then(provision: str, refuse: Refuse) -> object:
            return self._do(N_("Closed case {case}"), close, self.item.id, "closed", provision, refuse=refuse)

        given = self.item.provision if self.item.openness == "closed" else ""  # not what the pupils left by
        title = tr(N_("Close case {case}"), case=self.view.short_name(self.item))
        ProvisionDialog(self.owner, self.context, title, known, given, then).open()

    def forward(self) -> None:
        """Ask which bodies the case goes on to."""
        from app.bodies.queries import bodies
        from app.meetings.agenda import forward

        tr = self.context.tr
        mine = {self.item.body_id}
        others = [(one.id, one.name(tr.language)) for one in self.context.read(bodies) if one.id not in mine]

        def then(chosen: tuple[int, ...], refuse: Refuse) -> object:
            return self._do(N_("Sent case {case} on"), forward, self.item.id, chosen, refuse=refuse)

        title = tr(N_("Send case {case} on"), case=self.view.short_name(self.item))
        BodiesDialog(self.owner, self.context, title, others, then).open()

    def _do(self, label: str, command: Callable[..., Any], *args: Any, refuse: Refuse | None = None) -> Done | None:
        return self.context.do(
            label, command, *args, arguments={"case": self.view.short_name(self.item)}, on_error=refuse
        )
