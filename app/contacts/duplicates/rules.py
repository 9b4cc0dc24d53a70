"""Which two people may be one who was written down twice? Pure rules on plain data.

Only people who have something in common are compared: birth date, phone, e-mail, address or family. Two who have
different birth dates are never one, nor are a pupil and a guardian of the same name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from app.contacts.duplicates.given_names import COMMON
from app.contacts.duplicates.spelling import Alike, edits, name_words, sound, words_alike
from app.contacts.rules import PUPIL
from app.core.i18n import N_
from app.core.progress import NO_PROGRESS, Progress
from db.search import fold

NAME, NAME_ALIKE, BIRTH_DATE, PHONE, EMAIL, ADDRESS, FAMILY = (
    "name",
    "name_alike",
    "birth_date",
    "phone",
    "email",
    "address",
    "family",
)
REASONS = (NAME, NAME_ALIKE, BIRTH_DATE, PHONE, EMAIL, ADDRESS, FAMILY)
"""What two people have in common; FAMILY: a guardian, a child, or a child's other guardian."""

COMPARING = N_("Comparing people")

_GIVEN = {
    Alike.SAME: 8,
    Alike.SOUNDS: 7,
    Alike.PART: 7,
    Alike.MISTYPED: 5,
    Alike.BEGUN: 5,
    Alike.FAR: 1,
    Alike.UNSAID: 0,
}
_FAMILY = {
    Alike.SAME: 6,
    Alike.SOUNDS: 5,
    Alike.PART: 4,
    Alike.MISTYPED: 4,
    Alike.BEGUN: 3,
    Alike.FAR: 1,
    Alike.UNSAID: 0,
    Alike.DIFFERENT: -2,
}
_POINTS = {BIRTH_DATE: 8, PHONE: 5, EMAIL: 5, ADDRESS: 5, FAMILY: 4}
_ENOUGH = 15
_OFTEN = 3  # a given name that so many have is a name, and no slip of the pen
_STEP = 20_000  # comparisons between two looks at whether somebody gave up
_SMALL = 8  # people with one thing in common who are all compared with each other
_LARGE = 400  # people with one thing in common, and names that begin alike: a switchboard or a default, no person's own
_NUMBER = re.compile(r"(\d+)\s*([A-Za-z]?)\b")
_WAYS = re.compile(r"(?:vei|veg|vegen|vn|v)$")
_GATES = re.compile(r"(?:gate|gaten|gt|g)$")


class PersonFacts(NamedTuple):
    """What is compared of one person.

    ``roles`` are the bits of ``app.contacts.rules``, ``relatives`` the ids of their guardians and of those they are
    guardian of, ``classes`` the names of the classes they are in.
    """

    id: int
    given: str
    family: str
    birth_date: date | None = None
    gender: str = "unknown"
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    street: str = ""
    postal_code: str = ""
    city: str = ""
    roles: int = 0
    classes: tuple[str, ...] = ()
    relatives: frozenset[int] = frozenset()


class Pair(NamedTuple):
    """Two people who may be one, the lower id first; ``sure``: nothing but their being one explains it.

    ``reasons`` are codes of :data:`REASONS`.
    """

    first_id: int
    second_id: int
    sure: bool
    reasons: tuple[str, ...]


class _Card(NamedTuple):
    """A person prepared for comparing; ``kin`` are the relatives and theirs."""

    id: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    birth_date: date | None
    gender: str
    phones: frozenset[str]
    emails: frozenset[str]
    road: str
    number: str
    postal_code: str
    city: str
    roles: int
    relatives: frozenset[int]
    kin: frozenset[int]


class _Found(NamedTuple):
    pair: Pair
    given: Alike


def find_duplicates(
    people: Iterable[PersonFacts],
    known_different: Collection[tuple[int, int]] = frozenset(),
    progress: Progress = NO_PROGRESS,
) -> tuple[Pair, ...]:
    """Return the pairs that may be one person, by ids; never one of ``known_different`` (low id, high id)."""
    cards = _cards(people)
    names = Counter(card.given[0] for card in cards if card.given)
    known = COMMON | {name for name, met in names.items() if met >= _OFTEN}
    different = frozenset(known_different)
    found: dict[tuple[int, int], _Found] = {}
    for at, key in enumerate(_KEYS):
        for number, (first, second) in enumerate(_candidates(cards, key)):
            if number % _STEP == 0:
                progress.step(COMPARING, at, len(_KEYS))
            ids = (first.id, second.id)
            if ids not in found and ids not in different:
                pair = _compared(first, second, known)
                if pair is not None:
                    found[ids] = pair
    better = _better(found)
    by_id = {card.id: card for card in cards}
    return tuple(
        found[ids].pair
        for ids in sorted(found)
        if not any(
            _names_alike(by_id[third], by_id[other], known)[0] == Alike.DIFFERENT
            for one, other in (ids, ids[::-1])
            for third in better(one, found[ids].given)
            if third != other
        )
    )


