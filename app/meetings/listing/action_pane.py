"""What stands beside the list of what is to be done: its facts, written in place, and what was done?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.words import ACTION_KIND_WORDS
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

if TYPE_CHECKING:
    from app.meetings.rows import ActionRow

FACTS = (("what", N_("What")), ("owner", N_("Who")), ("due", N_("Due")))
"""No Alt key of their own: those are for the tabs and buttons in sight, and Tab goes from field to field."""

APPROVED = N_("The minutes are approved: what is to be done stands as it was agreed. What was done can be written.")


class ActionPane(QWidget):
    """One thing to do; ``finish`` asks what was done."""

    def __init__(self, context: Context, finish: Callable[[], object]) -> None:
        super().__init__()
        self.context = context
        self.row: ActionRow | None = None
        tr = context.tr
        self.title = heading("", 1.15)
        self.title.setWordWrap(True)
        self.about = wrapped("", "muted")
        self.done_button = QPushButton(tr(N_("It is &done …")))
        self.done_button.clicked.connect(lambda: finish())
        icons.put(self.done_button, "check")
        self.reopen_button = QPushButton(tr(N_("It is &not done after all")))
        self.reopen_button.clicked.connect(self._reopen)
        icons.put(self.reopen_button, "undo-2")
        self.meeting_button = QPushButton(tr(N_("&Open the meeting")))
        self.meeting_button.clicked.connect(self._open_meeting)
        icons.put(self.meeting_button, "calendar-days")
        self.form = Form(context)
        for name, words in FACTS:
            self.form.add_text(name, tr(words), partial(self._set, name), limit=400)
        kinds = [(code, tr(words)) for code, words in ACTION_KIND_WORDS.items()]
        self.form.add_choice("kind", tr(N_("Kind")), kinds, partial(self._set, "kind"))
        hint = tr(N_("What was done, and where"))
        self.form.add_text("done_note", tr(N_("What was done")), partial(self._set, "done_note"), hint=hint, limit=400)
        words = N_(
            "The minutes are approved: what is to be done stands as it was agreed. What was done can be written."
        )
        self.locked = wrapped(tr(words), "muted")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.done_button, self.reopen_button, self.meeting_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(buttons)
        column.addWidget(self.form)
        column.addWidget(self.locked)
        column.addStretch(1)
        self.show_row(None, "")

    def show_row(self, row: ActionRow | None, meeting: str) -> None:
        """Show one, or nothing."""
        from app.meetings.locked import is_locked as is_locked_meeting

        if self.row is not None and (row is None or row.id != self.row.id):
            self.form.save_now(take_focus=False)
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        tr = self.context.tr
        self.title.setText(row.what)
        said = [meeting] if meeting else []
        if row.done_on is not None:
            said.append(tr(N_("Done {day}"), day=tr.date(row.done_on)))
        self.about.setText(" · ".join(said))
        may_write = not self.context.read_only
        self.done_button.setVisible(row.done_on is None)
        self.reopen_button.setVisible(row.done_on is not None)
        for button in (self.done_button, self.reopen_button):
            button.setEnabled(may_write)
        self.form.set_values(
            {
                "what": row.what,
                "owner": row.owner_name,
                "due": "" if row.due is None else tr.date(row.due),
                "kind": row.kind,
                "done_note": row.done_note,
            }
        )
        self.form.set_read_only(not may_write)
        is_locked = self.context.read(is_locked_meeting, row.meeting_id)
        self.locked.setVisible(is_locked and may_write)
        if is_locked:
            for name, _words in FACTS:
                cast(QLineEdit, self.form.fields[name].control).setReadOnly(True)
        self.form.fields["kind"].control.setEnabled(may_write and not is_locked)

    def focus_first(self) -> None:
        """Be at the words of what is to be done, or of what was done where no more can be changed."""
        name = "done_note" if self.locked.isVisible() else "what"
        self.form.fields[name].control.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- private

    def _set(self, field: str, value: Any, refuse: Refuse) -> Done | None:
        from app.meetings.actions import set_action

        if self.row is None:
            return None
        return self.context.do(
            N_("Changed what is to be done: {what}"),
            set_action,
            self.row.id,
            field,
            str(value or ""),
            arguments={"what": self.row.what},
            on_error=refuse,
        )

    def _reopen(self) -> None:
        from app.meetings.actions import reopen_action

        if self.row is not None:
            label, what = N_("Not done after all: {what}"), {"what": self.row.what}
            self.context.do(label, reopen_action, self.row.id, arguments=what)

    def _open_meeting(self) -> None:
        if self.row is not None:
            self.context.show_page("meetings", self.row.meeting_id)
