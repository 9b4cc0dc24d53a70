"""Do the terms and the change of years follow the by-laws of real schools, replayed over seven years?

The tables are written by hand from the by-laws. In a cell stand the holders, then "/", then the deputies. A person is
the letter of the class that chose them and the number in which that class chose them: A3 is the third whom class A
chose. Class A is the one in its first grade when it begins, B the one above it, and so on; later ones follow by age.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from app.elections.rules.terms import (
    Cascade,
    MoveUp,
    Sitting,
    Term,
    TermRule,
    ToElect,
    cascade,
    leaving_day,
    period_start,
    rest_of,
    term_of,
)

FIRST_YEAR = 2026


@dataclass
class School:
    """A school with one class in each grade that holds its elections and goes by what the rules say."""

    rule: TermRule
    seats: int
    deputies: int
    grades: range
    votes_on: tuple[int, int] = (9, 3)
    halves: Sequence[str] = ()
    sitting: dict[str, list[Sitting]] = field(default_factory=dict)
    grade_of: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for letter, grade in zip("ABCDEFGHIJKLM", self.grades, strict=False):
            self.grade_of[letter] = grade - 1

    def year(self, year: int) -> Mapping[int, str]:
        """Let a school year come, elect what must be elected, and return who sits for each grade."""
        for letter in self.grade_of:
            self.grade_of[letter] += 1
        if year > FIRST_YEAR:
            self.grade_of["ABCDEFGHIJKLM"[len(self.grade_of)]] = self.grades[0]
        table = {}
        for letter, grade in self.grade_of.items():
            known: Mapping[str, Any] = {"grade": grade, "first_grade": self.grades[0], "last_grade": self.grades[-1]}
            before = self.sitting.get(letter, [])
            found = cascade(
                self.rule,
                before,
                date(year, 8, 1),
                seats=self.seats,
                deputies=self.deputies,
                halves=self.halves,
                **known,
            )
            if grade > self.grades[-1]:
                assert not found.to_elect.seats + found.to_elect.deputies
                assert set(found.ends) == {one.person for one in before}
                self.sitting[letter] = []
                continue
            after = self._moved(before, found)
            self._elect(letter, after, found, year, known)
            self.sitting[letter] = after
            table[grade] = self._said(after)
        return table

    def _moved(self, before: Sequence[Sitting], found: Cascade) -> list[Sitting]:
        moved = {move.person: move for move in found.moves_up}
        after = [one for one in before if one.person in found.stays]
        after += [
            Sitting(one.person, "holder", moved[one.person].term, half=one.half)
            for one in before
            if one.person in moved
        ]
        assert {one.person for one in before} == {*found.up, *found.stays, *moved}
        return after

    def _elect(self, letter: str, after: list[Sitting], found: Cascade, year: int, known: Mapping[str, Any]) -> None:
        day = date(year, *self.votes_on)
        halves: Sequence[str | None] = found.to_elect.halves or [None] * found.to_elect.seats
        for half in halves:
            term = term_of(self.rule, day, role="holder", half=half, **known)
            after.append(Sitting(self._next(letter), "holder", term, half=half))
        taken = [one.rank for one in after if one.role == "deputy"]
        for rank in [rank for rank in range(1, self.deputies + 1) if rank not in taken][: found.to_elect.deputies]:
            term = term_of(self.rule, day, role="deputy", **known)
            after.append(Sitting(self._next(letter), "deputy", term, rank=rank))

    def _next(self, letter: str) -> int:
        number = sum(name[0] == letter for name in self.names.values()) + 1
        person = len(self.names) + 1
        self.names[person] = f"{letter}{number}"
        return person

    def _said(self, sitting: Sequence[Sitting]) -> str:
        parts = [
            " ".join(sorted(self.names[one.person] for one in sitting if one.role == role))
            for role in ("holder", "deputy")
        ]
        return " / ".join(part for part in parts if part)

    def term(self, name: str) -> Term:
        """Return the term of somebody who sits now."""
        person = next(person for person, known in self.names.items() if known == name)
        return next(one.term for sitting in self.sitting.values() for one in sitting if one.person == person)


def replay(school: School, table: str) -> None:
    """Hold a table of seven years against what the rules make of them, year by year."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    assert len(lines) == 7
    for line in lines:
        year, *cells = (part.strip() for part in line.split("|"))
        found = school.year(int(year))
        assert [found[grade] for grade in school.grades] == cells, year


