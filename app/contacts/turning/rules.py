"""What does a class become when the year turns, and who goes where? Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

STARTS_AT = 6
"""A child begins in the first grade in the calendar year it is six."""
_NUMBER = re.compile(r"\d{1,2}(?!\d)")
_LETTER = re.compile(r"\d\s*\.?\s*([A-ZÆØÅa-zæøå])\s*$")


@dataclass(frozen=True, slots=True)
class OldClass:
    """A class of the year that ends; a mixed one has the grades from ``grade`` to ``last_grade``."""

    id: int
    name: str
    grade: int | None
    last_grade: int | None = None

    @property
    def is_mixed(self) -> bool:
        """Whether it has several grades."""
        return self.last_grade is not None and self.grade is not None and self.last_grade > self.grade

    @property
    def grades(self) -> range:
        """Its grades; none where nobody has said."""
        return range(0) if self.grade is None else range(self.grade, (self.last_grade or self.grade) + 1)


@dataclass(frozen=True, slots=True)
class NewClass:
    """A class of the next year: ``continues_id`` is the one it was, None for a new one."""

    name: str
    grade: int | None
    last_grade: int | None
    continues_id: int | None


@dataclass(frozen=True)
class Turn:
    """What becomes of the classes of a school whose last grade is ``last_grade`` (None: nobody leaves by it).

    ``goes_to`` {(class, grade of the pupil next year; None: whatever it is): the name of the class they go to}.
    """

    classes: tuple[NewClass, ...]
    goes_to: dict[tuple[int, int | None], str]
    last_grade: int | None

    def class_of(self, old: OldClass, grade_next: int | None) -> str:
        """Return the name of the class for a pupil of ``old``, "" for one who leaves or whose grade nobody knows."""
        return self.goes_to.get((old.id, grade_next if old.is_mixed else None), "")

    def leaves(self, old: OldClass, grade_next: int | None) -> bool:
        """Say whether a pupil has been through the last grade."""
        reached = grade_next if old.is_mixed else None if old.grade is None else old.grade + 1
        return reached is not None and self.last_grade is not None and reached > self.last_grade


def turn_of(old: Sequence[OldClass], first_grade: int | None, last_grade: int | None) -> Turn:
    """Return what the classes of a year become in the next.

    1A becomes 2A. A mixed class goes on under its name, and who grows out of its grades goes to the class that has the
    next one. A class without a grade goes on as it is. The first grade gets as many classes as it has this year.
    """
    found: list[NewClass] = []
    goes_to: dict[tuple[int, int | None], str] = {}
    mixed = [one for one in old if one.is_mixed]
    for one in mixed:
        found.append(NewClass(one.name, one.grade, one.last_grade, one.id))
    for one in old:
        if one.grade is None:
            found.append(NewClass(one.name, None, None, one.id))
            goes_to[one.id, None] = one.name
        elif not one.is_mixed and (last_grade is None or one.grade < last_grade):
            shared = _nearest([other for other in mixed if one.grade + 1 in other.grades], one.name)
            name = next_name(one.name, one.grade) if shared is None else shared.name
            goes_to[one.id, None] = name
            if shared is None:
                found.append(NewClass(name, one.grade + 1, None, one.id))
    for one in old:
        if first_grade is not None and one.grade == first_grade and not one.is_mixed:
            found.append(NewClass(one.name, first_grade, None, None))
    for one in mixed:
        for grade in one.grades:
            goes_to.update(_grown(one, grade + 1, old, found, last_grade))
    return Turn(tuple(_each_once(found)), goes_to, last_grade)


def next_name(name: str, grade: int) -> str:
    """Return what a class is called a grade later: 1A is 2A, "Klasse 9" is "Klasse 10", "Ravnene" stays."""
    match = _NUMBER.search(name)
    if match is None or int(match[0]) != grade:
        return name
    return f"{name[: match.start()]}{grade + 1}{name[match.end() :]}"


def grade_by_age(born: date | None, start_year: int, within: range) -> int | None:
    """Return the grade a pupil of a mixed class is in by the year of birth, kept within its grades; None: unknown."""
    if born is None or not within:
        return None
    return min(max(start_year - born.year - STARTS_AT + 1, within[0]), within[-1])


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name for a class that is split off another: 2A gives 2B, or the next letter that is free."""
    used = {" ".join(one.casefold().split()) for one in taken}
    letter = _LETTER.search(name)
    stem = name[: letter.start(1)] if letter else name.rstrip()
    small = bool(letter and letter[1].islower())
    for code in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        found = stem + (code.lower() if small else code)
        if " ".join(found.casefold().split()) not in used:
            return found
    return stem + "2"


def _grown(
    one: OldClass, grade: int, old: Sequence[OldClass], found: list[NewClass], last_grade: int | None
) -> Iterator[tuple[tuple[int, int | None], str]]:
    """Yield where the pupils of a mixed class who are in ``grade`` next year go; makes a class where there is none."""
    if grade in one.grades:
        yield (one.id, grade), one.name
    elif last_grade is None or grade <= last_grade:
        letter = _letter(one.name)
        of_grade = [
            new for new in found if new.grade is not None and new.grade <= grade <= (new.last_grade or new.grade)
        ]
        alike = [new for new in of_grade if _letter(new.name) == letter]
        there = [*alike, *(new for new in of_grade if new.continues_id is not None)]
        if there:
            yield (one.id, grade), there[0].name
        else:
            made = NewClass(f"{grade}{letter}", grade, None, None)
            found.append(made)
            yield (one.id, grade), made.name


def _nearest(mixed: Sequence[OldClass], name: str) -> OldClass | None:
    """Return the class with the same letter as ``name``, else the first; None without any."""
    letter = _letter(name)
    return next((one for one in mixed if _letter(one.name) == letter), mixed[0] if mixed else None)


def _letter(name: str) -> str:
    match = _LETTER.search(name)
    return match[1].upper() if match else ""


def _each_once(classes: Iterable[NewClass]) -> Iterator[NewClass]:
    seen: set[str] = set()
    for one in classes:
        if one.name not in seen:
            seen.add(one.name)
            yield one