def _better(found: Mapping[tuple[int, int], _Found]) -> Callable[[int, Alike], Iterator[int]]:
    """Return what yields those whose given name is more like a person's: "Lne" is Line, and not Lise, her twin."""
    partners: dict[int, list[tuple[int, Alike]]] = defaultdict(list)
    for (first, second), (_, given) in found.items():
        partners[first].append((second, given))
        partners[second].append((first, given))
    return lambda person, given: (other for other, alike in partners[person] if alike > given)


# -- who is compared with whom ----------------------------------------------------------------------------------------


def _cards(people: Iterable[PersonFacts]) -> list[_Card]:
    ordered = sorted(people)
    links: dict[int, set[int]] = defaultdict(set)
    for person in ordered:
        for other in person.relatives:
            links[person.id].add(other)
            links[other].add(person.id)
    cards = []
    for person in ordered:
        relatives = frozenset(links.get(person.id, ()))
        kin = relatives.union(*(links[other] for other in relatives)) - {person.id}
        road, number = _street(person.street)
        cards.append(
            _Card(
                person.id,
                name_words(person.given),
                name_words(person.family),
                person.birth_date,
                person.gender,
                frozenset(_digits(phone) for phone in person.phones),
                frozenset(fold(email) for email in person.emails),
                road,
                number,
                person.postal_code.strip(),
                fold(person.city),
                person.roles,
                relatives,
                kin,
            )
        )
    return cards


def _digits(phone: str) -> str:
    return "".join(char for char in phone if char.isdigit())[-8:] or phone


def _street(street: str) -> tuple[str, str]:
    """Split a street into its name, as it sounds and with "veien" and "gata" in full, and the number with letter."""
    found = _NUMBER.search(street)
    name = sound("".join(name_words(street[: found.start()] if found else street)))
    for ending, written in ((_WAYS, "veien"), (_GATES, "gata")):
        name = ending.sub(written, name, count=1)
    return name, "".join(found.groups()).casefold() if found else ""


def _by_birth_date(card: _Card) -> Iterable[object]:
    return (card.birth_date,) if card.birth_date is not None else ()


def _by_phone(card: _Card) -> Iterable[object]:
    return card.phones


def _by_email(card: _Card) -> Iterable[object]:
    return card.emails


def _by_address(card: _Card) -> Iterable[object]:
    if card.road and card.number:
        yield (card.road[:3], card.number, card.postal_code)
        yield (card.road[:3], card.number, card.city[:4])


def _by_family(card: _Card) -> Iterable[object]:
    return card.kin


def _by_name(card: _Card) -> Iterable[object]:
    """Where one of phone, e-mail and address was mistyped, the name and a part of another lead to each other."""
    names = "".join(sorted(sound(word) for word in (*card.given[:1], *card.family)))
    yield from ((names, part) for part in (card.number, card.postal_code) if part)
    yield from ((names, part) for phone in card.phones for part in (phone[:4], phone[4:]))


_KEYS: tuple[Callable[[_Card], Iterable[object]], ...] = (
    _by_birth_date,
    _by_phone,
    _by_email,
    _by_address,
    _by_family,
    _by_name,
)


def _candidates(cards: Sequence[_Card], key: Callable[[_Card], Iterable[object]]) -> Iterator[tuple[_Card, _Card]]:
    """Yield those who have a key in common, the lower id first; of many only those whose names begin or end alike."""
    blocks: dict[object, list[_Card]] = defaultdict(list)
    for card in cards:
        for value in set(key(card)):
            blocks[value].append(card)
    for block in blocks.values():
        if len(block) <= _SMALL:
            yield from combinations(block, 2)
        else:
            yield from _rough_candidates(block)


def _rough_candidates(block: Sequence[_Card]) -> Iterator[tuple[_Card, _Card]]:
    rough: dict[str, list[_Card]] = defaultdict(list)
    for card in block:
        firsts = {names[0] for names in (card.given, card.family) if names}
        for part in {part for word in firsts for part in (f"{word[:2]} ", f" {word[-2:]}")}:
            rough[part].append(card)
    for alike in rough.values():
        if len(alike) <= _LARGE:
            yield from combinations(alike, 2)


# -- how alike are two ------------------------------------------------------------------------------------------------


