"""How are the days of the yearly wheel said in the window: in a line, in a cell, in full?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.shell.days import MONTHS, say_day, say_short_day
from app.yearwheel.words import say_weeks

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar

Span = tuple[date, date]
MOST_DAYS = 12
"""More times than this are only counted."""


def say_days(first: date | None, last: date | None, tr: Translator) -> str:
    """Return "man. 12. okt.", "uke 35–38" for whole weeks, "12.–15. okt." or "30. sep. – 2. okt."; "" without days."""
    if first is None or last is None:
        return ""
    if first == last:
        return say_short_day(first, tr)
    if first.weekday() == 0 and last.weekday() in (4, 6):
        return tr(N_("week {week}"), week=say_weeks(first, last))
    if (first.year, first.month) == (last.year, last.month):
        return _from_to(first, last, tr)
    return tr(
        N_("{first} {first_month} – {last} {last_month}"),
        first=first.day,
        first_month=tr(MONTHS[first.month - 1]),
        last=last.day,
        last_month=tr(MONTHS[last.month - 1]),
    )


def say_days_in_full(first: date, last: date, tr: Translator) -> str:
    """Return "tirsdag 13. okt. 2026" or "12.–16. okt. 2026"."""
    if first == last:
        return f"{say_day(first, tr)} {first.year}"
    if first.year != last.year:
        return f"{_day(first, tr)} {first.year}–{_day(last, tr)} {last.year}"
    return f"{_from_to(first, last, tr)} {last.year}"


def say_spans(spans: Sequence[Span], tr: Translator) -> str:
    """Return one time in full, several in short; of very many only how many, and from when."""
    return say_days_in_full(*spans[0], tr) if len(spans) == 1 else say_shortly(spans, tr, MOST_DAYS)


def say_shortly(spans: Sequence[Span], tr: Translator, most: int = 2) -> str:
    """Return times without their year, for a cell; of more than ``most`` only how many, and from when."""
    if len(spans) > most:
        many = tr.n("{n} time", "{n} times", len(spans))
        return tr(N_("{many}, from {first}"), many=many, first=_day(spans[0][0], tr))
    return ", ".join(_short(span, tr) for span in spans)


def say_why_closed(calendar: SchoolCalendar, day: date, tr: Translator) -> str:
    """Return why a day is no school day, in words ("" : it is one)."""
    why = calendar.why_closed(day)
    return "" if why is None else tr(why)


def _short(span: Span, tr: Translator) -> str:
    first, last = span
    if first != last:
        return _from_to(first, last, tr)
    return say_short_day(first, tr)


def _from_to(first: date, last: date, tr: Translator) -> str:
    if (first.year, first.month) != (last.year, last.month):
        return f"{_day(first, tr)}–{_day(last, tr)}"
    words = N_("{first}–{last} {month}")
    return tr(words, first=first.day, last=last.day, month=tr(MONTHS[last.month - 1]))


def _day(day: date, tr: Translator) -> str:
    return tr(N_("{day} {month}"), day=day.day, month=tr(MONTHS[day.month - 1]))
