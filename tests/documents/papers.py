"""Which papers do the tests write, and what should a screen reader say of them?"""

from __future__ import annotations

from datetime import date

from app.documents.model import (
    Ballots,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Row,
    Signatures,
    Table,
)

COLUMNS = (
    Column("Elev", 3, group=True),
    Column("Født", 1.2, "date", group=True),
    Column("Foresatt", 3),
    Column("Telefon", 1.6, "phone"),
    Column("E-post", 3, "email"),
)

Heard = tuple[str, object]
"""A role with what is heard: a text, the items of a list, or the rows of a table as (role, scope, rows, text)."""


def pupil(name: str, *guardians: tuple[Cell, ...], born: Cell = None) -> Row:
    return Row((name, born), guardians)


def guardian(number: int) -> tuple[str, str, str]:
    return (f"Foresatt {number}", f"900 00 {number:03}", f"foresatt.{number}@example.no")


def class_table(pupils: int, guardians: int = 2, name: str = "5A") -> Table:
    rows = [pupil(f"Elev {number}", *map(guardian, range(number, number + guardians))) for number in range(pupils)]
    return Table(COLUMNS, tuple(rows), name, "Klasse")


def paper(*blocks: Block, language: str = "nb", **values: object) -> Document:
    """Return a Document of Lia skole with ``blocks``."""
    known: dict[str, object] = {
        "title": "Klasseliste 5A",
        "school": "Lia skole",
        "school_year": "2026/27",
        "audience": "Til foresatte i klassen",
        "printed_on": date(2026, 8, 24),
    }
    return Document(language=language, blocks=blocks, **{**known, **values})  # type: ignore[arg-type]


def heard_of(document: Document) -> list[Heard]:
    """Say what must be heard, in order: worked out from the Document alone."""
    heard: list[Heard] = [("H1", _plain(document.title))]
    for block in document.blocks:
        if isinstance(block, Heading):
            heard.append((f"H{block.level + 1}", _plain(block.text)))
        elif isinstance(block, Paragraph):
            heard.append(("P", _plain(block.text)))
        elif isinstance(block, BulletList):
            heard.append(("L", [_plain(item) for item in block.items]))
        elif isinstance(block, Table):
            heard.append(("Table", _rows(block)))
        elif isinstance(block, Facts):
            facts = [(_plain(field.label), _plain(field.value)) for field in block.fields]
            heard.append(("Table", [[("TH", "Row", 1, label), ("TD", "", 1, value)] for label, value in facts]))
        elif isinstance(block, Signatures):
            heard.extend(("P", _plain(place)) for place in block.places)
    return heard


def as_lines(block: Facts | Signatures | Ballots) -> list[str]:
    """Write as plain text what is filled in, signed or ticked by hand, for a golden file."""
    if isinstance(block, Facts):
        return [f"{field.label}: {field.value or '____ ' * field.lines}".rstrip() for field in block.fields]
    if isinstance(block, Signatures):
        return [f"____ {place}" for place in block.places]
    return [
        f"({block.copies} × {block.heading}, {block.per_sheet})",
        block.lead,
        *(f"[ ] {name}" for name in block.names),
        *["____"] * block.blank_lines,
    ]


def _rows(table: Table) -> list[list[tuple[str, str, int, str]]]:
    rows = [[("TH", "Column", 1, _plain(column.title)) for column in table.columns]]
    groups = sum(column.group for column in table.columns)
    for row in table.rows:
        lines = row.lines if groups else (row.cells,)
        lines = lines or (("",) * (len(table.columns) - groups),)
        for number, line in enumerate(lines):
            spoken = [("TD", "", 1, _plain(cell)) for cell in line]
            if groups and number == 0:
                first, *rest = row.cells
                names = [("TH", "Row", len(lines), _plain(first))]
                spoken = [*names, *(("TD", "", len(lines), _plain(cell)) for cell in rest), *spoken]
            rows.append(spoken)
    return rows


def _plain(cell: Cell) -> str:
    text = cell.strftime("%d.%m.%Y") if isinstance(cell, date) else "" if cell is None else str(cell)
    return " ".join(text.split())
