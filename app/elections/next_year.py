"""Who is up for election next year, who moves up and who stays?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class NextOffice:
    """Somebody who holds an office now, and what becomes of it: stays, up, moves_up.

    ``because`` is a msgid ("The term is over.") for ``values``. The name is for the office's own window.
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
    """Return what becomes of every elected office when the school year ``year`` begins."""
    return ()
