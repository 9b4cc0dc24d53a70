"""For how long do those sit who are chosen now, who sits on beside them, and how many places are open?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.bodies.queries import OfficeRow, SeatRow
from app.elections.rows import RuleRow
from app.elections.rules import terms as rules
from app.school.queries import the_school
from db.models import Election


@dataclass(frozen=True)
class OpenPlaces:
    """How many places an election fills, from which day, and who sits on beside those it chooses."""

    seats: int
    deputies: int
    begins: date
    staying: tuple[OfficeRow, ...] = ()
    halves: tuple[str, ...] = ()
    ends: tuple[date | None, ...] = ()
    """For a by-election: the last days of the terms it fills the rest of."""


@dataclass(frozen=True)
class Grades:
    """The first and last grade of the school, where the office has said which."""

    first: int | None = None
    last: int | None = None


def term_rule(rule: RuleRow) -> rules.TermRule:
    """Return how long those sit who are chosen by a rule."""
    return rules.TermRule(
        years=rule.term_years,
        starts=rule.term_starts,
        stagger=rule.stagger,
        first_grade_years=rule.first_grade_years,
        last_grade_deputy_years=rule.last_grade_deputy_years,
        deputy_years=rule.deputy_years,
        deputy_succeeds=rule.deputy_succeeds,
        stays_until_successor=rule.stays_until_successor,
        max_terms=rule.max_terms,
    )


def grades_of_school(session: Session) -> Grades:
    """Return the first and last grade of the school."""
    school = the_school(session)
    return Grades() if school is None else Grades(school.first_grade, school.last_grade)


def begins_on(rule: RuleRow, held_on: date) -> date:
    """Return the first day in office of those who are chosen on a day."""
    return max(held_on, rules.period_start(term_rule(rule), held_on))


def turn_of(day: date) -> date:
    """Return the day by which a term must reach for its holder to sit on beside those who begin on ``day``.

    As ``rules.terms.cascade`` has it: up is whose term ends before March of the school year.
    """
    return date(rules.season_of(day) + 1, rules.SPRING, 1)


def staying(offices: Iterable[OfficeRow], begins: date) -> tuple[OfficeRow, ...]:
    """Return those of a place who sit on when others begin."""
    turn = turn_of(begins)
    return tuple(
        one
        for one in offices
        if one.valid_from <= begins and (one.valid_to is None or one.valid_to >= begins)
        if one.term_ends is None or one.term_ends >= turn
    )


def open_places(
    election: Election, rule: RuleRow, seat: SeatRow, held_on: date, offices: Sequence[OfficeRow]
) -> OpenPlaces:
    """Return what an election fills if it is held on a day; ``offices`` are those of its school year.

    A by-election fills what is vacant on the day, for the rest of the terms; another what is up. Those whom the
    election itself has chosen before, or the one it corrects, do not sit on beside the new ones.
    """
    own = {election.id, election.corrects_id} - {None}
    others = [
        one
        for one in offices
        if one.election_id not in own and is_of_place(one, seat, election.school_class_id, election.grade)
    ]
    if election.kind == "by_election":
        return _vacant(seat, others, held_on)
    begins = begins_on(rule, held_on)
    stays = staying(others, begins)
    members = [one for one in stays if one.role != "deputy"]
    deputies = [one for one in stays if one.role == "deputy"]
    wanted = seat.deputies_wanted
    if seat.deputy_kind == "personal":
        # Who sits on keeps the deputy they have, or none; another deputy whose own term runs on stays for who comes.
        wanted -= seat.deputies * min(len(members), seat.number)
        kept = {one.id for one in members}
        deputies = [one for one in deputies if one.deputy_for_id not in kept]
    halves = seat_halves(rule, seat)
    for one in members:
        half = half_of(one)
        if half in halves:
            halves.remove(half)
    return OpenPlaces(max(0, seat.number - len(members)), max(0, wanted - len(deputies)), begins, stays, tuple(halves))


def halves_of(rule: RuleRow, seat: SeatRow, places: OpenPlaces, grade: int | None, grades: Grades) -> tuple[str, ...]:
    """Return in which years each of the open seats is up, where half are up each year; empty where they are not.

    Of several seats of a class half are up each year. Of one seat in each class those of every other grade are, so that
    the first class a pupil comes into chooses for two years. ``grade`` is that of the class when those elected begin.
    """
    if rule.stagger != rules.ODD_EVEN or seat.number > 1 or grade is None:
        return places.halves
    season = turn_of(places.begins).year - 1
    up_now = (grade - (grades.first or 1)) % 2 == 0
    return (rules.ODD if (season % 2 == 1) == up_now else rules.EVEN,)


def terms_of(
    rule: RuleRow, places: OpenPlaces, held_on: date, number: int, grade: int | None, grades: Grades, *, role: str
) -> tuple[date | None, ...]:
    """Return the last day of each of ``number`` people who are chosen on a day, in order.

    ``grade`` is that of the class when they begin. Where half of the seats are up each year, the first who are chosen
    get those that are up last.
    """
    if places.ends:
        return tuple(places.ends[min(at, len(places.ends) - 1)] for at in range(number))
    found = []
    for at in range(number):
        half = places.halves[at] if role == rules.HOLDER and at < len(places.halves) else None
        term = rules.term_of(
            term_rule(rule),
            held_on,
            role=role,
            grade=grade,
            first_grade=grades.first,
            last_grade=grades.last,
            half=half,
        )
        found.append(term.last_day)
    return tuple(sorted(found, key=lambda day: day or date.max, reverse=True) if role == rules.HOLDER else found)


def is_of_place(one: OfficeRow, seat: SeatRow, class_id: int | None, grade: int | None) -> bool:
    """Say whether an office is one of a seat in this class, grade or school."""
    if one.seat_id != seat.id:
        return False
    if seat.unit == "class":
        return one.class_id == class_id
    return seat.unit == "school" or one.grade == grade


def _vacant(seat: SeatRow, others: Sequence[OfficeRow], held_on: date) -> OpenPlaces:
    here = [one for one in others if one.valid_from <= held_on and (one.valid_to is None or one.valid_to >= held_on)]
    members = [one for one in here if one.role != "deputy"]
    gone = sorted(
        (one for one in others if one.role != "deputy" and one.valid_to is not None and one.valid_to < held_on),
        key=lambda one: (one.valid_to or date.min, one.id),
        reverse=True,
    )
    seats = max(0, seat.number - len(members))
    ends = tuple(one.term_ends for one in gone[:seats]) or tuple(one.term_ends for one in members[:1])
    deputies = sum(one.role == "deputy" for one in here)
    return OpenPlaces(seats, max(0, seat.deputies_wanted - deputies), held_on, tuple(here), ends=ends)


def seat_halves(rule: RuleRow, seat: SeatRow) -> list[str]:
    """Return in which years each of the seats is up, where half are up each year."""
    if rule.stagger != rules.ODD_EVEN or seat.number < 2:
        return []
    return [rules.ODD if at % 2 == 0 else rules.EVEN for at in range(seat.number)]


def half_of(one: OfficeRow) -> str:
    """Return in which years the seat of somebody is up, by the end of their term."""
    if one.term_ends is None:
        return ""
    up_in = turn_of(one.term_ends + timedelta(days=1)).year - 1
    return rules.ODD if up_in % 2 else rules.EVEN
