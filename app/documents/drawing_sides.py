"""How do lists that stand side by side become ink: their titles, the rules around them, and cells to be heard?"""

from __future__ import annotations

from app.documents.boxes import SIDE_HEAD, ListBox, SideBox
from app.documents.pages import Page, PlacedSides
from app.documents.pen import BLACK, MIDDLE, Pen
from app.documents.points import BETWEEN_SIDES
from app.documents.tags import LAYOUT, REPEATED, Element

_HEAD_RULE, _RULE = 0.9, 0.5
_ABOVE_RULE = 3.0
"""Between the titles and the rule under them."""


class SideDrawing:
    """Draws what stands around the points with ``pen``; the tables are kids of ``parent`` in the structure tree."""

    def __init__(self, pen: Pen, parent: Element) -> None:
        self._pen = pen
        self._parent = parent
        self._cells: dict[int, Element] = {}

    def cell_of(self, bullets: ListBox) -> Element | None:
        """Return the cell that a list stands in; None for one that stands in no table."""
        return self._cells.get(id(bullets))

    def draw(self, placed: PlacedSides) -> None:
        """Draw the titles; where they stood on an earlier page too they are not heard again."""
        heads = [None] * len(placed.box.titles) if placed.repeated else self._elements(placed.box)
        for title, element in zip(placed.box.titles, heads, strict=True):
            if element is None:
                self._pen.canvas.mark_artifact(REPEATED)
            else:
                self._pen.canvas.mark(element)
            style = title.style
            foot = placed.box.head_height - SIDE_HEAD - len(title.lines) * style.leading  # they stand on the rule
            left, top = self._pen.left + title.indent, placed.top + _ABOVE_RULE + foot
            self._pen.lines(title.lines, left, top, style.font, style.size, style.leading)

    def draw_rules(self, page: Page) -> None:
        """Draw a rule under the titles and the last points, and upright ones between the lists."""
        for placed in page:
            if not isinstance(placed, PlacedSides):
                continue
            self._pen.canvas.mark_artifact(LAYOUT)
            head, foot = placed.top + placed.box.head_height - 2.0, placed.top + placed.height
            if placed.box.head_height:
                self._pen.rule(head, _HEAD_RULE, BLACK)
            self._pen.rule(foot, _RULE, MIDDLE)
            for left in placed.box.lefts[1:]:
                self._pen.upright_rule(left - BETWEEN_SIDES / 2, head, foot, _RULE, MIDDLE)

    def _elements(self, box: SideBox) -> list[Element]:
        table = Element("Table", self._parent)
        row = Element("TR", table)
        heads = [Element("TH", row, "<</O /Table /Scope /Column>>", title.spoken) for title in box.titles]
        row = Element("TR", table)
        for column in box.columns:
            cell = Element("TD", row)
            if column and column[0].bullets is not None:
                self._cells[id(column[0].bullets)] = cell
        return heads
