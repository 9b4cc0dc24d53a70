"""Which year is made, where does it stand, and by which step was it made?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.schoolyear import year_range
from app.core.turn import TurnStep
from app.rollover import invariants, steps
from db.history import is_undone
from db.models import ClassMembership, HistoryArguments, HistoryStep, SchoolClass, SchoolYear
from db.models import TurnStep as TakenStep

ALL = "all"
"""What stands in the history for all steps at once."""
FIRST_MONTH = 1
"""From January a school begins with the next year."""


@dataclass(frozen=True)
class Standing:
    """The turn to ``year`` as it is today.

    ``begins`` is its first day, ``released_on`` when its lists stopped being provisional, ``steps`` what there is to
    do, ``undoable`` {step: the step of the history that took it}; ``wrong`` are sentences about what must not be.
    ``is_known``: this year has classes to begin with.
    """

    year: int
    begins: date
    released_on: date | None
    steps: tuple[TurnStep, ...]
    undoable: Mapping[str, int]
    passed: frozenset[str]
    wrong: tuple[Saying, ...]
    is_known: bool

    @property
    def open_steps(self) -> tuple[TurnStep, ...]:
        return tuple(step for step in self.steps if step.state == "open")


def standing(session: Session, to_year: int) -> Standing:
    """Read where the turn to a year stands."""
    row = session.scalar(select(SchoolYear).where(SchoolYear.start_year == to_year))
    passed = select(TakenStep.code).where(TakenStep.to_year == to_year, TakenStep.nothing_to_do)
    return Standing(
        year=to_year,
        begins=row.starts_on if row is not None else year_range(to_year)[0],
        released_on=row.released_on if row is not None else None,
        steps=steps(session, to_year),
        undoable=_undoable(session, to_year),
        passed=frozenset(session.scalars(passed)),
        wrong=invariants(session, to_year),
        is_known=_has_pupils(session, to_year - 1),
    )


def years_to_make(session: Session, this_year: int, today: date) -> tuple[int, ...]:
    """Return the years that can be made, the one that is natural first.

    In autumn a school that has not finished the turn to the running year goes on with it.
    """
    next_year = this_year + 1
    if not _has_pupils(session, this_year - 1):
        return (next_year,)
    taken = session.scalar(select(func.count()).where(TakenStep.to_year == this_year)) or 0
    is_autumn = today < date(next_year, FIRST_MONTH, 1)
    if is_autumn and (taken or not _has_pupils(session, this_year)):
        return this_year, next_year
    return next_year, this_year


def _has_pupils(session: Session, year: int) -> bool:
    query = (
        select(ClassMembership.id)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == year)
        .limit(1)
    )
    return session.scalar(query) is not None


def _undoable(session: Session, to_year: int) -> dict[str, int]:
    """Return {step of the turn: the newest step of the history that took it and still stands}."""
    code = func.json_extract(HistoryArguments.arguments, "$.turn")
    query = (
        select(code, func.max(HistoryStep.id))
        .join(HistoryArguments, HistoryArguments.step_id == HistoryStep.id)
        .where(
            HistoryStep.kind == "change",
            code.is_not(None),
            func.json_extract(HistoryArguments.arguments, "$.to_year") == to_year,
            ~is_undone(HistoryStep),
        )
        .group_by(code)
    )
    return {str(row[0]): int(row[1]) for row in session.execute(query)}
