"""Which cells hold for those below them, because they are merged or because a class is written once?"""

from __future__ import annotations

from dataclasses import replace

from app.contacts.cell import Cell
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.roster import Remark
from app.contacts.imports.tables.headers import PUPIL_NAMES, field_of, heading_text
from app.core.i18n import N_

FILLED_DOWN = N_("In the column {column} a class was taken to hold for the blank cells below it: {count} rows.")
MERGED = N_("Cells that are merged over several rows were taken to hold for each of them.")
_FEWEST_IN_A_BLOCK = 3
_FEWEST_IN_ONE_BLOCK = 8


def unmerged(table: RawTable, start: int) -> RawTable:
    """Write what stands in cells merged over several rows, at or below ``start``, in each of those rows."""
    columns: dict[int, list[Cell]] = {}
    for first, left, last, right in table.merged:
        last = min(last, table.height - 1)
        if first < start or first >= last or left != right:
            continue
        cells = columns.setdefault(left, list(table.columns[left]))
        cells[first : last + 1] = [cells[first]] * (last + 1 - first)
    if not columns:
        return table
    filled_in = (tuple(columns.get(place, column)) for place, column in enumerate(table.columns))
    return replace(table, columns=tuple(filled_in), merged=())


def filled_down(table: RawTable, header: int) -> tuple[RawTable, tuple[Remark, ...]]:
    """Let a class that is written once, at the head of its pupils, hold for those below it.

    Only where the blanks can mean nothing else: every class is written once, each block has several pupils and no
    gap, and nearly all cells are blank.
    """
    index = next(
        (at for at, column in enumerate(table.columns) if field_of(heading_text(column[header])) == "class.name"),
        None,
    )
    if index is None:
        return table, ()
    cells = table.columns[index][header + 1 :]
    if all(cells):
        return table, ()
    starts = [at for at, cell in enumerate(cells) if cell not in (None, "")]
    named = [cells[at] for at in starts]
    last = _last_filled(table, header + 1)
    if not starts or starts[0] != 0 or len(set(named)) != len(named):
        return table, ()
    sizes = [end - at for at, end in zip(starts, [*starts[1:], last + 1], strict=True)]
    fewest = _FEWEST_IN_A_BLOCK if len(sizes) > 1 else _FEWEST_IN_ONE_BLOCK
    if sorted(sizes)[len(sizes) // 2] < fewest or not _are_without_gaps(table, header + 1, last):
        return table, ()
    column: list[Cell] = list(table.columns[index][: header + 1])
    for at, cell in enumerate(cells):
        column.append(cell if cell not in (None, "") or at > last else column[-1])
    columns = (*table.columns[:index], tuple(column), *table.columns[index + 1 :])
    plain = RawTable(columns, table.row_numbers, table.sheet, table.sheets, table.details, (), table.first_column)
    heading = heading_text(table.columns[index][header])
    remark = Remark(FILLED_DOWN, {"column": heading, "count": last + 1 - len(starts)})
    return plain, (remark,)


def _are_without_gaps(table: RawTable, start: int, last: int) -> bool:
    names = [column for column in table.columns if field_of(heading_text(column[start - 1])) in PUPIL_NAMES]
    return bool(names) and all(any(column[start + at] not in (None, "") for column in names) for at in range(last + 1))


def _last_filled(table: RawTable, start: int) -> int:
    """Return the place, counted from ``start``, of the last row in which anything stands."""
    for place in range(table.height - 1, start - 1, -1):
        if any(column[place] not in (None, "") for column in table.columns):
            return place - start
    return -1
