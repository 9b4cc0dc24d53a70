"""Is there anything in a text for the public that must be decided upon first?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.shell.context import Context

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow


def look_through(parent: QWidget, context: Context, row: MeetingRow, then: Callable[[], object]) -> None:
    """Look for names and the like in what the public will read, let each be decided, and go on."""
    then()
