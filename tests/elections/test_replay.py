"""Do four schools' by-laws hold over seven years in the program itself: presets, elections, and the turn of the year?

As in ``test_rules_terms``, but through the file. The tables are written by hand from the by-laws. In a cell stand the
representatives, then "/", then the deputies, on the first of October. A person is the letter of the class that chose
them and the number in which it did: A3 is the third whom class A chose. Class A begins in its first grade in 2026, B is
the one above it, and so on; later ones follow by age.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.commands import add_guardian, add_pupil
from app.elections.commands import plan_election, register_class, use_rule_preset
from app.elections.next_year import Cascade, cascade_of
from app.elections.turn import roll_over
from app.school.commands import add_class, set_school_field
from db.models import ClassMembership, Office
from db.store import Store
from tests.conftest import Clock
from tests.elections.given import a_body, an_election, did, known, seat_of
from tests.factories import person

FIRST_YEAR = 2026
LETTERS = "ABCDEFGHIJKLM"


@dataclass
class School:
    """A school with one class in each grade, and whom each class has chosen."""

    store: Store
    clock: Clock
    body: str
    rule: str
    grades: range
    seat: int = 0
    year: int = FIRST_YEAR
    grade_of: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    pupils: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        did(self.store, set_school_field, "first_grade", self.grades[0])
        did(self.store, set_school_field, "last_grade", self.grades[-1])
        body = a_body(self.store, self.body)
        did(self.store, use_rule_preset, body, self.rule)
        self.seat = seat_of(self.store, body).id
        for letter, grade in zip(LETTERS, self.grades, strict=False):
            self.grade_of[letter] = grade
        self._begin()

    def turn(self) -> None:
        """Let the next school year come: the classes move up, one leaves, one begins."""
        self.year += 1
        self.grade_of = {letter: grade + 1 for letter, grade in self.grade_of.items() if grade < self.grades[-1]}
        self.grade_of[LETTERS[len(self.pupils)]] = self.grades[0]
        self._begin()
        did(self.store, roll_over, self.year - 1, self.year)

    def hold(self, letter: str, day: date) -> None:
        """Let a class choose for the places that are open on a day."""
        self.clock.set(datetime(day.year, day.month, day.day, 20))
        election = did(self.store, plan_election, self.seat, self.year, class_id=self.classes[letter], held_on=day)
        row = an_election(self.store, election)
        if row.open_seats or row.open_deputies:
            self.choose(letter, day, [], row.open_seats, row.open_deputies)

    def choose(self, letter: str, day: date, holders: list[int], seats: int, deputies: int) -> None:
        """Let a class choose some who are known, and as many others as are wanted."""
        chosen = [*holders, *(self._somebody(letter) for _ in range(seats))]
        others = [self._somebody(letter) for _ in range(deputies)]
        did(self.store, register_class, self.seat, self.year, self.classes[letter], chosen, others, day)

    def cascade(self, letter: str) -> Cascade:
        """Return what the program says of a class and the year after."""
        found = known(self.store, cascade_of, self.year + 1)
        return next(one for one in found if one.class_id == self.classes[letter])

    def line(self) -> list[str]:
        """Return who sits on the first of October, grade by grade."""
        day = date(self.year, 10, 1)

        def read(session: Session) -> list[tuple[int, str]]:
            query = select(Office.person_id, Office.role).where(
                Office.valid_from <= day, Office.valid_to.is_(None) | (Office.valid_to >= day)
            )
            return [(one, role) for one, role in session.execute(query)]

        held: dict[str, dict[str, list[str]]] = {letter: {"member": [], "deputy": []} for letter in self.grade_of}
        for one, role in known(self.store, read):
            name = self.names[one]
            held[name[0]][role].append(name)
        by_grade = sorted(self.grade_of, key=lambda letter: self.grade_of[letter])
        said = (" / ".join(" ".join(sorted(part)) for part in held[letter].values() if part) for letter in by_grade)
        return list(said)

    def _begin(self) -> None:
        """Make the classes of the year with a pupil in each."""
        first, last = date(self.year, 8, 1), date(self.year, 7, 31)
        self.clock.set(datetime(self.year, 8, 1, 9))
        for letter, grade in self.grade_of.items():
            self.classes[letter] = did(self.store, add_class, self.year, f"{grade}A")
        with self.store.change("Pupils moved up") as session:
            for row in session.query(ClassMembership).filter(ClassMembership.valid_to.is_(None)):
                row.valid_to = last
            for letter in self.grade_of:
                if letter in self.pupils:
                    session.add(
                        ClassMembership(
                            person_id=self.pupils[letter], school_class_id=self.classes[letter], valid_from=first
                        )
                    )
                else:
                    self.pupils[letter] = add_pupil(session, person(f"Elev {letter}"), self.classes[letter], first)

    def _somebody(self, letter: str) -> int:
        """Return a guardian of the class who has not been chosen before."""
        number = sum(name[0] == letter for name in self.names.values()) + 1
        with self.store.change("Added a guardian") as session:
            one = add_guardian(session, self.pupils[letter], person(f"Foresatt {letter}{number}"))
        self.names[one] = f"{letter}{number}"
        return one


def replay(school: School, table: str, year_of: Callable[[School], None]) -> None:
    """Hold a table of seven years against the program, year by year; ``year_of`` is what a school does in a year."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    assert len(lines) == 7
    for line in lines:
        year, *cells = (part.strip() for part in line.split("|"))
        year_of(school)
        assert school.year == int(year)
        assert school.line() == cells, year


