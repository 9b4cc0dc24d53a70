"""Which rings does the wheel have, in which order and looks?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    pass


class RingsDialog(Dialog):
    """Name, colour, pattern and order; what is changed is saved at once, each as one step."""

    def __init__(self, context: Context, parent: QWidget, then: Callable[[], object] | None = None) -> None:
        super().__init__(parent, context.tr, context.tr(N_("The rings")))
        self.context, self._then = context, then
