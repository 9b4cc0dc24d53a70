"""Which lines of text does each cell of a table become?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.i18n import N_, translator
from app.core.progress import Progress
from app.documents.boxes import GUTTER, CellBox, RowBox, TableBox
from app.documents.characters import clean
from app.documents.columns import UNBROKEN, WRITTEN, column_widths, is_room
from app.documents.fonts import BOLD, REGULAR, Face, face
from app.documents.grids import TICK_BOX, GridColumns, upright_lines
from app.documents.lines import break_lines
from app.documents.model import Cell, Column, ColumnKind, Document, Row, Table
from app.documents.texts import spoken

TABLE_SIZES = (9.5, 9.0, 8.5)
"""The largest at which no cell must be broken; the middle one if some must be in any case."""

_LONGEST_TITLE = 200
"""Of a column: the head is repeated on every page and must leave room for the rows."""

_ABOVE_UPRIGHT = 5.0
_ROOMY = 8 * 72 / 25.4
"""Within the space around a row: what makes it a centimetre high."""

_CUT_AFTER: dict[ColumnKind, str] = {"text": "-", "email": "@", "phone": " "}
_LOOKED_AT = 2000
"""Lines of a column, to know what most of them need."""

_OFTEN = 500
"""Rows between two looks at the Cancel button."""


@dataclass(frozen=True)
class Frame:
    """What tables with the same columns share, so that a school's class lists look alike."""

    widths: list[float]
    size: float
    upright: bool = False


class Frames:
    """The frames of all tables of ``document``, for a page ``width`` points wide; each is measured when asked for."""

    def __init__(self, document: Document, width: float) -> None:
        self._language = document.language
        self.width = width
        self._alike: dict[tuple[Column, ...], list[Table]] = {}
        self._frames: dict[tuple[Column, ...], Frame] = {}
        for block in document.blocks:
            if isinstance(block, Table) and block.columns:
                self._alike.setdefault(block.columns, []).append(block)

    def __getitem__(self, columns: tuple[Column, ...]) -> Frame:
        if columns not in self._frames:
            self._frames[columns] = _frame(columns, _measured(self._alike[columns], self._language), self.width)
        return self._frames[columns]


def table_box(table: Table, frame: Frame, language: str, progress: Progress) -> TableBox:
    """Break the texts of ``table`` into lines."""
    setter = _CellSetter(table.columns, frame, language)
    written = any(column.kind in WRITTEN for column in table.columns)
    untitled = any(column.kind in WRITTEN and not column.title.strip() for column in table.columns)
    titles = [setter.title(index, column.title) for index, column in enumerate(table.columns)]
    head = row_box([titles], 1 if untitled else 0)  # there is room to write a title by hand
    box = TableBox(
        table.columns,
        table.groups,
        frame.widths,
        frame.size,
        head,
        ruling="grid" if written else "rows",
        heads_rows=table.groups > 0,
    )
    head.tall = _tall(head, frame.size)
    for number, row in enumerate(table.rows):
        if number % _OFTEN == _OFTEN - 1:
            progress.step(N_("Setting the pages"), number, len(table.rows))
        box.rows.append(_body_row(table, row, setter, written))
    return box


def _tall(head: RowBox, size: float) -> float:
    lines = [line.rstrip(" ") for cell in head.parts[0] if cell.upright for line in cell.lines]
    return max(map(face(BOLD).width, lines)) * size / 1000 + _ABOVE_UPRIGHT if lines else 0.0


