"""How are facts set beside their names?"""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.boxes import GUTTER, CellBox, RowBox, TableBox
from app.documents.characters import clean
from app.documents.fonts import BOLD, face
from app.documents.model import Column, Facts, FormField
from app.documents.tables import cell_box, row_box

_SIZE = 10.0
_LEAST, _MOST = 0.16, 0.4
"""The share of the page that the names of the facts have."""

_COLUMNS = (Column("", 1), Column("", 1))


def facts_boxes(blocks: Sequence[Facts], width: float) -> list[TableBox]:
    """Break the texts of ``blocks``, which stand on one paper: their values begin below each other."""
    letters = face(BOLD)
    labels = [letters.printable(clean(field.label)) for block in blocks for field in block.fields]
    longest = max((letters.width(line) for label in labels for line in label.split("\n")), default=0.0)
    left = min(max(longest * _SIZE / 1000 + 2 * GUTTER, width * _LEAST), width * _MOST)
    widths = [left, width - left]
    return [_box(block, widths) for block in blocks]


def _box(facts: Facts, widths: list[float]) -> TableBox:
    rows = [_row(field, widths) for field in facts.fields]
    return TableBox(_COLUMNS, 0, widths, _SIZE, RowBox([], [], 0), rows, ruling="facts", heads_rows=True)


def _row(field: FormField, widths: list[float]) -> RowBox:
    label = cell_box(0, field.label, widths[0] - GUTTER, _SIZE, bold=True)
    if field.value.strip():
        return row_box([[label, cell_box(1, field.value, widths[1], _SIZE)]])
    return row_box([[label, CellBox(1, [])]], max(field.lines, 1))
