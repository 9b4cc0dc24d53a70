"""Which meetings come again next year, on the same weekdays of the new calendar, and what is still to be done?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.core.about import Saying
from app.core.i18n import N_, Translator, later, translator
from app.core.turn import TurnLine, TurnStep, chosen, state_of, take_ticked
from app.meetings.collisions import PlannedBlock
from app.meetings.planning import Proposed, plan
from app.meetings.queries import action_points, meetings_in
from app.meetings.rows import MeetingRow
from app.meetings.rules.dates import next_open, pupils_year
from app.meetings.words import say_whose
from app.school.calendar import SchoolCalendar
from app.school.queries import own_language, school_calendar
from app.school.turn import calendar_step, has_calendar

CODE, OPEN = "meetings.series", "meetings.actions"
PAGE = "meetings"
SERIES = ("body", "staff")
"""Kinds of meetings that come again; parents' meetings are planned class by class, and a talk is held once."""
AGAIN = N_("{meeting} meets again")
NO_CALENDAR = N_("The calendar of next year is not entered. The day is what it would be without it.")
NO_SCHOOL = N_("No school on {day}: {why}. The week after is proposed.")
NO_DAY = N_("No school on {day}: {why}. Choose a day yourself.")
KEPT_ONE, KEPT_MANY = N_("1 thing to do is still open"), N_("{n} things to do are still open")


@dataclass(frozen=True)
class _Again:
    """A meeting of this year and the day it would be on next year, None where no day near it is open."""

    row: MeetingRow
    day: date | None
    problem: Saying | None


def turn_steps(session: Session, from_year: int, to_year: int) -> tuple[TurnStep, ...]:
    """Return the steps: the calendar, the series of meetings, what is still to be done. The hook ``turn_steps``."""
    found = _again(session, from_year, to_year)
    tr, is_sure = translator(own_language(session)), has_calendar(session, to_year)
    lines = tuple(_line(one, tr, is_sure=is_sure) for one in found)
    there = any(row.kind in SERIES for row in meetings_in(session, to_year))
    series = TurnStep(
        code=CODE,
        title=N_("Meetings that come again"),
        why=N_("Each body's meetings on the same weekday of the same week, on days with school. Tick those you want."),
        label=N_("Planned next year's meetings"),
        lines=lines,
        number=len(lines),
        state=state_of(lines, anything=there),
        day=date(to_year, 5, 15),
        page=PAGE,
        item=None,
        take=take,
    )
    return calendar_step(session, from_year, to_year), series, _kept(session, to_year)


def roll_over(session: Session, from_year: int, to_year: int) -> None:
    """Plan the meetings that are ticked. The hook of a new year; running it twice adds nothing."""
    take_ticked(session, from_year, to_year, turn_steps(session, from_year, to_year))


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Plan the meetings; returns how many. What was decided, called or written of this year's is not taken along."""
    found = {_key(one): one for one in _again(session, from_year, to_year)}
    tr, is_sure = translator(own_language(session)), has_calendar(session, to_year)
    wanted = chosen([_line(one, tr, is_sure=is_sure) for one in found.values()], keys)
    again = [found[line.key] for line in wanted]
    return len(plan(session, [Proposed(one.day, (_block(one.row),)) for one in again if one.day is not None]))


def take_nothing(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Do nothing: what is to be done stays with whoever has it."""
    return 0


def _kept(session: Session, to_year: int) -> TurnStep:
    number = len(action_points(session))
    words = Saying(KEPT_ONE if number == 1 else KEPT_MANY, {"n": number})
    lines = (TurnLine("actions", words, "", "", None),) if number else ()
    return TurnStep(
        code=OPEN,
        title=N_("What is still to be done"),
        why=N_("Open tasks from meetings go on over the summer, with whoever has them. Nothing needs to be moved."),
        label=N_("Looked at what is still to be done"),
        lines=lines,
        number=number,
        state=state_of(lines, anything=bool(lines)),
        day=date(to_year, 6, 15),
        page=PAGE,
        item="follow-up",
        take=take_nothing,
    )


def _again(session: Session, from_year: int, to_year: int) -> list[_Again]:
    """Return the meetings of this year that next year has not got, in the order of next year's days.

    A meeting of next year stands for the nearest one of the same body, also where its day was moved.
    """
    calendar = school_calendar(session, to_year)
    going_on = {one.id for one in bodies(session, calendar.first_day)}
    planned: dict[object, list[date]] = defaultdict(list)
    for row in meetings_in(session, to_year):
        if row.kind in SERIES and row.cancelled_on is None:
            planned[_same(row)].append(row.held_on)
    groups: dict[object, list[_Again]] = defaultdict(list)
    for row in meetings_in(session, from_year):
        if row.kind in SERIES and row.cancelled_on is None and set(row.bodies) <= going_on:
            groups[_same(row)].append(_moved(row, to_year - from_year, calendar))
    found = [one for key, some in groups.items() for one in _without_counterpart(some, planned[key])]
    return sorted(found, key=lambda one: (one.day or date.max, one.row.starts_at is None, one.row.id))


def _without_counterpart(some: Sequence[_Again], planned: Sequence[date]) -> Iterator[_Again]:
    left = list(some)
    for day in planned:
        if left:
            left.remove(min(left, key=lambda one: abs(((one.day or date.max) - day).days)))
    yield from left


def _moved(row: MeetingRow, years: int, calendar: SchoolCalendar) -> _Again:
    """Return a meeting on the same weekday of the same week, or of the next week with school."""
    day = _same_weekday(row.held_on, years, calendar)
    if calendar.is_school_day(day):
        return _Again(row, day, None)
    why = calendar.why_closed(day)
    instead = next_open(day, pupils_year(calendar)[1], calendar.is_school_day)
    values = {"day": f"{day:%d.%m.%Y}", "why": later(why) if why else "–"}
    return _Again(row, instead, Saying(NO_DAY if instead is None else NO_SCHOOL, values))


def _same_weekday(day: date, years: int, calendar: SchoolCalendar) -> date:
    """Return the same weekday of the same ISO week, of the last week where that year has no 53rd."""
    year, week, weekday = day.isocalendar()
    try:
        found = date.fromisocalendar(year + years, week, weekday)
    except ValueError:
        found = date.fromisocalendar(year + years, week - 1, weekday)
    while found < calendar.first_day:
        found += timedelta(weeks=1)
    while found > calendar.last_day:
        found -= timedelta(weeks=1)
    return found


def _same(row: MeetingRow) -> object:
    return row.kind, row.bodies, row.title if not row.bodies else ""


def _block(row: MeetingRow) -> PlannedBlock:
    return PlannedBlock(row.bodies, row.starts_at, row.ends_at, row.place, row.kind, row.title)


def _line(one: _Again, tr: Translator, *, is_sure: bool) -> TurnLine:
    """Return the line of a meeting; without a calendar nothing is proposed, and without a day nothing can be."""
    words = Saying(AGAIN, {"meeting": say_whose(one.row, tr)})
    before, after = f"{one.row.held_on:%d.%m.%Y}", "" if one.day is None else f"{one.day:%d.%m.%Y}"
    problem = one.problem if is_sure or one.day is None else Saying(NO_CALENDAR)
    return TurnLine(_key(one), words, before, after, None if one.day is None else is_sure, problem)


def _key(one: _Again) -> str:
    return f"meeting:{one.row.id}"
