"""The limited child process that reads a file: a hostile one can kill it, and nothing else.

It writes frames (frames.py) to standard output. Of a table: ("table", {…}), then some rows at a time as a list of their
columns, then ("end", number of rows); a date is a pair of numbers, its day and the minutes in it.
Of the other formats: ("records", […]) some at a time, then ("end", number of records).
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from app.contacts.imports.files import limits, preflight
from app.contacts.imports.files.books import Book, Sheet, look, open_book
from app.contacts.imports.files.cell_errors import put_back
from app.contacts.imports.files.cells import check_lengths
from app.contacts.imports.files.frames import Answer, TooMuch
from app.contacts.imports.files.mending import mended
from app.contacts.imports.files.text_sheet import MOST_COLUMNS, MOST_ROWS
from app.contacts.imports.files.words import DAMAGED, NO_ROWS, NO_SHEET, TOO_LARGE, TOO_MANY
from app.contacts.imports.tables.sheets import choose_sheets
from app.core.errors import UserError

TABLE = "table"
READERS = {
    "pifu": "app.contacts.imports.formats.pifu_file",
    "csv_files": "app.contacts.imports.formats.csv_files",
}
"""Which module reads the other formats: its ``read(path)`` gives plain values, one record at a time."""
CHUNK_ROWS = 2_000
LOOKED_AT = 60
MOST_MERGED = 20_000
_KEPT: list[object] = []
"""What was read of a list that is not long: the end of the process frees it sooner than we could, cell by cell."""


def main(arguments: list[str]) -> int:
    """Read ``READER FILE [SHEET]`` and write what it holds to standard output. Returns the exit code."""
    gc.disable()  # nothing here is a cycle, and looking for them in a million cells takes a third of the time
    out = _output()
    answer = Answer(out)
    limits.limit_memory()
    limits.limit_time(limits.PREFLIGHT_SECONDS)
    try:
        reader, path = arguments[0], Path(arguments[1])
        if reader == TABLE:
            _send_workbook(answer, preflight.all_bytes(path), arguments[2] if len(arguments) > 2 else None)
        else:
            _limit_time(preflight.check_records(path))
            _send_records(answer, importlib.import_module(READERS[reader]).read(path))
    except UserError as error:
        answer.refuse(error)
    except (TooMuch, MemoryError):
        answer.refuse(UserError(TOO_LARGE))
    except BaseException:  # noqa: BLE001 - a panic in the reader is no Exception; the parent has the sentence
        answer.refuse(UserError(DAMAGED))
    with contextlib.suppress(OSError):
        out.flush()
    return 0


def _limit_time(unpacked: int) -> None:
    limits.limit_time(preflight.limit_seconds(unpacked))
    limits.refuse_everything_else()


def _send_records(answer: Answer, records: Iterable[Any]) -> None:
    remaining = iter(records)
    sent = 0
    while some := list(islice(remaining, CHUNK_ROWS)):
        answer.send(("records", some))
        sent += len(some)
    answer.send(("end", sent))


def _output() -> BinaryIO:
    """A built program without a console has no sys.stdout, though its parent gave it a pipe."""
    return sys.stdout.buffer if sys.stdout is not None else os.fdopen(1, "wb")


def _send_workbook(answer: Answer, data: bytes, wanted: str | None) -> None:
    looked = look(data)
    _limit_time(looked.unpacked)
    if looked.kind == preflight.TEXT:
        _send_text(answer, data)
        return
    if looked.last_row > MOST_ROWS:
        answer.send(("otherwise", TOO_MANY))  # if the reader asks for more memory than there is
    try:
        about, rows = _read(open_book(data, looked.kind), wanted)
    except (UserError, MemoryError):
        raise
    except BaseException:
        if looked.kind not in (preflight.ZIP, preflight.OLE):
            raise
        about, rows = _read(open_book(mended(data, looked.kind), looked.kind), wanted)
    if looked.with_errors:
        put_back(data, looked.with_errors, about, rows)
    about["details"] = {"date_system": looked.date_system}
    answer.send(("table", about))
    height = len(rows)
    for start in range(0, height, CHUNK_ROWS):
        some = rows[start : start + CHUNK_ROWS]
        columns = list(zip(*some, strict=True))
        # Marshal looks up whatever is held in two places, so nothing is.
        rows[start : start + CHUNK_ROWS] = [[]] * len(some)
        del some
        _send_columns(answer, columns)
    answer.send(("end", height))


def _send_text(answer: Answer, data: bytes) -> None:
    """A long text would take its memory and its time from the window."""
    from app.contacts.imports.files.text_table import table_of_bytes

    table = table_of_bytes(data)
    about = {"sheet": "", "sheets": [], "first_row": 1, "first_column": 0, "rows": table.height, "merged": []}
    answer.send(("table", {**about, "details": table.details, "row_numbers": list(table.row_numbers)}))
    for start in range(0, table.height, CHUNK_ROWS):
        _send_columns(answer, [column[start : start + CHUNK_ROWS] for column in table.columns])
    answer.send(("end", table.height))


def _read(book: Book, wanted: str | None) -> tuple[dict[str, Any], list[list[Any]]]:
    """Return what is told of a sheet, and its cells."""
    if wanted is not None and wanted not in book.names:
        raise UserError(NO_SHEET)
    chosen = _choose(book, book.names if wanted is None else (wanted,))
    height = sum(sheet.height for _, sheet in chosen)
    if height > MOST_ROWS or max(sheet.width for _, sheet in chosen) > MOST_COLUMNS:
        raise UserError(TOO_MANY)
    if height <= CHUNK_ROWS:
        _KEPT.append(chosen)
    sheet = chosen[0][1]
    first, left = sheet.start or (0, 0)
    about = {
        "sheet": ", ".join(name for name, _ in chosen),
        "sheets": list(book.names),
        "first_row": first + 1,
        "first_column": left,
        "rows": height,
        "merged": _merged(sheet),
    }
    if len(chosen) == 1:
        return about, sheet.to_python()
    return _together(chosen, about)


def _together(chosen: Sequence[tuple[str, Sheet]], about: dict[str, Any]) -> tuple[dict[str, Any], list[list[Any]]]:
    """Put the rows of several sheets below one another; each keeps its own row numbers and merged cells."""
    width = max(sheet.width for _, sheet in chosen)
    rows: list[list[Any]] = []
    numbers: list[int] = []
    parts: list[tuple[str, int]] = []
    merged: list[tuple[int, int, int, int]] = []
    for name, sheet in chosen:
        above = len(rows)
        parts.append((name, above))
        merged += [(top + above, left, bottom + above, right) for top, left, bottom, right in _merged(sheet)]
        first = (sheet.start or (0, 0))[0] + 1
        numbers += range(first, first + sheet.height)
        rows += [row + [""] * (width - len(row)) for row in sheet.to_python()]
    return {**about, "parts": parts, "row_numbers": numbers, "merged": merged[:MOST_MERGED]}, rows


def _merged(sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """Return (first row, first column, last row, last column) of merged cells, as places among the cells sent."""
    top, left = sheet.start or (0, 0)
    found = []
    for (row, column), (last_row, last_column) in (sheet.merged_cell_ranges or [])[:MOST_MERGED]:
        if last_row >= top and last_column >= left and row < top + sheet.height and column < left + sheet.width:
            found.append((
                max(row - top, 0),
                max(column - left, 0),
                min(last_row - top, sheet.height - 1),
                min(last_column - left, sheet.width - 1),
            ))  # fmt: skip
    return found


def _choose(book: Book, names: Sequence[str]) -> list[tuple[str, Sheet]]:
    """Return the sheet with the list, or those that are one list together."""
    sheets = {name: book.sheet(name) for name in names}
    if len(names) > 1:
        tops = [(name, sheet.to_python(nrows=LOOKED_AT) if sheet.height > 1 else []) for name, sheet in sheets.items()]
        names = choose_sheets(tops)
    chosen = [(name, sheets[name]) for name in names if sheets[name].height > 1]
    if not chosen:
        raise UserError(NO_ROWS)
    return chosen


def _send_columns(answer: Answer, columns: list[tuple[Any, ...]]) -> None:
    check_lengths(columns)
    try:
        answer.send(columns)
    except ValueError:  # a date: marshal knows only plain values
        answer.send([tuple(map(_plain, column)) for column in columns])


def _plain(cell: Any) -> Any:
    if cell is None or isinstance(cell, str | int | float):
        return cell
    if isinstance(cell, datetime):
        return (cell.toordinal(), cell.hour * 60 + cell.minute)
    return (cell.toordinal(), 0) if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
