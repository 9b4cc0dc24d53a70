"""Whom could somebody in the file be, and what has the office answered? Nobody else decides between two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.contacts.imports.items import NEW_PERSON, Answers, Candidate, Question
from app.contacts.imports.known import Known
from app.contacts.imports.matching.matches import Matches
from app.contacts.imports.roster import (
    GUARDIAN_OUT,
    ROW_OUT,
    Problem,
    PupilFacts,
    Roster,
    full_name,
)
from app.core.i18n import N_
from db.search import sort_key

TEACHER_OUT = N_("The contact teacher was not imported.")
OUTCOMES = {"pupils": ROW_OUT, "guardians": GUARDIAN_OUT, "staff": TEACHER_OUT}

MOST_CANDIDATES = 12
"""Nobody finds somebody in a longer list by name and class alone: the file must say more."""


@dataclass(slots=True)
class _Asked:
    candidates: set[int]
    problem: Problem
    may_be_new: bool


class Asking:
    """Collects who could not be told apart; ``settle`` follows the answers and asks about the others."""

    def __init__(self, roster: Roster, known: Known, matches: Matches, answers: Answers) -> None:
        self._roster, self._known, self._matches, self._answers = roster, known, matches, answers
        self._asked: dict[str, dict[int, _Asked]] = {"pupils": {}, "guardians": {}, "staff": {}}
        self._disputed: dict[str, set[int]] = {"pupils": set(), "guardians": set(), "staff": set()}
        self._children: dict[int, list[int]] | None = None

    def ask(
        self, kind: str, place: int, candidates: Iterable[int], problem: Problem, *, may_be_new: bool = True
    ) -> None:
        """Leave somebody out until it is answered which of these people is meant, if any."""
        candidates = set(candidates)
        self._disputed[kind] |= candidates
        asked = self._asked[kind].get(place)
        if asked is None:
            self._asked[kind][place] = _Asked(candidates, problem, may_be_new)
        else:
            asked.candidates |= candidates

    def is_asked(self, kind: str, place: int) -> bool:
        """Say whether somebody is asked about."""
        return place in self._asked[kind]

    def disputed(self, kind: str) -> Collection[int]:
        """Return those whom somebody who is asked about could be."""
        return self._disputed[kind]

    def settle(self, kind: str) -> None:
        """Follow the answers, and ask about all the others."""
        asked, people = self._asked[kind], self._matches.people(kind)
        if not asked:
            return
        taken = {*people, *self._matches.pupils}
        for one in asked.values():
            one.candidates -= taken
        given = {place: self._answers[kind, place] for place in asked if (kind, place) in self._answers}
        often = Counter(answer for answer in given.values() if answer)
        followed = {place for place, answer in given.items() if _may_follow(answer, asked[place], often)}
        answered = {given[place] for place in followed}
        for place, one in sorted(asked.items()):
            if place not in followed:
                one.candidates -= answered  # who was said to be somebody else is not offered again
            question = self._question(kind, place, one)
            if place in followed:
                answer = given[place]
                self._matches.answered.append(question)
                if answer is not None:
                    people[place] = answer or None
                    continue
            elif one.may_be_new or question.candidates:
                self._matches.questions.append(question)
            self._leave_out(kind, place, one)

    def _leave_out(self, kind: str, place: int, one: _Asked) -> None:
        matches = self._matches
        matches.unclear(kind).add(place)
        matches.problems.append(one.problem)
        graded = not self._known.graded.isdisjoint(one.candidates)
        if kind == "guardians" and graded:
            matches.perhaps_graded.add(place)
        elif kind == "pupils":
            matches.perhaps.update(one.candidates)
            if graded:  # nobody of the family gets an address that can be the protected one
                matches.roster = replace(matches.roster, marked=matches.roster.marked | {place})

    def _question(self, kind: str, place: int, one: _Asked) -> Question:
        facts = self._roster.facts(kind, place)
        class_name = facts.class_name if isinstance(facts, PupilFacts) else ""
        people = one.candidates if len(one.candidates) <= MOST_CANDIDATES else ()
        candidates = [self._candidate(kind, person) for person in people]
        candidates.sort(
            key=lambda candidate: (candidate.class_name != class_name, sort_key(candidate.name), candidate.person)
        )
        return Question((kind, place), facts.row, full_name(facts), class_name, tuple(candidates), one.may_be_new)

    def _candidate(self, kind: str, person: int) -> Candidate:
        row, known = self._known.persons[person], self._known
        class_name = known.class_of.get(person) or known.elsewhere.get(person, "")
        if kind == "staff":
            names = {class_id: name for name, (class_id, _) in known.classes.items()}
            class_name = ", ".join(names[one] for one, people in known.teachers.items() if person in people)
        children = ", ".join(self._named(child) for child in self.children_of(person))
        return Candidate(person, known.name_of(person), class_name, row[3], children)

    def _named(self, child: int) -> str:
        return f"{self._known.name_of(child)} {self._known.class_of.get(child, '')}".strip()

    def children_of(self, person: int) -> list[int]:
        """Return the pupils whose guardian somebody is."""
        if self._children is None:
            self._children = defaultdict(list)
            for pupil, links in self._known.links.items():
                for row in links:
                    self._children[row[2]].append(pupil)
        return self._children.get(person, [])

    def problem(self, kind: str, place: int, message: str, *fields: str, outcome: str | None = None) -> Problem:
        """Return the sentence for somebody who stays out; ``fields`` are where in the row to look, first to last."""
        subject = {"pupils": "pupil", "staff": "teacher1"}.get(kind) or self._roster.guardians[place].subject
        heading = self._roster.heading(*(f"{subject}.{name}" for name in (*fields, "name", "family", "given")))
        said = OUTCOMES[kind] if outcome is None else outcome
        return self._roster.problem(kind, place, heading, message, said)


def _may_follow(answer: int | None, one: _Asked, often: Mapping[int, int]) -> bool:
    if answer is None:
        return True
    if answer == NEW_PERSON:
        return one.may_be_new
    return answer in one.candidates and often[answer] == 1
