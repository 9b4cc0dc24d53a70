"""How is a paper written as an Excel workbook?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.writer.excel import ExcelWriter

from app.core.i18n import N_, translator
from app.core.progress import NO_PROGRESS, Progress
from app.documents.characters import clean
from app.documents.columns import WRITTEN
from app.documents.languages import LANGUAGE_TAGS
from app.documents.model import Cell, Column, Document
from app.documents.sheets import WorkSheet, sheets_of

_OFTEN = 500
"""Rows between two looks at the Cancel button."""

_A4 = 9
_TEXT, _DATE = "@", "dd.mm.yyyy"
_NARROWEST, _NARROWEST_BLANK, _WIDEST = 6, 14, 60
_WRITING_HEIGHT = 23
"""In points, of a row to write in by hand: 8 mm."""

_LONGEST_NAME, _LONGEST_HEADER_PART, _LONGEST_NOTE = 31, 80, 180
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_DATE = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; dates before it are written as text."""

_EXACT = 10**15
"""Excel keeps fifteen digits of a number; longer ones are written as text."""


def write_xlsx(document: Document, file: BinaryIO, progress: Progress = NO_PROGRESS) -> None:
    """Write ``document`` to ``file``: a sheet for all tables with the same columns, its title in the printed head.

    Raises Cancelled; what ``file`` holds then is worth nothing.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.title = clean(document.title)
    workbook.properties.creator = "Skolekontoret"
    workbook.properties.language = LANGUAGE_TAGS.get(document.language, document.language)
    try:
        for name, sheet in _named(sheets_of(document), document):
            _write_sheet(workbook.create_sheet(name), sheet, document, progress)
        progress.step(N_("Writing the file"), 0, 1)
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:  # save() would leave it open on a full disk
            ExcelWriter(workbook, archive).save()
    except BaseException:
        _remove_temporary_files(workbook)
        raise


def _named(sheets: list[WorkSheet], document: Document) -> Iterator[tuple[str, WorkSheet]]:
    taken: set[str] = set()
    for sheet in sheets:
        yield _sheet_name(document.title if len(sheets) == 1 else sheet.heading, taken), sheet


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel allows: 31 characters, none of []:*?/\\, no apostrophe at its ends, not used before.

    A longer one is cut between two words if it can be.
    """
    name = " ".join(_FORBIDDEN_IN_NAME.sub(" ", clean(wanted).replace("\n", " ")).split())
    if len(name) > _LONGEST_NAME:
        words = name[: _LONGEST_NAME + 1].rpartition(" ")[0]
        name = words if len(words) > _LONGEST_NAME // 2 else name[:_LONGEST_NAME]
    name = name.strip("' ,;–-") or "1"
    if name.casefold() == "history":  # Excel's own
        name += " 1"
    unique, number = name, 1
    while unique.casefold() in taken:
        number += 1
        ending = f" ({number})"
        unique = name[: _LONGEST_NAME - len(ending)].rstrip("' ") + ending
    taken.add(unique.casefold())
    return unique


def _write_sheet(target: Any, sheet: WorkSheet, document: Document, progress: Progress) -> None:
    """Everything but the rows comes first: a write-only sheet forgets what it is told later."""
    columns = sheet.all_columns()
    titles = [column.title for column in columns]
    rows = list(sheet.rows())
    _set_up(target, columns, rows)
    _set_up_print(target, document)
    cells = _Cells(target, columns)
    target.append(cells.head(titles))
    for number, row in enumerate(rows):
        if number % _OFTEN == 0:
            progress.step(N_("Writing the rows"), number, len(rows))
        target.append(cells.row(row))


