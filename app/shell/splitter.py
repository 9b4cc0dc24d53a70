"""How do a list and what is chosen in it stand beside each other, as wide as they were left?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.shell.context import Context


class SideBySide(QSplitter):
    """Widgets beside each other; none can be pushed away, and ``key`` in the settings keeps how wide each is.

    ``grows`` is the place (from 0) of the one that takes what room there is more, None: all alike.
    """

    def __init__(
        self,
        context: Context,
        key: str,
        widgets: Sequence[QWidget] = (),
        sizes: Sequence[int] = (),
        *,
        grows: int | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._settings, self._key = context.settings, key
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._remember)
        if widgets:
            self.fill(widgets, sizes, grows=grows)

    def fill(self, widgets: Sequence[QWidget], sizes: Sequence[int], *, grows: int | None = None) -> None:
        """Put widgets beside those that are there; ``sizes`` are those of all, until somebody has chosen others."""
        for widget in widgets:
            self.addWidget(widget)
        if grows is not None:
            self.setStretchFactor(grows, 1)
        self.setSizes(self._settings.get(self._key, list(sizes)))

    def _remember(self) -> None:
        if self.orientation() == Qt.Orientation.Horizontal:
            self._settings.set(self._key, self.sizes())
