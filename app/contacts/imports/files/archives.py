"""May this zip archive be unpacked at all?

Everything is counted, nothing is believed: a zip can say that it is small, that its parts stand beside each other, that
a part is XML. Nothing is written to disk, and no archive inside the archive is opened.
"""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from app.contacts.imports.files.cell_errors import LONGEST, MARK
from app.contacts.imports.files.markup import DoctypeWatch
from app.contacts.imports.files.words import DAMAGED, ENCRYPTED, TOO_LARGE, UNSAFE
from app.core.errors import UserError

LARGEST_UNPACKED = 400_000_000
MOST_PARTS = 2_000
CHUNK = 1 << 20
TAIL = 1 << 16
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENDS = (
    (re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE), b"worksheet>"),
    (re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE), b"sst>"),
    (re.compile(r"content\.xml"), b"document-content>"),
)
_ROW = re.compile(rb'r(?<!\wr)="[A-Z]{0,3}(\d{1,9})"')  # a word of its own; begun with its letter it is found sooner


@dataclass(frozen=True, slots=True)
class Contents:
    """What was counted. ``last_row`` is the number of the last row a sheet of Excel's holds, 0 for others.

    ``with_errors`` are the parts of Excel's sheets in which a cell holds an error.
    """

    unpacked: int
    names: frozenset[str]
    last_row: int
    with_errors: frozenset[str] = frozenset()


def check_archive(file: BinaryIO) -> Contents:
    """Count what the archive unpacks to. Raises UserError, and what zipfile and zlib raise of a damaged one."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        names = _check_names(parts)
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise UserError(TOO_LARGE)
        _check_places(file, parts, archive.start_dir)
        total = last_row = 0
        with_errors = set()
        for part in parts:
            counted, tail, has_error = _count(archive, part, LARGEST_UNPACKED - total)
            total += counted
            _check_whole(part.filename, tail)
            if part.filename.lower().startswith("xl/worksheets/"):
                last_row = max([last_row, *map(int, set(_ROW.findall(tail)))])
                if has_error:
                    with_errors.add(part.filename)
    return Contents(total, names, last_row, frozenset(with_errors))


def _check_whole(name: str, tail: bytes) -> None:
    """A reader takes what there is of a sheet that was cut off, and the pupils after that are missing in silence."""
    end = next((end for pattern, end in _ENDS if pattern.fullmatch(name)), None)
    if end is not None and end not in tail.replace(b"\0", b""):
        raise UserError(DAMAGED)


def _check_names(parts: list[zipfile.ZipInfo]) -> frozenset[str]:
    names = [part.filename.replace("\\", "/") for part in parts]
    lower = frozenset(name.lower() for name in names)
    if len(parts) > MOST_PARTS or len(lower) != len(names):
        raise UserError(UNSAFE)
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise UserError(UNSAFE)
    if any(part.flag_bits & 1 for part in parts):
        raise UserError(ENCRYPTED)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise UserError(UNSAFE)
    return lower


def _check_places(file: BinaryIO, parts: list[zipfile.ZipInfo], directory: int) -> None:
    """No two parts may share bytes: that is how 10 MB become 281 TB."""
    ends = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < ends:
            raise UserError(UNSAFE)
        file.seek(part.header_offset)
        magic, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        if magic != b"PK\x03\x04":
            raise UserError(DAMAGED)
        ends = part.header_offset + _LOCAL_HEADER.size + name + extra + part.compress_size
    if ends > directory:
        raise UserError(UNSAFE)


def _count(archive: zipfile.ZipFile, part: zipfile.ZipInfo, allowed: int) -> tuple[int, bytes, bool]:
    counted, tail, has_error = 0, b"", False
    watch = DoctypeWatch()
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            watch.look(chunk)
            counted += len(chunk)
            if counted > allowed:
                raise UserError(TOO_LARGE)
            if not has_error and b"#" in chunk:  # every error begins so, and one sign is found at once
                has_error = MARK in tail[-LONGEST:] + chunk
            tail = chunk[-TAIL:] if len(chunk) >= TAIL else (tail + chunk)[-TAIL:]
    if counted != part.file_size:
        raise UserError(DAMAGED)
    return counted, tail, has_error
