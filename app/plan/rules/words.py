"""Where did the words of a text change? Word by word, so that both texts can be put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

PieceKind = Literal["same", "added", "removed"]

_TOKEN = re.compile(r"\w+(?:[-‑–]\w+)*|\s+|[^\w\s]")  # "§ 10-3" and "FAU-leder" are words
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_MOST = 1_500_000
"""Pairs of words that are compared at once; longer texts are first compared by lines."""


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return how ``before`` became ``after``.

    What is the same and what was removed is exactly ``before``, what is the same and what was added ``after``. A piece
    that was replaced stands as one that was removed, then one that was added; no piece is empty.
    """
    if before == after:
        return (Piece(before, "same"),) if before else ()
    runs = _calmed(_runs(_TOKEN.findall(before), _TOKEN.findall(after)))
    return tuple(piece for run in runs for piece in run.pieces())


def likeness(before: str, after: str) -> float:
    """Return how much of two texts is the same words, in any order: 0.0 to 1.0."""
    left, right = (Counter(re.findall(r"\w+", text.casefold())) for text in (before, after))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else float(before == after)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that stayed, came or went."""

    text: str
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that stayed, or words that gave way to others."""

    before: str
    after: str
    is_same: bool

    def pieces(self) -> Iterator[Piece]:
        if self.is_same:
            yield Piece(self.before, "same")
            return
        if self.before:
            yield Piece(self.before, "removed")
        if self.after:
            yield Piece(self.after, "added")


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[_Run]:
    """Yield the runs of two texts in words; what begins and ends alike is set aside first."""
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    rest = min(len(before), len(after)) - head
    ends = zip(reversed(before), reversed(after), strict=False)
    tail = min(rest, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends)))
    if head:
        yield _Run("".join(before[:head]), "".join(before[:head]), True)
    yield from _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    if tail:
        yield _Run("".join(before[len(before) - tail :]), "".join(before[len(before) - tail :]), True)


def _middle(before: Sequence[str], after: Sequence[str]) -> Iterator[_Run]:
    if len(before) * len(after) <= _MOST:
        for tag, start, end, begins, ends in SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes():
            yield _Run("".join(before[start:end]), "".join(after[begins:ends]), tag == "equal")
        return
    left, right = (_LINE.findall("".join(words)) for words in (before, after))
    for tag, start, end, begins, ends in SequenceMatcher(None, left, right).get_opcodes():
        old, new = "".join(left[start:end]), "".join(right[begins:ends])
        words = [_TOKEN.findall(text) for text in (old, new)]
        if tag == "replace" and len(words[0]) * len(words[1]) <= _MOST:
            yield from _runs(*words)
        else:
            yield _Run(old, new, tag == "equal")


def _calmed(runs: Iterator[_Run]) -> Iterator[_Run]:
    """Join what changed on both sides of a mere space or comma: whole phrases are easier to read."""
    waiting: list[_Run] = []
    for run in runs:
        is_thin = run.is_same and not any(sign.isalnum() for sign in run.before) and "\n" not in run.before
        if run.is_same and not (is_thin and waiting):
            yield from _joined(waiting)
            waiting = []
            yield run
        else:
            waiting.append(run)
    yield from _joined(waiting)


def _joined(waiting: list[_Run]) -> Iterator[_Run]:
    """Yield what changed as one run; thin words after the last change stay as they are."""
    after: list[_Run] = []
    while waiting and waiting[-1].is_same:
        after.insert(0, waiting.pop())
    if waiting:
        yield _Run("".join(run.before for run in waiting), "".join(run.after for run in waiting), False)
    yield from after
