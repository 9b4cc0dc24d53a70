"""What is known of the bodies: their seats and rules, and who holds which office on a day or in a year?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.bodies.cohorts import classes_then_and_now, grade_in
from app.core.plain import plain
from app.core.schoolyear import year_of, year_range
from app.school.queries import ClassRow, class_key, in_force, school_classes
from db.models import Body, LegalBasis, Office, Person, SchoolClass, SchoolYear, Seat
from db.models.bodies import OFFICE_ROLES
from db.search import sort_key


@dataclass(frozen=True)
class LegalBasisRow:
    """What a body rests on; both days are included."""

    id: int
    body_id: int
    text: str
    source: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class SeatRow:
    """``number`` equal seats of a body (``db.models.bodies.Seat``), in each class or grade, or in the school."""

    id: int
    body_id: int
    constituency: str
    name_nb: str
    name_nn: str
    position: int = 1
    filled_by: str = "election"
    chosen_by: str = ""
    unit: str = "school"
    number: int = 1
    deputies: int = 0
    deputy_kind: str = "none"
    counts_as_member: bool = True
    has_vote: bool = True
    follows_body_id: int | None = None
    follows_role: str = ""
    first_grade: int | None = None
    last_grade: int | None = None

    def name(self, language: str) -> str:
        """Return what the seat is called in nynorsk, or else in bokmål."""
        return self.name_nn if language == "nn" and self.name_nn else self.name_nb

    @property
    def deputies_wanted(self) -> int:
        """How many deputies the seats of one class, grade or school have in all."""
        return self.deputies * self.number if self.deputy_kind == "personal" else self.deputies

    def is_for(self, grade: int | None, last_grade: int | None = None) -> bool:
        """Say whether a class of these grades, or one grade, has such a seat; one without a grade has."""
        if grade is None:
            return True
        return (self.first_grade or grade) <= (last_grade or grade) and grade <= (self.last_grade or grade)


@dataclass(frozen=True)
class BodyRow:
    """A body (``db.models.bodies.Body``) with its seats and what it rests on."""

    id: int
    kind: str
    name_nb: str
    name_nn: str
    preset: str
    source: str
    position: int
    quorum: str
    quorum_number: int | None
    notice_days: int | None
    meetings_from: int | None
    meetings_to: int | None
    casting_vote: bool
    record_name: str
    majority: str
    min_parents: int
    pupils_out: str
    max_seats: int | None
    term_years: int | None
    term_starts: str
    stagger: str
    first_grade_years: int | None
    last_grade_deputy_years: int | None
    deputy_years: int | None
    deputy_succeeds: str
    stays_until_successor: bool
    max_terms: int | None
    organised_otherwise: str
    valid_from: date | None
    valid_to: date | None
    seats: tuple[SeatRow, ...] = ()
    legal_bases: tuple[LegalBasisRow, ...] = ()

    def name(self, language: str) -> str:
        """Return what the body is called in nynorsk, or else in bokmål."""
        return self.name_nn if language == "nn" and self.name_nn else self.name_nb


@dataclass(frozen=True)
class OfficeRow:
    """Who holds an office; ``class_id``, ``class_name`` and ``grade`` are of the school year that was asked for.

    ``derived``: held by another office (the FAU chair's seat in SU), whose id this is.
    """

    id: int
    person_id: int
    given: str
    family: str
    body_id: int
    seat_id: int | None
    role: str
    rank: int | None
    deputy_for_id: int | None
    class_id: int | None
    class_name: str
    grade: int | None
    group_id: int | None
    valid_from: date
    term_ends: date | None
    valid_to: date | None
    how: str
    ended_because: str
    declaration_signed_on: date | None
    printed_as: str
    election_id: int | None
    derived: bool = False

    @property
    def full_name(self) -> str:
        """Given name first, for the office's own window; on paper names come through disclosure."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class Place:
    """The seats of one kind for one class, grade or the school, and who sits in them on the day asked for."""

    seat: SeatRow
    class_id: int | None = None
    class_name: str = ""
    grade: int | None = None
    holders: tuple[OfficeRow, ...] = ()
    deputies: tuple[OfficeRow, ...] = field(default=())

    @property
    def vacant(self) -> int:
        """How many seats nobody has."""
        return max(0, self.seat.number - len(self.holders))

    @property
    def vacant_deputies(self) -> int:
        """How many deputies are wanting."""
        return max(0, self.seat.deputies_wanted - len(self.deputies))


def bodies(session: Session, on: date | None = None) -> tuple[BodyRow, ...]:
    """Return the bodies that are there on a day (None: all there ever were), in the school's own order."""
    query = select(Body).order_by(Body.position, Body.id)
    return _with_parts(session, session.scalars(query if on is None else query.where(in_force(Body, on))))


def body(session: Session, body_id: int) -> BodyRow:
    """Return one body. Raises NoResultFound."""
    return _with_parts(session, [session.get_one(Body, body_id)])[0]


def offices_on(session: Session, on: date, year: int, *, body_id: int | None = None) -> tuple[OfficeRow, ...]:
    """Return the offices held on a day, with the classes of a school year.

    Whoever was given one by a class that has left the school holds it no more, also where nobody has followed.
    """
    return _offices(session, year, in_force(Office, on), body_id)


def offices_in_year(session: Session, year: int, *, body_id: int | None = None) -> tuple[OfficeRow, ...]:
    """Return the offices held at any time of a school year, by role, rank and first day."""
    first, last = year_range(year)
    held = (Office.valid_from <= last) & or_(Office.valid_to.is_(None), Office.valid_to >= first)
    return _offices(session, year, held, body_id)


def offices_of(session: Session, person_id: int, year: int, on: date | None = None) -> tuple[OfficeRow, ...]:
    """Return what a person holds on a day, or (None) ever held."""
    condition = Office.person_id == person_id
    if on is None:
        return _offices(session, year, condition, None, ever=True)
    return _offices(session, year, condition & in_force(Office, on), None)


def places(session: Session, of: BodyRow, year: int, on: date) -> tuple[Place, ...]:
    """Return the seats of a body with who sits there on a day: seat by seat, class by class in order."""
    return roll(session, year, on).places(of)


def roll(session: Session, year: int, on: date) -> Roll:
    """Return who holds what in every body on a day, with the classes of a school year."""
    return Roll(school_classes(session, year, on), offices_on(session, on, year))


@dataclass(frozen=True)
class Roll:
    """Every office held on a day, and the classes there are: read once, for whoever asks about several bodies."""

    classes: tuple[ClassRow, ...]
    offices: tuple[OfficeRow, ...]

    def held(self, body_id: int) -> tuple[OfficeRow, ...]:
        """Return the offices held in one body, without those it has by another one's."""
        return tuple(office for office in self.offices if office.body_id == body_id)

    def places(self, of: BodyRow) -> tuple[Place, ...]:
        """Return the seats of a body with who sits there: seat by seat, class by class in order."""
        held = self.held(of.id)
        return tuple(place for seat in of.seats for place in self._places_of(seat, held))

    def _places_of(self, seat: SeatRow, held: Iterable[OfficeRow]) -> Iterator[Place]:
        here: dict[int | None, list[OfficeRow]] = {}
        for office in held:
            if office.seat_id == seat.id:
                here.setdefault(_unit_of(office, seat), []).append(office)
        followed = self._followed(seat)
        for class_id, class_name, grade in self._units(seat):
            mine = here.get(class_id if seat.unit == "class" else grade, ())
            holders = (office for office in mine if office.role != "deputy")
            deputies = tuple(office for office in mine if office.role == "deputy")
            yield Place(seat, class_id, class_name, grade, (*followed, *holders), deputies)

    def _units(self, seat: SeatRow) -> list[tuple[int | None, str, int | None]]:
        if seat.unit == "school":
            return [(None, "", None)]
        if seat.unit == "grade":
            return [(None, "", grade) for grade in sorted(_grades(self.classes)) if seat.is_for(grade)]
        return [(row.id, row.name, row.grade) for row in self.classes if seat.is_for(row.grade, row.last_grade)]

    def _followed(self, seat: SeatRow) -> tuple[OfficeRow, ...]:
        if seat.follows_body_id is None or not seat.follows_role:
            return ()
        return tuple(
            replace(office, body_id=seat.body_id, seat_id=seat.id, role="member", how="ex_officio", derived=True)
            for office in self.held(seat.follows_body_id)
            if office.role == seat.follows_role
        )[: seat.number]


def _unit_of(office: OfficeRow, seat: SeatRow) -> int | None:
    """Return the class or grade an office is for, None for a seat of the school."""
    return {"class": office.class_id, "grade": office.grade}.get(seat.unit)


def _offices(
    session: Session, year: int, condition: ColumnElement[bool], body_id: int | None, *, ever: bool = False
) -> tuple[OfficeRow, ...]:
    query = (
        select(Office, Person.given_name, Person.family_name, Seat.last_grade)
        .join(Person, Person.id == Office.person_id)
        .outerjoin(Seat, Seat.id == Office.seat_id)
    )
    query = query.where(condition) if body_id is None else query.where(condition, Office.body_id == body_id)
    found = session.execute(query).all()
    now = classes_then_and_now(
        session, {office.school_class_id for office, *_ in found if office.school_class_id is not None}, year
    )
    there = _classes_of(session, year)
    rows = [
        _office_row(office, given, family, now, there, year)
        for office, given, family, last_grade in found
        if ever or not _has_left(office, last_grade, now, there, year)
    ]
    return tuple(sorted(_with_whom_they_are_deputy_for(session, rows, condition), key=_office_key))


def _classes_of(session: Session, year: int) -> dict[int, SchoolClass]:
    query = select(SchoolClass).join(SchoolYear).where(SchoolYear.start_year == year)
    return {row.id: row for row in session.scalars(query)}


def _has_left(
    office: Office, last_grade: int | None, now: dict[int, int | None], there: dict[int, SchoolClass], year: int
) -> bool:
    """Say whether the class or grade that gave an office has left the school, or the grades that have such a seat.

    A year without classes does not know.
    """
    if not there or year <= year_of(office.valid_from):
        return False
    if office.school_class_id is not None:
        class_id = now[office.school_class_id]
        grade = there[class_id].grade if class_id is not None else None
        return class_id is None or (grade is not None and grade > (last_grade or grade))
    grade = grade_in(office.grade, office.valid_from, year)
    return grade is not None and grade > (last_grade or max(_grades(there.values()), default=grade))


def _grades(classes: Iterable[ClassRow | SchoolClass]) -> set[int]:
    """Return every grade of some classes; a mixed one has several."""
    return {
        grade
        for row in classes
        if row.grade is not None
        for grade in range(row.grade, (row.last_grade or row.grade) + 1)
    }


def _with_whom_they_are_deputy_for(
    session: Session, rows: list[OfficeRow], condition: ColumnElement[bool]
) -> list[OfficeRow]:
    """Let the deputy of somebody who was chosen again be deputy for the office they have now."""
    old = {row.deputy_for_id for row in rows if row.deputy_for_id is not None} - {row.id for row in rows}
    if not old:
        return rows
    facts = select(Office.id, Office.person_id, Office.body_id, Office.role, Office.seat_id)
    was = {row.id: row for row in session.execute(facts.where(Office.id.in_(old)))}
    people = {row.person_id for row in was.values()}
    seated = {(row.person_id, row.seat_id, row.class_id, row.grade): row.id for row in rows if row.role == "member"}
    # A seat that follows a chair has no office of its own: the deputy there is deputy for the chair of another body.
    without_seat = session.execute(facts.where(condition, Office.person_id.in_(people), Office.seat_id.is_(None)))
    leading = {(row.person_id, row.body_id, row.role): row.id for row in without_seat}

    def now(row: OfficeRow) -> int | None:
        if row.deputy_for_id not in was:
            return row.deputy_for_id
        whom = was[row.deputy_for_id]
        if whom.seat_id is None:
            return leading.get((whom.person_id, whom.body_id, whom.role), row.deputy_for_id)
        return seated.get((whom.person_id, row.seat_id, row.class_id, row.grade), row.deputy_for_id)

    return [replace(row, deputy_for_id=now(row)) for row in rows]


def _office_row(
    office: Office, given: str, family: str, now: dict[int, int | None], there: dict[int, SchoolClass], year: int
) -> OfficeRow:
    class_id = now[office.school_class_id] if office.school_class_id is not None else None
    name, grade = "", grade_in(office.grade, office.valid_from, year)
    if class_id is not None:
        name, grade = there[class_id].name, there[class_id].grade
    return OfficeRow(
        id=office.id,
        person_id=office.person_id,
        given=given,
        family=family,
        body_id=office.body_id,
        seat_id=office.seat_id,
        role=office.role,
        rank=office.rank,
        deputy_for_id=office.deputy_for_id,
        class_id=class_id,
        class_name=name,
        grade=grade,
        group_id=office.group_id,
        valid_from=office.valid_from,
        term_ends=office.term_ends,
        valid_to=office.valid_to,
        how=office.how,
        ended_because=office.ended_because,
        declaration_signed_on=office.declaration_signed_on,
        printed_as=office.printed_as,
        election_id=office.election_id,
    )


def _office_key(row: OfficeRow) -> tuple[Any, ...]:
    return (
        OFFICE_ROLES.index(row.role),  # those who lead first, deputies last
        class_key(row.class_name, row.grade),
        row.rank or 0,
        -row.valid_from.toordinal() if row.role == "deputy" else row.valid_from.toordinal(),  # a newer one goes first
        sort_key(row.family),
        sort_key(row.given),
        row.id,
    )


def _with_parts(session: Session, found: Iterable[Body]) -> tuple[BodyRow, ...]:
    rows = list(found)
    ids = [row.id for row in rows]
    seats: dict[int, list[SeatRow]] = {}
    for seat in session.scalars(select(Seat).where(Seat.body_id.in_(ids)).order_by(Seat.position, Seat.id)):
        seats.setdefault(seat.body_id, []).append(plain(SeatRow, seat))
    bases: dict[int, list[LegalBasisRow]] = {}
    for basis in session.scalars(
        select(LegalBasis).where(LegalBasis.body_id.in_(ids)).order_by(LegalBasis.valid_from, LegalBasis.id)
    ):
        bases.setdefault(basis.body_id, []).append(plain(LegalBasisRow, basis))
    return tuple(
        plain(BodyRow, row, seats=tuple(seats.get(row.id, ())), legal_bases=tuple(bases.get(row.id, ())))
        for row in rows
    )
