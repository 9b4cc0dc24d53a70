"""What is in this file? A short text is read here, everything else in a limited child process.

``start_reading`` and ``start_records`` let the child work while the caller asks the database; ``Reading.table`` and
``Records.records`` wait for it.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from app.contacts.cell import Cell
from app.contacts.imports.files import preflight, waiting
from app.contacts.imports.files.cells import RawTable, check_lengths, is_text, normal_column
from app.contacts.imports.files.frames import frames
from app.contacts.imports.files.text_table import table_of_bytes
from app.contacts.imports.files.words import NOT_A_TABLE, NOT_A_WORKBOOK, TOO_OLD
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import NO_PROGRESS, Progress

COMMAND = "read-table"
TABLE = "table"
PATIENCE = 40.0
LARGE_TEXT = 4_000_000
"""Bytes: a longer text is read in the child too. Ten times the list of a large school is shorter."""
READING = N_("Reading the file")
DIED = N_(
    "The file could not be read: it is damaged or not built like an ordinary list. "
    "Save it again in Excel and use the new file."
)

_POLL = 0.1
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


class Reading:
    """A file that is being read."""

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        self._path = path
        self._table: RawTable | None = None
        self._child: _Child | None = None
        beginning = preflight.first_bytes(path)
        kind = preflight.kind_of(beginning)
        if kind in preflight.IN_A_CHILD or (kind == preflight.TEXT and preflight.size_of(path) > LARGE_TEXT):
            self._child = _Child(TABLE, str(path), *([sheet] if sheet is not None else []))
        elif kind != preflight.TEXT:
            raise UserError(_why_not(kind, path.suffix.lower()))

    def table(self, progress: Progress = NO_PROGRESS) -> RawTable:
        """Wait for the cells. Raises UserError, or Cancelled (and the child is ended)."""
        if self._table is None:
            try:
                self._table = self._child.table(progress) if self._child else self._text()
            finally:
                self.stop()
        return self._table

    def _text(self) -> RawTable:
        table = table_of_bytes(preflight.all_bytes(self._path))
        check_lengths(table.columns)
        return table

    def stop(self) -> None:
        """End the reading, if it still goes on."""
        if self._child is not None:
            self._child.stop()


class Records:
    """A file of another format that is being read."""

    def __init__(self, path: Path, reader: str) -> None:
        self._records: list[Any] | None = None
        self._child = _Child(reader, str(path))

    def records(self, progress: Progress = NO_PROGRESS) -> list[Any]:
        """Wait for everything the reader yields. Raises UserError, or Cancelled (and the child is ended)."""
        if self._records is None:
            try:
                self._child.wait(progress)
                self._records = self._child.records
            finally:
                self.stop()
        return self._records

    def stop(self) -> None:
        """End the reading, if it still goes on."""
        self._child.stop()


def start_reading(path: Path, sheet: str | None = None) -> Reading:
    """Begin to read a table file. Raises UserError where a look at its first bytes is enough."""
    return Reading(path, sheet)


def start_records(path: Path, reader: str) -> Records:
    """Begin to read a file or a folder with one of the child's READERS."""
    return Records(path, reader)


def read_table(path: Path, *, sheet: str | None = None, progress: Progress = NO_PROGRESS) -> RawTable:
    """Read a workbook or a text file of delimited values. Raises UserError with one plain sentence."""
    return start_reading(path, sheet).table(progress)


def get_ready() -> None:
    """Start the child that will read the next file; worth it while somebody chooses one."""
    waiting.begin(child_command())


def never_mind() -> None:
    """End the child that was made ready, if it has not been used."""
    waiting.end()


def child_command(*arguments: str) -> list[str]:
    """Return what starts the child, in the source tree and in a built program alike."""
    main = Path(__file__).resolve().parents[4] / "main.py"
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(main)]
    return [*program, COMMAND, *arguments]


class _Child:
    """The child and a thread that takes in what it sends, so that it never waits for us."""

    def __init__(self, *arguments: str) -> None:
        self._process = waiting.take(arguments) or waiting.start_child(
            child_command(*arguments), stdin=subprocess.DEVNULL
        )
        self.records: list[Any] = []
        self._about: dict[str, Any] = {}
        self._columns: list[list[Any]] = []
        self._received = 0
        self._refused: UserError | None = None
        self._otherwise = DIED
        self._complete = False
        self._said_all = threading.Event()
        self._is_stopped = False
        self._timer = threading.Timer(PATIENCE, self._process.kill)
        self._timer.daemon = True
        self._timer.start()
        self._thread = threading.Thread(target=self._receive, daemon=True)
        self._thread.start()

    def wait(self, progress: Progress) -> None:
        """Return when everything is here. Raises UserError."""
        while not self._said_all.is_set():
            progress.step(READING, self._received, int(self._about.get("rows", 0)))
            self._said_all.wait(_POLL)
        if self._refused is not None:
            raise self._refused
        if not self._complete:
            raise UserError(self._otherwise)

    def table(self, progress: Progress) -> RawTable:
        self.wait(progress)
        first = int(self._about["first_row"])
        return RawTable(
            tuple(normal_column(_restored(column)) for column in self._columns),
            self._about.get("row_numbers") or range(first, first + self._received),
            self._about["sheet"],
            tuple(self._about["sheets"]),
            self._about["details"],
            tuple(map(tuple, self._about.get("parts", ()))),
            first_column=int(self._about["first_column"]),
            merged=tuple(self._about["merged"]),
        )

    def stop(self) -> None:
        """End the child. One that has said all ends by itself, which takes a while, and none of ours."""
        if self._is_stopped:
            return
        self._is_stopped = True
        if self._complete:
            threading.Thread(target=self._see_off, daemon=True).start()
            return
        if self._process.poll() is None:
            self._process.kill()
        self._see_off()

    def _see_off(self) -> None:
        self._process.wait()
        self._timer.cancel()
        self._thread.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _receive(self) -> None:
        assert self._process.stdout is not None
        # A child that died in the middle of a frame, or says what no child of ours says.
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError, LookupError):
            for frame in frames(self._process.stdout):
                self._take(frame)
                if self._complete:
                    break
        self._said_all.set()

    def _take(self, frame: Any) -> None:
        if isinstance(frame, list):
            if not self._columns:
                self._columns = [[] for _ in frame]
            for column, more in zip(self._columns, frame, strict=True):
                column.extend(more)
            self._received += len(frame[0])
        elif frame[0] == "records":
            self.records.extend(frame[1])
            self._received += len(frame[1])
        elif frame[0] == "refused":
            self._refused = UserError(str(frame[1]), field=frame[3], **frame[2])
        elif frame[0] == "otherwise":
            self._otherwise = str(frame[1])
        elif frame[0] == "table":
            self._about = frame[1]
        elif frame[0] == "end":
            self._complete = frame[1] == self._received


def _why_not(kind: str, ending: str) -> str:
    """Only here a name is asked: what the user takes the file for decides what is said of it."""
    if kind == preflight.OLD:
        return TOO_OLD
    return NOT_A_WORKBOOK if ending in _WORKBOOKS and kind == preflight.BINARY else NOT_A_TABLE


def _restored(column: list[Any]) -> tuple[Cell, ...]:
    if is_text(column) or tuple not in set(map(type, column)):
        return tuple(column)
    return tuple(_date(*cell) if type(cell) is tuple else cell for cell in column)


def _date(ordinal: int, minutes: int) -> Cell:
    day = datetime.fromordinal(ordinal)
    return day + timedelta(minutes=minutes) if minutes else datetime.combine(day, time()).date()
