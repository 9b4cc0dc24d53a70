"""How are headings, paragraphs and lists set?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.documents.boxes import ListBox, TextBox, TextStyle
from app.documents.characters import LONGEST_PARAGRAPH, clean
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.lines import break_lines

TITLE = TextStyle(BOLD, 18, 23, after=7)
HEADINGS = (
    TextStyle(BOLD, 13.5, 18, before=10, after=4),
    TextStyle(BOLD, 11.5, 15, before=8, after=3),
    TextStyle(BOLD, 10, 13.5, before=6, after=2),
)
PARAGRAPHS = {
    "body": TextStyle(REGULAR, 10, 13.5, after=6),
    "small": TextStyle(REGULAR, 8.5, 11, after=5),
    "lead": TextStyle(REGULAR, 11.5, 15.5, after=8),
}

CHECK = TextStyle(REGULAR, 10, 14, before=2, after=10)
CHECK_INDENT, CHECK_BOX = 18.0, 1.3
"""Of a list with boxes to tick; the size of the box is that against the text."""


def text_box(role: str, style: TextStyle, text: str, width: float) -> TextBox:
    """Break ``text`` into lines for a column ``width`` points wide."""
    letters = face(style.font)
    cleaned = clean(text, LONGEST_PARAGRAPH)
    printed = letters.printable(cleaned)
    lines = break_lines(printed, letters, width * 1000 / style.size)
    return TextBox(role, style, cleaned, lines, spoken(cleaned, printed), after=style.after)


def list_boxes(items: Sequence[str], width: float, style: TextStyle, bullets: ListBox) -> Iterator[TextBox]:
    for number, item in enumerate(items, 1):
        box = text_box("LBody", style, item, width - bullets.indent)
        box.bullets = bullets
        box.indent = bullets.indent
        box.after = style.after if number == len(items) else 2.0
        yield box


def spoken(cleaned: str, printed: str) -> str | None:
    """Return what is read aloud instead of ``printed``, where the font lacks a letter of it."""
    return cleaned if printed is not cleaned and printed != cleaned else None