# ------------------------------------------------------------------------------------------------- the four schools


def test_stange_ungdomsskole_fau_for_three_years() -> None:
    """1 + 1 per class for three years, chosen at the first parents' meeting in the autumn of grade 8."""
    school = School(TermRule(years=3), 1, 1, range(8, 11))
    replay(
        school,
        """
        2026 | A1 / A2 | B1 / B2 | C1 / C2
        2027 | D1 / D2 | A1 / A2 | B1 / B2
        2028 | E1 / E2 | D1 / D2 | A1 / A2
        2029 | F1 / F2 | E1 / E2 | D1 / D2
        2030 | G1 / G2 | F1 / F2 | E1 / E2
        2031 | H1 / H2 | G1 / G2 | F1 / F2
        2032 | I1 / I2 | H1 / H2 | G1 / G2
        """,
    )
    # Chosen in September of grade 8 for three years, and the class leaves before they are over.
    assert school.term("I1") == Term(date(2032, 9, 3), date(2035, 7, 31))
    assert school.term("G1") == Term(date(2030, 9, 3), date(2033, 7, 31))


def test_stange_ungdomsskole_two_class_contacts_for_one_year() -> None:
    replay(
        School(TermRule(years=1), 2, 0, range(8, 11)),
        """
        2026 | A1 A2 | B1 B2 | C1 C2
        2027 | D1 D2 | A3 A4 | B3 B4
        2028 | E1 E2 | D3 D4 | A5 A6
        2029 | F1 F2 | E3 E4 | D5 D6
        2030 | G1 G2 | F3 F4 | E5 E6
        2031 | H1 H2 | G3 G4 | F5 F6
        2032 | I1 I2 | H3 H4 | G5 G6
        """,
    )


def test_stange_ungdomsskole_vice_chair_becomes_chair_in_the_second_year() -> None:
    """The vice chair sits two years, the second as chair: a deputy of one year who moves up by themselves.

    FAU chooses among itself, so there is no grade; person 1 is the chair of the first year.
    """
    rule = TermRule(years=1, deputy_years=1, deputy_succeeds="next_year_auto")
    board: list[Sitting] = []
    chosen = iter(range(1, 99))
    table = {}
    for year in range(2026, 2033):
        found = cascade(rule, board, date(year, 8, 1), seats=1, deputies=1)
        day = date(year, 9, 20)
        moved = [Sitting(move.person, "holder", move.term) for move in found.moves_up]
        board = moved + [Sitting(next(chosen), "holder", term_of(rule, day)) for _ in range(found.to_elect.seats)]
        for _ in range(found.to_elect.deputies):
            board.append(Sitting(next(chosen), "deputy", term_of(rule, day, role="deputy"), rank=1))
        table[year] = tuple(one.person for one in board)
    assert table == {
        2026: (1, 2),
        2027: (2, 3),
        2028: (3, 4),
        2029: (4, 5),
        2030: (5, 6),
        2031: (6, 7),
        2032: (7, 8),
    }


def test_ottestad_deputies_move_up_by_themselves_next_year() -> None:
    """2 parent contacts and 2 deputies per class: from the second year only deputies are chosen."""
    replay(
        School(TermRule(years=1, deputy_succeeds="next_year_auto"), 2, 2, range(8, 11)),
        """
        2026 | A1 A2 / A3 A4 | B1 B2 / B3 B4 | C1 C2 / C3 C4
        2027 | D1 D2 / D3 D4 | A3 A4 / A5 A6 | B3 B4 / B5 B6
        2028 | E1 E2 / E3 E4 | D3 D4 / D5 D6 | A5 A6 / A7 A8
        2029 | F1 F2 / F3 F4 | E3 E4 / E5 E6 | D5 D6 / D7 D8
        2030 | G1 G2 / G3 G4 | F3 F4 / F5 F6 | E5 E6 / E7 E8
        2031 | H1 H2 / H3 H4 | G3 G4 / G5 G6 | F5 F6 / F7 F8
        2032 | I1 I2 / I3 I4 | H3 H4 / H5 H6 | G5 G6 / G7 G8
        """,
    )


