"""To which bodies does a case go on?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.i18n import N_
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.bodies.queries import BodyRow
    from app.meetings.rows import ItemRow
    from app.meetings.showing.doing import Doing
    from app.shell.context import Context


class ForwardDialog(Dialog):
    """Ticks for the bodies; the case waits there for their next meeting."""

    def __init__(
        self, parent: QWidget, context: Context, doing: Doing, item: ItemRow, bodies: Sequence[BodyRow]
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Forward the case")))
        self._doing, self._item = doing, item
        self.body.insertWidget(0, wrapped(item.title))
        told = tr(N_("It waits for the next meeting of each, and is proposed for its agenda."))
        self.body.insertWidget(1, wrapped(told, "muted"))
        self.ticks = {one.id: QCheckBox(one.name(tr.language).replace("&", "&&")) for one in bodies}
        for tick in self.ticks.values():
            self.body.addWidget(tick)
        self.add_buttons(tr(N_("&Forward")))
        next(iter(self.ticks.values())).setFocus()

    def submit(self) -> None:
        chosen = [body_id for body_id, tick in self.ticks.items() if tick.isChecked()]
        if self._doing.forward(self._item, chosen, self.refuse) is not None:
            self.accept()
