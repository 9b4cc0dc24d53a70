"""Who ever sat in the seats of one class, grade or school, and who gives way to whom there?

Who has no definite end has no ``ended_because``; ``valid_to`` is then None, or ``term_ends`` in a body where incumbents
do not stay until successors. ``ended_by_id`` is the election somebody gave way to, so that it can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.cohorts import classes_then_and_now, grade_in
from app.bodies.rules.giving_way import Sitting, giving_way
from app.core.schoolyear import year_of
from db.models import Body, Office, SchoolClass, SchoolYear, Seat

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bench:
    """The seats of one kind for one class, grade or the school; ``year`` is the one its class or grade is of."""

    seat: Seat
    body: Body
    class_id: int | None
    grade: int | None
    year: int

    @property
    def deputies(self) -> int:
        """How many deputies the seats have in all."""
        return self.seat.deputies * self.seat.number if self.seat.deputy_kind == "personal" else self.seat.deputies


def bench(session: Session, seat_id: int, class_id: int | None, grade: int | None, on: date) -> Bench:
    """Return the seats of a class (of any year), a grade (of the year a day is in), or the school."""
    seat = session.get_one(Seat, seat_id)
    year = year_of(on)
    if class_id is not None:
        query = select(SchoolYear.start_year).join(SchoolClass, SchoolClass.school_year_id == SchoolYear.id)
        year = session.scalars(query.where(SchoolClass.id == class_id)).one()
    return Bench(seat, session.get_one(Body, seat.body_id), class_id, grade, year)


def who_sat(session: Session, there: Bench) -> list[Office]:
    """Return every office that was ever given there, whatever the class was called then."""
    rows = list(session.scalars(select(Office).where(Office.seat_id == there.seat.id).order_by(Office.id)))
    if there.seat.unit == "class":
        ids = {row.school_class_id for row in rows if row.school_class_id is not None}
        now = classes_then_and_now(session, ids, there.year)
        return [row for row in rows if _is_of_class(row, there.class_id, now)]
    if there.seat.unit == "grade":
        return [row for row in rows if grade_in(row.grade, row.valid_from, there.year) == there.grade]
    return rows


def settle(
    there: Bench, rows: Sequence[Office], since: date, election_id: int | None, new: Collection[int] = ()
) -> None:
    """Let those give way who must, from a day on: to each election in turn, and to the ``new`` offices.

    Elections may be registered in any order, and be taken back: who gave way is found anew from who was chosen.
    """
    elected = {row.election_id for row in rows if row.election_id is not None} | {election_id}
    for row in rows:
        if row.ended_by_id is not None and row.ended_by_id in elected and row.valid_to and row.valid_to >= since - DAY:
            row.ended_because, row.ended_by_id = "", None
            row.valid_to = open_end(there.body, row)
    came = [row for row in rows if row.valid_from >= since and (row.election_id is not None or row.id in new)]
    for (first_day, _), together in groupby(sorted(came, key=_beginning), key=_beginning):
        newcomers = list(together)
        give_way(there, rows, newcomers, first_day, newcomers[0].election_id)


def give_way(
    there: Bench, rows: Sequence[Office], newcomers: Sequence[Office], first_day: date, election_id: int | None
) -> None:
    """End the offices of those who must go when others come.

    Who has a definite end goes then, whoever comes, and is in nobody's way.
    """
    incumbents = [row for row in rows if not row.ended_because and row.valid_from < first_day and sits(row, first_day)]
    gone = giving_way(
        [_sitting(row, rows) for row in incumbents],
        [_sitting(row, rows) for row in newcomers],
        members=there.seat.number,
        deputies=there.deputies,
    )
    for row in incumbents:
        if row.id in gone:
            row.valid_to, row.ended_because, row.ended_by_id = first_day - DAY, "term", election_id


def open_end(body: Body, row: Office) -> date | None:
    """Return the last day of an office nobody has ended."""
    return None if body.stays_until_successor else row.term_ends


def sits(row: Office, on: date) -> bool:
    """Say whether an office is held on a day."""
    return row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)


def just_before(row: Office, rows: Iterable[Office], roles: Collection[str] = ()) -> Office | None:
    """Return the office the same person held until the day before, in one of the roles (the same one if none)."""
    roles = roles or (row.role,)
    ends = row.valid_from - DAY
    return next(
        (one for one in rows if one.person_id == row.person_id and one.role in roles and one.valid_to == ends), None
    )


def _is_of_class(row: Office, class_id: int | None, now: dict[int, int | None]) -> bool:
    if row.school_class_id is None or class_id is None:
        return row.school_class_id == class_id
    return now[row.school_class_id] == class_id


def _beginning(row: Office) -> tuple[date, int]:
    return row.valid_from, row.election_id or 0


def _sitting(row: Office, rows: Sequence[Office]) -> Sitting:
    first = row
    while earlier := just_before(first, rows):
        first = earlier
    return Sitting(
        row.id, row.person_id, row.role == "deputy", first.valid_from, row.term_ends, row.rank, row.deputy_for_id
    )
