"""Which kinds of file can come in? Each is one entry here, for the window and the command line alike."""

from __future__ import annotations

from pathlib import Path

from app.contacts.imports.formats.source import Importer
from app.contacts.imports.formats.table import TableImporter
from app.core.errors import UserError
from app.core.i18n import N_

UNKNOWN_FORMAT = N_("There is no format called {name}. Choose one of: {names}.")

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
