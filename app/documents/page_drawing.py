"""How does a laid out page become ink, and every piece of ink a part of the structure tree?"""

from __future__ import annotations

from app.documents.boxes import ListBox, TextBox
from app.documents.drawing_ballots import BallotDrawing
from app.documents.drawing_contents import ContentsDrawing
from app.documents.drawing_pictures import draw_picture
from app.documents.drawing_sides import SideDrawing
from app.documents.drawing_tables import TableDrawing
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.pages import (
    Page,
    PlacedBallot,
    PlacedLabel,
    PlacedPicture,
    PlacedRow,
    PlacedSides,
    PlacedSignature,
    PlacedText,
    Spacing,
)
from app.documents.pen import BLACK, MIDDLE, Pen
from app.documents.sheet import Sheet
from app.documents.tags import LAYOUT, Element, TaggedCanvas

_SIGNATURE_RULE = 0.6
_CUT_RULE = 0.7
_BULLET_LEFT = 2.0
_LINK_RULE, _UNDER = 0.5, 0.47
"""The line under a link: how thick, and how far below the middle of the line, in font sizes."""


class PageDrawing:
    """Draws the pages of one section; what is drawn becomes a kid of ``parent`` in the structure tree."""

    def __init__(self, canvas: TaggedCanvas, sheet: Sheet, parent: Element) -> None:
        self._canvas = canvas
        self._sheet = sheet
        self._parent = parent
        self._pen = Pen(canvas, sheet)
        self._tables = TableDrawing(self._pen, parent)
        self._ballots = BallotDrawing(self._pen, parent)
        self._sides = SideDrawing(self._pen, parent)
        self._contents = ContentsDrawing(self._pen, parent)
        self._texts: dict[int, Element] = {}
        self._lists: dict[int, Element] = {}
        self._runs: dict[tuple[int, int], Element] = {}
        self._labels: Element | None = None

    def draw(self, page: Page, spacing: Spacing) -> None:
        for placed in page:
            if isinstance(placed, PlacedText):
                self._draw_text(placed)
            elif isinstance(placed, PlacedRow):
                self._tables.draw_row(placed, spacing)
            elif isinstance(placed, PlacedSignature):
                self._draw_signature(placed)
            elif isinstance(placed, PlacedSides):
                self._sides.draw(placed)
            elif isinstance(placed, PlacedBallot):
                self._ballots.draw(placed)
            elif isinstance(placed, PlacedPicture):
                draw_picture(self._canvas, placed.picture, self._sheet.width, self._sheet.height, self._parent)
            else:
                self._draw_label(placed)
        self._tables.draw_rules(page, spacing)
        self._sides.draw_rules(page)

    def _draw_text(self, placed: PlacedText) -> None:
        box, style = placed.box, placed.box.style
        if box.cut:
            self._canvas.mark_artifact(LAYOUT)
            self._pen.rule(placed.top + style.leading / 2, _CUT_RULE, MIDDLE, dashed=True)
            return
        if box.leads_to is not None:
            self._contents.draw(placed)
            return
        element = self._element_of_text(box)
        if placed.first == 0 and box.is_led_to:
            self._canvas.arrive(box, self._pen.top - placed.top + style.leading)
        if placed.first == 0 and box.role.startswith("H"):
            text = box.bookmark or box.text.replace("\n", " ")
            self._canvas.bookmark(text, int(box.role[1:]) - 1, self._pen.top - placed.top + style.leading)
        if placed.first == 0 and box.bullets is not None:
            self._draw_bullet(box, box.bullets, placed.top)
        if box.runs:
            self._draw_pieces(placed, element)
            return
        self._canvas.mark(element)
        lines = box.lines[placed.first : placed.last]
        left = self._pen.left + box.indent
        if box.flush_right:
            width = max(face(style.font).width(line.rstrip(" ")) for line in lines) * style.size / 1000
            left = self._pen.right - width
        self._pen.lines(lines, left, placed.top, style.font, style.size, style.leading)

    def _draw_pieces(self, placed: PlacedText, element: Element) -> None:
        """Write the lines run by run; a line under what leads somewhere is seen on paper, and not heard."""
        box, style = placed.box, placed.box.style
        rules: list[tuple[float, float, float]] = []
        for number, line in enumerate(box.pieces[placed.first : placed.last]):
            top = placed.top + number * style.leading
            for piece in line:
                run = box.runs[piece.run]
                part = self._element_of_run(box, piece.run, element)
                self._canvas.mark(part)
                left = box.indent + piece.left * style.size / 1000
                self._pen.lines([piece.text], self._pen.left + left, top, run.font, style.size, style.leading)
                if run.link and piece.text.strip():
                    spare = face(run.font).width(piece.text) - face(run.font).width(piece.text.rstrip(" "))
                    right = box.indent + (piece.right - spare) * style.size / 1000
                    foot = top + style.leading / 2 + style.size * _UNDER
                    rules.append((foot, left, right))
                    self._canvas.link(part, self._pen.area(left, right, top, style.leading), run.link, run.text)
        if rules:
            self._canvas.mark_artifact(LAYOUT)
            for foot, left, right in rules:
                self._pen.rule(foot, _LINK_RULE, BLACK, left, right)

    def _element_of_run(self, box: TextBox, number: int, parent: Element) -> Element:
        """Return the element of a run: a link's own, and one for what is spoken otherwise; else the text's."""
        run = box.runs[number]
        if not run.link and run.spoken is None:
            return parent
        if (id(box), number) not in self._runs:
            role = "Link" if run.link else "Span"
            self._runs[id(box), number] = Element(role, parent, spoken=run.spoken)
        return self._runs[id(box), number]

    def _element_of_text(self, box: TextBox) -> Element:
        """Return the element of ``box``: the same one on every page that the text goes on over."""
        if id(box) not in self._texts:
            parent = self._parent if box.bullets is None else Element("LI", self._element_of_list(box.bullets))
            if box.bullets is not None:
                Element("Lbl", parent)
            self._texts[id(box)] = Element(box.role, parent, spoken=box.spoken)
        return self._texts[id(box)]

    def _element_of_list(self, bullets: ListBox) -> Element:
        if id(bullets) not in self._lists:
            parent = self._sides.cell_of(bullets) or self._parent
            self._lists[id(bullets)] = Element("L", parent, "<</O /List /ListNumbering /Disc>>")
        return self._lists[id(bullets)]

    def _draw_bullet(self, box: TextBox, bullets: ListBox, top: float) -> None:
        item = self._texts[id(box)].parent
        if item is not None and isinstance(label := item.kids[0], Element):
            self._canvas.mark(label)
            size = box.style.size * bullets.size
            left = self._pen.left + box.indent - bullets.indent + _BULLET_LEFT
            self._pen.lines([bullets.mark], left, top, box.style.font, size, box.style.leading)

    def _draw_signature(self, placed: PlacedSignature) -> None:
        box, top = placed.box, placed.top + placed.box.room
        self._canvas.mark_artifact(LAYOUT)
        for left in box.lefts:
            self._pen.rule(top, _SIGNATURE_RULE, BLACK, left, left + box.width)
        for left, label in zip(box.lefts, box.labels, strict=True):
            self._canvas.mark(Element("P", self._parent, spoken=label.spoken))
            style = label.style
            below = placed.top + box.label_top
            self._pen.lines(label.lines, self._pen.left + left, below, style.font, style.size, style.leading)

    def _draw_label(self, placed: PlacedLabel) -> None:
        """One list of all labels, each of them an item."""
        if self._labels is None:
            self._labels = Element("L", self._parent, "<</O /List /ListNumbering /None>>")
        box = placed.box
        self._canvas.mark(Element("LBody", Element("LI", self._labels), spoken=box.spoken))
        for font, first, last in ((BOLD, 0, box.name_lines), (REGULAR, box.name_lines, len(box.lines))):
            if first < last:
                top = placed.top + first * box.leading
                self._pen.lines(box.lines[first:last], placed.left, top, font, box.size, box.leading)
