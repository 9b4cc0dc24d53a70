"""When does an entry come up, asked for without any syntax?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    from app.yearwheel.rows import EntryRow, Wheel


class RuleDialog(Dialog):
    """The rule of an entry of ``wheel``; saves it and calls ``then``."""

    def __init__(
        self, context: Context, parent: QWidget, entry: EntryRow, wheel: Wheel, then: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent, context.tr, context.tr(N_("When is it?")))
        self.context, self._then = context, then
