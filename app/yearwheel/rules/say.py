"""How is a rule said in words: "to uker før «Første foreldremøte»"?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.meetings.rules.dates import LAST, NthWeekday
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
from app.yearwheel.rules.reading import read, same_code

_NUMBERS = (
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
    N_("eleven"),
    N_("twelve"),
)
_ORDINALS = (
    N_("first"),
    N_("second"),
    N_("third"),
    N_("fourth"),
    N_("fifth"),
    N_("sixth"),
    N_("seventh"),
    N_("eighth"),
    N_("ninth"),
    N_("tenth"),
    N_("eleventh"),
    N_("twelfth"),
)


def say_rule(text: str, tr: Translator, titles: Mapping[str, str]) -> str:
    """Return a rule as a readable phrase; ``titles`` are those of the entries it may count from (code → title).

    "" stays "", and what cannot be read is said as it is written.
    """
    try:
        rule = read(text)
    except UserError:
        return " ".join(text.split())
    return _Phrase(tr, {same_code(code): title for code, title in titles.items()}).rule(rule)


@dataclass(frozen=True)
class _Phrase:
    """Says rules in one language; ``titles`` by code as rules write it."""

    tr: Translator
    titles: Mapping[str, str]

    def rule(self, rule: Rule) -> str:
        tr = self.tr
        match rule:
            case Between(InWeek(first, None), InWeek(last, None)):
                return tr(N_("weeks {first} to {last}"), first=first, last=last)
            case Between(first, last):
                return tr(N_("from {first} to {last}"), first=self.point(first), last=self.end(last))
            case HalfYearly(week):
                return tr(N_("in the {nth} school week of each half-year"), nth=self.ordinal(week))
            case NthWeekday(nth, weekday):
                said = tr(WEEKDAY_NAMES[weekday])
                return tr(N_("the {nth} {weekday} of each month"), nth=self.ordinal(nth), weekday=said)
            case Anchored("SKOLESTART", 0) | Before("SKOLESTART", 0):
                return tr(N_("at the start of school"))
            case Together(code):
                return tr(N_("at the same time as {what}"), what=self.entry(code))
            case WholeMonth(month):
                return tr(N_("in {month}"), month=self.month(month))
            case _:
                return self.point(rule)

    def end(self, point: Point) -> str:
        """Return a point as what something ends with: until a break is until the day before."""
        match point:
            case Anchored(anchor, 0) if _is_off(anchor) and anchor != "17MAI":
                return self.before_anchor(anchor, 0)
            case _:
                return self.point(point)

    def point(self, point: Point) -> str:
        """Return a point as what something begins or ends with: "mandag i uke 35"."""
        tr = self.tr
        match point:
            case Anchored(anchor, days):
                return self.anchored(anchor, days)
            case InWeek(week, weekday):
                if weekday is None:
                    return tr(N_("week {week}"), week=week)
                return tr(N_("{weekday} in week {week}"), weekday=tr(WEEKDAY_NAMES[weekday]), week=week)
            case After(code, days):
                return self.after(days, self.entry(code))
            case Before(what, days) if what in ANCHORS:
                return self.before_anchor(what, days)
            case Before(what, days):
                return self.before(days, self.entry(what))
            case Together(code):
                return self.entry(code)
            case WeekdayOf(nth, weekday, month):
                said = {"nth": self.ordinal(nth), "weekday": tr(WEEKDAY_NAMES[weekday])}
                return tr(N_("the {nth} {weekday} in {month}"), **said, month=self.month(month))
            case YearDay(day, month):
                return tr(N_("{day} {month}"), day=day, month=self.month(month))
            case OnDate(on):
                return tr(N_("{day} {month} {year}"), day=on.day, month=self.month(on.month), year=on.year)
            case LastWeek("SKOLESLUTT"):
                return tr(N_("the last school week of the year"))
            case LastWeek("SKOLESTART"):
                return tr(N_("the last week before the start of school"))
            case LastWeek(anchor):
                return tr(N_("the last school week before {what}"), what=tr(ANCHORS[anchor]))
            case WholeMonth(month):
                return self.month(month)

    def anchored(self, anchor: str, days: int) -> str:
        if days < 0:
            return self.before_anchor(anchor, -days)
        what = self.tr(ANCHORS[anchor])
        if _is_off(anchor) and days <= 1 and (days or anchor != "17MAI"):
            return self.tr(N_("the first school day after {what}"), what=what)
        if days:
            return self.after(days, what)
        return self.tr(N_("the last school day of the year")) if anchor == "SKOLESLUTT" else what

    def before_anchor(self, anchor: str, days: int) -> str:
        what = self.tr(ANCHORS[anchor])
        if _is_off(anchor) and days <= 1:
            return self.tr(N_("the last school day before {what}"), what=what)
        return self.before(days, what) if days else self.anchored(anchor, 0)

    def after(self, days: int, what: str) -> str:
        if days == 0:
            return self.tr(N_("the last day of {what}"), what=what)
        if days == 1:
            return self.tr(N_("the day after {what}"), what=what)
        return self.tr(N_("{time} after {what}"), time=self.time(days), what=what)

    def before(self, days: int, what: str) -> str:
        if days == 0:
            return self.tr(N_("the first day of {what}"), what=what)
        if days == 1:
            return self.tr(N_("the day before {what}"), what=what)
        return self.tr(N_("{time} before {what}"), time=self.time(days), what=what)

    def time(self, days: int) -> str:
        """Return so many days as weeks where they are whole ones, and in words up to twelve."""
        if days == 7:
            return self.tr(N_("one week"))
        if days % 7 == 0:
            return self.tr(N_("{number} weeks"), number=self.number(days // 7))
        return self.tr(N_("{number} days"), number=self.number(days))

    def number(self, number: int) -> str:
        return self.tr(_NUMBERS[number - 2]) if 2 <= number <= len(_NUMBERS) + 1 else str(number)

    def ordinal(self, number: int) -> str:
        if number == LAST:
            return self.tr(N_("last"))
        return self.tr(_ORDINALS[number - 1]) if number <= len(_ORDINALS) else self.tr(N_("{number}th"), number=number)

    def month(self, month: int) -> str:
        return self.tr(MONTH_NAMES[month - 1])

    def entry(self, code: str) -> str:
        return self.tr(N_("“{title}”"), title=self.titles.get(code, code))


def _is_off(anchor: str) -> bool:
    """Say whether nothing can be on an anchor itself, so that a day beside it is the nearest school day."""
    return anchor in (*BREAKS, "PÅSKE", "17MAI")