def in_autumn(school: School) -> None:
    """Every class chooses in September, exactly as many as the program foresaw in the spring."""
    foreseen = {}
    if school.names:
        foreseen = {letter: school.cascade(letter) for letter in school.grade_of}
        school.turn()
    before = set(school.names)
    for letter in school.grade_of:
        school.hold(letter, date(school.year, 9, 3))
    for letter, said in foreseen.items():
        chosen = sum(name[0] == letter for one, name in school.names.items() if one not in before)
        assert said.leaves == (letter not in school.grade_of)
        assert chosen == said.open_seats + said.open_deputies, letter


def before_summer(school: School) -> None:
    """In June for the next year; those who begin at the school, and all in the first year, right after school start."""
    if school.names:
        for letter, grade in school.grade_of.items():
            if grade < school.grades[-1]:
                school.hold(letter, date(school.year + 1, 6, 15))
        school.turn()
    for letter in school.grade_of:
        if not any(name[0] == letter for name in school.names.values()):
            school.hold(letter, date(school.year, 8, 25))


def in_spring_and_nobody_stands_again(school: School) -> None:
    """In May for the next year. No representative stands again: a deputy of two years takes over in the second."""
    if school.names:
        for letter, grade in school.grade_of.items():
            if grade < school.grades[-1]:
                said = school.cascade(letter)
                takes_over = [one.person_id for one in said.offices if one.becomes == "moves_up"]
                school.choose(letter, date(school.year + 1, 5, 12), takes_over, said.open_seats, said.open_deputies)
        school.turn()
    for letter in school.grade_of:
        if not any(name[0] == letter for name in school.names.values()):
            school.hold(letter, date(school.year, 8, 25))


def test_stange_ungdomsskole_three_years(store: Store, clock: Clock) -> None:
    """1 + 1 for the three years at the school, chosen in the autumn of grade 8."""
    replay(
        School(store, clock, "fau_class", "three_years", range(8, 11)),
        """
        2026 | A1 / A2 | B1 / B2 | C1 / C2
        2027 | D1 / D2 | A1 / A2 | B1 / B2
        2028 | E1 / E2 | D1 / D2 | A1 / A2
        2029 | F1 / F2 | E1 / E2 | D1 / D2
        2030 | G1 / G2 | F1 / F2 | E1 / E2
        2031 | H1 / H2 | G1 / G2 | F1 / F2
        2032 | I1 / I2 | H1 / H2 | G1 / G2
        """,
        in_autumn,
    )


def test_ottestad_deputies_move_up(store: Store, clock: Clock) -> None:
    """2 + 2: the deputies of one year are the contacts of the next, and only deputies are chosen."""
    replay(
        School(store, clock, "class_contacts", "deputies_move_up", range(8, 11)),
        """
        2026 | A1 A2 / A3 A4 | B1 B2 / B3 B4 | C1 C2 / C3 C4
        2027 | D1 D2 / D3 D4 | A3 A4 / A5 A6 | B3 B4 / B5 B6
        2028 | E1 E2 / E3 E4 | D3 D4 / D5 D6 | A5 A6 / A7 A8
        2029 | F1 F2 / F3 F4 | E3 E4 / E5 E6 | D5 D6 / D7 D8
        2030 | G1 G2 / G3 G4 | F3 F4 / F5 F6 | E5 E6 / E7 E8
        2031 | H1 H2 / H3 H4 | G3 G4 / G5 G6 | F5 F6 / F7 F8
        2032 | I1 I2 / I3 I4 | H3 H4 / H5 H6 | G5 G6 / G7 G8
        """,
        in_autumn,
    )


