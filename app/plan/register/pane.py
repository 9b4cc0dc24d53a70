"""What stands beside the register of plans: one of them, written in place?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_
from app.plan.following_words import PLAN_KIND_WORDS, PLAN_STATE_WORDS
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.flow import Flow
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from app.plan.followed import OtherPlanRow

DAYS = (("valid_from", N_("Valid from")), ("valid_to", N_("Valid to")), ("review_by", N_("Review by")))


class OtherPlanPane(QWidget):
    """The facts of a plan in the register; ``reviewed`` asks for the next day, ``remove`` takes it out."""

    def __init__(self, context: Context, reviewed: Callable[[], object], remove: Callable[[], object]) -> None:
        super().__init__()
        tr = context.tr
        self.context = context
        self.row: OtherPlanRow | None = None
        self.title = heading("", 1.15)
        self.title.setWordWrap(True)
        self.about = wrapped("", "muted")
        self.reviewed_button = icons.button(tr(N_("It is reviewed …")), "check", reviewed)
        self.wheel_button = icons.button(
            tr(N_("Put the review in the yearly wheel")), "calendar-days", self.put_in_wheel
        )
        self.show_button = icons.button(tr(N_("Show it in the yearly wheel")), "eye", self.show_in_wheel)
        self.link_button = icons.button(tr(N_("Open the address")), "file-text", self.open_link)
        self.remove_button = icons.button(tr(N_("Take out of the register")), "trash-2", remove)
        self.buttons = Flow()
        for button in (
            self.reviewed_button,
            self.wheel_button,
            self.show_button,
            self.link_button,
            self.remove_button,
        ):
            button.setAutoDefault(False)
            self.buttons.add(button)
        self.form = Form(context)
        self.form.add_text("name", tr(N_("Name")), partial(self._set, "name"), limit=150)
        kinds = [(code, tr(words)) for code, words in PLAN_KIND_WORDS.items()]
        self.form.add_choice("kind", tr(N_("Kind")), kinds, partial(self._set, "kind"))
        self.form.add_text("owner", tr(N_("Who sees to it")), partial(self._set, "owner"))
        hint = tr(N_("https:// or where it lies"))
        self.form.add_text("link", tr(N_("Where it is")), partial(self._set, "link"), hint=hint, limit=500)
        for name, words in DAYS:
            self.form.add_date(name, tr(words), partial(self._set_day, name))
        self.note, note_cell = self.form.place_note("note", tr(N_("Note")), partial(self._set, "note"))
        note_label = Label(tr(N_("Note")), "muted")
        note_label.setBuddy(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(GRID)
        for widget in (self.title, self.about, self.buttons, self.form, note_label, note_cell):
            column.addWidget(widget)
        column.addStretch(1)
        self.setVisible(False)

    def show_row(self, row: OtherPlanRow | None) -> None:
        """Show a plan, or nothing."""
        if self.row is not None and (row is None or row.id != self.row.id):
            self.form.save_now(take_focus=False)
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        tr, may_write = self.context.tr, not self.context.read_only
        self.title.setText(row.name)
        self.about.setText(tr(PLAN_STATE_WORDS[row.state]))
        names = ("name", "kind", "owner", "link", "valid_from", "valid_to", "review_by", "note")
        self.form.set_values({name: getattr(row, name) for name in names})
        self.form.set_read_only(not may_write)
        self.reviewed_button.setVisible(may_write and row.review_by is not None)
        self.wheel_button.setVisible(may_write and row.review_by is not None and row.wheel_entry_id is None)
        self.show_button.setVisible(row.wheel_entry_id is not None)
        self.link_button.setVisible(row.link.startswith("https://"))
        self.remove_button.setVisible(may_write)

    def focus_first(self) -> None:
        """Be at the name."""
        self.form.fields["name"].control.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is done

    def put_in_wheel(self) -> None:
        """Let the review come up in the yearly wheel."""
        from app.plan.other_plan_commands import put_in_wheel

        if self.row is not None and self.form.save_now() and self.context.may_write():
            label, values = N_("Put the review of {name} in the yearly wheel"), {"name": self.row.name}
            self.context.do(label, put_in_wheel, self.row.id, arguments=values)

    def show_in_wheel(self) -> None:
        """Show the review in the yearly wheel, in the school year it is in."""
        from app.core.schoolyear import year_of

        if self.row is not None and self.row.wheel_entry_id is not None:
            day = self.row.review_by
            if day is not None and year_of(day) in self.context.years:
                self.context.set_year(year_of(day))
            self.context.show_page("yearwheel", ("entry", self.row.wheel_entry_id))

    def open_link(self) -> None:
        """Open the address in the browser."""
        if self.row is not None and self.row.link.startswith("https://"):
            QDesktopServices.openUrl(QUrl(self.row.link))

    def _set(self, field: str, value: Any, refuse: Refuse) -> Done | None:
        from app.plan.other_plan_commands import set_other_plan

        if self.row is None:
            return None
        return self.context.do(
            N_("Changed {name} in the register of plans"),
            set_other_plan,
            self.row.id,
            field,
            str(value or ""),
            arguments={"name": self.row.name},
            on_error=refuse,
        )

    def _set_day(self, field: str, value: Any, refuse: Refuse) -> Done | None:
        return self._set(field, "" if value is None else value.isoformat(), refuse)
