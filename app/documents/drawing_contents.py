"""How does the contents of a paper become ink: where each line leads, and on which page that is?"""

from __future__ import annotations

from app.documents.boxes import TextBox
from app.documents.fonts import REGULAR, face
from app.documents.pages import PlacedText
from app.documents.pen import Pen
from app.documents.tags import LAYOUT, Element

_DOTS_GAP = 6.0
_DOT = " ."


class ContentsDrawing:
    """Draws the lines of the contents with ``pen``; they are one list of contents among the kids of ``parent``."""

    def __init__(self, pen: Pen, parent: Element) -> None:
        self._pen = pen
        self._parent = parent
        self._contents: Element | None = None
        self._links: dict[int, Element] = {}

    def draw(self, placed: PlacedText) -> None:
        """Draw what it is called, dots, which are not heard, and the page's number; all of it can be clicked."""
        box, style, canvas = placed.box, placed.box.style, self._pen.canvas
        link = self._link_of(box)
        canvas.mark(link)
        lines = box.lines[placed.first : placed.last]
        left = self._pen.left + box.indent
        self._pen.lines(lines, left, placed.top, style.font, style.size, style.leading)
        height = style.leading * len(lines)
        canvas.link_to(
            link,
            self._pen.area(box.indent, self._pen.right - self._pen.left, placed.top, height),
            box.leads_to,
            box.text,
        )
        if placed.last < len(box.lines) or not box.page:
            return
        number, top = str(box.page), placed.top + height - style.leading
        begins = self._pen.right - _wide(number, style.font, style.size)
        space = _wide(" ", style.font, style.size)  # so that the number is heard as a word of its own
        self._pen.lines([f" {number}"], begins - space, top, style.font, style.size, style.leading)
        canvas.mark_artifact(LAYOUT)
        start = left + _wide(lines[-1].rstrip(" "), style.font, style.size) + _DOTS_GAP
        end = self._pen.right - max(_wide("00", style.font, style.size), _wide(number, style.font, style.size)) - 2.0
        dots = _DOT * max(int((end - start) / _wide(_DOT, REGULAR, style.size)), 0)
        self._pen.lines([dots], end - _wide(dots, REGULAR, style.size), top, REGULAR, style.size, style.leading)

    def _link_of(self, box: TextBox) -> Element:
        if self._contents is None:
            self._contents = Element("TOC", self._parent)
        if id(box) not in self._links:
            item = Element("TOCI", self._contents)
            self._links[id(box)] = Element("Link", Element("Reference", item), spoken=None)
        return self._links[id(box)]


def _wide(text: str, font: str, size: float) -> float:
    return face(font).width(text) * size / 1000
