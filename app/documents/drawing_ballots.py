"""How does a ballot become ink, and one of all the equal ones a part of the structure tree?"""

from __future__ import annotations

from app.documents.boxes import ListBox, TextBox
from app.documents.pages import PlacedBallot
from app.documents.pen import BLACK, MIDDLE, Pen
from app.documents.tags import LAYOUT, REPEATED, Element

_WRITING_RULE, _CUT_RULE = 0.6, 0.5
_DASH = (3.0, 3.0)
_TICK_BOX_LEFT = 1.0


class BallotDrawing:
    """Draws ballots with ``pen``; the first of equal ones is a kid of ``parent`` in the structure tree."""

    def __init__(self, pen: Pen, parent: Element) -> None:
        self._pen = pen
        self._canvas = pen.canvas
        self._parent = parent
        self._list: Element | None = None

    def draw(self, placed: PlacedBallot) -> None:
        for box, left, top in placed.box.texts:
            self._draw_text(box, placed.left + left, placed.top + top, placed.copy)
        self._canvas.mark_artifact(LAYOUT)
        ballot = placed.box
        for down in ballot.rules:
            edges = placed.left + ballot.side, placed.left + ballot.width - ballot.side
            self._pen.rule(placed.top + down, _WRITING_RULE, BLACK, *edges)
        self._draw_cuts(placed)

    def _draw_text(self, box: TextBox, left: float, top: float, copy: bool) -> None:
        style = box.style
        if copy:
            self._canvas.mark_artifact(REPEATED)
        if box.bullets is not None:
            item = None if copy else Element("LI", self._names())
            self._draw_tick_box(box, box.bullets, left, top, item)
            left += box.indent
            if item is not None:
                self._canvas.mark(Element(box.role, item, spoken=box.spoken))
        elif not copy:
            self._canvas.mark(Element(box.role, self._parent, spoken=box.spoken))
            if box.role == "H1":
                self._canvas.bookmark(box.text.replace("\n", " "), 0, self._pen.top - top + style.leading)
        self._pen.lines(box.lines, self._pen.left + left, top, style.font, style.size, style.leading)

    def _draw_tick_box(self, box: TextBox, bullets: ListBox, left: float, top: float, item: Element | None) -> None:
        if item is not None:
            self._canvas.mark(Element("Lbl", item))
        style = box.style
        size, left = style.size * bullets.size, self._pen.left + left + _TICK_BOX_LEFT
        self._pen.lines([bullets.mark], left, top, style.font, size, style.leading)

    def _draw_cuts(self, placed: PlacedBallot) -> None:
        right, foot = placed.left + placed.box.width, placed.top + placed.box.height
        self._canvas.setDash(*_DASH)
        if placed.cut_right:
            self._pen.upright_rule(right, placed.top, foot, _CUT_RULE, MIDDLE)
        if placed.cut_below:
            self._pen.rule(foot, _CUT_RULE, MIDDLE, placed.left, right)
        self._canvas.setDash()

    def _names(self) -> Element:
        if self._list is None:
            self._list = Element("L", self._parent, "<</O /List /ListNumbering /None>>")
        return self._list
