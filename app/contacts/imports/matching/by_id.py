"""Whom does the file's own id mean here? Believed where the name or the birth date agrees, since systems reuse ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain

from app.contacts.external_ids import person_called
from app.contacts.imports.known import Known
from app.contacts.imports.matching.lost import fits
from app.contacts.imports.roster import Roster
from app.contacts.imports.spelling import Names, bare, written
from app.contacts.values import has_lost
from app.core.i18n import N_

REUSED = N_("The id of {name} in the file belongs to somebody with another name here. Choose in the window who it is.")
TWO_IDS = N_("The ids of {name} in the file belong to two people here. Choose in the window who it is.")
CLAIMED_TWICE = N_("{name} can be the same person here as somebody else in the file. Choose in the window who it is.")
OTHER_BY_NAME = N_(
    "By the id in the file {name} is somebody else here than by the name. Choose in the window who it is."
)


class Agreement(IntEnum):
    """How far what the file says of somebody is what stands of the person with that id."""

    NONE = 0
    SOME = 1
    WHOLE = 2


def agreement(told: Names, stored: Names) -> Agreement:
    """Compare given and family names: with one of them the same, the other may have been changed."""
    if written(told[0]) == written(stored[0]) and written(told[1]) == written(stored[1]):
        return Agreement.WHOLE
    some = any(_is_same(one, other) for one, other in zip(told, stored, strict=True))
    return Agreement.SOME if some else Agreement.NONE


def _is_same(told: str, stored: str) -> bool:
    return bool(told) and (bare(told) == bare(stored) or (has_lost(told) and fits(told, stored)))


Ask = Callable[[int, Collection[int], str], None]
"""Asks about somebody: the place, the people it could be, why."""


@dataclass(slots=True)
class Decided:
    """What the ids say: ``found`` {place: person}, and ``asked`` {place: (the people it could be, why)}.

    ``disbelieved`` {place: person}: to be asked about only where nothing else says who it is.
    """

    found: dict[int, int] = field(default_factory=dict)
    asked: dict[int, tuple[set[int], str]] = field(default_factory=dict)
    disbelieved: dict[int, int] = field(default_factory=dict)

    def ask(self, place: int, people: Collection[int], why: str) -> None:
        """Ask about somebody, though an id says who it is."""
        self.found.pop(place, None)
        before, reason = self.asked.get(place, (set(), why))
        self.asked[place] = (before.union(people), reason)

    def follow(self, found: list[int | None], ask: Ask) -> None:
        """Take over who the ids say it is, and ask about the others."""
        for place, person in self.found.items():
            found[place] = person
        for place, (people, why) in self.asked.items():
            found[place] = None
            ask(place, people, why)

    def ask_at_last(self, found: Sequence[int | None], taken: Collection[int], ask: Ask) -> None:
        """Ask about those whose ids were not believed, where nothing else has said who they are."""
        for place, person in self.disbelieved.items():
            if found[place] is None and person not in taken:
                ask(place, [person], REUSED)


Verdict = int | set[int] | None
"""The person who is meant, the people who could be, or None: the id says nothing."""


def owners(roster: Roster, known: Known, kind: str, can_be: Callable[[int], bool]) -> dict[int, set[int]]:
    """Return {place: the stored people the ids of a pupil, guardian or member of staff belong to}.

    An id of somebody who cannot be one (``can_be``) is another's, whatever the name.
    """
    if not roster.ids or not roster.source:
        return {}
    of = {value: person for (source, value), person in known.external.items() if source == roster.source}
    ours = bool(known.own_source) and roster.source == known.own_source
    for (of_kind, _), values in roster.ids.items() if known.external or known.own_source else ():
        for value in values:
            if of_kind == kind and value not in of and (ours or "/" in value):
                person = _owner_elsewhere(roster.source, value, known)
                if person in known.persons and person is not None:
                    of[value] = person
    found: dict[int, set[int]] = {}
    for (of_kind, place), values in roster.ids.items() if of else ():
        if of_kind == kind:
            people = {person for person in map(of.get, values) if person is not None and can_be(person)}
            if people:
                found[place] = people
    return found


def _owner_elsewhere(source: str, value: str, known: Known) -> int | None:
    """Whose id is it that we gave ourselves, or that a file names with the system it is of: "sas@kommune.no/17"?"""
    given, slash, rest = value.rpartition("/")
    if known.own_source and (given if slash else source) == known.own_source:
        return person_called(rest)
    return known.external.get((given, rest)) if slash else None


def decide(
    claims: Mapping[int, set[int]],
    by_name: list[int | None],
    judge: Callable[[int, int], Verdict],
    is_another: Callable[[int, int], bool],
) -> Decided:
    """Weigh the ids against those who were found by name; ``by_name`` loses those who turn out to be others.

    ``judge`` (place, person with that id); ``is_another`` (place, person) says of one who was found by name that they
    are surely not the person, when an id says that another is.
    """
    decided = Decided()
    claimed = Counter(chain.from_iterable(claims.values()))
    for place, people in claims.items():
        if len(people) > 1:
            decided.ask(place, people, TWO_IDS)
            continue
        (person,) = people
        if by_name[place] == person and claimed[person] == 1:
            continue
        verdict = judge(place, person)
        if verdict is None:
            decided.disbelieved[place] = person
        elif isinstance(verdict, set):
            decided.ask(place, verdict, OTHER_BY_NAME)
        else:
            decided.found[place] = verdict
    if decided.found or decided.asked:
        _settle_claims(decided, by_name, is_another)
    return decided


def _settle_claims(decided: Decided, by_name: list[int | None], is_another: Callable[[int, int], bool]) -> None:
    """Nobody is two people of the file: ask about all of them, and about whoever one of those asked about could be."""
    for person, places in _by_person(decided.found.items()).items():
        if len(places) > 1:
            for place in places:
                decided.ask(place, {person}, CLAIMED_TWICE)
    contested = {*decided.found.values(), *(person for people, _ in decided.asked.values() for person in people)}
    held = [(place, person) for place, person in enumerate(by_name) if person in contested and person is not None]
    held = [(place, person) for place, person in held if place not in decided.found and place not in decided.asked]
    holders = _by_person(held)
    wanted = {person: place for place, person in decided.found.items()}
    disputed = {person for people, _ in decided.asked.values() for person in people}
    for person in contested:
        if person not in disputed and person not in wanted:
            continue
        for place in holders.get(person, ()):
            by_name[place] = None
            if not is_another(place, person):
                decided.ask(place, {person}, CLAIMED_TWICE)
                disputed.add(person)
        if person in disputed and person in wanted:
            decided.ask(wanted.pop(person), {person}, CLAIMED_TWICE)


def _by_person(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for place, person in pairs:
        found[person].append(place)
    return found
