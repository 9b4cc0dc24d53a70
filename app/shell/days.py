"""How is a day of this year said in a line, without what costs time at the start?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def say_day(day: date, tr: Translator) -> str:
    """Return "torsdag 12. nov."."""
    return _said(WEEKDAYS, day, tr)


def say_short_day(day: date, tr: Translator) -> str:
    """Return "tor. 12. nov."."""
    return _said(SHORT_WEEKDAYS, day, tr)


def _said(weekdays: tuple[str, ...], day: date, tr: Translator) -> str:
    month = tr(MONTHS[day.month - 1])
    return tr(N_("{weekday} {day} {month}"), weekday=tr(weekdays[day.weekday()]), day=day.day, month=month)
