"""Which occurrences do the list, the months and the picture show: those of the year that the filters let through?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.yearwheel.rows import OccurrenceRow, Wheel


def is_let_through(row: OccurrenceRow, narrowed: Narrowed, folded: str) -> bool:
    """Say whether an occurrence is shown; ``folded`` is all one can look for in it (``db.search.fold``)."""
    return (
        (not narrowed.rings or row.ring.id in narrowed.rings)
        and (not narrowed.status or row.status == narrowed.status)
        and (not narrowed.responsible or row.responsible == narrowed.responsible)
        and all(word in folded for word in narrowed.words)
    )


@dataclass(frozen=True)
class Narrowed:
    """What is asked for: rings by id (none: all), a status, who is responsible ("" : any), and folded words."""

    rings: frozenset[int] = frozenset()
    status: str = ""
    responsible: str = ""
    words: tuple[str, ...] = ()


class Shown(QObject):
    """The wheel that was read last and how it is narrowed; ``changed`` after either is another."""

    changed = Signal()

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.wheel: Wheel | None = None
        self.narrowed = Narrowed()
        self._folded: dict[str, str] = {}
        self._occurrences: tuple[OccurrenceRow, ...] = ()

    @property
    def occurrences(self) -> tuple[OccurrenceRow, ...]:
        """Those the filters let through, by day; what has no day last."""
        return self._occurrences

    @property
    def is_narrowed(self) -> bool:
        return self.narrowed != Narrowed()

    def said_limits(self, text: str) -> str:
        """Return by what it is narrowed beside rings, "«7A», Forfalt, Rektor"; ``text`` is as it was typed."""
        from app.yearwheel.words import STATUS_WORDS

        asked = self.narrowed
        said = (
            f"«{' '.join(text.split())}»" if asked.words else "",
            self._tr(STATUS_WORDS[asked.status]).lower() if asked.status else "",
            asked.responsible,
        )
        return ", ".join(filter(None, said))

    def occurrence(self, key: str) -> OccurrenceRow | None:
        """Return one of the year, also one the filters do not let through."""
        every = self.wheel.occurrences if self.wheel is not None else ()
        return next((row for row in every if row.key == key), None)

    def show(self, wheel: Wheel | None) -> None:
        """Show a wheel that was read."""
        from app.yearwheel.listing.lines import folded_of

        self.wheel = wheel
        every = wheel.occurrences if wheel is not None else ()
        self._folded = {row.key: folded_of(row, self._tr) for row in every}
        known = {ring.id for ring in wheel.rings} if wheel is not None else set()
        self.narrowed = replace(self.narrowed, rings=self.narrowed.rings & known)
        self._sieve()

    def narrow(self, **asked: Any) -> None:
        """Change some of ``Narrowed``'s fields; ``text`` is what was typed."""
        from db.search import fold

        if "text" in asked:
            asked["words"] = tuple(fold(asked.pop("text")).split())
        narrowed = replace(self.narrowed, **asked)
        if narrowed != self.narrowed:
            self.narrowed = narrowed
            self._sieve()

    def _sieve(self) -> None:
        every = self.wheel.occurrences if self.wheel is not None else ()
        self._occurrences = tuple(row for row in every if is_let_through(row, self.narrowed, self._folded[row.key]))
        self.changed.emit()
