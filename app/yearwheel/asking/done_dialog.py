"""On which day was one time done, and is there more to say?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    from app.yearwheel.rows import OccurrenceRow


class DoneDialog(Dialog):
    """The day (today) and a note."""

    def __init__(
        self, context: Context, parent: QWidget, occurrence: OccurrenceRow, then: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent, context.tr, context.tr(N_("It is done")))
        self.context, self._then = context, then
