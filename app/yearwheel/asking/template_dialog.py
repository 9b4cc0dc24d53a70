"""Which rows of a template does the wheel of a year begin with?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    pass


class TemplateDialog(Dialog):
    """The rows by ring, ticked as suggested; ``then`` gets the ids of the new entries."""

    def __init__(
        self, context: Context, parent: QWidget, year: int, then: Callable[[tuple[int, ...]], object] | None = None
    ) -> None:
        super().__init__(parent, context.tr, context.tr(N_("The yearly wheel from a template")))
        self.context, self._then = context, then
