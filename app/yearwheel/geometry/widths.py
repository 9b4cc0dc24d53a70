"""How much room does a text take?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from app.documents.drawing import Words
from app.yearwheel.geometry.font_widths import BOLD, REGULAR
from app.yearwheel.geometry.parts import Box

UNKNOWN = 1000
"""The width of a letter the font does not have: wider than the box that is drawn for it, and than most letters."""
ABOVE = 0.93
BELOW = 0.24
"""So far do letters reach above and below the baseline (of the size), with the accents of Ễ and the tail of g."""
LEADING = 1.2
"""From one baseline to the next (of the size)."""
MIDDLE = (ABOVE - BELOW) / 2
"""So far above the baseline is the middle of a line."""


@cache
def table(bold: bool) -> Mapping[str, int]:
    """Return the width of each letter, in thousandths of the size."""
    found = {}
    for line in (BOLD if bold else REGULAR).split("\n"):
        first, *widths = line.split(" ")
        for number, width in enumerate(widths):
            found[chr(int(first, 16) + number)] = int(width)
    found["\xa0"] = found[" "]
    return found


@lru_cache(maxsize=8192)
def em(text: str, bold: bool = False) -> float:
    """Return the width of a text in its own size."""
    widths = table(bold)
    return sum(widths.get(letter, UNKNOWN) for letter in text) / 1000


def box_of(words: Words) -> Box:
    """Return the rectangle that a line of text takes."""
    width = em(words.text, words.bold) * words.size
    x, y = words.at
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return Box(left, y - ABOVE * words.size, left + width, y + BELOW * words.size)
