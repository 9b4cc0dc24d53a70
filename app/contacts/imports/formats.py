"""Which kinds of file can come in? Each is one entry here, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.contacts.imports.cells import RawTable
from app.contacts.imports.mapping import ColumnMapping
from app.contacts.imports.reading import start_reading
from app.contacts.imports.roster import Roster
from app.contacts.imports.table import roster_of_table, table_mapping
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress

UNKNOWN_FORMAT = N_("There is no format called {name}. Choose one of: {names}.")


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

    @property
    def title(self) -> str:
        """Return the msgid of its name."""

    def recognises(self, path: Path) -> bool:
        """Say, by its content, whether the file is of this kind."""

    def start(self, path: Path, sheet: str | None) -> Source:
        """Begin to read; other work can be done meanwhile. Raises UserError."""


class TableSource:
    """A table that is being read, or has been."""

    def __init__(self, path: Path, sheet: str | None) -> None:
        self._reading = start_reading(path, sheet)

    def told(self, chosen: Mapping[str, str | None] | None, progress: Progress) -> Told:
        """Wait for the cells and read them with the mapping that is found or chosen."""
        table = self._reading.table(progress)
        mapping = table_mapping(table, chosen)
        return Told(roster_of_table(table, mapping), table, mapping)

    def stop(self) -> None:
        """End the reading."""
        self._reading.stop()


@dataclass(frozen=True, slots=True)
class TableImporter:
    """Excel workbooks and text with delimiters: one pupil to a row."""

    id: str = "table"
    title: str = N_("Excel or CSV list")

    def recognises(self, path: Path) -> bool:
        """Take every file nobody else recognised; the reading says what is wrong with it."""
        return True

    def start(self, path: Path, sheet: str | None) -> TableSource:
        """Begin to read the cells."""
        return TableSource(path, sheet)


IMPORTERS: tuple[Importer, ...] = (TableImporter(),)
"""In the order they are asked whether a file is theirs; the table comes last."""


def importer_of(path: Path, name: str = "auto") -> Importer:
    """Return the importer that was named, or the first that recognises the file. Raises UserError."""
    if name == "auto":
        return next(importer for importer in IMPORTERS if importer.recognises(path))
    found = next((importer for importer in IMPORTERS if importer.id == name), None)
    if found is None:
        names = ", ".join(importer.id for importer in IMPORTERS)
        raise UserError(UNKNOWN_FORMAT, field="format", name=name, names=names)
    return found
