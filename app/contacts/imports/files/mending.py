"""Can a workbook be read though some cells hold what the reader gives up on? Those cells become their own text.

One date of -1e300, one "true" where only 0 and 1 may stand, and the reader says nothing of the other 63,000 rows:
an impossible cell is that cell's problem, listed with its row and column, not the file's.
"""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO
from math import isfinite

from app.contacts.imports.files.ole import OleFile, records, workbook_stream
from app.contacts.imports.files.preflight import OLE

_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(?:/>|>(.*?)</\1c>)", re.DOTALL)
_VALUE = re.compile(rb"<((?:\w+:)?)v\b[^>]*>([^<]*)</\1v>")
_KIND = re.compile(rb"\s(?:t|s)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TYPE = re.compile(rb"\st\s*=\s*[\"']([^\"']*)[\"']")
_NUMBER, _LABEL = 0x203, 0x204
_SHOWN = b"#NUM!"
_TRUTHS = frozenset({b"0", b"1", b"true", b"false"})
_ERRORS = frozenset({b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"})
_KNOWN = frozenset({b"s", b"str", b"inlineStr", b"d"})
_LARGEST = 1e9
"""Days: the readers count in milliseconds and in 32 bits, and a phone number has no format of a date."""


def mended(data: bytes, kind: str) -> bytes:
    """Return the workbook with every impossible cell of its sheets as text."""
    return _mended_old(data) if kind == OLE else _mended_zip(data)


def _mended_old(data: bytes) -> bytes:
    """A number's record becomes a text's, as long: there is room for what Excel itself shows of such a number."""
    file = OleFile(data)
    name = workbook_stream(file)
    if name is None:
        return data
    stream = bytearray(file.stream(name))
    for at, kind, content in records(bytes(stream)):
        if kind == _NUMBER and len(content) == 14 and not _is_number(*struct.unpack_from("<d", content, 6)):
            stream[at : at + 2] = struct.pack("<H", _LABEL)
            stream[at + 10 : at + 18] = struct.pack("<HB", len(_SHOWN), 0) + _SHOWN
    return file.with_stream(name, bytes(stream))


def _mended_zip(data: bytes) -> bytes:
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in source.infolist():
            content = source.read(part)
            if _SHEET.fullmatch(part.filename):
                content = _CELL.sub(_mended_cell, content)
            new.writestr(part.filename, content)
    return target.getvalue()


def _mended_cell(match: re.Match[bytes]) -> bytes:
    prefix, attributes, inside = match.groups()
    value = _VALUE.search(inside) if inside else None
    if value is None:
        return match[0]
    found = _TYPE.search(attributes)
    text = value[2].strip()
    if _is_possible(found[1] if found else b"n", text):
        return match[0]
    return b'<%bc%b t="str"><%bv>%b</%bv></%bc>' % (prefix, _KIND.sub(b"", attributes), prefix, text, prefix, prefix)


def _is_possible(kind: bytes, text: bytes) -> bool:
    if kind == b"n":
        try:
            number = float(text)
        except ValueError:
            return True  # the reader takes it as text
        return _is_number(number)
    if kind == b"b":
        return text in _TRUTHS
    if kind == b"e":
        return text in _ERRORS
    return kind in _KNOWN


def _is_number(number: float) -> bool:
    return isfinite(number) and abs(number) < _LARGEST
