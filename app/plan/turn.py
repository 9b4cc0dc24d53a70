"""What becomes of the plan when the next school year is made? A draft of its own. The hooks of the turn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.core import clock
from app.core.about import Saying
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.core.turn import TurnLine, TurnStep, chosen, state_of, take_ticked
from app.plan.commands import start_from
from app.plan.copying import tie, untied
from app.plan.queries import plans
from app.plan.rows import PlanRow

CODE = "plan.draft"
COPY, TIE = "plan", "ties"
"""The keys of its lines."""
WHEN = (6, 1)
"""Month and day: when this year's plan has been talked over, and while those who did it are still there."""
MADE = N_("The plan, to be revised")
TIED = N_("What is promised follows next year’s wheel")
NO_PLAN = N_("This year has no plan. Begin next year’s under Plan.")


def turn_steps(session: Session, from_year: int, to_year: int) -> tuple[TurnStep, ...]:
    """Return the step that makes next year's plan of this year's. The hook ``turn_steps``; reads only."""
    lines = tuple(_lines(session, from_year, to_year))
    made = next(iter(plans(session, to_year, clock.today())), None)
    step = TurnStep(
        code=CODE,
        title=N_("The plan as a draft"),
        why=N_("Next year’s plan begins as this year’s. What its points promise gets the new year’s days."),
        label=N_("Made a draft of next year’s plan"),
        lines=lines,
        number=sum(line.ticked is not None for line in lines),
        state=state_of(lines, anything=made is not None),
        day=date(to_year, *WHEN),
        page="plan",
        item=None if made is None else made.id,
        take=take,
    )
    return (step,)


def roll_over(session: Session, from_year: int, to_year: int) -> None:
    """Make next year's plan where there is none. The hook of a new year; running it twice adds nothing."""
    take_ticked(session, from_year, to_year, turn_steps(session, from_year, to_year))


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int | None:
    """Make the draft, or tie its promises to the new wheel; returns the id of the plan, None where none is there."""
    wanted = {line.key for line in chosen(tuple(_lines(session, from_year, to_year)), keys)}
    before = last_plan(session, from_year)
    if COPY in wanted and before is not None:
        return start_from(session, before.id, to_year)
    made = next(iter(plans(session, to_year, clock.today())), None)
    if TIE in wanted and made is not None:
        tie(session, made.id)
    return None if made is None else made.id


def last_plan(session: Session, year: int) -> PlanRow | None:
    """Return the plan of a year that the next is made of: the newest that was adopted, else the newest."""
    found = plans(session, year, clock.today())
    return next((row for row in found if row.adopted_on is not None), next(iter(found), None))


def _lines(session: Session, from_year: int, to_year: int) -> Iterator[TurnLine]:
    before = last_plan(session, from_year)
    made = next(iter(plans(session, to_year, clock.today())), None)
    if made is not None:
        missing = untied(session, made.id) if made.is_open else {}
        if missing:
            yield TurnLine(TIE, Saying(TIED), "", str(len(missing)), True)
    elif before is None:
        yield TurnLine(COPY, Saying(NO_PLAN), "", "", None)
    else:
        yield TurnLine(COPY, Saying(MADE), year_name(from_year), year_name(to_year), True)
