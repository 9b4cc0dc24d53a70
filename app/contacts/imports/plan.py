"""What would change if this roster came in? A state for everybody, counted the way it will land.

New, changed (old → new), same, gone, or a problem. A blank never erases, grades and reservations are never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.contacts.imports.items import (
    KINDS,
    NO_ANSWERS,
    STATES,
    Answers,
    Change,
    Counts,
    Key,
    PlanItem,
    merged_address,
    replaced,
)
from app.contacts.imports.known import Known
from app.contacts.imports.lost import fits
from app.contacts.imports.matching import Matches, match
from app.contacts.imports.roster import (
    NO_ADDRESS,
    Address,
    GuardianFacts,
    Problem,
    PupilFacts,
    Roster,
    StaffFacts,
    full_name,
)
from app.contacts.imports.settling import agreed, kept_by_hand, proposals
from app.contacts.values import has_lost
from app.core.i18n import N_

MOST_LEAVERS = 0.10
"""More than this share of the pupils in the file's classes is never taken to have left without being told so."""

PROTECTED = N_(
    "{name} has address protection, so the phone, e-mail and address in the file were not kept. "
    "Press Show on the person if the office needs to write them down."
)
NEAR_PROTECTED = N_(
    "The address of {name} was not kept, since it can be that of somebody with address protection. "
    "Write it by hand if it may stand here."
)
MANY_LEAVERS = N_(
    "{count} of the {total} pupils in the classes of this file are not in it. They stay: check that the file is "
    "complete, and tick those who have left."
)
OTHER_GUARDIAN = N_(
    "{guardian} is still a guardian of {name}, but the file has another person in that place. "
    "Take the guardian off by hand if that has ended."
)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. ``items`` holds only what changes; those that stay as they are are counted.

    ``scope`` are the classes of the file; ``covers`` says whether they are the "school", only those "classes", or
    whether the file holds nothing but "changes" and nobody who is missing has left.
    """

    roster: Roster
    known: Known
    matches: Matches
    items: tuple[PlanItem, ...]
    same: Mapping[str, int]
    problems: tuple[Problem, ...]
    scope: tuple[str, ...]
    covers: str
    withheld: frozenset[Key] = frozenset()
    """The people whose told address is not stored, since it can be a protected one."""
    confirmed: Mapping[int, Collection[str]] = field(default_factory=dict)
    """{person: fields} that were changed here and that the file says the same of now."""
    proposed: Mapping[int, str] = field(default_factory=dict)
    """{place of a pupil: address grade} that a cell speaks of and nobody has decided on."""

    @property
    def unticked(self) -> frozenset[Key]:
        """Return the keys that are not accepted unless somebody ticks them."""
        return frozenset(item.key for item in self.items if not item.ticked)

    def accepted(self, skipped: Collection[Key] | None = None) -> Accepted:
        """Return what lands when everything but ``skipped`` is accepted (None: what is not ticked beforehand)."""
        return _accept(self, self.unticked if skipped is None else frozenset(skipped))

    def counts(self, skipped: Collection[Key] | None = None) -> Counts:
        """Return {state: {kind: number}} of what will have landed."""
        return self.accepted(skipped).counts


@dataclass(frozen=True, slots=True)
class Accepted:
    """The items that land, by kind and state, and how many they are."""

    items: Mapping[tuple[str, str], Sequence[PlanItem]]
    counts: Counts
    skipped: frozenset[Key] = frozenset()

    def of(self, kind: str, state: str) -> Sequence[PlanItem]:
        """Return the items of a kind and state."""
        return self.items.get((kind, state), ())


def make_plan(roster: Roster, known: Known, answers: Answers = NO_ANSWERS, covers: str | None = None) -> ImportPlan:
    """Compare a roster with what is known; ``answers`` say who is meant, ``covers`` what the file holds."""
    matches = match(roster, known)
    return _Planner(matches.roster, known, matches, covers).plan()


def _usual_cover(roster: Roster, known: Known) -> str:
    """Take a file with every class that has pupils to be of the whole school."""
    return "school" if set(known.class_of.values()) <= {facts.name for facts in roster.classes} else "classes"


class _Planner:
    def __init__(self, roster: Roster, known: Known, matches: Matches, covers: str | None) -> None:
        self._roster, self._known, self._matches = roster, known, matches
        self._covers = covers or roster.covers or _usual_cover(roster, known)
        self._items: list[PlanItem] = []
        self._same = dict.fromkeys(KINDS, 0)
        self._problems: list[Problem] = [*roster.problems, *matches.problems]
        self._withheld = self._near_protected()

    def plan(self) -> ImportPlan:
        scope = tuple(facts.name for facts in self._roster.classes)
        self._classes()
        self._staff()
        self._pupils()
        self._guardians()
        self._links()
        self._leavers(frozenset(scope))
        self._items, kept = kept_by_hand(self._items, self._matches, self._known)
        self._problems += kept
        self._hide_protected_values()
        self._problems.sort(key=lambda problem: problem.row or 0)
        return ImportPlan(
            roster=self._roster,
            known=self._known,
            matches=self._matches,
            items=tuple(self._items),
            same=self._same,
            problems=tuple(self._problems),
            scope=scope,
            covers=self._covers,
            withheld=self._withheld,
            confirmed=agreed(self._items, self._matches, self._known, frozenset(scope)),
            proposed=proposals(self._roster.proposed, self._matches, self._known),
        )

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
                before = ", ".join(self._name_of(person) for person in stored)
                changes = (Change("contact_teacher", before or None, names),)
            if facts.grade is not None and known[1] is None:
                changes = (*changes, Change("grade", None, facts.grade))
            self._add(
                "classes", place, "changed" if changes else "same", facts.row, facts.name, facts.name, changes, known[0]
            )

    def _teacher(self, place: int) -> tuple[int | None, str]:
        facts = self._roster.staff[place]
        return self._matches.staff[place], f"{facts.given} {facts.family}".strip()

    def _staff(self) -> None:
        for place, (facts, person) in enumerate(zip(self._roster.staff, self._matches.staff, strict=True)):
            if place in self._matches.unclear_staff:
                continue
            changes = tuple(self._contact_changes(person, facts, NO_ADDRESS)) if person is not None else ()
            state = "new" if person is None else "changed" if changes else "same"
            self._add("staff", place, state, facts.row, full_name(facts), "", tuple(changes), person)

    def _pupils(self) -> None:
        persons, class_of = self._known.persons, self._known.class_of
        phones, emails, addresses = self._known.phones, self._known.emails, self._known.addresses
        unclear, withheld = self._matches.unclear_pupils, self._withheld
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
            changes = [
                *self._name_changes(row, facts),
                *self._class_change(person, facts),
                *self._contact_changes(person, facts, NO_ADDRESS if ("pupils", place) in withheld else address),
            ]
            state = "changed" if changes else "same"
            self._add("pupils", place, state, facts.row, full_name(facts), facts.class_name, tuple(changes), person)
        self._same["pupils"] += same

    def _name_changes(self, row: Sequence[Any], facts: PupilFacts) -> Iterable[Change]:
        told = (("given_name", facts.given), ("family_name", facts.family), ("birth_date", facts.birth_date))
        for index, (name, value) in enumerate(told, 1):
            if value and row[index] != value:
                yield Change(name, row[index], value)
        if facts.gender and row[4] != facts.gender:
            yield Change("gender", row[4], facts.gender)

    def _class_change(self, person: int, facts: PupilFacts) -> Iterable[Change]:
        now = self._known.class_of.get(person)
        if now != facts.class_name:
            yield Change("class", now or self._known.elsewhere.get(person), facts.class_name)

    def _guardians(self) -> None:
        persons, phones = self._known.persons, self._known.phones
        emails, addresses = self._known.emails, self._known.addresses
        unclear, withheld = self._matches.unclear_guardians, self._withheld
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
            changes = [
                *(
                    Change(name, row[index], value)
                    for index, name, value in ((1, "given_name", given), (2, "family_name", family))
                    if value and row[index] != value
                ),
                *self._contact_changes(person, facts, NO_ADDRESS if ("guardians", place) in withheld else address),
            ]
            state = "changed" if changes else "same"
            self._add("guardians", place, state, facts.row, full_name(facts), "", tuple(changes), person)
        self._same["guardians"] += same

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

    def _contact_changes(
        self, person: int, facts: PupilFacts | GuardianFacts | StaffFacts, address: Address
    ) -> Iterable[Change]:
        if self._known.persons[person][5] != "none":
            if facts.phones or facts.emails or any(getattr(facts, "address", NO_ADDRESS)):
                self._tell_protected(facts)
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
        same = 0
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
            facts = self._roster.pupils[pupil]
            name = f"{full_name(self._roster.guardians[guardian])} – {full_name(facts)}"
            if stored is not None:
                changes = (Change("relation", stored[3], relation),)
                self._add("links", place, "changed", facts.row, name, facts.class_name, changes, stored[0])
                continue
            self._add("links", place, "new", facts.row, name, facts.class_name, (), None)
            if person is not None:
                fresh[pupil].append((priority, guardian))
        self._same["links"] += same
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
            facts = self._roster.pupils[pupil]
            for stored in self._known.links.get(person or 0, ()):
                taken = next((guardian for priority, guardian in places if priority == stored[4]), None)
                if stored[2] not in told[pupil] and taken is not None:
                    subject = self._roster.guardians[taken].subject
                    heading = self._roster.heading(*(f"{subject}.{name}" for name in ("name", "family", "given")))
                    values = {"guardian": self._name_of(stored[2]), "name": full_name(facts)}
                    self._problems.append(Problem(facts.row, heading, OTHER_GUARDIAN, values))

    def _leavers(self, scope: frozenset[str]) -> None:
        """Propose as leavers the pupils of the file's classes who are not in the file."""
        here = {person for person in self._matches.pupils if person is not None}
        covered = [person for person, name in self._known.class_of.items() if name in scope]
        missing = [person for person in covered if person not in here and person not in self._matches.perhaps]
        if not missing:
            return
        # A register leaves protected pupils out of its lists, so that they are missing says nothing.
        surprising = [person for person in missing if person not in self._known.protected]
        many = len(surprising) > MOST_LEAVERS * len(covered)
        unsure_classes = self._roster.unsure_classes | self._matches.unsure_classes
        damaged = [names for names in self._roster.unplaced if has_lost("".join(names))]
        for person in missing:
            row, name = self._known.persons[person], self._known.class_of[person]
            unsure = (
                name in unsure_classes
                or (row[1].casefold(), row[2].casefold()) in self._roster.unplaced
                or any(fits(given, row[1]) and fits(family, row[2]) for given, family in damaged)
            )
            ticked = not many and not unsure and person not in self._known.protected
            key = ("pupils", -person)
            changes = (Change("class", name, None),)
            self._items.append(PlanItem(key, "gone", None, self._name_of(person), name, changes, ticked, person))
        if many:
            values = {"count": len(surprising), "total": len(covered)}
            self._problems.append(
                Problem(None, self._roster.heading("class.name", "class.grade"), MANY_LEAVERS, values)
            )

    def _hide_protected_values(self) -> None:
        """Never repeat what stands in a row of somebody with address protection, or of their family."""
        protected = self._known.protected
        if not protected or not self._problems:
            return
        pupils = zip(self._roster.pupils, self._matches.pupils, strict=True)
        guardians = zip(self._roster.guardians, self._matches.guardians, strict=True)
        rows = {facts.row for facts, person in pupils if person in protected}
        rows |= {facts.row for facts, person in guardians if person in protected}
        names = {self._name_of(person).casefold() for person in protected}
        self._problems = [
            problem.without_value() if problem.row in rows or problem.about.casefold() in names else problem
            for problem in self._problems
        ]

    def _near_protected(self) -> frozenset[Key]:
        """Return the people whose told address can be a protected one, of somebody they belong to in the file.

        Everybody who hangs together with a graded person through guardians and siblings is looked at.
        """
        graded, matches = self._known.graded, self._matches
        marked: set[Key] = {("pupils", place) for place in self._roster.marked}
        marked |= {("guardians", place) for place in matches.perhaps_graded}
        if not graded and not marked:
            return frozenset()
        near: dict[Key, list[Key]] = defaultdict(list)
        for link in self._roster.links:
            near["pupils", link.pupil].append(("guardians", link.guardian))
            near["guardians", link.guardian].append(("pupils", link.pupil))
        waiting = sorted(marked)
        waiting += [("pupils", place) for place, person in enumerate(matches.pupils) if person in graded]
        waiting += [("guardians", place) for place, person in enumerate(matches.guardians) if person in graded]
        withheld: set[Key] = set()
        seen: set[Key] = set()
        for start in waiting:
            if start not in seen:
                family = _all_reached(start, near)
                seen |= family
                withheld.update(self._withheld_in(family, graded, everything=not family.isdisjoint(marked)))
        return frozenset(withheld)

    def _withheld_in(self, family: Collection[Key], graded: Collection[int], *, everything: bool) -> Iterable[Key]:
        """Yield those whose address is not to be stored; everybody's where the file only says that one is protected."""
        told = {key: self._facts(key) for key in sorted(family)}
        hidden = {facts.address for facts, person in told.values() if person in graded}
        for key, (facts, person) in told.items():
            address = facts.address
            if person in graded or address == NO_ADDRESS or (person and self._known.addresses.get(person) == address):
                continue
            if everything or address in hidden or NO_ADDRESS in hidden:
                subject = getattr(facts, "subject", "pupil")
                heading = self._roster.heading(f"{subject}.street", f"{subject}.postal_code", f"{subject}.city")
                self._problems.append(Problem(facts.row, heading, NEAR_PROTECTED, {"name": full_name(facts)}))
                yield key

    def _facts(self, key: Key) -> tuple[PupilFacts | GuardianFacts, int | None]:
        kind, place = key
        if kind == "pupils":
            return self._roster.pupils[place], self._matches.pupils[place]
        return self._roster.guardians[place], self._matches.guardians[place]

    def _tell_protected(self, facts: PupilFacts | GuardianFacts | StaffFacts) -> None:
        subject = "pupil" if isinstance(facts, PupilFacts) else getattr(facts, "subject", "teacher1")
        told = (
            ("street", any(getattr(facts, "address", NO_ADDRESS))),
            ("phone", bool(facts.phones)),
            ("email", bool(facts.emails)),
        )
        heading = next((self._roster.heading(f"{subject}.{field}") for field, is_told in told if is_told), "")
        self._problems.append(Problem(facts.row, heading, PROTECTED, {"name": full_name(facts)}))

    def _name_of(self, person: int) -> str:
        row = self._known.persons[person]
        return f"{row[1]} {row[2]}".strip()

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
            self._same[kind] += 1
        else:
            self._items.append(PlanItem((kind, place), state, row, name, class_name, changes, True, stored))


