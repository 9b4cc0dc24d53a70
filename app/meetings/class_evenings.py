"""What is in the way of the parents' meetings of all classes, as they stand in the table?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.i18n import N_, later
from app.meetings.collisions import at_once
from app.meetings.planning import ParentEntry
from app.school.queries import ClassRow, in_force, school_calendar, school_classes
from db.models import ClassMembership, GuardianLink


def in_the_way(session: Session, year: int, entries: Sequence[ParentEntry]) -> Mapping[int, tuple[Saying, ...]]:
    """Return {class: what is in the way of its line}: no school, a room or a teacher two need, families of two."""
    calendar = school_calendar(session, year)
    days = {entry.held_on for entry in entries}
    classes = {day: {row.id: row for row in school_classes(session, year, day)} for day in days}
    families = {day: _families(session, day) for day in days}
    found: dict[int, tuple[Saying, ...]] = {}
    for entry in entries:
        said: list[Saying] = []
        why = calendar.why_closed(entry.held_on)
        if why is not None:
            said.append(Saying(N_("No school: {why}"), {"why": later(why)}))
        for other in entries:
            same_day = other.held_on == entry.held_on and other.class_id != entry.class_id
            if same_day and at_once(entry, other):
                there = classes[entry.held_on]
                said += _between(entry, other, there, families[entry.held_on])
        if said:
            found[entry.class_id] = tuple(said)
    return found


def _between(
    entry: ParentEntry,
    other: ParentEntry,
    classes: Mapping[int, ClassRow],
    families: Mapping[int, frozenset[int]],
) -> Iterator[Saying]:
    own, name = classes[entry.class_id], classes[other.class_id].name
    if entry.place.strip() and entry.place.strip().casefold() == other.place.strip().casefold():
        yield Saying(N_("{place} is taken by {meeting}"), {"place": entry.place.strip(), "meeting": name})
    there = {person for person, _ in classes[other.class_id].teachers}
    for person, said in own.teachers:
        if person in there:
            yield Saying(N_("{name} is with {meeting} at the same time"), {"name": said, "meeting": name})
    both = families.get(entry.class_id, frozenset()) & families.get(other.class_id, frozenset())
    if both:
        facts = {"n": len(both), "meeting": name}
        yield Saying(N_("Guardians who also have a child in {meeting}: {n}"), facts)


def _families(session: Session, on: date) -> Mapping[int, frozenset[int]]:
    """Return {class: the guardians of its pupils} on a day."""
    query = select(ClassMembership.school_class_id, GuardianLink.guardian_id).join(
        GuardianLink, GuardianLink.pupil_id == ClassMembership.person_id
    )
    found: dict[int, set[int]] = {}
    for class_id, guardian_id in session.execute(
        query.where(in_force(ClassMembership, on), in_force(GuardianLink, on))
    ):
        found.setdefault(class_id, set()).add(guardian_id)
    return {class_id: frozenset(people) for class_id, people in found.items()}
