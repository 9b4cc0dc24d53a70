"""In which classes of a school year is somebody a pupil, or has a child?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.school.queries import ClassRow, in_force
from db.models import ClassMembership, GuardianLink


@dataclass(frozen=True)
class Classes:
    """The classes of people, and the children they have, by person.

    ``grades`` are those of each class that has any. ``with_pupils`` are the classes that have pupils at all; before a
    roster has come in there is none.
    """

    pupils: Mapping[int, Set[int]]
    children: Mapping[int, Set[int]]
    grades: Mapping[int, range]
    with_pupils: Set[int]

    def of_pupil(self, person_id: int) -> Set[int]:
        """Return the class somebody is in themselves."""
        return self.pupils.get(person_id, frozenset())

    def of_children(self, person_id: int) -> Set[int]:
        """Return the classes somebody has children in."""
        return {one for child in self.children.get(person_id, ()) for one in self.of_pupil(child)}


def whose_children(session: Session, people: Collection[int], classes: Collection[ClassRow], on: date) -> Classes:
    """Return in which of the classes some people are, and the children they are guardians of, on a day."""
    children: dict[int, set[int]] = {}
    for some in in_parts(set(people)):
        links = select(GuardianLink.guardian_id, GuardianLink.pupil_id).where(
            GuardianLink.guardian_id.in_(some), in_force(GuardianLink, on)
        )
        for guardian, pupil in session.execute(links):
            children.setdefault(guardian, set()).add(pupil)
    there = {row.id for row in classes}
    pupils: dict[int, set[int]] = {}
    for some in in_parts(set(people).union(*children.values())):
        members = select(ClassMembership.person_id, ClassMembership.school_class_id).where(
            ClassMembership.person_id.in_(some), in_force(ClassMembership, on)
        )
        for person, school_class in session.execute(members):
            if school_class in there:
                pupils.setdefault(person, set()).add(school_class)
    return Classes(
        pupils,
        children,
        {row.id: range(row.grade, (row.last_grade or row.grade) + 1) for row in classes if row.grade is not None},
        frozenset(row.id for row in classes if row.pupils),
    )
