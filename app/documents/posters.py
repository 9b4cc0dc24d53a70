"""How large are the letters of a poster, so that one page is full of it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.boxes import Box, TextBox, TextStyle
from app.documents.fonts import BOLD, REGULAR
from app.documents.model import PointGroup, Poster, Run
from app.documents.pages import Page, PlacedText, paginate
from app.documents.points import point_boxes
from app.documents.sheet import Sheet, a4_sheet
from app.documents.texts import text_box

HEADING = TextStyle(BOLD, 38, 45, after=6)
LEAD = TextStyle(REGULAR, 21, 27, after=6)
TITLE_SIZE = 1.12
"""The title of a group, against its points."""
_BELOW_HEAD = 12.0
_FOOT = TextStyle(REGULAR, 9, 12)
_FOOT_GAP = 14.0
_ONE_COLUMN = [size / 2 for size in range(64, 27, -1)]
"""32 to 14 points: what is read from a step away stands in one column."""
_TWO_COLUMNS = [size / 2 for size in range(28, 15, -1)]
"""14 to 8 points."""
_BETWEEN = 26.0
_OTHER_FONT = 0.8
"""What of a page is used in Word, whose letters are wider."""
_LEADING, _GAP, _WIDEST_GAP = 1.3, 0.45, 1.5
"""A line, and the least and the most between two points, in font sizes."""


@dataclass(frozen=True)
class PosterPoint:
    """A point of a poster, or the title of a group."""

    runs: tuple[Run, ...]
    is_title: bool = False


@dataclass(frozen=True)
class _Line:
    """A point or the title of a group, with what must be free above it: ``gaps`` of those between points."""

    box: TextBox
    gaps: float
    point: PosterPoint

    @property
    def height(self) -> float:
        return len(self.box.lines) * self.box.style.leading


def poster_pages(poster: Poster, sheet: Sheet, start: float) -> list[Page]:
    """Return the page, with letters as large as it takes; more pages only where the smallest ones need them."""
    width, height = sheet.body_width, sheet.body_height
    top, foot = _around(poster, width)
    head, room = start + _tall_top(top), height - start - _tall_top(top) - _tall_foot(foot)
    fitted = _fitted(poster.groups, width, room)
    if fitted is None:
        points = [line.box for line in _lines(poster.groups, _TWO_COLUMNS[-1], width, 0.0)]
        return _overflowing([*top, *points], foot, sheet, start)
    size, parts = fitted
    page: Page = list(_placed_top(top, start))
    for column in parts:
        page += _placed(column, head, room, size)
    if foot:
        page.append(PlacedText(foot, height - len(foot.lines) * _FOOT.leading, 0, len(foot.lines)))
    return [page]


def fitted_points(poster: Poster) -> tuple[float, list[list[PosterPoint]]]:
    """Return the size of the letters, and the points of each column, for a page that another program sets."""
    sheet = a4_sheet()
    top, foot = _around(poster, sheet.body_width)
    room = (sheet.body_height - _tall_top(top) - _tall_foot(foot)) * _OTHER_FONT
    size, parts = _fitted(poster.groups, sheet.body_width, room) or (
        _TWO_COLUMNS[-1],
        [list(_lines(poster.groups, _TWO_COLUMNS[-1], sheet.body_width, 0.0))],
    )
    return size, [[line.point for line in part] for part in parts]


def _around(poster: Poster, width: float) -> tuple[list[TextBox], TextBox | None]:
    """Return what stands above the points, and what stands at the foot."""
    top = (_text("H1", HEADING, poster.heading, width), _text("P", LEAD, poster.lead, width))
    return [box for box in top if box], _text("P", _FOOT, poster.foot, width)


def _tall_top(boxes: list[TextBox]) -> float:
    return sum(len(box.lines) * box.style.leading + box.after for box in boxes) + _BELOW_HEAD


def _tall_foot(foot: TextBox | None) -> float:
    return len(foot.lines) * _FOOT.leading + _FOOT_GAP if foot else 0.0


def _fitted(groups: tuple[PointGroup, ...], width: float, room: float) -> tuple[float, list[list[_Line]]] | None:
    """Return the largest letters that ``room`` takes, and what stands in each column then; None where none do."""
    if _parted(groups, _TWO_COLUMNS[-1], 2, width, room) is None:
        return None
    for columns, sizes in ((1, _ONE_COLUMN), (2, _TWO_COLUMNS)):
        for size in sizes:
            parts = _parted(groups, size, columns, width, room)
            if parts is not None:
                return size, parts
    return None


def _overflowing(boxes: list[TextBox], foot: TextBox | None, sheet: Sheet, start: float) -> list[Page]:
    for box in boxes:
        box.whole, box.after, box.keep_with_next = False, 4.0, box.role == "H2"
    every: list[Box] = [*boxes, *([foot] if foot else [])]
    return paginate(every, sheet.body_height, start)[0]


def _text(role: str, style: TextStyle, text: str, width: float) -> TextBox | None:
    return text_box(role, style, text, width) if text.strip() else None


def _parted(
    groups: tuple[PointGroup, ...], size: float, columns: int, width: float, height: float
) -> list[list[_Line]] | None:
    """Return what stands in each column if it fits in ``height``: as even as can be, points and their titles whole."""
    room = (width - _BETWEEN * (columns - 1)) / columns
    if columns == 1:
        lines = list(_lines(groups, size, room, 0.0))
        return [lines] if _tall(lines, size) <= height else None
    left, right = (list(_lines(groups, size, room, at * (room + _BETWEEN))) for at in range(2))
    cuts = [at for at in range(1, len(left) + 1) if not left[at - 1].point.is_title]
    best = min(cuts, key=lambda at: max(_tall(left[:at], size), _tall(right[at:], size)), default=len(left))
    parts = [left[:best], right[best:]]
    return parts if all(_tall(part, size) <= height for part in parts) else None


def _lines(groups: tuple[PointGroup, ...], size: float, room: float, left: float) -> Iterator[_Line]:
    style = TextStyle(REGULAR, size, size * _LEADING)
    title_style = TextStyle(BOLD, size * TITLE_SIZE, size * TITLE_SIZE * _LEADING)
    for group in groups:
        if group.title.strip():
            title = text_box("H2", title_style, group.title, room)
            title.indent = left
            yield _Line(title, 2.4, PosterPoint((Run(group.title),), is_title=True))
        for number, box in enumerate(point_boxes(group, style, room, size * 1.1, left)):
            gaps = 0.6 if group.title.strip() and not number else 1.0
            yield _Line(box, gaps, PosterPoint(group.runs_of(number)))


def _tall(lines: list[_Line], size: float, gap: float = _GAP) -> float:
    return sum(line.height for line in lines) + sum(line.gaps for line in lines[1:]) * gap * size


def _placed_top(boxes: list[TextBox], start: float) -> Iterator[PlacedText]:
    top = start
    for box in boxes:
        yield PlacedText(box, top, 0, len(box.lines))
        top += len(box.lines) * box.style.leading + box.after


def _placed(lines: list[_Line], top: float, height: float, size: float) -> Iterator[PlacedText]:
    """Set the points apart as far as the room lets them, so that the page is full, but not so that it falls apart."""
    gaps = sum(line.gaps for line in lines[1:])
    spare = (height - _tall(lines, size, 0.0)) / gaps if gaps else 0.0
    gap = min(spare, _WIDEST_GAP * size)
    for number, line in enumerate(lines):
        top += line.gaps * gap if number else 0.0
        yield PlacedText(line.box, top, 0, len(line.box.lines))
        top += line.height
