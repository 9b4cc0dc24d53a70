"""Which keys hold now, said in one quiet line at the foot?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence

from app.core.i18n import Translator
from app.shell.flow import Flow
from app.shell.theme import GRID
from app.shell.words import Label


class KeyLine(Flow):
    """Pairs of a key and what it does, which go on in the next line where there is no room."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: tuple[tuple[str, str], ...] = ()
        self._labels: list[Label] = []

    @property
    def words(self) -> str:
        return " · ".join(f"{key} {words}" for key, words in self._shown)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, what it does); a key may be a letter."""
        if tuple(keys) == self._shown:
            return
        self._shown = tuple(keys)
        while len(self._labels) < len(keys):
            label = Label("", "muted")
            label.setContentsMargins(0, 0, GRID, 0)
            self._labels.append(label)
            self.add(label)
        for at, label in enumerate(self._labels):
            label.setVisible(at < len(keys))
            if at < len(keys):
                key, words = keys[at]
                label.setText(f"{say_keys(key)}  {words}")
        self._make_room()


def say_keys(key: str) -> str:
    """Return a key as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if len(key) > 1 else key