def test_ottestad_fau_representative_sits_two_years_from_grade_9() -> None:
    """One year in the first grade of the school, two from the next: chosen in 8 and in 9, and in 10 nobody."""
    school = School(TermRule(years=2, first_grade_years=1), 1, 1, range(8, 11))
    replay(
        school,
        """
        2026 | A1 / A2 | B1 / B2 | C1 / C2
        2027 | D1 / D2 | A3 / A4 | B1 / B2
        2028 | E1 / E2 | D3 / D4 | A3 / A4
        2029 | F1 / F2 | E3 / E4 | D3 / D4
        2030 | G1 / G2 | F3 / F4 | E3 / E4
        2031 | H1 / H2 | G3 / G4 | F3 / F4
        2032 | I1 / I2 | H3 / H4 | G3 / G4
        """,
    )
    assert school.term("I1") == Term(date(2032, 9, 3), date(2033, 9, 2))
    assert school.term("G3") == Term(date(2031, 9, 3), date(2033, 7, 31))


FRIDALEN = """
    2026 | A1 / A2 | B1 / B2 | C1 / C2 | D1 / D2 | E1 / E2 | F1 / F2 | G1 / G2
    2027 | H1 / H2 | A1 / A2 | B1 / B2 | C1 / C2 | D1 / D2 | E1 / E2 | F1 / F2
    2028 | I1 / I2 | H1 / H2 | A3 / A4 | B3 / B4 | C3 / C4 | D3 / D4 | E3 / E4
    2029 | J1 / J2 | I1 / I2 | H3 / H4 | A3 / A4 | B3 / B4 | C3 / C4 | D3 / D4
    2030 | K1 / K2 | J1 / J2 | I3 / I4 | H3 / H4 | A5 / A6 | B5 / B6 | C5 / C6
    2031 | L1 / L2 | K1 / K2 | J3 / J4 | I3 / I4 | H5 / H6 | A5 / A6 | B5 / B6
    2032 | M1 / M2 | L1 / L2 | K3 / K4 | J3 / J4 | I5 / I6 | H5 / H6 | A7 / A8
"""


def test_fridalen_two_years_from_a_first_of_august() -> None:
    """1 + 1 per class for two years, chosen by the end of June, for grade 1 at the meeting before school starts."""
    school = School(TermRule(years=2, starts="08-01"), 1, 1, range(1, 8), votes_on=(6, 15))
    replay(school, FRIDALEN)
    assert school.term("L1") == Term(date(2031, 8, 1), date(2033, 7, 31))
    assert school.term("A7") == Term(date(2032, 8, 1), date(2033, 7, 31)), "the class leaves after grade 7"


def test_fridalen_right_after_school_start_changes_nothing_but_the_first_day() -> None:
    school = School(TermRule(years=2, starts="08-01"), 1, 1, range(1, 8), votes_on=(8, 25))
    replay(school, FRIDALEN)
    assert school.term("L1") == Term(date(2031, 8, 25), date(2033, 7, 31))


@pytest.mark.parametrize("starts", ["election_day", "08-01"])
def test_fug_two_years_with_half_up_each_year(starts: str) -> None:
    """Two per class, one up in even years and one in odd ones: in the first year one of them gets a single year.

    A class that comes in an odd year chooses the odd seat for two years and the even one for one.
    """
    school = School(TermRule(years=2, stagger="odd_even", starts=starts), 2, 0, range(1, 8), halves=("even", "odd"))
    replay(
        school,
        """
        2026 | A1 A2 | B1 B2 | C1 C2 | D1 D2 | E1 E2 | F1 F2 | G1 G2
        2027 | H1 H2 | A1 A3 | B1 B3 | C1 C3 | D1 D3 | E1 E3 | F1 F3
        2028 | I1 I2 | H2 H3 | A3 A4 | B3 B4 | C3 C4 | D3 D4 | E3 E4
        2029 | J1 J2 | I1 I3 | H3 H4 | A4 A5 | B4 B5 | C4 C5 | D4 D5
        2030 | K1 K2 | J2 J3 | I3 I4 | H4 H5 | A5 A6 | B5 B6 | C5 C6
        2031 | L1 L2 | K1 K3 | J3 J4 | I4 I5 | H5 H6 | A6 A7 | B6 B7
        2032 | M1 M2 | L2 L3 | K3 K4 | J4 J5 | I5 I6 | H6 H7 | A7 A8
        """,
    )
    first = date(2032, 9, 3)
    assert school.term("M1") == Term(first, date(2034, 7, 31) if starts == "08-01" else date(2034, 9, 2))
    assert school.term("M2") == Term(first, date(2033, 7, 31) if starts == "08-01" else date(2033, 9, 2))
    assert school.term("A7").last_day == date(2033, 7, 31)
    assert school.term("A8") == Term(first, date(2033, 7, 31)), "the class leaves after grade 7"


