"""How is it written when something comes up in a school year, and what does the writing say?

``point := ANCHOR | ANCHOR+n | ANCHOR-n | UKE(n) | UKE(n,WEEKDAY) | ETTER(CODE,n) | FØR(CODE,n) | FØR(ANCHOR,n)
| SAMTIDIG(CODE) | UKEDAG(k,WEEKDAY,month) | DAG(d,m) | DATO(yyyy-mm-dd) | SISTEUKE(ANCHOR) | MÅNED(m)`` and
``rule := point | point..point | HALVÅR(n) | MÅNEDLIG(k,WEEKDAY)``; ``k`` is 1 to 5, or -1 for the last.
Where the days are is said in resolve.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.meetings.rules.dates import NthWeekday
from app.yearwheel.rules.forms import (
    ANCHORS,
    BREAKS,
    MOST_DAYS,
    MOST_SCHOOL_WEEK,
    WEEKDAYS,
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
from app.yearwheel.rules.reading import read, same_code

__all__ = [
    "ANCHORS",
    "BREAKS",
    "MOST_DAYS",
    "MOST_SCHOOL_WEEK",
    "WEEKDAYS",
    "After",
    "Anchored",
    "Before",
    "Between",
    "HalfYearly",
    "InWeek",
    "LastWeek",
    "NthWeekday",
    "OnDate",
    "Point",
    "Rule",
    "Together",
    "WeekdayOf",
    "WholeMonth",
    "YearDay",
    "parse",
    "refers_to",
    "renamed",
    "same_code",
    "written",
]


def parse(text: str) -> Rule:
    """Return the rule that is written; raises UserError(field="rule") in one plain sentence where it cannot be read."""
    return read(text)


def written(rule: Rule) -> str:
    """Return how a rule is written; ``parse`` gives the same rule again."""
    match rule:
        case Between(first, last):
            return f"{written(first)}..{written(last)}"
        case HalfYearly(week):
            return f"HALVÅR({week})"
        case NthWeekday(nth, weekday):
            return f"MÅNEDLIG({nth},{WEEKDAYS[weekday]})"
        case Anchored(anchor, days):
            return f"{anchor}{days:+d}" if days else anchor
        case InWeek(week, weekday):
            return f"UKE({week})" if weekday is None else f"UKE({week},{WEEKDAYS[weekday]})"
        case After(code, days):
            return f"ETTER({code},{days})"
        case Before(what, days):
            return f"FØR({what},{days})"
        case Together(code):
            return f"SAMTIDIG({code})"
        case WeekdayOf(nth, weekday, month):
            return f"UKEDAG({nth},{WEEKDAYS[weekday]},{month})"
        case YearDay(day, month):
            return f"DAG({day},{month})"
        case OnDate(on):
            return f"DATO({on.isoformat()})"
        case LastWeek(anchor):
            return f"SISTEUKE({anchor})"
        case WholeMonth(month):
            return f"MÅNED({month})"


def refers_to(rule: Rule) -> tuple[str, ...]:
    """Return the codes of the entries a rule counts from, each once."""
    match rule:
        case Between(first, last):
            return tuple(dict.fromkeys((*refers_to(first), *refers_to(last))))
        case After(code) | Together(code):
            return (code,)
        case Before(what):
            return () if what in ANCHORS else (what,)
        case _:
            return ()


def renamed(rule: Rule, codes: Mapping[str, str]) -> Rule:
    """Return a rule that counts from the entries by their new codes (old code → new); others stay as they are."""
    match rule:
        case Between(first, last):
            return Between(_renamed(first, codes), _renamed(last, codes))
        case HalfYearly() | NthWeekday():
            return rule
        case _:
            return _renamed(rule, codes)


def _renamed(point: Point, codes: Mapping[str, str]) -> Point:
    match point:
        case After(code) | Together(code) if code in codes:
            return replace(point, code=codes[code])
        case Before(what) if what in codes and what not in ANCHORS:
            return replace(point, what=codes[what])
        case _:
            return point
