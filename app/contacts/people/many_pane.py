"""What can be done with several people at once?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID
from app.shell.words import heading, tooltip, without_mnemonic, wrapped


class ManyPane(QScrollArea):
    """How many are chosen, and a button for each of the page's ``actions``, part by part."""

    def __init__(self, context: Context, actions: Sequence[Sequence[QAction]]) -> None:
        super().__init__()
        self._tr = context.tr
        self.buttons: dict[QAction, QPushButton] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        self._column.setSpacing(GRID)
        self._words = heading("", 1.2)
        self._words.setWordWrap(True)
        self._column.addWidget(self._words)
        hint = N_("What you do here is done with all of them, as one step that can be undone.")
        self._column.addWidget(wrapped(context.tr(hint)))
        for at, part in enumerate(actions):
            if at:
                self._column.addSpacing(GRID)
            for action in part:
                self._add(action)
        self._column.addStretch(1)
        self.setWidget(content)
        self.setMinimumWidth(content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())

    def say(self, number: int) -> None:
        """Say how many are chosen."""
        self._words.setText(self._tr.n("{n} person selected", "{n} persons selected", number))

    def _add(self, action: QAction) -> None:
        button = QPushButton(without_mnemonic(action.text()))
        button.setAutoDefault(False)
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if key:
            button.setToolTip(tooltip(f"{without_mnemonic(action.text())} ({key})"))
        icon = str(action.property("icon_name") or "")
        if icon:
            icons.put(button, icon)
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setText(without_mnemonic(action.text()))
            button.setEnabled(action.isEnabled())
            button.setVisible(action.isVisible())

        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)  # first: without a place it would be a window
        action.changed.connect(follow)
        follow()
        self.buttons[action] = button
