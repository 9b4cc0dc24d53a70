"""In which classes of a school year is somebody a pupil, or has a child?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.school.queries import in_force
from db.models import ClassMembership, GuardianLink, SchoolClass, SchoolYear


@dataclass(frozen=True)
class Classes:
    """The classes of people and of their children; ``grades`` are those of each class that has any."""

    pupils: Mapping[int, frozenset[int]]
    children: Mapping[int, frozenset[int]]
    grades: Mapping[int, range]

    def of_pupil(self, person_id: int) -> frozenset[int]:
        """Return the class somebody is in themselves."""
        return self.pupils.get(person_id, frozenset())

    def of_children(self, person_id: int) -> frozenset[int]:
        """Return the classes somebody has children in."""
        return frozenset(one for child in self.children.get(person_id, ()) for one in self.of_pupil(child))

    @property
    def with_pupils(self) -> frozenset[int]:
        """The classes that have pupils at all; before a roster has come in there is none."""
        return frozenset(one for some in self.pupils.values() for one in some)


def whose_children(session: Session, people: Collection[int], year: int, on: date) -> Classes:
    """Return in which classes of a year some people are, and the children they are guardians of, on a day."""
    of_year = select(SchoolClass.id, SchoolClass.grade, SchoolClass.last_grade).join(SchoolYear)
    classes = session.execute(of_year.where(SchoolYear.start_year == year)).all()
    members = select(ClassMembership.person_id, ClassMembership.school_class_id).where(
        in_force(ClassMembership, on), ClassMembership.school_class_id.in_([row.id for row in classes])
    )
    pupils: dict[int, frozenset[int]] = {}
    for person, school_class in session.execute(members):
        pupils[person] = pupils.get(person, frozenset()) | {school_class}
    children: dict[int, frozenset[int]] = {}
    for some in in_parts(set(people)):
        links = select(GuardianLink.guardian_id, GuardianLink.pupil_id).where(
            GuardianLink.guardian_id.in_(some), in_force(GuardianLink, on)
        )
        for guardian, pupil in session.execute(links):
            children[guardian] = children.get(guardian, frozenset()) | {pupil}
    grades = {row.id: range(row.grade, (row.last_grade or row.grade) + 1) for row in classes if row.grade is not None}
    return Classes(pupils, children, grades)
