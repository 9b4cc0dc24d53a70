"""A table with headings, one pupil to a row: how is it read into a roster?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.files.reading import start_reading
from app.contacts.imports.formats.source import Told
from app.contacts.imports.roster import Remark, Roster
from app.contacts.imports.tables.apart import with_rows_of_sheets
from app.contacts.imports.tables.mapping import ColumnMapping, find_mapping
from app.contacts.imports.tables.people import make_roster
from app.contacts.imports.tables.rows import read_rows
from app.core.i18n import N_
from app.core.progress import Progress

GUESSED = N_("These columns were told by their values, since their headings do not say it: {columns}.")
NOBODY = Roster((), (), (), (), ())


def roster_of_table(table: RawTable, mapping: ColumnMapping) -> Roster:
    """Read the rows of the list, or lists, laid out below one row of headings; nobody where no import can be made."""
    if mapping.missing:
        return NOBODY
    laid = mapping.laid
    if laid is None:
        return make_roster(read_rows(table, mapping), mapping)
    roster = make_roster(read_rows(laid.table, replace(mapping, header=laid.header)), mapping)
    if laid.sheets:
        roster = with_rows_of_sheets(roster, laid.sheets)
    remarks = (*roster.remarks, *laid.remarks, *_about_guesses(mapping))
    return replace(roster, remarks=remarks) if remarks else roster


def _about_guesses(mapping: ColumnMapping) -> tuple[Remark, ...]:
    columns = ", ".join(column.heading for column in mapping.guessed)
    return (Remark(GUESSED, {"columns": columns}),) if columns else ()


class TableSource:
    """A table that is being read, or has been."""

    def __init__(self, path: Path, sheet: str | None) -> None:
        self._reading = start_reading(path, sheet)

    def told(self, chosen: Mapping[str, str | None] | None, progress: Progress) -> Told:
        """Wait for the cells and read them with the mapping that is found or chosen."""
        table = self._reading.table(progress)
        mapping = find_mapping(table, chosen)
        return Told(roster_of_table(table, mapping), table, mapping)

    def stop(self) -> None:
        """End the reading."""
        self._reading.stop()


@dataclass(frozen=True, slots=True)
class TableImporter:
    """Excel workbooks and text with delimiters: one pupil to a row."""

    id: str = "table"

    def recognises(self, path: Path, beginning: bytes) -> bool:
        """Take every file nobody else recognised; the reading says what is wrong with it."""
        return True

    def start(self, path: Path, sheet: str | None) -> TableSource:
        """Begin to read the cells."""
        return TableSource(path, sheet)
