"""What did a class choose? The simple way: the names, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session


def register_class(
    session: Session,
    seat_id: int,
    year: int,
    class_id: int,
    holders: Sequence[int],
    deputies: Sequence[int],
    held_on: date,
) -> int:
    """Write down whom a class chose (person ids, in order) to a seat and as its deputies; returns the election's id.

    What was registered before for that class, seat and year is replaced exactly; the same again changes nothing.
    Nobody is a result too: the places are vacant. Raises UserError for somebody who may not hold the seat, for too
    many, and where the election has been counted or reported (correct it instead).
    """
    raise NotImplementedError