def test_fug_a_board_of_four_for_the_school_is_half_new_each_year() -> None:
    rule, halves = TermRule(years=2, stagger="odd_even"), ("odd", "odd", "even", "even")
    board: list[Sitting] = []
    chosen = iter(range(1, 99))
    table = []
    for year in range(2026, 2033):
        found = cascade(rule, board, date(year, 8, 1), seats=4, halves=halves)
        board = [one for one in board if one.person in found.stays]
        board += [
            Sitting(next(chosen), "holder", term_of(rule, date(year, 9, 10), half=half), half=half)
            for half in found.to_elect.halves
        ]
        table.append({one.person for one in board})
    assert table == [
        {1, 2, 3, 4},
        {3, 4, 5, 6},
        {5, 6, 7, 8},
        {7, 8, 9, 10},
        {9, 10, 11, 12},
        {11, 12, 13, 14},
        {13, 14, 15, 16},
    ]


# ------------------------------------------------------------------------------------------------------ other by-laws

STANGE = TermRule(
    years=1,
    starts="08-01",
    first_grade_years=1,
    deputy_years=2,
    last_grade_deputy_years=1,
    deputy_succeeds="if_no_reelection",
)
"""Stange's by-laws: the deputy sits two years and takes over in the second where nobody wants re-election."""


def stange(grade: int, sitting: Sequence[Sitting], year: int, stands_again: Sequence[int] | None = ()) -> Cascade:
    return cascade(
        STANGE,
        sitting,
        date(year, 8, 1),
        seats=1,
        deputies=1,
        grade=grade,
        first_grade=1,
        last_grade=7,
        stands_again=stands_again,
    )


def stange_term(day: date, role: str, grade: int) -> Term:
    return term_of(STANGE, day, role=role, grade=grade, first_grade=1, last_grade=7)


def test_stange_terms_by_grade() -> None:
    spring = date(2027, 5, 12)
    assert stange_term(spring, "holder", 3) == Term(date(2027, 8, 1), date(2028, 7, 31))
    assert stange_term(spring, "deputy", 3) == Term(date(2027, 8, 1), date(2029, 7, 31))
    assert stange_term(spring, "deputy", 1) == Term(date(2027, 8, 1), date(2028, 7, 31))
    assert stange_term(spring, "deputy", 7) == Term(date(2027, 8, 1), date(2028, 7, 31))


def test_stange_deputy_takes_over_in_the_second_year_where_nobody_wants_re_election() -> None:
    spring = date(2027, 5, 12)
    sitting = [
        Sitting(1, "holder", stange_term(spring, "holder", 3)),
        Sitting(2, "deputy", stange_term(spring, "deputy", 3), rank=1),
    ]
    over = stange(4, sitting, 2028)
    assert over.moves_up == (MoveUp(2, Term(date(2028, 8, 1), date(2029, 7, 31)), 1),)
    assert (over.up, over.to_elect, over.until_successor) == ((1,), ToElect(0, 1), ())
    again = stange(4, sitting, 2028, stands_again=[1])
    assert (again.moves_up, again.up, again.stays) == ((), (1,), (2,))
    assert (again.to_elect, again.until_successor, again.asks) == (ToElect(1, 0), (1,), ())
    unasked = stange(4, sitting, 2028, stands_again=None)
    assert (unasked.asks, unasked.moves_up) == ((1,), over.moves_up)


