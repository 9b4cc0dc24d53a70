"""What stands in each row of a file of results: class, office, name, and votes where somebody counted?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.contacts.cell import Cell
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.files.reading import read_table
from app.contacts.imports.tables.filling import unmerged
from app.contacts.imports.tables.headers import LOOKED_AT, heading_text, normalise
from app.contacts.texts import clean_text
from app.core.errors import UserError
from app.core.i18n import N_

CLASS, OFFICE, NAME, GIVEN, FAMILY, VOTES, CHILD, HELD_ON = (
    "class",
    "office",
    "name",
    "given",
    "family",
    "votes",
    "child",
    "held_on",
)
HEADINGS = {
    CLASS: "klasse klassenavn klassenamn klassen klassa klassar klasser gruppe basisgruppe class classname",
    OFFICE: "verv vervet verva rolle funksjon vervnavn vervnamn utvalg utval radutvalg radutval organ tillitsverv "
    "valgtil valttil vervrolle office position role body seat",
    NAME: "navn namn name fulltnavn fulltnamn fullname valgt vald valde valgte kandidat kandidatar kandidater "
    "hvem kven person representant foresatt foresett forelder elected candidate",
    GIVEN: "fornavn fornamn firstname givenname",
    FAMILY: "etternavn etternamn lastname surname familyname",
    VOTES: "stemmer stemme stemmetall antallstemmer antstemmer royster royst roystetal roystetall talroyster "
    "antalroyster votes vote count numberofvotes",
    CHILD: "barn barnet barnetsnavn barnasnavn namnpabarnet elev elevnavn elevnamn foresatttil foresetttil forelderav "
    "mortil fartil child pupil children guardianof parentof",
    HELD_ON: "dato dag valgdato valdato valgdag valdag motedato holdt halde held heldon helddate date day electionday "
    "electiondate meetingdate",
}
"""Bokmål, nynorsk and English, as ``headers.normalise`` leaves them."""
FIELD_OF = {word: field for field, words in HEADINGS.items() for word in words.split()}

NO_HEADINGS = N_(
    "The file has no row with the headings class, office and name. Write them above the columns, and votes too if "
    "somebody counted."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as plain text, ``row`` as the file numbers it, ``sheet`` where there are several.

    ``name`` is empty where nobody was willing, ``votes`` where nobody counted. ``headings`` is {field: its heading}.
    """

    row: int
    sheet: str
    class_name: str
    office: str
    name: str
    votes: str
    child: str
    held_on: str
    headings: dict[str, str]

    def heading(self, field: str) -> str:
        """Return what the file calls a column, "" where it has none."""
        return self.headings.get(field, "")


def read_lines(path: Path, *, sheet: str | None = None) -> tuple[Line, ...]:
    """Read a text file or a workbook; blank rows and headings that are repeated are left out. Raises UserError."""
    return lines_of(read_table(path, sheet=sheet))


def lines_of(table: RawTable) -> tuple[Line, ...]:
    """Return the rows below the headings. Raises UserError where there are none."""
    place = _headings_place(table)
    if place is None:
        raise UserError(NO_HEADINGS)
    table = unmerged(table, place + 1)
    columns, headings = _columns(table.row(place))
    sheets = _sheets(table)
    found = []
    for at in range(place + 1, table.height):
        row = table.row(at)
        texts = {field: clean_text(row[index]) for field, index in columns.items()}
        if not any(texts.values()) or _is_headings(row):
            continue
        name = texts.get(NAME) or f"{texts.get(GIVEN, '')} {texts.get(FAMILY, '')}".strip()
        found.append(
            Line(
                table.row_numbers[at],
                sheets[at],
                texts[CLASS],
                texts[OFFICE],
                name,
                texts.get(VOTES, ""),
                texts.get(CHILD, ""),
                texts.get(HELD_ON, ""),
                headings,
            )
        )
    return tuple(found)


def _headings_place(table: RawTable) -> int | None:
    """Return the place of the first row that names all columns that must be there; titles may stand above it."""
    return next((at for at in range(min(table.height, LOOKED_AT)) if _is_headings(table.row(at))), None)


def _is_headings(row: Sequence[Cell]) -> bool:
    fields = _columns(row)[0]
    return CLASS in fields and OFFICE in fields and (NAME in fields or FAMILY in fields)


def _columns(row: Sequence[Cell]) -> tuple[dict[str, int], dict[str, str]]:
    """Return {field: its column} and {field: its heading}; of two columns of one kind the first counts."""
    columns: dict[str, int] = {}
    headings: dict[str, str] = {}
    for index, cell in enumerate(row):
        heading = heading_text(cell)
        field = FIELD_OF.get(normalise(heading))
        if field is not None and field not in columns:
            columns[field], headings[field] = index, heading
    if CHILD in columns and not {NAME, GIVEN, FAMILY} & set(columns):  # "Klasse", "Verv", "Elev": the pupil is chosen
        columns[NAME], headings[NAME] = columns.pop(CHILD), headings.pop(CHILD)
    return columns, headings


def _sheets(table: RawTable) -> list[str]:
    """Return which sheet each row is of, "" where all are of one."""
    sheets = [""] * table.height
    for (name, start), end in zip(table.parts, [at for _, at in table.parts[1:]] + [table.height], strict=False):
        sheets[start:end] = [name] * (end - start)
    return sheets
