"""How does a meeting end: when, what was not treated, and how its minutes go on?"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.minuting.minutes_box import MinutesBox
from app.meetings.minuting.view import SittingView
from app.meetings.minuting.written import entered_line
from app.meetings.words import say_clock, say_meeting
from app.shell import icons
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.page import scrolled
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class EndPage(QWidget):
    """The last place of a sitting: when it ended, the cases nothing is said of, and the minutes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.view: SittingView | None = None
        tr = context.tr
        self.at = entered_line(context, tr(N_("The meeting ended at")), limit=5)
        self.at.setMaximumWidth(12 * GRID)
        self.at.entered.connect(self.end)
        self.end_button = QPushButton(tr(N_("&End the meeting")))
        icons.put(self.end_button, "check")
        self.end_button.clicked.connect(lambda: self.end())
        self.error = ErrorLine()
        self.untouched = wrapped("")
        self.treated = QPushButton(tr(N_("They &were treated")))
        self.postponed = QPushButton(tr(N_("Put them o&ff to the next meeting")))
        self.treated.clicked.connect(lambda: self._settle(treated=True))
        self.postponed.clicked.connect(lambda: self._settle(treated=False))
        self.minutes = MinutesBox(context)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(heading(tr(N_("The end of the meeting")), 1.1))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(Label(tr(N_("The meeting ended at")), "muted"))
        row.addWidget(self.at)
        row.addWidget(self.end_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.error)
        column.addWidget(self.untouched)
        choices = QHBoxLayout()
        choices.setSpacing(GRID)
        choices.addWidget(self.treated)
        choices.addWidget(self.postponed)
        choices.addStretch(1)
        column.addLayout(choices)
        column.addSpacing(GRID)
        column.addWidget(self.minutes)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def show_view(self, view: SittingView, *, may_edit: bool) -> None:
        """Show how a meeting ended, or that it has not."""
        another = self.view is None or self.view.detail.row.id != view.detail.row.id
        self.view = view
        row = view.detail.row
        if another or not self.at.unsaved:
            self.at.keep(say_clock(row.closed_at) if row.closed_at is not None else "")
        self.at.setPlaceholderText(say_clock(clock.now().time()))
        self.at.setReadOnly(not may_edit)
        self.end_button.setVisible(may_edit and row.closed_at is None)
        open_ones = self._untouched if row.closed_at is not None else ()
        tr = self.context.tr
        said = "\n".join(view.case_words(item) for item in view.detail.items if item.id in open_ones)
        self.untouched.setText(tr(N_("Nothing is written of these cases:")) + f"\n{said}" if said else "")
        for widget in (self.untouched, self.treated, self.postponed):
            widget.setVisible(bool(said))
        for button in (self.treated, self.postponed):
            button.setVisible(bool(said) and may_edit)
        if another or self.minutes.meeting_id != row.id:
            self.minutes.show_meeting(row.id)

    def focus_first(self) -> None:
        """Be at the end button, or at the minutes once the meeting has ended."""
        if not self.end_button.isHidden():
            self.end_button.setFocus()
        else:
            self.minutes.focus_first()

    def may_leave(self) -> bool:
        """A time that was typed and not saved is saved."""
        return self.view is None or not self.at.unsaved or self.end()

    def end(self) -> bool:
        """End the meeting at what is typed, or now; False if it was refused."""
        from app.meetings.entered import entered_time
        from app.meetings.sitting import end

        if self.view is None:
            return True
        self.error.clear()
        try:
            at = entered_time(self.at.text(), "closed_at") or self._now()
        except UserError as error:
            self.error.say(self.context.tr(error.message, **error.values))
            self.at.setFocus()
            return False
        row = self.view.detail.row
        done = self.context.do(
            N_("Ended {meeting}"),
            end,
            row.id,
            at,
            arguments={"meeting": say_meeting(row, self.context.tr)},
            on_error=lambda words, _field: self.error.say(words),
        )
        if done is not None:
            self.at.keep(say_clock(at))
            self.minutes.focus_first()
        return done is not None

    def _now(self) -> time:
        """A meeting that is written up another day ended when it was planned to."""
        assert self.view is not None
        row = self.view.detail.row
        is_today = row.held_on == clock.today()
        return (
            row.ends_at
            if row.ends_at is not None and not is_today
            else clock.now().time().replace(second=0, microsecond=0)
        )

    @property
    def _untouched(self) -> tuple[int, ...]:
        return tuple(item.id for item in self.view.detail.items if not item.outcome) if self.view is not None else ()

    def _settle(self, *, treated: bool) -> None:
        from app.meetings.agenda import postpone
        from app.meetings.sitting import treat

        ids = self._untouched

        def put_off(session: Session) -> None:
            for item_id in ids:
                postpone(session, item_id)

        if self.view is None:
            return
        arguments = {"meeting": say_meeting(self.view.detail.row, self.context.tr)}
        if treated:
            self.context.do(N_("Said that the cases of {meeting} were treated"), treat, ids, arguments=arguments)
        else:
            self.context.do(N_("Put off the cases of {meeting}"), put_off, arguments=arguments)
