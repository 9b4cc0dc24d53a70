"""Which member of staff is this? The id, else the name among the staff, and where two have it the phone or e-mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from app.contacts.imports.known import Known
from app.contacts.imports.matching.asking import Asking
from app.contacts.imports.matching.by_id import Agreement, Verdict, agreement, decide, owners
from app.contacts.imports.matching.contacts import is_reached_alike
from app.contacts.imports.matching.matches import Matches
from app.contacts.imports.roster import Roster, full_name
from app.contacts.imports.spelling import written
from app.core.i18n import N_

TWO_STAFF = N_("{name} is the name of more than one member of staff. Choose the contact teacher by hand.")


class Staff:
    """Finds the stored person of every member of staff of a roster."""

    def __init__(self, roster: Roster, known: Known, matches: Matches, asking: Asking) -> None:
        self._roster, self._known, self._matches, self._asking = roster, known, matches, asking
        self._named: list[list[int]] = []

    def match(self) -> None:
        """Fill in the staff of the matches."""
        by_name: dict[str, list[int]] = defaultdict(list)
        for person in sorted(self._known.staff):
            row = self._known.persons[person]
            by_name[written(f"{row[1]} {row[2]}")].append(person)
        self._named = [by_name.get(written(full_name(facts)), []) for facts in self._roster.staff]
        self._matches.staff = found = [people[0] if len(people) == 1 else None for people in self._named]
        claims = owners(self._roster, self._known, "staff", lambda person: person not in self._known.class_of)
        decided = decide(claims, found, self._judge, lambda place, person: False)
        decided.follow(found, self._ask)
        self._settle_names()
        decided.ask_at_last(found, {person for person in found if person is not None}, self._ask)

    def _judge(self, place: int, person: int) -> Verdict:
        facts, row, named = self._roster.staff[place], self._known.persons[person], self._named[place]
        names = agreement((facts.given, facts.family), (row[1], row[2]))
        if written(full_name(facts)) == written(f"{row[1]} {row[2]}"):
            names = Agreement.WHOLE
        if names is Agreement.NONE:
            return None
        if not named or person in named:
            return person
        # A guardian with that name and id, and a member of staff with that name: the latter stands there already.
        return None if names is Agreement.WHOLE else {person, *named}

    def _settle_names(self) -> None:
        """Where several have the name, here or in the file, the phone or e-mail tells; else nobody can."""
        found, pupils = self._matches.staff, set(self._matches.pupils)
        self._named = [[person for person in people if person not in pupils] for people in self._named]
        claimed: dict[int, list[int]] = defaultdict(list)
        for place, person in enumerate(found):
            if person in pupils:
                found[place] = None
            elif person is not None:
                claimed[person].append(place)
        for person, places in claimed.items():
            if len(places) > 1:
                alike = [place for place in places if is_reached_alike(self._roster.staff[place], self._known, person)]
                for place in places:
                    if alike != [place]:
                        found[place] = None
                        if len(alike) != 1:
                            self._ask(place, [person], TWO_STAFF)
        taken = {person for person in found if person is not None}
        chosen: dict[int, list[int]] = defaultdict(list)
        for place, people in enumerate(self._named):
            if len(people) < 2 or found[place] is not None or self._asking.is_asked("staff", place):
                continue
            free = [person for person in people if person not in taken]
            reached = [one for one in free if is_reached_alike(self._roster.staff[place], self._known, one)]
            if len(reached) == 1:
                chosen[reached[0]].append(place)
            elif free:
                self._ask(place, free, TWO_STAFF)
        for person, places in chosen.items():
            for place in places:
                if len(places) == 1:
                    found[place] = person
                else:
                    self._ask(place, [person], TWO_STAFF)

    def _ask(self, place: int, candidates: Collection[int], message: str) -> None:
        outcome = "" if message == TWO_STAFF else None
        problem = self._asking.problem("staff", place, message, outcome=outcome)
        self._asking.ask("staff", place, candidates, problem)
