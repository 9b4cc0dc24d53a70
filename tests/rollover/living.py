"""A school that lives for years: who should be there, and what the office does, by the same commands as the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import select

from app import rollover
from app.bodies.commands import add_body
from app.bodies.eligible import people_for_classes
from app.bodies.queries import bodies
from app.contacts.commands import add_guardian, add_pupil, leave_school, link_guardian, move_people_to_class
from app.contacts.turning.commands import merge_classes, place_pupils, split_class
from app.core.feature import load
from app.elections.commands import register_class
from app.features import FEATURES
from app.school.commands import add_class, set_school_field
from app.school.queries import school_classes
from app.yearwheel.choosing import choose, suggested
from app.yearwheel.templates import shipped
from db.models import ClassMembership, GuardianLink, Office, SchoolClass, SchoolYear, WheelEntry
from db.store import Store
from tests.conftest import Clock
from tests.factories import person

FIRST_YEAR = 2026
BODY = "class_contacts_two_deputies"
"""Two of each class for a year; the first deputies move up."""


@dataclass
class Child:
    """A pupil as the test knows them: ``grade`` in the running year, ``guardians`` how many."""

    grade: int
    guardians: set[int]
    left: bool = False


@dataclass
class School:
    """A school in a store, and what the test knows of it beside that."""

    store: Store
    clock: Clock
    chance: Random
    grades: int
    year: int = FIRST_YEAR
    children: dict[int, Child] = field(default_factory=dict)
    number: int = 0

    def on(self, month: int, day: int) -> date:
        """Let it be a day of the school year."""
        found = date(self.year + (month < 8), month, day)
        self.clock.set(datetime(found.year, found.month, found.day, 9, 0))
        return found

    @property
    def here(self) -> list[int]:
        return [one for one, child in self.children.items() if not child.left]

    def classes(self, year: int, grade: int | None = None) -> list[int]:
        query = select(SchoolClass.id).join(SchoolYear).where(SchoolYear.start_year == year)
        if grade is not None:
            query = query.where(SchoolClass.grade == grade)
        return list(self.store.read(lambda session: session.scalars(query.order_by(SchoolClass.id)).all()))

    def found(self, classes_each: int, pupils_each: int) -> None:
        """Begin with whole classes, the parents' committee, and a wheel."""
        self.on(8, 17)
        with self.store.change("Began") as session:
            set_school_field(session, "first_grade", 1)
            set_school_field(session, "last_grade", self.grades)
            for grade in range(1, self.grades + 1):
                for letter in "ABC"[:classes_each]:
                    add_class(session, self.year, f"{grade}{letter}", grade)
            add_body(session, BODY, valid_from=date(FIRST_YEAR, 8, 1))
            wished = suggested(session)
            choose(session, self.year, [row for row in shipped("nb") if row.code in wished])
        for grade in range(1, self.grades + 1):
            for class_id in self.classes(self.year, grade):
                for _ in range(pupils_each):
                    self.arrive(class_id, grade, date(self.year, 8, 17))

    def arrive(self, class_id: int, grade: int, on: date) -> int:
        """Take in a pupil: with guardians of their own, or of a sibling."""
        self.number += 1
        with self.store.change("Came") as session:
            child = add_pupil(session, person(f"Elev{self.number} Prøve{self.number}"), class_id, on)
            siblings = [one for one in self.here if self.children[one].guardians]
            if siblings and self.chance.random() < 0.25:
                guardians = set(self.children[self.chance.choice(siblings)].guardians)
                for one in guardians:
                    link_guardian(session, child, one)
            else:
                names = range(self.chance.choice((1, 2, 2)))
                guardians = {
                    add_guardian(session, child, person(f"Voksen{self.number}{'ab'[at]} Prøve{self.number}"))
                    for at in names
                }
        self.children[child] = Child(grade, guardians)
        return child

    def autumn(self) -> None:
        """Elect, let some come, go and move."""
        on = self.on(9, 8)
        with self.store.change("Elected") as session:
            self._elect(session, on)
        self.come_and_go(self.on(10, 19))

    def come_and_go(self, on: date) -> None:
        """Let a pupil come, one leave and one move, each perhaps."""
        chance = self.chance
        if chance.random() < 0.7:
            grade = chance.randint(1, self.grades)
            self.arrive(chance.choice(self.classes(self.year, grade)), grade, on)
        if chance.random() < 0.5 and len(self.here) > 4:
            child = chance.choice([one for one in self.here if self.children[one].grade > 0])
            with self.store.change("Left") as session:
                leave_school(session, child, on)
            self.children[child].left = True
        if chance.random() < 0.6:
            child = chance.choice([one for one in self.here if self.children[one].grade > 0])
            to = self.chance.choice(self.classes(self.year, self.children[child].grade))
            with self.store.change("Moved") as session:
                move_people_to_class(session, [child], to, on)

    def turn(self) -> None:
        """Do all that is proposed for the next year, in one step, what the features do without steps too."""
        to_year = self.year + 1
        with self.store.change("Turned the year") as session:
            rollover.roll_over(session, to_year)
            with_steps = {one.code.partition(".")[0] for one in rollover.steps(session, to_year)}
            for feature in FEATURES:
                if "roll_over" in feature.hooks and feature.name not in with_steps:
                    load(feature.hooks["roll_over"])(session, self.year, to_year)

    def spring(self) -> None:
        """Split or merge next year's classes, take in the first grade, and let some come and go."""
        chance, to_year = self.chance, self.year + 1
        self.come_and_go(self.on(3, 8))
        first = self.classes(to_year, 1)
        for _ in range(chance.randint(1, 4)):
            self.children[self.arrive(chance.choice(first), 0, date(to_year, 8, 1))].grade = 0
        grade = chance.randint(2, self.grades)
        there = self.classes(to_year, grade)
        with self.store.change("On the board") as session:
            if len(there) > 1 and chance.random() < 0.5:
                merge_classes(session, there[0], there[1:2])
            elif chance.random() < 0.6:
                in_class = session.scalars(
                    select(ClassMembership.person_id).where(ClassMembership.school_class_id == there[0])
                ).all()
                made = split_class(session, there[0], in_class[::2])
                place_pupils(session, in_class[1:2], made)
        self.come_and_go(self.on(5, 10))

    def new_year(self) -> None:
        """Let it be August: who was in the last grade has left, all others are a grade up."""
        for child in self.children.values():
            child.left = child.left or child.grade == self.grades
            child.grade += 1
        self.year += 1
        self.on(8, 20)

    def _elect(self, session: Any, on: date) -> None:
        for body in bodies(session):
            for seat in body.seats:
                if seat.unit != "class":
                    continue
                choices = people_for_classes(session, seat, on, self.year)
                for row in school_classes(session, self.year, on):
                    people = list(dict.fromkeys(one.id for one in choices.get(row.id, ())))
                    self.chance.shuffle(people)
                    wanted = people[: seat.number + seat.deputies_wanted]
                    register_class(
                        session, seat.id, self.year, row.id, wanted[: seat.number], wanted[seat.number :], on
                    )


