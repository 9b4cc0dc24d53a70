"""On which days does one rule land, when those it counts from are known?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.about import Saying
from app.core.i18n import N_, later
from app.meetings.rules.dates import NthWeekday, days_of
from app.school.calendar import DAY, days, is_weekday
from app.yearwheel.rules.forms import (
    ANCHORS,
    BREAKS,
    MONTH_NAMES,
    WEEKDAY_NAMES,
    After,
    Anchored,
    Before,
    Between,
    HalfYearly,
    InWeek,
    LastWeek,
    OnDate,
    Point,
    Rule,
    Together,
    WeekdayOf,
    WholeMonth,
    YearDay,
)
from app.yearwheel.rules.year import A_WEEKEND, EASTER_BREAK, SchoolYear, What

Span = tuple[date, date]
"""From the first day to the last, both included."""

MOVED = N_("The rule hits {what}; moved to {weekday} {day} {month}.")
START_MOVED = N_("The start hits {what}; moved to {weekday} {day} {month}.")
END_MOVED = N_("The end hits {what}; moved to {weekday} {day} {month}.")
STAYS = N_("The day hits {what}; it stays where it is.")
ALSO = N_("The day is also {what}.")
NO_WEEK_53 = N_("This school year has no week 53. Choose another week.")
NO_FIFTH = N_("There is no fifth {weekday} in {month} this school year. Choose the fourth or the last.")
ENDS_FIRST = N_("The rule ends before it begins. Change one of its ends.")
FAR_AWAY = N_("The rule lands on {day}, outside the school year. Choose another day.")
NO_SCHOOL_WEEK = N_("A half-year of this school year has only {most} school weeks. Choose an earlier one.")
NO_MONTHS = N_("No month of the pupils' year has such a day. Choose another day.")

NEAR = 31 * DAY
"""How far outside the school year something may still be."""
FIRST_AUTUMN_WEEK = 31
_FRIDAY = 4
_CONSTITUTION_DAY = "Constitution Day"


class Nowhere(Exception):
    """A rule has no day in this year; ``why`` says so in one sentence."""

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.why = Saying(msgid, values)


@dataclass(frozen=True)
class Landed:
    """Where a rule lands, with the remarks of each span and the anchors (msgids) that had to be estimated."""

    spans: tuple[Span, ...]
    remarks: tuple[tuple[Saying, ...], ...] = ()
    estimated: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Aim:
    """Where a point aims before days off are minded.

    ``step`` is the way it gives; what ``stays`` does not. It is ``silent`` where the rule itself says that it lands
    beside a break ("the first school day after"), and says ``weekends`` where it named a day.
    """

    first: date
    last: date
    step: timedelta = DAY
    stays: bool = False
    silent: bool = False
    weekends: bool = False
    estimated: tuple[str, ...] = ()


def land(rule: Rule, year: SchoolYear, known: Mapping[str, Landed]) -> Landed:
    """Return where a rule lands; ``known`` are the entries it counts from. Raises Nowhere."""
    match rule:
        case Between(first, last):
            landed = _between(_aim(first, year, known, "first"), _aim(last, year, known, "last"), year)
        case HalfYearly(week):
            landed = _half_yearly(week, year)
        case NthWeekday():
            landed = _monthly(rule, year)
        case Together(code):
            landed = known[code]
        case _:
            landed = _alone(_aim(rule, year, known), year)
    _check_near(landed.spans, year)
    return landed


# -------------------------------------------------------------------------------------------------- where a point aims


def _aim(point: Point, year: SchoolYear, known: Mapping[str, Landed], end: str = "") -> _Aim:
    """Return where a point aims; ``end`` is which end of a period it is ("first", "last")."""
    match point:
        case Anchored(anchor, days):
            return _anchored(anchor, days, year, end)
        case InWeek(week, weekday):
            monday = _monday(week, year)
            if weekday is None:
                return _Aim(monday, monday + _FRIDAY * DAY)
            return _on(monday + weekday * DAY, weekends=True)
        case After(code, days):
            last = max(last for _, last in known[code].spans)
            return _on(last + days * DAY, estimated=known[code].estimated)
        case Before(what, days) if what in ANCHORS:
            return _counted_back(what, days, year)
        case Before(what, days):
            first = min(first for first, _ in known[what].spans)
            return _on(first - days * DAY, step=-DAY, estimated=known[what].estimated)
        case Together(code):
            spans = known[code].spans
            first, last = min(first for first, _ in spans), max(last for _, last in spans)
            return _Aim(first, last, stays=True, silent=True, estimated=known[code].estimated)
        case WeekdayOf(nth, weekday, month):
            return _on(_weekday_of(nth, weekday, month, year))
        case YearDay(day, month):
            return _on(year.month(month).replace(day=day), weekends=True)
        case OnDate(on):
            return _on(on, stays=True, weekends=True)
        case LastWeek(anchor):
            return _last_week(anchor, year)
        case WholeMonth(month):
            first = year.month(month)
            return _Aim(first, (first + 31 * DAY).replace(day=1) - DAY)


def _on(
    day: date,
    *,
    step: timedelta = DAY,
    stays: bool = False,
    silent: bool = False,
    weekends: bool = False,
    estimated: tuple[str, ...] = (),
) -> _Aim:
    return _Aim(day, day, step, stays, silent, weekends, estimated)


def _anchored(anchor: str, days: int, year: SchoolYear, end: str) -> _Aim:
    there = year.anchors[anchor]
    if anchor == "17MAI" and not days:
        return _on(there.first, stays=True, weekends=True)
    if days < 0 or (not days and end == "last" and _is_off(anchor)):  # until a break is until the day before
        return _counted_back(anchor, -days, year)
    if _is_off(anchor) and days <= 1:
        return _on(there.last + DAY, silent=True, estimated=_estimated(anchor, year))
    return _on(there.last + days * DAY, estimated=_estimated(anchor, year))


def _counted_back(anchor: str, days: int, year: SchoolYear) -> _Aim:
    first, beside = year.anchors[anchor].first, _is_off(anchor) and days <= 1
    day = first - DAY if beside else first - days * DAY
    return _on(day, step=-DAY, silent=beside, estimated=_estimated(anchor, year))


def _is_off(anchor: str) -> bool:
    """Say whether nothing can be on an anchor itself, so that the rule means the school day beside it."""
    return anchor in (*BREAKS, "PÅSKE", "17MAI")


def _estimated(anchor: str, year: SchoolYear) -> tuple[str, ...]:
    return (ANCHORS[anchor],) if year.anchors[anchor].is_estimated else ()


def _monday(week: int, year: SchoolYear) -> date:
    in_year = year.autumn if week >= FIRST_AUTUMN_WEEK else year.spring
    if week > date(in_year, 12, 28).isocalendar().week:  # the 28th is always in the last one
        raise Nowhere(NO_WEEK_53)
    return date.fromisocalendar(in_year, week, 1)


def _weekday_of(nth: int, weekday: int, month: int, year: SchoolYear) -> date:
    first = year.month(month)
    last = (first + 31 * DAY).replace(day=1) - DAY
    found = days_of(NthWeekday(nth, weekday), first, last, year.is_open)
    if not found:
        raise Nowhere(NO_FIFTH, month=later(MONTH_NAMES[month - 1]), weekday=later(WEEKDAY_NAMES[weekday]))
    return found[0]


def _last_week(anchor: str, year: SchoolYear) -> _Aim:
    """Return the open days, from Monday on, of the week of the last open day before an anchor.

    Before the end of school that is the week it is in, and before Easter it is the one before the Easter break.
    """
    there = year.easter_break if anchor == "PÅSKE" else year.anchors[anchor]
    day = year.open_from(there.last if anchor == "SKOLESLUTT" else there.first - DAY, -DAY)
    estimated = (EASTER_BREAK,) if anchor == "PÅSKE" and there.is_estimated else _estimated(anchor, year)
    open_days = year.open_days(day - day.weekday() * DAY, day) or (day,)
    return _Aim(open_days[0], day, stays=True, silent=True, estimated=estimated)


# ------------------------------------------------------------------------------------------------------ where it lands


def _alone(aim: _Aim, year: SchoolYear) -> Landed:
    if aim.stays:
        return Landed(((aim.first, aim.last),), (_of_staying(aim, year),), aim.estimated)
    if aim.first == aim.last:
        day = year.open_from(aim.first, aim.step)
        return Landed(((day, day),), (_of_moving(aim, day, year),), aim.estimated)
    open_days = year.open_days(aim.first, aim.last)
    if open_days:
        return Landed(((open_days[0], open_days[-1]),), ((),), aim.estimated)
    first = year.open_from(aim.last, DAY)
    last = year.open_days(first, first + (_FRIDAY - first.weekday()) * DAY)
    return Landed(((first, last[-1] if last else first),), (_of_moving(aim, first, year),), aim.estimated)


def _between(start: _Aim, end: _Aim, year: SchoolYear) -> Landed:
    if start.first > end.last:
        raise Nowhere(ENDS_FIRST)
    estimated = (*start.estimated, *end.estimated)
    first = _end(start.first, start, DAY, year)
    last = _end(end.last, end, -DAY, year)
    if first > last:  # no open day between them
        remarks = _of_moving(start, first, year)
        return Landed(((first, first),), (remarks,), estimated)
    remarks = (*_of_end(start, first, year, START_MOVED), *_of_end(end, last, year, END_MOVED))
    return Landed(((first, last),), (remarks,), estimated)


def _end(day: date, aim: _Aim, inwards: timedelta, year: SchoolYear) -> date:
    """Return where one end of a period lands; the school day beside a break is on its side of it."""
    if aim.stays:
        return day
    return year.open_from(day, aim.step if aim.silent else inwards)


def _half_yearly(week: int, year: SchoolYear) -> Landed:
    spans = []
    for first, last in year.half_years():
        weeks: dict[tuple[int, int], list[date]] = {}
        for day in year.open_days(first, last):
            weeks.setdefault(day.isocalendar()[:2], []).append(day)
        if len(weeks) < week:
            raise Nowhere(NO_SCHOOL_WEEK, most=len(weeks))
        its_days = list(weeks.values())[week - 1]
        spans.append((its_days[0], its_days[-1]))
    estimated = (*_estimated("SKOLESTART", year), *_estimated("JULEFERIE", year))
    return Landed(tuple(spans), ((), ()), estimated)


def _monthly(rhythm: NthWeekday, year: SchoolYear) -> Landed:
    each = [_alone(_on(day), year) for day in days_of(rhythm, year.start, year.end, year.is_open)]
    if not each:
        raise Nowhere(NO_MONTHS)
    estimated = (*_estimated("SKOLESTART", year), *_estimated("SKOLESLUTT", year))
    return Landed(
        tuple(span for one in each for span in one.spans),
        tuple(some for one in each for some in one.remarks),
        estimated,
    )


def _check_near(spans: Sequence[Span], year: SchoolYear) -> None:
    earliest, latest = year.calendar.first_day - NEAR, year.calendar.last_day + NEAR
    for first, last in spans:
        for day in (first, last):
            if not earliest <= day <= latest:
                raise Nowhere(FAR_AWAY, day=f"{day:%d.%m.%Y}")


# ------------------------------------------------------------------------------------------------- what is said of it


def _of_staying(aim: _Aim, year: SchoolYear) -> tuple[Saying, ...]:
    if aim.silent:
        return ()
    names = year.calendar.holidays.get(aim.first, ())
    if _CONSTITUTION_DAY in names:  # that it is a holiday itself, nobody needs to be told
        others = [name for name in names if name != _CONSTITUTION_DAY]
        if others:
            return (Saying(ALSO, {"what": later(others[0])}),)
        what = year.why_closed(aim.first, weekends=True) if year.in_break(aim.first) else _weekend(aim.first)
    else:
        what = year.why_closed(aim.first, weekends=aim.weekends)
    return (Saying(STAYS, {"what": what}),) if what else ()


def _weekend(day: date) -> What | None:
    return None if is_weekday(day) else later(A_WEEKEND)


def _of_end(aim: _Aim, landed: date, year: SchoolYear, msgid: str) -> tuple[Saying, ...]:
    """Return what is to be said of one end of a period: nothing where its week only begins or ends with a day off."""
    if aim.stays:
        return _of_staying(aim, year) if aim.first == aim.last else ()
    if aim.first <= landed <= aim.last:
        return ()
    return _of_moving(aim, landed, year, msgid)


def _of_moving(aim: _Aim, landed: date, year: SchoolYear, msgid: str = MOVED) -> tuple[Saying, ...]:
    """Return why it was moved; nothing where it was only a weekend."""
    if aim.silent or aim.first <= landed <= aim.last:
        return ()
    what = _first_reason(aim, landed, year)
    return (Saying(msgid, {"what": what, **_said_day(landed)}),) if what else ()


def _first_reason(aim: _Aim, landed: date, year: SchoolYear) -> What | None:
    """Return what lay in the way, a break or a holiday before a weekend."""
    passed = days(aim.first, landed - DAY) if landed > aim.last else tuple(reversed(days(landed + DAY, aim.last)))
    for weekends in (False, True) if aim.weekends else (False,):
        for day in passed:
            what = year.why_closed(day, weekends=weekends)
            if what:
                return what
    return None


def _said_day(day: date) -> dict[str, object]:
    month, weekday = MONTH_NAMES[day.month - 1], WEEKDAY_NAMES[day.weekday()]
    return {"weekday": later(weekday), "day": day.day, "month": later(month)}
