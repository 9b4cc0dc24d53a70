"""What stands at the head and the foot of every page?"""

from __future__ import annotations

from app.core.i18n import N_, translator
from app.documents.characters import clean
from app.documents.drawing import GREY
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.model import Document
from app.documents.tags import FOOTER, HEADER, TaggedCanvas

_SIZE, _SCHOOL_SIZE = 8.5, 9.5
_SEPARATOR = "  ·  "


class Furniture:
    """The school and, after the first page, the title; the year and the audience; the date and the page's number."""

    def __init__(self, document: Document, canvas: TaggedCanvas, left: float, right: float) -> None:
        self._tr = translator(document.language)
        self._canvas = canvas
        self._left, self._right = left, right
        self._school = clean(document.school)
        self._title = clean(document.title).replace("\n", " ")
        self._about = _SEPARATOR.join(filter(None, (clean(document.school_year), clean(document.audience))))
        self._printed = (
            self._tr(N_("Printed {date}"), date=self._tr.date(document.printed_on)) if document.printed_on else ""
        )

    def draw_head(self, number: int, heading: str, base: float, rule: float) -> None:
        """Draw the head of page ``number``, which goes on with ``heading``; ``base`` is where its letters stand."""
        canvas = self._canvas
        canvas.mark_artifact(HEADER)
        about = _fitted(self._about, REGULAR, _SIZE, (self._right - self._left) * 0.5)
        room = self._right - self._left - _width(about, REGULAR, _SIZE) - 20
        school = _fitted(self._school, BOLD, _SCHOOL_SIZE, room)
        used = _width(school, BOLD, _SCHOOL_SIZE)
        title = _SEPARATOR.join(filter(None, (self._title, heading))) if number > 1 else ""
        canvas.setFillGray(0)
        canvas.setFont(BOLD, _SCHOOL_SIZE)
        canvas.drawString(self._left, base, school)
        canvas.setFillGray(GREY)
        canvas.setFont(REGULAR, _SIZE)
        if title:
            lead = _SEPARATOR if school else ""
            canvas.drawString(self._left + used, base, lead + _fitted(title, REGULAR, _SIZE, room - used - 20))
        canvas.drawRightString(self._right, base, about)
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(GREY)
        canvas.line(self._left, rule, self._right, rule)
        canvas.setFillGray(0)

    def draw_foot(self, number: int, total: int, base: float) -> None:
        canvas = self._canvas
        canvas.mark_artifact(FOOTER)
        canvas.setFillGray(GREY)
        canvas.setFont(REGULAR, _SIZE)
        canvas.drawString(self._left, base, face(REGULAR).printable(self._printed))
        canvas.drawRightString(self._right, base, self._tr(N_("Page {page} of {pages}"), page=number, pages=total))
        canvas.setFillGray(0)


def _width(text: str, font: str, size: float) -> float:
    return face(font).width(text) * size / 1000


def _fitted(text: str, font: str, size: float, room: float) -> str:
    """Cut ``text`` with an ellipsis where it is wider than ``room``."""
    letters = face(font)
    text = letters.printable(text.replace("\n", " "))
    if letters.width(text) * size / 1000 <= room:
        return text
    while text and letters.width(text + "…") * size / 1000 > room:
        text = text[: min(len(text) - 1, 400)]
    return text.rstrip() + "…" if text else ""