def _all_reached(start: Key, near: Mapping[Key, Sequence[Key]]) -> set[Key]:
    found, waiting = {start}, [start]
    while waiting:
        for key in near.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def _accept(plan: ImportPlan, skipped: frozenset[Key]) -> Accepted:
    """Leave out what was skipped, and what cannot land without it."""
    without = skipped | _following(plan, skipped) if skipped else skipped
    groups: dict[tuple[str, str], list[PlanItem]] = defaultdict(list)
    for item in plan.items:
        if item.key not in without:
            groups[item.key[0], item.state].append(item)
    counts = {state: {kind: len(groups.get((kind, state), ())) for kind in KINDS} for state in STATES}
    counts["same"] = dict(plan.same)
    leavers = {item.stored for item in groups.get(("pupils", "gone"), ()) if item.stored is not None}
    if leavers:
        counts["gone"]["links"], counts["gone"]["guardians"] = _going_with(plan, groups, leavers)
    return Accepted(groups, counts, without)


def _following(plan: ImportPlan, skipped: frozenset[Key]) -> set[Key]:
    """Return what cannot land either: pupils of a class that does not, links and guardians of pupils that do not."""
    found: set[Key] = set()
    items = plan.items
    classes = {
        item.class_name for item in items if item.key in skipped and item.key[0] == "classes" and not item.stored
    }
    for item in items:
        arrives = item.state == "new" or any(change.field == "class" and change.new for change in item.changes)
        if item.key[0] == "pupils" and item.class_name in classes and arrives:
            found.add(item.key)
    new = {item.key for item in items if item.state == "new"}
    out = (skipped | found) & (new | {item.key for item in items if _arrives(plan, item)})
    links = plan.roster.links
    fresh: dict[int, bool] = {}
    for key in new:
        if key[0] != "links":
            continue
        link = links[key[1]]
        lands = key not in skipped and ("pupils", link.pupil) not in out and ("guardians", link.guardian) not in out
        if not lands:
            found.add(key)
        fresh[link.guardian] = fresh.get(link.guardian, False) or lands
    found |= {("guardians", place) for place, lands in fresh.items() if not lands and ("guardians", place) in new}
    for item in items:
        if item.kind == "classes" and item.state == "changed" and not _changes_anything(plan, item, skipped):
            found.add(item.key)
    return found


