"""Which people, classes and links of a file are new, changed (old → new) or the same? A blank never erases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from app.contacts.imports.items import KINDS, Change, Key, PlanItem, merged_address, replaced
from app.contacts.imports.known import Known
from app.contacts.imports.matching import Matches
from app.contacts.imports.planning.withheld import told_of_protected
from app.contacts.imports.roster import NO_ADDRESS, Address, Facts, GuardianFacts, Problem, PupilFacts, full_name
from app.core.i18n import N_

OTHER_GUARDIAN = N_(
    "{guardian} is still a guardian of {name}, but the file has another person in that place. "
    "Take the guardian off by hand if that has ended."
)

PERSON = ("given_name", "family_name", "birth_date", "gender")
"""What a row of a known person holds behind its id."""


class Comparison:
    """A roster beside what is known: ``items`` are what differs, ``same`` counts the rest by kind."""

    def __init__(self, matches: Matches, known: Known, withheld: Collection[Key]) -> None:
        self._roster, self._known, self._matches, self._withheld = matches.roster, known, matches, withheld
        self.items: list[PlanItem] = []
        self.same = dict.fromkeys(KINDS, 0)
        self.problems: list[Problem] = []
        self._classes()
        self._staff()
        self._pupils()
        self._guardians()
        self._links()

    def _classes(self) -> None:
        for place, facts in enumerate(self._roster.classes):
            known = self._known.classes.get(facts.name)
            told = [self._teacher(teacher) for teacher in facts.teachers if teacher not in self._matches.unclear_staff]
            names = ", ".join(name for _, name in told)
            if known is None:
                changes = (Change("contact_teacher", None, names),) if names else ()
                self._add("classes", place, "new", facts.row, facts.name, facts.name, changes, None)
                continue
            stored = self._known.teachers.get(known[0], {})
            changes = ()
            if any(person is None or person not in stored for person, _ in told):
                before = ", ".join(self._known.name_of(person) for person in stored)
                changes = (Change("contact_teacher", before or None, names),)
            if facts.grade is not None and known[1] is None:
                changes = (*changes, Change("grade", None, facts.grade))
            self._add(
                "classes", place, "changed" if changes else "same", facts.row, facts.name, facts.name, changes, known[0]
            )

    def _teacher(self, place: int) -> tuple[int | None, str]:
        facts = self._roster.staff[place]
        return self._matches.staff[place], full_name(facts)

    def _staff(self) -> None:
        """Somebody who is known but did not work here yet is new as staff; a guardian's contact is a guardian's."""
        guardians = {*self._matches.guardians} - {None}
        for place, (facts, person) in enumerate(zip(self._roster.staff, self._matches.staff, strict=True)):
            if place in self._matches.unclear_staff:
                continue
            changes: tuple[Change, ...] = ()
            if person is not None and person not in guardians:
                changes = tuple(self._contact_changes("staff", place, facts, person, NO_ADDRESS))
            state = "new" if person not in self._known.staff else "changed" if changes else "same"
            self._add("staff", place, state, facts.row, full_name(facts), "", changes, person)

    def _pupils(self) -> None:
        persons, class_of = self._known.persons, self._known.class_of
        phones, emails, addresses = self._known.phones, self._known.emails, self._known.addresses
        unclear = self._matches.unclear_pupils
        same = 0
        for place, (facts, person) in enumerate(zip(self._roster.pupils, self._matches.pupils, strict=True)):
            if person is None:
                if place not in unclear:
                    self._add("pupils", place, "new", facts.row, full_name(facts), facts.class_name, (), None)
                continue
            row = persons[person]
            _, given, family, born, gender, class_name, told_phones, told_emails, address = facts
            # The common case first: every told value stands already.
            if (
                row[1] == given
                and row[2] == family
                and (born is None or row[3] == born)
                and (not gender or row[4] == gender)
                and class_of.get(person) == class_name
                and (not told_phones or phones.get(person) == told_phones)
                and (not told_emails or emails.get(person) == told_emails)
                and (address == NO_ADDRESS or addresses.get(person) == address)
            ):
                same += 1
                continue
            changes = [*_differing(row, (given, family, born, gender)), *self._class_change(person, class_name)]
            self._add_known("pupils", place, facts, class_name, changes, person)
        self.same["pupils"] += same

    def _class_change(self, person: int, class_name: str) -> Iterable[Change]:
        now = self._known.class_of.get(person)
        if now != class_name:
            yield Change("class", now or self._known.elsewhere.get(person), class_name)

    def _guardians(self) -> None:
        persons, phones = self._known.persons, self._known.phones
        emails, addresses = self._known.emails, self._known.addresses
        unclear = self._matches.unclear_guardians
        reached = self._reached()
        same = 0
        for place, (facts, person) in enumerate(zip(self._roster.guardians, self._matches.guardians, strict=True)):
            if place in unclear or not reached[place]:
                continue
            if person is None:
                self._add("guardians", place, "new", facts.row, full_name(facts), "", (), None)
                continue
            row = persons[person]
            _, _, given, family, told_phones, told_emails, address = facts
            if (
                row[1] == given
                and row[2] == family
                and (not told_phones or phones.get(person) == told_phones)
                and (not told_emails or emails.get(person) == told_emails)
                and (address == NO_ADDRESS or addresses.get(person) == address)
            ):
                same += 1
                continue
            self._add_known("guardians", place, facts, "", _differing(row, (given, family)), person)
        self.same["guardians"] += same

    def _add_known(
        self,
        kind: str,
        place: int,
        facts: PupilFacts | GuardianFacts,
        class_name: str,
        own: Iterable[Change],
        person: int,
    ) -> None:
        """Add somebody who is known and of whom not everything that is told stands; ``own`` is what else differs."""
        address = NO_ADDRESS if (kind, place) in self._withheld else facts.address
        changes = (*own, *self._contact_changes(kind, place, facts, person, address))
        state = "changed" if changes else "same"
        self._add(kind, place, state, facts.row, full_name(facts), class_name, changes, person)

    def _reached(self) -> list[bool]:
        """Say of each guardian whether a pupil who comes in is theirs."""
        unclear = self._matches.unclear_pupils
        reached = [not unclear] * len(self._roster.guardians)  # the roster has nobody without a pupil
        if not unclear:
            return reached
        for link in self._roster.links:
            if link.pupil not in unclear:
                reached[link.guardian] = True
        return reached

    def _contact_changes(self, kind: str, place: int, facts: Facts, person: int, address: Address) -> Iterable[Change]:
        if self._known.persons[person][5] != "none":
            if (problem := told_of_protected(kind, place, self._roster)) is not None:
                self.problems.append(problem)
            return
        for old, new in replaced(self._known.phones.get(person, ()), facts.phones, lambda phone: phone[0]):
            yield Change("phone", old, new)
        for old, new in replaced(self._known.emails.get(person, ()), facts.emails, str.lower):
            yield Change("email", old, new)
        if address != NO_ADDRESS:
            stored = self._known.addresses.get(person)
            wanted = merged_address(stored or NO_ADDRESS, address)
            if wanted != stored:
                yield Change("address", stored, wanted)

    def _links(self) -> None:
        links, matches = self._known.links, self._matches
        unclear_pupils, unclear_guardians = matches.unclear_pupils, matches.unclear_guardians
        fresh: dict[int, list[tuple[int, int]]] = defaultdict(list)
        pupils, guardians = self._roster.pupils, self._roster.guardians
        same, of, name_of = 0, -1, ""  # the links of a pupil stand together
        for place, (pupil, guardian, priority, relation) in enumerate(self._roster.links):
            if pupil in unclear_pupils or guardian in unclear_guardians:
                continue
            person, other = matches.pupils[pupil], matches.guardians[guardian]
            stored = None
            if person is not None and other is not None:
                stored = next((row for row in links.get(person, ()) if row[2] == other), None)
            if stored is not None and (not relation or stored[3] == relation):
                same += 1
                continue
            facts = pupils[pupil]
            if pupil != of:
                of, name_of = pupil, full_name(facts)
            name = f"{full_name(guardians[guardian])} – {name_of}"
            if stored is not None:
                changes = (Change("relation", stored[3], relation),)
                self._add("links", place, "changed", facts.row, name, facts.class_name, changes, stored[0])
                continue
            self._add("links", place, "new", facts.row, name, facts.class_name, (), None)
            if person is not None:
                fresh[pupil].append((priority, guardian))
        self.same["links"] += same
        self._tell_replaced(fresh)

    def _tell_replaced(self, fresh: Mapping[int, list[tuple[int, int]]]) -> None:
        """Name the guardians whose place in the row somebody new has taken; only the office can say if they ended."""
        if not fresh:
            return
        told: dict[int, set[int | None]] = defaultdict(set)
        for link in self._roster.links:
            if link.pupil in fresh:
                told[link.pupil].add(self._matches.guardians[link.guardian])
        for pupil, places in fresh.items():
            person = self._matches.pupils[pupil]
            for stored in self._known.links.get(person or 0, ()):
                taken = next((guardian for priority, guardian in places if priority == stored[4]), None)
                if stored[2] not in told[pupil] and taken is not None:
                    subject = self._roster.guardians[taken].subject
                    heading = self._roster.heading(*(f"{subject}.{name}" for name in ("name", "family", "given")))
                    name = self._known.name_of(stored[2])
                    self.problems.append(self._roster.problem("pupils", pupil, heading, OTHER_GUARDIAN, guardian=name))

    def _add(
        self,
        kind: str,
        place: int,
        state: str,
        row: int,
        name: str,
        class_name: str,
        changes: tuple[Change, ...],
        stored: int | None,
    ) -> None:
        if state == "same":
            self.same[kind] += 1
        else:
            item = ((kind, place), state, row, name, class_name, changes, True, stored, False)
            self.items.append(tuple.__new__(PlanItem, item))  # half the time of its own constructor


def _differing(row: Sequence[Any], told: Sequence[Any]) -> Iterable[Change]:
    for name, stored, value in zip(PERSON, row[1:], told, strict=False):
        if value and stored != value:
            yield Change(name, stored, value)