def test_stange_both_are_up_after_the_second_year_and_nobody_moves() -> None:
    sitting = [
        Sitting(3, "holder", stange_term(date(2028, 5, 12), "holder", 4)),
        Sitting(2, "deputy", stange_term(date(2027, 5, 12), "deputy", 3), rank=1),
    ]
    found = stange(5, sitting, 2029)
    assert (found.up, found.moves_up, found.to_elect) == ((3, 2), (), ToElect(1, 1))


def test_luhr_one_year_in_the_first_grade_and_two_after() -> None:
    rule = TermRule(years=2, first_grade_years=1)
    day = date(2026, 9, 8)
    assert term_of(rule, day, grade=1, first_grade=1, last_grade=7).last_day == date(2027, 9, 7)
    assert term_of(rule, day, grade=2, first_grade=1, last_grade=7).last_day == date(2028, 9, 7)
    assert term_of(rule, day, role="deputy", grade=1, first_grade=1, last_grade=7).last_day == date(2027, 9, 7)


def test_personal_deputies_follow_their_own_only() -> None:
    """Two seats of which one is up: the deputy of the other stays where they are."""
    rule = TermRule(years=1, deputy_years=2, deputy_succeeds="next_year_auto")
    one, two = Term(date(2026, 9, 3), date(2027, 9, 2)), Term(date(2026, 9, 3), date(2028, 9, 2))
    sitting = [
        Sitting(1, "holder", one),
        Sitting(2, "holder", two),
        Sitting(12, "deputy", two, deputy_for=2),
        Sitting(11, "deputy", two, deputy_for=1),
    ]
    found = cascade(rule, sitting, date(2027, 8, 1), seats=2, deputies=2)
    assert [(move.person, move.replaces) for move in found.moves_up] == [(11, 1)]
    assert (found.up, found.stays, found.to_elect) == ((1,), (2, 12), ToElect(0, 1))


def test_a_seat_nobody_held_goes_to_the_first_deputy_where_they_move_up_by_themselves() -> None:
    rule = TermRule(deputy_succeeds="next_year_auto")
    sitting = [Sitting(1, "deputy", term_of(rule, date(2026, 9, 3), role="deputy"), rank=1)]
    found = cascade(rule, sitting, date(2027, 8, 1), seats=1, deputies=1)
    assert found.moves_up == (MoveUp(1, Term(date(2027, 8, 1), date(2028, 7, 31)), None),)
    assert found.to_elect == ToElect(0, 1)


def test_no_more_deputies_move_up_than_there_are_seats() -> None:
    rule = TermRule(deputy_succeeds="next_year_auto")
    term = Term(date(2026, 9, 3), date(2027, 9, 2))
    sitting = [Sitting(1, "holder", term), *(Sitting(10 + rank, "deputy", term, rank=rank) for rank in (2, 1))]
    found = cascade(rule, sitting, date(2027, 8, 1), seats=1, deputies=2)
    assert [move.person for move in found.moves_up] == [11]
    assert (found.up, found.to_elect) == ((1, 12), ToElect(0, 2))


def test_whoever_takes_over_without_re_election_serves_what_is_left_of_their_own_term() -> None:
    rule = replace(STANGE, deputy_years=3)
    spring = date(2027, 5, 12)
    sitting = [
        Sitting(1, "holder", term_of(rule, spring)),
        Sitting(2, "deputy", term_of(rule, spring, role="deputy"), rank=1),
    ]
    found = cascade(rule, sitting, date(2028, 8, 1), seats=1, deputies=1, stands_again=())
    assert found.moves_up == (MoveUp(2, Term(date(2028, 8, 1), date(2030, 7, 31)), 1),)


def test_whoever_moves_up_by_themselves_gets_a_term_of_their_own_till_the_class_leaves() -> None:
    rule = TermRule(years=2, deputy_years=1, deputy_succeeds="next_year_auto")
    term = Term(date(2025, 9, 3), date(2027, 9, 2))
    sitting = [Sitting(1, "holder", term), Sitting(2, "deputy", term, rank=1)]
    for grade, last_day in ((9, date(2029, 7, 31)), (10, date(2028, 7, 31))):
        found = cascade(rule, sitting, date(2027, 8, 1), seats=1, deputies=1, grade=grade, last_grade=10)
        assert found.moves_up == (MoveUp(2, Term(date(2027, 8, 1), last_day), 1),)


