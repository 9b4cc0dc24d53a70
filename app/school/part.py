"""What do the parts of the school page have in common?"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from app.shell.theme import GRID


def in_tab_order(*controls: QWidget) -> None:
    """Let Tab go from one to the next: what is made anew would else come last in the window."""
    for one, following in pairwise(controls):
        QWidget.setTabOrder(one, following)


def boxed(layout: QLayout) -> QFrame:
    """Return a frame around a layout, with room inside."""
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    frame.setLayout(layout)
    layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    layout.setSpacing(GRID)
    return frame
