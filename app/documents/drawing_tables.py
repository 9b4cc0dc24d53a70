"""How does a table become ink, and every cell of it a part of the structure tree?"""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.boxes import GUTTER, CellBox, RowBox, TableBox
from app.documents.columns import WRITTEN
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.grids import TICK_BOX, UPRIGHT_LEADING
from app.documents.pages import BELOW_LINE, HEAD_GAP, Page, PlacedRow, Spacing, cell_top
from app.documents.pen import BLACK, LIGHT, MIDDLE, Pen
from app.documents.tags import LAYOUT, REPEATED, Element

_HEAD_RULE, _GRID_RULE, _ROW_RULE = 0.9, 0.6, 0.45
_TICK_BOX_SIZE = 14.0


class TableDrawing:
    """Draws the rows of tables with ``pen``; the tables are kids of ``parent`` in the structure tree."""

    def __init__(self, pen: Pen, parent: Element) -> None:
        self._pen = pen
        self._canvas = pen.canvas
        self._parent = parent
        self._tables: dict[int, Element] = {}
        self._rows: dict[int, list[list[Element]]] = {}

    def draw_row(self, placed: PlacedRow, spacing: Spacing) -> None:
        elements = None if placed.repeated else self._elements_of_row(placed.table, placed.row)
        if elements is None:
            self._canvas.mark_artifact(REPEATED)
        for number, part in enumerate(placed.row.parts):
            for index, cell in enumerate(part):
                top, lines = cell_top(placed, cell, number, spacing)
                if not lines:
                    continue
                if elements is not None:
                    self._canvas.mark(elements[number][index])
                self._draw_cell(placed, cell, lines, top, spacing)

    def draw_rules(self, page: Page, spacing: Spacing) -> None:
        self._canvas.mark_artifact(LAYOUT)
        for placed in page:
            if isinstance(placed, PlacedRow):
                self._draw_rules_of(placed, spacing)

    def _draw_cell(self, placed: PlacedRow, cell: CellBox, lines: list[str], top: float, spacing: Spacing) -> None:
        table, leading = placed.table, spacing.leading
        font = BOLD if cell.bold else REGULAR
        left = self._pen.left + table.lefts[cell.column]
        right = left + table.widths[cell.column] - GUTTER
        kind = table.columns[cell.column].kind
        if cell.upright:
            foot = placed.top + placed.height - spacing.around
            size = min(table.size, table.widths[cell.column] / UPRIGHT_LEADING)
            self._pen.upright(lines, (left + right) / 2, foot, font, size, size * UPRIGHT_LEADING)
        elif kind == "check":
            size = _TICK_BOX_SIZE if lines == [TICK_BOX] else table.size
            self._draw_aligned(lines, left, right, top, font, size, leading, 0.5)
        elif kind == "number":
            self._draw_aligned(lines, left, right, top, font, table.size, leading, 1.0)
        else:
            self._pen.lines(lines, left, top, font, table.size, leading)

    def _draw_aligned(
        self,
        lines: list[str],
        left: float,
        right: float,
        top: float,
        font: str,
        size: float,
        leading: float,
        share: float,
    ) -> None:
        """Draw each line with ``share`` of the room that is left over before it."""
        for number, line in enumerate(lines):
            spare = right - left - face(font).width(line.rstrip(" ")) * size / 1000
            self._pen.lines([line], left + spare * share, top + number * leading, font, size, leading)

    def _draw_rules_of(self, placed: PlacedRow, spacing: Spacing) -> None:
        table, foot = placed.table, placed.top + placed.height
        head = placed.row is table.head
        if head:
            self._pen.rule(foot, _HEAD_RULE, BLACK)
        elif table.ruling == "grid":
            self._pen.rule(foot, _GRID_RULE, MIDDLE)
        elif table.ruling != "facts":
            self._pen.rule(foot, _ROW_RULE, LIGHT)
        if table.ruling == "grid":
            self._draw_grid(table, placed.top, foot + (HEAD_GAP if head else 0.0), head)
        elif table.ruling != "rows" and not head:
            below = BELOW_LINE if table.ruling == "facts" else 0.0
            for line in range(1, placed.written + 1):
                height = foot if line == placed.written else placed.top + line * spacing.writing
                self._pen.rule(height - below, _GRID_RULE, BLACK, table.lefts[-1])

    def _draw_grid(self, table: TableBox, top: float, foot: float, head: bool) -> None:
        """Upright rules on both sides of every column that is written in, and one above their titles."""
        for left, right in _edges(table):
            for edge in (left, right):
                self._pen.upright_rule(edge, top, foot, _GRID_RULE, MIDDLE)
            if head:
                self._pen.rule(top, _GRID_RULE, MIDDLE, left, right)

    def _elements_of_row(self, table: TableBox, row: RowBox) -> list[list[Element]]:
        """Return the elements of the cells of ``row``, a TR for each of its parts."""
        if id(row) not in self._rows:
            if id(table) not in self._tables:
                self._tables[id(table)] = Element("Table", self._parent)
            parent = self._tables[id(table)]
            self._rows[id(row)] = [
                [_element_of_cell(table, row, cell, line) for cell in part]
                for part in row.parts
                for line in (Element("TR", parent),)
            ]
        return self._rows[id(row)]


def _edges(table: TableBox) -> Iterator[tuple[float, float]]:
    for index, column in enumerate(table.columns):
        if column.kind in WRITTEN:
            left = table.lefts[index] - GUTTER / 2 if index else 0.0
            yield left, table.lefts[index] + table.widths[index] - GUTTER / 2


def _element_of_cell(table: TableBox, row: RowBox, cell: CellBox, parent: Element) -> Element:
    """The head's cells head their columns, the first cell its row where it says what the row is (the pupil's name)."""
    if row is table.head:
        return Element("TH", parent, "<</O /Table /Scope /Column>>", cell.spoken)
    span = f" /RowSpan {cell.span}" if cell.span > 1 else ""
    if table.heads_rows and cell.column == 0:
        return Element("TH", parent, f"<</O /Table /Scope /Row{span}>>", cell.spoken)
    return Element("TD", parent, f"<</O /Table{span}>>" if span else "", cell.spoken)
