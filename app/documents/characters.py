"""Which characters of a text may stand in a file?"""

from __future__ import annotations

import unicodedata

LONGEST_CELL = 32_767
"""What a cell in Excel can hold; a longer text is cut with an ellipsis, on paper too."""

LONGEST_PARAGRAPH = 200_000

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the order of what is seen: a name could read as another one."""

_LINE_ENDS = frozenset("\n\u0085\u2028\u2029")


def clean(text: str, longest: int = LONGEST_CELL) -> str:
    """Take out what no file may hold (control characters, half surrogates) and cut at ``longest`` characters.

    Line ends become a newline, a tab becomes a space; leading zeros, plus and equals signs stay as they are.
    """
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_KEPT)


class _Kept(dict[int, int | str | None]):
    """What each character becomes, decided the first time it is met."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = kept = _kept(code)
        return kept


def _kept(code: int) -> int | str | None:
    character = chr(code)
    if character in _LINE_ENDS:
        return "\n"
    if character == "\t":
        return " "
    if character in _DIRECTION or unicodedata.category(character) in ("Cc", "Cs") or (code & 0xFFFE) == 0xFFFE:
        return None
    return code


_KEPT = _Kept()
