"""How alike are two written names? Pure rules on folded words."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from db.search import fold

_DIGITS = str.maketrans("015689", "olsbbg")
_NO_LETTERS = re.compile(r"[^a-z\d]+")
_SOUNDS = (
    ("sch", "sk"), ("ch", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("kj", "k"), ("gj", "g"),
    ("hv", "v"), ("hj", "j"), ("qu", "kv"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("y", "i"),
    ("ai", "ei"),
)  # fmt: skip
_SHAPES = (("rn", "m"), ("nn", "m"), ("cl", "d"), ("vv", "w"), ("li", "h"))
_FILLERS = frozenset(("thi", "van"))  # said in most Vietnamese names, and by itself no name


class Alike(IntEnum):
    """How alike two names are; higher is more. UNSAID: one of them is missing."""

    DIFFERENT = 0
    UNSAID = 1
    FAR = 2
    """Two letters of a short name are not as they should be."""
    BEGUN = 3
    """One is how the other begins: Kris and Kristoffer."""
    MISTYPED = 4
    PART = 5
    """One has a name more: Anne and Anne Marie, Berg and Berg Hansen."""
    SOUNDS = 6
    """Christian and Kristian."""
    SAME = 7


@lru_cache(maxsize=1 << 18)
def name_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name: without signs, ø as o however it is written, digits as the letters meant."""
    folded = _NO_LETTERS.sub(" ", fold(text).replace("'", "").replace("oe", "o"))
    words = tuple(word if word.isdigit() else word.translate(_DIGITS) for word in folded.split())
    named = tuple(word for word in words if word not in _FILLERS)
    return named or words


@lru_cache(maxsize=1 << 18)
def sound(word: str) -> str:
    """Return how a folded word is said: words that sound the same have the same sound."""
    for written, said in _SOUNDS:
        word = word.replace(written, said)
    word = re.sub("ae(?!l)", "e", word)  # Sæther and Sether, but Mikael is not Mikkel
    word = re.sub(r"(.)\1+", r"\1", word)
    word = re.sub(r"s[eo]n$", "sn", word)
    return word[:-1] if word.endswith("h") and len(word) > 2 else word


def edits(first: str, second: str) -> int:
    """Return how many letters were put in, left out, mistyped or exchanged: 0, 1, 2, or 3 for more."""
    if first == second:
        return 0
    if abs(len(first) - len(second)) > 2:
        return 3
    start, most = 0, min(len(first), len(second))
    while start < most and first[start] == second[start]:
        start += 1
    end = 0
    while end < most - start and first[-1 - end] == second[-1 - end]:
        end += 1
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    longest = max(len(left), len(right))
    if longest <= 1 or (len(left) == len(right) == 2 and left == right[::-1]):
        return 1
    return 2 if longest == 2 else min(_distance(left, right), 3)


@lru_cache(maxsize=1 << 18)
def words_alike(first: str, second: str, both_known: bool) -> Alike:
    """Compare two folded words; two known names are the same only if they sound the same: Ola is not Oda."""
    if first == second:
        return Alike.SAME
    said, heard = sound(first), sound(second)
    if said == heard:
        return Alike.SOUNDS
    short, long = sorted((first, second), key=len)
    begun = long.startswith(short)
    if both_known:  # Alex and Alexandra, but Emil is not Emilie
        return Alike.BEGUN if begun and len(short) > 3 and len(long) - len(short) > 2 else Alike.DIFFERENT
    apart = min(edits(first, second), edits(said, heard) if len(short) > 3 else 3)
    if len(short) > 1 and (apart == 1 or (apart == 2 and len(short) > 5)):
        return Alike.MISTYPED
    if len(short) > 3 and _shape(first) == _shape(second):
        return Alike.MISTYPED
    if begun and len(short) > 2:
        return Alike.BEGUN
    return Alike.FAR if apart == 2 and len(long) > 3 else Alike.DIFFERENT


def _distance(first: str, second: str) -> int:
    """Return the edit distance with exchanges of neighbours (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, char in enumerate(first, 1):
        last, before, row = before, row, [at, *([0] * len(second))]
        for place, other in enumerate(second, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (char != other))
            if at > 1 and place > 1 and char == second[place - 2] and first[at - 2] == other:
                cost = min(cost, last[place - 2] + 1)
            row[place] = cost
    return row[-1]


@lru_cache(maxsize=1 << 16)
def _shape(word: str) -> str:
    for seen, meant in _SHAPES:
        word = word.replace(seen, meant)
    return word
