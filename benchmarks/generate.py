"""What would a whole school, or a whole city, have in its roster? The same invented people for the same seed.

``python -m benchmarks.generate school|city|example FILE.xlsx|FILE.csv [SEED]``
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.names import NORWEGIAN, ORIGINS, PLACES, STREETS, Origin
from db.search import fold, sort_key

START_YEAR = 2026
SEED = 20260824
MOST_GUARDIANS = 4
PUPIL_COLUMNS = (
    "Fornavn", "Etternavn", "Klasse", "Fødselsdato", "Kjønn", "Adresse", "Postnr", "Poststed", "Kontaktlærer",
)  # fmt: skip
GUARDIAN_COLUMNS = ("Fornavn", "Etternavn", "Adresse", "Postnr", "Poststed", "Mobilnr", "Epost")
HEADER = PUPIL_COLUMNS + tuple(
    f"Foresatt{number}{name}" for number in range(1, MOST_GUARDIANS + 1) for name in GUARDIAN_COLUMNS
)

Cells = tuple[str | None, ...]
Home = tuple[str, str, str]
"""Street, postal code and city."""

_MOBILE = (40, 41, 45, 46, 47, 48, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99)
_PER_PREFIX = 1_000_000
_STRIDE = 7_368_787  # a prime: every family member gets a number of their own


@dataclass(frozen=True)
class Size:
    """How large a place is; ``schools`` above 1 puts the school's number behind the names of its classes."""

    pupils: int
    classes: int
    grades: int
    schools: int = 1


SIZES = {"example": Size(240, 10, 7), "school": Size(1_200, 48, 10), "city": Size(63_000, 2_431, 10, 143)}


@dataclass(frozen=True)
class Guardian:
    """A guardian; ``phone`` (as it is written in the file) or ``email`` may be empty, never both."""

    given: str
    family: str
    home: Home
    phone: str
    email: str


@dataclass(frozen=True)
class Pupil:
    """A pupil with the places of the guardians in ``Place.guardians``; one of them may live elsewhere."""

    given: str
    family: str
    gender: str
    born: date
    class_place: int
    home: Home
    guardians: tuple[int, ...]


@dataclass(frozen=True)
class SchoolClass:
    """A class, its grade and its contact teacher."""

    name: str
    grade: int
    teacher: tuple[str, str]


@dataclass(frozen=True)
class Place:
    """A school or a city; the pupils stand by class and name as in a roster."""

    classes: tuple[SchoolClass, ...]
    pupils: tuple[Pupil, ...]
    guardians: tuple[Guardian, ...]


def place(size: Size, seed: int = SEED) -> Place:
    """Return the people of a place; equal for equal arguments."""
    chance = random.Random(seed)
    classes = tuple(_classes(size, chance))
    seats = [number % size.classes for number in range(size.pupils)]
    chance.shuffle(seats)
    pupils: list[Pupil] = []
    guardians: list[Guardian] = []
    taken: set[tuple[str, str, date]] = set()
    while len(pupils) < size.pupils:
        children = chance.choices((1, 2, 3), (89, 10, 1))[0]
        _add_family(chance, classes, seats[len(pupils) : len(pupils) + children], pupils, guardians, taken)
    pupils.sort(key=lambda pupil: (pupil.class_place, sort_key(pupil.family), sort_key(pupil.given), pupil.born))
    return Place(classes, tuple(pupils), tuple(guardians))


def roster(people: Place) -> Iterator[Cells]:
    """Yield the header and a row for each pupil, as a school's system exports them."""
    yield HEADER
    for pupil in people.pupils:
        in_class = people.classes[pupil.class_place]
        cells: list[str | None] = [
            pupil.given, pupil.family, in_class.name, f"{pupil.born:%d.%m.%Y}", pupil.gender, *pupil.home,
            " ".join(in_class.teacher),
        ]  # fmt: skip
        for number in pupil.guardians:
            found = people.guardians[number]
            cells += [found.given, found.family, *found.home, found.phone or None, found.email or None]
        yield (*cells, *(None,) * (len(HEADER) - len(cells)))