def test_whoever_moves_up_takes_the_half_of_the_seat() -> None:
    rule = TermRule(years=2, stagger="odd_even", deputy_succeeds="next_year_auto")
    odd, even = (Term(date(year, 9, 3), date(year + 2, 9, 2)) for year in (2025, 2026))
    sitting = [
        Sitting(1, "holder", odd, half="odd"),
        Sitting(2, "holder", even, half="even"),
        Sitting(3, "deputy", even, rank=1),
    ]
    found = cascade(rule, sitting, date(2027, 8, 1), seats=2, deputies=1, halves=("odd", "even"))
    assert found.moves_up == (MoveUp(3, Term(date(2027, 8, 1), date(2029, 7, 31)), 1),)
    assert (found.stays, found.to_elect) == ((2,), ToElect(0, 1))


def test_terms_of_one_year_have_no_halves() -> None:
    rule = TermRule(years=1, stagger="odd_even")
    for half in ("odd", "even"):
        assert term_of(rule, date(2027, 9, 3), half=half).last_day == date(2028, 9, 2)


def test_incumbents_stay_until_successors_only_where_the_rule_says_so() -> None:
    """Oppegård: last year's run the election and stay until new ones are chosen."""
    term = Term(date(2026, 9, 3), date(2027, 9, 2))
    sitting = [Sitting(1, "holder", term), Sitting(2, "deputy", term, rank=1)]
    for stays, until in ((True, (1, 2)), (False, ())):
        rule = TermRule(stays_until_successor=stays)
        found = cascade(rule, sitting, date(2027, 8, 1), seats=1, deputies=1)
        assert (found.up, found.until_successor) == ((1, 2), until)


def test_a_class_that_leaves_ends_its_offices_and_chooses_nobody() -> None:
    term = Term(date(2026, 9, 3), date(2029, 9, 2))
    sitting = [Sitting(1, "holder", term), Sitting(2, "deputy", term, rank=1)]
    found = cascade(TermRule(years=3), sitting, date(2027, 8, 1), seats=1, deputies=1, grade=8, last_grade=7)
    assert found == Cascade(ends=(1, 2))
    assert leaving_day(date(2026, 9, 3), 5, 7) == date(2029, 7, 31)
    assert leaving_day(date(2027, 5, 3), 7, 7) == date(2027, 7, 31)
    assert leaving_day(date(2026, 9, 3), None, 7) is None


def test_whoever_sat_as_many_terms_as_there_may_be_is_barred() -> None:
    rule = TermRule(max_terms=2)
    term = Term(date(2026, 9, 3), date(2027, 9, 2))
    sitting = [Sitting(1, "holder", term, terms=2), Sitting(2, "holder", term, terms=1)]
    found = cascade(rule, sitting, date(2027, 8, 1), seats=2, stands_again=[1, 2])
    assert (found.up, found.barred, found.to_elect) == ((1, 2), (1,), ToElect(2, 0))


def test_who_may_not_be_chosen_again_makes_way_for_the_deputy_even_if_they_would() -> None:
    sitting = [
        Sitting(1, "holder", stange_term(date(2027, 5, 12), "holder", 3), terms=3),
        Sitting(2, "deputy", stange_term(date(2027, 5, 12), "deputy", 3), rank=1),
    ]
    limited = replace(STANGE, max_terms=3)
    for answer in (None, (1,)):
        found = cascade(limited, sitting, date(2028, 8, 1), seats=1, deputies=1, stands_again=answer)
        assert [move.person for move in found.moves_up] == [2]
        assert (found.barred, found.asks) == ((1,), ())


def test_a_rule_without_an_end_puts_nobody_up() -> None:
    rule = TermRule(years=None)
    assert term_of(rule, date(2026, 9, 3)) == Term(date(2026, 9, 3), None)
    assert term_of(rule, date(2026, 9, 3), grade=6, last_grade=7).last_day == date(2028, 7, 31)
    sitting = [Sitting(1, "holder", Term(date(2020, 9, 3), None))]
    assert cascade(rule, sitting, date(2027, 8, 1), seats=1).stays == (1,)


def test_a_class_without_anybody_chooses_all() -> None:
    found = cascade(TermRule(), [], date(2027, 8, 1), seats=2, deputies=1)
    assert found == Cascade(to_elect=ToElect(2, 1))


