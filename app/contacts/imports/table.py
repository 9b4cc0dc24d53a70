"""A table with headings, one pupil to a row: how is it read into a roster?"""

from __future__ import annotations

from collections.abc import Mapping

from app.contacts.imports.cells import RawTable
from app.contacts.imports.mapping import ColumnMapping, find_mapping
from app.contacts.imports.people import make_roster
from app.contacts.imports.roster import Roster
from app.contacts.imports.rows import read_rows


def roster_of_table(table: RawTable, mapping: ColumnMapping) -> Roster:
    """Read the rows below the headings."""
    return make_roster(read_rows(table, mapping), mapping)


def table_mapping(table: RawTable, chosen: Mapping[str, str | None] | None = None) -> ColumnMapping:
    """Find what the columns hold. Raises UserError."""
    return find_mapping(table, chosen)
