"""Who is where in the year that ends, and where do they have a place in the next? Read once for all steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contacts.turning.rules import NewClass, OldClass, Turn, grade_by_age, turn_of
from app.core.schoolyear import year_range
from app.school.queries import class_key, the_school
from db.models import ClassMembership, HistoryChange, Person, SchoolClass, SchoolYear

_KEPT = "turning.look"


@dataclass(frozen=True, slots=True)
class NextClass:
    """A class of the next year that is there already."""

    id: int
    name: str
    grade: int | None
    last_grade: int | None
    continues_id: int | None

    def has(self, grade: int | None) -> bool:
        """Say whether it has a grade."""
        return grade is not None and self.grade is not None and self.grade <= grade <= (self.last_grade or self.grade)


@dataclass(frozen=True, slots=True)
class Place:
    """A pupil's time in a class."""

    id: int
    person_id: int
    class_id: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Look:
    """Two school years side by side.

    ``old`` and ``new`` are their classes, in order of grade and name. ``staying`` {pupil: place} are those who are at
    the school on the last day of the year that ends; ``left`` {pupil: last day} those who left it before that.
    ``next_places`` {pupil: place} is where each is in the next year. ``guessed_last``: nobody has said what the last
    grade of the school is.
    """

    from_year: int
    to_year: int
    last_day: date
    first_day: date
    old: tuple[OldClass, ...]
    new: tuple[NextClass, ...]
    turn: Turn
    first_grade: int | None
    guessed_last: bool
    staying: Mapping[int, Place]
    left: Mapping[int, date]
    next_places: Mapping[int, Place]
    born: Mapping[int, date | None]
    _went: dict[tuple[int, int | None], Counter[int]] = field(default_factory=dict)
    _made: dict[NewClass, tuple[NextClass, ...]] = field(default_factory=dict)

    def grade_next(self, person_id: int) -> int | None:
        """Return the grade a pupil of a mixed class is in next year; None where it is the class's, or unknown."""
        old = self.old_class(self.staying[person_id].class_id)
        if not old.is_mixed:
            return None
        grade = grade_by_age(self.born.get(person_id), self.from_year, old.grades)
        return None if grade is None else grade + 1

    def old_class(self, class_id: int) -> OldClass:
        """Return a class of the year that ends."""
        return self._old_by_id[class_id]

    def new_class(self, class_id: int) -> NextClass:
        """Return a class of the next year."""
        return self._new_by_id[class_id]

    def planned(self, old: OldClass, grade: int | None) -> NewClass | None:
        """Return the class that pupils of a class should go to, as it is planned; None: they leave, or who knows."""
        name = self.turn.class_of(old, grade)
        return self._planned.get(name)

    def targets(self, old: OldClass, grade: int | None) -> tuple[NextClass, ...]:
        """Return the classes that pupils of a class go to: several where it was split, the one with fewest first."""
        planned = self.planned(old, grade)
        if planned is None:
            return ()
        found = self.made_of(planned)
        if not found:
            there = self._went.get((old.id, grade))
            return (self.new_class(min(there, key=lambda id: (-there[id], id))),) if there else ()
        return tuple(sorted(found, key=lambda one: (self.number_in[one.id], one.id)))

    def made_of(self, planned: NewClass) -> tuple[NextClass, ...]:
        """Return the classes that are what was planned: made of the same class, else called so."""
        if planned not in self._made:
            self._made[planned] = self._find_made_of(planned)
        return self._made[planned]

    def _find_made_of(self, planned: NewClass) -> tuple[NextClass, ...]:
        called = [one for one in self.new if _same(one.name, planned.name)]
        if planned.continues_id is None:
            return tuple(called)
        made = [one for one in self.new if one.continues_id == planned.continues_id]
        return tuple(made or [one for one in called if one.continues_id is None])

    def pupils_of(self, class_id: int) -> tuple[int, ...]:
        """Return who is in a class on the last day of the year that ends."""
        return self._pupils.get(class_id, ())

    def came_along(self, class_id: int) -> int:
        """Return how many in a class of the next year are at the school this year."""
        return sum(there[class_id] for there in self._went.values())

    @property
    def number_in(self) -> Counter[int]:
        """{class of the next year: how many have a place in it}"""
        return self._numbers

    def __post_init__(self) -> None:
        """Look up what is asked for often."""
        object.__setattr__(self, "_old_by_id", {one.id: one for one in self.old})
        object.__setattr__(self, "_new_by_id", {one.id: one for one in self.new})
        object.__setattr__(self, "_planned", {one.name: one for one in self.turn.classes})
        object.__setattr__(self, "_numbers", Counter(place.class_id for place in self.next_places.values()))
        pupils: dict[int, list[int]] = {}
        for person_id, place in self.staying.items():
            pupils.setdefault(place.class_id, []).append(person_id)
        object.__setattr__(self, "_pupils", {class_id: tuple(some) for class_id, some in pupils.items()})
        for person_id, place in self.staying.items():
            then = self.next_places.get(person_id)
            if then is not None:
                key = place.class_id, self.grade_next(person_id)
                self._went.setdefault(key, Counter())[then.class_id] += 1

    _old_by_id: dict[int, OldClass] = field(init=False, repr=False)
    _new_by_id: dict[int, NextClass] = field(init=False, repr=False)
    _planned: dict[str, NewClass] = field(init=False, repr=False)
    _numbers: Counter[int] = field(init=False, repr=False)
    _pupils: dict[int, tuple[int, ...]] = field(init=False, repr=False)


