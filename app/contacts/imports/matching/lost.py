"""Who is meant by a name that has lost letters on its way to the file?

A program that has no sign for a letter writes ? in its place, one for each. Such a name is never a new one: it can
only be that of somebody who is known, when all the other letters fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from app.contacts.imports.known import Known
from app.contacts.imports.matching.contacts import reached_by, told_contacts
from app.contacts.imports.roster import GuardianFacts, PupilFacts, Roster, StaffFacts, full_name
from app.contacts.values import LOST_SIGNS, has_lost

_Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lost:
    """The places of those whose names have lost letters, and of those among them whose stored name was found."""

    pupils: tuple[int, ...]
    guardians: tuple[int, ...]
    staff: tuple[int, ...]
    found_pupils: set[int]
    found_guardians: set[int]
    found_staff: set[int]


def find_lost(roster: Roster) -> Lost | None:
    """Return those whose names have lost letters; None in nearly every file, and then at hardly any cost."""
    pupils, guardians, staff = _places(roster.pupils), _places(roster.guardians), _places(roster.staff)
    if not (pupils or guardians or staff):
        return None
    return Lost(pupils, guardians, staff, set(), set(), set())


def fits(told: str, stored: str) -> bool:
    """Say whether the letters that are left are those of the stored name, capital or not."""
    return len(told) == len(stored) and all(
        (sign in LOST_SIGNS and (letter.isalpha() or letter in LOST_SIGNS)) or sign.casefold() == letter.casefold()
        for sign, letter in zip(told, stored, strict=True)
    )


def fitting(told: _Names, people: Iterable[int], known: Known) -> list[int]:
    """Return those of these people whose given and family name fit."""
    rows = (known.persons[person] for person in people)
    return [row[0] for row in rows if fits(told[0], row[1]) and fits(told[1], row[2])]


def with_known_names(roster: Roster, known: Known, lost: Lost) -> Roster:
    """Return the roster with the stored names of pupils, of staff, and of guardians by phone or e-mail."""
    return replace(
        roster,
        guardians=_guardians_reached(roster, known, lost),
        pupils=_pupils(roster, known, lost),
        staff=_staff(roster, known, lost),
    )


def with_linked_names(roster: Roster, known: Known, lost: Lost, matched: Sequence[int | None]) -> Roster:
    """Return the roster with the stored names of the guardians of the pupils who are known."""
    missing = {place for place in lost.guardians if place not in lost.found_guardians}
    if not missing:
        return roster
    near: dict[int, set[int]] = defaultdict(set)
    for link in roster.links:
        pupil = matched[link.pupil]
        if link.guardian in missing and pupil is not None:
            near[link.guardian].update(row[2] for row in known.links.get(pupil, ()))
    guardians = list(roster.guardians)
    for place, people in near.items():
        facts = guardians[place]
        name = _one_name(fitting((facts.given, facts.family), sorted(people), known), known)
        if name is not None:
            guardians[place] = facts._replace(given=name[0], family=name[1])
            lost.found_guardians.add(place)
    return replace(roster, guardians=tuple(guardians))


def _places(people: Sequence[PupilFacts | GuardianFacts | StaffFacts]) -> tuple[int, ...]:
    if not has_lost("".join([facts.given for facts in people])) and not has_lost(
        "".join([facts.family for facts in people])
    ):
        return ()
    return tuple(place for place, facts in enumerate(people) if has_lost(facts.given) or has_lost(facts.family))


def _pupils(roster: Roster, known: Known, lost: Lost) -> tuple[PupilFacts, ...]:
    pupils = list(roster.pupils)
    told = {(facts.given, facts.family, facts.birth_date) for facts in pupils}
    by_length: dict[tuple[int, int], list[int]] = defaultdict(list)
    for person in known.pupils if lost.pupils else ():
        row = known.persons[person]
        if has_lost(row[1]) or has_lost(row[2]) or (row[1], row[2], row[3]) not in told:
            by_length[len(row[1]), len(row[2])].append(person)
    for place in lost.pupils:
        facts = pupils[place]
        people = sorted(by_length[len(facts.given), len(facts.family)])
        born = facts.birth_date
        alike = [
            person
            for person in fitting((facts.given, facts.family), people, known)
            if born is None or known.persons[person][3] in (born, None)
        ]
        dated = [person for person in alike if born is not None and known.persons[person][3] == born]
        candidates = dated or alike
        classmates = {person for person in candidates if known.class_of.get(person) == facts.class_name}
        name = _one_name(candidates, known, classmates)
        if name is not None:
            pupils[place] = facts._replace(given=name[0], family=name[1])
            lost.found_pupils.add(place)
    return tuple(pupils)


def _guardians_reached(roster: Roster, known: Known, lost: Lost) -> tuple[GuardianFacts, ...]:
    guardians = list(roster.guardians)
    wanted = {contact for place in lost.guardians for contact in told_contacts(guardians[place])}
    by_contact = reached_by(wanted, known)
    for place in lost.guardians:
        facts = guardians[place]
        people = {person for contact in told_contacts(facts) for person in by_contact.get(contact, ())}
        name = _one_name(fitting((facts.given, facts.family), sorted(people), known), known)
        if name is not None:
            guardians[place] = facts._replace(given=name[0], family=name[1])
            lost.found_guardians.add(place)
    return tuple(guardians)


def _staff(roster: Roster, known: Known, lost: Lost) -> tuple[StaffFacts, ...]:
    staff = list(roster.staff)
    for place in lost.staff:
        facts = staff[place]
        people = [person for person in sorted(known.staff) if fits(full_name(facts), known.name_of(person))]
        classes = [known.classes.get(one.name) for one in roster.classes if place in one.teachers]
        here = {person for one in classes if one is not None for person in known.teachers.get(one[0], ())}
        name = _one_name(people, known, here)
        if name is not None:
            staff[place] = facts._replace(given=name[0], family=name[1])
            lost.found_staff.add(place)
    return tuple(staff)


def _one_name(people: Collection[int], known: Known, likelier: Collection[int] = ()) -> _Names | None:
    """Return the name all these people have, or all the likelier of them; a whole name goes before a damaged one."""
    names = {person: (known.persons[person][1], known.persons[person][2]) for person in people}
    whole = {person: name for person, name in names.items() if not has_lost("".join(name))} or names
    if likelier and len(set(whole.values())) > 1:
        whole = {person: name for person, name in whole.items() if person in likelier}
    found = set(whole.values())
    return found.pop() if len(found) == 1 else None
