"""What differs next year, before the wheel of next year is made?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    pass


class NextYearDialog(Dialog):
    """The differences as a table; what is ticked comes into the wheel of the year after ``from_year``."""

    def __init__(
        self, context: Context, parent: QWidget, from_year: int, then: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent, context.tr, context.tr(N_("The wheel of next year")))
        self.context, self._then = context, then
