"""What stands where on which page?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.boxes import (
    SIDE_PAD,
    BallotBox,
    Box,
    CellBox,
    LabelBox,
    RowBox,
    SideBox,
    SignatureBox,
    TableBox,
    TextBox,
)
from app.documents.model import Picture

_MM = 72 / 25.4


@dataclass(frozen=True)
class Spacing:
    """How airy a table is, in points: between two lines of text, around a row, between two lines of a row.

    ``writing`` is the height of a line that somebody writes on by hand.
    """

    leading: float
    around: float
    between: float
    writing: float = 8.5 * _MM


SPACINGS = (Spacing(12.2, 3.4, 1.4), Spacing(11.2, 1.6, 1.0))
"""Airy, and the tighter one that is used if it saves a page."""

WRITING_SPACINGS = (
    SPACINGS[0],
    *(Spacing(11.2, 1.6, 1.0, tenths / 10 * _MM) for tenths in (85, *range(80, 59, -2))),
)
"""For papers to write on: less than 8 mm to a line only where a class then fits on one page."""

HEAD_GAP = 2.0
"""Between the head's rule and the first row."""

ABOVE_LINE, BELOW_LINE = 1.0, 3.0
"""Between the name of a fact and the level of the line beside it, and between that line and the next fact."""

_TAKEN_ALONG = 3
"""Lines at the end of a long text, so that what is to stay with it is not alone on a page."""

_FEWEST_LINES = 6
"""A row taller than a page does not begin in less room than this."""

_SMALLEST_START = 0.22
"""Of a page: lists side by side begin in less room only if they end there."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Lines ``first`` up to ``last`` of a text; ``top`` is the distance from the top of the page's body."""

    box: TextBox
    top: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """Lines of text ``first`` up to ``last`` of a row, with ``between`` its lines in the Document's sense.

    ``repeated`` is a head that stood on an earlier page too. ``written`` lines of it are written on by hand.
    """

    table: TableBox
    row: RowBox
    top: float
    first: int
    last: int
    height: float
    between: float = 0.0
    repeated: bool = False
    written: int = 0


@dataclass(frozen=True, slots=True)
class PlacedSignature:
    box: SignatureBox
    top: float


@dataclass(frozen=True, slots=True)
class PlacedSides:
    """What stands around the points of lists side by side on one page: their titles, and rules; they follow it."""

    box: SideBox
    top: float
    height: float
    repeated: bool


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """``left`` and ``top`` are where the text begins, from the page's corner."""

    box: LabelBox
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class PlacedBallot:
    """``left`` and ``top`` are its corner on the page; it is cut off where that is not the edge of the sheet.

    Of equal ballots the first is read aloud, and a ``copy`` is not.
    """

    box: BallotBox
    left: float
    top: float
    cut_right: bool
    cut_below: bool
    copy: bool


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """It fills the page."""

    picture: Picture


Placed = PlacedText | PlacedRow | PlacedSignature | PlacedSides | PlacedLabel | PlacedBallot | PlacedPicture
Page = list[Placed]


def paginate(boxes: Sequence[Box], height: float, start: float = 0.0) -> tuple[list[Page], Spacing]:
    """Fill pages whose body is ``height`` points high, with the airiest spacing that needs the fewest pages.

    ``start`` is where the first page begins, below (or above) the top of the others.
    """
    written = any(isinstance(box, TableBox) and box.ruling != "rows" for box in boxes)
    spacings = WRITING_SPACINGS if written else SPACINGS
    best = _Filler(boxes, height, spacings[0], start).fill(), spacings[0]
    for spacing in spacings[1:]:
        if len(best[0]) > 1:
            pages = _Filler(boxes, height, spacing, start).fill()
            best = min(best, (pages, spacing), key=lambda choice: len(choice[0]))
    return best


def row_height(row: RowBox, spacing: Spacing) -> float:
    return max(2 * spacing.around + max(_text_height(row, spacing), row.tall), row.written * spacing.writing)


