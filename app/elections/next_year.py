"""Who is up for election next year, who moves up and who stays?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.offices import appoint, end_office
from app.bodies.queries import OfficeRow, SeatRow, bodies, offices_on
from app.core.i18n import N_
from app.core.schoolyear import FIRST_MONTH
from app.elections.electorate_query import terms_in_a_row
from app.elections.reading import rules_of
from app.elections.rows import RuleRow
from app.elections.rules import terms as rules
from app.elections.terms_query import Grades, grades_of_school, half_of, seat_halves, term_rule
from app.school.queries import ClassRow, school_classes
from db.models import Office

DAY = timedelta(days=1)

OVER = N_("The term is over.")
OVER_SITS_ON = N_("The term is over, and they sit until somebody is chosen.")
OVER_FOR_GOOD = N_("The term is over, and by the rule they cannot be chosen again.")
MOVES_UP = N_("By the rule a deputy moves up next year.")
TAKES_OVER = N_("Takes over if the one before does not stand again.")
CLASS_LEAVES = N_("The class leaves the school.")
ENDS = N_("The office ends with the school year.")
BY_RULE = frozenset({"", "term", "moved_up"})
"""Why an office ends by the rule; who ends for another reason leaves a place that is to be filled."""


@dataclass(frozen=True)
class NextOffice:
    """Somebody who holds an office now, and what becomes of it: stays, up, moves_up, leaves.

    ``because`` is a msgid ("The term is over."). The name is for the office's own window.
    """

    office_id: int
    person_id: int
    name: str
    role: str
    rank: int | None
    becomes: str
    term_ends: date | None
    because: str = ""


@dataclass(frozen=True)
class Cascade:
    """The places of one seat in one class, grade or the school, and how many are to be elected next year.

    ``class_name`` is the class's name in the year before, ``next_grade`` the grade it is in next year; a class that
    leaves the school (``leaves``) elects nobody.
    """

    body_id: int
    seat_id: int
    class_id: int | None
    class_name: str
    grade: int | None
    next_grade: int | None
    leaves: bool
    offices: tuple[NextOffice, ...]
    open_seats: int
    open_deputies: int


def cascade_of(session: Session, year: int) -> tuple[Cascade, ...]:
    """Return what becomes of every elected office when the school year ``year`` begins, as far as is known now."""
    return tuple(one.cascade for one in turn_places(session, year))


def let_leave(session: Session, place: TurnPlace) -> None:
    """End what a class that leaves the school has chosen, with the school year."""
    for one in place.still_held:
        end_office(session, one.id, place.last_day, "term")


def move_up(session: Session, place: TurnPlace, move: rules.MoveUp) -> None:
    """Let a deputy take a seat when the school year begins; who sat there before gives way the day before."""
    first_day = place.last_day + DAY
    by_person = {(one.person_id, one.role == "deputy"): one for one in place.sitting}
    deputy = by_person[move.person, True]
    if move.replaces is not None:
        end_office(session, by_person[move.replaces, False].id, place.last_day, "term")
    end_office(session, deputy.id, place.last_day, "moved_up")
    appoint(
        session,
        place.cascade.body_id,
        move.person,
        seat_id=place.cascade.seat_id,
        class_id=place.cascade.class_id,
        grade=place.cascade.next_grade if place.cascade.class_id is None else None,
        valid_from=first_day,
        term_ends=move.term.last_day,
        how="election",
    )


@dataclass(frozen=True)
class TurnPlace:
    """One place with those who sit there on the last day of the old year, and what the rule makes of it.

    ``moves`` are the deputies who take seats; ``by_rule``: they do so without being asked.
    """

    cascade: Cascade
    sitting: tuple[OfficeRow, ...]
    by_rule: bool
    moves: tuple[rules.MoveUp, ...]
    last_day: date

    @property
    def still_held(self) -> tuple[OfficeRow, ...]:
        """The offices whose end is not written down."""
        return tuple(one for one in self.sitting if one.valid_to != self.last_day)

    def has_moved(self, move: rules.MoveUp) -> bool:
        """Say whether a deputy's way up is written down."""
        return all(one.person_id != move.person or one.role != "deputy" for one in self.still_held)


def turn_places(session: Session, year: int) -> Iterator[TurnPlace]:
    """Yield every place that is filled by election, with what becomes of it when a school year begins."""
    last_day = date(year, FIRST_MONTH, 1) - DAY
    found = bodies(session, last_day)
    rules_by_body = rules_of(session, [body.id for body in found])
    classes = school_classes(session, year - 1, last_day)
    school = grades_of_school(session)
    offices: dict[tuple[int, int | None, int | None], list[OfficeRow]] = {}
    for one in offices_on(session, last_day, year - 1):
        if one.seat_id is not None:
            grade = None if one.class_id is not None else one.grade
            offices.setdefault((one.seat_id, one.class_id, grade), []).append(one)
    terms = _Terms(session, [body.id for body in found if body.max_terms is not None], last_day)
    for body in found:
        for seat in body.seats:
            if seat.filled_by != "election" or seat.follows_body_id is not None or not seat.number:
                continue
            for class_id, name, grade in _units(seat, classes):
                key = (seat.id, class_id, grade if seat.unit == "grade" else None)
                here = tuple(offices.get(key, ()))
                yield _place(rules_by_body[body.id], seat, class_id, name, grade, here, school, year, terms)


