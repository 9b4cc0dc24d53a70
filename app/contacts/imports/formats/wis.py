"""What roster does a class list for WIS Skole tell?

The list says what it is by its first row: fixed names of columns, in any order, with semicolons (wis.no). Its Telefon
is the home's, and a whole name may stand in Etternavn as "Hansen, Kari".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.contacts.cell import Cell, text_of
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.files.reading import start_reading
from app.contacts.imports.formats.source import Told
from app.contacts.imports.formats.table import roster_of_table
from app.contacts.imports.roster import Roster
from app.contacts.imports.tables.mapping import find_mapping
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.core.schoolyear import parse_year

NAMES = frozenset({"Skoleår", "Klassetrinn", "Klassenavn", "Etternavn"})
"""Those no list for WIS is without; together they are in no other list."""
NOT_WIS = N_("This is no class list for WIS Skole: its first row should hold {names}.")
FIELDS: dict[str, str | None] = {
    "Klassetrinn": "class.grade",
    "Klassenavn": "class.name",
    "Etternavn": "pupil.family",
    "Fornavn": "pupil.given",
    "Fødselsdato": "pupil.birth_date",
    "Adresse": "pupil.street",
    "Postnummer": "pupil.postal_code",
    "Poststed": "pupil.city",
    "Telefon": "pupil.home_phone",
    "Skoleår": None,
    "Nummer": None,
}
_OF_NO_USE = ("Skoleår", "Nummer")


def roster_of_wis(table: RawTable) -> Roster:
    """Return the roster of a list for WIS. Raises UserError."""
    headings = [text_of(column[0]).strip() if column else "" for column in table.columns]
    if not set(headings) >= NAMES:
        raise UserError(NOT_WIS, names=", ".join(sorted(NAMES)))
    mapping = find_mapping(
        _with_whole_names(table, headings),
        {heading: FIELDS[heading] for heading in headings if heading in FIELDS},
    )
    roster = roster_of_table(_with_whole_names(table, headings), mapping)
    unknown = tuple(heading for heading in roster.unknown if heading not in _OF_NO_USE)
    return replace(roster, unknown=unknown, year=_year(table, headings))


def _with_whole_names(table: RawTable, headings: list[str]) -> RawTable:
    """Return the table with each whole name parted that stands in Etternavn."""
    if "Fornavn" not in headings:
        return table  # then the whole column is read as names
    at, given_at = headings.index("Etternavn"), headings.index("Fornavn")
    family, given = list(table.columns[at]), list(table.columns[given_at])
    for place, (last, first) in enumerate(zip(family, given, strict=True)):
        before, comma, after = text_of(last).partition(",")
        if comma and not text_of(first).strip():
            family[place], given[place] = before.strip(), after.strip()
    columns: list[tuple[Cell, ...]] = list(table.columns)
    columns[at], columns[given_at] = tuple(family), tuple(given)
    return replace(table, columns=tuple(columns))


def _year(table: RawTable, headings: list[str]) -> int | None:
    """Return the school year most rows are of."""
    told = Counter(text_of(cell).strip() for cell in table.columns[headings.index("Skoleår")][1:])
    told.pop("", None)
    for text, _ in told.most_common(1):
        try:
            return parse_year(text)
        except UserError:
            return None
    return None


class WisSource:
    """A list for WIS that is being read."""

    def __init__(self, path: Path) -> None:
        self._reading = start_reading(path)

    def told(self, chosen: Mapping[str, str | None] | None, progress: Progress) -> Told:
        """Wait for the cells; every column's name is given by WIS, so there is nothing to choose."""
        return Told(roster_of_wis(self._reading.table(progress)))

    def stop(self) -> None:
        """End the reading."""
        self._reading.stop()


@dataclass(frozen=True, slots=True)
class WisImporter:
    """The text file WIS Skole reads its pupils from."""

    id: str = "wis"

    def recognises(self, path: Path, beginning: bytes) -> bool:
        """Say so by the first row."""
        first = beginning.partition(b"\n")[0]
        # Names of columns hold no semicolon; what is cut off at the end stands far behind them.
        for encoding in ("utf-8-sig", "cp1252"):
            if {cell.strip(' "\r') for cell in first.decode(encoding, errors="replace").split(";")} >= NAMES:
                return True
        return False

    def start(self, path: Path, sheet: str | None) -> WisSource:
        """Begin to read."""
        return WisSource(path)
