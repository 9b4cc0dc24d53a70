"""How do lists stand side by side in a Word document, so that no point of them is parted?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from app.documents.model import PointGroup, Run

Point = tuple[Run, ...]
_LETTERS = 46
"""Of a line in half the width of a page: what tells how tall a point is, about."""
_EVEN, _TALLEST = 1.2, 14.0
"""Lines: by how much the columns of a row may differ, and how tall a row becomes before it ends all the same."""
_NARROWEST, _WIDEST = 12, 18
"""Points to the left of the letters, for the mark; the style that ours go back to has its tab at 18."""
_SPARE = 0.3
"""The space between two points, in lines."""


def rows_of(columns: Sequence[PointGroup]) -> list[list[list[Point]]]:
    """Part lists into rows that are about as tall in each column: for each row, the points of each column.

    Word parts a row at the end of a page in the midst of a point, or not at all.
    """
    waiting = [[group.runs_of(number) for number in range(len(group.points))] for group in columns]
    rows: list[list[list[Point]]] = []
    while any(waiting):
        row = _row(waiting)
        rows.append(row)
        waiting = [column[len(taken) :] for column, taken in zip(waiting, row, strict=True)]
    return rows or [[[] for _ in columns]]


def _row(waiting: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Take from the column that is lowest, until they are even; where one has ended, a point of each at a time."""
    taken: list[list[Point]] = [[] for _ in waiting]
    while True:
        open_columns = [at for at, column in enumerate(waiting) if len(taken[at]) < len(column)]
        tall = [sum(map(_lines, column)) for column in taken]
        full = all(taken[at] or not waiting[at] for at in range(len(waiting)))
        if not open_columns or (full and (max(tall) - min(tall) <= _EVEN or max(tall) >= _TALLEST or not all(waiting))):
            return taken
        lowest = min(open_columns, key=lambda at: tall[at])
        taken[lowest].append(waiting[lowest][len(taken[lowest])])


def _lines(point: Point) -> float:
    parts = "".join(run.text for run in point).split("\n")
    return sum(len(part) // _LETTERS + 1 for part in parts) + _SPARE


def join_rows(cell: Any, *, above: bool, below: bool) -> None:
    """Take away the rule between a cell and the one above or below it."""
    borders = OxmlElement("w:tcBorders")
    for side in _sides(above=above, below=below):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    if len(borders):
        cell._tc.get_or_add_tcPr().append(borders)


def _sides(*, above: bool, below: bool) -> Iterator[str]:
    if above:
        yield "top"
    if below:
        yield "bottom"


def bullet_style(word: Any, name: str, size: float, after: float) -> None:
    """Make a style of points: the mark is as large as the letters, and there is space between two of them."""
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = word.styles["List Bullet"], Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(2), Pt(after)
    indent = min(max(size, _NARROWEST), _WIDEST)
    style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Pt(indent), Pt(-indent)
    style.paragraph_format.keep_together = True
    apart = OxmlElement("w:contextualSpacing")
    apart.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(apart, "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr")
