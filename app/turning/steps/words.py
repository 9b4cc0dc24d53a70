"""How are the state of a step and its lines said?"""

from __future__ import annotations

from datetime import date

from app.core.about import Saying
from app.core.i18n import N_, Translator
from app.core.turn import TurnLine, TurnStep
from app.turning.steps.ticks import Ticks
from app.yearwheel.asking.tick_tree import TickRow

STATES = {"open": N_("Still to do"), "done": N_("Done"), "nothing": N_("Nothing to do")}
LONG = 36
"""Letters of a line that may be cut in its column, and is said in full below."""
SIGNS = {"open": ("circle-dot", "link"), "done": ("check", "good"), "nothing": ("x", "muted")}
"""The picture of a state, and the colour it is drawn in."""


def say(tr: Translator, saying: Saying | None) -> str:
    """Say a sentence; "" for none."""
    return "" if saying is None else tr.say(saying.msgid, saying.values)


def must_be_looked_at(line: TurnLine) -> bool:
    """Say whether a line has a problem, and not only to wait until next year's classes are made."""
    from app.contacts.turning import first_grade, pupils

    return line.problem is not None and line.problem.msgid not in (pupils.NO_CLASS, first_grade.NO_CLASS)


def say_state(tr: Translator, step: TurnStep, today: date) -> str:
    """Say where a step stands, how much there is to do, what must be looked at, and when it is natural."""
    said = [tr(STATES[step.state])]
    if step.state == "open":
        to_do = sum(line.ticked is not None for line in step.lines)
        if to_do:
            said.append(tr.n("{n} line", "{n} lines", to_do))
        wrong = sum(must_be_looked_at(line) for line in step.lines)
        if wrong:
            said.append(tr.n("{n} to look at", "{n} to look at", wrong))
        if step.day is not None and step.day > today:
            said.append(tr(N_("from {day}"), day=tr.date(step.day)))
    return " · ".join(said)


def rows_of(tr: Translator, step: TurnStep, ticks: Ticks, *, waits: bool = True) -> list[TickRow]:
    """Return the lines of a step with their ticks; a row's key is (step, line).

    Without ``waits`` nothing is said of what must only wait for an earlier step: all of them are taken together.
    """
    found = []
    for line in step.lines:
        words, problem = say(tr, line.words), say(tr, line.problem)
        if problem == words or not (waits or must_be_looked_at(line)):
            problem = ""
        ticked = None if line.ticked is None else ticks.is_ticked(step.code, line.key, line.ticked)
        cells = (words, line.before, line.after, problem)
        said = f"{words}: {problem}" if problem else words if len(words) > LONG else ""
        found.append(TickRow((step.code, line.key), cells, ticked, said))
    return found
