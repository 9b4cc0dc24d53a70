"""Where does a text break into lines?"""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.fonts import Face

BREAK_AFTER = frozenset("@._-/")
"""Where a word too long for its line is cut first: the natural places in an e-mail address or a double name."""


def break_lines(text: str, face: Face, limit: float) -> list[str]:
    """Break ``text`` into lines no wider than ``limit`` (thousandths of the font size). Nothing of it is lost.

    A line that was broken at a space keeps the space at its end, so that a screen reader does not join the words.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if lines:
            lines[-1] += " "
        if face.width(paragraph) <= limit:
            lines.append(paragraph)
        else:
            lines.extend(_wrapped(paragraph, face, limit))
    return lines


def _wrapped(paragraph: str, face: Face, limit: float) -> Iterator[str]:
    space = face.width(" ")
    line, used = "", 0.0
    for number, word in enumerate(paragraph.split(" ")):
        width = face.width(word)
        if number and used + space + width <= limit:
            line, used = f"{line} {word}", used + space + width
            continue
        if number:
            yield f"{line} "
        *full, line = _pieces(word, face, limit) if width > limit else (word,)
        yield from full
        used = face.width(line) if full else width
    yield line


def _pieces(word: str, face: Face, limit: float) -> Iterator[str]:
    """Cut ``word`` at its natural places, else between any two letters; a piece holds at least one letter.

    An e-mail address is cut after the @ where what follows then stands on one line.
    """
    at = word.rfind("@") + 1
    if at > 1 and face.width(word[:at]) <= limit and face.width(word[at:]) <= limit:
        yield word[:at]
        word = word[at:]
    start, natural, used = 0, 0, 0.0
    for position, letter in enumerate(word):
        width = face.width(letter)
        while used + width > limit and position > start:
            end = natural if natural - start > (position - start) // 3 else position  # not after the o of o@example.no
            yield word[start:end]
            start, used = end, face.width(word[end:position])
        used += width
        if letter in BREAK_AFTER:
            natural = position + 1
    yield word[start:]
