"""On which days does a rhythm fall? Checked against a paper calendar of 2026/27, and against what each rhythm means."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.meetings.rules.dates import LAST, EveryWeeks, InWeeks, NthWeekday, Spread, days_of, next_open

MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4
FIRST, END = date(2026, 8, 17), date(2027, 6, 18)


def always(_day: date) -> bool:
    return True


def test_the_second_thursday_of_each_month() -> None:
    # Thursdays: 10 September, 8 October, 12 November and 10 December 2026; 13 August is before the first day.
    assert days_of(NthWeekday(2, THURSDAY), FIRST, date(2026, 12, 31), always) == (
        date(2026, 9, 10),
        date(2026, 10, 8),
        date(2026, 11, 12),
        date(2026, 12, 10),
    )


def test_the_last_tuesday_of_each_month() -> None:
    assert days_of(NthWeekday(LAST, TUESDAY), date(2026, 11, 1), date(2027, 2, 28), always) == (
        date(2026, 11, 24),
        date(2026, 12, 29),
        date(2027, 1, 26),
        date(2027, 2, 23),
    )


def test_a_month_without_a_fifth_monday_has_none() -> None:
    # Mondays: 31 August 2026 and 30 November 2026 are a fifth; September and October end before.
    assert days_of(NthWeekday(5, MONDAY), FIRST, date(2026, 12, 31), always) == (date(2026, 8, 31), date(2026, 11, 30))


def test_every_third_week_from_the_first_such_weekday() -> None:
    assert days_of(EveryWeeks(3, TUESDAY), date(2026, 9, 2), date(2026, 11, 1), always) == (
        date(2026, 9, 8),
        date(2026, 9, 29),
        date(2026, 10, 20),
    )


def test_a_weekday_in_some_weeks() -> None:
    # Week 53 of 2026 runs from 28 December 2026 to 3 January 2027; 1 January 2027 is its Friday.
    assert days_of(InWeeks((37, 53, 2), FRIDAY), FIRST, END, always) == (
        date(2026, 9, 11),
        date(2027, 1, 1),
        date(2027, 1, 15),
    )


def test_meetings_are_spread_over_the_days_with_school() -> None:
    # Ten Tuesdays from 1 September to 3 November; without 6 October nine, of which the middles of three thirds.
    found = days_of(Spread(3, TUESDAY), date(2026, 9, 1), date(2026, 11, 3), lambda day: day != date(2026, 10, 6))
    assert found == (date(2026, 9, 8), date(2026, 9, 29), date(2026, 10, 27))


@given(some.integers(0, 40), some.integers(0, 6), some.sets(some.dates(FIRST, END), max_size=60))
def test_a_spread_never_falls_on_a_closed_day_nor_twice(number: int, weekday: int, closed: set[date]) -> None:
    found = days_of(Spread(number, weekday), FIRST, END, lambda day: day not in closed)
    assert len(set(found)) == len(found) <= number
    assert list(found) == sorted(found)
    assert all(day.weekday() == weekday and FIRST <= day <= END and day not in closed for day in found)
    open_days = sum(
        (FIRST + timedelta(days=at)) not in closed and (FIRST + timedelta(days=at)).weekday() == weekday
        for at in range((END - FIRST).days + 1)
    )
    assert len(found) == min(number, open_days)


@given(
    some.one_of(
        some.builds(NthWeekday, some.sampled_from([1, 2, 3, 4, 5, LAST]), some.integers(0, 6)),
        some.builds(EveryWeeks, some.integers(1, 10), some.integers(0, 6)),
    ),
    some.dates(date(2020, 1, 1), date(2035, 12, 31)),
    some.integers(0, 400),
)
def test_a_rhythm_stays_in_its_period_and_on_its_weekday(
    rhythm: NthWeekday | EveryWeeks, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    found = days_of(rhythm, first, last, always)
    assert all(first <= day <= last and day.weekday() == rhythm.weekday for day in found)
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(found)]
    if isinstance(rhythm, EveryWeeks):
        assert all(gap == 7 * rhythm.weeks for gap in gaps)
    elif rhythm.nth == LAST:
        assert all((day + timedelta(days=7)).month != day.month for day in found)
    else:
        assert all((day.day - 1) // 7 + 1 == rhythm.nth for day in found)


@pytest.mark.parametrize(
    ("closed", "taken", "expected"),
    [
        ((), (), date(2026, 10, 13)),
        ((date(2026, 10, 13),), (), date(2026, 10, 20)),
        ((), (date(2026, 10, 13),), date(2026, 10, 20)),
        ((date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 27)), (), None),
    ],
)
def test_the_next_such_weekday_with_school(
    closed: tuple[date, ...], taken: tuple[date, ...], expected: date | None
) -> None:
    assert next_open(date(2026, 10, 6), END, lambda day: day not in closed, taken) == expected


def test_there_is_no_next_after_the_last_day() -> None:
    assert next_open(date(2026, 10, 6), date(2026, 10, 12), always) is None
