"""How are one or more bodies chosen, the leading one first?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.core.i18n import N_
from app.meetings.words import short_name
from app.shell.chips import Chip
from app.shell.flow import Flow

if TYPE_CHECKING:
    from datetime import date

    from app.bodies.queries import BodyRow
    from app.shell.context import Context


def meeting_bodies(context: Context, on: date) -> tuple[BodyRow, ...]:
    """Return the bodies that meet as one: not the parents of each class, who meet by class."""
    from app.bodies.queries import bodies

    return tuple(row for row in context.read(bodies, on) if row.kind != "parent_meeting")


def no_body_yet(context: Context) -> str:
    """Return what is said where there is no body to choose, and where to begin."""
    tr = context.tr
    return tr(N_("No body is set up yet. Begin on the page {page}."), page=tr(N_("Councils and committees")))


class BodyChips(Flow):
    """A chip for each body; the first that was turned on leads."""

    changed = Signal()

    def __init__(self, bodies: Sequence[BodyRow], language: str) -> None:
        super().__init__()
        self._chosen: list[int] = []
        self.chips: dict[int, Chip] = {}
        for body in bodies:
            chip = self.chips[body.id] = Chip(short_name(body.name(language)).replace("&", "&&"))
            chip.toggled.connect(lambda on, body_id=body.id: self._toggled(body_id, on))
            self.add(chip)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The bodies, in the order they were turned on."""
        return tuple(self._chosen)

    def choose(self, body_ids: Sequence[int]) -> None:
        """Turn on these and no others."""
        for body_id, chip in self.chips.items():
            if body_id not in body_ids:
                chip.setChecked(False)
        for body_id in body_ids:
            if body_id in self.chips:
                self.chips[body_id].setChecked(True)

    def setFocus(self, *_reason: object) -> None:
        """Be at the first chip that is on, or at the first."""
        if self.chips:
            self.chips[self._chosen[0] if self._chosen else next(iter(self.chips))].setFocus()

    def _toggled(self, body_id: int, on: bool) -> None:
        if on and body_id not in self._chosen:
            self._chosen.append(body_id)
        elif not on and body_id in self._chosen:
            self._chosen.remove(body_id)
        self.changed.emit()
