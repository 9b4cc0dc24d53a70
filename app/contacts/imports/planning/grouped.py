"""What becomes of the groups a file brings? Each is new, has other members than here, or is the same; none is deleted.

A group is known again by its kind and name. Where one of the school's own has the name, the file's is called FAU (2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, islice
from typing import NamedTuple

from app.contacts.imports.items import Change, PlanItem
from app.contacts.imports.known import Known
from app.contacts.imports.matching import Matches
from app.contacts.imports.roster import GroupFacts, MemberFacts, full_name


class Member(NamedTuple):
    """Somebody who is in a group by the file; ``person`` None: who comes in with the file."""

    of: tuple[str, int]
    role: str
    person: int | None


class GroupPlan(NamedTuple):
    """A group of the file: ``stored`` is its id (None: new), ``members`` who is in it, ``leaving`` who goes out.

    ``before`` {person: role} are those who are in it here.
    """

    stored: int | None
    name: str
    members: tuple[Member, ...]
    leaving: tuple[int, ...]
    before: Mapping[int, str]


@dataclass(slots=True)
class Groups:
    """The groups of a file: ``items`` differ from what is known, ``same`` counts the rest; ``plans`` are by place."""

    items: list[PlanItem] = field(default_factory=list)
    same: int = 0
    plans: dict[int, GroupPlan] = field(default_factory=dict)


def compare_groups(matches: Matches, known: Known, covers: str, arriving: Collection[tuple[str, int]]) -> Groups:
    """Compare the file's groups with those of the year that came with a file; ``arriving`` are who is new."""
    groups = Groups()
    roster = matches.roster
    names = _Names(matches, known)
    for place, facts in enumerate(roster.groups):
        stored, name = names.of(facts)
        members = tuple(_members(facts, matches, arriving))
        before = known.groups[facts.kind, name][1] if stored is not None else {}
        leaving = _leaving(facts, members, before, matches, known, covers)
        plan = groups.plans[place] = GroupPlan(stored, name, members, leaving, before)
        changes = tuple(_changes(plan, matches, known))
        if stored is not None and not changes:
            groups.same += 1
            continue
        state = "new" if stored is None else "changed"
        groups.items.append(PlanItem(("groups", place), state, facts.row, name, "", changes, True, stored))
    if covers == "school" and roster.groups:
        here = {plan.stored for plan in groups.plans.values()}
        groups.items += [
            PlanItem(("groups", -stored), "gone", None, name, "", (), None, stored)
            for (_, name), (stored, _) in sorted(known.groups.items())
            if stored not in here
        ]
    return groups


def is_changed(plan: GroupPlan, landing: Collection[tuple[str, int]]) -> bool:
    """Say whether a group that stands becomes another when only ``landing`` of the new people come in."""
    return bool(plan.leaving) or any(
        member.of in landing if member.person is None else _differs(member, plan.before) for member in plan.members
    )


def _differs(member: Member, before: Mapping[int, str]) -> bool:
    if member.person is None or member.person not in before:
        return True
    return bool(member.role) and before[member.person] != member.role


class _Names:
    """Gives each group of the file the stored one it is, or a name nobody has."""

    def __init__(self, matches: Matches, known: Known) -> None:
        self._known = known
        classes = chain(known.classes, (facts.name for facts in matches.roster.classes))
        self._taken = {_folded(name) for name in chain(known.group_names, classes)}
        self._used: set[int] = set()

    def of(self, facts: GroupFacts) -> tuple[int | None, str]:
        """Return the stored group's id and name, or None and the name a new one gets."""
        for name in islice(_numbered(facts.name), len(self._known.groups) + 1):
            stored = self._known.groups.get((facts.kind, name))
            if stored is not None and stored[0] not in self._used:
                self._used.add(stored[0])
                return stored[0], name
        name = next(name for name in _numbered(facts.name) if _folded(name) not in self._taken)
        self._taken.add(_folded(name))
        return None, name


def _numbered(name: str) -> Iterator[str]:
    """Yield a name, and the same with (2), (3) and so on."""
    yield name
    for number in count(2):
        yield f"{name} ({number})"


def _folded(name: str) -> str:
    return "".join(name.casefold().split())


def _members(facts: GroupFacts, matches: Matches, arriving: Collection[tuple[str, int]]) -> list[Member]:
    """Return those of the group who are known or come in, each once; who is unclear is left out."""
    found: dict[tuple[str, int] | int, Member] = {}
    for told in facts.members:
        person, unclear = _person(told, matches)
        of = (told.kind, told.place)
        if unclear or (person is None and of not in arriving):
            continue
        key = of if person is None else person
        before = found.get(key)
        if before is None or (told.role and not before.role):
            found[key] = Member(of, told.role, person)
    return list(found.values())


def _person(told: MemberFacts, matches: Matches) -> tuple[int | None, bool]:
    return matches.people(told.kind)[told.place], told.place in matches.unclear(told.kind)


def _leaving(
    facts: GroupFacts,
    members: Sequence[Member],
    before: Mapping[int, str],
    matches: Matches,
    known: Known,
    covers: str,
) -> tuple[int, ...]:
    """Return who goes out: nobody where the file tells only of changes, or a member could be one who is not found.

    Registers leave people with address protection out of what they hand on, so that they are missing says nothing.
    """
    if covers == "changes" or any(_person(told, matches)[1] for told in facts.members):
        return ()
    told = {member.person for member in members}
    return tuple(
        person
        for person in before
        if person not in told and person not in known.protected and person not in matches.perhaps
    )


def _changes(plan: GroupPlan, matches: Matches, known: Known) -> list[Change]:
    found = []
    before = plan.before
    coming = [member for member in plan.members if member.person not in before]
    if coming:
        found.append(Change("comes_in", None, ", ".join(_name(member, matches) for member in coming)))
    if plan.leaving:
        found.append(Change("goes_out", ", ".join(map(known.name_of, plan.leaving)), None))
    for member in plan.members:
        if member.person is not None and member.person in before and _differs(member, before):
            name, old = _name(member, matches), before[member.person]
            found.append(Change("role", f"{name}: {old}" if old else None, f"{name}: {member.role}"))
    return found


def _name(member: Member, matches: Matches) -> str:
    return full_name(matches.roster.facts(*member.of))
