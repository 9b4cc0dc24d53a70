"""What comes up, in which ring, and when? For one new entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.i18n import N_
from app.shell.dialog import Dialog
from app.yearwheel.asking.rule_picker import RulePicker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.shell.context import Context
    from app.yearwheel.rows import Wheel

USUAL = (("school", N_("The school")), ("office", N_("The office")), ("staff", N_("The staff")))
"""Rings that can be made on the way, where the wheel has none of the kind."""


def add_with_ring(session: Session, year: int, ring: int | str, name: str, title: str, rule: str) -> int:
    """Add an entry in a ring, or in a new one of a kind; returns the entry's id. Raises UserError."""
    from app.yearwheel.commands import add_entry, add_ring

    ring_id = ring if isinstance(ring, int) else add_ring(session, kind=ring, name=name)
    return add_entry(session, year, ring_id=ring_id, title=title, rule=rule)


class NewEntryDialog(Dialog):
    """Title, ring and rule; Enter in the title is enough, the day may be said later."""

    added = Signal(int)

    def __init__(self, context: Context, parent: QWidget, wheel: Wheel, ring_id: int | None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New in the wheel")))
        self.context, self._wheel = context, wheel
        self.title = QLineEdit()
        self.title.setMaxLength(200)
        self.add_field("title", tr(N_("&Title")), self.title)
        self.ring = QComboBox()
        for ring in wheel.rings:
            self.ring.addItem(ring.name, ring.id)
        kinds = {ring.kind for ring in wheel.rings}
        for kind, words in USUAL:
            if kind not in kinds:
                self.ring.addItem(tr(words), kind)
        self.ring.setCurrentIndex(max(0, self.ring.findData(ring_id)))
        self.add_field("ring_id", tr(N_("Ri&ng")), self.ring)
        self.picker = RulePicker(context, wheel)
        self.form.addRow(self.picker)
        self.add_buttons(tr(N_("&Add")))
        self.title.setFocus()

    def submit(self) -> None:
        from app.yearwheel.words import RING_KIND_WORDS

        data = self.ring.currentData()
        ring = int(data) if not isinstance(data, str) else data
        name = self.context.tr(RING_KIND_WORDS[ring]) if isinstance(ring, str) else ""
        title = self.title.text().strip()
        done = self.context.do(
            N_("Added {entry} to the yearly wheel"),
            add_with_ring,
            self._wheel.year,
            ring,
            name,
            title,
            self.picker.rule,
            arguments={"entry": title},
            on_error=self.refuse,
        )
        if done is not None:
            self.added.emit(int(done.result))
            self.accept()
