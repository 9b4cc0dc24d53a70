"""How large does a dialog open, so that its rows can be read with large letters too?"""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

_OF_SCREEN = 0.94


def make_roomy(dialog: QDialog, parent: QWidget, letters: int, lines: int = 0) -> None:
    """Open as wide as so many letters and as high as so many lines, but never larger than the screen."""
    metrics, screen, window = dialog.fontMetrics(), parent.screen().availableGeometry(), parent.window()
    widest = int(max(screen.width(), window.width()) * _OF_SCREEN)
    highest = int(max(screen.height(), window.height()) * _OF_SCREEN)
    width = min(letters * metrics.averageCharWidth(), widest)
    dialog.setMinimumWidth(width)
    dialog.resize(width, min(lines * metrics.lineSpacing(), highest) if lines else dialog.height())
