"""To which day is one time moved?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    from app.yearwheel.rows import OccurrenceRow, Wheel


class MoveDialog(Dialog):
    """A day; says at once where it lands if that is no school day."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        occurrence: OccurrenceRow,
        wheel: Wheel,
        then: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent, context.tr, context.tr(N_("Move it")))
        self.context, self._then = context, then
