"""Which sheets are in this XML spreadsheet of 2003? Some systems still hand it out and call it .xls."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.parsers import expat

from app.contacts.imports.files.books import Sheet
from app.contacts.imports.files.markup import check_xml
from app.contacts.imports.files.text_sheet import MOST_COLUMNS, MOST_ROWS, TextSheet
from app.contacts.imports.files.words import DAMAGED, TOO_MANY, UNSAFE
from app.core.errors import UserError

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet "


def read_spreadsheet_xml(data: bytes) -> dict[str, Sheet]:
    """Return the sheets by name. Raises UserError."""
    check_xml(data)
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UserError(DAMAGED) from error
    return reader.sheets


def _refuse(*_: object) -> None:
    raise UserError(UNSAFE)


class _Reader:
    """Puts cells where ``ss:Index`` or the cell before says."""

    def __init__(self) -> None:
        self.sheets: dict[str, Sheet] = {}
        self._sheet: TextSheet | None = None
        self._row = self._column = -1
        self._kind = ""
        self._pieces: list[str] | None = None

    def begin(self, name: str, given: dict[str, str]) -> None:
        tag = name.removeprefix(_SPACE)
        if tag == "Worksheet":
            self._sheet = TextSheet()
            self._row = -1
            title = given.get(_SPACE + "Name", "") or str(len(self.sheets) + 1)
            self.sheets[title] = self._sheet
        elif tag == "Row":
            self._row = _place(given, self._row, MOST_ROWS)
            self._column = -1
        elif tag == "Cell" and self._sheet is not None:
            self._column = _place(given, self._column, MOST_COLUMNS)
            down, across = (_number(given.get(_SPACE + key, "0")) for key in ("MergeDown", "MergeAcross"))
            self._sheet.merge(max(self._row, 0), self._column, down + 1, across + 1)
            self._across = across
        elif tag == "Data":
            self._kind = given.get(_SPACE + "Type", "String")
            self._pieces = []

    def end(self, name: str) -> None:
        tag = name.removeprefix(_SPACE)
        if tag == "Data" and self._pieces is not None and self._sheet is not None:
            self._sheet.put(max(self._row, 0), max(self._column, 0), _value(self._kind, "".join(self._pieces)))
            self._pieces = None
        elif tag == "Cell":
            self._column += self._across

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    _across = 0


def _place(given: dict[str, str], before: int, most: int) -> int:
    index = given.get(_SPACE + "Index")
    place = before + 1 if index is None else _number(index) - 1
    if not 0 <= place < most:
        raise UserError(TOO_MANY)
    return place


def _number(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 9:
        raise UserError(DAMAGED)
    return int(text)


def _value(kind: str, text: str) -> Any:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=None)
    except ValueError:
        return text
    if kind == "Boolean":
        return text.strip() == "1"
    return "" if kind == "Error" else text
