"""Which lines of text do lists become that stand side by side?"""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.boxes import ListBox, SideBox, TextBox, TextStyle
from app.documents.characters import clean
from app.documents.fonts import BOLD, REGULAR
from app.documents.model import PointGroup, SideBySide
from app.documents.runs import run_box
from app.documents.texts import text_box

BETWEEN_SIDES = 22.0
"""Points between two lists, with the upright rule in the middle."""
_TITLE = TextStyle(BOLD, 10, 13)
_POINT = TextStyle(REGULAR, 10, 13)
_INDENT, _GAP = 11.0, 3.6
_LONGEST_TITLE = 200
"""It is repeated on every page and must leave room for the points."""


def side_box(block: SideBySide, width: float) -> SideBox:
    """Break the points into lines for lists of equal width that share ``width`` points."""
    number = len(block.columns)
    room = (width - BETWEEN_SIDES * (number - 1)) / number
    lefts = [index * (room + BETWEEN_SIDES) for index in range(number)]
    titles = []
    for group, left in zip(block.columns, lefts, strict=True):
        title = text_box("TH", _TITLE, clean(group.title, _LONGEST_TITLE), room)
        title.indent = left
        titles.append(title)
    columns = [
        list(point_boxes(group, _POINT, room, _INDENT, left)) for group, left in zip(block.columns, lefts, strict=True)
    ]
    return SideBox(titles, columns, lefts, _GAP)


def point_boxes(group: PointGroup, style: TextStyle, room: float, indent: float, left: float) -> Iterator[TextBox]:
    """Yield the points of a group, ``left`` points from the body's edge; the mark stands within ``indent``."""
    bullets = ListBox(indent=indent)
    for number in range(len(group.points)):
        box = run_box("LBody", style, group.runs_of(number), room - indent)
        box.bullets = bullets
        box.indent = left + indent
        box.whole = True
        yield box
