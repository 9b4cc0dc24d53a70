"""How far have the minutes come, and what is the next step?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.minuting.approving import MinutesView, approving_cases, minutes_view, say_state, say_step
from app.meetings.minuting.keyed_list import pressed_by_enter
from app.meetings.minuting.minutes_dialogs import TEXT, WHO, ApproveDialog, StepDialog
from app.meetings.minuting.papers import CASE_EXTRACT, MINUTES, PUBLIC_MINUTES, save_as_word, show_minutes
from app.meetings.words import say_meeting
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.dialog import ask
from app.shell.error_line import ErrorLine
from app.shell.flow import Flow
from app.shell.page import scrolled
from app.shell.panel import Panel
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

WATCHES = frozenset({"meeting", "agenda_item", "minutes_step", "received_minutes", "attendance", "meeting_rule"})


class MinutesBox(QWidget):
    """Where the minutes stand, what has been said of them, a button for each thing that is possible, and the papers."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.meeting_id: int | None = None
        self.view: MinutesView | None = None
        tr = context.tr
        self.state = wrapped("")
        self.changed = ErrorLine(sign="triangle-alert")
        self.steps = wrapped("", "muted")
        self.buttons: dict[str, QPushButton] = {}
        self.row, self.papers = Flow(), Flow()
        for name, words, icon, call in (
            ("sent", N_("Se&nt for remarks …"), "mail", self.send),
            ("first_approval", N_("Approved by chair and &minute taker …"), "check", self.approve_first),
            ("approved", N_("A&pproved …"), "check", self.approve),
            ("remark", N_("Write down a &remark …"), "pencil", self.remark),
            ("addition", N_("A&ddition …"), "plus", self.add),
            ("take_back", N_("&Take back the approval …"), "undo-2", self.take_back),
        ):
            self._button(self.row, name, words, icon, call)
        for name, words, icon, call in (
            (MINUTES, N_("M&inutes of the meeting"), "printer", partial(self._paper, MINUTES)),
            (PUBLIC_MINUTES, N_("P&ublic minutes"), "printer", partial(self._paper, PUBLIC_MINUTES)),
            (CASE_EXTRACT, N_("E&xtract of one case"), "printer", partial(self._paper, CASE_EXTRACT)),
            ("word", N_("As a W&ord document …"), "file-down", self._word),
        ):
            self._button(self.papers, name, words, icon, call)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(heading(tr(N_("The minutes")), 1.1))
        for widget in (self.state, self.changed, self.steps, self.row, self.papers):
            column.addWidget(widget)
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self.reload)
        context.changed.connect(self._tables_changed)

    def show_meeting(self, meeting_id: int | None) -> None:
        """Show the minutes of a meeting."""
        self.meeting_id = meeting_id
        self.reload()

    def reload(self) -> None:
        """Read how far the minutes have come."""
        from sqlalchemy.exc import NoResultFound

        self.view = None
        if self.meeting_id is not None and self.context.store is not None:
            try:
                self.view = self.context.read(minutes_view, self.meeting_id)
            except NoResultFound:  # the meeting was removed
                self.meeting_id = None
        self.setVisible(self.view is not None)
        if self.view is not None:
            self._show(self.view)

    # -- what is done

    def send(self) -> None:
        from app.meetings.minutes import send_minutes

        self._ask(
            N_("The minutes were sent for remarks"),
            N_("&Sent"),
            lambda day, _who, _text, refuse: self._do(
                N_("Sent the minutes of {meeting} for remarks"), send_minutes, day, refuse=refuse
            ),
        )

    def remark(self) -> None:
        from app.meetings.minutes import add_remark

        self._ask(
            N_("A remark on the minutes"),
            N_("&Save"),
            lambda day, who, text, refuse: self._do(
                N_("Wrote down a remark on the minutes of {meeting}"), add_remark, day, who, text, refuse=refuse
            ),
            WHO,
            TEXT,
        )

    def approve_first(self) -> None:
        from app.meetings.minutes import approve_first

        self._ask(
            N_("Chair and minute taker have approved the minutes"),
            N_("&Approved"),
            lambda day, _who, _text, refuse: self._do(
                N_("Chair and minute taker approved the minutes of {meeting}"), approve_first, day, refuse=refuse
            ),
        )

    def add(self) -> None:
        from app.meetings.minutes import add_addition

        self._ask(
            N_("An addition to approved minutes"),
            N_("&Add"),
            lambda day, who, text, refuse: self._do(
                N_("Added to the approved minutes of {meeting}"), add_addition, day, who, text, refuse=refuse
            ),
            WHO,
            TEXT,
        )

    def approve(self) -> None:
        """Ask in which case they were approved, and lock them."""
        from app.meetings.minutes import approve

        if self.view is None or self.meeting_id is None:
            return
        label = N_("Approved the minutes of {meeting}")
        ApproveDialog(
            self,
            self.context,
            self.context.tr(N_("The minutes were approved")),
            self.context.read(approving_cases, self.meeting_id),
            lambda day, item_id, changed, text, refuse: self._do(
                label, approve, day, item_id, changed, text, refuse=refuse
            ),
        ).open()

    def take_back(self) -> None:
        """Ask, and unlock the minutes again."""
        from app.meetings.minutes import take_back_approval

        tr = self.context.tr
        ask(
            self,
            tr,
            title=tr(N_("Take back the approval?")),
            text=tr(N_("The minutes can then be changed again, and must be approved anew.")),
            yes=tr(N_("&Take it back")),
            then=lambda: self._do(N_("Took back the approval of the minutes of {meeting}"), take_back_approval),
            danger=True,
        )

    # -- private

    def _show(self, view: MinutesView) -> None:
        tr = self.context.tr
        self.state.setText(say_state(view, tr))
        if view.is_unchanged:
            self.changed.clear()
        elif not self.changed.text:
            self.changed.say(tr(N_("The minutes are no longer what was approved.")))
        told = [step for step in view.detail.steps if step.text or step.kind in ("remark", "addition")]
        self.steps.setText("\n".join(say_step(step, tr) for step in told))
        self.steps.setVisible(bool(told))
        locked, kinds = view.detail.is_locked, view.kinds
        may_write = view.is_written and not self.context.read_only
        possible = {
            "sent": may_write and not locked and "first_approval" not in kinds,
            "first_approval": may_write and not locked and view.two_stage and "first_approval" not in kinds,
            "approved": may_write and not locked and (not view.two_stage or "first_approval" in kinds),
            "remark": may_write and not locked and "sent" in kinds,
            "addition": may_write and locked,
            "take_back": may_write and view.may_take_back,
            MINUTES: view.is_written,
            PUBLIC_MINUTES: view.is_written,
            CASE_EXTRACT: view.is_written,
            "word": view.is_written,
        }
        focused = self.window().focusWidget()
        for name, button in self.buttons.items():
            button.setVisible(possible[name])
        if focused in self.buttons.values() and not focused.isVisibleTo(self):
            self.focus_first()
        for flow in (self.row, self.papers):
            flow._make_room()

    def focus_first(self) -> None:
        """Put the focus at the next step."""
        is_sent = self.view is not None and "sent" in self.view.kinds
        shown = [name for name, button in self.buttons.items() if not button.isHidden()]
        first = next((name for name in shown if not (is_sent and name == "sent")), None)
        button = self.buttons[first] if first is not None else None
        if button is not None:
            button.setFocus()

    def _button(self, flow: Flow, name: str, words: str, icon: str, call: Callable[[], object]) -> None:
        button = self.buttons[name] = icons.button(self.context.tr(words), icon, call)
        button.setAutoDefault(True)
        flow.add(button)

    def _ask(self, title: str, yes: str, then: Callable[[Any, str, str, Refuse], object], *asks: str) -> None:
        tr = self.context.tr
        StepDialog(self, self.context, tr(title), tr(yes), then, asks=asks).open()

    def _do(self, label: str, command: Callable[..., Any], *args: Any, refuse: Refuse | None = None) -> Done | None:
        assert self.view is not None
        return self.context.do(
            label,
            command,
            self.meeting_id,
            *args,
            arguments={"meeting": say_meeting(self.view.detail.row, self.context.tr)},
            on_error=refuse,
        )

    def _paper(self, report_id: str) -> None:
        if self.view is not None:
            show_minutes(self, self.context, self.view.detail.row, report_id)

    def _word(self) -> None:
        if self.view is not None:
            save_as_word(self, self.context, self.view.detail.row)

    def _tables_changed(self, tables: object) -> None:
        if isinstance(tables, frozenset) and tables & WATCHES and self.meeting_id is not None:
            self._due.start()


class MinutesPanel(Panel):
    """The minutes of one meeting, in the page's place."""

    def __init__(self, context: Context, meeting_id: int) -> None:
        row = context.read(minutes_view, meeting_id).detail.row
        super().__init__(context, say_meeting(row, context.tr))
        self.meeting_id = meeting_id
        tr = context.tr
        self.write = QPushButton(tr(N_("&Write in the minutes")))
        icons.put(self.write, "pencil")
        self.write.clicked.connect(lambda: self._open_sitting())
        self.head.insertWidget(self.head.count() - 1, self.write)
        self.box = MinutesBox(context)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GRID, 0)
        column.addWidget(self.box)
        column.addStretch(1)
        self.body.addWidget(scrolled(content))
        self.box.show_meeting(meeting_id)

    def focus_first(self) -> None:
        self.box.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(event, self):
            super().keyPressEvent(event)

    def _open_sitting(self) -> None:
        from app.meetings.minuting.sitting_panel import SittingPanel

        self.context.show_panel(SittingPanel(self.context, self.meeting_id))
