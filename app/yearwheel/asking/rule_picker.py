"""When does something come up? The fields for a rule, without any syntax."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.shell.context import Context
from app.yearwheel.rows import Wheel


class RulePicker(QWidget):
    """The kinds of rules and their fields. ``rule`` is the text as it is stored; ``changed`` carries it."""

    changed = Signal(str)

    def __init__(self, context: Context, wheel: Wheel, code: str = "") -> None:
        super().__init__()
        self.context, self.wheel, self.code = context, wheel, code
