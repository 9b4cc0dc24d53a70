"""Which elections belong on the agenda of a meeting, since it chooses and a place is open?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, Place, SeatRow, bodies, roll
from app.core.schoolyear import year_of, year_range
from app.elections.reading import DECIDED, rules_of
from app.elections.rows import IN_SPRING
from app.meetings.rows import MeetingRow
from db.models import Election, SchoolYear

CHOOSES = {"parent_committee": "parent_committee", "pupil_council": "pupil_council", "parent_council": "annual_meeting"}
"""What a body of a kind is called as one that chooses (``db.models.bodies.CHOSEN_BY``)."""
AT_MEETINGS = {"parents": ("class_parents", "grade_parents"), "staff": ("staff",)}
SPRING, AUTUMN = (3, 4, 5, 6, 7), (8, 9, 10, 11)
SOON = timedelta(days=31)
"""A term that ends so soon after a meeting is over before the next."""


def elections_due(session: Session, row: MeetingRow) -> tuple[DueElection, ...]:
    """Return what a meeting has to choose, seat by seat: places that are open, or whose term is over."""
    found = bodies(session, row.held_on)
    mine = [body for body in found if body.id in row.bodies and body.kind in CHOOSES and row.kind == "body"]
    choosers: dict[str, int | None] = {CHOOSES[body.kind]: body.id for body in mine}
    for code in AT_MEETINGS.get(row.kind, ()):
        choosers[code] = next(iter(row.bodies), None)
    if not choosers:
        return ()
    return tuple(_due(session, row, found, choosers))


@dataclass(frozen=True)
class DueElection:
    """``number`` members and ``deputies`` of a seat are to be chosen; ``chooser_id`` is the body that does it.

    ``is_in_season``: it is the time of the year for it; at other times a place stands open that nobody was found for.
    """

    body: BodyRow
    seat: SeatRow
    number: int
    deputies: int
    chooser_id: int | None
    election_id: int | None
    is_in_season: bool


def _due(
    session: Session, row: MeetingRow, found: tuple[BodyRow, ...], choosers: dict[str, int | None]
) -> Iterator[DueElection]:
    year = year_of(row.held_on)
    rules = rules_of(session, [body.id for body in found])
    roll_then = roll(session, year, row.held_on)
    for body in found:
        in_spring = rules[body.id].due in IN_SPRING
        if in_spring and row.held_on.month not in SPRING:
            continue
        until = year_range(year)[1] if in_spring else row.held_on + SOON
        for seat in body.seats:
            if seat.chosen_by not in choosers or seat.filled_by != "election" or seat.follows_body_id is not None:
                continue
            places = [place for place in roll_then.places(body) if place.seat.id == seat.id and _is_here(place, row)]
            number = sum(_open(place, until) for place in places)
            deputies = sum(_open_deputies(place, until) for place in places)
            planned, decided = _elections(session, seat, row, year)
            if decided and not planned:
                continue
            if number or deputies or planned:
                in_season = in_spring or row.held_on.month in AUTUMN
                yield DueElection(body, seat, number, deputies, choosers[seat.chosen_by], planned, in_season)


def _is_here(place: Place, row: MeetingRow) -> bool:
    """Say whether a place is chosen by those who meet: the parents of one class or grade, or the whole school."""
    if row.school_class_id is not None:
        return place.class_id == row.school_class_id or (place.class_id is None and place.grade is None)
    if row.grade is not None:
        return place.grade == row.grade or (place.class_id is None and place.grade is None)
    return True


def _open(place: Place, until: date) -> int:
    over = sum(1 for one in place.holders if one.term_ends is not None and one.term_ends <= until)
    return place.vacant + over


def _open_deputies(place: Place, until: date) -> int:
    over = sum(1 for one in place.deputies if one.term_ends is not None and one.term_ends <= until)
    return place.vacant_deputies + over


def _elections(session: Session, seat: SeatRow, row: MeetingRow, year: int) -> tuple[int | None, bool]:
    """Return the election that is planned for this meeting's class, grade or school, and whether one was decided."""
    query = (
        select(Election)
        .join(SchoolYear)
        .where(SchoolYear.start_year == year, Election.seat_id == seat.id, Election.status != "corrected")
        .order_by(Election.id)
    )
    if seat.unit == "class":
        query = query.where(Election.school_class_id == row.school_class_id)
    if seat.unit == "grade":
        query = query.where(Election.grade == row.grade)
    elections = session.scalars(query).all()
    planned = [one.id for one in elections if one.status not in DECIDED]
    decided = any(one.status in DECIDED and one.held_on == row.held_on for one in elections)
    return (planned[-1] if planned else None), decided