def _units(seat: SeatRow, classes: Sequence[ClassRow]) -> list[tuple[int | None, str, int | None]]:
    """Return (class, its name, grade) of every class or grade that has a seat, or of the school."""
    if seat.unit == "school":
        return [(None, "", None)]
    if seat.unit == "class":
        return [(row.id, row.name, row.grade) for row in classes if seat.is_for(row.grade, row.last_grade)]
    grades = sorted({row.grade for row in classes if row.grade is not None})
    return [(None, "", grade) for grade in grades if seat.is_for(grade)]


def _place(
    rule: RuleRow,
    seat: SeatRow,
    class_id: int | None,
    name: str,
    grade: int | None,
    here: tuple[OfficeRow, ...],
    school: Grades,
    year: int,
    terms: _Terms,
) -> TurnPlace:
    how, next_grade = term_rule(rule), None if grade is None else grade + 1
    person_of = {one.id: one.person_id for one in here}
    sitting = [
        rules.Sitting(
            person=one.person_id,
            role=rules.DEPUTY if one.role == "deputy" else rules.HOLDER,
            term=rules.Term(one.valid_from, one.term_ends),
            rank=one.rank,
            deputy_for=person_of.get(one.deputy_for_id) if one.deputy_for_id is not None else None,
            terms=terms.of(seat.id, one.person_id),
            half=half_of(one) or None,
        )
        for one in here
        if not _goes(one, year)
    ]
    then = rules.cascade(
        how,
        sitting,
        date(year, FIRST_MONTH, 1),
        seats=seat.number,
        deputies=seat.deputies_wanted,
        grade=next_grade,
        first_grade=school.first,
        last_grade=school.last,
        halves=seat_halves(rule, seat),
    )
    shown = Cascade(
        body_id=seat.body_id,
        seat_id=seat.id,
        class_id=class_id,
        class_name=name,
        grade=grade,
        next_grade=next_grade,
        leaves=bool(then.ends) or (next_grade is not None and school.last is not None and next_grade > school.last),
        offices=tuple(_next_office(one, then, how, goes=_goes(one, year)) for one in here),
        open_seats=then.to_elect.seats,
        open_deputies=then.to_elect.deputies,
    )
    by_rule = how.deputy_succeeds == rules.NEXT_YEAR_AUTO
    return TurnPlace(shown, here, by_rule, then.moves_up, date(year, FIRST_MONTH, 1) - DAY)


def _goes(one: OfficeRow, year: int) -> bool:
    """Say whether somebody ends with the old year for another reason than the rule: no child at the school, say."""
    return one.valid_to == date(year, FIRST_MONTH, 1) - DAY and one.ended_because not in BY_RULE


def _next_office(one: OfficeRow, then: rules.Cascade, how: rules.TermRule, *, goes: bool) -> NextOffice:
    becomes, because = "stays", ""
    moves = {move.person for move in then.moves_up}
    if goes:
        becomes, because = "leaves", ENDS
    elif one.person_id in then.ends:
        becomes, because = "leaves", CLASS_LEAVES
    elif one.role == "deputy" and one.person_id in moves:
        becomes = "moves_up"
        because = MOVES_UP if how.deputy_succeeds == rules.NEXT_YEAR_AUTO else TAKES_OVER
    elif one.person_id in then.up:
        becomes = "up"
        because = OVER_SITS_ON if one.person_id in then.until_successor else OVER
        if one.person_id in then.barred:
            because = OVER_FOR_GOOD
    return NextOffice(one.id, one.person_id, one.full_name, one.role, one.rank, becomes, one.term_ends, because)


class _Terms:
    """How many terms in a row those have sat whose body has a limit; one for everybody else."""

    def __init__(self, session: Session, body_ids: Collection[int], on: date) -> None:
        self._found: dict[tuple[int, int], list[Office]] = {}
        self._on = on
        query = select(Office).where(
            Office.body_id.in_(body_ids), Office.seat_id.is_not(None), Office.role != "deputy", Office.valid_from <= on
        )
        for one in session.scalars(query.order_by(Office.valid_from, Office.id)) if body_ids else ():
            self._found.setdefault((one.seat_id or 0, one.person_id), []).append(one)

    def of(self, seat_id: int, person_id: int) -> int:
        """Return how many terms somebody has sat, this one too."""
        return max(1, terms_in_a_row(self._found.get((seat_id, person_id), ()), self._on))
