"""How is a text put on the screen so that Qt never takes it for markup?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.shell.theme import tones


class Label(QLabel):
    """A label that shows exactly its text; ``role`` is a colour of the theme."""

    def __init__(self, text: str = "", role: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self.setText(text)
        self._colour()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def set_role(self, role: str) -> None:
        """Paint the words in another colour of the theme."""
        self._role = role
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def _make_room(self) -> None:
        """Ask for the height of all lines: not every layout asks how high words are at their width."""
        if self.wordWrap() and self.width() > 1:
            self.setMinimumHeight(0)  # a label never says that less would do than it has been given
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def _colour(self) -> None:
        if self._role == "text":
            return
        palette, colour = self.palette(), QColor(str(getattr(tones(), self._role)))
        if palette.color(self.foregroundRole()) != colour:
            palette.setColor(self.foregroundRole(), colour)
            self.setPalette(palette)


def wrapped(text: str, role: str = "text") -> Label:
    """Return a label of several lines."""
    label = Label(text, role)
    label.setWordWrap(True)
    return label


def heading(text: str, times: float = 1.35) -> Label:
    """Return a title, ``times`` as large as the text."""
    label = Label(text)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * times)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def tooltip(text: str) -> str:
    """Return ``text`` so that a tooltip shows it as it stands (Qt guesses markup from what looks like a tag)."""
    if "<" not in text:
        return text
    from html import escape

    return f"<span>{escape(text)}</span>"


def without_mnemonic(text: str) -> str:
    """Return ``text`` as it is read aloud: “&Angre” is “Angre”."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
