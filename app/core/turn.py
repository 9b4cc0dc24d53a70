"""What does one feature have to do when the next school year is made of this one?

Next year is made of real rows dated from 1 August, so that it takes force by itself. A step may be taken again: it then
adds only what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.core.about import Saying

State = Literal["open", "done", "nothing"]
Take = Callable[[Any, int, int, Collection[str] | None], object]
"""take(session, from_year, to_year, keys): do the lines with these keys; None: those that are ticked. Raises UserError.

It reads anew what there is to do, and passes over a key that is no longer there.
"""


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One thing a step does: ``before`` and ``after`` are plain words ("1A", "2A"), "" where there is none.

    ``key`` is the same from day to day ("class:12"). ``ticked`` is whether it is proposed; None: for information, and
    nothing to choose. ``problem`` says why it cannot be done yet, or what must be looked at.
    """

    key: str
    words: Saying
    before: str
    after: str
    ticked: bool | None
    problem: Saying | None = None


@dataclass(frozen=True)
class TurnStep:
    """One step of the turn: ``title`` and ``why`` are msgids, ``label`` the msgid of the history step it becomes.

    ``code`` is the feature's name and the step's ("contacts.pupils"), ``number`` how much it is about, in the words of
    its own lines. ``state``: there is something to do (open), all is in place (done), or it concerns this school not
    (nothing); what the office said itself is laid over it by app/rollover.py. ``day`` is when it is natural to do.
    ``page`` and ``item`` show where it is looked at or done by hand ("" : here).
    """

    code: str
    title: str
    why: str
    label: str
    lines: tuple[TurnLine, ...]
    number: int
    state: State
    day: date | None
    page: str
    item: object
    take: Take

    @property
    def ticked(self) -> tuple[str, ...]:
        """The keys of the lines that are proposed."""
        return tuple(line.key for line in self.lines if line.ticked)


def state_of(lines: Sequence[TurnLine], *, anything: bool) -> State:
    """Return the state of a step: open with a line to choose, done without where there was ``anything`` to be done."""
    if any(line.ticked is not None for line in lines):
        return "open"
    return "done" if anything else "nothing"


def chosen(lines: Iterable[TurnLine], keys: Collection[str] | None) -> tuple[TurnLine, ...]:
    """Return the lines to be done: those ticked (None), or those with the keys that can be chosen."""
    if keys is None:
        return tuple(line for line in lines if line.ticked)
    return tuple(line for line in lines if line.ticked is not None and line.key in keys)


def turn_steps(session: Any, from_year: int, to_year: int) -> tuple[TurnStep, ...]:
    """Return the steps of all features, in the features' order; reads only."""
    hooks = session.info.get("hooks")
    found = hooks.run("turn_steps", session, from_year, to_year) if hooks is not None else []
    return tuple(step for some in found for step in some)


def take_ticked(session: Any, from_year: int, to_year: int, steps: Iterable[TurnStep]) -> None:
    """Do what is ticked in each of some steps, in their order; what a ``roll_over`` hook is made of."""
    for step in steps:
        step.take(session, from_year, to_year, None)
