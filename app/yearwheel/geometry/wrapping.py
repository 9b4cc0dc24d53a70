"""Where does a label break into lines? Only between words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from app.yearwheel.geometry.widths import em


class Broken(NamedTuple):
    """A label's width in its own size on one line and on two, and the two (or the one, where it is a single word)."""

    one: float
    two: float
    lines: tuple[str, ...]


@lru_cache(maxsize=4096)
def broken(label: str) -> Broken:
    """Break a label into two lines as even as can be, the first the longer where it is a draw."""
    one = em(label)
    words = label.split(" ")
    best = Broken(one, one, (label,))
    for number in range(1, len(words)):
        lines = " ".join(words[:number]), " ".join(words[number:])
        width = max(em(lines[0]), em(lines[1]))
        if width <= best.two:
            best = Broken(one, width, lines)
    return best


@lru_cache(maxsize=8192)
def lines_of(label: str, limit: float, most: int = 2) -> tuple[str, ...] | None:
    """Return a label on one line or two, or on up to ``most`` as even as can be, none wider than ``limit`` (in its own
    size); None if that cannot be."""
    found = broken(label)
    if found.one <= limit:
        return (label,)
    if found.two <= limit:
        return found.lines
    widest = max(em(word) for word in label.split(" "))
    if most <= 2 or found.one > most * limit or widest > limit:
        return None
    lines = flow(label, limit)
    if len(lines) > most:
        return None
    narrow, wide = max(widest, found.one / len(lines)), limit  # narrower, and a word would be parted
    for _ in range(6):
        between = (narrow + wide) / 2
        tried = flow(label, between)
        if len(tried) <= len(lines) and max(em(line) for line in tried) <= between:
            lines, wide = tried, between
        else:
            narrow = between
    return lines


def flow(label: str, limit: float) -> tuple[str, ...]:
    """Return a label on as many lines as it takes. A word wider than a whole line is parted between letters."""
    space = em(" ")
    lines: list[str] = []
    line, used = "", 0.0
    for number, word in enumerate(label.split(" ")):
        width = em(word)
        if number and used + space + width <= limit:
            line, used = f"{line} {word}", used + space + width
            continue
        if number:
            lines.append(line)
        while width > limit and len(word) > 1:
            piece = next((at for at in range(len(word) - 1, 1, -1) if em(word[:at]) <= limit), 1)
            lines.append(word[:piece])
            word = word[piece:]
            width = em(word)
        line, used = word, width
    return (*lines, line)
