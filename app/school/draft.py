"""Is a school year a draft, whose papers are provisional and for the office alone until it is released?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.schoolyear import year_range
from db.models import SchoolYear


def is_draft(session: Session, year: int, today: date) -> bool:
    """Say whether a year is one to come, made beside another and not released; it takes force on its first day."""
    if year_range(year)[0] <= today:
        return False
    row = session.scalar(select(SchoolYear).where(SchoolYear.start_year == year))
    if row is not None and (row.starts_on <= today or row.released_on is not None):
        return False
    # A school that begins with the program in the summer has nothing else than the year to come.
    return session.scalar(select(SchoolYear.id).where(SchoolYear.start_year < year).limit(1)) is not None


def is_draft_today(session: Session, year: int) -> bool:
    """Say whether a year is a draft now. The hook ``is_draft``."""
    return is_draft(session, year, clock.today())


def drafts(session: Session, years: Iterable[int]) -> frozenset[int]:
    """Return which of some years are drafts now."""
    return frozenset(year for year in years if is_draft_today(session, year))
