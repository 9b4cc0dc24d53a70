"""Which elections are to be held: for which seat, of which class, when?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.elections.reading import DECIDED, rule_of, seat_row
from app.elections.rows import RuleRow
from app.elections.rules.terms import season_of
from app.school.commands import add_year
from app.school.queries import class_key
from db.models import Election, SchoolClass, SchoolYear, Seat
from db.models.elections import ELECTION_KINDS


def plan_election(
    session: Session,
    seat_id: int,
    year: int,
    *,
    class_id: int | None = None,
    grade: int | None = None,
    held_on: date | None = None,
    kind: str = "ordinary",
) -> int:
    """Plan an election to a seat; returns its id. An ordinary one that is there already is returned as it is.

    One that was decided for another school year, by a rule that elects in spring, is another election.
    Raises UserError where the seat is not elected, or the class or grade does not fit it.
    """
    if kind not in ELECTION_KINDS:
        raise UserError(N_("Choose one of the values in the list."), field="kind")
    seat = session.get_one(Seat, seat_id)
    _fits(session, seat, year, class_id, grade)
    found = standing(session, seat_id, year, class_id, grade, kind, held_on)
    if found is not None:
        return found.id
    added = Election(
        body_id=seat.body_id,
        seat_id=seat_id,
        school_year_id=add_year(session, year),
        school_class_id=class_id,
        grade=grade,
        held_on=held_on,
        kind=kind,
    )
    session.add(added)
    session.flush()
    return added.id


def plan_all_classes(session: Session, seat_ids: Collection[int], year: int, held_on: date | None) -> tuple[int, ...]:
    """Plan an ordinary election to each seat in every class of the year that has none yet; returns the new ids."""
    seats = [session.get_one(Seat, seat_id) for seat_id in seat_ids]
    there = select(Election.seat_id, Election.school_class_id, Election.held_on, Election.status).join(SchoolYear)
    there = there.where(
        SchoolYear.start_year == year,
        Election.kind == "ordinary",
        Election.status != "corrected",
        Election.seat_id.in_([seat.id for seat in seats]),
    )
    rule = {seat.id: rule_of(session, seat.body_id) for seat in seats}
    known = {
        (seat_id, class_id)
        for seat_id, class_id, day, status in session.execute(there)
        if not _is_of_other_year(rule[seat_id], status, day, held_on)
    }
    year_id = add_year(session, year)
    of_year = select(SchoolClass).where(SchoolClass.school_year_id == year_id)
    classes = sorted(session.scalars(of_year), key=lambda row: class_key(row.name, row.grade))
    added = []
    for seat in seats:
        _is_elected(seat)
        if seat.unit != "class":
            raise UserError(N_("This seat is not elected by the classes."), field="seat")
        for row in classes:
            if (seat.id, row.id) in known or not seat_row(seat).is_for(row.grade, row.last_grade):
                continue
            added.append(
                Election(
                    body_id=seat.body_id,
                    seat_id=seat.id,
                    school_year_id=year_id,
                    school_class_id=row.id,
                    held_on=held_on,
                )
            )
    session.add_all(added)
    session.flush()
    return tuple(one.id for one in added)


def remove_election(session: Session, election_id: int) -> None:
    """Remove an election that was never decided. Raises UserError."""
    found = session.get_one(Election, election_id)
    if found.status in (*DECIDED, "corrected"):
        raise UserError(N_("This election has been decided, and its protocol is kept. Correct it instead."))
    session.delete(found)
    session.flush()


def standing(
    session: Session,
    seat_id: int,
    year: int,
    class_id: int | None,
    grade: int | None,
    kind: str = "ordinary",
    held_on: date | None = None,
) -> Election | None:
    """Return the election that counts for a place in a year, None before it is planned; a correction goes first.

    Of by-elections, which there may be several of, it is the one that is not decided yet. Held on a day in spring, it
    is not the one by which a class that began in the autumn chose for the year that ends.
    """
    query = (
        select(Election)
        .join(SchoolYear)
        .where(
            SchoolYear.start_year == year,
            Election.seat_id == seat_id,
            Election.school_class_id.is_not_distinct_from(class_id),
            Election.grade.is_not_distinct_from(grade),
            Election.kind == kind,
            Election.status != "corrected",
        )
        .order_by(Election.id.desc())
    )
    if kind == "by_election":
        query = query.where(Election.status.not_in(DECIDED))
    found = session.scalars(query).all()
    rule = rule_of(session, found[0].body_id) if found else None
    return next((one for one in found if rule and not _is_of_other_year(rule, one.status, one.held_on, held_on)), None)


def _is_of_other_year(rule: RuleRow, status: str, was_held: date | None, held_on: date | None) -> bool:
    """Say whether an election that was decided chose for another school year than one on a day would."""
    if held_on is None or was_held is None or status not in DECIDED:
        return False
    return not rule.is_for(was_held, season_of(held_on))


def _is_elected(seat: Seat) -> None:
    if seat.filled_by != "election" or seat.follows_body_id is not None:
        raise UserError(N_("This seat is not filled by election."), field="seat")


def _fits(session: Session, seat: Seat, year: int, class_id: int | None, grade: int | None) -> None:
    _is_elected(seat)
    if (seat.unit == "class") != (class_id is not None):
        raise UserError(
            N_("Choose the class that elects.") if class_id is None else N_("This seat is not elected by the classes."),
            field="class",
        )
    if (seat.unit == "grade") != (grade is not None):
        raise UserError(
            N_("Choose the grade that elects.") if grade is None else N_("This seat is not elected by the grades."),
            field="grade",
        )
    last_grade = None
    if class_id is not None:
        of_class = session.get_one(SchoolClass, class_id)
        start_year = session.scalars(
            select(SchoolYear.start_year).where(SchoolYear.id == of_class.school_year_id)
        ).one()
        if start_year != year:
            raise UserError(N_("The class belongs to another school year."), field="class")
        grade, last_grade = of_class.grade, of_class.last_grade
    if not seat_row(seat).is_for(grade, last_grade):
        raise UserError(N_("There is no such seat for this grade."), field="class" if class_id else "grade")
