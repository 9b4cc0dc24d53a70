"""How many are there in each class and in each grade? Everybody counts, and nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.school.queries import ClassRow, in_force, school_classes
from db.models import ClassMembership, GuardianLink, Person


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many pupils, of which gender, how many guardians they have, and for how many pupils an interpreter is needed.

    ``guardians`` are people: one with two pupils here is one. An interpreter is needed for a pupil who needs one, or a
    guardian of whom does.
    """

    pupils: int
    girls: int
    boys: int
    unknown: int
    guardians: int
    interpreter: int


@dataclass(frozen=True)
class ClassNumbers:
    """A class and its numbers."""

    row: ClassRow
    numbers: Numbers


@dataclass(frozen=True)
class GradeNumbers:
    """The classes of one grade with their sum; a mixed class stands by itself, after its first grade's own classes.

    ``first`` is None for classes whose name tells no grade; ``last`` is None but for a mixed class.
    """

    first: int | None
    last: int | None
    classes: tuple[ClassNumbers, ...]
    total: Numbers


def numbers_by_grade(session: Session, year: int, on: date) -> tuple[tuple[GradeNumbers, ...], Numbers]:
    """Return the classes of a school year by grade as they stand on a day, and the numbers of the whole school."""
    classes = school_classes(session, year, on)
    members = _members(session, [row.id for row in classes], on)
    count = _Counting(session, {person for people in members.values() for person in people}, on)
    grades: dict[tuple[int, int], list[ClassRow]] = {}
    for row in classes:
        grades.setdefault((row.grade or 99, row.last_grade or 0), []).append(row)

    def numbers_of(rows: Sequence[ClassRow]) -> Numbers:
        return count.of({person for row in rows for person in members.get(row.id, ())})

    found = tuple(
        GradeNumbers(
            rows[0].grade,
            rows[0].last_grade,
            tuple(ClassNumbers(row, numbers_of([row])) for row in rows),
            numbers_of(rows),
        )
        for _, rows in sorted(grades.items())
    )
    return found, numbers_of(classes)


class _Counting:
    """What is counted of every pupil, read once."""

    def __init__(self, session: Session, pupils: Collection[int], on: date) -> None:
        self._genders: dict[int, str] = {}
        self._interpreter: set[int] = set()
        self._guardians: dict[int, set[int]] = {}
        for some in in_parts(pupils):
            links = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(
                GuardianLink.pupil_id.in_(some), in_force(GuardianLink, on)
            )
            for pupil, guardian in session.execute(links):
                self._guardians.setdefault(pupil, set()).add(guardian)
        everybody = {*pupils, *(one for guardians in self._guardians.values() for one in guardians)}
        for some in in_parts(everybody):
            people = select(Person.id, Person.gender, Person.needs_interpreter).where(Person.id.in_(some))
            for person, gender, needs_interpreter in session.execute(people):
                self._genders[person] = gender
                if needs_interpreter:
                    self._interpreter.add(person)

    def of(self, pupils: Collection[int]) -> Numbers:
        genders = Counter(self._genders[pupil] for pupil in pupils)
        guardians = {guardian for pupil in pupils for guardian in self._guardians.get(pupil, ())}
        interpreter = sum(
            1 for pupil in pupils if pupil in self._interpreter or self._guardians.get(pupil, set()) & self._interpreter
        )
        return Numbers(len(pupils), genders["female"], genders["male"], genders["unknown"], len(guardians), interpreter)


def _members(session: Session, classes: Iterable[int], on: date) -> Mapping[int, set[int]]:
    members: dict[int, set[int]] = {}
    query = select(ClassMembership.school_class_id, ClassMembership.person_id).where(
        ClassMembership.school_class_id.in_(list(classes)), in_force(ClassMembership, on)
    )
    for class_id, person in session.execute(query):
        members.setdefault(class_id, set()).add(person)
    return members