def cell_text(cell: Cell, language: str) -> str:
    """Say ``cell`` as it stands on paper."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return translator(language).date(cell)
    return clean(str(cell))


def cell_box(index: int, text: str, room: float, size: float, bold: bool = False) -> CellBox:
    """Break ``text`` into lines for a cell with ``room`` points for them."""
    letters = face(BOLD if bold else REGULAR)
    cleaned = clean(text)
    printed = letters.printable(cleaned)
    lines = break_lines(printed, letters, room * 1000 / size) if cleaned else []
    return CellBox(index, lines, spoken(cleaned, printed), bold=bold)


def row_box(parts: list[list[CellBox]], written: int = 0) -> RowBox:
    """Stack ``parts``, each as high as its tallest cell; what is turned upright does not count."""
    starts, height = [], 0
    for part in parts:
        starts.append(height)
        height += max([1, *(len(cell.lines) for cell in part if cell.span == 1 and not cell.upright)])
    tallest = max((len(cell.lines) for cell in parts[0] if not cell.upright), default=1)
    return RowBox(parts, starts, max(height, tallest), written)


def _body_row(table: Table, row: Row, setter: _CellSetter, written: bool) -> RowBox:
    lines = table.lines_of(row)
    parts = [[setter.cell(index, cell) for index, cell in enumerate(line, table.groups)] for line in lines]
    groups = [setter.cell(index, cell, not index, len(lines)) for index, cell in enumerate(table.group_cells(row))]
    box = row_box([[*groups, *parts[0]], *parts[1:]], 1 if written else 0)
    box.tall = _ROOMY if table.roomy else 0.0
    return box


def _frame(columns: tuple[Column, ...], needs: _Needs, width: float) -> Frame:
    if any(column.kind in WRITTEN for column in columns):
        size, widths, upright = GridColumns(columns, needs.least, needs.natural, needs.titles).fitted(
            TABLE_SIZES, width
        )
        return Frame(widths, size, upright)
    room = (width - GUTTER * len(columns)) * 1000
    size = next((size for size in TABLE_SIZES if sum(needs.natural) * size <= room), TABLE_SIZES[1])
    size, least = _crowded(needs, size, width)
    natural, usual = _points(needs.natural, size), _points(needs.usual(), size)
    return Frame(column_widths(columns, _points(least, size), natural, width, usual), size)


def _crowded(needs: _Needs, size: float, width: float) -> tuple[float, list[float]]:
    """Return the size of the letters, and what each column needs at least, so that most texts stand on one line.

    A few long words are cut before the many short ones stand one below the other.
    """
    options = needs.options()
    for wanted in (needs.usual(), [0.0] * len(options[0])):
        for least in options:
            for tried in (size, TABLE_SIZES[-1]):
                if is_room(_points(least, tried), _points(wanted, tried), width):
                    return tried, least
    return size, options[-1]


def _points(needed: Sequence[float], size: float) -> list[float]:
    return [width * size / 1000 + GUTTER for width in needed]


def _measured(tables: Sequence[Table], language: str) -> _Needs:
    regular, bold = face(REGULAR), face(BOLD)
    columns, groups = tables[0].columns, tables[0].groups
    needs = _Needs(columns)
    for index, title in enumerate(needs.titles):
        needs.add(index, title, bold)
    for table in tables:
        for row in table.rows:
            for index, cell in enumerate(table.group_cells(row)):
                needs.add(index, cell_text(cell, language), regular if index else bold)
            for line in table.lines_of(row):
                for index, cell in enumerate(line, groups):
                    needs.add(index, cell_text(cell, language), regular)
    needs.level([index for index, column in enumerate(columns) if column.even])
    return needs


class _Needs:
    """What each column needs, in thousandths of the font size: for its longest word, and for its longest text."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.least = [0.0] * len(columns)
        self.natural = [0.0] * len(columns)
        self.titles = [clean(column.title, _LONGEST_TITLE) for column in columns]
        self._kinds = [column.kind for column in columns]
        self._parts = [0.0] * len(columns)
        """For the longest part of a double name or of an e-mail address."""
        self._lines: list[list[float]] = [[] for _ in columns]

    def options(self) -> tuple[list[float], ...]:
        """Return what the columns need at least: all words whole; all but few e-mail addresses; names; their parts."""
        rows = list(zip(self._kinds, self._lines, self._parts, self.least, strict=True))
        most = [max(_share(lines, 0.9), part) if kind == "email" else least for kind, lines, part, least in rows]
        cut = [part if kind in UNBROKEN else least for kind, _, part, least in rows]
        return self.least, most, cut, self._parts

    def level(self, indexes: Sequence[int]) -> None:
        """Let some columns need as much as each other."""
        for needed in (self.least, self.natural, self._parts):
            for index in indexes:
                needed[index] = max(needed[other] for other in indexes)
        lines = [line for index in indexes for line in self._lines[index]]
        for index in indexes:
            self._lines[index] = lines

    def usual(self) -> list[float]:
        """Return what the columns need so that most of their lines are not broken."""
        return [_share(lines, 0.8) for lines in self._lines]

    def add(self, index: int, text: str, letters: Face) -> None:
        printed, kind = letters.printable(text), self._kinds[index]
        for line in printed.split("\n"):
            width = letters.width(line)
            if len(self._lines[index]) < _LOOKED_AT and line:
                self._lines[index].append(width)
            if width <= self._parts[index]:
                continue
            self.natural[index] = max(self.natural[index], width)
            words = [line] if kind in UNBROKEN else line.split(" ")
            self.least[index] = max(self.least[index], *map(letters.width, words))
            parts = [part for word in words for part in _parts_of(word, kind)]
            self._parts[index] = max(self._parts[index], *map(letters.width, parts))


def _share(widths: list[float], share: float) -> float:
    """Return the width that ``share`` of ``widths`` do not exceed."""
    return sorted(widths)[int((len(widths) - 1) * share)] if widths else 0.0


def _parts_of(word: str, kind: ColumnKind) -> list[str]:
    """Return what may be cut where there is no room: a double name, an address, what is said in place of a number."""
    if any(map(str.isalpha, word)):
        mark = _CUT_AFTER.get(kind)
        if mark is not None and mark in word:
            *begun, last = word.split(mark)
            return [*(f"{part}{mark}".rstrip() for part in begun), last]
    return [word]


class _CellSetter:
    """Sets the cells of one table: a text that fits its column is one line as it is."""

    def __init__(self, columns: Sequence[Column], frame: Frame, language: str) -> None:
        self._columns = columns
        self._frame = frame
        self._limits = [(width - GUTTER) * 1000 / frame.size for width in frame.widths]
        self._faces = {False: face(REGULAR), True: face(BOLD)}
        self._language = language

    def title(self, index: int, title: str) -> CellBox:
        """Set the title of a column, upright where the titles of written columns do not fit."""
        cleaned = clean(title, _LONGEST_TITLE)
        if not (self._frame.upright and self._columns[index].kind in WRITTEN and cleaned):
            return self.cell(index, cleaned, bold=True)
        printed = self._faces[True].printable(cleaned.replace("\n", " "))
        lines = upright_lines(printed, self._frame.size, self._frame.widths[index])
        return CellBox(index, lines, spoken(cleaned, "".join(lines)), bold=True, upright=True)

    def cell(self, index: int, cell: Cell, bold: bool = False, span: int = 1) -> CellBox:
        if cell is None or cell == "":
            lines = [TICK_BOX] if self._columns[index].kind == "check" and not bold else []
            return CellBox(index, lines, None, span, bold)
        letters = self._faces[bold]
        text = cell_text(cell, self._language)
        printed = letters.printable(text)
        # rounding must not break a line that was measured to fit
        lines = break_lines(printed, letters, self._limits[index] + 0.5)
        return CellBox(index, lines, spoken(text, printed), span, bold)
