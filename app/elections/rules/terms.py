"""For how long is somebody chosen, and who is up, moves up or stays when a new school year comes?

No law says how long parents sit (FUG says so, and suggests two years with half up each year); the by-laws of real
schools do, and the parameters are theirs: three years for FAU and one for class contacts (Stange ungdomsskole),
deputies who move up by themselves next year (Ottestad), who take over where nobody wants re-election (Stange), two
years but one in the first grade (Luhr), incumbents who stay until new ones are chosen (Oppegård).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.schoolyear import FIRST_MONTH, year_of, year_range

HOLDER, DEPUTY = "holder", "deputy"
ELECTION_DAY, FIRST_OF_AUGUST, FIRST_OF_JANUARY = "election_day", "08-01", "01-01"
NO_STAGGER, ODD_EVEN = "none", "odd_even"
ODD, EVEN = "odd", "even"
NO_SUCCESSION, NEXT_YEAR_AUTO, IF_NO_REELECTION = "none", "next_year_auto", "if_no_reelection"

SPRING = 3
"""The month from which an election is held for the next school year; before it is a late one for this year."""

_DAY = timedelta(days=1)


def term_of(
    rule: TermRule,
    elected_on: date,
    *,
    role: str = HOLDER,
    grade: int | None = None,
    first_grade: int | None = None,
    last_grade: int | None = None,
    half: str | None = None,
) -> Term:
    """Return the term of somebody chosen on a day.

    From 1 August: whoever is chosen from March on starts with the next school year, in the autumn and winter at once,
    and both end on a 31 July. From 1 January: whoever is chosen from August on starts at New Year. ``grade`` is that of
    the class in the school year the term starts in; a class that leaves takes its offices with it. ``half`` is odd or
    even where half is up each year: the seat is up in such years, and whoever is chosen in another gets a year less.
    """
    start = period_start(rule, elected_on)
    first_day = max(start, elected_on)
    leaves = leaving_day(first_day, grade, last_grade)
    years = _years(rule, role, grade, first_grade, last_grade)
    if years is None:
        return Term(first_day, leaves)
    if rule.stagger == ODD_EVEN and half is not None and years > 1:
        voted_in = start.year - 1 if rule.starts == FIRST_OF_JANUARY else season_of(elected_on)
        years -= (voted_in + years) % 2 != (half == ODD)
    last_day = _years_after(start, years) - _DAY
    return Term(first_day, min(last_day, leaves) if leaves else last_day)


def period_start(rule: TermRule, elected_on: date) -> date:
    """Return the day from which the years of a term are counted."""
    if rule.starts == FIRST_OF_AUGUST:
        return date(season_of(elected_on), FIRST_MONTH, 1)
    if rule.starts == FIRST_OF_JANUARY:
        return date(elected_on.year + (elected_on.month >= FIRST_MONTH), 1, 1)
    return elected_on


def leaving_day(day: date, grade: int | None, last_grade: int | None) -> date | None:
    """Return the last day at school of the class that is in ``grade`` on a day; None where that is not known."""
    if grade is None or last_grade is None:
        return None
    return year_range(year_of(day) + last_grade - grade)[1]


def rest_of(term: Term, first_day: date) -> Term:
    """Return what is left of a term for whoever comes in between: a deputy who moves up, or a by-election."""
    return Term(first_day, term.last_day)


def cascade(
    rule: TermRule,
    sitting: Sequence[Sitting],
    school_year_start: date,
    *,
    seats: int,
    deputies: int = 0,
    grade: int | None = None,
    first_grade: int | None = None,
    last_grade: int | None = None,
    halves: Sequence[str] = (),
    stands_again: Collection[int] | None = None,
) -> Cascade:
    """Return what a new school year does to those who sit for one class, grade or school.

    ``seats`` and ``deputies`` are how many there are in all, ``halves`` of each seat where half is up each year, and
    ``grade`` the grade of the class in the year that starts. Up is whoever's term ends before March of that year, since
    those who are chosen at the meetings of the autumn take over in it. ``stands_again``: who of those that are up
    wants to be chosen again; None where nobody was asked yet (``asks`` then names those whose answer decides).
    """
    if grade is not None and last_grade is not None and grade > last_grade:
        return Cascade(ends=tuple(one.person for one in sitting))
    turn = date(school_year_start.year + 1, SPRING, 1)
    up = [one for one in sitting if one.term.last_day is not None and one.term.last_day < turn]
    barred = [one.person for one in up if rule.max_terms is not None and one.terms >= rule.max_terms]
    again = [one for one in up if one.person in (stands_again or ()) and one.person not in barred]
    moving = _moving(rule, sitting, up, again, seats)
    moves_up = tuple(
        MoveUp(
            deputy.person,
            _moved_term(rule, deputy, holder, school_year_start, grade, first_grade, last_grade),
            None if holder is None else holder.person,
        )
        for deputy, holder in moving
    )
    moved = {move.person for move in moves_up}
    stay = [one for one in sitting if one not in up and one.person not in moved]
    holders_left = [one for one in stay if one.role == HOLDER]
    taken = [one.half for one in holders_left] + [holder.half for _deputy, holder in moving if holder is not None]
    asked = stands_again is None and rule.deputy_succeeds == IF_NO_REELECTION
    return Cascade(
        up=tuple(one.person for one in up if one.person not in moved),
        moves_up=moves_up,
        stays=tuple(one.person for one in stay),
        to_elect=ToElect(
            max(0, seats - len(holders_left) - len(moves_up)),
            max(0, deputies - sum(one.role == DEPUTY for one in stay)),
            _open_halves(halves, taken),
        ),
        until_successor=_until_successor(rule, up, moves_up),
        barred=tuple(barred),
        asks=tuple(
            holder.person for _deputy, holder in moving if asked and holder is not None and holder.person not in barred
        ),
    )


def season_of(day: date) -> int:
    """Return the year in which those are chosen in the autumn for whose school year an election on a day is."""
    return day.year - (day.month < SPRING)


def _years(rule: TermRule, role: str, grade: int | None, first_grade: int | None, last_grade: int | None) -> int | None:
    if rule.first_grade_years is not None and grade is not None and grade == first_grade:
        return rule.first_grade_years
    if role == DEPUTY:
        if rule.last_grade_deputy_years is not None and grade is not None and grade == last_grade:
            return rule.last_grade_deputy_years
        if rule.deputy_years is not None:
            return rule.deputy_years
    return rule.years


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + years)


def _moving(
    rule: TermRule, sitting: Sequence[Sitting], up: Sequence[Sitting], again: Sequence[Sitting], seats: int
) -> list[tuple[Sitting, Sitting | None]]:
    """Return which deputies move up, and whom each takes over from (None: a seat nobody held)."""
    if rule.deputy_succeeds == NO_SUCCESSION:
        return []
    waiting = [one for one in in_order(sitting) if one.role == DEPUTY]
    if rule.deputy_succeeds == IF_NO_REELECTION:
        waiting = [one for one in waiting if one not in up]
    leaving = [one for one in up if one.role == HOLDER]
    if rule.deputy_succeeds == IF_NO_REELECTION:
        leaving = [one for one in leaving if one not in again]
    held = sum(one.role == HOLDER for one in sitting)
    seats_open: list[Sitting | None] = [*leaving, *[None] * (seats - held)]
    found: list[tuple[Sitting, Sitting | None]] = []
    for seat in seats_open[: max(0, seats)]:
        deputy = next((one for one in waiting if one.may_follow(seat)), None)
        if deputy is not None:
            waiting.remove(deputy)
            found.append((deputy, seat))
    return found


def in_order(sitting: Sequence[Sitting]) -> list[Sitting]:
    """Return those who sit by rank, those without one last."""
    return sorted(sitting, key=lambda one: (one.rank is None, one.rank or 0))


def _moved_term(
    rule: TermRule,
    deputy: Sitting,
    holder: Sitting | None,
    start: date,
    grade: int | None,
    first_grade: int | None,
    last_grade: int | None,
) -> Term:
    """Return the term of a deputy who moves up: what is left of their own, or one as a holder if that is over."""
    if rule.deputy_succeeds == IF_NO_REELECTION:
        return rest_of(deputy.term, start)
    half = None if holder is None else holder.half
    return term_of(rule, start, grade=grade, first_grade=first_grade, last_grade=last_grade, half=half)


def _open_halves(halves: Sequence[str], taken: Sequence[str | None]) -> tuple[str, ...]:
    left = list(halves)
    for half in taken:
        if half in left:
            left.remove(half)
    return tuple(left)


def _until_successor(rule: TermRule, up: Sequence[Sitting], moves_up: Sequence[MoveUp]) -> tuple[int, ...]:
    """Return those who are up and sit on until somebody is chosen, since no deputy takes over from them."""
    if not rule.stays_until_successor:
        return ()
    gone = {move.replaces for move in moves_up} | {move.person for move in moves_up}
    return tuple(one.person for one in up if one.person not in gone)


@dataclass(frozen=True, slots=True)
class TermRule:
    """How long those who are chosen sit. ``years`` of None has no end of its own.

    ``first_grade_years`` (holders and deputies), ``last_grade_deputy_years`` and ``deputy_years`` are terms that differ
    from it. ``deputy_succeeds``: deputies take the seats that are up next year by themselves, or where who held one
    does not stand again, or not at all.
    """

    years: int | None = 1
    starts: str = ELECTION_DAY
    stagger: str = NO_STAGGER
    first_grade_years: int | None = None
    last_grade_deputy_years: int | None = None
    deputy_years: int | None = None
    deputy_succeeds: str = NO_SUCCESSION
    stays_until_successor: bool = True
    max_terms: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """From and to, both included; no ``last_day`` where the rule sets no end."""

    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who sits for the class, grade or school that is looked at.

    ``rank`` of a ranked deputy, ``deputy_for`` the person a personal one is deputy for. ``terms``: how many terms in
    a row, this one too. ``half``: in which years the seat is up, where half is each year.
    """

    person: int
    role: str
    term: Term
    rank: int | None = None
    deputy_for: int | None = None
    terms: int = 1
    half: str | None = None

    def may_follow(self, holder: Sitting | None) -> bool:
        """Say whether this deputy may take a seat: a personal one only that of their own."""
        return self.deputy_for is None or (holder is not None and holder.person == self.deputy_for)


@dataclass(frozen=True, slots=True)
class MoveUp:
    """A deputy who becomes a holder, for which term, and after whom (None: the seat was vacant)."""

    person: int
    term: Term
    replaces: int | None


@dataclass(frozen=True, slots=True)
class ToElect:
    """How many must be chosen, and in which years their seats are up, where half is each year."""

    seats: int = 0
    deputies: int = 0
    halves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cascade:
    """What a new school year does: persons, in the order they were given.

    ``up`` are those whose term is over, but for the deputies who move up; who of them sits on until somebody is chosen
    stands in ``until_successor`` too, and who may not be chosen again in ``barred``. ``ends``: the class has left the
    school, so everybody's office is over and nobody is chosen.
    """

    up: tuple[int, ...] = ()
    moves_up: tuple[MoveUp, ...] = ()
    stays: tuple[int, ...] = ()
    to_elect: ToElect = ToElect()
    until_successor: tuple[int, ...] = ()
    barred: tuple[int, ...] = ()
    asks: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
