"""Who may be meant by a word? The people of a register by the parts of their names, their phones and e-mails."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from copy import copy
from functools import cached_property
from typing import NamedTuple

from app.meetings.guard_words import lettered, loose, plain

NOBODY: frozenset[int] = frozenset()
PARTICLES = frozenset({"el", "al", "de", "van", "von", "der", "den", "da", "di", "la", "le", "bin", "ibn", "abu", "af"})
"""Parts of names that say nothing alone."""
_WITH_COUNTRY = 10
"""Digits of a Norwegian number with the country before it."""
_SHORTEST_NUMBER = 5
_LONG = 5
"""Letters a name has at least if one of them may be wrong."""
_SEPARATORS = re.compile(r"[\s\-‐‑–.,/()]+")


class Somebody(NamedTuple):
    """A person of the register."""

    id: int
    given: str
    family: str


class Look(NamedTuple):
    """Who has a word as part of the given or the family name.

    ``wide_*`` are those too whose name is written a little otherwise ("Asmund" for Åsmund), ``near_*`` those it is but
    one letter from, where nobody has it.
    """

    given: frozenset[int]
    family: frozenset[int]
    wide_given: frozenset[int] = NOBODY
    wide_family: frozenset[int] = NOBODY
    near_given: frozenset[int] = NOBODY
    near_family: frozenset[int] = NOBODY
    is_genitive: bool = False
    is_loose: bool = False

    @property
    def anybody(self) -> frozenset[int]:
        return self.given | self.family

    @property
    def anybody_wide(self) -> frozenset[int]:
        return self.wide_given | self.wide_family

    @property
    def anybody_near(self) -> frozenset[int]:
        return self.anybody_wide or (self.near_given | self.near_family)


class Register:
    """People, looked up by a word of a text; ``known`` are never asked about."""

    def __init__(
        self,
        people: Iterable[Somebody],
        phones: Iterable[tuple[int, str]] = (),
        emails: Iterable[tuple[int, str]] = (),
        known: Collection[int] = (),
    ) -> None:
        self.known = frozenset(known)
        self._given: dict[str, list[int]] = defaultdict(list)
        self._family: dict[str, list[int]] = defaultdict(list)
        for person_id, given, family in people:
            self._given[given].append(person_id)
            self._family[family].append(person_id)
        self._phones, self._emails = list(phones), list(emails)
        self._looks: dict[str, Look] = {}

    def knowing(self, known: Collection[int]) -> Register:
        """Return the same register, where others are never asked about."""
        twin = copy(self)
        twin.known = frozenset(known)
        return twin

    @cached_property
    def phones(self) -> dict[str, list[int]]:
        """Whose is a number, written with digits alone and without the country if that is Norway."""
        found: dict[str, list[int]] = {}
        for person_id, number in self._phones:
            digits = number if number.isdecimal() and len(number) < _WITH_COUNTRY else national(number)
            found.setdefault(digits, []).append(person_id)
        found.pop("", None)
        return found

    @cached_property
    def emails(self) -> dict[str, list[int]]:
        """Whose is an address, in small letters."""
        found: dict[str, list[int]] = {}
        for person_id, address in self._emails:
            found.setdefault(address.strip().casefold(), []).append(person_id)
        return found

    def whose_phone(self, written: str) -> frozenset[int]:
        """Return whose a number is, as it is written in a text."""
        digits = national(written)
        return frozenset(self.phones.get(digits, ())) if len(digits) >= _SHORTEST_NUMBER else NOBODY

    def look(self, word: str) -> Look:
        """Return who may be meant by a word; the genitive is taken off where the word itself is nobody's name."""
        found = self._looks.get(word)
        if found is None:
            found = self._looks[word] = self._look(word)
        return found

    def _look(self, word: str) -> Look:
        forms = tuple(dict.fromkeys((word, *_without_genitive(word))))
        wide: list[tuple[frozenset[int], frozenset[int]]] = []
        for form in forms:
            is_genitive = form != word or word[-1] in "'’"
            given, family = self._ids(self._givens, plain(form)), self._ids(self._families, plain(form))
            wide.append((self._ids(self._loose_givens, loose(form)), self._ids(self._loose_families, loose(form))))
            if given or family:
                return Look(given, family, given | wide[-1][0], family | wide[-1][1], is_genitive=is_genitive)
        for form, (given, family) in zip(forms, wide, strict=True):
            if given or family:
                return Look(given, family, given, family, is_genitive=form != word, is_loose=True)
        for form in forms:
            keys = self._near(lettered(form))
            near_given = frozenset[int]().union(*(self._ids(self._givens, plain(one)) for one in keys))
            near_family = frozenset[int]().union(*(self._ids(self._families, plain(one)) for one in keys))
            if near_given or near_family:
                return Look(NOBODY, NOBODY, near_given=near_given, near_family=near_family, is_genitive=form != word)
        return Look(NOBODY, NOBODY)

    def _ids(self, names: dict[str, list[list[int]]], key: str) -> frozenset[int]:
        lists = names.get(key)
        return frozenset().union(*lists) if lists else NOBODY

    @cached_property
    def _givens(self) -> dict[str, list[list[int]]]:
        return _by_part(self._given, plain)

    @cached_property
    def _families(self) -> dict[str, list[list[int]]]:
        return _by_part(self._family, plain)

    @cached_property
    def _loose_givens(self) -> dict[str, list[list[int]]]:
        return _by_part(self._given, loose)

    @cached_property
    def _loose_families(self) -> dict[str, list[list[int]]]:
        return _by_part(self._family, loose)

    @cached_property
    def _neighbours(self) -> dict[str, list[str]]:
        """Every part of a name by what is left of it without one letter, and by itself."""
        parts = {lettered(part) for names in (self._given, self._family) for name in names for part in parts_of(name)}
        found: dict[str, list[str]] = defaultdict(list)
        for part in parts:
            if len(part) >= _LONG:
                for key in _shortened(part):
                    found[key].append(part)
        return found

    def _near(self, word: str) -> list[str]:
        if len(word) < _LONG - 1:
            return []
        candidates = {one for key in _shortened(word) for one in self._neighbours.get(key, ())}
        return [one for one in candidates if is_one_off(word, one)]


def parts_of(name: str) -> list[str]:
    """Return the parts of a name: "Anne-Marie" are two."""
    return [part for part in _SEPARATORS.split(name) if part]


def national(number: str) -> str:
    """Return the digits of a phone number, without 0047 or +47."""
    digits = number.removeprefix("+")
    if not digits.isdecimal():
        digits = "".join(filter(str.isdecimal, digits))
    digits = digits.removeprefix("00")
    return digits[2:] if len(digits) == _WITH_COUNTRY and digits.startswith("47") else digits


def is_one_off(word: str, name: str) -> bool:
    """Say whether two words differ by one letter left out, put in, wrong, or two that changed places."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    short, long = sorted((word, name), key=len)
    at = next((index for index, char in enumerate(short) if char != long[index]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at + 2 :] == long[at + 2 :] and short[at : at + 2] == long[at : at + 2][::-1]
    )


def _without_genitive(word: str) -> tuple[str, ...]:
    if word[-1] in "'’":
        return (word[:-1],)
    if len(word) > 2 and word[-1] in "sS":
        return (word[:-2],) if word[-2] in "'’" else (word[:-1],)
    return ()


def _by_part(names: dict[str, list[int]], write: Callable[[str], str]) -> dict[str, list[list[int]]]:
    found: dict[str, list[list[int]]] = defaultdict(list)
    for name, ids in names.items():
        for part in {write(part) for part in parts_of(name)}:
            found[part].append(ids)
    return found


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
