"""How are days said in the dialogs of the yearly wheel?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.shell.days import MONTHS, SHORT_WEEKDAYS, WEEKDAYS

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar

Span = tuple[date, date]
MOST_DAYS = 12
"""More times than this are counted, and only the first and the last are named."""


def say_days(first: date, last: date, tr: Translator) -> str:
    """Return "tirsdag 13. okt. 2026" or "13. okt.–16. okt. 2026"."""
    if first == last:
        return f"{tr(WEEKDAYS[first.weekday()])} {_day(first, tr)} {first.year}"
    begins = _day(first, tr) if first.year == last.year else f"{_day(first, tr)} {first.year}"
    return f"{begins}–{_day(last, tr)} {last.year}"


def say_spans(spans: Sequence[Span], tr: Translator) -> str:
    """Return one time in full, several in short; of very many only how many and between which days."""
    if len(spans) == 1:
        return say_days(*spans[0], tr)
    if len(spans) > MOST_DAYS:
        many = tr.n("{n} time", "{n} times", len(spans))
        return tr(
            N_("{many}, from {first} to {last}"), many=many, first=_short(spans[0], tr), last=_short(spans[-1], tr)
        )
    return ", ".join(_short(span, tr) for span in spans)


def say_why_closed(calendar: SchoolCalendar, day: date, tr: Translator) -> str:
    """Return why a day is no school day, in words ("" : it is one)."""
    why = calendar.why_closed(day)
    return "" if why is None else tr(why)


def _short(span: Span, tr: Translator) -> str:
    first, last = span
    if first != last:
        return f"{_day(first, tr)}–{_day(last, tr)}"
    return f"{tr(SHORT_WEEKDAYS[first.weekday()])} {_day(first, tr)}"


def _day(day: date, tr: Translator) -> str:
    return tr(N_("{day} {month}"), day=day.day, month=tr(MONTHS[day.month - 1]))
