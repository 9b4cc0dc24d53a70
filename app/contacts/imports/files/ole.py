"""What is in a file of the kind Office used before 2007 (OLE)? Its directory is read, and where a workbook begins."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator

from app.contacts.imports.files.words import A_DOCUMENT, DAMAGED, ENCRYPTED, NOT_A_WORKBOOK
from app.core.errors import UserError

_FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of a chain, free, part of a table."""
_FILEPASS, _DATE_MODE, _END = 0x2F, 0x22, 0x0A
_MOST_RECORDS = 2_000_000
_DOCUMENTS = {"worddocument", "powerpoint document", "visiodocument"}
_PROTECTED = {"encryptedpackage", "encryptioninfo"}


class OleFile:
    """The streams of a file; every chain of sectors is followed once, though it bites its own tail."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift = int.from_bytes(data[30:32], "little")
        if shift not in (9, 12) or len(data) < 512:
            raise UserError(DAMAGED)
        self._size = 1 << shift
        self._table = self._allocation()
        (first,) = struct.unpack_from("<I", data, 48)
        self._entries = self._directory(first)

    @property
    def names(self) -> frozenset[str]:
        """Return what the streams and folders are called, in small letters."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a large stream (those of under 4096 bytes stand elsewhere: no workbook is so small)."""
        first, size = self._entries[name]
        return self._chain(first, size)[:size]

    def with_stream(self, name: str, content: bytes) -> bytes:
        """Return the file with other bytes, as many, in the stream."""
        changed = bytearray(self._data)
        for place, number in enumerate(self._sectors(*self._entries[name])):
            piece = content[place * self._size : (place + 1) * self._size]
            at = (number + 1) * self._size
            changed[at : at + len(piece)] = piece
        return bytes(changed)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _allocation(self) -> array[int]:
        listed = list(struct.unpack_from("<109I", self._data, 76))
        following, count = struct.unpack_from("<II", self._data, 68)
        most = len(self._data) // self._size + 1
        for _ in range(min(count, most)):
            numbers = _numbers(self._sector(following))
            if following >= _FREE or not numbers:
                break
            listed.extend(numbers[:-1])
            following = numbers[-1]
        table: array[int] = array("I")
        for number in listed:
            if number < _FREE and len(table) <= most:
                table.extend(_numbers(self._sector(number)))
        return table

    def _chain(self, first: int, size: int) -> bytes:
        return b"".join(map(self._sector, self._sectors(first, size)))

    def _sectors(self, first: int, size: int) -> list[int]:
        numbers: list[int] = []
        number = first
        while number < len(self._table) and len(numbers) * self._size < size and len(numbers) < len(self._table):
            numbers.append(number)
            number = self._table[number]
        return numbers

    def _directory(self, first: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(data := self._chain(first, len(self._data))) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            name = data[at : at + min(length, 64)].decode("utf-16-le", errors="replace").rstrip("\0").lower()
            if kind in (1, 2) and name:
                found.setdefault(name, struct.unpack_from("<II", data, at + 116))
        return found


def check_ole(data: bytes) -> str:
    """Return the date system ("1900" or "1904") of a workbook. Raises UserError for what cannot be read here."""
    file = OleFile(data)
    if file.names & _PROTECTED:
        raise UserError(ENCRYPTED)
    name = workbook_stream(file)
    if not file.names:  # the directory stood in the part that is missing
        raise UserError(DAMAGED)
    if name is None:
        raise UserError(A_DOCUMENT if file.names & _DOCUMENTS else NOT_A_WORKBOOK)
    system = "1900"
    for _, kind, content in records(file.stream(name)):
        if kind == _FILEPASS:
            raise UserError(ENCRYPTED)
        if kind == _DATE_MODE and content[:2] == b"\1\0":
            system = "1904"
        if kind == _END:
            break
    return system


def workbook_stream(file: OleFile) -> str | None:
    """Return the name of the stream a workbook stands in."""
    return next((name for name in ("workbook", "book") if name in file.names), None)


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Return the place, the kind and the content of each record."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
