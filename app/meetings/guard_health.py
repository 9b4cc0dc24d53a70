"""Which words of a text tell of somebody's health, or reveal as much?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from app.meetings.guard_words import health_words, plain

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_AROUND = 60


def health_in(text: str) -> Iterable[tuple[int, int]]:
    """Return where such words stand; several beside each other are one."""
    spans = [match.span() for phrase in health_words().phrases for match in phrase.finditer(text)]
    for match in _WORD.finditer(text):
        if _tells(plain(match[0]).replace("‐", "-").replace("‑", "-")) and not _means_other(text, *match.span()):
            spans.append(match.span())
    start, end = -1, -1
    for begins, ends in sorted(spans):
        if end >= 0 and text[end:begins] in ("", " "):
            end = max(end, ends)
            continue
        if end >= 0:
            yield start, end
        start, end = begins, ends
    if end >= 0:
        yield start, end


@lru_cache(maxsize=20_000)
def _tells(word: str) -> bool:
    known = health_words()
    if word in known.whole:
        return True
    if not (word.startswith(known.beginning) or word.endswith(known.ending) or known.anywhere.search(word)):
        return any(part in known.whole for part in word.split("-")[:1]) and "-" in word
    return not any(part in word for part in known.never)


def _means_other(text: str, start: int, end: int) -> bool:
    first = max(0, start - _AROUND)
    around = text[first : end + _AROUND]
    return any(
        one.start() < end - first and one.end() > start - first
        for phrase in health_words().other_sense
        for one in phrase.finditer(around)
    )
