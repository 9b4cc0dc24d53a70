"""Who is in which class next year, and who has none yet?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.contacts.turning.look import Look, look
from app.core.schoolyear import day_in_year
from app.school.queries import ClassRow, school_classes
from db.models import ClassMembership, Person, SchoolClass, SchoolYear
from db.search import fold, sort_key


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil on the board: ``before`` is the class of the year before ("" for a new one), ``folded`` what is found.

    ``leaves``: has no place, and it was said that this year's ends with the year.
    """

    id: int
    name: str
    gender: str
    before: str
    folded: str
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A class and its pupils by name; ``id`` None: those without a class. ``grades``: none where nobody has said."""

    id: int | None
    name: str
    grades: tuple[int, ...]
    teachers: tuple[str, ...]
    pupils: tuple[PupilRow, ...]

    @property
    def girls(self) -> int:
        return sum(one.gender == "female" for one in self.pupils)

    @property
    def boys(self) -> int:
        return sum(one.gender == "male" for one in self.pupils)

    @property
    def came_from(self) -> tuple[tuple[str, int], ...]:
        """The classes of the year before, with how many came from each; the largest first."""
        return tuple(Counter(one.before for one in self.pupils if one.before).most_common())


@dataclass(frozen=True)
class Board:
    """The classes of ``year`` in order, and before them those without one, where there are any."""

    year: int
    columns: tuple[ColumnRow, ...]

    @property
    def classes(self) -> tuple[ColumnRow, ...]:
        return tuple(one for one in self.columns if one.id is not None)

    @property
    def without(self) -> tuple[PupilRow, ...]:
        return tuple(pupil for one in self.columns if one.id is None for pupil in one.pupils)

    @property
    def grades(self) -> tuple[int, ...]:
        return tuple(sorted({grade for one in self.columns for grade in one.grades}))


def board(session: Session, year: int, today: date) -> Board:
    """Return the classes of a year with their pupils, as they stand on its first day, or today in the midst of it."""
    on = day_in_year(year, today)
    classes = school_classes(session, year, on)
    seen = look(session, year - 1, year)
    names = {person: seen.old_class(place.class_id).name for person, place in seen.staying.items()}
    places = _places(session, year, on)
    left_out = _left_out(seen) if classes else set()
    people = _people(session, set(places) | left_out)
    by_class: dict[int | None, list[tuple[str, PupilRow]]] = {}
    for person, (given, family, gender) in people.items():
        name = f"{given} {family}".strip()
        before = names.get(person, "")
        leaves = person in left_out and seen.staying[person].valid_to == seen.last_day
        row = PupilRow(person, name, gender, before, fold(f"{name} {before}"), leaves)
        key = sort_key(f"{given} {family}")
        by_class.setdefault(places.get(person), []).append((key, row))
    columns = [_column(row, by_class.get(row.id, ())) for row in classes]
    if left_out:
        columns.insert(0, ColumnRow(None, "", (), (), _in_order(by_class.get(None, ()))))
    return Board(year, tuple(columns))


def _column(row: ClassRow, pupils: Iterable[tuple[str, PupilRow]]) -> ColumnRow:
    grades = () if row.grade is None else tuple(range(row.grade, (row.last_grade or row.grade) + 1))
    return ColumnRow(row.id, row.name, grades, tuple(name for _, name in row.teachers), _in_order(pupils))


def _in_order(pupils: Iterable[tuple[str, PupilRow]]) -> tuple[PupilRow, ...]:
    return tuple(row for _key, row in sorted(pupils, key=lambda one: (one[0], one[1].id)))


def _places(session: Session, year: int, on: date) -> dict[int, int]:
    """Return {pupil: class} of the year, whoever comes later in it too."""
    query = (
        select(ClassMembership.person_id, ClassMembership.school_class_id)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear)
        .where(
            SchoolYear.start_year == year,
            or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to >= on),
        )
        .order_by(ClassMembership.valid_from.desc(), ClassMembership.id.desc())
    )
    return {row[0]: row[1] for row in session.execute(query)}  # the earliest of several stands


def _left_out(seen: Look) -> set[int]:
    """Return who is at the school to the end, has not been through the last grade, and has no place next year."""
    return {
        person
        for person, place in seen.staying.items()
        if person not in seen.next_places
        and not seen.turn.leaves(seen.old_class(place.class_id), seen.grade_next(person))
    }


def _people(session: Session, people: set[int]) -> dict[int, tuple[str, str, str]]:
    found: dict[int, tuple[str, str, str]] = {}
    for some in in_parts(people):
        query = select(Person.id, Person.given_name, Person.family_name, Person.gender).where(Person.id.in_(some))
        found.update({row[0]: (row[1], row[2], row[3]) for row in session.execute(query)})
    return found
