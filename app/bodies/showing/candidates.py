"""Who can be put in a seat, or be given an office of the body itself?"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.bodies import words
from app.bodies.eligible import people_for, say_about
from app.bodies.queries import BodyRow, SeatRow, offices_on
from app.contacts.person.picker import Given
from app.core.i18n import Translator
from db.search import fold


def candidates(
    session: Session,
    body: BodyRow,
    seat: SeatRow | None,
    *,
    class_id: int | None,
    grade: int | None,
    year: int,
    on: date,
    tr: Translator,
) -> tuple[Given, ...]:
    """Return those a seat is for; without a seat, those who sit in the body already."""
    if seat is not None:
        choices = people_for(session, seat, on, class_id=class_id, grade=grade if seat.unit == "grade" else None)
        return tuple(Given(one.id, one.name, say_about(one, tr), one.letters) for one in choices)
    found: dict[int, Given] = {}
    for office in offices_on(session, on, year, body_id=body.id):
        if office.role in ("member", "deputy"):
            name = office.full_name
            about = f"{words.role_name(office, tr)} {office.class_name}".strip()
            found.setdefault(office.person_id, Given(office.person_id, name, about, fold(f"{name} {about}")))
    return tuple(found.values())
