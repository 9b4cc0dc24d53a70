"""Which lines of text does each block of a paper become?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from app.core.i18n import N_, translator
from app.core.progress import Progress
from app.documents.characters import LONGEST_PARAGRAPH, clean
from app.documents.columns import UNBROKEN, column_widths
from app.documents.fonts import BOLD, REGULAR, Face, face
from app.documents.lines import break_lines
from app.documents.model import BulletList, Cell, Column, Document, Heading, Paragraph, Row, Table

TABLE_SIZES = (9.5, 9.0, 8.5)
"""The largest at which no cell must be broken; the middle one if some must be in any case."""

GUTTER = 9.0
"""Between two columns, in points."""

_LONGEST_TITLE = 200
"""Of a column: the head is repeated on every page and must leave room for the rows."""

_OFTEN = 500
"""Rows between two looks at the Cancel button."""


@dataclass(frozen=True)
class TextStyle:
    font: str
    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0


TITLE = TextStyle(BOLD, 18, 23, after=7)
HEADINGS = (
    TextStyle(BOLD, 13.5, 18, before=10, after=4),
    TextStyle(BOLD, 11.5, 15, before=8, after=3),
    TextStyle(BOLD, 10, 13.5, before=6, after=2),
)
PARAGRAPHS = {
    "body": TextStyle(REGULAR, 10, 13.5, after=6),
    "small": TextStyle(REGULAR, 8.5, 11, after=5),
    "lead": TextStyle(REGULAR, 11.5, 15.5, after=8),
}
BULLET_INDENT = 12.0
_SPACE_AFTER_TABLE = 12.0


class ListBox:
    """What the items of one list have in common."""


@dataclass
class TextBox:
    """A heading, a paragraph or one item of ``bullets``; ``role`` is its PDF structure type.

    ``spoken`` is the whole text where the font lacks a letter of it.
    """

    role: str
    style: TextStyle
    text: str
    lines: list[str]
    spoken: str | None = None
    bullets: ListBox | None = None
    after: float = 0.0
    new_page: bool = False
    keep_with_next: bool = False


@dataclass(slots=True)
class CellBox:
    """A cell's lines; ``span`` is how many lines of the row a group cell stands beside."""

    column: int
    lines: list[str]
    spoken: str | None = None
    span: int = 1


@dataclass
class RowBox:
    """``parts`` are the row's lines in the Document's sense (a guardian each); the group cells are in the first.

    ``starts`` says at which line of text each part begins, ``height`` how many lines of text the row has.
    """

    parts: list[list[CellBox]]
    starts: list[int]
    height: int


@dataclass
class TableBox:
    columns: tuple[Column, ...]
    groups: int
    widths: list[float]
    size: float
    head: RowBox
    rows: list[RowBox] = field(default_factory=list)
    after: float = _SPACE_AFTER_TABLE

    def __post_init__(self) -> None:
        self.lefts = [sum(self.widths[:index]) for index in range(len(self.widths))]


Box = TextBox | TableBox


def lay_out(document: Document, width: float, progress: Progress) -> list[Box]:
    """Break every text of ``document`` into lines for a page ``width`` points wide. The title comes first."""
    frames = _frames(document, width)
    title = _text("H1", TITLE, document.title, width)
    title.keep_with_next = True
    boxes: list[Box] = [title]
    level = 1
    for number, block in enumerate(document.blocks):
        progress.step(N_("Setting the pages"), number, len(document.blocks))
        if isinstance(block, Heading):
            level = min(max(block.level, 1) + 1, level + 1, 6)  # a screen reader must not meet H3 right after H1
            boxes.append(_heading(block, level, width))
        elif isinstance(block, Paragraph):
            boxes.append(_text("P", PARAGRAPHS[block.style], block.text, width))
        elif isinstance(block, BulletList):
            boxes.extend(_bullets(block, width))
        elif block.columns:
            boxes.append(_table(block, frames[block.columns], document.language, progress))
    _keep_together(boxes)
    return boxes


def cell_text(cell: Cell, language: str) -> str:
    """Say ``cell`` as it stands on paper."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return translator(language).date(cell)
    return clean(str(cell))


def _heading(block: Heading, level: int, width: float) -> TextBox:
    box = _text(f"H{level}", HEADINGS[min(level - 2, len(HEADINGS) - 1)], block.text, width)
    box.new_page = block.new_page
    box.keep_with_next = True
    return box


def _bullets(block: BulletList, width: float) -> Iterator[TextBox]:
    style, bullets = PARAGRAPHS["body"], ListBox()
    for number, item in enumerate(block.items, 1):
        box = _text("LBody", style, item, width - BULLET_INDENT)
        box.bullets = bullets
        box.after = style.after if number == len(block.items) else 2.0
        yield box


def _text(role: str, style: TextStyle, text: str, width: float) -> TextBox:
    letters = face(style.font)
    cleaned = clean(text, LONGEST_PARAGRAPH)
    printed = letters.printable(cleaned)
    lines = break_lines(printed, letters, width * 1000 / style.size)
    return TextBox(role, style, cleaned, lines, _spoken(cleaned, printed), after=style.after)


def _spoken(cleaned: str, printed: str) -> str | None:
    return cleaned if printed is not cleaned and printed != cleaned else None


def _keep_together(boxes: list[Box]) -> None:
    """A few lines that introduce a table do not stay behind on the page before it."""
    for box, following in pairwise(boxes):
        if isinstance(box, TextBox) and isinstance(following, TableBox) and len(box.lines) <= 3:
            box.keep_with_next = True


@dataclass(frozen=True)
class _Frame:
    """What tables with the same columns share, so that a school's class lists look alike."""

    widths: list[float]
    size: float


