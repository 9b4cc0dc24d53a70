"""Which rule is written in a text, and if none, what is wrong with it?"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.rules.dates import LAST, NthWeekday
from app.yearwheel.rules.forms import (
    ANCHORS,
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

_TOKENS = re.compile(r"\s*(\.\.|\w+|[(),+-])")
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


def read(text: str) -> Rule:
    """Return the rule that is written; raises UserError(field="rule") in one plain sentence where it cannot be read."""
    return _Reader(text).rule()


def same_code(code: str) -> str:
    """Return a code as rules write it, so that "m01" and "M01" are one."""
    return _folded(code).strip()


def _folded(text: str) -> str:
    """Return a text in capitals, each letter one character: "å" may have been typed as two."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).upper())


class _Reader:
    """Reads one rule from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.example = "UKE(35)"
        folded = _folded(text).translate(_DASHES).strip()
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
        to = self.peek()
        if to not in ("..", "-"):  # a dash is what many write between two weeks
            return first
        self.expect(to)
        return Between(first, self.point())

    def point(self) -> Point:
        word = self.word()
        if word in ANCHORS:
            return self.anchored(word)
        reader = _POINTS.get(word)
        if reader is None:
            if word in _EXAMPLES:  # what comes up several times neither begins nor ends a period
                raise self.unreadable()
            message = N_("“{word}” is no word of a rule. Write it like {example}.")
            raise UserError(message, field="rule", **self.said(word))
        self.example = _EXAMPLES[word]
        self.expect("(")
        found = reader(self)
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
        if self.peek() != ",":
            return InWeek(week)
        self.expect(",")
        return InWeek(week, self.weekday())

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
        if not re.fullmatch(r"\w+", word):
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
