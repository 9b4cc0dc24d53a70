"""What is a ring, an entry, one time it comes up? As plain data (``db.models.yearwheel``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.about import Saying
    from app.school.calendar import SchoolCalendar

STATUSES = ("planned", "called", "done", "overdue", "dropped")
"""Derived, in the order a thing goes through them; ``dropped`` also where the meeting it became is cancelled."""


@dataclass(frozen=True)
class RingRow:
    """A ring; ``body_kind`` is the kind of the body whose ring it is ("" : no body's)."""

    id: int
    kind: str
    body_id: int | None
    body_kind: str
    name: str
    colour: int
    pattern: str
    position: int


@dataclass(frozen=True)
class EntryRow:
    """What comes up in a year by a rule; ``tasks`` is how many lines its task list has, ``tasks_done`` how many are."""

    id: int
    start_year: int
    ring_id: int
    code: str
    title: str
    responsible: str
    description: str
    basis: str
    links: str
    rule: str
    topic: str
    continues_id: int | None
    tasks: int
    tasks_done: int


@dataclass(frozen=True)
class OccurrenceRow:
    """One time an entry comes up, or a meeting that is no entry's (``entry`` is None); a row of the list.

    ``key`` names it: "12.1" (entry and number) or "m7" (meeting). ``id`` is the key as a whole number (a meeting's is
    negative), for lists. ``first`` to ``last`` is when it is, both included; None where the rule cannot be counted out
    (``problem`` says why). ``by_rule`` is where the rule puts it, counted from where others are. ``remarks`` say what
    the reader should know of the days: that the rule landed in a break, that a break is only estimated. ``meetings``
    are the ids of the meetings it has become (several where it is the parents' meetings of all classes); ``status``
    follows them.
    """

    key: str
    number: int
    times: int
    ring: RingRow
    entry: EntryRow | None
    title: str
    responsible: str
    first: date | None
    last: date | None
    by_rule: tuple[date, date] | None
    status: str
    is_moved: bool
    note: str
    done_on: date | None
    done_note: str
    meetings: tuple[int, ...]
    agenda_item_id: int | None
    remarks: tuple[Saying, ...]
    problem: Saying | None

    @property
    def id(self) -> int:
        """The key as a number, the same from reading to reading."""
        if self.entry is None:
            return -int(self.key[1:])
        return self.entry.id * 100 + self.number


@dataclass(frozen=True)
class TaskRow:
    """A line of a task list; ``done_by`` is whom it says: a class, a name (through disclosure), or as written."""

    id: int
    wheel_entry_id: int
    position: int
    task: str
    who: str
    person_id: int | None
    school_class_id: int | None
    done_by: str
    at_time: str
    done_on: date | None


@dataclass(frozen=True)
class Wheel:
    """The wheel of a school year: ``occurrences`` by day, what has none last. ``estimated`` are the anchors (msgids)
    whose days the calendar does not have and that were estimated."""

    year: int
    rings: tuple[RingRow, ...]
    entries: tuple[EntryRow, ...]
    occurrences: tuple[OccurrenceRow, ...]
    calendar: SchoolCalendar
    estimated: tuple[str, ...]

    @property
    def really(self) -> Mapping[str, tuple[tuple[date, date], ...]]:
        """Return the days others count from, by an entry's code: where it is, or its rule's where it is dropped."""
        found: dict[str, list[tuple[int, tuple[date, date]]]] = defaultdict(list)
        for row in self.occurrences:
            days = None if row.first is None or row.last is None else (row.first, row.last)
            if row.status == "dropped":
                days = row.by_rule or days
            if row.entry is not None and days is not None:
                found[row.entry.code].append((row.number, days))
        return {code: tuple(days for _, days in sorted(times)) for code, times in found.items()}