def days_of(year: int) -> Sequence[date]:
    """Return some days of a school year, its first and its last among them."""
    return (
        date(year, 8, 1),
        *(date(year + (month < 8), month, 15) for month in (8, 9, 10, 12, 2, 3, 4, 5, 6)),
        date(year + 1, 7, 31),
    )


def check_places(school: School, year: int) -> None:
    """Every pupil is in at most one class a day; those who should be there are in one of their own grade."""
    query = (
        select(ClassMembership, SchoolClass.grade, SchoolYear.start_year)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    )
    rows = school.store.read(
        lambda session: [
            (row.person_id, row.valid_from, row.valid_to, grade, start) for row, grade, start in session.execute(query)
        ]
    )
    for on in days_of(year):
        there = [row for row in rows if row[1] <= on and (row[2] is None or row[2] >= on)]
        twice = [person for person, number in Counter(row[0] for row in there).items() if number > 1]
        assert not twice, (year, on, twice)
        assert all(row[4] == year for row in there), (year, on)
    now = {
        row[0]: row[3]
        for row in rows
        if row[1] <= date(year, 10, 1) and (row[2] is None or row[2] >= date(year, 10, 1))
    }
    should = {one: child.grade for one, child in school.children.items() if not child.left and child.grade > 0}
    assert now == should


def check_families(school: School, on: date) -> None:
    """Nobody has lost a guardian, nor got one."""
    query = select(GuardianLink.pupil_id, GuardianLink.guardian_id, GuardianLink.valid_from, GuardianLink.valid_to)
    found: dict[int, set[int]] = {}
    for pupil, guardian, first, last in school.store.read(lambda session: session.execute(query).all()):
        if (first is None or first <= on) and (last is None or last >= on):
            found.setdefault(pupil, set()).add(guardian)
    assert found == {one: child.guardians for one, child in school.children.items() if child.guardians}


def check_terms(school: School, year: int) -> None:
    """No office outlives its term by more than the rule says, none is held twice, none by a class that has left."""
    on = date(year, 8, 1)
    last_classes = set(school.classes(year - 1, school.grades))
    rows = school.store.read(lambda session: list(session.scalars(select(Office)).all()))
    held = [row for row in rows if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)]
    assert all(row.valid_to is None or row.valid_from <= row.valid_to for row in rows)
    of_leavers = [row for row in held if row.school_class_id in last_classes]
    assert not [(row.role, row.valid_from, row.valid_to, row.term_ends, row.ended_because) for row in of_leavers]
    places = Counter((row.seat_id, row.school_class_id, row.person_id, row.role) for row in held)
    assert not [place for place, number in places.items() if number > 1]
    both = Counter((row.seat_id, row.school_class_id, row.person_id) for row in held)
    assert not [place for place, number in both.items() if number > 1]  # nobody is member and deputy of one seat


def check_wheel(school: School, year: int) -> None:
    """The next year has every entry of this one, once."""
    query = select(WheelEntry.id, WheelEntry.continues_id, WheelEntry.start_year)
    rows = school.store.read(lambda session: session.execute(query).all())
    before = {row[0] for row in rows if row[2] == year}
    went_on = [row[1] for row in rows if row[2] == year + 1]
    assert sorted(filter(None, went_on)) == sorted(before)
