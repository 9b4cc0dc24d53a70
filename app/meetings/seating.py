"""Who has a seat at a meeting by the offices of its day, and who can stand in for whom?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, OfficeRow, Place, Roll, body, roll
from app.bodies.rules.composition import EXTRA_MEMBERS
from app.core.schoolyear import year_of
from db.models import Attendance, Meeting, MeetingBody

_WITHOUT_VOTE = ("secretary",)
"""Who holds such an office without a seat has a right to attend; a chair without one is a member."""


@dataclass(frozen=True)
class SeatHolder:
    """Somebody who has a seat in a body, once though it may be two; by which office, and as what."""

    body_id: int
    person_id: int
    office_id: int
    seat_id: int | None
    class_id: int | None
    grade: int | None
    constituency: str
    is_member: bool
    has_vote: bool


@dataclass(frozen=True)
class DeputyAtHand:
    """Somebody who can stand in for a member; ``taken`` already sits, stands in for another one, or is not there.

    ``is_personal``: for this very member; the others come in the order they were chosen.
    """

    person_id: int
    office_id: int
    name: str
    rank: int | None
    is_personal: bool
    taken: bool


def seated_at(session: Session, meeting: Meeting) -> tuple[SeatHolder, ...]:
    """Return who has a seat in the bodies of a meeting on its day, seats that follow another office included.

    Body by body, in the order of the seats. A meeting that is no body's has nobody.
    """
    year = year_of(meeting.held_on)
    query = select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting.id)
    ids = session.scalars(query.order_by(MeetingBody.position, MeetingBody.id)).all()
    if not ids:
        return ()
    sitting = roll(session, year, meeting.held_on)
    return tuple(holder for body_id in ids for holder in _of_body(sitting, body(session, body_id)))


def deputies_for(session: Session, row: Attendance) -> tuple[DeputyAtHand, ...]:
    """Return who can stand in for a member at a meeting, whom to ask first first: their own, then by rank."""
    if row.body_id is None or row.seat_id is None:
        return ()
    meeting = session.get_one(Meeting, row.meeting_id)
    sitting = roll(session, year_of(meeting.held_on), meeting.held_on)
    place = _place_of(sitting, body(session, row.body_id), row)
    if place is None:
        return ()
    there = session.scalars(select(Attendance).where(Attendance.meeting_id == row.meeting_id)).all()
    busy = {one.person_id for one in there if _is_busy(one, row)}
    return tuple(
        DeputyAtHand(
            office.person_id,
            office.id,
            office.full_name,
            office.rank,
            place.seat.deputy_kind == "personal" and office.deputy_for_id == row.office_id,
            office.person_id in busy,
        )
        for office in _in_turn(place, row.office_id)
    )


def where_extra_sit(session: Session, bodies: Sequence[int]) -> int | None:
    """Return the body of a meeting that calls in extra parents while the pupils are out, else the leading one."""
    with_extra = (body_id for body_id in bodies if body(session, body_id).pupils_out == EXTRA_MEMBERS)
    return next(with_extra, next(iter(bodies), None))


def _of_body(sitting: Roll, row: BodyRow) -> list[SeatHolder]:
    found: dict[int, SeatHolder] = {}
    for place in sitting.places(row):
        seat = place.seat
        for office in place.holders:
            holder = SeatHolder(
                row.id,
                office.person_id,
                office.id,
                seat.id,
                place.class_id,
                place.grade,
                seat.constituency,
                seat.counts_as_member,
                seat.has_vote,
            )
            before = found.get(office.person_id)
            if before is None or (seat.has_vote and not before.has_vote):  # the seat with a vote is the one that counts
                found[office.person_id] = holder
    deputies = {office.person_id for place in sitting.places(row) for office in place.deputies}
    for office in sitting.held(row.id):
        if office.seat_id is None and office.role != "deputy" and office.person_id not in {*found, *deputies}:
            found[office.person_id] = _without_seat(row, office)
    return list(found.values())


def _without_seat(row: BodyRow, office: OfficeRow) -> SeatHolder:
    sides = {seat.constituency for seat in row.seats}
    votes = office.role not in _WITHOUT_VOTE
    return SeatHolder(
        row.id,
        office.person_id,
        office.id,
        None,
        office.class_id,
        office.grade,
        sides.pop() if len(sides) == 1 else "",
        votes,
        votes,
    )


def _place_of(sitting: Roll, row: BodyRow, attendance: Attendance) -> Place | None:
    places = [place for place in sitting.places(row) if place.seat.id == attendance.seat_id]
    for place in places:
        if any(office.id == attendance.office_id for office in place.holders):
            return place
    same = (attendance.school_class_id, attendance.grade)
    return next((place for place in places if (place.class_id, place.grade) == same), None)


def _in_turn(place: Place, office_id: int | None) -> list[OfficeRow]:
    if place.seat.deputy_kind != "personal":
        return list(place.deputies)
    holders = {office.id for office in place.holders}
    own = [one for one in place.deputies if one.deputy_for_id == office_id and office_id is not None]
    return own + [one for one in place.deputies if one.deputy_for_id not in holders]


def _is_busy(one: Attendance, row: Attendance) -> bool:
    if one.attended != "present":
        return True
    if one.body_id != row.body_id:
        return False
    return one.capacity in ("member", "extra") or one.stands_in_for_id not in (None, row.id)
