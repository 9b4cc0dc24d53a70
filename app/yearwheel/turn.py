"""What becomes of the yearly wheel when the next school year is made? The same rules, on the new calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep, chosen, state_of, take_ticked
from app.yearwheel.next_year import Days, Difference, differences, roll_over_chosen

CODE = "yearwheel.wheel"
PAGE = "yearwheel"
BY_HAND = N_("Moved by hand this year. Next year it follows its rule.")
DROPPED = N_("Left out by hand this year. Next year it follows its rule.")


def turn_steps(session: Session, from_year: int, to_year: int) -> tuple[TurnStep, ...]:
    """Return the step that makes next year's wheel. The hook ``turn_steps``; reads only."""
    found = differences(session, from_year, to_year)
    lines = tuple(_lines(found))
    step = TurnStep(
        code=CODE,
        title=N_("The yearly wheel"),
        why=N_("The same rules on the new calendar. What was done or moved by hand this year is not taken along."),
        label=N_("Made next year's wheel"),
        lines=lines,
        number=len(lines),
        state=state_of(lines, anything=bool(found)),
        day=date(to_year, 5, 1),
        page=PAGE,
        item=None,
        take=take,
    )
    return (step,)


def roll_over(session: Session, from_year: int, to_year: int) -> None:
    """Make the next year's wheel of this one's. The hook of a new year; running it twice adds nothing."""
    take_ticked(session, from_year, to_year, turn_steps(session, from_year, to_year))


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Put the entries into next year's wheel; returns how many."""
    found = differences(session, from_year, to_year)
    ids = {_key(one): one.entry_id for one in found}
    wanted = chosen(tuple(_lines(found)), keys)
    return len(roll_over_chosen(session, from_year, to_year, [ids[line.key] for line in wanted]))


def _lines(found: Collection[Difference]) -> Iterator[TurnLine]:
    """Yield what next year's wheel has not got yet, in the order of its days."""
    for one in found:
        if not one.is_there:
            by_hand = Saying(BY_HAND) if one.moved else Saying(DROPPED) if one.dropped else None
            problem = one.problem or by_hand or next(iter(one.remarks), None)
            words = Saying("{title}", {"title": one.title})
            yield TurnLine(_key(one), words, _said(one.days), _said(one.days_next), True, problem)


def _key(one: Difference) -> str:
    return f"entry:{one.entry_id}"


def _said(days: tuple[Days, ...]) -> str:
    """Return the first of some days as plain words, and that there are more."""
    if not days:
        return ""
    first, last = days[0]
    said = f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.}–{last:%d.%m.%Y}"
    return said if len(days) == 1 else f"{said} …"
