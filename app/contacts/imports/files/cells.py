"""What does a table file hold, before anybody knows what its columns mean?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from app.contacts.cell import Cell
from app.contacts.imports.files.words import TOO_LARGE
from app.core.errors import UserError

LONGEST_CELL = 32_767
EXACT = 1e15
"""A float has no more digits than this, and no phone number has as many."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells of one sheet. An empty cell is "" or None; a float that is whole has become an int.

    ``columns`` all have the same length; ``row_numbers[i]`` is what the file calls the row at place i.
    ``parts`` is ((sheet, place of its first row), …) where several sheets were read together, else empty;
    ``first_column`` is how many empty columns the sheet has to the left of these; ``merged`` holds the
    (first row, first column, last row, last column) of cells that were merged, as places among these.
    """

    columns: tuple[tuple[Cell, ...], ...]
    row_numbers: Sequence[int]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    details: dict[str, str] = field(default_factory=dict)
    parts: tuple[tuple[str, int], ...] = ()
    first_column: int = 0
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def height(self) -> int:
        """Return how many rows there are, the headings and empty ones included."""
        return len(self.row_numbers)

    def row(self, index: int) -> tuple[Cell, ...]:
        """Return one row, left to right."""
        return tuple(column[index] for column in self.columns)

    def rows(self, start: int, stop: int) -> list[tuple[Cell, ...]]:
        """Return the rows from ``start`` to before ``stop``."""
        return list(zip(*(column[start:stop] for column in self.columns), strict=True))


def table_of(
    rows: Sequence[Sequence[Cell]],
    row_numbers: Sequence[int],
    *,
    sheet: str = "",
    sheets: tuple[str, ...] = (),
    details: dict[str, str] | None = None,
) -> RawTable:
    """Stand rows (also of uneven length) up as columns."""
    widths = {len(row) for row in rows}
    columns = list(zip(*rows, strict=True)) if len(widths) == 1 else list(zip_longest(*rows))
    return RawTable(tuple(map(normal_column, columns)), row_numbers, sheet, sheets, details or {})


def check_lengths(columns: Sequence[Sequence[Any]]) -> None:
    """Refuse cells with more in them than Excel lets anybody write. Raises UserError."""
    for column in columns:
        try:
            if len("".join(column)) <= LONGEST_CELL:  # all of it together: nearly every column of a school's list
                continue
            texts: Sequence[str] = column
        except TypeError:
            texts = [cell for cell in column if isinstance(cell, str)]
        if max(map(len, texts), default=0) > LONGEST_CELL:
            raise UserError(TOO_LARGE)


def normal_column(column: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the column with every float that is whole as an int."""
    if is_text(column) or float not in set(map(type, column)):
        return column
    return tuple(
        int(cell) if type(cell) is float and cell.is_integer() and abs(cell) < EXACT else cell for cell in column
    )


def is_text(column: Sequence[Any]) -> bool:
    """Say whether every cell is text: joining them is the fastest way to ask."""
    try:
        "".join(column)
    except TypeError:
        return False
    return True
