"""What rule has an entry instead, when the one it counts from is not there, or when its date is of another year?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.errors import UserError
from app.yearwheel.rules.rule import (
    BREAKS,
    MOST_DAYS,
    After,
    Anchored,
    Before,
    Between,
    HalfYearly,
    InWeek,
    NthWeekday,
    OnDate,
    Point,
    Rule,
    Together,
    WholeMonth,
    YearDay,
    parse,
    refers_to,
    written,
)

DAY = timedelta(days=1)
FRIDAY = 4
FIRST_WEEK, LAST_WEEK = 31, 52
"""Of an autumn; those of the spring are 1 to 30. Not every year has a week 53."""
FIRST_MONTH = 8


@dataclass(frozen=True)
class Loose:
    """A rule that counts only from what is there; ``missing`` are the codes it named that are not."""

    rule: str
    missing: tuple[str, ...] = ()


def loosened(text: str, rules: Mapping[str, str], there: Collection[str], months: Sequence[int]) -> Loose:
    """Return a rule that names only codes that are ``there``.

    A code that is not is replaced by that entry's own rule in ``rules``, with the days added, as far as that can be
    written; else the rule becomes the whole ``months``.
    Without any it stays as it is, and so does one that cannot be read, or that needs nothing.
    """
    try:
        rule = parse(text) if text else None
    except UserError:
        return Loose(text)
    missing = tuple(code for code in refers_to(rule) if code not in there) if rule is not None else ()
    if rule is None or not missing:
        return Loose(text)
    found = _without(rule, rules, there, frozenset())
    return Loose(written(found) if found is not None else _months(months) or text, missing)


def undated(text: str) -> str:
    """Return a rule in which each date is the same weekday of the same week, of whatever year."""
    try:
        rule = parse(text) if text else None
    except UserError:
        return text
    if isinstance(rule, Between):
        return written(Between(_undated(rule.first), _undated(rule.last)))
    return text if rule is None or not isinstance(rule, OnDate) else written(_undated(rule))


def dates_in(text: str) -> tuple[date, ...]:
    """Return the dates of single years that a rule names."""
    try:
        rule = parse(text) if text else None
    except UserError:
        return ()
    points = (rule.first, rule.last) if isinstance(rule, Between) else (rule,)
    return tuple(point.on for point in points if isinstance(point, OnDate))


def redated(text: str, days: Mapping[date, date]) -> str:
    """Return a rule with other dates in place of some."""
    rule = parse(text)
    if isinstance(rule, Between):
        return written(Between(_redated(rule.first, days), _redated(rule.last, days)))
    return written(OnDate(days.get(rule.on, rule.on))) if isinstance(rule, OnDate) else text


def _undated(point: Point) -> Point:
    if not isinstance(point, OnDate):
        return point
    _, week, weekday = point.on.isocalendar()
    return InWeek(min(week, LAST_WEEK), weekday - 1)


def _redated(point: Point, days: Mapping[date, date]) -> Point:
    return OnDate(days.get(point.on, point.on)) if isinstance(point, OnDate) else point


def _without(rule: Rule, rules: Mapping[str, str], there: Collection[str], seen: frozenset[str]) -> Rule | None:
    """Return a rule that names only what is there, None where that cannot be written."""
    if isinstance(rule, HalfYearly | NthWeekday):
        return rule
    if isinstance(rule, Between):
        first = _point(rule.first, rules, there, seen, at_end=False)
        last = _point(rule.last, rules, there, seen, at_end=True)
        return Between(first, last) if first is not None and last is not None else None
    if isinstance(rule, Together) and rule.code not in there:
        other = _of(rule.code, rules, seen)
        return None if other is None else _without(other, rules, there, seen | {rule.code})
    return _point(rule, rules, there, seen, at_end=False)


def _point(
    point: Point, rules: Mapping[str, str], there: Collection[str], seen: frozenset[str], *, at_end: bool
) -> Point | None:
    missing = [code for code in refers_to(point) if code not in there]
    if not missing:
        return point
    code = missing[0]
    other = _of(code, rules, seen)
    whole = None if other is None else _without(other, rules, there, seen | {code})
    if whole is None or isinstance(whole, HalfYearly | NthWeekday):
        return None
    after = isinstance(point, After) or (isinstance(point, Together) and at_end)
    base = (whole.last if after else whole.first) if isinstance(whole, Between) else whole
    match point:
        case After(_, days):
            return _later(base, days)
        case Before(_, days):
            return _earlier(base, days)
        case _:
            return base


def _of(code: str, rules: Mapping[str, str], seen: Collection[str]) -> Rule | None:
    text = rules.get(code, "")
    if not text or code in seen:
        return None
    try:
        return parse(text)
    except UserError:
        return None


def _later(base: Point, days: int) -> Point | None:
    """Return so many days after the last day of a point."""
    match base:
        case Anchored(anchor, more) if anchor not in BREAKS or more >= 0:
            return _anchored(anchor, more + days)
        case Anchored(anchor, more):
            return _anchored(anchor, more + days) if more + days < 0 else None
        case After(code, more):
            return After(code, more + days) if more + days <= MOST_DAYS else None
        case Before(what, more) if more > days:
            return Before(what, more - days)
        case Together(code):
            return After(code, days)
        case InWeek(week, weekday):
            return _in_week(week, (FRIDAY if weekday is None else weekday) + days)
        case YearDay(day, month):
            return _year_day(date(2001, month, min(day, 28) if month == 2 else day), days)
        case WholeMonth(month):
            return _year_day(_last_of(month), days)
        case OnDate(on):
            return OnDate(on + days * DAY)
        case _:
            return None


def _earlier(base: Point, days: int) -> Point | None:
    """Return so many days before the first day of a point."""
    match base:
        case Anchored(anchor, 0) if anchor in BREAKS:
            return Before(anchor, days)
        case Anchored(anchor, more) if anchor not in BREAKS or more < 0:
            return _anchored(anchor, more - days)
        case Anchored(anchor, more):
            return _anchored(anchor, more - days) if more > days else None
        case After(code, more) if more > days:
            return After(code, more - days)
        case Before(what, more):
            return Before(what, more + days) if more + days <= MOST_DAYS else None
        case Together(code):
            return Before(code, days)
        case InWeek(week, weekday):
            return _in_week(week, (weekday or 0) - days, backwards=True)
        case YearDay(day, month):
            return _year_day(date(2001, month, min(day, 28) if month == 2 else day), -days)
        case WholeMonth(month):
            return _year_day(date(2001, month, 1), -days)
        case OnDate(on):
            return OnDate(on - days * DAY)
        case _:
            return None


def _anchored(anchor: str, days: int) -> Point | None:
    return Anchored(anchor, days) if abs(days) <= MOST_DAYS else None


def _in_week(week: int, days: int, *, backwards: bool = False) -> Point | None:
    """Return the day so many days after the Monday of a week, None where that is another half of the school year.

    A weekend gives way as the days are counted: backwards to Friday, else to Monday.
    """
    weeks, weekday = divmod(days, 7)
    if weekday > FRIDAY:
        weeks, weekday = (weeks, FRIDAY) if backwards else (weeks + 1, 0)
    then = week + weeks
    low, high = (FIRST_WEEK, LAST_WEEK) if week >= FIRST_WEEK else (1, FIRST_WEEK - 1)
    return InWeek(then, weekday) if low <= then <= high else None


def _year_day(on: date, days: int) -> Point | None:
    """Return a day of every year, None where it is in another school year."""
    then = on + days * DAY
    start = date(on.year if on.month >= FIRST_MONTH else on.year - 1, FIRST_MONTH, 1)
    is_within = start <= then < start.replace(year=start.year + 1)
    return YearDay(then.day, then.month) if is_within else None


def _last_of(month: int) -> date:
    return date(2001 + month // 12, month % 12 + 1, 1) - DAY


def _months(months: Sequence[int]) -> str:
    """Return the rule of whole months, from the first to the last of the school year."""
    if not months:
        return ""
    ordered = sorted(months, key=lambda month: (month - FIRST_MONTH) % 12)
    first, last = WholeMonth(ordered[0]), WholeMonth(ordered[-1])
    return written(first) if first == last else written(Between(first, last))
