"""How is it written when something comes up in a school year, and what does the writing say?

``point := ANCHOR | ANCHOR+n | ANCHOR-n | UKE(n) | UKE(n,WEEKDAY) | ETTER(CODE,n) | FØR(CODE or ANCHOR,n) | SAMTIDIG(CODE)
| UKEDAG(k,WEEKDAY,month) | DAG(d,m) | DATO(yyyy-mm-dd) | SISTEUKE(ANCHOR) | MÅNED(m)`` and ``rule := point |
point..point | HALVÅR(n) | MÅNEDLIG(k,WEEKDAY)``. ``k`` is 1 to 5, or -1 for the last. Where the days are is said in resolve.py.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.rules.dates import LAST, NthWeekday

ANCHORS = {
    "SKOLESTART": N_("the start of school"),
    "HØSTFERIE": N_("the autumn break"),
    "JULEFERIE": N_("the Christmas break"),
    "VINTERFERIE": N_("the winter break"),
    "PÅSKE": N_("Easter"),
    "17MAI": N_("17 May"),
    "SKOLESLUTT": N_("the end of school"),
}
"""What days are counted from, in the order of the year, and what each is called in a sentence (msgids)."""
BREAKS = ("HØSTFERIE", "JULEFERIE", "VINTERFERIE")
WEEKDAYS = ("MANDAG", "TIRSDAG", "ONSDAG", "TORSDAG", "FREDAG", "LØRDAG", "SØNDAG")
MOST_DAYS = 366
MOST_SCHOOL_WEEK = 15
"""No half-year is so short that it has fewer school weeks."""


@dataclass(frozen=True)
class Anchored:
    """``days`` after an anchor (before it, where they are negative), or the anchor itself (0)."""

    anchor: str
    days: int = 0


@dataclass(frozen=True)
class InWeek:
    """A week of the year (ISO 8601), or one weekday in it (Monday is 0)."""

    week: int
    weekday: int | None = None


@dataclass(frozen=True)
class After:
    """``days`` after the last day of another entry."""

    code: str
    days: int


@dataclass(frozen=True)
class Before:
    """``days`` before the first day of another entry or of an anchor; ``what`` is a code, or one of ``ANCHORS``."""

    what: str
    days: int


@dataclass(frozen=True)
class Together:
    """On the days of another entry."""

    code: str


@dataclass(frozen=True)
class WeekdayOf:
    """The ``nth`` (1 to 5, or LAST) such weekday (Monday is 0) of a month."""

    nth: int
    weekday: int
    month: int


@dataclass(frozen=True)
class YearDay:
    """The same day each year."""

    day: int
    month: int


@dataclass(frozen=True)
class OnDate:
    """One day of one year."""

    on: date


@dataclass(frozen=True)
class LastWeek:
    """The last school week before an anchor."""

    anchor: str


@dataclass(frozen=True)
class WholeMonth:
    """A month, 1 to 12."""

    month: int


@dataclass(frozen=True)
class HalfYearly:
    """Once a half-year, in its ``week``-th school week."""

    week: int


Point = Anchored | InWeek | After | Before | Together | WeekdayOf | YearDay | OnDate | LastWeek | WholeMonth


@dataclass(frozen=True)
class Between:
    """From one point to another."""

    first: Point
    last: Point


Rule = Point | Between | HalfYearly | NthWeekday
"""An NthWeekday comes up in every month of the pupils' year."""


def parse(text: str) -> Rule:
    """Return the rule that is written; raises UserError(field="rule") in one plain sentence where it cannot be read."""
    return _Reader(text).rule()


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


def same_code(code: str) -> str:
    """Return a code as rules write it, so that "m01" and "M01" are one."""
    return unicodedata.normalize("NFC", code.strip()).upper()


