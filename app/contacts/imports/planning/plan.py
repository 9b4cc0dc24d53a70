"""What would change if this roster came in? A state for everybody, counted the way it will land.

New, changed (old → new), same, gone, or a problem. A blank never erases, grades and reservations are never touched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.contacts.imports.items import LANDED, NO_ANSWERS, Answers, Counts, Key, PlanItem
from app.contacts.imports.known import Known
from app.contacts.imports.matching import Matches, match
from app.contacts.imports.planning.accepting import Accepted, accept
from app.contacts.imports.planning.compared import Comparison
from app.contacts.imports.planning.grouped import GroupPlan, compare_groups
from app.contacts.imports.planning.identified import ToldId, ids_to_keep
from app.contacts.imports.planning.leavers import classes_gone, leavers
from app.contacts.imports.planning.settling import agreed, kept_by_hand, proposals
from app.contacts.imports.planning.withheld import near_protected, without_protected_values
from app.contacts.imports.roster import Problem, Roster
from app.school.queries import class_key


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. ``items`` holds only what changes; those that stay as they are are counted.

    ``scope`` are the classes of the file in the school's order; ``covers`` says whether they are the "school", only
    those "classes", or whether the file holds nothing but "changes" and nobody who is missing has left.
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
    ids: tuple[ToldId, ...] = ()
    """What the file's system calls people, as far as that does not stand here."""
    groups: Mapping[int, GroupPlan] = field(default_factory=dict)
    """{place of a group: who is to be in it}"""

    @property
    def unticked(self) -> frozenset[Key]:
        """Return the keys that are not accepted unless somebody ticks them."""
        return frozenset(item.key for item in self.items if not item.ticked)

    def accepted(self, skipped: Collection[Key] | None = None) -> Accepted:
        """Return what lands when everything but ``skipped`` is accepted (None: what is not ticked beforehand)."""
        return accept(self, self.unticked if skipped is None else frozenset(skipped))

    def lands(self, skipped: Collection[Key] | None = None) -> bool:
        """Say whether anything will be written, if only that what stands here is confirmed, or an id is kept."""
        accepted = self.accepted(skipped)
        counted = any(number for state in LANDED for number in accepted.counts[state].values())
        return counted or bool(self.confirmed or self.proposed or accepted.ids)

    def counts(self, skipped: Collection[Key] | None = None) -> Counts:
        """Return {state: {kind: number}} of what will have landed."""
        return self.accepted(skipped).counts


def make_plan(roster: Roster, known: Known, answers: Answers = NO_ANSWERS, covers: str | None = None) -> ImportPlan:
    """Compare a roster with what is known; ``answers`` say who is meant, ``covers`` what the file holds."""
    matches = match(roster, known, answers)
    roster = matches.roster
    covers = covers or roster.covers or _usual_cover(roster, known)
    scope = tuple(_in_order(roster, known))
    withheld, near = near_protected(matches, known)
    compared = Comparison(matches, known, withheld)
    leaving, many = leavers(matches, known, covers)
    items, kept = kept_by_hand([*compared.items, *leaving], matches, known)
    items += classes_gone(roster, known, covers)
    groups = compare_groups(matches, known, covers, {item.of for item in items if item.state == "new"})
    items += groups.items
    problems = [*roster.problems, *matches.problems, *near, *compared.problems, *many, *kept]
    problems = without_protected_values(problems, matches, known)
    return ImportPlan(
        roster=roster,
        known=known,
        matches=matches,
        items=tuple(items),
        same={**compared.same, "groups": groups.same},
        problems=tuple(sorted(problems, key=lambda problem: (problem.sheet, problem.row or 0))),
        scope=scope,
        covers=covers,
        withheld=withheld,
        confirmed=agreed(items, matches, known, covers),
        proposed=proposals(matches, known),
        ids=ids_to_keep(matches, known),
        groups=groups.plans,
    )


def _in_order(roster: Roster, known: Known) -> list[str]:
    """Return the classes of the file in the order the school lists its classes."""
    keys = {}
    for facts in roster.classes:
        stored = known.classes.get(facts.name)
        keys[facts.name] = class_key(facts.name, facts.grade if stored is None or stored[1] is None else stored[1])
    return sorted(keys, key=keys.__getitem__)


def _usual_cover(roster: Roster, known: Known) -> str:
    """Take a file with every class that has pupils to be of the whole school."""
    return "school" if set(known.class_of.values()) <= {facts.name for facts in roster.classes} else "classes"
