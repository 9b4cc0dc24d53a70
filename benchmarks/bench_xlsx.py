"""How long does an Excel list of 63,000 rows take, against openpyxl write-only with the same cells?"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from app.documents.model import Cell, Column, Document, Row, Table
from app.documents.xlsx import write_xlsx
from benchmarks.measure import Line
from benchmarks.papers import FAMILY, GIVEN, compare, report_run

LIMIT = 1.3
ROWS = 63_000

COLUMNS = (
    Column("Klasse", 1),
    Column("Etternavn", 2),
    Column("Fornavn", 2),
    Column("Født", 1, "date"),
    Column("Adresse", 3),
    Column("Postnr", 1),
    Column("Sted", 2),
    Column("Foresatt", 3),
    Column("Rolle", 1),
    Column("Telefon", 1.5, "phone"),
    Column("E-post", 3, "email"),
    Column("Søsken", 1, "number"),
)


def run(rounds: int = 3) -> list[Line]:
    """Return the comparison."""
    what = "Excel list of 63,000 rows"
    return [compare("benchmarks.bench_xlsx", what, "openpyxl write-only with the same cells", LIMIT, rounds)]


def city(rows: int = ROWS) -> list[tuple[Cell, ...]]:
    chance = random.Random(63)
    return [_row(chance) for _ in range(rows)]


def _row(chance: random.Random) -> tuple[Cell, ...]:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    return (
        f"{chance.randint(1, 10)}{chance.choice('ABCD')}",
        family,
        given,
        date(2010 + chance.randrange(10), chance.randint(1, 12), chance.randint(1, 28)),
        f"Storgata {chance.randint(1, 200)}",
        f"{chance.randrange(10_000):04}",
        "Oslo",
        f"{chance.choice(GIVEN)} {family}",
        chance.choice(("mor", "far")),
        f"+479{chance.randrange(10_000_000):07}",
        f"{given.lower()}.{chance.randrange(1000)}@example.no" if chance.random() < 0.9 else None,
        chance.randrange(4),
    )


def ours(rows: list[tuple[Cell, ...]]) -> None:
    write_xlsx(Document("Elevliste", "nb", (Table(COLUMNS, tuple(Row(row) for row in rows)),)), BytesIO())


def floor(rows: Sequence[Sequence[Any]]) -> None:
    """Bare openpyxl: the same values, marked as text or as dates where ours are, with one shared style each."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Elevliste")
    text: Any = WriteOnlyCell(sheet, "")
    day: Any = WriteOnlyCell(sheet, "")
    text.number_format, day.number_format = "@", "dd.mm.yyyy"
    styles = {0: text._style, 3: day._style, 5: text._style, 9: text._style}
    sheet.append([column.title for column in COLUMNS])
    for row in rows:
        cells: list[object] = list(row)
        for index, style in styles.items():
            cell: Any = WriteOnlyCell(sheet, row[index])
            cell._style = style
            cells[index] = cell
        sheet.append(cells)
    workbook.save(BytesIO())


def bare(rows: list[tuple[Cell, ...]]) -> None:
    """The same values without a mark or a style, for comparison: zeros and plus signs do not survive an edit."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Elevliste")
    for row in rows:
        sheet.append(row)
    workbook.save(BytesIO())


if __name__ == "__main__":
    values = city()
    report_run(lambda: {"ours": ours, "floor": floor, "bare": bare}[sys.argv[1]](values))