def _compared(first: _Card, second: _Card, known: Collection[str]) -> _Found | None:
    """Weigh what two people have in common against what one person's two entries would have."""
    born = first.birth_date is not None and first.birth_date == second.birth_date
    if not _may_be_one(first, second, born):
        return None
    reached = not (first.phones.isdisjoint(second.phones) and first.emails.isdisjoint(second.emails))
    if born and reached and first.roles and second.roles and not (first.roles | second.roles) & PUPIL:
        known = frozenset()  # grown-ups born on one day who share a phone are one: Karl is a slip for Kari
    given, family = _names_alike(first, second, known)
    siblings = bool((first.roles | second.roles) & PUPIL) and not first.relatives.isdisjoint(second.relatives)
    if given == Alike.DIFFERENT or (given == Alike.FAR and siblings) or (given == Alike.UNSAID and not born):
        return None
    other_gender = {first.gender, second.gender} == {"female", "male"}
    if other_gender and given < Alike.PART:
        return None
    common = {
        BIRTH_DATE: born,
        PHONE: not first.phones.isdisjoint(second.phones),
        EMAIL: not first.emails.isdisjoint(second.emails),
        ADDRESS: _same_address(first, second),
        FAMILY: not first.kin.isdisjoint(second.kin),
    }
    if family == Alike.DIFFERENT and not (born or (reached and sum(common.values()) > 2)):
        return None
    if min(given, family) < Alike.MISTYPED and sum(common.values()) == born:
        return None
    points = _GIVEN[given] + _FAMILY[family] + sum(_POINTS[code] for code, holds in common.items() if holds)
    if points < _ENOUGH:
        return None
    same_name = given == family == Alike.SAME
    reasons = (NAME if same_name else NAME_ALIKE, *(code for code, holds in common.items() if holds))
    sure = not other_gender and _is_sure(given, family, common)
    return _Found(Pair(first.id, second.id, sure, reasons), given)


def _may_be_one(first: _Card, second: _Card, born: bool) -> bool:
    if not born and first.birth_date is not None and second.birth_date is not None:
        return False
    if second.id in first.relatives:
        return False
    roles_fit = not first.roles or not second.roles or bool(first.roles & PUPIL) == bool(second.roles & PUPIL)
    return roles_fit or born


def _is_sure(given: Alike, family: Alike, common: Mapping[str, bool]) -> bool:
    if given != Alike.SAME or family < Alike.SOUNDS:
        return False
    reached = (common[PHONE], common[EMAIL], common[ADDRESS]).count(True)
    return reached >= 1 if common[BIRTH_DATE] else reached >= 2 and (common[PHONE] or common[EMAIL])


def _names_alike(first: _Card, second: _Card, known: Collection[str]) -> tuple[Alike, Alike]:
    """Return how alike given and family names are; crosswise, where that fits and straight does not."""
    given = _given_alike(first.given, second.given, known)
    if given != Alike.DIFFERENT:
        return given, _family_alike(first.family, second.family)
    crosswise = _given_alike(first.given, second.family, known), _given_alike(first.family, second.given, known)
    return crosswise if min(crosswise) >= Alike.MISTYPED else (Alike.DIFFERENT, Alike.DIFFERENT)


def _given_alike(first: tuple[str, ...], second: tuple[str, ...], known: Collection[str]) -> Alike:
    if not first or not second:
        return Alike.UNSAID
    if first == second or "".join(first) == "".join(second):
        return Alike.SAME
    alike = _words_alike(first[0], second[0], known)
    if len(first) == len(second) == 1:
        return alike
    if len(first) == 1 or len(second) == 1:
        if alike == Alike.DIFFERENT:  # Anne Grete and Annegrete
            joined = words_alike("".join(first), "".join(second), False)
            return Alike.MISTYPED if joined >= Alike.MISTYPED else Alike.DIFFERENT
        return min(alike, Alike.PART)
    rest = _words_alike(first[1], second[1], known)
    if rest == Alike.DIFFERENT and 1 in (len(first[1]), len(second[1])) and first[1][0] == second[1][0]:
        rest = Alike.PART  # Anne M. and Anne Marie
    if alike == Alike.DIFFERENT and rest == Alike.SAME and edits(first[0], second[0]) == 1:
        return Alike.MISTYPED  # Are Helene and Arne Helene: nobody names two children so
    return min(alike, rest)


def _words_alike(first: str, second: str, known: Collection[str]) -> Alike:
    return words_alike(first, second, first in known and second in known)


def _family_alike(first: tuple[str, ...], second: tuple[str, ...]) -> Alike:
    if not first or not second:
        return Alike.UNSAID
    if first == second:
        return Alike.SAME
    straight = words_alike("".join(first), "".join(second), False)
    if straight >= Alike.SOUNDS or len(first) == len(second) == 1:
        return straight
    best = max(words_alike(one, other, False) for one in first for other in second)
    return max(straight, min(best, Alike.PART))


def _same_address(first: _Card, second: _Card) -> bool:
    if not first.number or first.number != second.number:
        return False
    if edits(first.road, second.road) > (2 if min(len(first.road), len(second.road)) > 6 else 1):
        return False
    codes, cities = (first.postal_code, second.postal_code), (first.city, second.city)
    if codes[0] == codes[1] or not all(codes):
        return True
    return edits(*cities) <= 2 and edits(*codes) <= 1
