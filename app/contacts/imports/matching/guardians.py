"""Which stored person is this guardian? By the id, by the name among the pupil's guardians, or by name and phone.

An e-mail address is as good as a phone. Siblings share their guardian; the same name with both different is another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from app.contacts.imports.known import Known
from app.contacts.imports.matching.asking import Asking
from app.contacts.imports.matching.by_id import Agreement, Decided, Verdict, agreement, decide, owners
from app.contacts.imports.matching.contacts import is_reached_alike, reached_by, told_contacts
from app.contacts.imports.matching.matches import Matches
from app.contacts.imports.roster import GuardianFacts, Roster
from app.contacts.imports.spelling import Names, is_shortened, names_of, written
from app.core.i18n import N_

TWO_GUARDIANS = N_("{name} can be more than one of the people that are known. Correct the phone or e-mail address.")
PERHAPS_PROTECTED = N_(
    "{name} can be somebody with address protection, so this guardian was not imported. Add the guardian by hand."
)


class Guardians:
    """Finds the stored person of every guardian of a roster whose pupils have been found."""

    def __init__(self, roster: Roster, known: Known, matches: Matches, asking: Asking) -> None:
        self._roster, self._known, self._matches, self._asking = roster, known, matches, asking
        self._by_contact: dict[str, list[int]] | None = None
        self._near: dict[int, set[int]] = {}

    def match(self) -> None:
        """Fill in the guardians of the matches."""
        found: list[int | None] = [None] * len(self._roster.guardians)
        self._matches.guardians = found
        if not self._known.persons:
            return
        self._near = self._link(found)
        decided = self._decide_by_id(found)
        taken = set(decided.found.values())
        for place, candidates in self._near.items():
            if not self._is_asked(place) and found[place] is None:
                self._settle(place, candidates - taken)
        self._settle_shared()
        self._keep_out_pupils()
        self._take_from_staff()
        self._match_elsewhere()
        if decided.disbelieved:
            decided.ask_at_last(self._matches.guardians, self._taken(), self._ask_of_id)
        if self._known.graded:
            self._keep_out_graded()

    def _link(self, found: list[int | None]) -> dict[int, set[int]]:
        """Find those who are guardians of the same pupils here; returns {place: several of that name}."""
        links, persons, pupils = self._known.links, self._known.persons, self._matches.pupils
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
                names = names_of(facts)
                named = [row[2] for row in stored if self._stored_names(row[2]) == names]
            for person in named:
                before = found[place]
                if before is None:
                    found[place] = person
                elif before != person:
                    near[place] |= {before, person}
        for place in near:
            found[place] = None
        return near

    def _decide_by_id(self, found: list[int | None]) -> Decided:
        claims = owners(self._roster, self._known, "guardians", lambda person: person not in self._known.class_of)
        decided = decide(claims, found, self._judge, lambda place, person: not self._is_reached_alike(place, person))
        decided.follow(found, self._ask_of_id)
        return decided

    def _judge(self, place: int, person: int) -> Verdict:
        facts, row = self._roster.guardians[place], self._known.persons[person]
        names = agreement((facts.given, facts.family), (row[1], row[2]))
        if names is Agreement.NONE:
            return None
        by_name = self._matches.guardians[place]
        named = self._near.get(place) or ({by_name} if by_name is not None else set())
        if not named or person in named:
            return person
        if names is Agreement.WHOLE:
            # A teacher of the same name who is nobody's guardian yet: whoever stands by the pupil is meant already.
            return person if self._asking.children_of(person) else None
        return {person, *named}

    def _stored_names(self, person: int) -> Names:
        row = self._known.persons[person]
        return written(row[1]), written(row[2])

    def _settle(self, place: int, candidates: Collection[int]) -> None:
        """Several guardians of these pupils have that name: the one with the phone or e-mail is meant."""
        reached = [person for person in candidates if self._is_reached_alike(place, person)]
        if len(reached) == 1:
            self._matches.guardians[place] = reached[0]
        else:
            self._ask(place, candidates, TWO_GUARDIANS)

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
                        self._ask(place, [person], TWO_GUARDIANS)

    def _keep_out_pupils(self) -> None:
        """Nobody is a pupil and a guardian of the same file."""
        pupils = set(self._matches.pupils) - {None}
        if not pupils.isdisjoint(self._matches.guardians):
            found = self._matches.guardians
            self._matches.guardians = [None if person in pupils else person for person in found]

    def _take_from_staff(self) -> None:
        """A guardian with the id of a member of staff of the file is that person: a teacher whose child is here."""
        staff, ids = self._matches.staff, self._roster.ids
        of_staff = {
            value: person
            for (kind, place), values in ids.items()
            if kind == "staff" and (person := staff[place]) is not None
            for value in values
        }
        chosen: dict[int, set[int]] = defaultdict(set)
        for (kind, place), values in ids.items() if of_staff else ():
            if kind == "guardians" and self._matches.guardians[place] is None and not self._is_asked(place):
                for value in values:
                    if value in of_staff:
                        chosen[of_staff[value]].add(place)
        taken = self._taken() if chosen else set()
        for person, places in chosen.items():
            if len(places) == 1 and person not in taken:
                self._matches.guardians[places.pop()] = person

    def _match_elsewhere(self) -> None:
        """Look for the others by name and phone or e-mail, among everybody who is not a pupil."""
        if None not in self._matches.guardians:
            return
        taken, disputed = self._taken(), frozenset(self._asking.disputed("guardians"))
        chosen: dict[int, list[int]] = defaultdict(list)
        renamed = self._renamed()
        for place, person in enumerate(self._matches.guardians):
            if person is not None or self._is_asked(place):
                continue
            candidates = self._reached_alike(self._roster.guardians[place]) - taken
            if not candidates:
                candidates = renamed.get(place, set()) - taken
            if len(candidates) == 1 and candidates.isdisjoint(disputed):
                chosen[candidates.pop()].append(place)
            elif candidates:
                self._ask(place, candidates, TWO_GUARDIANS)
        for person, places in chosen.items():
            for place in places:
                if len(places) == 1:
                    self._matches.guardians[place] = person
                else:
                    self._ask(place, [person], TWO_GUARDIANS)

    def _keep_out_graded(self) -> None:
        """A new guardian with the name of a graded person can be them: how they are reached cannot be compared."""
        named: dict[Names, list[int]] = defaultdict(list)
        for person in self._known.graded - self._taken() - self._known.pupils:
            named[self._stored_names(person)].append(person)
        for place, facts in enumerate(self._roster.guardians) if named else ():
            if self._matches.guardians[place] is None and names_of(facts) in named:
                self._ask(place, named[names_of(facts)], PERHAPS_PROTECTED)

    def _reached_alike(self, facts: GuardianFacts) -> set[int]:
        if self._by_contact is None:
            self._by_contact = self._with_contacts()
        names = names_of(facts)
        people = {person for key in told_contacts(facts) for person in self._by_contact.get(key, ())}
        return {person for person in people if self._stored_names(person) == names}

    def _with_contacts(self) -> dict[str, list[int]]:
        """Return {phone or e-mail of somebody in the file who is not found yet: those who have it here}."""
        waiting = (place for place, person in enumerate(self._matches.guardians) if person is None)
        wanted = {contact for place in waiting for contact in told_contacts(self._roster.guardians[place])}
        return reached_by(wanted, self._known)

    def _renamed(self) -> dict[int, set[int]]:
        """Return guardians who have a new family name: same pupil, given name, and phone or e-mail."""
        found: dict[int, set[int]] = defaultdict(set)
        for link in self._roster.links:
            pupil = self._matches.pupils[link.pupil]
            if pupil is None or self._matches.guardians[link.guardian] is not None:
                continue
            given = self._roster.guardians[link.guardian].given
            for stored in self._known.links.get(pupil, ()):
                person = stored[2]
                same = given and is_shortened(self._known.persons[person][1], given)
                if same and self._is_reached_alike(link.guardian, person):
                    found[link.guardian].add(person)
        return found

    def _is_reached_alike(self, place: int, person: int) -> bool:
        return is_reached_alike(self._roster.guardians[place], self._known, person)

    def _taken(self) -> set[int]:
        """Return those who are a guardian of the file already, or a pupil."""
        return {person for person in (*self._matches.guardians, *self._matches.pupils) if person is not None}

    def _is_asked(self, place: int) -> bool:
        return self._asking.is_asked("guardians", place)

    def _ask(self, place: int, candidates: Collection[int], message: str, *fields: str) -> None:
        outcome = "" if message == PERHAPS_PROTECTED else None
        problem = self._asking.problem("guardians", place, message, *fields, outcome=outcome)
        self._asking.ask("guardians", place, candidates, problem)

    def _ask_of_id(self, place: int, candidates: Collection[int], message: str) -> None:
        self._ask(place, candidates, message, "id")
