"""Which stored person is this? Decided by rule, and where two could be meant by nobody.

Pupils: name and birth date, else name with class and guardian. Guardians: a guardian of the matched pupil with the
same name, else same name and same phone or e-mail. Staff: the name, among staff. Letters a name has lost are filled in
from somebody who is known, or the name is nobody's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.contacts.imports.items import Question
from app.contacts.imports.known import Known
from app.contacts.imports.lost import Lost, find_lost, fitting, with_known_names, with_linked_names
from app.contacts.imports.roster import (
    GUARDIAN_OUT,
    ROW_OUT,
    GuardianFacts,
    Problem,
    PupilFacts,
    Roster,
    StaffFacts,
    full_name,
)
from app.contacts.values import has_lost
from app.core.i18n import N_

TWO_PUPILS = N_("{name} can be more than one of the pupils that are known. Write the birth date in the file.")
TWO_GUARDIANS = N_("{name} can be more than one of the people that are known. Correct the phone or e-mail address.")
PERHAPS_PROTECTED = N_(
    "{name} can be somebody with address protection, so this guardian was not imported. Add the guardian by hand."
)
TWO_STAFF = N_("{name} is the name of more than one member of staff. Choose the contact teacher by hand.")
LOST_LETTER = N_(
    "A letter was lost in “{name}” before the file came here. Save the file again as UTF-8 or as an Excel workbook, "
    "and use the new file."
)
TEACHER_OUT = N_("The contact teacher was not imported.")

_Names = tuple[str, str]


@dataclass(slots=True)
class Matches:
    """The stored person of every pupil, guardian and member of staff of the roster; None: new.

    ``unclear_…`` are places nobody could decide; ``perhaps`` the stored pupils such a row could mean;
    ``perhaps_graded`` the places of guardians who could be somebody with address protection. ``roster`` is the one
    that was matched, with the letters filled in that its names had lost; where a pupil of one of ``unsure_classes``
    has such a name and could not be found, anybody in the class can be the one.
    """

    roster: Roster
    pupils: list[int | None]
    guardians: list[int | None] = field(default_factory=list)
    staff: list[int | None] = field(default_factory=list)
    unclear_pupils: set[int] = field(default_factory=set)
    unclear_guardians: set[int] = field(default_factory=set)
    unclear_staff: set[int] = field(default_factory=set)
    perhaps: set[int] = field(default_factory=set)
    perhaps_graded: set[int] = field(default_factory=set)
    unsure_classes: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def match(roster: Roster, known: Known) -> Matches:
    """Find the stored person of everybody in the roster."""
    lost = find_lost(roster)
    if lost is not None:
        return _match_lost(roster, known, lost)
    matches = Matches(roster, pupils=[])
    _Pupils(roster, known, matches).match()
    _Guardians(roster, known, matches).match()
    _match_staff(roster, known, matches)
    return matches


def _match_lost(told: Roster, known: Known, lost: Lost) -> Matches:
    """Match a roster in which names have lost letters; nobody with such a name is new."""
    roster = with_known_names(told, known, lost)
    matches = Matches(roster, pupils=[])
    _Pupils(roster, known, matches).match()
    _leave_out_lost_pupils(told, known, lost, matches)
    matches.roster = roster = with_linked_names(matches.roster, known, lost, matches.pupils)
    _leave_out_lost_guardians(
        told, known, matches, [place for place in lost.guardians if place not in lost.found_guardians]
    )
    _Guardians(roster, known, matches).match()
    _leave_out_lost_guardians(
        told, known, matches, [place for place in lost.guardians if matches.guardians[place] is None]
    )
    _match_staff(roster, known, matches)
    for place in lost.staff:
        if place not in lost.found_staff and place not in matches.unclear_staff:
            matches.unclear_staff.add(place)
            matches.problems.append(_lost_letter(told, told.staff[place], "teacher1", TEACHER_OUT))
    return matches


def _leave_out_lost_pupils(told: Roster, known: Known, lost: Lost, matches: Matches) -> None:
    marked: set[int] = set()
    for place in lost.pupils:
        if place in lost.found_pupils and matches.pupils[place] is not None:
            continue
        facts = told.pupils[place]
        people = fitting((facts.given, facts.family), known.pupils, known)
        matches.pupils[place] = None
        matches.perhaps.update(people)
        matches.unsure_classes.add(facts.class_name)
        if not known.graded.isdisjoint(people):
            marked.add(place)
        if place not in matches.unclear_pupils:
            matches.unclear_pupils.add(place)
            matches.problems.append(_lost_letter(told, facts, "pupil", ROW_OUT))
    if marked:
        matches.roster = replace(matches.roster, marked=matches.roster.marked | marked)


def _leave_out_lost_guardians(told: Roster, known: Known, matches: Matches, places: Iterable[int]) -> None:
    for place in places:
        facts = told.guardians[place]
        if fitting((facts.given, facts.family), known.graded - known.pupils, known):
            matches.perhaps_graded.add(place)
        if place not in matches.unclear_guardians:
            matches.unclear_guardians.add(place)
            matches.problems.append(_lost_letter(told, facts, facts.subject, GUARDIAN_OUT))


def _lost_letter(roster: Roster, facts: PupilFacts | GuardianFacts | StaffFacts, subject: str, outcome: str) -> Problem:
    parts = [name for name, text in (("given", facts.given), ("family", facts.family)) if has_lost(text)]
    heading = roster.heading(*(f"{subject}.{name}" for name in (*parts, "name", "family", "given")))
    return Problem(facts.row, heading, LOST_LETTER, {"name": full_name(facts)}, outcome)


class _Pupils:
    def __init__(self, roster: Roster, known: Known, matches: Matches) -> None:
        self._roster, self._known, self._matches = roster, known, matches
        self._by_name: dict[_Names, list[int]] | None = None
        self._guardian_names: dict[int, set[_Names]] | None = None
        self._told: Counter[tuple[str, str, date | None]] | None = None

    def match(self) -> None:
        persons = self._known.persons
        stored = [persons[pupil] for pupil in self._known.pupils]
        exact = {(row[1], row[2], row[3]): row[0] for row in stored}
        keys = [(facts[1], facts[2], facts[3]) for facts in self._roster.pupils]
        found: list[int | None] = list(map(exact.get, keys))
        unsure = [
            place for place, (pupil, key) in enumerate(zip(found, keys, strict=True)) if pupil is None or not key[2]
        ]
        if len(exact) < len(stored):
            often = {key for key, count in Counter((row[1], row[2], row[3]) for row in stored).items() if count > 1}
            unsure = sorted({*unsure, *(place for place, key in enumerate(keys) if key in often)})
        if len(set(keys)) < len(keys):
            twice = {key for key, count in Counter(keys).items() if count > 1}
            unsure = sorted({*unsure, *(place for place, key in enumerate(keys) if key in twice)})
        for place in unsure:
            found[place] = None
        self._matches.pupils = found
        if unsure and stored:
            self._decide(unsure)

    def _decide(self, unsure: Sequence[int]) -> None:
        chosen: dict[int, list[int]] = defaultdict(list)
        taken = {pupil for pupil in self._matches.pupils if pupil is not None}
        for place in unsure:
            candidates = [pupil for pupil in self._candidates(self._roster.pupils[place]) if pupil not in taken]
            if not candidates:
                continue
            pupil = self._choose(place, candidates)
            if pupil is None:
                self._unclear(place, candidates)
            elif pupil > 0:
                chosen[pupil].append(place)
        for pupil, places in chosen.items():
            if len(places) == 1:
                self._matches.pupils[places[0]] = pupil
                continue
            for place in places:
                self._unclear(place, [pupil])

    def _candidates(self, facts: PupilFacts) -> list[int]:
        """Return the stored pupils of that name whose birth date is not another."""
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for pupil in sorted(self._known.pupils):
                row = self._known.persons[pupil]
                self._by_name[row[1].casefold(), row[2].casefold()].append(pupil)
        named = self._by_name.get((facts.given.casefold(), facts.family.casefold()), [])
        born = facts.birth_date
        alike = [pupil for pupil in named if born is None or self._known.persons[pupil][3] in (born, None)]
        return [pupil for pupil in alike if born is not None and self._known.persons[pupil][3] == born] or alike

    def _choose(self, place: int, candidates: list[int]) -> int | None:
        """Return the one that is meant, 0 when none is, None when it cannot be said."""
        facts = self._roster.pupils[place]
        born = facts.birth_date
        sure = [pupil for pupil in candidates if born is not None and self._known.persons[pupil][3] == born]
        told = self._told_guardians(place)
        shared = [pupil for pupil in candidates if told & self._stored_guardians(pupil)]
        classmates = [pupil for pupil in candidates if self._known.class_of.get(pupil) == facts.class_name]
        both = [pupil for pupil in shared if pupil in classmates]
        if len(both) == 1:
            return both[0]
        if len(shared) == 1:
            return shared[0]
        if len(sure) == 1 and self._is_alone(facts):
            return sure[0]
        if shared or (sure and not told):
            return None
        if sure:
            return 0 if all(self._stored_guardians(pupil) for pupil in sure) and not classmates else None
        silent = [pupil for pupil in classmates if not told or not self._stored_guardians(pupil)]
        if len(silent) == 1 and len(classmates) == 1:
            return silent[0]
        return None if classmates else 0

    def _is_alone(self, facts: PupilFacts) -> bool:
        """Say whether no other row of the file has the same name and birth date."""
        if self._told is None:
            self._told = Counter((*_names(one), one.birth_date) for one in self._roster.pupils)
        return self._told[*_names(facts), facts.birth_date] == 1

    def _told_guardians(self, place: int) -> set[_Names]:
        if self._guardian_names is None:
            self._guardian_names = defaultdict(set)
            for link in self._roster.links:
                self._guardian_names[link.pupil].add(_names(self._roster.guardians[link.guardian]))
        return self._guardian_names.get(place, set())

    def _stored_guardians(self, pupil: int) -> set[_Names]:
        rows = (self._known.persons[link[2]] for link in self._known.links.get(pupil, ()))
        return {(row[1].casefold(), row[2].casefold()) for row in rows}

    def _unclear(self, place: int, candidates: Iterable[int]) -> None:
        facts = self._roster.pupils[place]
        heading = self._roster.heading("pupil.birth_date", "pupil.name", "pupil.family", "pupil.given")
        self._matches.unclear_pupils.add(place)
        self._matches.perhaps.update(candidates)
        self._matches.problems.append(Problem(facts.row, heading, TWO_PUPILS, {"name": full_name(facts)}, ROW_OUT))


class _Guardians:
    def __init__(self, roster: Roster, known: Known, matches: Matches) -> None:
        self._roster, self._known, self._matches = roster, known, matches
        self._by_contact: dict[tuple[str, str, str], set[int]] | None = None

    def match(self) -> None:
        links, persons, pupils = self._known.links, self._known.persons, self._matches.pupils
        found: list[int | None] = [None] * len(self._roster.guardians)
        near: dict[int, set[int]] = defaultdict(set)
        guardians = self._roster.guardians
        for pupil_place, place, _, _ in self._roster.links:
            pupil = pupils[pupil_place]
            if pupil is None:
                continue
            facts = guardians[place]
            given, family = facts[2], facts[3]
            stored = links.get(pupil, ())
            named = [row[2] for row in stored if persons[row[2]][1] == given and persons[row[2]][2] == family]
            if not named and stored:
                names = _names(facts)
                named = [row[2] for row in stored if self._stored_names(row[2]) == names]
            for person in named:
                before = found[place]
                if before is None:
                    found[place] = person
                elif before != person:
                    near[place] |= {before, person}
        self._matches.guardians = found
        for place, candidates in near.items():
            self._settle(place, candidates)
        self._settle_shared()
        if persons:
            self._match_elsewhere()

    def _stored_names(self, person: int) -> _Names:
        row = self._known.persons[person]
        return (row[1].casefold(), row[2].casefold())

    def _settle(self, place: int, candidates: set[int]) -> None:
        """Several guardians of these pupils have that name: the one with the phone or e-mail is meant."""
        reached = [person for person in sorted(candidates) if self._is_reached_alike(place, person)]
        self._matches.guardians[place] = reached[0] if len(reached) == 1 else None
        if len(reached) != 1:
            self._unclear(place)

    def _settle_shared(self) -> None:
        """Two guardians of the file cannot be one stored person: the one reached alike is; the other is new."""
        claimed = [person for person in self._matches.guardians if person is not None]
        if len(set(claimed)) == len(claimed):
            return
        places: dict[int, list[int]] = defaultdict(list)
        for place, person in enumerate(self._matches.guardians):
            if person is not None:
                places[person].append(place)
        for person, claiming in places.items():
            if len(claiming) == 1:
                continue
            alike = [place for place in claiming if self._is_reached_alike(place, person)]
            for place in claiming:
                if alike != [place]:
                    self._matches.guardians[place] = None
                    if len(alike) != 1:
                        self._unclear(place)

    def _match_elsewhere(self) -> None:
        """Look for the others by name and phone or e-mail, among everybody who is not a pupil."""
        if None not in self._matches.guardians:
            return
        taken = {person for person in self._matches.guardians if person is not None}
        chosen: dict[int, list[int]] = defaultdict(list)
        renamed = self._renamed()
        for place, person in enumerate(self._matches.guardians):
            if person is not None or place in self._matches.unclear_guardians:
                continue
            candidates = self._reached_alike(self._roster.guardians[place]) - taken
            if not candidates:
                candidates = renamed.get(place, set()) - taken
            if len(candidates) == 1:
                chosen[candidates.pop()].append(place)
            elif candidates:
                self._unclear(place)
        for person, places in chosen.items():
            for place in places:
                if len(places) == 1:
                    self._matches.guardians[place] = person
                else:
                    self._unclear(place)
        if self._known.graded:
            self._keep_out_graded(taken)

    def _keep_out_graded(self, taken: set[int]) -> None:
        """A new guardian with the name of a graded person can be them: how they are reached cannot be compared."""
        names = {self._stored_names(person) for person in self._known.graded - taken - self._known.pupils}
        for place, facts in enumerate(self._roster.guardians):
            if self._matches.guardians[place] is None and _names(facts) in names:
                self._matches.perhaps_graded.add(place)
                self._unclear(place, PERHAPS_PROTECTED)

    def _reached_alike(self, facts: GuardianFacts) -> set[int]:
        if self._by_contact is None:
            self._by_contact = defaultdict(set)
            for person, row in self._known.persons.items():
                if person not in self._known.pupils:
                    names = (row[1].casefold(), row[2].casefold())
                    for key in self._contacts(person):
                        self._by_contact[(*names, key)].add(person)
        keys = {number for number, _ in facts.phones} | {email.lower() for email in facts.emails}
        return {person for key in keys for person in self._by_contact.get((*_names(facts), key), ())}

    def _renamed(self) -> dict[int, set[int]]:
        """Return guardians who have a new family name: same pupil, given name, and phone or e-mail."""
        found: dict[int, set[int]] = defaultdict(set)
        for link in self._roster.links:
            pupil = self._matches.pupils[link.pupil]
            if pupil is None or self._matches.guardians[link.guardian] is not None:
                continue
            given = self._roster.guardians[link.guardian].given.casefold()
            for stored in self._known.links.get(pupil, ()):
                person = stored[2]
                same = given and self._known.persons[person][1].casefold() == given
                if same and self._is_reached_alike(link.guardian, person):
                    found[link.guardian].add(person)
        return found

    def _is_reached_alike(self, place: int, person: int) -> bool:
        facts = self._roster.guardians[place]
        told = {number for number, _ in facts.phones} | {email.lower() for email in facts.emails}
        return not told.isdisjoint(self._contacts(person))

    def _contacts(self, person: int) -> set[str]:
        phones, emails = self._known.phones.get(person, ()), self._known.emails.get(person, ())
        return {number for number, _ in phones} | {email.lower() for email in emails}

    def _unclear(self, place: int, message: str = TWO_GUARDIANS) -> None:
        facts = self._roster.guardians[place]
        heading = self._roster.heading(*(f"{facts.subject}.{name}" for name in ("name", "family", "given")))
        if place not in self._matches.unclear_guardians:
            self._matches.unclear_guardians.add(place)
            outcome = GUARDIAN_OUT if message == TWO_GUARDIANS else ""
            self._matches.problems.append(Problem(facts.row, heading, message, {"name": full_name(facts)}, outcome))


def _match_staff(roster: Roster, known: Known, matches: Matches) -> None:
    by_name: dict[str, list[int]] = defaultdict(list)
    for person in sorted(known.staff):
        row = known.persons[person]
        by_name[f"{row[1]} {row[2]}".strip().casefold()].append(person)
    for place, facts in enumerate(roster.staff):
        candidates = by_name.get(f"{facts.given} {facts.family}".strip().casefold(), [])
        matches.staff.append(candidates[0] if len(candidates) == 1 else None)
        if len(candidates) > 1:
            matches.unclear_staff.add(place)
            heading = roster.heading("teacher1.name", "teacher1.family", "teacher1.given")
            matches.problems.append(Problem(facts.row, heading, TWO_STAFF, {"name": full_name(facts)}))


def _names(facts: GuardianFacts | PupilFacts) -> _Names:
    return (facts.given.casefold(), facts.family.casefold())
