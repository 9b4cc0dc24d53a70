"""How does this school year become the next? The sum of what each feature has to do, each step one undo step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.contacts.turning.invariants import wrong_places
from app.core import clock
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.turn import TurnStep, turn_steps
from app.school.commands import add_year
from db.models import SchoolYear
from db.models import TurnStep as TakenStep

UNKNOWN = N_("This step is not there any more. Look at the list again.")


def steps(session: Session, to_year: int) -> tuple[TurnStep, ...]:
    """Return every step of the turn to a school year, in the order they are best taken; reads only.

    What the office said of a step is laid over what the feature says: a step without anything to do is done where it
    was taken, and one that the office has nothing to do for concerns it not.
    """
    said = {row.code: row.nothing_to_do for row in session.scalars(_taken(to_year))}
    return tuple(_overlaid(step, said.get(step.code)) for step in turn_steps(session, to_year - 1, to_year))


def take(session: Session, to_year: int, code: str, keys: Collection[str] | None = None) -> object:
    """Take a step: the lines with these keys, or those that are ticked; returns what the step says.

    Raises UserError.
    """
    step = _step(session, to_year, code)
    add_year(session, to_year)
    told = step.take(session, to_year - 1, to_year, keys)
    _note(session, to_year, code, nothing=False)
    return told


def nothing_to_do(session: Session, to_year: int, code: str, nothing: bool = True) -> None:
    """Say that a step is none of this school's this year, or take that back."""
    if nothing:
        _note(session, to_year, code, nothing=True)
        return
    for row in session.scalars(_taken(to_year).where(TakenStep.code == code)):
        session.delete(row)


def roll_over(session: Session, to_year: int) -> None:
    """Do all that is proposed in all steps, in order, in the caller's transaction. Raises UserError.

    What the office has nothing to do for is left alone; a step sees what those before it have done.
    """
    add_year(session, to_year)
    passed = set(session.scalars(select(TakenStep.code).where(TakenStep.to_year == to_year, TakenStep.nothing_to_do)))
    for step in turn_steps(session, to_year - 1, to_year):
        if step.code not in passed:
            step.take(session, to_year - 1, to_year, None)
            _note(session, to_year, step.code, nothing=False)


def release(session: Session, to_year: int, on: date | None) -> None:
    """Let the lists of a year to come be what they are, and no longer provisional; None: make it a draft again."""
    add_year(session, to_year)
    session.scalars(select(SchoolYear).where(SchoolYear.start_year == to_year)).one().released_on = on


def invariants(session: Session, year: int) -> tuple[Saying, ...]:
    """Return what is wrong with a school year after the turn to it; nothing, when all is well."""
    return wrong_places(session, year)


def _step(session: Session, to_year: int, code: str) -> TurnStep:
    """Return one step, asking no later feature than its own. Raises UserError."""
    hooks = session.info["hooks"]
    for hook in hooks.of("turn_steps"):
        for step in hook(session, to_year - 1, to_year):
            if step.code == code:
                found: TurnStep = step
                return found
    raise UserError(UNKNOWN)


def _taken(to_year: int) -> Select[TakenStep]:
    return select(TakenStep).where(TakenStep.to_year == to_year)


def _overlaid(step: TurnStep, nothing: bool | None) -> TurnStep:
    if nothing:
        return replace(step, state="nothing")
    return replace(step, state="done") if nothing is False and step.state == "nothing" else step


def _note(session: Session, to_year: int, code: str, *, nothing: bool) -> None:
    row = session.scalar(_taken(to_year).where(TakenStep.code == code))
    if row is None:
        row = TakenStep(to_year=to_year, code=code, taken_on=clock.today(), nothing_to_do=nothing)
        session.add(row)
    row.taken_on, row.nothing_to_do = clock.today(), nothing
    session.flush()
