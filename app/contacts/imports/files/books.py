"""Which sheets are in this file, whatever it was saved by? One answer for workbooks and for tables in markup."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from app.contacts.imports.files import preflight
from app.contacts.imports.files.words import (
    A_DOCUMENT,
    DAMAGED,
    ENCRYPTED,
    NOT_A_TABLE,
    NOT_A_WORKBOOK,
    TOO_LARGE,
    TOO_OLD,
)
from app.core.errors import UserError

_DATE_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")
_BINARY_PROPERTIES = re.compile(rb"\x99\x01[\x0c-\x7f](.)", re.DOTALL)
"""Of .xlsb: the record of the workbook's properties; its lowest bit says 1904."""
_NULL_1904 = re.compile(rb"<table:null-date\b[^>]*date-value=[\"']1904-01-01")
_LARGEST_MARKUP = 20_000_000
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


class Sheet(Protocol):
    """The cells of a sheet. ``start`` is the (row, column) of its first cell, counted from 0."""

    @property
    def height(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def start(self) -> tuple[int, int] | None: ...
    @property
    def merged_cell_ranges(self) -> list[tuple[tuple[int, int], tuple[int, int]]] | None: ...
    def to_python(self, *, nrows: int | None = None) -> list[list[Any]]: ...


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that may be opened: what it is, how much it holds, and how it counts its days."""

    kind: str
    unpacked: int
    date_system: str = "1900"
    last_row: int = 0
    with_errors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was opened. ``names`` are its visible sheets."""

    names: tuple[str, ...]
    sheet: Callable[[str], Sheet]


def look(data: bytes) -> Looked:
    """Look before opening. Raises UserError for what is not opened."""
    kind = preflight.kind_of(data[: preflight.LOOKED_AT])
    if kind == preflight.ZIP:
        contents = preflight.check_zip(data)
        system = _check_parts(data, contents.names)
        return Looked(kind, contents.unpacked, system, contents.last_row, contents.with_errors)
    if kind == preflight.OLE:
        from app.contacts.imports.files.ole import check_ole

        return Looked(kind, len(data), check_ole(data))
    if kind in (preflight.HTML, preflight.SPREADSHEET_XML):
        if len(data) > _LARGEST_MARKUP:
            raise UserError(TOO_LARGE)
        return Looked(kind, len(data))
    if kind == preflight.TEXT:
        return Looked(kind, len(data))
    raise UserError({preflight.OLD: TOO_OLD, preflight.MARKUP: NOT_A_TABLE}.get(kind, NOT_A_WORKBOOK))


def open_book(data: bytes, kind: str) -> Book:
    """Open what was looked at. Raises UserError, or anything at all where the file is hostile."""
    if kind == preflight.HTML:
        from app.contacts.imports.files.html_table import read_html

        return _of_sheets(read_html(data))
    if kind == preflight.SPREADSHEET_XML:
        from app.contacts.imports.files.spreadsheet_xml import read_spreadsheet_xml

        return _of_sheets(read_spreadsheet_xml(data))
    return _workbook(data)


def _of_sheets(sheets: dict[str, Sheet]) -> Book:
    return Book(tuple(sheets), sheets.__getitem__)


def _check_parts(data: bytes, names: frozenset[str]) -> str:
    """Return the date system of a zipped workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "[content_types].xml" in names:
            if any(name.startswith(("word/", "ppt/")) for name in names):
                raise UserError(A_DOCUMENT)
            if "xl/workbook.bin" in names:
                properties = _BINARY_PROPERTIES.search(_part(archive, "xl/workbook.bin"))
                return "1904" if properties is not None and properties[1][0] & 1 else "1900"
            return "1904" if _DATE_1904.search(_part(archive, "xl/workbook.xml")) else "1900"
        if "mimetype" in names:
            kind = _part(archive, "mimetype")[:100].strip()
            if not kind.startswith(_ODS):
                raise UserError(A_DOCUMENT if kind.startswith(b"application/vnd.oasis") else NOT_A_WORKBOOK)
            if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
                raise UserError(ENCRYPTED)
            return "1904" if _NULL_1904.search(_part(archive, "content.xml")) else "1900"
    raise UserError(NOT_A_WORKBOOK)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    found = next((part for part in archive.namelist() if part.lower() == name.lower()), None)
    return archive.read(found) if found is not None else b""


def _workbook(data: bytes) -> Book:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except python_calamine.PasswordError as error:
        raise UserError(ENCRYPTED) from error
    except python_calamine.CalamineError as error:
        raise UserError(DAMAGED) from error
    names = tuple(
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == python_calamine.SheetVisibleEnum.Visible
    )
    return Book(names, book.get_sheet_by_name)
