"""May this file be read at all, and what is it? Asked of its bytes, never of its name."""

from __future__ import annotations

import contextlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from app.contacts.imports.files.archives import LARGEST_UNPACKED, MOST_PARTS, Contents, check_archive
from app.contacts.imports.files.markup import check_xml, narrow
from app.contacts.imports.files.words import (
    DAMAGED,
    EMPTY,
    LOCK_FILE,
    MISSING,
    NOT_READABLE,
    TOO_LARGE,
    UNSAFE,
)
from app.core.errors import UserError

__all__ = [
    "DAMAGED", "EMPTY", "LARGEST_UNPACKED", "LOCK_FILE", "MISSING", "MOST_PARTS", "NOT_READABLE", "TOO_LARGE", "UNSAFE",
]  # fmt: skip

LARGEST_FILE = 60_000_000
LOOKED_AT = 4096
ZIP, OLE, HTML, SPREADSHEET_XML, MARKUP, OLD, TEXT, BINARY = (
    "zip", "ole", "html", "spreadsheet-xml", "markup", "old", "text", "binary",
)  # fmt: skip
IN_A_CHILD = frozenset({ZIP, OLE, HTML, SPREADSHEET_XML})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_OFFICE_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|style|title|table|div|center|font|p|h\d|b|br|form)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, LookupError)


def kind_of(beginning: bytes) -> str:
    """Return what a file that begins so is, whatever it is called."""
    if beginning.startswith(_ZIP):
        return ZIP
    if beginning.startswith(_OLE):
        return OLE
    if beginning.startswith(_OLD):
        return OLD
    text = narrow(beginning)
    if _HTML.match(text):
        return HTML
    if text.lstrip().startswith((b"<?xml", b"<Workbook", b"<ss:Workbook")):
        return SPREADSHEET_XML if _OFFICE_XML in text else MARKUP
    return BINARY if looks_binary(beginning) else TEXT


def check_file(path: Path) -> None:
    """Check what every kind of file must pass: there, readable, not empty, not a lock file, not enormous."""
    if path.name.startswith("~$"):
        raise UserError(LOCK_FILE)
    with plain_errors():
        size = path.stat().st_size
        if not path.is_file():  # a folder, a device, a pipe that never ends
            raise UserError(NOT_READABLE)
        if size == 0:
            raise UserError(EMPTY)
        if size > LARGEST_FILE:
            raise UserError(TOO_LARGE)
        with path.open("rb"):
            pass


def first_bytes(path: Path, count: int = LOOKED_AT) -> bytes:
    """Return the beginning of the file. Raises UserError."""
    check_file(path)
    with plain_errors(), path.open("rb") as file:
        beginning = file.read(count)
    if not beginning.strip(b"\0"):  # what a file is that was never fetched from where it lives
        raise UserError(EMPTY)
    return beginning


def is_folder(path: Path) -> bool:
    """Say whether it is a folder. Raises UserError where the system will not even say that."""
    with plain_errors():
        return path.is_dir()


def size_of(path: Path) -> int:
    """Return how many bytes the file has. Raises UserError."""
    with plain_errors():
        return path.stat().st_size


def all_bytes(path: Path) -> bytes:
    """Return the whole file as it is now: what is checked is what is read, though somebody writes in it meanwhile."""
    check_file(path)
    with plain_errors(), path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if not data:
        raise UserError(EMPTY)
    if len(data) > LARGEST_FILE:
        raise UserError(TOO_LARGE)
    return data


def check_zip(data: bytes) -> Contents:
    """Count what a zip archive unpacks to. Raises UserError."""
    with plain_errors():
        return check_archive(BytesIO(data))


def check_records(path: Path) -> int:
    """Return how many bytes a file of text, a zip of such or a folder of such holds. Raises UserError."""
    if is_folder(path):
        with plain_errors():
            return _check_folder(path)
    data = all_bytes(path)
    if kind_of(data[:LOOKED_AT]) == ZIP:
        return check_zip(data).unpacked
    check_xml(data)
    return len(data)


def _check_folder(path: Path) -> int:
    """Count the CSV files alone: a folder of downloads holds much else, and nothing else is read."""
    total = count = 0
    with os.scandir(path) as entries:
        for entry in entries:
            if not entry.name.lower().endswith(".csv") or not entry.is_file():
                continue
            count += 1
            if count > MOST_PARTS:
                raise UserError(UNSAFE)
            total += entry.stat().st_size
    if total > LARGEST_UNPACKED:
        raise UserError(TOO_LARGE)
    return total


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Say in one sentence what the system or zipfile says of a file."""
    try:
        yield
    except FileNotFoundError as error:
        raise UserError(MISSING) from error
    except OSError as error:
        raise UserError(NOT_READABLE) from error
    except _NOT_A_ZIP as error:
        raise UserError(DAMAGED) from error


def limit_seconds(unpacked: int) -> int:
    """Return the processor seconds a file of this size may take: 3, and 1 more for each 10 MB, at most 20."""
    return min(20, 3 + unpacked // 10_000_000)


def looks_binary(beginning: bytes) -> bool:
    """Return whether these bytes can not be text in any of the encodings that are tried."""
    if beginning[:2] in (b"\xff\xfe", b"\xfe\xff") or beginning.startswith(b"\xef\xbb\xbf"):
        return False
    zeros = beginning.count(0)
    if zeros > len(beginning) // 20:  # of two bytes to a letter, one is nearly always zero
        return abs(beginning[::2].count(0) - beginning[1::2].count(0)) < len(beginning) // 5
    controls = zeros + sum(beginning.count(code) for code in range(1, 32) if code not in b"\t\r\n\f\x1a\x1b")
    return controls > max(2, len(beginning) // 100)
