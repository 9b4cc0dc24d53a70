"""How far has it come: is it planned, called, done, overdue, or dropped? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

FINISHED = ("approved", "received")
"""States of a meeting whose minutes are there to stay."""
UNDER_WAY = ("called", "held", "sent")
WITHOUT_MINUTES = ("talk", "parents")
"""Kinds of meetings the office writes no minutes of: held is done."""


@dataclass(frozen=True)
class Met:
    """What its status asks of a meeting (``app.meetings.rows.MeetingRow``)."""

    kind: str
    status: str
    held_on: date


@dataclass(frozen=True)
class Facts:
    """What a status is derived from.

    ``last`` is the last day of it (None: no day). ``meetings`` are those it has become, or the one whose agenda it
    stands on as a case; ``outcome`` is what became of that case, None where it is no case. ``is_whole``: nothing is
    missing among the meetings; the parents' meetings of some classes alone are not all of it.
    """

    today: date
    last: date | None
    is_dropped: bool = False
    done_on: date | None = None
    meetings: Sequence[Met] = ()
    outcome: str | None = None
    is_whole: bool = True


def status_of(facts: Facts) -> str:
    """Return one of ``app.yearwheel.rows.STATUSES``. What was said by hand goes before what is derived."""
    if facts.is_dropped:
        return "dropped"
    if facts.done_on is not None:
        return "done"
    standing = [one for one in facts.meetings if one.status != "cancelled"]
    if (facts.meetings and not standing) or facts.outcome == "withdrawn":
        return "dropped"
    if facts.outcome == "postponed":  # it waits again
        standing = []
    if standing and facts.is_whole and all(_is_done(one, facts) for one in standing):
        return "done"
    is_late = facts.last is not None and facts.last < facts.today
    if any(one.status in (*UNDER_WAY, *FINISHED) for one in standing) and (facts.is_whole or not is_late):
        return "called"
    return "overdue" if is_late else "planned"


def _is_done(one: Met, facts: Facts) -> bool:
    """Say whether a meeting is over and done with; a case also wants to have been treated there."""
    if facts.outcome is not None:
        return one.status in FINISHED and facts.outcome == "treated"
    if one.kind not in WITHOUT_MINUTES:
        return one.status in FINISHED
    is_past = one.kind == "parents" and one.status == "called" and one.held_on < facts.today  # nothing more is asked
    return one.status in ("held", "sent", *FINISHED) or is_past
