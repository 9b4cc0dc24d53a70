"""Which part of the year is seen?"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.i18n import translator
from app.yearwheel.picture.periods import MONTH, QUARTER, YEAR, Period, closer, period_with, say_period, wider

NB = translator("nb")


@pytest.mark.parametrize(
    ("period", "first", "last", "said"),
    [
        (Period(YEAR, 2026), date(2026, 8, 1), date(2027, 7, 31), "2026/27"),
        (Period(QUARTER, 2026, 0), date(2026, 8, 1), date(2026, 10, 31), "August–oktober 2026"),
        (Period(QUARTER, 2026, 1), date(2026, 11, 1), date(2027, 1, 31), "November 2026 – januar 2027"),
        (Period(QUARTER, 2026, 3), date(2027, 5, 1), date(2027, 7, 31), "Mai–juli 2027"),
        (Period(MONTH, 2026, 2), date(2026, 10, 1), date(2026, 10, 31), "Oktober 2026"),
        (Period(MONTH, 2027, 6), date(2028, 2, 1), date(2028, 2, 29), "Februar 2028"),
    ],
)
def test_first_and_last_day(period: Period, first: date, last: date, said: str) -> None:
    assert (period.first, period.last, say_period(period, NB)) == (first, last, said)


@pytest.mark.parametrize("scale", [YEAR, QUARTER, MONTH])
def test_the_periods_of_a_scale_are_the_year_without_a_gap(scale: str) -> None:
    period: Period | None = Period(scale, 2026)
    assert period is not None
    assert period.before is None
    day, end = date(2026, 8, 1), period.last
    while period is not None:
        assert period.first == day
        assert period.after is None or period.after.before == period
        end, day = period.last, date.fromordinal(period.last.toordinal() + 1)
        period = period.after
    assert end == date(2027, 7, 31)


def test_zooms_to_the_day_and_back() -> None:
    day = date(2027, 2, 10)
    year = Period(YEAR, 2026)
    quarter, month = closer(year, day), closer(closer(year, day), day)
    assert (quarter, month) == (Period(QUARTER, 2026, 2), Period(MONTH, 2026, 6))
    assert closer(month, day) == month
    assert (wider(month), wider(quarter), wider(year)) == (quarter, year, year)


def test_a_day_outside_the_year_shows_the_nearest() -> None:
    assert period_with(MONTH, 2026, date(2026, 3, 1)).number == 0
    assert period_with(MONTH, 2026, date(2028, 3, 1)).number == 11
