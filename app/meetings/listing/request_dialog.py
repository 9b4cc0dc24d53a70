"""What does a body ask the principal for, and at which meeting?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.words import say_meeting
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.words import wrapped

MOST = 40
"""How many meetings back one can be chosen from."""


class RequestDialog(Dialog):
    """The meeting it was asked at (the last one is chosen) and the words; ``added`` carries the id."""

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context) -> None:
        from app.meetings.locked import is_locked
        from app.meetings.queries import meetings_in

        tr = context.tr
        super().__init__(parent, tr, tr(N_("Ask the principal")))
        self.context = context
        self.meeting = QComboBox()
        self.meeting.setMaxVisibleItems(20)
        there = [row for year in (context.year - 1, context.year) for row in context.read(meetings_in, year)]
        held = [
            row
            for row in there
            if row.held_on <= clock.today() and row.bodies and row.cancelled_on is None and row.status != "approved"
        ]
        for row in held[::-1][:MOST]:
            if not context.read(is_locked, row.id):
                self.meeting.addItem(say_meeting(row, tr), row.id)
        self.what = QLineEdit()
        self.what.setMaxLength(400)
        self.what.setPlaceholderText(tr(N_("More benches in the school yard, 20.11.")))
        self.add_field("meeting", tr(N_("&Meeting")), self.meeting)
        self.add_field("what", tr(N_("What is asked &for, and by when")), self.what)
        none = wrapped(tr(N_("There is no meeting yet whose minutes are still open.")), "muted")
        none.setVisible(not self.meeting.count())
        self.body.addWidget(none)
        self.add_buttons(tr(N_("&Add"))).setEnabled(bool(self.meeting.count()))
        self.what.setFocus()

    def submit(self) -> None:
        from app.meetings.actions import add_action

        if self.meeting.currentData() is None:
            return
        what = self.what.text().strip()
        done = self.context.do(
            N_("Asked the principal: {what}"),
            add_action,
            int(self.meeting.currentData()),
            None,
            what,
            "request",
            arguments={"what": what},
            on_error=self.refuse,
        )
        if done is not None:
            self.added.emit(int(done.result))
            self.accept()
