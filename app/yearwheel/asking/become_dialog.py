"""Which meeting does one time become, or on which meeting's agenda is it a case?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    from app.yearwheel.rows import OccurrenceRow


class BecomeDialog(Dialog):
    """Enter does what is most likely; ``then`` gets the id of the meeting (with ``as_item``: of the case)."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        occurrence: OccurrenceRow,
        as_item: bool,
        then: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__(parent, context.tr, context.tr(N_("It becomes a meeting")))
        self.context, self._then = context, then
