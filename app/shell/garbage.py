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
        self.destroyed.connect(gc.enable)
        timer = QTimer(self, interval=OFTEN)
        timer.timeout.connect(self._collect)
        timer.start()

    def _collect(self) -> None:
        self._turn = (self._turn + 1) % SELDOM
        gc.collect(1 if self._turn else 2)
