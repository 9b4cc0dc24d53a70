"""Where did the words of a text change? Word by word, so that both texts can be put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, takewhile
from typing import Literal

from app.plan.rules.order import out_of_order

PieceKind = Literal["same", "added", "removed"]

_TOKEN = re.compile(r"\w+(?:[-‑–]\w+)*|\s+|[^\w\s]")  # "§ 10-3" and "FAU-leder" are words
_MOST = 400_000
"""Pairs of words that are compared at once; longer texts are first parted where they surely are the same."""
_SURE = 5
"""So many words and blanks in a row, once in each text, are the same place."""


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return how ``before`` became ``after``.

    What is the same and what was removed is exactly ``before``, what is the same and what was added ``after``. A piece
    that was replaced stands as one that was removed, then one that was added; no piece is empty.
    """
    if before == after:
        return (Piece(before, "same"),) if before else ()
    runs = _calmed(_whole(_runs(_TOKEN.findall(before), _TOKEN.findall(after))))
    return tuple(piece for run in runs for piece in run.pieces())


def likeness(before: str, after: str) -> float:
    """Return how much of two texts is the same words, in any order: 0.0 to 1.0."""
    left, right = _counted(before), _counted(after)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else float(before == after)


@lru_cache(maxsize=4_096)
def _counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


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
        for tag, start, end, begins, ends in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield _Run("".join(before[start:end]), "".join(after[begins:ends]), tag == "equal")
        return
    places = _same_places(before, after)
    if not places:
        yield _Run("".join(before), "".join(after), False)
        return
    at = by = 0
    for here, there in (*places, (len(before), len(after))):
        yield from _runs(before[at:here], after[by:there])
        at, by = here, there


def _same_places(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return where two texts surely are at the same place, in order in both; never where both begin."""
    old, new = _once(before), _once(after)
    pairs = sorted((old[words], at) for words, at in new.items() if words in old)
    moved = out_of_order([at for _, at in pairs])
    return [pair for number, pair in enumerate(pairs) if number not in moved and pair != (0, 0)]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return {some words in a row that stand only once: where}."""
    found: dict[tuple[str, ...], int] = {}
    often: set[tuple[str, ...]] = set()
    for at in range(len(words) - _SURE + 1):
        row = tuple(words[at : at + _SURE])
        if row in often:
            continue
        if row in found:
            del found[row]
            often.add(row)
        else:
            found[row] = at
    return found


def _whole(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Yield runs of the same kind that follow each other as one."""
    for is_same, group in groupby(runs, key=lambda run: run.is_same):
        several = list(group)
        yield _Run("".join(run.before for run in several), "".join(run.after for run in several), is_same)


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
