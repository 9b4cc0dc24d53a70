"""Who is meant by those whose names have lost letters? Nobody of them is ever new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.contacts.imports.known import Known
from app.contacts.imports.matching.asking import Asking
from app.contacts.imports.matching.lost import Lost, fitting
from app.contacts.imports.matching.matches import Matches
from app.contacts.imports.roster import Problem, Roster
from app.contacts.values import has_lost
from app.core.i18n import N_

LOST_LETTER = N_(
    "A letter was lost in “{name}” before the file came here. Save the file again as UTF-8 or as an Excel workbook, "
    "and use the new file."
)


class Damaged:
    """Asks about those of a roster with lost letters who could not be found; ``told`` is the file's own."""

    def __init__(self, told: Roster, known: Known, lost: Lost, matches: Matches, asking: Asking) -> None:
        self._told, self._known, self._lost, self._matches, self._asking = told, known, lost, matches, asking

    def leave_out_pupils(self) -> None:
        """Ask about the pupils who are still not known."""
        matches, known = self._matches, self._known
        marked: set[int] = set()
        for place in self._lost.pupils:
            facts, person = self._told.pupils[place], matches.pupils[place]
            names = (facts.given, facts.family)
            if person is not None and (place in self._lost.found_pupils or fitting(names, [person], known)):
                continue
            people = fitting(names, known.pupils, known)
            matches.pupils[place] = None
            matches.perhaps.update(people)
            matches.unsure_classes.add(facts.class_name)
            if not known.graded.isdisjoint(people):
                marked.add(place)
            self._asking.ask("pupils", place, people, self._problem("pupils", place), may_be_new=False)
        if marked:
            matches.roster = replace(matches.roster, marked=matches.roster.marked | marked)

    def leave_out_guardians(self, places: Iterable[int]) -> None:
        """Ask about guardians: one can be a guardian of the pupil, or somebody with address protection."""
        for place in places:
            facts = self._told.guardians[place]
            near = {
                row[2]
                for link in self._matches.roster.links
                if link.guardian == place
                for row in self._known.links.get(self._matches.pupils[link.pupil] or 0, ())
            }
            people = fitting((facts.given, facts.family), near | (self._known.graded - self._known.pupils), self._known)
            self._asking.ask("guardians", place, people, self._problem("guardians", place), may_be_new=False)

    def leave_out_staff(self) -> None:
        """Ask about the staff who could not be found."""
        for place in self._lost.staff:
            if place not in self._lost.found_staff and not self._asking.is_asked("staff", place):
                self._matches.staff[place] = None
                facts = self._told.staff[place]
                people = fitting((facts.given, facts.family), self._known.staff, self._known)
                self._asking.ask("staff", place, people, self._problem("staff", place), may_be_new=False)

    def fill_in(self, kind: str) -> None:
        """Give those who were found by an answer the name they have here."""
        roster, people = self._matches.roster, self._matches.people(kind)
        found = [
            (place, self._known.persons[person])
            for place in {"pupils": self._lost.pupils, "guardians": self._lost.guardians, "staff": self._lost.staff}[
                kind
            ]
            if (person := people[place]) is not None
        ]
        if kind == "pupils":
            pupils = list(roster.pupils)
            for place, row in found:
                pupils[place] = pupils[place]._replace(given=row[1], family=row[2])
            self._matches.roster = replace(roster, pupils=tuple(pupils))
        elif kind == "guardians":
            guardians = list(roster.guardians)
            for place, row in found:
                guardians[place] = guardians[place]._replace(given=row[1], family=row[2])
            self._matches.roster = replace(roster, guardians=tuple(guardians))
        else:
            staff = list(roster.staff)
            for place, row in found:
                staff[place] = staff[place]._replace(given=row[1], family=row[2])
            self._matches.roster = replace(roster, staff=tuple(staff))

    def _problem(self, kind: str, place: int) -> Problem:
        facts = self._told.facts(kind, place)
        lost = [name for name, text in (("given", facts.given), ("family", facts.family)) if has_lost(text)]
        return self._asking.problem(kind, place, LOST_LETTER, *lost)
