"""What stands at the head and the foot of every page?"""

from __future__ import annotations

from app.core.i18n import N_, translator
from app.documents.boxes import TextStyle
from app.documents.characters import clean
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.logo import Logo
from app.documents.model import Document
from app.documents.pen import GREY, LIGHT, Pen
from app.documents.sheet import MM, Sheet
from app.documents.tags import FOOTER, HEADER, REPEATED, Element, TaggedCanvas
from app.documents.texts import text_box

_SIZE, _SCHOOL_SIZE = 8.5, 9.5
_SEPARATOR = "  ·  "
_HEAD_BASE, _HEAD_RULE = 13.5 * MM, 15.5 * MM
"""From the top of the page."""
_FOOT_BASE = 9.5 * MM
"""From the foot of the page."""

_CONTACT_ROOM, _CONTACT_LEADING = 4.5 * MM, 11.5
_MOST_CONTACT_LINES = 2
_LOGO_TOP, _LOGO_ROOM = 7.5 * MM, 7 * MM
_LOGO_SIZE = (38 * MM, 13 * MM)
_LOGO_GAP = 4 * MM
_LETTER_LOGO_TOP, _LETTER_LOGO_SIZE = 13 * MM, (45 * MM, 18 * MM)

_NOTE = TextStyle(REGULAR, 8.5, 10.5)
_NOTE_GAP = 9.0


