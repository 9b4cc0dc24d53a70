"""What takes the page's place for a while: a preview or an import, closed with Esc?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID
from app.shell.words import heading


class Panel(QWidget):
    """Title and *Close* above, the panel's own ``body`` below; opened with ``Context.show_panel``."""

    closed = Signal()

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self.context = context
        self.setAccessibleName(title)
        self.heading = heading(title)
        self.close_button = QPushButton(context.tr(N_("&Close")))
        icons.put(self.close_button, "x")
        self.close_button.clicked.connect(self.leave)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID + GRID // 2)
        column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        column.addLayout(self.body, 1)

    def leave(self) -> None:
        """Close the panel, if it may."""
        if self.may_leave():
            self.closed.emit()

    def may_leave(self) -> bool:
        return True

    def focus_first(self) -> None:
        """Put the focus where the user starts."""
        self.close_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
