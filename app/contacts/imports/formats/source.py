"""What must each kind of file that can come in offer?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.roster import Roster
from app.contacts.imports.tables.mapping import ColumnMapping
from app.core.progress import Progress


@dataclass(frozen=True, slots=True)
class Told:
    """What an importer found in a file; ``table`` and ``mapping`` only where there are columns to map."""

    roster: Roster
    table: RawTable | None = None
    mapping: ColumnMapping | None = None


class Source(Protocol):
    """A file whose reading has begun; :meth:`told` waits for it and can be asked again with another mapping."""

    def told(self, chosen: Mapping[str, str | None] | None, progress: Progress) -> Told:
        """Return what the file says. Raises UserError or Cancelled."""

    def stop(self) -> None:
        """End the reading."""


class Importer(Protocol):
    """One kind of file."""

    @property
    def id(self) -> str:
        """Return what the command line calls it."""

    def recognises(self, path: Path, beginning: bytes) -> bool:
        """Say, by its content, whether the file (or the folder, whose ``beginning`` is blank) is of this kind."""

    def start(self, path: Path, sheet: str | None) -> Source:
        """Begin to read; other work can be done meanwhile. Raises UserError."""
