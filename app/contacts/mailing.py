"""Which homes are written to, with the siblings of a home together?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure
from app.contacts.households import NOWHERE, Place, same_place
from app.contacts.listed import (
    ListedHome,
    ListedPerson,
    class_names_for,
    guardians_for,
    homes_for,
    people_for,
    sections_for,
)
from app.core.report import ReportRequest
from app.school.queries import school_classes


@dataclass(frozen=True, slots=True)
class Household:
    """A home and those of the chosen pupils who have it, in the order they were chosen.

    ``classes`` are theirs, "" for one in no class. ``address`` and ``postal_address`` are NOWHERE where they are not
    known, or not for this audience.
    """

    pupils: tuple[ListedPerson, ...]
    classes: tuple[str, ...]
    guardians: tuple[ListedPerson, ...]
    address: Place
    postal_address: Place

    @property
    def written_at(self) -> Place:
        """Where letters go."""
        return self.address if self.postal_address == NOWHERE else self.postal_address

    @property
    def is_their_own(self) -> bool:
        """Whether who was chosen is no pupil, and is written to themselves."""
        return not self.guardians and not any(self.classes)


def in_class_order(session: Session, request: ReportRequest, allowed: Disclosure) -> Mapping[int, str]:
    """Return {person: class} of everybody a paper is about: class by class, by name; "" for one in no class.

    Raises UserError for an unknown class.
    """
    asked = [person for section in sections_for(session, request) for person in section.people]
    people = people_for(session, asked, allowed)
    names = class_names_for(session, people.keys(), allowed, request.year, request.on)
    places = {row.name: at for at, row in enumerate(school_classes(session, request.year, request.on))}

    def place(person: ListedPerson) -> tuple[int, tuple[str, str, int]]:
        return places.get(names.get(person.id, ""), len(places)), person.key

    return {person.id: names.get(person.id, "") for person in sorted(people.values(), key=place)}


def households_for(session: Session, pupils: Mapping[int, str], allowed: Disclosure, on: date) -> tuple[Household, ...]:
    """Return the homes of ``pupils`` ({person: class}) that are written to, in the order of the pupils.

    Only homes with a guardian in common are one household: two families may live at the same address. Where a guardian
    of one sibling may not be in contact with the other, their homes stay two.
    """
    people = people_for(session, pupils.keys(), allowed)
    homes = homes_for(session, pupils.keys(), allowed, on)
    banned = {
        (pupil, one.person.id)
        for pupil, guardians in guardians_for(session, pupils.keys(), allowed, on).items()
        for one in guardians
        if one.contact_ban != "none"
    }
    found: list[Household] = []
    where: dict[int, list[int]] = {}
    for pupil in (person for person in pupils if person in people):
        for home in homes.get(pupil, ()):
            near = sorted({at for one in home.guardians for at in where.get(one.id, ())})
            at = next((at for at in near if _is_same(found[at], pupil, home, banned)), None)
            for one in home.guardians:
                where.setdefault(one.id, []).append(len(found) if at is None else at)
            if at is None:
                found.append(
                    Household((people[pupil],), (pupils[pupil],), home.guardians, home.address, home.postal_address)
                )
            else:
                found[at] = _joined(found[at], people[pupil], pupils[pupil], home)
    return tuple(found)


def _is_same(known: Household, pupil: int, home: ListedHome, banned: Collection[tuple[int, int]]) -> bool:
    """Say whether a home of ``pupil`` is one that is known: the two have a guardian in common."""
    if any(one.id == pupil for one in known.pupils):
        return False  # two homes of one pupil are never one
    there, here = {one.id for one in known.guardians}, {one.id for one in home.guardians}
    at_one_place = same_place(known.address, home.address)
    if there == here:
        return at_one_place or NOWHERE in (known.address, home.address)
    if not at_one_place or home.address == NOWHERE:
        return False
    return not any(
        (child, one) in banned for child in (pupil, *(one.id for one in known.pupils)) for one in there | here
    )


def _joined(known: Household, pupil: ListedPerson, class_name: str, home: ListedHome) -> Household:
    there = {one.id for one in known.guardians}
    return replace(
        known,
        pupils=(*known.pupils, pupil),
        classes=(*known.classes, class_name),
        guardians=(*known.guardians, *(one for one in home.guardians if one.id not in there)),
        address=home.address if known.address == NOWHERE else known.address,
        postal_address=home.postal_address if known.postal_address == NOWHERE else known.postal_address,
    )
