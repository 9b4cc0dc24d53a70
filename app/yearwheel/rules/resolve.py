"""On which days of a school year do the rules of its wheel land?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.about import Saying
from app.school.calendar import SchoolCalendar

Span = tuple[date, date]
"""From the first day to the last, both included."""


@dataclass(frozen=True)
class Resolved:
    """Where a rule lands: its ``spans`` in order (an occurrence's number counts from 1), or none and a ``problem``.

    ``remarks`` are what the reader should know of the days; ``remarks_of`` gives those of one occurrence. ``estimated``
    are the anchors (msgids) that the calendar does not have. ``circle`` are the codes of the entries that count from
    each other, this one first, each once. A rule that is not written yet ("") has neither days nor a problem.
    The problem names entries by their codes: ``named`` says it with titles.
    """

    spans: tuple[Span, ...]
    remarks: tuple[Saying, ...] = ()
    problem: Saying | None = None
    circle: tuple[str, ...] = ()
    estimated: tuple[str, ...] = ()
    own: tuple[tuple[Saying, ...], ...] = ()

    def remarks_of(self, number: int) -> tuple[Saying, ...]:
        """Return the remarks of the occurrence with a number, from 1."""
        raise NotImplementedError

    def named(self, titles: Mapping[str, str]) -> Saying | None:
        """Return the problem with the entries' titles (code → title) in place of their codes."""
        raise NotImplementedError


def resolve(rules: Mapping[str, str], calendar: SchoolCalendar) -> Mapping[str, Resolved]:
    """Return where every rule (code → text) lands in a school year; never raises."""
    raise NotImplementedError


def estimated(calendar: SchoolCalendar) -> tuple[str, ...]:
    """Return the anchors (msgids) whose days the calendar does not have, in the order of the year."""
    raise NotImplementedError


def circle(rules: Mapping[str, str], code: str, text: str) -> tuple[str, ...]:
    """Return the codes of the circle that the rule ``text`` of an entry would close, that entry first, or ()."""
    raise NotImplementedError
