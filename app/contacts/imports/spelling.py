"""Are these two names one, however each was spelt? Capitals, spaces, hyphens and apostrophes are no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.contacts.imports.roster import GuardianFacts, PupilFacts, StaffFacts
from db.search import fold

Names = tuple[str, str]
"""Given and family name, each as :func:`written`."""

_BETWEEN = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212]+")
_APOSTROPHE = re.compile("[’‘‛ʼʹ′`´]")


@lru_cache(maxsize=131072)
def written(name: str) -> str:
    """Return a name as it is compared: "ANNE-GRETE" and "Anne  Grete" are one; "Ødegård" and "Odegard" are two."""
    if name.isascii() and name.isalpha():
        return name.lower()
    text = unicodedata.normalize("NFC", name.casefold())
    if text.isalpha():
        return text
    return _BETWEEN.sub(" ", _APOSTROPHE.sub("'", text)).strip()


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """Return the name without accents too: "Nguyễn" and "Nguyen" are one."""
    return fold(written(name))


def names_of(facts: PupilFacts | GuardianFacts | StaffFacts) -> Names:
    """Return the names somebody has in the file."""
    return written(facts.given), written(facts.family)


def is_shortened(one: str, two: str) -> bool:
    """Say whether two given names are one, also with an initial for a later word: "Hilde M." and "Hilde Marie"."""
    first, second = (written(name).replace(".", " ").split() for name in (one, two))
    return (
        len(first) == len(second)
        and first[:1] == second[:1]
        and all(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(first, second, strict=True))
    )


def share_a_word(one: str, two: str) -> bool:
    """Say whether two names have a word in common: Anne Marie is called Anne."""
    return not set(bare(one).split()).isdisjoint(bare(two).split())
