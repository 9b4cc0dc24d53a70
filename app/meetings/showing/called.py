"""Who may be called to a meeting: those who sit in its bodies, and their deputies?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Called:
    """Somebody who may be called; ``name`` is for the office's own window, ``body`` what they sit in."""

    person_id: int
    name: str
    capacity: str
    body: tuple[str, str]
    is_usual: bool


def called_to(session: Session, meeting_id: int) -> tuple[Called, ...]:
    """Return members, each once, and after them deputies, whom one calls where a member cannot come."""
    from app.bodies.queries import body, roll
    from app.contacts.queries import person_name
    from app.core.schoolyear import year_of
    from app.meetings.seating import seated_at
    from db.models import Meeting

    meeting = session.get_one(Meeting, meeting_id)
    found: dict[int, Called] = {}
    seated = seated_at(session, meeting)
    rows = {one.body_id: body(session, one.body_id) for one in seated}
    for one in seated:
        row = rows[one.body_id]
        capacity = "member" if one.is_member else "right_to_attend"
        name = person_name(session, one.person_id)
        found.setdefault(one.person_id, Called(one.person_id, name, capacity, (row.name_nb, row.name_nn), True))
    sitting = roll(session, year_of(meeting.held_on), meeting.held_on)
    for row in rows.values():
        for place in sitting.places(row):
            for office in place.deputies:
                deputy = Called(office.person_id, office.full_name, "deputy", (row.name_nb, row.name_nn), False)
                found.setdefault(office.person_id, deputy)
    return tuple(sorted(found.values(), key=lambda one: not one.is_usual))
