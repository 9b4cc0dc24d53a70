"""When is garbage collected? On the window's thread alone: on another it might destroy a widget there."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

OFTEN = 5_000  # milliseconds; the young
SELDOM = 12  # times that; everything


class Collector(QObject):
    """Takes the collector's work over from Python until it is destroyed with its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = 0
        gc.disable()
        # Not at once: what is destroyed has a lock of Qt's, and a widget destroyed meanwhile may wait for it for ever.
        self.destroyed.connect(lambda: QTimer.singleShot(0, gc.enable))
        timer = QTimer(self, interval=OFTEN)
        timer.timeout.connect(self._collect)
        timer.start()

    def _collect(self) -> None:
        self._turn = (self._turn + 1) % SELDOM
        gc.collect(1 if self._turn else 2)
