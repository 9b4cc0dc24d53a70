"""Who may vote in an election, with how many votes, and who may stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import SeatRow
from app.elections.rows import RuleRow


@dataclass(frozen=True)
class Entitled:
    """One who may vote: with how many votes, and whether they may stand; ``why_not`` is a msgid, empty if they may.

    The name is for the office's own window; on paper it comes through disclosure.
    """

    person_id: int
    name: str
    votes: int
    may_stand: bool
    why_not: str = ""


def entitled(
    session: Session,
    seat: SeatRow,
    on: date,
    *,
    class_id: int | None = None,
    grade: int | None = None,
    rule: RuleRow | None = None,
) -> tuple[Entitled, ...]:
    """Return who may vote for a seat in a class, a grade or the school on a day, in Norwegian order of family name.

    Unknown parental responsibility counts as yes; only a recorded no excludes. With votes per pupil it is each home's
    guardian who is called first that has the pupil's vote.
    """
    return ()
