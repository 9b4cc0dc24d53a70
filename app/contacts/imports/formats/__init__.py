"""Which kinds of file can come in? Each is one entry here, for the window and the command line alike."""

from __future__ import annotations

from pathlib import Path

from app.contacts.imports.files import preflight
from app.contacts.imports.formats.oneroster import OneRosterImporter
from app.contacts.imports.formats.pifu import PifuImporter
from app.contacts.imports.formats.sds import SdsImporter
from app.contacts.imports.formats.source import Importer
from app.contacts.imports.formats.table import TableImporter
from app.contacts.imports.formats.wis import WisImporter
from app.core.errors import UserError
from app.core.i18n import N_

UNKNOWN_FORMAT = N_("There is no format called {name}. Choose one of: {names}.")
UNKNOWN_FOLDER = N_("This folder holds no export of a school. Choose the file itself.")

IMPORTERS: tuple[Importer, ...] = (
    PifuImporter(),
    OneRosterImporter(),
    SdsImporter(),
    WisImporter(),
    TableImporter(),
)
"""In the order they are asked whether a file is theirs; the table comes last."""


def importer_of(path: Path, name: str = "auto") -> Importer:
    """Return the importer that was named, or the first that recognises the file or folder. Raises UserError."""
    if name == "auto":
        return _recognised(path)
    found = next((importer for importer in IMPORTERS if importer.id == name), None)
    if found is None:
        names = ", ".join(importer.id for importer in IMPORTERS)
        raise UserError(UNKNOWN_FORMAT, field="format", name=name, names=names)
    return found


def _recognised(path: Path) -> Importer:
    is_folder = preflight.is_folder(path)
    beginning = b"" if is_folder else preflight.first_bytes(path)
    found = next(importer for importer in IMPORTERS if importer.recognises(path, beginning))
    if is_folder and isinstance(found, TableImporter):
        raise UserError(UNKNOWN_FOLDER)
    return found
