"""Is there room for everything that can be shown, at the size of text that was chosen?"""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

LARGE = 21  # points of a line of text


def is_large() -> bool:
    """Say whether the text is so large that only what matters most has room."""
    return QFontMetrics(QApplication.font()).height() > LARGE
