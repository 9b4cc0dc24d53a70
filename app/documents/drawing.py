"""How does a laid out page become ink, and every piece of ink a part of the structure tree?"""

from __future__ import annotations

from app.documents.fonts import BOLD, REGULAR, face
from app.documents.layout import BULLET_INDENT, GUTTER, CellBox, ListBox, RowBox, TableBox, TextBox
from app.documents.pages import Page, PlacedRow, PlacedText, Spacing, cell_top
from app.documents.tags import LAYOUT, REPEATED, Element, TaggedCanvas

BLACK, GREY, LIGHT = 0.0, 0.32, 0.75
"""How light ink is: text, furniture (contrast 9:1) and the rules between rows."""

HALF_CAPITAL = 0.33
"""Half the height of a capital, in font sizes: what puts the letters in the middle of their line."""

_BULLET = "•"
_HEAD_RULE, _ROW_RULE = 0.9, 0.45


class Drawing:
    """Draws pages on ``canvas``; the body's left edge is at ``left``, its top at ``top`` above the page's foot."""

    def __init__(self, canvas: TaggedCanvas, left: float, right: float, top: float) -> None:
        self._canvas = canvas
        self._left = left
        self._right = right
        self._top = top
        self._texts: dict[int, Element] = {}
        self._lists: dict[int, Element] = {}
        self._tables: dict[int, Element] = {}
        self._rows: dict[int, list[list[Element]]] = {}
        self.bookmarks = 0

    def draw(self, page: Page, spacing: Spacing) -> None:
        for placed in page:
            if isinstance(placed, PlacedText):
                self._draw_text(placed)
            else:
                self._draw_row(placed, spacing)
        self._draw_rules(page)

    def _draw_text(self, placed: PlacedText) -> None:
        box = placed.box
        element = self._element_of_text(box)
        if placed.first == 0 and box.role.startswith("H"):
            self._bookmark(box, placed.top)
        if placed.first == 0 and box.bullets is not None:
            self._draw_bullet(box, placed.top)
        self._canvas.mark(element)
        left = self._left + (BULLET_INDENT if box.bullets is not None else 0.0)
        self._lines(
            box.lines[placed.first : placed.last], left, placed.top, box.style.font, box.style.size, box.style.leading
        )

    def _element_of_text(self, box: TextBox) -> Element:
        """Return the element of ``box``: the same one on every page that the text goes on over."""
        if id(box) not in self._texts:
            parent = self._canvas.root if box.bullets is None else Element("LI", self._element_of_list(box.bullets))
            if box.bullets is not None:
                Element("Lbl", parent)
            self._texts[id(box)] = Element(box.role, parent, spoken=box.spoken)
        return self._texts[id(box)]

    def _element_of_list(self, bullets: ListBox) -> Element:
        if id(bullets) not in self._lists:
            self._lists[id(bullets)] = Element("L", self._canvas.root, "<</O /List /ListNumbering /Disc>>")
        return self._lists[id(bullets)]

    def _draw_bullet(self, box: TextBox, top: float) -> None:
        item = self._texts[id(box)].parent
        if item is not None and isinstance(label := item.kids[0], Element):
            self._canvas.mark(label)
            self._lines([_BULLET], self._left + 2, top, box.style.font, box.style.size, box.style.leading)

    def _bookmark(self, box: TextBox, top: float) -> None:
        """Name the place in the outline: the title outermost, so that a paper without headings has one too."""
        key = f"heading{self.bookmarks}"
        self.bookmarks += 1
        self._canvas.bookmarkHorizontalAbsolute(key, self._top - top + box.style.leading)
        self._canvas.addOutlineEntry(box.text.replace("\n", " "), key, int(box.role[1:]) - 1)

    def _draw_row(self, placed: PlacedRow, spacing: Spacing) -> None:
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
                self._draw_cell(placed, cell, lines, top, spacing.leading)

    def _draw_cell(self, placed: PlacedRow, cell: CellBox, lines: list[str], top: float, leading: float) -> None:
        table = placed.table
        font = BOLD if placed.row is table.head or (table.groups and cell.column == 0) else REGULAR
        left = self._left + table.lefts[cell.column]
        if table.columns[cell.column].kind != "number":
            self._lines(lines, left, top, font, table.size, leading)
            return
        right = left + table.widths[cell.column] - GUTTER
        for number, line in enumerate(lines):
            width = face(font).width(line.rstrip(" ")) * table.size / 1000
            self._lines([line], right - width, top + number * leading, font, table.size, leading)

    def _elements_of_row(self, table: TableBox, row: RowBox) -> list[list[Element]]:
        """Return the elements of the cells of ``row``, a TR for each of its parts."""
        if id(row) not in self._rows:
            if id(table) not in self._tables:
                self._tables[id(table)] = Element("Table", self._canvas.root)
            parent = self._tables[id(table)]
            self._rows[id(row)] = [
                [_element_of_cell(table, row, cell, line) for cell in part]
                for part in row.parts
                for line in (Element("TR", parent),)
            ]
        return self._rows[id(row)]

    def _draw_rules(self, page: Page) -> None:
        self._canvas.mark_artifact(LAYOUT)
        for placed in page:
            if isinstance(placed, PlacedRow):
                head = placed.row is placed.table.head
                self.rule(placed.top + placed.height, _HEAD_RULE if head else _ROW_RULE, BLACK if head else LIGHT)

    def rule(self, top: float, weight: float, lightness: float) -> None:
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeGray(lightness)
        self._canvas.line(self._left, self._top - top, self._right, self._top - top)

    def _lines(self, lines: list[str], left: float, top: float, font: str, size: float, leading: float) -> None:
        self._canvas.setFont(font, size)
        base = self._top - top - leading / 2 - size * HALF_CAPITAL
        for number, line in enumerate(lines):
            self._canvas.drawString(left, base - number * leading, line)


def _element_of_cell(table: TableBox, row: RowBox, cell: CellBox, parent: Element) -> Element:
    """The head's cells head their columns, the first group cell (the pupil's name) its row."""
    if row is table.head:
        return Element("TH", parent, "<</O /Table /Scope /Column>>", cell.spoken)
    span = f" /RowSpan {cell.span}" if cell.span > 1 else ""
    if table.groups and cell.column == 0:
        return Element("TH", parent, f"<</O /Table /Scope /Row{span}>>", cell.spoken)
    return Element("TD", parent, f"<</O /Table{span}>>" if span else "", cell.spoken)
