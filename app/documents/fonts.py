"""Which letters can be printed, and how wide are they?"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.core.paths import resource

REGULAR = "SourceSans3-Regular"
BOLD = "SourceSans3-SemiBold"
MISSING = "□"
"""Drawn where the font has no such letter; the letter itself is still read aloud and searched for."""

reading = threading.Lock()
"""Held while a font's file is read or a part of it is cut out: reportlab keeps one place in it for all threads."""


class Face:
    """One face of the embedded font. Widths are in thousandths of the font size."""

    def __init__(self, name: str) -> None:
        font = TTFont(name, str(resource("fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(font)
        self.name = name
        self.font = font
        self._widths = _Widths(font)
        self._glyphs = _Glyphs(frozenset(font.face.charToGlyph))

    def printable(self, text: str) -> str:
        """Return ``text`` in letters that this face has."""
        if text.isascii() and text.isprintable():
            return text
        return unicodedata.normalize("NFC", text).translate(self._glyphs)

    def width(self, text: str) -> float:
        """Return the width of ``text``, which must be printable."""
        return sum(map(self._widths.__getitem__, text))


@cache
def _face(name: str) -> Face:
    return Face(name)


def face(name: str) -> Face:
    """Return the face ``name``, read from its file the first time; safe from any thread."""
    with reading:
        return _face(name)


class _Widths(dict[str, float]):
    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._widths: dict[int, float] = font.face.charWidths
        self._default: float = font.face.defaultWidth

    def __missing__(self, character: str) -> float:
        code = 0x20 if character == "\xa0" else ord(character)  # reportlab draws a no-break space as a space
        self[character] = width = float(self._widths.get(code, self._default))
        return width


class _Glyphs(dict[int, int | str | None]):
    def __init__(self, codes: frozenset[int]) -> None:
        super().__init__()
        self._codes = codes

    def __missing__(self, code: int) -> int | str | None:
        self[code] = glyph = self._nearest(code)
        return glyph

    def _nearest(self, code: int) -> int | str | None:
        """The letter itself; else what it is made of (Ǩ prints as K); nothing for invisible marks; else a box."""
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Cf":  # a soft hyphen too: the font would draw it
            return None
        if code in self._codes or character == "\n":
            return code
        if category in ("Mn", "Me"):
            return None
        if category == "Zs":
            return " "
        parts = [part for part in unicodedata.normalize("NFKD", character) if ord(part) in self._codes]
        letters = "".join(part for part in parts if not unicodedata.combining(part))
        return letters or MISSING
