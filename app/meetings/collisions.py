"""What is in the way of meeting on a day: no school, another meeting, people who should be in two places?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, Roll, bodies, roll
from app.core import clock
from app.core.about import Saying
from app.core.i18n import N_, later, translator
from app.core.schoolyear import day_in_year
from app.meetings.queries import meetings_in
from app.meetings.rows import MeetingRow
from app.meetings.words import join_names, say_time, say_whose, short_name
from app.school.calendar import SchoolCalendar
from app.school.queries import own_language

USUAL_LENGTH = 90
"""Minutes a meeting is reckoned to take where nobody has said; only to see what is in the way."""


@dataclass(frozen=True)
class PlannedBlock:
    """A meeting that would be planned."""

    body_ids: tuple[int, ...]
    starts_at: time | None
    ends_at: time | None
    place: str
    kind: str = "body"
    title: str = ""


class Look:
    """What is in the way of an evening; what is asked of every day is read once."""

    def __init__(self, session: Session, year: int, calendar: SchoolCalendar, blocks: Sequence[PlannedBlock]) -> None:
        self._calendar = calendar
        self._blocks = blocks
        self._tr = translator(own_language(session))
        self._meetings: dict[date, list[MeetingRow]] = {}
        for row in meetings_in(session, year):
            if row.cancelled_on is None:
                self._meetings.setdefault(row.held_on, []).append(row)
        self._bodies = {row.id: row for row in bodies(session)}
        self._roll = roll(session, year, day_in_year(year, clock.today()))
        self._members: dict[int, dict[int, str]] = {}

    def in_the_way(self, day: date) -> Iterator[Saying]:
        """Yield what is in the way of meeting on a day."""
        why = self._calendar.why_closed(day)
        if why is not None:
            yield Saying(N_("No school: {why}"), {"why": later(why)})
        for row in self._meetings.get(day, ()):
            name, at = say_whose(row, self._tr), say_time(row)
            if any(set(block.body_ids) & set(row.bodies) for block in self._blocks):
                yield Saying(N_("{meeting} meets already that day"), {"meeting": name})
            elif at:
                yield Saying(N_("The same day: {meeting} at {time}"), {"meeting": name, "time": at})
            else:
                yield Saying(N_("The same day: {meeting}"), {"meeting": name})
            yield from self._in_one_room(row, name)
            yield from self._in_two_places(row, name)
        yield from self._blocks_at_once()

    def _in_one_room(self, row: MeetingRow, name: str) -> Iterator[Saying]:
        for block in self._blocks:
            same = block.place and block.place.casefold() == row.place.casefold()
            if same and at_once(block, row):
                yield Saying(N_("{place} is taken by {meeting}"), {"place": block.place, "meeting": name})

    def _in_two_places(self, row: MeetingRow, name: str) -> Iterator[Saying]:
        there = {person: said for body_id in row.bodies for person, said in self._people(body_id).items()}
        for block in self._blocks:
            if set(block.body_ids) & set(row.bodies) or not at_once(block, row):
                continue
            both = [said for person, said in self._of(block).items() if person in there]
            if both:
                people = join_names(sorted(both), self._tr)
                yield Saying(
                    N_("Should be in two places, also at {meeting}: {people}"), {"meeting": name, "people": people}
                )

    def _blocks_at_once(self) -> Iterator[Saying]:
        for at, block in enumerate(self._blocks):
            for other in self._blocks[at + 1 :]:
                both = sorted(said for person, said in self._of(block).items() if person in self._of(other))
                if both and at_once(block, other):
                    names = [short_name(self._bodies[body_id].name(self._tr.language)) for body_id in other.body_ids]
                    facts = {"meeting": join_names(names, self._tr), "people": join_names(both, self._tr)}
                    yield Saying(N_("Should be in two places, also at {meeting}: {people}"), facts)

    def _of(self, block: PlannedBlock) -> dict[int, str]:
        return {person: said for body_id in block.body_ids for person, said in self._people(body_id).items()}

    def _people(self, body_id: int) -> dict[int, str]:
        """Return {person: name} of those who should come to a body's meeting; deputies come only when called."""
        if body_id not in self._members:
            self._members[body_id] = _members(self._roll, self._bodies[body_id])
        return self._members[body_id]


def _members(known: Roll, body: BodyRow) -> dict[int, str]:
    seated = {one.person_id: one.full_name for place in known.places(body) for one in place.holders}
    leading = {one.person_id: one.full_name for one in known.held(body.id) if one.role != "deputy"}
    return {**leading, **seated}


class Timed(Protocol):
    """Something that begins and ends on a day."""

    @property
    def starts_at(self) -> time | None: ...
    @property
    def ends_at(self) -> time | None: ...


def at_once(one: Timed, other: Timed) -> bool:
    """Say whether two meetings of one day overlap; one without a time may be at any."""
    if one.starts_at is None or other.starts_at is None:
        return True
    one_end = one.ends_at or after_minutes(one.starts_at, USUAL_LENGTH)
    other_end = other.ends_at or after_minutes(other.starts_at, USUAL_LENGTH)
    return one.starts_at < other_end and other.starts_at < one_end


def after_minutes(start: time, minutes: int) -> time:
    """Return the time so many minutes later, on the same day."""
    end = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return end.time() if end.date() == date.min else time(23, 59)
