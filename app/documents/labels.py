"""Where does each address label stand on its sheet?"""

from __future__ import annotations

from app.documents.addresses import LEADING, fitted
from app.documents.boxes import LabelBox
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.model import Labels
from app.documents.pages import Page, PlacedLabel

_MM = 72 / 25.4
_ACROSS, _DOWN = 3, 8
_WIDTH, _HEIGHT = 70 * _MM, 37 * _MM
_SHEET_TOP = 0.5 * _MM
"""Eight labels are a millimetre lower than the sheet is."""

_MARGIN = 5 * _MM
"""Within a label: what a printer cannot reach at the sheet's edge, and how far the paper may slip."""

_LARGEST = 11.0


def sheets(labels: Labels) -> list[Page]:
    """Place every label, row by row, after the ``used`` ones of the first sheet."""
    pages: list[Page] = []
    start = labels.used % (_ACROSS * _DOWN)
    for number, lines in enumerate(labels.labels, start):
        place = number % (_ACROSS * _DOWN)
        if place == 0 or not pages:
            pages.append([])
        pages[-1].append(_placed(_label(lines), place))
    return pages


def _label(lines: tuple[str, ...]) -> LabelBox:
    fit = fitted(lines, (face(BOLD), face(REGULAR)), _LARGEST, _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN)
    printed = [piece for pieces in fit.lines for piece in pieces]
    return LabelBox(printed, len(fit.lines[0]) if fit.lines else 0, fit.size, fit.size * LEADING, fit.spoken)


def _placed(box: LabelBox, place: int) -> PlacedLabel:
    row, column = divmod(place, _ACROSS)
    middle = (_HEIGHT - len(box.lines) * box.leading) / 2
    return PlacedLabel(box, column * _WIDTH + _MARGIN, _SHEET_TOP + row * _HEIGHT + middle)
