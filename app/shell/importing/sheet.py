"""How is what a scrolled part of the wizard shows put in place of what it showed?"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.shell.theme import tones


class Sheet(QWidget):
    """Something on the ground of a list."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(tones(self).base))


def put_sheet(room: QScrollArea, sheet: QWidget) -> None:
    """Show ``sheet``; the one before goes later, since a button of it may be what was just pressed."""
    before = room.takeWidget()
    if before is not None:
        before.hide()
        before.deleteLater()
    room.setWidget(sheet)