def test_fridalen_two_years_by_the_end_of_june(store: Store, clock: Clock) -> None:
    """1 + 1 for two years; grade 1 right after school start, and every second June from then on."""
    replay(
        School(store, clock, "fau_class", "two_years_notice", range(1, 8)),
        """
        2026 | A1 / A2 | B1 / B2 | C1 / C2 | D1 / D2 | E1 / E2 | F1 / F2 | G1 / G2
        2027 | H1 / H2 | A1 / A2 | B1 / B2 | C1 / C2 | D1 / D2 | E1 / E2 | F1 / F2
        2028 | I1 / I2 | H1 / H2 | A3 / A4 | B3 / B4 | C3 / C4 | D3 / D4 | E3 / E4
        2029 | J1 / J2 | I1 / I2 | H3 / H4 | A3 / A4 | B3 / B4 | C3 / C4 | D3 / D4
        2030 | K1 / K2 | J1 / J2 | I3 / I4 | H3 / H4 | A5 / A6 | B5 / B6 | C5 / C6
        2031 | L1 / L2 | K1 / K2 | J3 / J4 | I3 / I4 | H5 / H6 | A5 / A6 | B5 / B6
        2032 | M1 / M2 | L1 / L2 | K3 / K4 | J3 / J4 | I5 / I6 | H5 / H6 | A7 / A8
        """,
        before_summer,
    )


def test_fug_half_of_the_classes_each_year(store: Store, clock: Clock) -> None:
    """One in each class for two years: grades 1, 3, 5 and 7 choose; in the first year the others do for one."""
    replay(
        School(store, clock, "fau_class", "halves", range(1, 8)),
        """
        2026 | A1 / A2 | B1 / B2 | C1 / C2 | D1 / D2 | E1 / E2 | F1 / F2 | G1 / G2
        2027 | H1 / H2 | A1 / A2 | B3 / B4 | C1 / C2 | D3 / D4 | E1 / E2 | F3 / F4
        2028 | I1 / I2 | H1 / H2 | A3 / A4 | B3 / B4 | C3 / C4 | D3 / D4 | E3 / E4
        2029 | J1 / J2 | I1 / I2 | H3 / H4 | A3 / A4 | B5 / B6 | C3 / C4 | D5 / D6
        2030 | K1 / K2 | J1 / J2 | I3 / I4 | H3 / H4 | A5 / A6 | B5 / B6 | C5 / C6
        2031 | L1 / L2 | K1 / K2 | J3 / J4 | I3 / I4 | H5 / H6 | A5 / A6 | B7 / B8
        2032 | M1 / M2 | L1 / L2 | K3 / K4 | J3 / J4 | I5 / I6 | H5 / H6 | A7 / A8
        """,
        in_autumn,
    )


def test_stange_the_deputy_takes_over_in_the_second_year(store: Store, clock: Clock) -> None:
    """Spring, 1 August to 31 July. One year in grade 1; from then on a deputy has two and takes over in the second."""
    replay(
        School(store, clock, "fau_class", "deputy_takes_over", range(1, 8)),
        """
        2026 | A1 / A2 | B1 / B2 | C1 / C2 | D1 / D2 | E1 / E2 | F1 / F2 | G1 / G2
        2027 | H1 / H2 | A3 / A4 | B2 / B3 | C2 / C3 | D2 / D3 | E2 / E3 | F2 / F3
        2028 | I1 / I2 | H3 / H4 | A4 / A5 | B3 / B4 | C3 / C4 | D3 / D4 | E3 / E4
        2029 | J1 / J2 | I3 / I4 | H4 / H5 | A5 / A6 | B4 / B5 | C4 / C5 | D4 / D5
        2030 | K1 / K2 | J3 / J4 | I4 / I5 | H5 / H6 | A6 / A7 | B5 / B6 | C5 / C6
        2031 | L1 / L2 | K3 / K4 | J4 / J5 | I5 / I6 | H6 / H7 | A7 / A8 | B6 / B7
        2032 | M1 / M2 | L3 / L4 | K4 / K5 | J5 / J6 | I6 / I7 | H7 / H8 | A8 / A9
        """,
        in_spring_and_nobody_stands_again,
    )
