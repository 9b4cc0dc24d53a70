"""Where does a file meet what was changed here by hand: does it agree, or does it still say otherwise?

A change that waits to be entered in the school's register stays, whatever an older file says, unless somebody ticks the
file's row; and where the file has come to say the same, it is confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from app.contacts.imports.items import BY_HAND, Change, PlanItem, merged_address
from app.contacts.imports.known import Known
from app.contacts.imports.matching import Matches
from app.contacts.imports.roster import NO_ADDRESS, GuardianFacts, Problem, PupilFacts, Roster
from app.core.i18n import N_

STAYS = N_(
    "{name} was changed here by hand, and the file still says otherwise. What stands here is kept: "
    "tick the row to take what the file says."
)
OF_CLASS = frozenset({"class", "left", "started"})
"""What a change of class by a file can mean of a pupil who was moved, taken out or put in by hand."""


def kept_by_hand(items: Iterable[PlanItem], matches: Matches, known: Known) -> tuple[list[PlanItem], list[Problem]]:
    """Part off, unticked, what would take back a change that was made here; a sentence tells of each.

    What else the file says of the same person stays ticked.
    """
    if not known.changed_here:
        return list(items), []
    found: list[PlanItem] = []
    problems: list[Problem] = []
    for item in items:
        kept = _taking_back(item, matches, known)
        if kept is None:
            found.append(item)
            continue
        rest = tuple(change for change in item.changes if change not in kept.changes)
        if rest:
            found.append(item._replace(changes=rest))
        found.append(kept)
        problems.append(Problem(item.row, "", STAYS, {"name": item.name}, sheet=_sheet_of(item, matches.roster)))
    return found, problems


def _sheet_of(item: PlanItem, roster: Roster) -> str:
    kind, place = ("pupils", roster.links[item.key[1]].pupil) if item.kind == "links" else item.of
    return roster.sheets.get((kind, place), "")


def agreed(items: Iterable[PlanItem], matches: Matches, known: Known, covers: str) -> dict[int, set[str]]:
    """Return {person: fields} that were changed here and that the file says the same of; a blank says nothing."""
    if not known.changed_here:
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    changes: dict[int, set[str]] = defaultdict(set)
    for item in items:
        if item.stored is not None and item.kind in ("pupils", "guardians"):
            changes[item.stored] |= {change.field for change in item.changes}
            if item.by_hand:
                changes[item.stored].add("started")  # not all that was entered here stands in the file
    roster = matches.roster
    pupils: Iterable[tuple[PupilFacts | GuardianFacts, int | None]] = zip(roster.pupils, matches.pupils, strict=True)
    guardians: Iterable[tuple[PupilFacts | GuardianFacts, int | None]] = zip(
        roster.guardians, matches.guardians, strict=True
    )
    for facts, person in chain(pupils, guardians):
        if person in known.changed_here and person is not None:
            found[person] |= _same(facts, person, known) - changes[person]
    for pupil, same in _same_guardians(matches, known).items():
        found[pupil] |= same
    here = {person for person in matches.pupils if person is not None}
    scope = {facts.name for facts in roster.classes}
    for person, waiting in known.changed_here.items():
        gone = person not in here and person not in known.class_of and person not in matches.perhaps
        covered = covers == "school" or (covers == "classes" and known.last_class.get(person) in scope)
        if "left" in waiting and gone and covered:
            found[person].add("left")
    confirmed = {person: fields & known.changed_here[person] for person, fields in found.items()}
    return {person: fields for person, fields in confirmed.items() if fields}


def _taking_back(item: PlanItem, matches: Matches, known: Known) -> PlanItem | None:
    """Return the part of an item that would take back what was changed here, None where nothing would."""
    if item.kind == "links":
        pupil = matches.pupils[matches.roster.links[item.key[1]].pupil]
        waiting = known.changed_here.get(pupil or 0, frozenset())
        taken = ("guardians" if item.state == "new" else "relation") in waiting
        return item._replace(ticked=False, by_hand=True) if taken else None
    if item.stored is None or item.kind not in ("pupils", "guardians"):
        return None
    waiting = known.changed_here.get(item.stored, frozenset())
    changes = tuple(change for change in item.changes if _is_by_hand(change, waiting))
    if not changes:
        return None
    if item.stored not in known.class_of and any(change.field == "class" for change in changes):
        changes = item.changes  # who was taken out stays out, and all else the file says of them with it
    key = item.key if item.state == "gone" else (*item.of, BY_HAND)
    return item._replace(key=key, changes=changes, ticked=False, by_hand=True)


def _is_by_hand(change: Change, waiting: frozenset[str]) -> bool:
    """Say whether a change takes back one that waits; of who was entered here as new, everything that stands."""
    if change.field == "class":
        return not OF_CLASS.isdisjoint(waiting)
    return change.field in waiting or ("started" in waiting and change.old not in (None, "", "unknown"))


def _same(facts: PupilFacts | GuardianFacts, person: int, known: Known) -> set[str]:
    """Return the fields the file tells of a person as they stand here."""
    row = known.persons[person]
    names = (("given_name", facts.given, row[1]), ("family_name", facts.family, row[2]))
    same = {name for name, value, stored in names if value and value == stored}
    phones, emails = known.phones.get(person, ()), known.emails.get(person, ())
    if facts.phones and {phone[0] for phone in facts.phones} == {phone[0] for phone in phones}:
        same.add("phone")
    if facts.emails and {email.lower() for email in facts.emails} == {email.lower() for email in emails}:
        same.add("email")
    stored = known.addresses.get(person)
    if facts.address != NO_ADDRESS and stored is not None and merged_address(stored, facts.address) == stored:
        same.add("address")
    if isinstance(facts, PupilFacts):
        if facts.birth_date is not None and row[3] == facts.birth_date:
            same.add("birth_date")
        if facts.gender and row[4] == facts.gender:
            same.add("gender")
        if known.class_of.get(person) == facts.class_name:
            same |= {"class", "started"}
    return same


def _same_guardians(matches: Matches, known: Known) -> dict[int, set[str]]:
    """Return whose guardians, and whose relations to them, the file tells as they stand here."""
    told: dict[int, dict[int | None, str]] = defaultdict(dict)
    for link in matches.roster.links:
        pupil = matches.pupils[link.pupil]
        if pupil in known.changed_here and pupil is not None:
            told[pupil][matches.guardians[link.guardian]] = link.relation
    found: dict[int, set[str]] = {}
    for pupil, guardians in told.items():
        stored = {row[2]: row[3] for row in known.links.get(pupil, ())}
        fields: set[str] = set()
        if guardians.keys() == stored.keys():
            fields.add("guardians")
            if any(guardians.values()) and all(
                not said or said == stored[one] for one, said in guardians.items() if one
            ):
                fields.add("relation")
        found[pupil] = fields
    return found


def proposals(matches: Matches, known: Known) -> dict[int, str]:
    """Return {place of the pupil: address grade} that the file speaks of and nobody has decided on."""
    decided = known.graded | known.grades_proposed
    return {
        place: grade
        for place, grade in matches.roster.proposed.items()
        if place not in matches.unclear_pupils and matches.pupils[place] not in decided
    }
