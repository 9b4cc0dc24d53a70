"""Which way on from here, and how does F6 go from one part of the panel to the next?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.theme import GRID
from app.shell.words import wrapped


class StepBar(QWidget):
    """*Columns*, *Back*, *Next* and *Import* below a face, and a line about its keys."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.hint = wrapped("", "muted")
        self.columns = QPushButton(tr(N_("C&olumns …")))
        self.back = QPushButton(tr(N_("&Back")))
        self.next = QPushButton(tr(N_("&Next")))
        self.accept = QPushButton(tr(N_("&Import")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.hint, 1)
        pictures = ("list-checks", "chevron-left", "chevron-right", "check")
        for button, picture in zip(self.buttons, pictures, strict=True):
            icons.put(button, picture)
            button.setAutoDefault(True)  # outside a dialog Return presses no button by itself
            row.addWidget(button)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them, from left to right."""
        return self.columns, self.back, self.next, self.accept

    def offer(self, *buttons: QPushButton, enabled: bool) -> None:
        """Show these buttons and no others."""
        for button in self.buttons:
            button.setVisible(button in buttons)
            button.setEnabled(enabled)


def go_to_next(parts: Sequence[QWidget], by: int) -> None:
    """Put the focus in the part after (or before) the one that has it, and round."""
    stops = [part for part in parts if part.isVisible() and part.isEnabled()]
    if not stops:
        return
    focused = QApplication.focusWidget()
    within = [stop is focused or (focused is not None and stop.isAncestorOf(focused)) for stop in stops]
    here = within.index(True) if any(within) else -1
    wanted = stops[(here + by) % len(stops)]
    wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if not wanted.hasFocus():
        wanted.focusNextChild()