def _changes_anything(plan: ImportPlan, item: PlanItem, skipped: frozenset[Key]) -> bool:
    teachers = landing_teachers(plan, item, skipped)
    stored = plan.known.teachers.get(item.stored or 0, {})
    return any(change.field != "contact_teacher" for change in item.changes) or any(
        person is None or person not in stored for _, person in teachers
    )


def landing_teachers(plan: ImportPlan, item: PlanItem, skipped: Collection[Key]) -> list[tuple[int, int | None]]:
    """Return (place, stored person or None) of the contact teachers a class of the file will have."""
    places = plan.roster.classes[item.key[1]].teachers
    matched, unclear = plan.matches.staff, plan.matches.unclear_staff
    return [
        (place, matched[place])
        for place in places
        if place not in unclear and not (matched[place] is None and ("staff", place) in skipped)
    ]


def _arrives(plan: ImportPlan, item: PlanItem) -> bool:
    """Say whether a pupil comes into a class of the year who was in none."""
    if item.kind != "pupils" or item.state == "gone":
        return False
    return item.stored not in plan.known.class_of and any(change.field == "class" for change in item.changes)


def _going_with(
    plan: ImportPlan, groups: Mapping[tuple[str, str], Sequence[PlanItem]], leavers: Collection[int]
) -> tuple[int, int]:
    """Return how many guardian links, and guardians without another pupil here, go with those who leave."""
    known, matches = plan.known, plan.matches
    links = [row for person in leavers for row in known.links.get(person, ())]
    here = known.class_of.keys() - leavers
    here |= {item.stored for item in groups.get(("pupils", "changed"), ()) if item.stored and _arrives(plan, item)}
    staying = {row[2] for person in here for row in known.links.get(person, ())}
    for item in groups.get(("links", "new"), ()):
        guardian = matches.guardians[plan.roster.links[item.key[1]].guardian]
        if guardian is not None:
            staying.add(guardian)
    return len(links), len({row[2] for row in links} - staying)
