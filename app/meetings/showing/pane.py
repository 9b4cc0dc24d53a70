"""What stands beside the list of meetings: one meeting, its agenda, and what is to be done with it now?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core import clock
from app.core.about import Saying
from app.core.i18n import N_
from app.meetings.minuting.receiving import accept_drops
from app.meetings.showing import next_step
from app.meetings.showing.agenda_part import AgendaPart
from app.meetings.showing.doing import Doing
from app.meetings.showing.facts_box import FactsBox
from app.meetings.showing.header import Header
from app.meetings.showing.look import MeetingLook, look_of
from app.meetings.showing.papers import AGENDA, FOLDER, MINUTES, NOTICE, show_paper
from app.meetings.showing.received_box import ReceivedBox
from app.shell import icons
from app.shell.page import EmptyState
from app.shell.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.shell.context import Context

CHANGEABLE = ("planned", "called", "held", "sent", "received")


class MeetingPane(QWidget):
    """One meeting; ``show_meeting`` chooses it, ``reload`` reads it again, ``may_leave`` keeps what is typed."""

    gone = Signal()  # the meeting that was shown is not there any more

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.meeting_id: int | None = None
        self.look: MeetingLook | None = None
        self.doing = Doing(context)
        tr = context.tr
        self.setAccessibleName(tr(N_("The meeting")))
        self.header = Header(context, self.do)
        self.facts = FactsBox(context, self.doing)
        self.received = ReceivedBox(context, self.write_beside, self._remove_received)
        self.agenda = AgendaPart(context, self.doing, self.propose)
        self.agenda.changed.connect(self.reload)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.header)
        column.addWidget(self.facts)
        column.addWidget(self.received)
        column.addWidget(self.agenda, 1)
        self.nothing = EmptyState(
            tr(N_("No meeting chosen")), tr(N_("Choose a meeting in the list.")), icon="calendar-days"
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._make_menu()
        accept_drops(self, context, lambda: self.meeting_id if self.may_receive else None, self._received)

    # -- what is shown

    def show_meeting(self, meeting_id: int | None) -> bool:
        """Show a meeting, or none; False where something typed was refused and the old one stays."""
        if meeting_id != self.meeting_id and self.meeting_id is not None and not self.may_leave():
            return False
        self.meeting_id = meeting_id
        self.reload()
        return True

    def reload(self) -> None:
        """Read again what is shown; what is being typed stays."""
        from sqlalchemy.exc import NoResultFound

        look: MeetingLook | None = None
        if self.meeting_id is not None and self.context.store is not None:
            try:
                look = self.context.read(look_of, self.meeting_id, self.context.tr.language)
            except NoResultFound:  # taken away, or undone
                self.meeting_id = None
                QTimer.singleShot(0, self, self.gone.emit)
        self.look = look
        self.doing.row = look.row if look is not None else None
        self._stack.setCurrentIndex(1 if look is not None else 0)
        may = look is not None and not self.context.read_only
        may_write = may and look is not None and look.row.status in CHANGEABLE
        self.agenda.show_look(look, may_write=may_write)
        self.facts.show_look(look, may_write=may_write, may_note=may)
        self.received.show_detail(look.detail if look is not None else None, may_write=may_write)
        if look is not None:
            self.header.show_row(look.row, next_step.next_step(look.detail, clock.today()), self._say_remark(look))
        self._set_actions(may_write)

    def may_leave(self) -> bool:
        """Keep what is typed; False if it was refused, and then the cursor is put there."""
        return self.look is None or (self.agenda.may_leave() and self.facts.may_leave())

    def focus_first(self) -> None:
        """Be at the next step, or in the agenda where there is none."""
        if self.header.step and self.header.next_button.isVisible():
            self.header.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.agenda.focus_first()

    def show_item(self, item_id: int) -> None:
        """Unfold one case of the meeting that is shown."""
        self.agenda.table.go_to(item_id)
        self.agenda.open_case()

    # -- what is done

    def do(self, step: str) -> None:
        """Do the next step, or another one of ``next_step.STEPS``."""
        calls: dict[str, Callable[[], object]] = {
            next_step.PROPOSE: self.propose,
            next_step.ADD: self.agenda.begin_new,
            next_step.SEND: self.send,
            next_step.CHANGE: self.send,
            next_step.TELL: self.send,
            next_step.FOLDER: lambda: self.show_paper(FOLDER),
            next_step.SIT: self.sit,
            next_step.FINISH: self.sit,
            next_step.MINUTES: self.finish_minutes,
            next_step.RECEIVE: self.receive,
            next_step.PRINT_MINUTES: lambda: self.show_paper(MINUTES),
        }
        call = calls.get(step)
        if call is not None and self.look is not None and self.may_leave():
            call()

    def propose(self) -> None:
        """Show what could stand on the agenda."""
        from app.meetings.proposing import proposals
        from app.meetings.showing.propose_dialog import ProposeDialog

        if self.look is None or not self.may_leave():
            return
        found = self.context.read(proposals, self.look.row.id)
        if not found:
            self.context.notify(self.context.tr(N_("Nothing more is known that could stand on the agenda.")))
            return
        ProposeDialog(self, self.context, self.doing, found, self._taken).open()

    def _taken(self) -> None:
        self.reload()
        self.focus_first()

    def send(self) -> None:
        """Open what hands the notice out."""
        from app.meetings.showing.send_panel import SendPanel

        if self.look is not None and self.may_leave():
            self.context.show_panel(SendPanel(self.context, self.look.row.id))

    def sit(self) -> None:
        """Open the screen that is written in while people talk."""
        from app.meetings.minuting.sitting_panel import SittingPanel

        if self.look is not None and self.may_leave():
            self.context.show_panel(SittingPanel(self.context, self.look.row.id))

    def finish_minutes(self) -> None:
        """Open the minutes' way: sent, remarks, approval, additions."""
        from app.meetings.minuting.minutes_box import MinutesPanel

        if self.look is not None and self.may_leave():
            self.context.show_panel(MinutesPanel(self.context, self.look.row.id))

    @property
    def may_receive(self) -> bool:
        """Whether minutes others wrote can come now: the meeting was held, and its own minutes are not approved."""
        row = self.look.row if self.look is not None else None
        if row is None or self.context.read_only:
            return False
        return row.status in CHANGEABLE and row.held_on <= clock.today()

    def receive(self) -> None:
        """Ask for the document others wrote their minutes in."""
        from app.meetings.minuting.receiving import choose_minutes

        if self.look is not None and self.may_receive and self.may_leave():
            choose_minutes(self, self.context, self.look.row.id, self._received)

    def write_beside(self) -> None:
        """Ask for decisions and what is to be done, beside what was received."""
        from app.meetings.minuting.receiving import BesideDialog

        if self.look is not None and self.may_receive and self.may_leave():
            BesideDialog(self, self.context, self.look.row.id, self.reload).open()

    def _received(self) -> None:
        self.reload()
        self.received.files.list.setFocus()

    def _remove_received(self, received_id: int) -> None:
        self.doing.remove_received(received_id)
        self.reload()

    def show_paper(self, report_id: str) -> None:
        """Open the preview of a paper about the meeting."""
        if self.look is not None and self.may_leave():
            show_paper(self.context, self.look.row, report_id)

    def cancel(self) -> None:
        """Ask why, and cancel the meeting."""
        from app.shell.dialog import ask_reason

        if self.look is None or not self.may_leave():
            return
        tr = self.context.tr
        ask_reason(
            self,
            tr,
            title=tr(N_("Cancel the meeting?")),
            text=tr(
                N_("{meeting} stays in the list as cancelled. Those who were called must be told."),
                meeting=self.doing.meeting,
            ),
            yes=tr(N_("&Cancel the meeting")),
            then=self.doing.cancel,
        )

    def _say_remark(self, look: MeetingLook) -> str:
        """Say what those who were called do not know yet, and that the notice went out later than the rule wants.

        The latter as it will stand in the minutes.
        """
        from app.meetings.notices import notice_remark
        from app.meetings.told import changes, say_change

        tr = self.context.tr
        said = [notice_remark(look.detail)]
        changed = [say_change(one, tr) for one in changes(look.detail)] if look.row.status == "called" else []
        if changed:
            said.append(Saying(N_("Not told yet: {changes}"), {"changes": "; ".join(changed)}))
        return " ".join(say_change(one, tr) for one in said if one is not None)

    # -- the menu

    def _make_menu(self) -> None:
        tr, menu = self.context.tr, self.header.menu
        self.send_action = self._action(tr(N_("Send the not&ice …")), self.send, "mail")
        self.sit_action = self._action(tr(N_("&Write while the meeting goes on")), self.sit, "clipboard-list")
        self.minutes_action = self._action(tr(N_("Minutes: se&nd, remarks, approval …")), self.finish_minutes, "check")
        self.receive_action = self._action(tr(N_("Rec&eive minutes …")), self.receive, "download")
        papers = (
            (NOTICE, N_("Print the n&otice …"), "printer"),
            (AGENDA, N_("Print the &agenda …"), "printer"),
            (FOLDER, N_("Meeting &folder …"), "folder-open"),
            (MINUTES, N_("Print the &minutes …"), "printer"),
        )
        self.paper_actions = {
            id: self._action(tr(words), partial(self.show_paper, id), icon) for id, words, icon in papers
        }
        self.facts_action = self._action(tr(N_("Change &day, time or place")), self._go_to_facts, "calendar")
        self.cancel_action = self._action(tr(N_("&Cancel the meeting …")), self.cancel, "x")
        self.uncancel_action = self._action(tr(N_("&Hold it after all")), self._uncancel, "undo-2")
        self.remove_action = self._action(tr(N_("&Remove the meeting")), self._remove, "trash-2")
        for group in (
            (self.send_action, self.sit_action, self.minutes_action, self.receive_action),
            tuple(self.paper_actions.values()),
            (self.facts_action, self.cancel_action, self.uncancel_action, self.remove_action),
        ):
            for action in group:
                menu.addAction(action)
            menu.addSeparator()

    def _action(self, words: str, call: Callable[[], object], icon: str) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: call())
        icons.put(action, icon)
        return action

    def _set_actions(self, may_write: bool) -> None:
        row = self.look.row if self.look is not None else None
        status = row.status if row is not None else ""
        is_open = may_write and row is not None
        has_items = row is not None and row.items > 0
        is_cancelled = status == "cancelled" and row is not None and row.sent_on is not None
        self.send_action.setText(self.context.tr(self._say_send()))
        self.send_action.setEnabled((is_open and status in ("planned", "called")) or is_cancelled)
        self.sit_action.setEnabled(is_open and has_items)
        self.minutes_action.setEnabled(status in ("held", "sent", "approved"))
        self.receive_action.setEnabled(self.may_receive)
        self.paper_actions[MINUTES].setEnabled(status in ("held", "sent", "approved"))
        self.facts_action.setEnabled(is_open)
        self.cancel_action.setVisible(status in ("planned", "called"))
        self.cancel_action.setEnabled(is_open)
        self.uncancel_action.setVisible(status == "cancelled")
        self.uncancel_action.setEnabled(not self.context.read_only)
        self.remove_action.setEnabled(is_open and status == "planned")

    def _say_send(self) -> str:
        """Return what is sent: the notice, a change of it, or that the meeting is cancelled."""
        from app.meetings.told import changes

        if self.look is not None and self.look.row.status == "cancelled":
            return next_step.STEPS[next_step.TELL].words
        is_changed = self.look is not None and bool(changes(self.look.detail))
        return next_step.STEPS[next_step.CHANGE if is_changed else next_step.SEND].words

    def _go_to_facts(self) -> None:
        self.facts.go_to("held_on")

    def _uncancel(self) -> None:
        self.doing.uncancel()
        self.reload()

    def _remove(self) -> None:
        if self.may_leave():
            self.doing.remove_meeting()
            self.reload()
