"""Which occurrence is chosen, in the list, in the months and in the picture alike?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Chosen(QObject):
    """``key`` is that of an ``OccurrenceRow`` ("" : none is chosen); ``changed`` tells it once for each new choice."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = ""

    @property
    def key(self) -> str:
        return self._key

    def choose(self, key: str) -> None:
        """Choose this occurrence; choosing the one that is chosen already tells nobody."""
        if key != self._key:
            self._key = key
            self.changed.emit(key)