def _renamed(point: Point, codes: Mapping[str, str]) -> Point:
    match point:
        case After(code) | Together(code) if code in codes:
            return replace(point, code=codes[code])
        case Before(what) if what in codes and what not in ANCHORS:
            return replace(point, what=codes[what])
        case _:
            return point


# ---------------------------------------------------------------------------------------------------------------- reading

_TOKENS = re.compile(r"\s*(\.\.|[0-9A-ZÆØÅ_]+|[(),+-])")
_DASHES = str.maketrans("−–—‐‑", "-----")
_LONGEST = 40  # characters of what was typed that are said again
_LEAP = 2024  # a year in which every day of a year is
_EXAMPLES = {
    "UKE": "UKE(35)",
    "ETTER": "ETTER(F01,7)",
    "FØR": "FØR(F01,14)",
    "SAMTIDIG": "SAMTIDIG(M01)",
    "UKEDAG": "UKEDAG(2,TIRSDAG,10)",
    "DAG": "DAG(24,10)",
    "DATO": "DATO(2026-10-12)",
    "SISTEUKE": "SISTEUKE(HØSTFERIE)",
    "MÅNED": "MÅNED(10)",
    "HALVÅR": "HALVÅR(3)",
    "MÅNEDLIG": "MÅNEDLIG(2,TIRSDAG)",
}