def _set_up(target: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    target.freeze_panes = "A2"
    if any(column.kind in WRITTEN for column in columns):
        target.sheet_format.defaultRowHeight = _WRITING_HEIGHT
        target.sheet_format.customHeight = True
    for index, column in enumerate(columns):
        longest = max((_length(row[index]) for row in rows), default=0)
        narrowest = _NARROWEST_BLANK if column.kind == "blank" else _NARROWEST
        width = min(max(longest, len(column.title) + 3, narrowest), _WIDEST)  # 3 for the filter's button
        target.column_dimensions[get_column_letter(index + 1)].width = width * 1.05 + 1.5
    if columns:
        target.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"


def _length(value: Cell) -> int:
    if isinstance(value, str):
        return len(value) if "\n" not in value else max(map(len, value.split("\n")))
    return 10 if isinstance(value, date) else 0 if value is None else len(str(value))


def _set_up_print(target: Any, document: Document) -> None:
    tr = translator(document.language)
    target.print_title_rows = "1:1"
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.page_setup.paperSize = _A4
    target.page_setup.orientation = document.orientation
    target.page_margins = PageMargins(left=0.5, right=0.5, top=0.8, bottom=0.7, header=0.4, footer=0.4)  # inches
    target.page_setup.fitToWidth = 1
    target.page_setup.fitToHeight = 0  # as many pages as the rows need
    head, foot = target.oddHeader, target.oddFooter
    head.left.text = _header_part(document.school)
    head.center.text = _header_part(document.title)
    head.right.text = _header_part(", ".join(filter(None, (document.school_year, document.audience))))
    if document.printed_on is not None:
        foot.left.text = _header_part(tr(N_("Printed {date}"), date=tr.date(document.printed_on)))
    if document.note:
        foot.center.text = _header_part(document.note, _LONGEST_NOTE)
    foot.right.text = tr(N_("Page {page} of {pages}"), page="&P", pages="&N")


def _header_part(text: str, longest: int = _LONGEST_HEADER_PART) -> str:
    """Return ``text`` for a printed head, where an ampersand begins a command unless it is doubled."""
    shown = clean(text).replace("\n", " ").replace("&", "&&").replace("&[", "& [")
    if len(shown) <= longest:
        return shown
    cut = shown[: longest - 1]
    halved = (len(cut) - len(cut.rstrip("&"))) % 2 == 1
    return (cut[:-1] if halved else cut) + "…"


class _Cells:
    """Makes the cells of one sheet. A cell is written before the next is asked for, so one of each kind is enough."""

    def __init__(self, target: Any, columns: Sequence[Column]) -> None:
        self._kinds = [column.kind for column in columns]
        self._head = _cell(target, _TEXT)
        self._head.font = Font(name="Calibri", size=11, bold=True)  # a font without a name is the reader's guess
        self._head.border = Border(bottom=Side(style="medium"))
        self._head.alignment = Alignment(vertical="top", wrap_text=True)
        self._text = _cell(target, _TEXT)
        self._lines = _cell(target, _TEXT)
        self._lines.alignment = Alignment(vertical="top", wrap_text=True)
        self._date = _cell(target, _DATE)
        self._written = _cell(target, _TEXT)
        edge = Side(style="thin")
        self._written.border = Border(left=edge, right=edge, top=edge, bottom=edge)

    def head(self, titles: Sequence[str]) -> Iterator[SheetCell]:
        return (_filled(self._head, _storable(title)) for title in titles)

    def row(self, values: Sequence[Cell]) -> Iterator[SheetCell | str | int | None]:
        """Yield each of ``values`` as text that stays text, as a date or as a number."""
        for kind, value in zip(self._kinds, values, strict=True):
            if kind in WRITTEN:
                yield self._to_write_in(value)
            elif value is None:
                yield None
            elif isinstance(value, str):
                yield self._of_text(_storable(value))
            elif isinstance(value, date):
                yield self._of_date(value)
            elif -_EXACT < value < _EXACT:
                yield value
            else:
                yield _filled(self._text, str(value))

    def _to_write_in(self, value: Cell) -> SheetCell:
        if value is not None:
            return _filled(self._written, _storable(str(value)))
        self._written.value = None
        return self._written

    def _of_text(self, text: str) -> SheetCell | str | None:
        """A word is written as it is; what Excel could read as a number, a date or a formula is marked as text."""
        if "\n" in text:
            return _filled(self._lines, text)
        if not text:
            return None
        return text if text[0].isalpha() else _filled(self._text, text)

    def _of_date(self, value: date) -> SheetCell:
        if value < _FIRST_DATE:
            return _filled(self._text, value.strftime("%d.%m.%Y"))
        self._date.value = value
        return self._date


def _cell(target: Any, number_format: str) -> SheetCell:
    cell = WriteOnlyCell(target, "")
    cell.number_format = number_format
    return cell


def _filled(cell: SheetCell, text: str) -> SheetCell:
    cell.value = text
    cell.data_type = "s"  # openpyxl takes =1+1 for a formula and #N/A for an error
    return cell


def _storable(text: str) -> str:
    """Return ``text`` without what a workbook cannot hold; _x0041_ would be read back as the letter A."""
    text = clean(text)
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def _remove_temporary_files(workbook: Workbook) -> None:
    """openpyxl keeps the rows in the system's temporary folder until it saves, and would leave them there."""
    for sheet in workbook.worksheets:
        writer = getattr(sheet, "_writer", None)
        if writer is not None:
            rows: Any = getattr(sheet, "_rows", None)
            with suppress(Exception):
                if rows is not None:
                    rows.close()
                writer.xf.close()
            with suppress(OSError, ValueError):
                writer.cleanup()
