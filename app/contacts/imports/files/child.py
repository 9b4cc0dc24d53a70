"""The limited child process that reads a workbook's cells: a hostile sheet can kill it, and nothing else.

It writes frames to standard output: four bytes of length, then marshalled data. ("refused", msgid, values),
or ("table", {…}), then some rows at a time as a list of their columns, then ("end", number of rows). A date is a pair
of numbers, its day and the minutes in it. No "end" means that the child died.
"""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from app.contacts.imports.files import preflight
from app.contacts.imports.tables.headers import find_header
from app.core.errors import UserError
from app.core.i18n import N_

MEMORY = 450_000_000
CHUNK_ROWS = 2_000
LOOKED_AT = 60
MOST_ROWS = 200_000
MOST_COLUMNS = 500
NO_ROWS = N_("The workbook holds no list: no sheet has more than one row.")
TOO_MANY = N_("The sheet has more rows or columns than a list of a school's people. Keep only the list.")
NO_SHEET = N_("The workbook has no sheet of that name.")


def main(arguments: list[str]) -> int:
    """Read ``FILE [SHEET]`` and write its cells to standard output. Returns the exit code."""
    gc.disable()  # nothing here is a cycle, and looking for them in a million cells takes a third of the time
    out = _output()
    _limit_memory()
    try:
        path = Path(arguments[0])
        unpacked = preflight.check_workbook(path)
        _limit_time(preflight.limit_seconds(unpacked))
        _send_workbook(out, path, arguments[1] if len(arguments) > 1 else None)
    except UserError as error:
        _send(out, ("refused", error.message))
    except BaseException:  # noqa: BLE001 - a panic in the reader is no Exception; the parent has the sentence
        _send(out, ("refused", preflight.DAMAGED))
    with contextlib.suppress(OSError):
        out.flush()
    return 0


def _output() -> BinaryIO:
    """A built program without a console has no sys.stdout, though its parent gave it a pipe."""
    return sys.stdout.buffer if sys.stdout is not None else os.fdopen(1, "wb")


def _send_workbook(out: BinaryIO, path: Path, wanted: str | None) -> None:
    import python_calamine

    with python_calamine.CalamineWorkbook.from_path(path) as book:
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        if wanted is not None and wanted not in visible:
            raise UserError(NO_SHEET)
        name, sheet = _choose(book, visible if wanted is None else [wanted])
        if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS:
            raise UserError(TOO_MANY)
        first = sheet.start[0] + 1 if sheet.start else 1
        _send(out, ("table", {"sheet": name, "sheets": visible, "first_row": first, "rows": sheet.height}))
        rows = sheet.to_python()
        for start in range(0, len(rows), CHUNK_ROWS):
            _send_columns(out, list(zip(*rows[start : start + CHUNK_ROWS], strict=True)))
        _send(out, ("end", len(rows)))


def _choose(book: Any, names: list[str]) -> tuple[str, Any]:
    """Return the first sheet in which headings are recognised, else the first that holds rows."""
    fallback: tuple[str, Any] | None = None
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height < 2:
            continue
        if len(names) == 1 or find_header(sheet.to_python(nrows=LOOKED_AT)) is not None:
            return name, sheet
        fallback = fallback or (name, sheet)
    if fallback is None:
        raise UserError(NO_ROWS)
    return fallback


def _send_columns(out: BinaryIO, columns: list[tuple[Any, ...]]) -> None:
    try:
        _send(out, columns)
    except ValueError:  # a date: marshal knows only plain values
        _send(out, [tuple(map(_plain, column)) for column in columns])


def _plain(cell: Any) -> Any:
    if isinstance(cell, str | int | float):
        return cell
    if isinstance(cell, datetime):
        return (cell.toordinal(), cell.hour * 60 + cell.minute)
    return (cell.toordinal(), 0) if isinstance(cell, date) else str(cell)


def _send(out: BinaryIO, frame: Any) -> None:
    data = marshal.dumps(frame)
    out.write(len(data).to_bytes(4, "little"))
    out.write(data)


def _limit_memory() -> None:
    if os.name == "posix":
        import resource

        with contextlib.suppress(ValueError, OSError):  # a smaller limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    if os.name == "posix":
        import resource

        limit = int(time.process_time()) + 1 + seconds
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