def look(session: Session, from_year: int, to_year: int) -> Look:
    """Read both years; what the same transaction has read and not changed since is not read again."""
    newest = session.scalar(select(func.max(HistoryChange.id)))  # writes what waits in the session first
    key = from_year, to_year, newest
    kept = session.info.get(_KEPT)
    if kept is None or kept[0] != key:
        kept = session.info[_KEPT] = key, _read(session, from_year, to_year)
    found: Look = kept[1]
    return found


def _read(session: Session, from_year: int, to_year: int) -> Look:
    school = the_school(session)
    old = [OldClass(*row[:4]) for row in _classes(session, from_year)]
    grades = [grade for one in old for grade in one.grades]
    first = (school.first_grade if school else None) or min(grades, default=None)
    said = school.last_grade if school else None
    last_day = _bounds(session, from_year)[1]
    first_day = _bounds(session, to_year)[0]
    staying: dict[int, Place] = {}
    left: dict[int, date] = {}
    for place in _places(session, from_year):
        if place.valid_from > last_day:
            continue
        if place.valid_to is None or place.valid_to >= last_day:
            staying[place.person_id] = place
            left.pop(place.person_id, None)
        elif place.person_id not in staying:
            left[place.person_id] = place.valid_to
    mixed = {one.id for one in old if one.is_mixed}
    return Look(
        from_year=from_year,
        to_year=to_year,
        last_day=last_day,
        first_day=first_day,
        old=tuple(old),
        new=tuple(NextClass(*row) for row in _classes(session, to_year)),
        turn=turn_of(old, first, said or max(grades, default=None)),
        first_grade=first,
        guessed_last=said is None,
        staying=staying,
        left=left,
        next_places={place.person_id: place for place in _places(session, to_year)},
        born=_births(session, [place.person_id for place in staying.values() if place.class_id in mixed]),
    )


def names_of(session: Session, people: Sequence[int]) -> dict[int, str]:
    """Return {person: name} as the office reads it."""
    found: dict[int, str] = {}
    for at in range(0, len(people), 500):
        query = select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(people[at : at + 500]))
        found.update({id: f"{given} {family}".strip() for id, given, family in session.execute(query)})
    return found


def _bounds(session: Session, start_year: int) -> tuple[date, date]:
    query = select(SchoolYear.starts_on, SchoolYear.ends_on).where(SchoolYear.start_year == start_year)
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found is not None else year_range(start_year)


def _classes(session: Session, start_year: int) -> list[tuple[int, str, int | None, int | None, int | None]]:
    query = (
        select(SchoolClass.id, SchoolClass.name, SchoolClass.grade, SchoolClass.last_grade, SchoolClass.continues_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == start_year)
    )
    return sorted(session.execute(query).all(), key=lambda row: class_key(row[1], row[2]))


def _places(session: Session, start_year: int) -> Iterator[Place]:
    """Yield the places of a year, in order of time."""
    query = (
        select(
            ClassMembership.id,
            ClassMembership.person_id,
            ClassMembership.school_class_id,
            ClassMembership.valid_from,
            ClassMembership.valid_to,
        )
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == start_year)
        .order_by(ClassMembership.valid_from, ClassMembership.id)
    )
    for row in session.execute(query):
        yield Place(*row)


def _births(session: Session, people: Sequence[int]) -> dict[int, date | None]:
    found: dict[int, date | None] = {}
    for at in range(0, len(people), 500):
        query = select(Person.id, Person.birth_date).where(Person.id.in_(people[at : at + 500]))
        found.update((id, born) for id, born in session.execute(query))
    return found


def _same(one: str, other: str) -> bool:
    return "".join(one.casefold().split()) == "".join(other.casefold().split())
