"""How are words of a text compared, and what is known of them: which are ordinary, and which tell of health?"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from app.core.paths import resource

_LETTERS = str.maketrans({"ö": "ø", "ä": "æ", "ł": "l", "đ": "d", "ı": "i", "’": "", "'": "", "ʼ": "", "ð": "d"})
_SPELT = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"})
_KEPT = "åøæöä"
_ENDINGS = ("ene", "ane", "ande", "ende", "else", "ens", "ets", "en", "et", "er", "ar", "te", "de", "st")
_ENDINGS_SHORT = ("a", "e", "s", "t", "n", "r")
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Words:
    """What is known of words, each written as ``plain`` writes it."""

    ambiguous: frozenset[str]
    ordinary: frozenset[str]
    titles: frozenset[str]
    families: frozenset[str]
    place_endings: tuple[str, ...]
    firms: frozenset[str]
    placing: frozenset[str]
    at_somebody: frozenset[str]
    roads: frozenset[str]
    doings: frozenset[str]
    weak_doings: frozenset[str]
    being: frozenset[str]
    states: frozenset[str]
    things_said: frozenset[str]
    belongings: frozenset[str]
    epithets: frozenset[str]
    known_to_all: frozenset[str]
    given_names: frozenset[str]


@dataclass(frozen=True)
class HealthWords:
    """What tells of health, by where it must stand in a word."""

    anywhere: re.Pattern[str]
    beginning: tuple[str, ...]
    ending: tuple[str, ...]
    whole: frozenset[str]
    never: tuple[str, ...]
    other_sense: tuple[re.Pattern[str], ...]
    phrases: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=200_000)
def lettered(word: str) -> str:
    """Return a word without case and accents, with å, ø and æ as they are: "Thành" is "thanh"."""
    lower = word.casefold()
    if not lower.isascii():
        kept = (
            char if char in _KEPT else unicodedata.normalize("NFD", char)[0]
            for char in unicodedata.normalize("NFC", lower)
        )
        lower = "".join(kept)
    return lower.translate(_LETTERS)


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """Return a word as it is compared: å is aa, ø is oe, æ is ae, and accents and apostrophes are nothing."""
    return lettered(word).translate(_SPELT)


def loose(word: str) -> str:
    """Return a word as it may be written in haste: "Åsmund", "Aasmund" and "Asmund" are the same."""
    return plain(word).replace("aa", "a").replace("oe", "o").replace("ae", "a")


@cache
def words() -> Words:
    """Return what is known of words."""
    data = _read("common_words")

    def listed(key: str) -> frozenset[str]:
        return frozenset(plain(word) for word in data[key].split())

    ordinary = listed("ordinary")
    return Words(
        ambiguous=listed("names_that_are_words") | ordinary,
        ordinary=ordinary | listed("names_that_are_words"),
        titles=listed("titles"),
        families=listed("families"),
        place_endings=tuple(plain(word) for word in data["place_endings"].split()),
        firms=listed("firms"),
        placing=listed("placing_words"),
        at_somebody=listed("at_somebody"),
        roads=listed("roads"),
        doings=listed("doings"),
        weak_doings=listed("weak_doings"),
        being=listed("being"),
        states=listed("states"),
        things_said=listed("things_said"),
        belongings=listed("belongings"),
        epithets=listed("epithets"),
        known_to_all=frozenset(" ".join(plain(word) for word in name.split()) for name in data["known_to_all"]),
        given_names=listed("given_names"),
    )


@cache
def health_words() -> HealthWords:
    """Return what tells of health."""
    data = _read("health_words")
    return HealthWords(
        anywhere=re.compile("|".join(re.escape(plain(part)) for part in data["anywhere"])),
        beginning=tuple(plain(part) for part in data["beginning"]),
        ending=tuple(plain(part) for part in data["ending"]),
        whole=frozenset(plain(word) for word in data["whole"]),
        never=tuple(plain(part) for part in data["never"]),
        other_sense=tuple(re.compile(phrase, re.IGNORECASE) for phrase in data["other_sense"]),
        phrases=tuple(re.compile(phrase, re.IGNORECASE) for phrase in data["phrases"]),
    )


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Say whether a word (as ``plain`` writes it) is an ordinary one, in any of its endings."""
    known = words().ordinary
    if word in known:
        return True
    stems = (word[: -len(end)] for end in (*_ENDINGS, *_ENDINGS_SHORT) if word.endswith(end))
    return any(len(stem) >= _SHORTEST_STEM and stem in known for stem in stems)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("presets", f"{name}.toml").read_text(encoding="utf-8"))
