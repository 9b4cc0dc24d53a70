"""What becomes of this year's wheel next year, by the same rules on the new calendar?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.core.about import Saying

Days = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True)
class Difference:
    """An entry of one year and what it would be in the next: ``days`` and ``days_next`` as often as it comes up.

    ``rule_next`` differs from ``rule`` where a fixed date got another. ``moved`` and ``dropped`` say that one of its
    times was moved or dropped by hand this year, which is not taken along. ``is_there``: the next year has it already.
    ``remarks`` are sentences, ``problem`` says why it has no days next year.
    """

    entry_id: int
    code: str
    title: str
    ring_id: int
    ring: str
    rule: str
    rule_next: str
    days: tuple[Days, ...]
    days_next: tuple[Days, ...]
    moved: bool
    dropped: bool
    is_there: bool
    remarks: tuple[Saying, ...]
    problem: Saying | None


def differences(session: Session, from_year: int, to_year: int) -> tuple[Difference, ...]:
    """Return what each entry of a year would be in another, in the order of the days of the next; reads only."""
    raise NotImplementedError


def roll_over(session: Session, from_year: int, to_year: int) -> None:
    """Make the next year's wheel of this one's. The hook of a new year; running it twice adds nothing."""
    roll_over_chosen(session, from_year, to_year)


def roll_over_chosen(
    session: Session, from_year: int, to_year: int, entry_ids: Collection[int] | None = None
) -> tuple[int, ...]:
    """Make entries in a year of those of another (all, or those chosen); returns the new ids.

    What is there already is passed over; tasks and what was done, moved or dropped by hand are not taken along.
    """
    raise NotImplementedError
