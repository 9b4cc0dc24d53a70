"""Who is in which class of a school year that has not begun? What the board of classes shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.turning.look import Look, look
from app.core import clock
from app.school.queries import school_classes
from db.models import Person
from db.search import sort_key


@dataclass(frozen=True, slots=True)
class BoardPupil:
    """A pupil: ``before`` is the class of this year, "" for one who begins; ``is_protected`` has an address grade."""

    id: int
    name: str
    before: str
    born: date | None
    is_protected: bool


@dataclass(frozen=True, slots=True)
class BoardClass:
    """A class of the next year with its pupils, by name; ``before`` is the class it was made of."""

    id: int
    name: str
    grade: int | None
    last_grade: int | None
    before: str
    teachers: tuple[str, ...]
    pupils: tuple[BoardPupil, ...]


@dataclass(frozen=True)
class Board:
    """All classes of a year, in order of grade and name.

    ``without`` are at the school this year, have no place, and do not leave by their grade. ``has_begun``: pupils are
    moved on the page of the contacts then, from a day.
    """

    year: int
    classes: tuple[BoardClass, ...]
    without: tuple[BoardPupil, ...]
    has_begun: bool


def board(session: Session, to_year: int) -> Board:
    """Return the classes of a year with those who have a place in them when it begins."""
    seen = look(session, to_year - 1, to_year)
    without = [
        person
        for person, place in seen.staying.items()
        if person not in seen.next_places
        and not seen.turn.leaves(seen.old_class(place.class_id), seen.grade_next(person))
    ]
    pupils = _pupils(session, seen, [*seen.next_places, *without])
    in_class: dict[int, list[BoardPupil]] = defaultdict(list)
    for person, one in pupils.items():
        if person in seen.next_places:
            in_class[seen.next_places[person].class_id].append(one)
    teachers = {row.id: row.teachers for row in school_classes(session, to_year, seen.first_day)}
    names = {one.id: one.name for one in seen.old}
    classes = tuple(
        BoardClass(
            one.id,
            one.name,
            one.grade,
            one.last_grade,
            names.get(one.continues_id or 0, ""),
            tuple(name for _, name in teachers[one.id]),
            tuple(in_class[one.id]),
        )
        for one in seen.new
    )
    return Board(to_year, classes, tuple(pupils[person] for person in without), seen.first_day <= clock.today())


def _pupils(session: Session, seen: Look, people: list[int]) -> dict[int, BoardPupil]:
    """Return {person: the pupil} in Norwegian order of family name."""
    found: list[Any] = []
    for at in range(0, len(people), 500):
        query = select(Person.id, Person.given_name, Person.family_name, Person.birth_date, Person.address_grade).where(
            Person.id.in_(people[at : at + 500])
        )
        found += session.execute(query).all()
    found.sort(key=lambda row: (sort_key(row[2]), sort_key(row[1]), row[0]))
    before = {person: seen.old_class(place.class_id).name for person, place in seen.staying.items()}
    return {
        id: BoardPupil(id, f"{given} {family}".strip(), before.get(id, ""), born, grade != "none")
        for id, given, family, born, grade in found
    }
