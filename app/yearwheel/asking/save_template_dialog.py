"""What is the template called that this year's wheel is saved as?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    pass


class SaveTemplateDialog(Dialog):
    """A name; the school's own templates can be removed here too."""

    def __init__(self, context: Context, parent: QWidget, year: int, then: Callable[[], object] | None = None) -> None:
        super().__init__(parent, context.tr, context.tr(N_("Save as a template")))
        self.context, self._then = context, then
