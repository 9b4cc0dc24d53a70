"""May this workbook be unpacked at all?

Everything is counted, nothing is believed: a zip can say that it is small, a part that it is XML.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.core.errors import UserError
from app.core.i18n import N_

LARGEST_FILE = 60_000_000
LARGEST_UNPACKED = 400_000_000
MOST_PARTS = 2_000
CHUNK = 1 << 18
PROLOG = 1 << 16
OLE = b"\xd0\xcf\x11\xe0"
DAMAGED = N_("The file is damaged or not complete. Get it once more from where it came.")
UNSAFE = N_(
    "The file is not built like an ordinary workbook and is not opened. Save it again in Excel and use the new file."
)
TOO_LARGE = N_("The file is too large to be a list of a school's people. Keep only the sheet with the list.")
EMPTY = N_("The file is empty.")
NOT_A_WORKBOOK = N_("This is not an Excel workbook, whatever its name says. Save it in Excel as .xlsx and try again.")
ENCRYPTED = N_("The file is protected by a password or is of Excel's old kind. Save it as .xlsx without a password.")
LOCK_FILE = N_("This is the note Excel keeps while a workbook is open, not the workbook. Choose the file without ~$.")
MISSING = N_("The file is not there any more.")
NOT_READABLE = N_("The file cannot be opened. Close it in other programs, and check that you may read it.")


def check_workbook(path: Path) -> int:
    """Return how many bytes the workbook unpacks to. Raises UserError when it should not be opened."""
    check_file(path)
    with _plain_errors(), path.open("rb") as file:
        return _check_parts(file)


def check_records(path: Path) -> int:
    """Return how many bytes a file of text, a zip of such or a folder of such holds. Raises UserError."""
    if path.is_dir():
        return _check_folder(path)
    check_file(path)
    with _plain_errors(), path.open("rb") as file:
        if file.read(2) == b"PK":
            return _check_parts(file, workbook=False)
        file.seek(0)
        beginning = file.read(PROLOG)
    if _has_doctype(beginning):
        raise UserError(UNSAFE)
    return path.stat().st_size


def _check_folder(path: Path) -> int:
    total = 0
    with _plain_errors():
        for count, entry in enumerate(os.scandir(path)):
            if count >= MOST_PARTS:
                raise UserError(UNSAFE)
            if entry.is_file():
                total += entry.stat().st_size
    if total > LARGEST_UNPACKED:
        raise UserError(TOO_LARGE)
    return total


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        raise UserError(DAMAGED) from error
    except FileNotFoundError as error:
        raise UserError(MISSING) from error
    except OSError as error:
        raise UserError(NOT_READABLE) from error


def check_file(path: Path) -> None:
    """Check what every kind of file must pass: there, readable, not empty, not a lock file, not enormous."""
    if path.name.startswith("~$"):
        raise UserError(LOCK_FILE)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UserError(NOT_READABLE)
        if size == 0:
            raise UserError(EMPTY)
        if size > LARGEST_FILE:
            raise UserError(TOO_LARGE)
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise UserError(MISSING) from error
    except OSError as error:
        raise UserError(NOT_READABLE) from error


def first_bytes(path: Path, count: int = 4096) -> bytes:
    """Return the beginning of the file. Raises UserError."""
    check_file(path)
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise UserError(NOT_READABLE) from error


def _check_parts(file: BinaryIO, *, workbook: bool = True) -> int:
    file.seek(0)
    head = file.read(8)
    if head.startswith(OLE):
        raise UserError(ENCRYPTED)
    if not head.startswith(b"PK"):
        raise UserError(NOT_A_WORKBOOK)
    total = 0
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        _check_names(parts, workbook)
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise UserError(TOO_LARGE)
        for part in parts:
            total += _count(archive, part, LARGEST_UNPACKED - total)
    return total


def _check_names(parts: list[zipfile.ZipInfo], workbook: bool) -> None:
    names = [part.filename.replace("\\", "/") for part in parts]
    if len(parts) > MOST_PARTS or len({name.lower() for name in names}) != len(names):
        raise UserError(UNSAFE)
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise UserError(UNSAFE)
    if any(part.flag_bits & 1 for part in parts):
        raise UserError(ENCRYPTED)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise UserError(UNSAFE)
    if workbook and "[content_types].xml" not in {name.lower() for name in names}:
        raise UserError(NOT_A_WORKBOOK)


def _count(archive: zipfile.ZipFile, part: zipfile.ZipInfo, allowed: int) -> int:
    counted = 0
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            # A document type can only stand before the first element, so only the beginning is looked at.
            if counted < PROLOG and _has_doctype(chunk[:PROLOG]):
                raise UserError(UNSAFE)
            counted += len(chunk)
            if counted > allowed:
                raise UserError(TOO_LARGE)
    if counted != part.file_size:
        raise UserError(DAMAGED)
    return counted


def _has_doctype(beginning: bytes) -> bool:
    upper = beginning.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in upper or b"<!ENTITY" in upper


def limit_seconds(unpacked: int) -> int:
    """Return the processor seconds a workbook of this size may take: 3, and 1 more for each 10 MB, at most 20."""
    return min(20, 3 + unpacked // 10_000_000)


def is_zip(beginning: bytes) -> bool:
    """Return whether a file that begins so is a zip archive (a workbook is one)."""
    return beginning.startswith(b"PK")


def is_old_workbook(beginning: bytes) -> bool:
    """Return whether a file that begins so is an encrypted workbook or one of Excel's old kind."""
    return beginning.startswith(OLE)


def looks_binary(beginning: bytes) -> bool:
    """Return whether these bytes can not be text in any of the encodings that are tried."""
    if beginning[:2] in (b"\xff\xfe", b"\xfe\xff") or beginning.startswith(b"\xef\xbb\xbf"):
        return False
    if b"\0" in beginning and abs(beginning[::2].count(0) - beginning[1::2].count(0)) < len(beginning) // 5:
        return True
    controls = sum(beginning.count(code) for code in range(1, 32) if code not in b"\t\r\n\f\x1a\x1b")
    return controls > len(beginning) // 100
