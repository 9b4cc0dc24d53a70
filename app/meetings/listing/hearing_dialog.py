"""What is a new hearing about, from whom, and by when?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.picking import BodyChips, meeting_bodies
from app.meetings.words import HEARING_KIND_WORDS
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class NewHearingDialog(Dialog):
    """Title, kind, from whom, deadline and whom to ask; ``added`` carries the id."""

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New hearing")))
        self.context = context
        self.title, self.from_whom, self.deadline = QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setMaxLength(300)
        self.from_whom.setMaxLength(200)
        self.deadline.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.kind = QComboBox()
        for code, words in HEARING_KIND_WORDS.items():
            self.kind.addItem(tr(words), code)
        self.bodies = BodyChips(meeting_bodies(context, clock.today()), tr.language)
        self.add_field("title", tr(N_("&Title")), self.title)
        self.add_field("kind", tr(N_("&Kind")), self.kind)
        self.add_field("from_whom", tr(N_("&From whom")), self.from_whom)
        self.add_field("deadline", tr(N_("D&eadline")), self.deadline)
        self.add_field("bodies", tr(N_("Who &is asked")), self.bodies)
        self.add_buttons(tr(N_("&Add")))
        self.title.setFocus()

    def submit(self) -> None:
        from app.meetings.hearings import add_hearing, ask_body

        title, kind = self.title.text(), str(self.kind.currentData())
        today = f"{clock.today():%d.%m.%Y}"
        facts = {"from_whom": self.from_whom.text(), "deadline": self.deadline.text(), "received_on": today}
        body_ids = self.bodies.chosen

        def add(session: Session) -> int:
            hearing_id = add_hearing(session, title, kind=kind, **facts)
            for body_id in body_ids:
                ask_body(session, hearing_id, body_id)
            return hearing_id

        label, named = N_("Added the hearing {title}"), {"title": title.strip()}
        done = self.context.do(label, add, arguments=named, on_error=self.refuse)
        if done is not None:
            self.added.emit(int(done.result))
            self.accept()