def _text_height(row: RowBox, spacing: Spacing) -> float:
    return row.height * spacing.leading + spacing.between * (len(row.parts) - 1)


def head_height(table: TableBox, spacing: Spacing) -> float:
    """Return the height of the titles with the space under them."""
    return row_height(table.head, spacing) + HEAD_GAP if table.head.parts else 0.0


def _inset(placed: PlacedRow, spacing: Spacing) -> float:
    """Return the space above the first line of text: it stands in the middle of the first line to write on.

    Of facts it stands low on that line.
    """
    row, high = placed.row, placed.row.tall + 2 * spacing.around if placed.row.tall else 0.0
    middle = (max(spacing.writing, high) - spacing.leading) / 2
    spare = max(row.written * spacing.writing, high) - _text_height(row, spacing)
    if placed.table.ruling == "facts":
        return max(spacing.around, min(2 * middle, spare) - ABOVE_LINE - BELOW_LINE)
    return max(spacing.around, min(middle, spare / 2))


def cell_top(placed: PlacedRow, cell: CellBox, part: int, spacing: Spacing) -> tuple[float, list[str]]:
    """Return where the lines of ``cell`` that stand in ``placed`` begin, and those lines."""
    if cell.upright:
        return placed.top, cell.lines
    start = 0 if cell.span > 1 else placed.row.starts[part]
    shown = cell.lines[max(placed.first - start, 0) : max(placed.last - start, 0)]
    line = max(start - placed.first, 0)
    if placed.row is placed.table.head:  # titles stand on the rule, beside longer ones too
        return placed.top + placed.height - spacing.around - len(shown) * spacing.leading, shown
    return placed.top + _inset(placed, spacing) + line * spacing.leading + placed.between * part, shown


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines ``first`` up to ``last`` of a point: all of them, unless it is taller than a page."""

    box: TextBox
    first: int
    last: int

    @property
    def lines(self) -> int:
        return self.last - self.first


def _whole_height(box: SideBox) -> float:
    tallest = max((sum(map(box.height_of, column)) for column in box.columns), default=0.0)
    return box.head_height + 2 * SIDE_PAD + tallest


def _start_height(box: SideBox) -> float:
    """Return the height of the titles with the first two points of each list."""
    tallest = max((sum(map(box.height_of, column[:2])) for column in box.columns), default=0.0)
    return box.head_height + 2 * SIDE_PAD + tallest


def _taken(box: SideBox, waiting: list[_Part], room: float, whole: float) -> int:
    """Return how many points stand in ``room``; one taller than a ``whole`` page is parted, in ``waiting`` too."""
    for number, part in enumerate(waiting):
        height = box.height_of(part.box, part.lines)
        if height <= room:
            room -= height
            continue
        fits = int((room - box.gap) / part.box.style.leading)
        if height > whole and fits > 0:
            middle = part.first + fits
            waiting[number : number + 1] = [_Part(part.box, part.first, middle), _Part(part.box, middle, part.last)]
            return number + 1
        return number
    return len(waiting)


def _leave_company(waiting: list[list[_Part]], taken: list[int]) -> None:
    """One point alone does not go over to the next page: the one before it goes along."""
    left = [len(column) - number for column, number in zip(waiting, taken, strict=True)]
    if sum(left) == 1:
        index = left.index(1)
        if taken[index] > 2:
            taken[index] -= 1


class _Filler:
    def __init__(self, boxes: Sequence[Box], height: float, spacing: Spacing, start: float) -> None:
        self._boxes = boxes
        self._height = height
        self._spacing = spacing
        self._pages: list[Page] = [[]]
        self._top = start

    def fill(self) -> list[Page]:
        kept = False
        for number, box in enumerate(self._boxes):
            if self._begins_page(box, number) or (not kept and self._height_kept(number) > self._left):
                self._turn()
            if isinstance(box, TextBox):
                self._place_text(box, self._height_after(number))
                kept = box.keep_with_next
            elif isinstance(box, SignatureBox):
                self._place_signature(box)
                kept = box.keep_with_next
            elif isinstance(box, SideBox):
                self._place_sides(box)
                kept = False
            else:
                self._place_table(box, self._height_after(number))
                kept = box.keep_with_next
        return self._pages

    def _begins_page(self, box: Box, number: int) -> bool:
        """Whether ``box`` asks for a new page; what follows the title stands on one already."""
        return isinstance(box, TextBox) and box.new_page and number > 1

    @property
    def _page(self) -> Page:
        return self._pages[-1]

    @property
    def _left(self) -> float:
        return self._height - self._top

    def _turn(self) -> None:
        if self._page:
            self._pages.append([])
            self._top = 0.0

    def _height_kept(self, number: int) -> float:
        """Return the height that must not be parted at the box ``number``: with what follows a heading, if it can."""
        needed = 0.0
        for box in self._boxes[number:]:
            if isinstance(box, TableBox):
                needed += self._height_of_start(box, needed)
                if not box.keep_with_next or len(box.rows) > 1:
                    break
                needed += box.after
                continue
            if isinstance(box, SignatureBox):
                needed += box.height
                if not box.keep_with_next:
                    break
                needed += box.after
                continue
            if isinstance(box, SideBox):
                needed += min(_whole_height(box), max(_start_height(box), _SMALLEST_START * self._height))
                break
            lines = len(box.lines) if box.whole else min(len(box.lines), 2)
            needed += box.style.before + box.style.leading * lines
            if not box.keep_with_next:
                break
            needed += box.style.leading * (len(box.lines) - lines) + box.after
        return needed if needed <= self._height else 0.0

    def _height_after(self, number: int) -> float:
        """Return the height of what must stay with the end of the box ``number``."""
        box = self._boxes[number]
        if isinstance(box, SideBox) or not box.keep_with_next:
            return 0.0
        return box.after + self._height_kept(number + 1)

    def _height_of_start(self, table: TableBox, above: float) -> float:
        """Return the height of the head with its first row, or of the whole table if that is to be kept and can be."""
        head = head_height(table, self._spacing)
        if table.whole:
            whole = head + sum(row_height(row, self._spacing) for row in table.rows)
            if above + whole <= self._height:
                return whole
        return head + (row_height(table.rows[0], self._spacing) if table.rows else 0.0)

    def _place_text(self, box: TextBox, after: float) -> None:
        """Place the lines; of a text too long to be kept with ``after`` the last ones go on to where that is."""
        if self._page:
            self._top += box.style.before
        self._top = max(self._top, box.at)
        first, count, leading = 0, len(box.lines), box.style.leading
        while first < count:
            fits = int(self._left / leading + 1e-6)
            last = min(first + fits, count)
            if count - last == 1 and last - first > 2:
                last -= 1  # no single line alone on the next page
            if (
                last == count
                and after
                and last - first > _TAKEN_ALONG
                and self._left < after + (last - first) * leading
            ):
                last -= _TAKEN_ALONG
            if last <= first or (last < count and last - first < 2 and self._page):
                if not self._page:
                    last = first + 1
                else:
                    self._turn()
                    continue
            self._page.append(PlacedText(box, self._top, first, last))
            self._top += (last - first) * leading
            first = last
            if first < count:
                self._turn()
        self._top += box.after

    def _place_signature(self, box: SignatureBox) -> None:
        if box.height > self._left:
            self._turn()
        self._page.append(PlacedSignature(box, self._top))
        self._top += box.height + box.after

    def _place_sides(self, box: SideBox) -> None:
        """Place each list on its own, down to the foot of the page, and go on with all of them on the next one."""
        waiting = [[_Part(point, 0, len(point.lines)) for point in column] for column in box.columns]
        head = box.head_height
        begun = False
        while not begun or any(waiting):
            if begun:
                self._turn()
            room = self._left - head - 2 * SIDE_PAD
            taken = [_taken(box, column, room, self._height - head - 2 * SIDE_PAD) for column in waiting]
            if not begun and self._page and any(waiting) and not any(taken):
                self._turn()
                continue
            _leave_company(waiting, taken)
            points = [column[:number] for column, number in zip(waiting, taken, strict=True)]
            tall = max((sum(box.height_of(one.box, one.lines) for one in column) for column in points), default=0.0)
            height = head + 2 * SIDE_PAD + tall
            self._page.append(PlacedSides(box, self._top, height, repeated=begun))
            for column in points:
                top = self._top + head + SIDE_PAD + box.gap / 2
                for one in column:
                    self._page.append(PlacedText(one.box, top, one.first, one.last))
                    top += box.height_of(one.box, one.lines)
            self._top += height
            waiting = [column[number:] for column, number in zip(waiting, taken, strict=True)]
            begun = True
        self._top += box.after

    def _place_table(self, table: TableBox, after: float) -> None:
        """Place the rows; the last one where ``after`` is left below it, if there is such a page."""
        head = head_height(table, self._spacing)
        self._place_head(table, head, repeated=False)
        for number, row in enumerate(table.rows, 1):
            height = row_height(row, self._spacing)
            below = after if number == len(table.rows) and height + after <= self._height - head else 0.0
            if height + below <= self._left:
                self._place_row(table, row, height)
                continue
            taller_than_page = height > self._height - head
            if not taller_than_page or self._left < _FEWEST_LINES * self._spacing.leading:
                self._turn()
                self._place_head(table, head, repeated=True)
            if taller_than_page:
                self._place_slices(table, row, head)
            else:
                self._place_row(table, row, height)
        self._top += table.after

    def _place_head(self, table: TableBox, height: float, repeated: bool) -> None:
        if not table.head.parts:
            return
        if height > self._left and self._page:
            self._turn()
        last = table.head.height
        self._page.append(PlacedRow(table, table.head, self._top, 0, last, height - HEAD_GAP, repeated=repeated))
        self._top += height

    def _place_row(self, table: TableBox, row: RowBox, height: float) -> None:
        between = self._spacing.between
        self._page.append(PlacedRow(table, row, self._top, 0, row.height, height, between, written=row.written))
        self._top += height

    def _place_slices(self, table: TableBox, row: RowBox, head: float) -> None:
        """A row taller than a page is cut where one of its lines begins if it can be, else between lines of text."""
        if row_height(row, self._spacing) == row.written * self._spacing.writing:
            self._place_written_slices(table, row, head)
            return
        first = 0
        while first < row.height:
            fits = max(int((self._left - 2 * self._spacing.around) / self._spacing.leading), 1)
            last = min(first + fits, row.height)
            if last < row.height:
                last = max((start for start in row.starts if first < start <= last), default=last)
            height = 2 * self._spacing.around + (last - first) * self._spacing.leading
            written = min(row.written, 1) if last == row.height else 0
            self._page.append(PlacedRow(table, row, self._top, first, last, height, written=written))
            self._top += height
            first = last
            if first < row.height:
                self._turn()
                self._place_head(table, head, repeated=True)

    def _place_written_slices(self, table: TableBox, row: RowBox, head: float) -> None:
        """More lines to write on than a page has; what they are for stands beside the first."""
        first, left = 0, row.written
        while left:
            lines = min(max(int(self._left / self._spacing.writing), 1), left)
            height = lines * self._spacing.writing
            self._page.append(PlacedRow(table, row, self._top, first, row.height, height, written=lines))
            self._top += height
            first, left = row.height, left - lines
            if left:
                self._turn()
                self._place_head(table, head, repeated=True)


def running_headings(pages: Sequence[Page]) -> list[str]:
    """Return, for each page, the highest heading that its first line belongs to; nothing where the page begins one."""
    running, current = [], ""
    for page in pages:
        begins = isinstance(page[0], PlacedText) and page[0].box.role in ("H1", "H2") if page else True
        running.append("" if begins else current)
        for placed in page:
            if isinstance(placed, PlacedText) and placed.box.role == "H2":
                current = placed.box.text
    return running
