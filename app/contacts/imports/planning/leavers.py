"""Who stands in a class here and not in the file? Proposed as having left, and ticked only where that is likely."""

from __future__ import annotations

from app.contacts.imports.items import Change, PlanItem
from app.contacts.imports.known import Known
from app.contacts.imports.matching import Matches
from app.contacts.imports.matching.lost import fits
from app.contacts.imports.planning.settling import OF_CLASS
from app.contacts.imports.roster import Problem, Roster
from app.contacts.imports.spelling import bare
from app.contacts.values import has_lost
from app.core.i18n import N_
from app.school.queries import class_key

MOST_LEAVERS = 0.10
"""More than this share of the pupils in the file's classes is never taken to have left without being told so."""

MANY_LEAVERS = N_(
    "{count} of the {total} pupils in the classes of this file are not in it. They stay: check that the file is "
    "complete, and tick those who have left."
)
ONE_LEAVER = N_(
    "1 of the {total} pupils in the classes of this file is not in it. The pupil stays: check that the file is "
    "complete, and tick the row if the pupil has left."
)


def leavers(matches: Matches, known: Known, covers: str) -> tuple[list[PlanItem], list[Problem]]:
    """Propose as leavers those in a class the file covers who are not in the file; nobody where it tells of changes."""
    if covers == "changes":
        return [], []
    roster = matches.roster
    here = {person for person in matches.pupils if person is not None}
    covered = list(known.class_of)
    if covers == "classes":
        scope = {facts.name for facts in roster.classes}
        covered = [person for person, name in known.class_of.items() if name in scope]
    missing = [person for person in covered if person not in here and person not in matches.perhaps]
    if not missing:
        return [], []
    # A register leaves protected pupils out of its lists, and does not know those who were put in here.
    surprising = [
        person
        for person in missing
        if person not in known.protected and OF_CLASS.isdisjoint(known.changed_here.get(person, ()))
    ]
    many = len(surprising) > MOST_LEAVERS * len(covered)
    unsure_classes = roster.unsure_classes | matches.unsure_classes
    unplaced = {(bare(given), bare(family)) for given, family in roster.unplaced}
    damaged = [names for names in roster.unplaced if has_lost("".join(names))]
    items: list[PlanItem] = []
    for person in missing:
        row, name = known.persons[person], known.class_of[person]
        unsure = (
            name in unsure_classes
            or (bare(row[1]), bare(row[2])) in unplaced
            or any(fits(given, row[1]) and fits(family, row[2]) for given, family in damaged)
        )
        ticked = not many and not unsure and person not in known.protected
        changes = (Change("class", name, None),)
        items.append(PlanItem(("pupils", -person), "gone", None, known.name_of(person), name, changes, ticked, person))
    if not many:
        return items, []
    values = {"count": len(surprising), "total": len(covered)}
    said = ONE_LEAVER if len(surprising) == 1 else MANY_LEAVERS  # a problem has one sentence, not one by number
    return items, [Problem(None, roster.heading("class.name", "class.grade"), said, values)]


def classes_gone(roster: Roster, known: Known, covers: str) -> list[PlanItem]:
    """Name the classes with pupils that a file of the whole school does not have; nothing is done with them."""
    if covers != "school":
        return []
    gone = set(known.class_of.values()) - {facts.name for facts in roster.classes}
    return [
        PlanItem(("classes", -class_id), "gone", None, name, name, (), None, class_id)
        for name, (class_id, _) in sorted(known.classes.items(), key=lambda one: class_key(one[0], one[1][1]))
        if name in gone
    ]