class _Reader:
    """Reads one rule from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.example = "UKE(35)"
        folded = unicodedata.normalize("NFC", text).translate(_DASHES).upper().strip()
        self.tokens: list[str] = []
        at = 0
        while at < len(folded):
            match = _TOKENS.match(folded, at)
            if match is None:
                raise self.unreadable()
            self.tokens.append(match[1])
            at = match.end()
        self.at = 0

    def rule(self) -> Rule:
        if not self.tokens:
            raise UserError(N_("The rule is empty. Choose when it comes up."), field="rule")
        found = self.several() or self.one_or_two()
        if self.at < len(self.tokens):
            raise self.unreadable()
        return found

    def several(self) -> HalfYearly | NthWeekday | None:
        word = self.tokens[0]
        if word not in ("HALVÅR", "MÅNEDLIG"):
            return None
        self.word()
        self.example = _EXAMPLES[word]
        self.expect("(")
        found: HalfYearly | NthWeekday
        if word == "HALVÅR":
            message = N_("There is no school week {number} in a half-year. Write a number from 1 to {most}.")
            found = HalfYearly(self.number(1, MOST_SCHOOL_WEEK, message))
        else:
            found = NthWeekday(self.nth(), self.weekday())
        self.expect(")")
        return found

    def one_or_two(self) -> Rule:
        first = self.point()
        if self.peek() != "..":
            return first
        self.expect("..")
        return Between(first, self.point())

    def point(self) -> Point:
        word = self.word()
        if word in ANCHORS:
            return self.anchored(word)
        read = _POINTS.get(word)
        if read is None:
            if word in _EXAMPLES:  # what comes up several times neither begins nor ends a period
                raise self.unreadable()
            raise UserError(
                N_("“{word}” is no word of a rule. Write it like {example}."), field="rule", **self.said(word)
            )
        self.example = _EXAMPLES[word]
        self.expect("(")
        found = read(self)
        self.expect(")")
        return found

    def anchored(self, anchor: str) -> Anchored:
        sign = self.peek()
        if sign not in ("+", "-"):
            return Anchored(anchor)
        self.expect(sign)
        days = self.days()
        return Anchored(anchor, days if sign == "+" else -days)

    def in_week(self) -> Point:
        week = self.number(1, 53, N_("There is no week {number}. Write a week from 1 to 53."))
        return InWeek(week, self.weekday() if self.peek() == "," else None)

    def after(self) -> Point:
        what = self.word()
        self.expect(",")
        days = self.days()
        return Anchored(what, days) if what in ANCHORS else After(what, days)

    def before(self) -> Point:
        what = self.word()
        self.expect(",")
        return Before(what, self.days())

    def together(self) -> Point:
        code = self.word()
        if code in ANCHORS:
            raise self.unreadable()
        return Together(code)

    def weekday_of(self) -> Point:
        nth, weekday = self.nth(), self.weekday()
        self.expect(",")
        return WeekdayOf(nth, weekday, self.month())

    def year_day(self) -> Point:
        day = self.plain_number()
        self.expect(",")
        month = self.month()
        longest = 28 if month == 2 else calendar.monthrange(_LEAP, month)[1]
        if not 1 <= day <= longest:
            message = N_("Not every year has the day {day}.{month}. Write another day.")
            raise UserError(message, field="rule", day=day, month=month)
        return YearDay(day, month)

    def on_date(self) -> Point:
        parts = [self.word()]
        while self.peek() == "-":
            self.expect("-")
            parts.append(self.word())
        try:
            return OnDate(date(*(int(part) for part in parts))) if len(parts) == 3 else self.no_day(parts)
        except (ValueError, OverflowError):
            return self.no_day(parts)

    def no_day(self, parts: list[str]) -> Point:
        message = N_("“{word}” is not a day. Write it like {example}.")
        raise UserError(message, field="rule", **self.said("-".join(parts), "2026-10-12")) from None

    def last_week(self) -> Point:
        anchor = self.word()
        if anchor not in ANCHORS:
            raise self.unreadable()
        return LastWeek(anchor)

    def whole_month(self) -> Point:
        return WholeMonth(self.month())

    def month(self) -> int:
        return self.number(1, 12, N_("There is no month {number}. Write a month from 1 to 12."))

    def days(self) -> int:
        return self.number(0, MOST_DAYS, N_("{number} days are too many. Write at most {most}."))

    def nth(self) -> int:
        minus = self.peek() == "-"
        if minus:
            self.expect("-")
        number = self.plain_number() * (-1 if minus else 1)
        self.expect(",")
        if number != LAST and not 1 <= number <= 5:
            message = N_("A month has no weekday number {number}. Write 1 to 5, or -1 for the last.")
            raise UserError(message, field="rule", number=number)
        return number

    def weekday(self) -> int:
        if self.peek() == ",":
            self.expect(",")
        word = self.word()
        if word not in WEEKDAYS:
            raise UserError(
                N_("“{word}” is not a weekday. Write it like {example}."), field="rule", **self.said(word, "TIRSDAG")
            )
        return WEEKDAYS.index(word)

    def number(self, least: int, most: int, message: str) -> int:
        number = self.plain_number()
        if not least <= number <= most:
            raise UserError(message, field="rule", number=number, most=most)
        return number

    def plain_number(self) -> int:
        word = self.word()
        if not re.fullmatch("[0-9]{1,6}", word):
            raise self.unreadable()
        return int(word)

    def word(self) -> str:
        word = self.peek()
        if not word or not (word[0].isalnum() or word[0] == "_"):
            raise self.unreadable()
        self.at += 1
        return word

    def expect(self, token: str) -> None:
        if self.peek() != token:
            raise self.unreadable()
        self.at += 1

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def said(self, word: str, example: str = "") -> dict[str, str]:
        return {"word": word[:_LONGEST], "example": example or self.example}

    def unreadable(self) -> UserError:
        message = N_("“{word}” cannot be read as a rule. Write it like {example}.")
        return UserError(message, field="rule", **self.said(" ".join(self.text.split())))


_POINTS: Mapping[str, Callable[[_Reader], Point]] = {
    "UKE": _Reader.in_week,
    "ETTER": _Reader.after,
    "FØR": _Reader.before,
    "SAMTIDIG": _Reader.together,
    "UKEDAG": _Reader.weekday_of,
    "DAG": _Reader.year_day,
    "DATO": _Reader.on_date,
    "SISTEUKE": _Reader.last_week,
    "MÅNED": _Reader.whole_month,
}
