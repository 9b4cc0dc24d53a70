"""What stands in the contents of a paper, and on which page is it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.documents.boxes import Box, TextBox, TextStyle
from app.documents.fonts import BOLD, REGULAR
from app.documents.pages import Page, PlacedText
from app.documents.texts import text_box

NUMBER_ROOM = 30.0
"""At the end of a line, for dots and the page's number."""
_STYLES = (TextStyle(BOLD, 10.5, 16, before=3, after=0), TextStyle(REGULAR, 10, 15, after=0))
_INDENT = 14.0


def contents_boxes(boxes: Sequence[Box], deepest: int, width: float) -> list[TextBox]:
    """Return a line for each heading among ``boxes``, down to level ``deepest``; the pages are not known yet."""
    found = []
    for heading in boxes:
        level = heading_level(heading)
        if not isinstance(heading, TextBox) or not 1 <= level <= deepest:
            continue
        indent = _INDENT * (level - 1)
        text = heading.text.replace("\n", " ")
        line = text_box("TOCI", _STYLES[min(level, len(_STYLES)) - 1], text, width - indent - NUMBER_ROOM)
        line.indent, line.leads_to, line.whole = indent, heading, True
        heading.is_led_to = True
        found.append(line)
    if found:
        found[-1].after = 10.0
    return found


def heading_level(box: Box) -> int:
    """Return the level of a heading as the Document says it; 0 for the title and what is no heading."""
    if not isinstance(box, TextBox) or not box.role.startswith("H") or not box.role[1:].isdecimal():
        return 0
    return int(box.role[1:]) - 1


def number_contents(pages: Sequence[Page], before: int) -> None:
    """Tell the lines of the contents the numbers of their pages; ``before`` pages are counted with these."""
    numbers = {
        id(placed.box): number
        for number, page in enumerate(pages, before + 1)
        for placed in page
        if isinstance(placed, PlacedText) and placed.first == 0
    }
    for line in _lines(pages):
        line.page = numbers.get(id(line.leads_to), 0)


def _lines(pages: Sequence[Page]) -> Iterator[TextBox]:
    for page in pages:
        for placed in page:
            if isinstance(placed, PlacedText) and placed.box.leads_to is not None:
                yield placed.box
