"""How do fields that stand in each other's place take no more room than those that are shown?"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class SnugStack(QStackedWidget):
    """A stack as high as the page it shows, not as its highest one; as wide as its widest, so that nothing jumps."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def sizeHint(self) -> QSize:
        return self._snug(super().sizeHint(), minimum=False)

    def minimumSizeHint(self) -> QSize:
        return self._snug(super().minimumSizeHint(), minimum=True)

    def _snug(self, size: QSize, *, minimum: bool) -> QSize:
        page = self.currentWidget()
        if page is None:
            return size
        height = (page.minimumSizeHint() if minimum else page.sizeHint()).height()
        return QSize(size.width(), max(0, height))
