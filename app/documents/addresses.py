"""How are the lines of an address fitted into the room there is for them?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.documents.characters import clean
from app.documents.fonts import Face
from app.documents.lines import break_lines

Lines = list[list[str]]
"""For each line of an address, the lines of text it became."""

LEADING = 1.2
"""Between two lines, in font sizes."""

_LONGEST_LINE = 300
_WHOLE_FROM = 9.5
"""Letters shrink down to this so that a line stays one; before a smaller print, the line is broken."""

_SMALLEST = 5.5
_STEP = 0.5


@dataclass(frozen=True)
class FittedLines:
    """``spoken`` is read aloud instead where the font lacks a letter, or where something was cut."""

    size: float
    lines: Lines
    spoken: str | None

    @property
    def height(self) -> float:
        return sum(map(len, self.lines)) * self.size * LEADING


def fitted(address: Sequence[str], faces: Sequence[Face], largest: float, width: float, height: float) -> FittedLines:
    """Fit ``address``, line ``n`` in face ``n`` (the last face for all that follow), into a box of points.

    The letters shrink a little so that each line stays one; else lines are broken, between words if they can be, in the
    largest letters for which there is room. Nothing leaves the box: what is left over in the end is cut with an
    ellipsis. Empty lines are left out.
    """
    cleaned = [" ".join(clean(line, _LONGEST_LINE).split()) for line in address]
    cleaned = [line for line in cleaned if line]
    letters = [faces[min(number, len(faces) - 1)] for number in range(len(cleaned))]
    printed = [face.printable(line) for face, line in zip(letters, cleaned, strict=True)]
    spoken = " ".join(cleaned) if printed != cleaned else None
    steps = int((largest - _SMALLEST) / _STEP)
    sizes = [largest - step * _STEP for step in range(steps + 1)]

    def broken(size: float) -> Lines:
        return [break_lines(line, face, width * 1000 / size) for face, line in zip(letters, printed, strict=True)]

    tries: tuple[tuple[Sequence[float], Callable[[Lines], bool]], ...] = (
        ([size for size in sizes if size >= _WHOLE_FROM], _unbroken),
        (sizes, _whole_words),
        (sizes, bool),
    )
    for allowed, suits in tries:
        for size in allowed:
            lines = broken(size)
            if sum(map(len, lines)) * size * LEADING <= height and (suits(lines) or not lines):
                return FittedLines(size, _parted(lines), spoken)
    cut = _cut(broken(_SMALLEST), int(height / (_SMALLEST * LEADING)))
    return FittedLines(_SMALLEST, _parted(cut), " ".join(cleaned))


def _unbroken(lines: Lines) -> bool:
    return all(len(pieces) == 1 for pieces in lines)


def _whole_words(lines: Lines) -> bool:
    return all(piece.endswith((" ", "-")) for pieces in lines for piece in pieces[:-1])


def _parted(lines: Lines) -> Lines:
    """End each line with a space, so that a screen reader does not join its last word to the next line."""
    return [[*pieces[:-1], f"{pieces[-1]} "] for pieces in lines]


def _cut(lines: Lines, most: int) -> Lines:
    kept: Lines = []
    for pieces in lines:
        left = most - sum(map(len, kept))
        if len(pieces) >= left:
            kept.append([*pieces[: left - 1], pieces[left - 1].rstrip(" ")[:-1] + "…"])
            break
        kept.append(pieces)
    return kept
