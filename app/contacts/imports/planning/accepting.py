"""What lands of a plan when some of it was left out? Also what cannot land without that, and how many it all is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.contacts.imports.items import KINDS, PEOPLE, STATES, Counts, Key, PlanItem
from app.contacts.imports.planning.grouped import is_changed
from app.contacts.imports.planning.identified import ToldId

if TYPE_CHECKING:
    from app.contacts.imports.planning.plan import ImportPlan


@dataclass(frozen=True, slots=True)
class Accepted:
    """The items that land, by kind and state, how many they are, and the ids that are kept."""

    items: Mapping[tuple[str, str], Sequence[PlanItem]]
    counts: Counts
    skipped: frozenset[Key] = frozenset()
    ids: Sequence[ToldId] = ()

    def of(self, kind: str, state: str) -> Sequence[PlanItem]:
        """Return the items of a kind and state."""
        return self.items.get((kind, state), ())


def accept(plan: ImportPlan, skipped: frozenset[Key]) -> Accepted:
    """Leave out what was skipped, and what cannot land without it."""
    without = skipped | _following(plan, skipped) if skipped else skipped
    groups: dict[tuple[str, str], list[PlanItem]] = defaultdict(list)
    for item in plan.items:
        if item.ticked is not None and item.key not in without:
            groups[item.key[0], item.state].append(item)
    if plan.known.changed_here:
        for kind in ("pupils", "guardians"):
            groups[kind, "changed"] = _whole(groups[kind, "changed"])
    landing = (
        {item.of for kind in PEOPLE for item in groups.get((kind, "new"), ())} if plan.groups or plan.ids else set()
    )
    if plan.groups:
        changed = groups["groups", "changed"]
        groups["groups", "changed"] = [item for item in changed if is_changed(plan.groups[item.key[1]], landing)]
    counts = {state: {kind: len(groups.get((kind, state), ())) for kind in KINDS} for state in STATES}
    counts["same"] = dict(plan.same)
    leavers = {item.stored for item in groups.get(("pupils", "gone"), ()) if item.stored is not None}
    if leavers:
        counts["gone"]["links"], counts["gone"]["guardians"] = _going_with(plan, groups, leavers)
    ids = [told for told in plan.ids if told.of in landing or (told.person is not None and told.of not in without)]
    return Accepted(groups, counts, without, ids)


def _whole(items: Sequence[PlanItem]) -> list[PlanItem]:
    """Put together what was parted so that it could be chosen by itself: one person is one item, and counted once."""
    found: dict[tuple[str, int], PlanItem] = {}
    for item in items:
        other = found.get(item.of)
        if other is not None:
            changes = (*other.changes, *item.changes)
            item = item._replace(changes=changes, by_hand=other.by_hand or item.by_hand)
        found[item.of] = item
    return list(found.values())


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
    left_out = skipped | found
    out = {item.of for item in items if item.key in left_out and (item.state == "new" or _arrives(plan, item))}
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
        if place not in unclear and (matched[place] in plan.known.staff or ("staff", place) not in skipped)
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