class Furniture:
    """The school and, after the first page, the title; the year and the audience; the date and the page's number.

    The first page has the school's logo and how to reach it, if they are known.
    """

    def __init__(self, document: Document, logo: Logo | None, width: float) -> None:
        self._tr = translator(document.language)
        self._logo = logo
        self._school = clean(document.school)
        self._contact = _contact_lines(clean(document.contact), width - self._logo_width)
        self._about = _SEPARATOR.join(filter(None, (clean(document.school_year), clean(document.audience))))
        self._printed = (
            self._tr(N_("Printed {date}"), date=self._tr.date(document.printed_on)) if document.printed_on else ""
        )
        self._followed_by, self._bound = document.followed_by, document.bound
        self._note = text_box("P", _NOTE, document.note, width) if document.note.strip() else None

    @property
    def start(self) -> float:
        """How much further down the body begins on the first page."""
        return _LOGO_ROOM if self._logo else _CONTACT_ROOM * len(self._contact)

    @property
    def note_height(self) -> float:
        return len(self._note.lines) * _NOTE.leading + _NOTE_GAP if self._note else 0.0

    @property
    def _logo_width(self) -> float:
        """How far from the left edge the school's name stands."""
        return self._logo.fitted(*_LOGO_SIZE)[0] + _LOGO_GAP if self._logo else 0.0

    @property
    def letter_logo_width(self) -> float:
        """How far from the left edge a letter's sender stands."""
        return self._logo.fitted(*_LETTER_LOGO_SIZE)[0] + _LOGO_GAP if self._logo else 0.0

    def draw_head(
        self, canvas: TaggedCanvas, sheet: Sheet, number: int, titles: tuple[str, ...], about: bool = True
    ) -> None:
        """Draw the head of page ``number``; a page after the first says what it goes on with."""
        canvas.mark_artifact(HEADER)
        left, base, rule = sheet.side, sheet.height - _HEAD_BASE, sheet.height - _HEAD_RULE
        if number == 1:
            rule -= self.start
            left, base = self._draw_letterhead(canvas, sheet, left, base)
        year = _fitted(self._about if about else "", REGULAR, _SIZE, sheet.body_width * 0.5)
        room = sheet.right - left - _width(year, REGULAR, _SIZE) - 20
        school = _fitted(self._school, BOLD, _SCHOOL_SIZE, room)
        used = _width(school, BOLD, _SCHOOL_SIZE)
        title = _SEPARATOR.join(filter(None, titles)) if number > 1 else ""
        canvas.setFillGray(0)
        canvas.setFont(BOLD, _SCHOOL_SIZE)
        canvas.drawString(left, base, school)
        canvas.setFillGray(GREY)
        canvas.setFont(REGULAR, _SIZE)
        if title:
            lead = _SEPARATOR if school else ""
            canvas.drawString(left + used, base, lead + _fitted(title, REGULAR, _SIZE, room - used - 20))
        canvas.drawRightString(sheet.right, base, year)
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(GREY)
        canvas.line(sheet.side, rule, sheet.right, rule)
        canvas.setFillGray(0)

    def _draw_letterhead(self, canvas: TaggedCanvas, sheet: Sheet, left: float, base: float) -> tuple[float, float]:
        """Draw the logo and how to reach the school; return where the school's name stands."""
        if self._logo:
            width, height = self._logo.fitted(*_LOGO_SIZE)
            middle = sheet.height - _LOGO_TOP - _LOGO_SIZE[1] / 2
            canvas.drawImage(self._logo.image, left, middle - height / 2, width, height)
            left += self._logo_width
            base = middle - _SCHOOL_SIZE * 0.33 + len(self._contact) * _CONTACT_LEADING / 2
        canvas.setFillGray(GREY)
        canvas.setFont(REGULAR, _SIZE)
        for number, line in enumerate(self._contact, 1):
            canvas.drawString(left, base - number * _CONTACT_LEADING, line)
        return left, base

    def draw_foot(self, canvas: TaggedCanvas, sheet: Sheet, number: int, total: int, parent: Element) -> None:
        """Draw the date, the page's number and the note, which is heard once: after the last page's text."""
        if self._note:
            top = sheet.height - sheet.top - sheet.foot + _NOTE_GAP
            pen = Pen(canvas, sheet)
            canvas.mark_artifact(REPEATED)
            pen.rule(top - 2, 0.5, LIGHT)
            if number == total:
                canvas.mark(Element("P", parent, spoken=self._note.spoken))
            pen.lines(self._note.lines, sheet.side, top, _NOTE.font, _NOTE.size, _NOTE.leading)
        canvas.mark_artifact(FOOTER)
        canvas.setFillGray(GREY)
        canvas.setFont(REGULAR, _SIZE)
        canvas.drawString(sheet.side, _FOOT_BASE, face(REGULAR).printable(self._printed))
        self._draw_number(canvas, sheet, number, total)

    def draw_letter(self, canvas: TaggedCanvas, sheet: Sheet, number: int, total: int, heading: str) -> None:
        """Draw what stands around a letter: its first page bears the logo alone, a single one no number."""
        canvas.mark_artifact(HEADER)
        if number > 1:
            self.draw_head(canvas, sheet, number, (heading,), about=False)
        elif self._logo:
            width, height = self._logo.fitted(*_LETTER_LOGO_SIZE)
            canvas.drawImage(self._logo.image, sheet.side, sheet.height - _LETTER_LOGO_TOP - height, width, height)
        if total > 1:
            canvas.mark_artifact(FOOTER)
            self._draw_number(canvas, sheet, number, total)

    def _draw_number(self, canvas: TaggedCanvas, sheet: Sheet, number: int, total: int) -> None:
        if self._bound:
            return
        canvas.setFillGray(GREY)
        canvas.setFont(REGULAR, _SIZE)
        canvas.drawRightString(
            sheet.right,
            _FOOT_BASE,
            self._tr(N_("Page {page} of {pages}"), page=number, pages=total + self._followed_by),
        )
        canvas.setFillGray(0)


def _contact_lines(contact: str, room: float) -> list[str]:
    """Part how the school is reached where one part ends, so that the long names of a school are not cut."""
    lines: list[str] = []
    for part in filter(None, contact.replace("\n", _SEPARATOR).split(_SEPARATOR)):
        longer = f"{lines[-1]}{_SEPARATOR}{part}" if lines else part
        if lines and (_width(longer, REGULAR, _SIZE) <= room or len(lines) == _MOST_CONTACT_LINES):
            lines[-1] = longer
        else:
            lines.append(part)
    return [_fitted(line, REGULAR, _SIZE, room) for line in lines]


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
