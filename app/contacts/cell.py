"""What can stand in a cell of a table, and what would a person read in it?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None


def text_of(cell: Cell) -> str:
    """Return what a person would read in the cell."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y") if cell.time() == time() else cell.strftime("%d.%m.%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
