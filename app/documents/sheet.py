"""What is a page's size, and where is its body?"""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.drawing import Drawing
from app.documents.model import Document

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A3 = (297 * MM, 420 * MM)

_SIDE, _BODY_TOP, _BODY_FOOT = 16 * MM, 22 * MM, 16 * MM
_LETTER_SIDE = 23 * MM


@dataclass(frozen=True)
class Sheet:
    """In points: the page, and how far the body is from its left, right, upper and lower edge."""

    width: float
    height: float
    side: float
    top: float
    foot: float

    @property
    def right(self) -> float:
        return self.width - self.side

    @property
    def body_width(self) -> float:
        return self.width - 2 * self.side

    @property
    def body_height(self) -> float:
        return self.height - self.top - self.foot


def flowing_sheet(document: Document, note_height: float) -> Sheet:
    """Return the sheet of lists and slips; the note stands under the body."""
    upright = A3 if document.paper == "A3" else A4
    width, height = upright if document.orientation == "portrait" else upright[::-1]
    return Sheet(width, height, _SIDE, _BODY_TOP, _BODY_FOOT + note_height)


def a4_sheet() -> Sheet:
    """Return an upright A4 sheet with nothing said at its foot."""
    return Sheet(*A4, _SIDE, _BODY_TOP, _BODY_FOOT)


def picture_sheet(document: Document, drawing: Drawing) -> Sheet:
    """Return the sheet that a drawing fills, turned the way the drawing lies."""
    upright = A3 if document.paper == "A3" else A4
    width, height = upright[::-1] if drawing.width > drawing.height else upright
    return Sheet(width, height, 0.0, 0.0, 0.0)


def letter_sheet() -> Sheet:
    """Return the sheet of a letter, always upright: its left edge is the window's."""
    return Sheet(*A4, _LETTER_SIDE, _BODY_TOP, _BODY_FOOT)


def label_sheet() -> Sheet:
    return Sheet(*A4, 0.0, 0.0, 0.0)
