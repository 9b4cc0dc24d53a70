"""What is known of the yearly wheel: its rings, a year with all that comes up in it, one entry, its task list?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow, TaskRow, Wheel


def wheel(session: Session, year: int, today: date) -> Wheel:
    """Return all that comes up in a school year, as it stands on a day; in as many queries however much it is."""
    raise NotImplementedError


def rings(session: Session) -> tuple[RingRow, ...]:
    """Return the rings, the outermost first."""
    raise NotImplementedError


def tasks(session: Session, entry_id: int, audience: str = "office") -> tuple[TaskRow, ...]:
    """Return the task list of an entry in order; ``audience`` decides by what a person stands in ``done_by``.

    Whoever must not be named to the audience is "" in ``done_by`` and ``person_id`` is None.
    """
    raise NotImplementedError


def entry_row(session: Session, entry_id: int) -> EntryRow:
    """Return one entry. Raises NoResultFound."""
    raise NotImplementedError


def occurrence(session: Session, key: str, year: int, today: date) -> OccurrenceRow:
    """Return one row of the wheel of a year by its key. Raises NoResultFound."""
    raise NotImplementedError


def has_entries(session: Session, year: int) -> bool:
    """Say whether a school year has a wheel."""
    raise NotImplementedError


def entry_rows(session: Session, year: int) -> tuple[EntryRow, ...]:
    """Return the entries of a school year, by ring and in the order they were added."""
    raise NotImplementedError


def rules_in(session: Session, year: int) -> Mapping[str, str]:
    """Return {code: rule} of the entries of a school year, those without a rule too."""
    raise NotImplementedError


def titles_in(session: Session, year: int) -> Mapping[str, str]:
    """Return {code: title} of the entries of a school year."""
    raise NotImplementedError