def write(rows: Iterator[Cells], path: Path) -> None:
    """Write rows as a workbook or, where the name ends in .csv, as text (UTF-8 with mark, semicolons)."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Elever")
    for row in rows:
        sheet.append(row)
    book.save(path)


def main(arguments: Sequence[str]) -> int:
    """Write the roster of a place. Returns the exit code."""
    if len(arguments) not in (2, 3) or arguments[0] not in SIZES:
        print(__doc__)
        return 2
    seed = int(arguments[2]) if len(arguments) == 3 else SEED
    write(roster(place(SIZES[arguments[0]], seed)), Path(arguments[1]))
    return 0


def _classes(size: Size, chance: random.Random) -> Iterator[SchoolClass]:
    taken: set[tuple[str, str]] = set()
    per_school = -(-size.classes // size.schools)
    last, letter = (0, 0), "A"
    for number in range(size.classes):
        school, within = divmod(number, per_school)
        grade = size.grades - (per_school - 1 - within) * size.grades // per_school
        letter = chr(ord(letter) + 1) if last == (school, grade) else "A"
        last = (school, grade)
        suffix = f"-{school + 1:03d}" if size.schools > 1 else ""
        yield SchoolClass(f"{grade}{letter}{suffix}", grade, _teacher(chance, taken))


def _teacher(chance: random.Random, taken: set[tuple[str, str]]) -> tuple[str, str]:
    while True:
        origin = _origin(chance)
        given, family = chance.choice(origin.girls + origin.boys), chance.choice(origin.families)
        if (given, family) in taken:
            given = f"{given} {chance.choice(NORWEGIAN.girls + NORWEGIAN.boys)}"
        if (given, family) not in taken:
            taken.add((given, family))
            return given, family


def _add_family(
    chance: random.Random,
    classes: Sequence[SchoolClass],
    seats: Sequence[int],
    pupils: list[Pupil],
    guardians: list[Guardian],
    taken: set[tuple[str, str, date]],
) -> None:
    origin = _origin(chance)
    family = chance.choice(origin.families)
    home, first = _home(chance), len(guardians)
    grown = chance.choices((1, 2, 3, 4), (120, 820, 45, 15))[0]
    other_home = _home(chance) if grown > 2 or chance.random() < 0.22 else home
    for number in range(grown):
        # The second and the fourth live in the other home, where there are two.
        guardians.append(_guardian(chance, len(guardians), origin, family, other_home if number % 2 else home))
    for seat in seats:
        # Two children of one grade are twins.
        twin = next((other for other in pupils[-len(seats) :] if _are_twins(other, seat, classes, home)), None)
        pupil = _pupil(chance, origin, family, seat, classes[seat].grade, home, range(first, len(guardians)), twin)
        while (pupil.given, family, pupil.born) in taken:
            pupil = _pupil(chance, origin, family, seat, classes[seat].grade, home, range(first, len(guardians)), twin)
        taken.add((pupil.given, family, pupil.born))
        pupils.append(pupil)


def _are_twins(other: Pupil, seat: int, classes: Sequence[SchoolClass], home: Home) -> bool:
    return other.home is home and classes[other.class_place].grade == classes[seat].grade


def _pupil(
    chance: random.Random,
    origin: Origin,
    family: str,
    seat: int,
    grade: int,
    home: Home,
    guardians: Sequence[int],
    twin: Pupil | None,
) -> Pupil:
    girl = chance.random() < 0.5
    given = chance.choice(origin.girls if girl else origin.boys)
    if chance.random() < 0.25:
        given = f"{given} {chance.choice(NORWEGIAN.girls if girl else NORWEGIAN.boys)}"
    born = date(START_YEAR - 5 - grade, 1, 1) + timedelta(days=chance.randrange(365))
    if twin is not None:
        born = twin.born
    return Pupil(given, family, "jente" if girl else "gutt", born, seat, home, tuple(guardians))


def _guardian(chance: random.Random, number: int, origin: Origin, family: str, home: Home) -> Guardian:
    given = chance.choice(origin.girls + origin.boys)
    name = family if chance.random() < 0.65 else chance.choice(_origin(chance).families)
    lacks = chance.random()
    phone = "" if lacks < 0.02 else _phone(number, spaced=chance.random() < 0.05)
    email = (
        "" if lacks > 0.97 else f"{_mailbox(given)}.{_mailbox(name)}{number + 1}@example.{chance.choice(('no', 'com'))}"
    )
    return Guardian(given, name, home, phone, email)


def _origin(chance: random.Random) -> Origin:
    return chance.choices(ORIGINS, [origin.weight for origin in ORIGINS])[0]


def _home(chance: random.Random) -> Home:
    letter = chance.choice(("", "", "", "A", "B"))
    return (f"{chance.choice(STREETS)} {chance.randrange(1, 140)}{letter}", *chance.choice(PLACES))


def _phone(number: int, *, spaced: bool) -> str:
    prefix, rest = divmod((number + 1) * _STRIDE % (len(_MOBILE) * _PER_PREFIX), _PER_PREFIX)
    digits = f"{_MOBILE[prefix]}{rest:06d}"
    return f"+47 {digits[:3]} {digits[3:5]} {digits[5:]}" if spaced else digits


def _mailbox(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", ".", fold(name)).strip(".")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
