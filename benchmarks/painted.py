"""When has a widget been painted?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt


class Painted(QObject):
    """Counts how often a widget is painted; ``painted`` is called after each time, before anything else is done."""

    def __init__(self, painted: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.count = 0
        self._painted = painted

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, _event: QEvent) -> None:
        self._painted()
