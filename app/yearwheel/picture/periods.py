"""Which days does the picture show: the school year, a quarter of it, or a month?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from app.core.i18n import Translator
from app.core.schoolyear import FIRST_MONTH, year_name
from app.yearwheel.rules.forms import MONTH_NAMES as MONTHS

YEAR, QUARTER, MONTH = "year", "quarter", "month"
SCALES = (YEAR, QUARTER, MONTH)
"""From the widest to the closest."""
_MONTHS = {YEAR: 12, QUARTER: 3, MONTH: 1}


class Period(NamedTuple):
    """The ``number``-th (from 0) of the periods of this scale in the school year that starts in ``year``."""

    scale: str
    year: int
    number: int = 0

    @property
    def first(self) -> date:
        return _month(self.year, self.number * _MONTHS[self.scale])

    @property
    def last(self) -> date:
        return _month(self.year, (self.number + 1) * _MONTHS[self.scale]) - timedelta(days=1)

    @property
    def before(self) -> Period | None:
        """The one before it in the same school year."""
        return self._replace(number=self.number - 1) if self.number > 0 else None

    @property
    def after(self) -> Period | None:
        """The one after it in the same school year."""
        return self._replace(number=self.number + 1) if (self.number + 1) * _MONTHS[self.scale] < 12 else None


def period_with(scale: str, year: int, day: date) -> Period:
    """Return the period of a scale that a day of the school year is in; the nearest for any other day."""
    months = (day.year - year) * 12 + day.month - FIRST_MONTH
    return Period(scale, year, min(max(months, 0), 11) // _MONTHS[scale])


def closer(period: Period, day: date) -> Period:
    """Return the next closer period with ``day`` in it; the same when there is none."""
    at = SCALES.index(period.scale)
    return period_with(SCALES[at + 1], period.year, day) if at + 1 < len(SCALES) else period


def wider(period: Period) -> Period:
    """Return the next wider period around it; the same when there is none."""
    at = SCALES.index(period.scale)
    return period_with(SCALES[at - 1], period.year, period.first) if at else period


def say_period(period: Period, tr: Translator) -> str:
    """Return "2026/27", "August–oktober 2026", "November 2026 – januar 2027" or "Oktober 2026"."""
    if period.scale == YEAR:
        return year_name(period.year)
    first, last = period.first, period.last
    one, other = tr(MONTHS[first.month - 1]), tr(MONTHS[last.month - 1])
    if period.scale == MONTH:
        said = f"{one} {first.year}"
    elif first.year == last.year:
        said = f"{one}–{other} {last.year}"
    else:
        said = f"{one} {first.year} – {other} {last.year}"
    return said[:1].upper() + said[1:]


def _month(year: int, number: int) -> date:
    """Return the first day of a month, counted from the first of the school year."""
    years, month = divmod(FIRST_MONTH - 1 + number, 12)
    return date(year + years, month + 1, 1)
