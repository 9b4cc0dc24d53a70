"""By which days must cases, notice and papers of a meeting be there? Counted back from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

NOTICE_DAYS = 14
"""Where nobody has said how many days before a notice must go out."""


@dataclass(frozen=True)
class DayRule:
    """How many days before a meeting of one body each must be there; None is not asked for."""

    notice: int | None
    input: int | None
    papers: int | None


@dataclass(frozen=True)
class Deadlines:
    """The last day for each, None where there is none; ``remarks_by`` only once the minutes have been sent."""

    input_by: date | None
    notice_by: date | None
    papers_by: date | None
    remarks_by: date | None = None


def counted_back(held_on: date, rules: Iterable[DayRule]) -> Deadlines:
    """Return the deadlines of a meeting, of several bodies the strictest. Papers go with the notice where unsaid."""
    rules = tuple(rules)
    notice = most(NOTICE_DAYS if rule.notice is None else rule.notice for rule in rules)
    papers = most(rule.papers for rule in rules)
    return Deadlines(
        before(held_on, most(rule.input for rule in rules)),
        before(held_on, notice),
        before(held_on, notice if papers is None else papers),
    )


def most(days: Iterable[int | None]) -> int | None:
    """Return the most days anybody asks for, None if nobody does."""
    return max((number for number in days if number is not None), default=None)


def before(day: date, number: int | None) -> date | None:
    """Return the day so many days before another."""
    return None if number is None else day - timedelta(days=number)
