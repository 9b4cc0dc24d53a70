"""How are the letters of the embedded font put on screen exactly where paper has them?

Letter by letter, each as wide as the font says: no pairs drawn closer, no widths rounded to the dots of the screen.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QGlyphRun, QPainter, QPainterPath, QRawFont

from app.core.paths import resource
from app.documents.drawing import Words

_FILES = {False: "SourceSans3-Regular.ttf", True: "SourceSans3-SemiBold.ttf"}
_EM = 1000.0
"""The size widths are taken at: the one the font was drawn in, where none of them is rounded."""
_MISSING = "□"
_LARGE = 18.0
"""Qt draws no run of letters that are higher than 64 dots, as these are on a screen of three dots to a length; such
letters are filled as shapes."""


class Face:
    """One face in one size (in the lengths of the drawing)."""

    def __init__(self, bold: bool, size: float) -> None:
        self._bold = bold
        self.font = QRawFont(_file(bold), size, QFont.HintingPreference.PreferNoHinting)
        self._letters: dict[str, tuple[int, float]] = {}

    def width(self, text: str) -> float:
        """Return how wide ``text`` is."""
        return sum(self._letter(character)[1] for character in text)

    def run(self, text: str) -> QGlyphRun:
        """Return ``text`` ready to be painted, its baseline beginning at the origin."""
        glyphs: list[int] = []
        places: list[QPointF] = []
        at = 0.0
        for character in text:
            glyph, width = self._letter(character)
            glyphs.append(glyph)
            places.append(QPointF(at, 0.0))
            at += width
        run = QGlyphRun()
        run.setRawFont(self.font)
        run.setGlyphIndexes(glyphs)
        run.setPositions(places)
        return run

    def path(self, text: str) -> QPainterPath:
        """Return ``text`` as shapes, its baseline beginning at the origin."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        at = 0.0
        for character in text:
            glyph, width = self._letter(character)
            path.addPath(self.font.pathForGlyph(glyph).translated(at, 0.0))
            at += width
        return path

    def _letter(self, character: str) -> tuple[int, float]:
        found = self._letters.get(character)
        if found is None:
            glyph, width = _measured(self._bold, character)
            found = self._letters[character] = (glyph, width * self.font.pixelSize() / _EM)
        return found


@lru_cache(maxsize=64)
def face(bold: bool, size: float) -> Face:
    """Return a face, read once for each size."""
    return Face(bold, size)


def write(painter: QPainter, words: Words) -> None:
    """Paint a line of text with the painter's pen."""
    if not words.text:
        return
    letters = face(words.bold, words.size)
    x, y = words.at
    if words.anchor != "start":
        x -= letters.width(words.text) / (2 if words.anchor == "middle" else 1)
    if words.size <= _LARGE:
        painter.drawGlyphRun(QPointF(x, y), letters.run(words.text))
    else:
        painter.fillPath(letters.path(words.text).translated(x, y), painter.pen().color())


@cache
def _drawn(bold: bool) -> QRawFont:
    return QRawFont(_file(bold), _EM, QFont.HintingPreference.PreferNoHinting)


@lru_cache(maxsize=1024)
def _measured(bold: bool, character: str) -> tuple[int, float]:
    """Return a letter's number in the font and its width; a box for what the font does not have."""
    font = _drawn(bold)
    glyphs = font.glyphIndexesForString(" " if character == "\xa0" else character)
    if not glyphs or not glyphs[0]:
        glyphs = font.glyphIndexesForString(_MISSING)
    return glyphs[0], font.advancesForGlyphIndexes(glyphs[:1])[0].x()


@cache
def _file(bold: bool) -> str:
    return str(resource("fonts", _FILES[bold]))
