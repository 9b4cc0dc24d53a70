"""What does the page read each time: the bodies of the year and what is not as it should be with them?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.bodies.showing.lines import BodyLook, looks
from app.bodies.taken_over import waiting_groups
from app.bodies.warnings import warnings

if TYPE_CHECKING:
    from app.bodies.warnings import BodyWarning


def overview(
    session: Session, year: int, on: date, language: str
) -> tuple[tuple[BodyLook, ...], tuple[BodyWarning, ...], bool]:
    """Return every body of a school year as it stood on a day, the warnings, and whether a file brought any."""
    return (
        looks(session, year, on),
        warnings(session, year, on, language=language),
        bool(waiting_groups(session, year, on)),
    )
