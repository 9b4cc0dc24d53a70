"""Which elections are to be held: for which seat, of which class, when?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session


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

    Raises UserError where the seat is not elected, or the class or grade does not fit it.
    """
    raise NotImplementedError


def plan_all_classes(session: Session, seat_ids: Collection[int], year: int, held_on: date | None) -> tuple[int, ...]:
    """Plan an ordinary election to each seat in every class of the year that has none yet; returns the new ids."""
    raise NotImplementedError


def remove_election(session: Session, election_id: int) -> None:
    """Remove an election that was never decided. Raises UserError."""
    raise NotImplementedError
