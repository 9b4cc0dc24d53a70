"""What does a sheet look like that was put together cell by cell, from markup?"""

from __future__ import annotations

from typing import Any

from app.contacts.imports.files.words import TOO_MANY
from app.core.errors import UserError

MOST_ROWS = 200_000
MOST_COLUMNS = 500


class TextSheet:
    """Cells are put where they stand; the others are empty. It never grows larger than a list of people."""

    start = (0, 0)

    def __init__(self) -> None:
        self._rows: list[list[Any]] = []
        self._width = 0
        self.merged_cell_ranges: list[tuple[tuple[int, int], tuple[int, int]]] = []

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return self._width

    def put(self, row: int, column: int, value: Any) -> None:
        """Write one cell, both places counted from 0. Raises UserError."""
        if not (0 <= row < MOST_ROWS and 0 <= column < MOST_COLUMNS):
            raise UserError(TOO_MANY)
        while len(self._rows) <= row:
            self._rows.append([])
        cells = self._rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = value
        self._width = max(self._width, column + 1)

    def merge(self, row: int, column: int, height: int, width: int) -> None:
        """Note that a cell covers more than its own place."""
        if height > 1 or width > 1:
            self.merged_cell_ranges.append(((row, column), (row + height - 1, column + width - 1)))

    def to_python(self, *, nrows: int | None = None) -> list[list[Any]]:
        """Return the first rows, or all, each as wide as the sheet."""
        return [cells + [""] * (self._width - len(cells)) for cells in self._rows[:nrows]]
