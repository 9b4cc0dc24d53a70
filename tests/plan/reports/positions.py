"""Where on the pages of a PDF does its text stand? Read from the file alone, letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from app.documents.page_picture import rendering

HEAD, FOOT = 60.0, 45.0
"""Points at the edges of a page, with what stands on every page."""
_HYPHENS = {"\x02": "-", "\xad": "-", "\ufffe": "-"}
"""What the reader makes of a hyphen at the end of a line."""


@dataclass(frozen=True)
class Columns:
    """The letters left and right of the middle, top to bottom and without blanks, and on which page each of them is."""

    left: str
    right: str
    left_pages: tuple[int, ...]
    right_pages: tuple[int, ...]


def columns_of(path: Path) -> Columns:
    """Read a PDF in two columns, parted at the middle of each page."""
    sides: dict[str, list[tuple[str, int]]] = {"left": [], "right": []}
    with rendering:
        pdf = pypdfium2.PdfDocument(path)
        for number in range(len(pdf)):
            page = pdf[number]
            width, height = page.get_size()
            text = page.get_textpage()
            found: dict[str, list[tuple[float, float, str]]] = {"left": [], "right": []}
            for at in range(text.count_chars()):
                letter = text.get_text_range(at, 1)
                left, bottom, right, top = text.get_charbox(at, loose=True)
                middle = (left + right) / 2
                if letter.strip() and bottom > FOOT and top < height - HEAD:
                    side = "left" if middle < width / 2 else "right"
                    found[side].append((-round(bottom), left, _HYPHENS.get(letter, letter)))
            for side, letters in found.items():
                sides[side] += [(letter, number) for _, _, letter in sorted(letters)]
        pdf.close()
    left, right = ("".join(letter for letter, _ in sides[side]) for side in ("left", "right"))
    left_pages, right_pages = (tuple(number for _, number in sides[side]) for side in ("left", "right"))
    return Columns(left, right, left_pages, right_pages)


def squeezed(text: str) -> str:
    """Return a text without its blanks and marks, as ``Columns`` has it."""
    return "".join(text.replace("**", "").split())