# ------------------------------------------------------------------------------------------------------- single days


@pytest.mark.parametrize(
    ("starts", "elected_on", "first_day", "last_day"),
    [
        ("08-01", date(2027, 3, 1), date(2027, 8, 1), date(2028, 7, 31)),
        ("08-01", date(2027, 7, 31), date(2027, 8, 1), date(2028, 7, 31)),
        ("08-01", date(2027, 8, 1), date(2027, 8, 1), date(2028, 7, 31)),
        ("08-01", date(2027, 12, 9), date(2027, 12, 9), date(2028, 7, 31)),
        ("08-01", date(2028, 2, 28), date(2028, 2, 28), date(2028, 7, 31)),
        ("01-01", date(2027, 9, 3), date(2028, 1, 1), date(2028, 12, 31)),
        ("01-01", date(2027, 8, 20), date(2028, 1, 1), date(2028, 12, 31)),
        ("01-01", date(2028, 2, 1), date(2028, 2, 1), date(2028, 12, 31)),
        ("election_day", date(2027, 9, 3), date(2027, 9, 3), date(2028, 9, 2)),
        ("election_day", date(2028, 2, 29), date(2028, 2, 29), date(2029, 2, 27)),
    ],
)
def test_a_term_of_one_year_starts_and_ends(starts: str, elected_on: date, first_day: date, last_day: date) -> None:
    assert term_of(TermRule(starts=starts), elected_on) == Term(first_day, last_day)


def test_terms_from_new_year_are_up_in_the_autumn_before() -> None:
    rule = TermRule(years=2, starts="01-01", stagger="odd_even")
    odd = term_of(rule, date(2027, 10, 4), half="odd")
    assert odd == Term(date(2028, 1, 1), date(2029, 12, 31))
    assert term_of(rule, date(2027, 10, 4), half="even").last_day == date(2028, 12, 31)
    assert term_of(rule, date(2028, 2, 1), half="odd").last_day == date(2029, 12, 31), "late for the autumn before"
    sitting = [Sitting(1, "holder", odd)]
    assert cascade(rule, sitting, date(2028, 8, 1), seats=1).stays == (1,)
    assert cascade(rule, sitting, date(2029, 8, 1), seats=1).up == (1,)
    assert period_start(rule, date(2029, 12, 31)) == date(2030, 1, 1)


def test_those_chosen_late_in_the_winter_are_up_in_the_next_autumn_and_those_of_the_spring_are_not() -> None:
    rule = TermRule()
    late, spring = (Sitting(1, "holder", term_of(rule, day)) for day in (date(2027, 1, 20), date(2027, 5, 5)))
    assert cascade(rule, [late], date(2027, 8, 1), seats=1).up == (1,)
    assert cascade(rule, [spring], date(2027, 8, 1), seats=1).stays == (1,)
    assert cascade(rule, [spring], date(2028, 8, 1), seats=1).up == (1,)


def test_a_by_election_keeps_the_halves_in_step() -> None:
    """The odd seat is empty in 2028: whoever is chosen sits until the odd seats are up, in 2029."""
    rule = TermRule(years=2, stagger="odd_even", starts="08-01")
    term = term_of(rule, date(2027, 9, 3), half="odd")
    assert term.last_day == date(2029, 7, 31)
    assert term_of(rule, date(2028, 9, 3), half="odd").last_day == term.last_day
    assert rest_of(term, date(2028, 11, 2)) == Term(date(2028, 11, 2), date(2029, 7, 31))


def test_a_deputy_who_moved_up_in_the_middle_is_up_when_the_one_they_followed_would_have_been() -> None:
    rule = TermRule(years=2)
    rest = rest_of(term_of(rule, date(2026, 9, 3)), date(2027, 1, 16))
    assert rest == Term(date(2027, 1, 16), date(2028, 9, 2))
    after = [Sitting(2, "holder", rest)]
    assert cascade(rule, after, date(2027, 8, 1), seats=1, deputies=1).to_elect == ToElect(0, 1)
    assert cascade(rule, after, date(2028, 8, 1), seats=1, deputies=1).to_elect == ToElect(1, 1)
