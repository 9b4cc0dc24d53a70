"""Which ways are there to say when something comes up in a school year?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.i18n import N_
from app.meetings.rules.dates import NthWeekday

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
WEEKDAY_NAMES = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
MONTH_NAMES = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
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
