"""How does long work say how far it is, and learn that it should stop?"""

from __future__ import annotations

from collections.abc import Callable

from app.core.errors import Cancelled


class Progress:
    """Handed to long work, which calls :meth:`step` often; the call raises Cancelled once the user gave up."""

    def __init__(
        self,
        report: Callable[[str, int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._report = report
        self._cancelled = cancelled

    def step(self, text: str, done: int, total: int) -> None:
        """Report that ``done`` of ``total`` is done; ``text`` is a msgid. Raises Cancelled."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._report is not None:
            self._report(text, done, total)


NO_PROGRESS = Progress()
