"""Which stored pupil is this? The id, else name and birth date, else name with class and guardian.

A new family name, or a name written otherwise, is found by what else is the same; where that is little, it is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date

from app.contacts.imports.known import Known
from app.contacts.imports.matching.asking import Asking
from app.contacts.imports.matching.by_id import Agreement, Verdict, agreement, decide, owners
from app.contacts.imports.matching.contacts import is_reached_alike
from app.contacts.imports.matching.matches import Matches
from app.contacts.imports.roster import GuardianFacts, PupilFacts, Roster
from app.contacts.imports.spelling import Names, bare, names_of, share_a_word, written
from app.core.i18n import N_

TWO_PUPILS = N_("{name} can be more than one of the pupils that are known. Write the birth date in the file.")
RENAMED = N_("{name} can be a pupil who stands here with another name or birth date. Choose in the window who it is.")

_Told = tuple[Names, GuardianFacts]
_Look = Callable[[int], list[int]]
_Choose = Callable[[int, list[int]], int | None]


class Pupils:
    """Finds the stored pupil of every pupil of a roster, certain ones first; those in doubt are asked about."""

    def __init__(self, roster: Roster, known: Known, matches: Matches, asking: Asking) -> None:
        self._roster, self._known, self._matches, self._asking = roster, known, matches, asking
        self._by_name: dict[Names, list[int]] | None = None
        self._by_birth: dict[tuple[date, str], list[int]] | None = None
        self._guardians: dict[int, list[GuardianFacts]] | None = None
        self._written: dict[int, Names] = {}
        self._alone: Counter[tuple[Names, date | None]] | None = None

    def match(self) -> None:
        """Fill in the pupils of the matches."""
        found, unsure = self._exact()
        self._matches.pupils = found
        claims = owners(self._roster, self._known, "pupils", self._can_be_pupil)
        decided = decide(claims, found, self._judge, lambda place, person: False)
        if claims:
            decided.follow(found, self._ask_of_id)
            unsure = [place for place in unsure if found[place] is None and not self._is_asked(place)]
            self._by_name = None  # fewer are free now, and some are again
        if unsure and self._known.pupils:
            self._decide(unsure)
        if decided.disbelieved:
            decided.ask_at_last(found, self._taken(), self._ask_of_id)

    def _exact(self) -> tuple[list[int | None], list[int]]:
        """Return the pupils with exactly that name and birth date, and the places where that does not decide."""
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
        return found, unsure

    def _can_be_pupil(self, person: int) -> bool:
        """Say whether somebody is no guardian or member of staff."""
        if person in self._known.pupils:
            return True
        return person not in self._known.staff and not self._asking.children_of(person)

    def _judge(self, place: int, person: int) -> Verdict:
        """Say whether an id is believed of a pupil; where the birth date is another, both names have to agree."""
        facts, row = self._roster.pupils[place], self._known.persons[person]
        names = agreement((facts.given, facts.family), (row[1], row[2]))
        born = facts.birth_date is not None and facts.birth_date == row[3]
        named = self._matches.pupils[place]
        if names is Agreement.WHOLE:
            return person if born or named is None else {person, named}
        if facts.birth_date is not None and row[3] is not None and not born:
            agrees = share_a_word(facts.given, row[1]) and share_a_word(facts.family, row[2])
        else:
            agrees = born or names is Agreement.SOME
        if not agrees or person not in self._known.pupils:
            return None
        others = self._candidates(place) if named is None else [named]
        return {person, *others} if others else person

    def _decide(self, unsure: Sequence[int]) -> None:
        """First by the name, then those who are left by what else is the same."""
        left = self._round(unsure, self._candidates, self._choose, TWO_PUPILS)
        if left:
            self._round(left, self._resembling, self._choose_resembling, RENAMED)

    def _round(self, places: Sequence[int], look: _Look, choose: _Choose, message: str) -> list[int]:
        """Decide what can be decided; returns the places of those who are nobody that is known."""
        chosen: dict[int, list[int]] = defaultdict(list)
        taken, disputed = self._taken(), frozenset(self._asking.disputed("pupils"))
        left: list[int] = []
        for place in places:
            candidates = [pupil for pupil in look(place) if pupil not in taken]
            pupil = choose(place, candidates) if candidates else 0
            if pupil == 0:
                left.append(place)
            elif pupil is None or pupil in disputed:
                self._ask(place, candidates, message)
            else:
                chosen[pupil].append(place)
        for pupil, claiming in chosen.items():
            for place in claiming:
                if len(claiming) == 1 and pupil not in disputed:
                    self._matches.pupils[place] = pupil
                else:
                    self._ask(place, [pupil], message)
        return left

    def _candidates(self, place: int) -> list[int]:
        """Return the stored pupils of that name whose birth date is not another."""
        facts = self._roster.pupils[place]
        born = facts.birth_date
        alike = [pupil for pupil in self._named(facts) if born is None or self._known.persons[pupil][3] in (born, None)]
        return [pupil for pupil in alike if born is not None and self._known.persons[pupil][3] == born] or alike

    def _choose(self, place: int, candidates: list[int]) -> int | None:
        """Return the one of that name who is meant, 0 when none is, None when it cannot be said."""
        facts = self._roster.pupils[place]
        chosen = self._choose_by_family(place, facts, candidates)
        if chosen is None:
            exact = [pupil for pupil in candidates if self._is_written_so(facts, pupil)]
            if exact and len(exact) < len(candidates):
                return self._choose_by_family(place, facts, exact) or None
        return chosen

    def _choose_by_family(self, place: int, facts: PupilFacts, candidates: list[int]) -> int | None:
        born = facts.birth_date
        sure = [pupil for pupil in candidates if born is not None and self._known.persons[pupil][3] == born]
        told = self._told_guardians(place)
        shared = [pupil for pupil in candidates if self._have_one_guardian(told, pupil)]
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
            return 0 if all(self._known.links.get(pupil) for pupil in sure) and not classmates else None
        silent = [pupil for pupil in classmates if not told or not self._known.links.get(pupil)]
        if len(silent) == 1 and len(classmates) == 1:
            return silent[0]
        return None if classmates else 0

    def _resembling(self, place: int) -> list[int]:
        """Return the stored pupils with another name or another birth date who can be meant all the same."""
        facts = self._roster.pupils[place]
        born = facts.birth_date
        if born is None:
            return []
        names = names_of(facts)
        other_name = [pupil for pupil in self._born_and_called(born, facts.given) if self._stored_names(pupil) != names]
        other_birth = [pupil for pupil in self._named(facts) if self._known.persons[pupil][3] not in (born, None)]
        return [pupil for pupil in (*other_name, *other_birth) if self._likeness(place, pupil)]

    def _born_and_called(self, born: date, given: str) -> list[int]:
        """Return the stored pupils with that birth date and a word of that given name."""
        if self._by_birth is None:
            self._by_birth = defaultdict(list)
            for pupil in self._free():
                row = self._known.persons[pupil]
                for word in bare(row[1]).split() if row[3] is not None else ():
                    self._by_birth[row[3], word].append(pupil)
        people = (pupil for word in bare(given).split() for pupil in self._by_birth.get((born, word), ()))
        return list(dict.fromkeys(people))

    def _choose_resembling(self, place: int, candidates: list[int]) -> int | None:
        sure = [pupil for pupil in candidates if self._likeness(place, pupil) > 1]
        return sure[0] if len(sure) == 1 else None

    def _likeness(self, place: int, pupil: int) -> int:
        """Return 2 where one changed name or birth date explains all, 1 where it can, 0 where they are two."""
        facts, row = self._roster.pupils[place], self._known.persons[pupil]
        given, family = bare(facts.given) == bare(row[1]), bare(facts.family) == bare(row[2])
        if not given and not (family and share_a_word(facts.given, row[1])):
            return 0
        told = self._told_guardians(place)
        shared = self._have_one_guardian(told, pupil)
        classmate = self._known.class_of.get(pupil) == facts.class_name
        apart = bool(told) and bool(self._known.links.get(pupil)) and not shared
        if row[3] != facts.birth_date:
            return 2 if classmate and shared else int(shared or (classmate and not apart))
        if given and (shared or (family and classmate and not apart)):
            return 2
        return int(not apart and (shared or classmate or (given and family)))

    def _named(self, facts: PupilFacts) -> list[int]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for pupil in self._free():
                self._by_name[self._stored_names(pupil)].append(pupil)
        return self._by_name.get(names_of(facts), [])

    def _stored_names(self, person: int) -> Names:
        names = self._written.get(person)
        if names is None:
            row = self._known.persons[person]
            names = self._written[person] = (written(row[1]), written(row[2]))
        return names

    def _is_written_so(self, facts: PupilFacts, pupil: int) -> bool:
        row = self._known.persons[pupil]
        return bool(facts.given.casefold() == row[1].casefold() and facts.family.casefold() == row[2].casefold())

    def _is_alone(self, facts: PupilFacts) -> bool:
        """Say whether no other row of the file has the same name and birth date."""
        if self._alone is None:
            self._alone = Counter((names_of(one), one.birth_date) for one in self._roster.pupils)
        return self._alone[names_of(facts), facts.birth_date] == 1

    def _told_guardians(self, place: int) -> list[_Told]:
        if self._guardians is None:
            self._guardians = defaultdict(list)
            for link in self._roster.links:
                self._guardians[link.pupil].append(self._roster.guardians[link.guardian])
        return [(names_of(facts), facts) for facts in self._guardians.get(place, ())]

    def _have_one_guardian(self, told: Sequence[_Told], pupil: int) -> bool:
        """Say whether a guardian of the file is one of the pupil's here: same name, or same given name and phone."""
        for link in self._known.links.get(pupil, ()) if told else ():
            stored = self._stored_names(link[2])
            for names, facts in told:
                if names == stored:
                    return True
                if names[0] == stored[0] and names[0] and is_reached_alike(facts, self._known, link[2]):
                    return True
        return False

    def _free(self) -> list[int]:
        """Return those nobody has been found to be: nearly everybody is found at once."""
        return sorted(self._known.pupils - self._taken())

    def _taken(self) -> set[int]:
        return {pupil for pupil in self._matches.pupils if pupil is not None}

    def _is_asked(self, place: int) -> bool:
        return self._asking.is_asked("pupils", place)

    def _ask(self, place: int, candidates: Collection[int], message: str, field: str = "birth_date") -> None:
        problem = self._asking.problem("pupils", place, message, field)
        self._asking.ask("pupils", place, candidates, problem)

    def _ask_of_id(self, place: int, candidates: Collection[int], message: str) -> None:
        self._ask(place, candidates, message, "id")
