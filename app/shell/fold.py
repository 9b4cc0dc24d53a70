"""How is what few need kept out of sight until it is wanted?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.theme import GRID
from app.shell.words import without_mnemonic


class Fold(QWidget):
    """A title that shows and hides the ``body`` under it; folded at first."""

    unfolded = Signal(bool)

    def __init__(self, tr: Translator, title: str) -> None:
        super().__init__()
        self._tr = tr
        self._title = title
        self.button = QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setAutoRaise(True)
        self.button.setMinimumHeight(4 * GRID)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(lambda: self.set_open(not self.is_open))
        self._room = QWidget()
        self.body = QVBoxLayout(self._room)
        self.body.setContentsMargins(0, 0, 0, GRID // 2)
        self.body.setSpacing(GRID // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.button)
        column.addWidget(self._room)
        self.set_open(False)
        self.say_more("")

    @property
    def is_open(self) -> bool:
        return not self._room.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the body; a focus in it goes to the title, not to wherever the window begins."""
        focused = self.window().focusWidget()
        if not is_open and focused is not None and self._room.isAncestorOf(focused):
            self.button.setFocus()
        self._room.setVisible(is_open)
        icons.put(self.button, "chevron-down" if is_open else "chevron-right")
        said = self._tr(N_("Folded out")) if is_open else self._tr(N_("Folded away"))
        self.button.setAccessibleDescription(said)
        self.unfolded.emit(is_open)

    def say_more(self, words: str) -> None:
        """Say in the title what is chosen inside; "" for nothing out of the ordinary."""
        title = f"{self._title} ({words})" if words else self._title
        self.button.setText(title)
        self.button.setAccessibleName(without_mnemonic(title))