def _frames(document: Document, width: float) -> dict[tuple[Column, ...], _Frame]:
    tables: dict[tuple[Column, ...], list[Table]] = {}
    for block in document.blocks:
        if isinstance(block, Table) and block.columns:
            tables.setdefault(block.columns, []).append(block)
    return {columns: _frame(columns, _measured(alike, document.language), width) for columns, alike in tables.items()}


def _frame(columns: tuple[Column, ...], needs: _Needs, width: float) -> _Frame:
    room = (width - GUTTER * len(columns)) * 1000
    size = next((size for size in TABLE_SIZES if sum(needs.natural) * size <= room), TABLE_SIZES[1])
    least = [needed * size / 1000 + GUTTER for needed in needs.least]
    natural = [needed * size / 1000 + GUTTER for needed in needs.natural]
    return _Frame(column_widths(columns, least, natural, width), size)


def _measured(tables: Sequence[Table], language: str) -> _Needs:
    regular, bold = face(REGULAR), face(BOLD)
    columns, groups = tables[0].columns, tables[0].groups
    needs = _Needs(columns)
    for index, column in enumerate(columns):
        needs.add(index, clean(column.title, _LONGEST_TITLE), bold)
    for table in tables:
        for row in table.rows:
            for index, cell in enumerate(table.group_cells(row)):
                needs.add(index, cell_text(cell, language), regular if index else bold)
            for line in table.lines_of(row):
                for index, cell in enumerate(line, groups):
                    needs.add(index, cell_text(cell, language), regular)
    return needs


class _Needs:
    """What each column needs, in thousandths of the font size: for its longest word, and for its longest text."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.least = [0.0] * len(columns)
        self.natural = [0.0] * len(columns)
        self._unbroken = [column.kind in UNBROKEN for column in columns]

    def add(self, index: int, text: str, letters: Face) -> None:
        printed = letters.printable(text)
        for line in printed.split("\n"):
            width = letters.width(line)
            if width <= self.least[index]:
                continue
            self.natural[index] = max(self.natural[index], width)
            if not self._unbroken[index] and " " in line:
                width = max(map(letters.width, line.split(" ")))
            self.least[index] = max(self.least[index], width)


def _table(table: Table, frame: _Frame, language: str, progress: Progress) -> TableBox:
    setter = _CellSetter(frame, language)
    titles = [clean(column.title, _LONGEST_TITLE) for column in table.columns]
    head = _row([[setter.cell(index, title, BOLD) for index, title in enumerate(titles)]])
    box = TableBox(table.columns, table.groups, frame.widths, frame.size, head)
    for number, row in enumerate(table.rows):
        if number % _OFTEN == _OFTEN - 1:
            progress.step(N_("Setting the pages"), number, len(table.rows))
        box.rows.append(_body_row(table, row, setter))
    return box


def _body_row(table: Table, row: Row, setter: _CellSetter) -> RowBox:
    lines = table.lines_of(row)
    parts = [[setter.cell(index, cell) for index, cell in enumerate(line, table.groups)] for line in lines]
    groups = [
        setter.cell(index, cell, REGULAR if index else BOLD, len(lines))
        for index, cell in enumerate(table.group_cells(row))
    ]
    return _row([[*groups, *parts[0]], *parts[1:]])


def _row(parts: list[list[CellBox]]) -> RowBox:
    starts, height = [], 0
    for part in parts:
        starts.append(height)
        height += max([1, *(len(cell.lines) for cell in part if cell.span == 1)])
    tallest = max((len(cell.lines) for cell in parts[0]), default=1)
    return RowBox(parts, starts, max(height, tallest))


class _CellSetter:
    """Sets the cells of one table: a text that fits its column is one line as it is."""

    def __init__(self, frame: _Frame, language: str) -> None:
        self._limits = [(width - GUTTER) * 1000 / frame.size for width in frame.widths]
        self._faces = {name: face(name) for name in (REGULAR, BOLD)}
        self._language = language

    def cell(self, index: int, cell: Cell, font: str = REGULAR, span: int = 1) -> CellBox:
        if cell is None or cell == "":
            return CellBox(index, [], None, span)
        letters = self._faces[font]
        text = cell_text(cell, self._language)
        printed = letters.printable(text)
        # rounding must not break a line that was measured to fit
        return CellBox(index, break_lines(printed, letters, self._limits[index] + 0.5), _spoken(text, printed), span)
