"""Where is it written what was said and decided, in letters that can be read aside?"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.shell.context import Context
from app.shell.form import LineField
from app.shell.note_field import NoteField
from app.shell.theme import GRID

Line = TypeVar("Line", bound=LineField)
LARGER = 1.2


def enlarge(widget: QWidget, times: float = LARGER) -> None:
    """Let what is written here be read by who sits beside."""
    font = QFont(widget.font())
    font.setPointSizeF(font.pointSizeF() * times)
    widget.setFont(font)


class WrittenNote(NoteField):
    """Lines of text that take the room there is, at least ``fewest`` lines high."""

    def __init__(self, context: Context, fewest: int, stretches: bool = True) -> None:
        self._fewest = fewest
        super().__init__(context)
        enlarge(self)
        policy = QSizePolicy.Policy.Expanding if stretches else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self._make_room()

    def keep(self, text: str) -> None:
        """Show ``text`` as what is saved; the cursor stays where it is."""
        at = self.textCursor().position()
        super().keep(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _make_room(self) -> None:
        """Be never lower than the fewest lines, and as high as what is written, up to twice that."""
        written = round(self.document().size().height())
        lines = min(2 * self._fewest, max(self._fewest, written))
        margins = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        height = lines * self.fontMetrics().lineSpacing() + margins
        if height != self.minimumHeight():
            self.setMinimumHeight(height)
            self.updateGeometry()


class EnteredLine(LineField):
    """A line that does something when Enter is pressed, and nothing when it is left."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def written_line(context: Context, words: str, limit: int = 200) -> LineField:
    """Return a line of the same letters, called ``words``."""
    return _dressed(LineField(context), words, "", limit)


def entered_line(context: Context, words: str, hint: str = "", limit: int = 200) -> EnteredLine:
    """Return a line that is entered with Enter."""
    return _dressed(EnteredLine(context), words, hint, limit)


def _dressed(line: Line, words: str, hint: str, limit: int) -> Line:
    enlarge(line)
    line.setAccessibleName(words)
    line.setPlaceholderText(hint)
    line.setMaxLength(limit)
    line.setMinimumHeight(line.fontMetrics().height() + GRID + GRID // 2)
    return line
