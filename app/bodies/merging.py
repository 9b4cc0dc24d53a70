"""Two people are one: whose are the offices now?"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.seating import open_end
from db.models import Body, Office


def merge_people(session: Session, kept_id: int, gone_id: int) -> None:
    """Point the offices of one person to another; two of one seat that share a day become one.

    That one lasts from the first day to the last, is chosen for as long as the longer one, and has been signed for if
    one of them has. Nobody is deputy for themselves.
    """
    kept = _offices(session, kept_id)
    for row in _offices(session, gone_id):
        same = next((one for one in kept if _is_same(one, row) and _overlap(one, row)), None)
        if same is None:
            row.person_id = kept_id
            kept.append(row)
            continue
        for deputy in session.scalars(select(Office).where(Office.deputy_for_id == row.id)):
            deputy.deputy_for_id = same.id
        _widen(same, row, session.get_one(Body, row.body_id))
        session.delete(row)
    session.flush()
    mine = {row.id for row in kept}
    for row in kept:
        if row.deputy_for_id in mine:
            row.deputy_for_id = None
    session.flush()


def _offices(session: Session, person_id: int) -> list[Office]:
    return list(session.scalars(select(Office).where(Office.person_id == person_id).order_by(Office.id)))


def _is_same(one: Office, other: Office) -> bool:
    names = ("body_id", "seat_id", "role", "school_class_id", "grade", "group_id")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _overlap(one: Office, other: Office) -> bool:
    return (other.valid_to is None or one.valid_from <= other.valid_to) and (
        one.valid_to is None or other.valid_from <= one.valid_to
    )


def _widen(one: Office, other: Office, body: Body) -> None:
    """Let ``one`` say what both did."""
    last = other if one.valid_to is not None and (other.valid_to is None or other.valid_to > one.valid_to) else one
    one.ended_because, one.ended_by_id = last.ended_because, last.ended_by_id
    one.valid_to = last.valid_to
    one.valid_from = min(one.valid_from, other.valid_from)
    terms = (one.term_ends, other.term_ends)
    one.term_ends = None if None in terms else max(day for day in terms if day is not None)
    if not one.ended_because:
        one.valid_to = open_end(body, one)
    signed = [day for day in (one.declaration_signed_on, other.declaration_signed_on) if day is not None]
    one.declaration_signed_on = min(signed, default=None)
    one.rank = min((rank for rank in (one.rank, other.rank) if rank is not None), default=None)
    one.deputy_for_id = one.deputy_for_id if one.deputy_for_id is not None else other.deputy_for_id
    one.election_id = one.election_id if one.election_id is not None else other.election_id
