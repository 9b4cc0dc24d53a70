"""What of a file can be the address of somebody with address protection? That is neither stored nor said again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from app.contacts.imports.items import Key
from app.contacts.imports.known import Known
from app.contacts.imports.matching import Matches
from app.contacts.imports.matching.guardians import PERHAPS_PROTECTED
from app.contacts.imports.roster import NO_ADDRESS, GuardianFacts, Problem, PupilFacts, Roster
from app.contacts.texts import PROTECTED_WORDS
from app.core.i18n import N_

PROTECTED = N_(
    "{name} has address protection, so the phone, e-mail and address in the file were not kept. "
    "Press Show on the person if the office needs to write them down."
)
NEAR_PROTECTED = N_(
    "The address of {name} was not kept, since it can be that of somebody with address protection. "
    "Write it by hand if it may stand here."
)

ALARMS = frozenset({PROTECTED, NEAR_PROTECTED, PERHAPS_PROTECTED, PROTECTED_WORDS})
"""The sentences that tell of an address that is protected, or may be."""

_Family = Mapping[Key, tuple[PupilFacts | GuardianFacts, int | None]]


def near_protected(matches: Matches, known: Known) -> tuple[frozenset[Key], list[Problem]]:
    """Return the people whose told address can be a protected one, of somebody they belong to in the file.

    Everybody who hangs together with a graded person through guardians and siblings is looked at.
    """
    marked = _marked(matches)
    withheld: set[Key] = set()
    problems: list[Problem] = []
    for family in _families(matches, known.graded, marked):
        told = {key: _facts(key, matches) for key in sorted(family)}
        for key, problem in _withheld_in(told, matches.roster, known, everything=not family.isdisjoint(marked)):
            withheld.add(key)
            problems.append(problem)
    return frozenset(withheld), problems


def families_of_protected(matches: Matches, known: Known) -> frozenset[Key]:
    """Return everybody in the file who hangs together with somebody who has address protection, or may have it."""
    return frozenset(key for family in _families(matches, known.protected, _marked(matches)) for key in family)


def _marked(matches: Matches) -> set[Key]:
    """Return those whom only the file speaks of as protected, or who can be somebody who is."""
    marked: set[Key] = {("pupils", place) for place in matches.roster.marked}
    return marked | {("guardians", place) for place in matches.perhaps_graded}


def _families(matches: Matches, protected: Collection[int], marked: Collection[Key]) -> Iterable[set[Key]]:
    """Yield each family in the file in which somebody is one of the stored ``protected``, or is ``marked``."""
    roster = matches.roster
    if not protected and not marked:
        return
    near: dict[Key, list[Key]] = defaultdict(list)
    for link in roster.links:
        near["pupils", link.pupil].append(("guardians", link.guardian))
        near["guardians", link.guardian].append(("pupils", link.pupil))
    waiting = sorted(marked)
    waiting += [("pupils", place) for place, person in enumerate(matches.pupils) if person in protected]
    waiting += [("guardians", place) for place, person in enumerate(matches.guardians) if person in protected]
    seen: set[Key] = set()
    for start in waiting:
        if start not in seen:
            family = _all_reached(start, near)
            seen |= family
            yield family


def told_of_protected(kind: str, place: int, roster: Roster) -> Problem | None:
    """Return the sentence about somebody with a grade of whom the file says how they are reached; else None."""
    facts = roster.facts(kind, place)
    subject = "pupil" if isinstance(facts, PupilFacts) else getattr(facts, "subject", "teacher1")
    told = (
        ("street", any(getattr(facts, "address", NO_ADDRESS))),
        ("phone", bool(facts.phones)),
        ("email", bool(facts.emails)),
    )
    if not any(is_told for _, is_told in told):
        return None
    heading = next((roster.heading(f"{subject}.{field}") for field, is_told in told if is_told), "")
    return roster.problem(kind, place, heading, PROTECTED)


def without_protected_values(problems: list[Problem], matches: Matches, known: Known) -> list[Problem]:
    """Never repeat what stands in a row of somebody with address protection, or of their family; raise the alarm."""
    problems = [problem._replace(alarm=True) if problem.message in ALARMS else problem for problem in problems]
    protected = known.protected
    if not protected or not problems:
        return problems
    roster = matches.roster
    pupils = zip(roster.pupils, matches.pupils, strict=True)
    guardians = zip(roster.guardians, matches.guardians, strict=True)
    rows = {facts.row for facts, person in pupils if person in protected}
    rows |= {facts.row for facts, person in guardians if person in protected}
    names = {known.name_of(person).casefold() for person in protected}
    return [
        problem.without_value() if problem.row in rows or problem.about.casefold() in names else problem
        for problem in problems
    ]


def _withheld_in(family: _Family, roster: Roster, known: Known, *, everything: bool) -> Iterable[tuple[Key, Problem]]:
    """Yield whose address is not to be stored; everybody's where the file only says that one is protected."""
    hidden = {facts.address for facts, person in family.values() if person in known.graded}
    for key, (facts, person) in family.items():
        address = facts.address
        stands = person is not None and known.addresses.get(person) == address
        if person in known.graded or address == NO_ADDRESS or stands:
            continue
        if everything or address in hidden or NO_ADDRESS in hidden:
            subject = getattr(facts, "subject", "pupil")
            heading = roster.heading(f"{subject}.street", f"{subject}.postal_code", f"{subject}.city")
            yield key, roster.problem(*key[:2], heading, NEAR_PROTECTED)


def _facts(key: Key, matches: Matches) -> tuple[PupilFacts | GuardianFacts, int | None]:
    if key[0] == "pupils":
        return matches.roster.pupils[key[1]], matches.pupils[key[1]]
    return matches.roster.guardians[key[1]], matches.guardians[key[1]]


def _all_reached(start: Key, near: Mapping[Key, Sequence[Key]]) -> set[Key]:
    found, waiting = {start}, [start]
    while waiting:
        for key in near.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found
