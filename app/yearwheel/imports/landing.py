"""How do the rows of a file become entries of the wheel?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.yearwheel.choosing import Taken
from app.yearwheel.imports.found import FoundRow, RingFor


def rings_for(session: Session, rows: Sequence[FoundRow]) -> tuple[RingFor, ...]:
    """Return in which ring each row would land, for the preview."""
    raise NotImplementedError


def take_in(session: Session, year: int, rows: Sequence[FoundRow]) -> Taken:
    """Make entries of rows, and the rings that are missing; what the year has already is passed over."""
    raise NotImplementedError
