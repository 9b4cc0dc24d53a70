"""Which meeting is to be held: whose, when and where?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.listing.picking import BodyChips, meeting_bodies, no_body_yet
from app.meetings.words import MEETING_KIND_WORDS, say_clock
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from datetime import date

KINDS = ("body", "staff", "talk", "other")
"""What is planned one at a time; the parents of all classes have a table of their own."""
USUAL_KINDS = {"staff": N_("All staff"), "talk": N_("The principal and the chair of the parents"), "other": ""}
"""What a meeting is called that is no body's, where nobody says otherwise."""


class NewMeetingDialog(Dialog):
    """Whose meeting, when and where; the body's usual time and place are there. ``planned`` carries the id."""

    planned = Signal(int)

    def __init__(self, parent: QWidget, context: Context, day: date, body_id: int | None = None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New meeting")))
        self.context = context
        self._usual: dict[str, str] = {}
        self.kind = QComboBox()
        for code in KINDS:
            self.kind.addItem(tr(MEETING_KIND_WORDS[code]), code)
        self.bodies = BodyChips(meeting_bodies(context, day), tr.language)
        self.title = QLineEdit()
        self.held_on = QLineEdit()
        self.held_on.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.starts_at, self.ends_at, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.title, self.place):
            line.setMaxLength(200)
        self.add_field("kind", tr(N_("&Kind")), self.kind)
        self.add_field("bodies", tr(N_("&Whose meeting")), self.bodies)
        self.add_field("title", tr(N_("&Title")), self.title)
        self.add_field("held_on", tr(N_("&Date")), self.held_on)
        self.add_field("starts_at", tr(N_("&From")), self.starts_at)
        self.add_field("ends_at", tr(N_("Un&til")), self.ends_at)
        self.add_field("place", tr(N_("P&lace")), self.place)
        words = tr(N_("Choose several for a meeting they hold together. The first one leads."))
        self._hint = wrapped(words if self.bodies.chips else no_body_yet(context), "muted")
        self.body.addWidget(self._hint)
        self.add_buttons(tr(N_("&Plan it")))
        self.bodies.changed.connect(self._follow_body)
        self.kind.currentIndexChanged.connect(lambda _at: self._follow_kind())
        self._follow_kind()
        if body_id is not None:
            self.bodies.choose([body_id])
        self.bodies.setFocus()

    def submit(self) -> None:
        from app.meetings.commands import add_meeting
        from app.meetings.entered import entered_day_or_none, entered_time

        self.clear_errors()
        kind = str(self.kind.currentData())
        try:
            day = entered_day_or_none(self.held_on.text(), "held_on")
            if day is None:
                raise UserError(N_("Write the date like 24.08.2026."), field="held_on")
            starts_at = entered_time(self.starts_at.text(), "starts_at")
            ends_at = entered_time(self.ends_at.text(), "ends_at")
        except UserError as error:
            self.refuse(self.context.tr(error.message, **error.values), error.field)
            return
        title = self.title.text().strip()
        body_ids = self.bodies.chosen if kind == "body" else ()
        done = self.context.do(
            N_("Planned a meeting on {day}"),
            lambda session: add_meeting(
                session,
                kind=kind,
                body_ids=body_ids,
                held_on=day,
                starts_at=starts_at,
                ends_at=ends_at,
                place=self.place.text(),
                title=title if kind != "body" else "",
            ),
            arguments={"day": self.context.tr.date(day)},
            on_error=self.refuse,
        )
        if done is not None:
            self.planned.emit(int(done.result))
            self.accept()

    # -- private

    def _follow_kind(self) -> None:
        kind, tr = str(self.kind.currentData()), self.context.tr
        self.show_field("bodies", kind == "body")
        self.show_field("title", kind != "body")
        self._hint.setVisible(kind == "body")
        self._suggest("title", self.title, tr(USUAL_KINDS.get(kind, "")))

    def _follow_body(self) -> None:
        """Write the usual time and place of the leading body, and the next day it may meet; what was typed stays."""
        from app.meetings.collisions import after_minutes
        from app.meetings.queries import rule_of

        if not self.bodies.chosen:
            return
        rule = self.context.read(rule_of, self.bodies.chosen[0])
        start = "" if rule.starts_at is None else say_clock(rule.starts_at)
        end = ""
        if rule.starts_at is not None and rule.minutes is not None:
            end = say_clock(after_minutes(rule.starts_at, rule.minutes))
        self._suggest("starts_at", self.starts_at, start)
        self._suggest("ends_at", self.ends_at, end)
        self._suggest("place", self.place, rule.place)

    def _suggest(self, name: str, line: QLineEdit, text: str) -> None:
        """Write what is usual where nothing else was typed."""
        if line.text() == self._usual.get(name, ""):
            line.setText(text)
            self._usual[name] = text
