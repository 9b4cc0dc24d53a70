"""Which days are school days, by the breaks and days off that stand in the calendar and by the public holidays."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.i18n import translator
from app.school.calendar import Entry, SchoolCalendar, usual_name
from app.school.public_holidays import public_holidays

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)
HOLIDAYS = public_holidays(date(2025, 8, 1), date(2028, 7, 31))
AUTUMN = Entry(date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie")
SUMMER = Entry(date(2026, 8, 1), date(2026, 8, 16), "break", "Sommerferie")
NEXT_SUMMER = Entry(date(2027, 6, 19), date(2027, 7, 31), "break", "Sommerferie")
PLANNING = Entry(date(2026, 8, 13), date(2026, 8, 14), "planning_day", "Planleggingsdag")
CHRISTMAS = Entry(date(2026, 12, 21), date(2026, 12, 31), "break", "Juleferie")


def calendar(*entries: Entry) -> SchoolCalendar:
    return SchoolCalendar(FIRST, LAST, entries, HOLIDAYS)


def test_17_may_2027_is_also_whit_monday_one_day_with_two_names() -> None:
    assert HOLIDAYS[date(2027, 5, 17)] == ("Constitution Day", "Whit Monday")
    assert [translator("nn")(name) for name in HOLIDAYS[date(2027, 5, 17)]] == ["17. mai", "2. pinsedag"]


def test_the_public_holidays_of_a_school_year_are_the_norwegian_ones() -> None:
    found = public_holidays(FIRST, LAST)
    # Easter Sunday 2027 is 28 March; Ascension Day is 39 days after it, Whit Sunday 49.
    easter = date(2027, 3, 28)
    assert set(found) == {
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
        *(easter + timedelta(days) for days in (-3, -2, 0, 1, 39, 49, 50)),
        date(2027, 5, 1),
        date(2027, 5, 17),
    }


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_public_holiday_has_a_norwegian_name(language: str) -> None:
    tr = translator(language)
    names = {name for names in HOLIDAYS.values() for name in names}
    assert len(names) == 12
    assert all(tr(name) != name for name in names)


def test_the_holidays_package_is_not_loaded_by_knowing_the_calendar() -> None:
    code = "import sys, app.school.queries, app.school.page; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_weekends_holidays_and_what_stands_in_the_calendar_are_no_school_days() -> None:
    year = calendar(AUTUMN)
    assert year.is_school_day(date(2026, 10, 2))
    assert not year.is_school_day(date(2026, 10, 3))  # a Saturday
    assert not year.is_school_day(date(2026, 10, 5))
    assert not year.is_school_day(date(2026, 10, 9))
    assert year.is_school_day(date(2026, 10, 12))
    assert not year.is_school_day(date(2027, 5, 17))


def test_the_school_days_around_a_break_are_found_also_over_the_turn_of_the_year() -> None:
    year = calendar(AUTUMN, CHRISTMAS, SUMMER, NEXT_SUMMER)
    assert year.next_school_day(date(2026, 10, 2)) == date(2026, 10, 12)
    assert year.previous_school_day(date(2026, 10, 12)) == date(2026, 10, 2)
    assert year.next_school_day(date(2026, 12, 18)) == date(2027, 1, 4)  # 1 January is a Friday, then the weekend
    assert year.next_school_day(date(2027, 6, 18)) == date(2027, 8, 2)  # the summer after is not written down yet
    assert calendar(Entry(FIRST, date(2027, 3, 1), "break", "")).next_school_day(date(2026, 8, 3)) is None


def test_the_pupils_days_are_known_once_both_summers_are_written_down() -> None:
    assert calendar(AUTUMN).starts_on() is None
    assert calendar(AUTUMN).ends_on() is None
    year = calendar(SUMMER, PLANNING, AUTUMN, CHRISTMAS, NEXT_SUMMER)
    assert year.starts_on() == date(2026, 8, 17)
    assert year.ends_on() == date(2027, 6, 18)
    early = Entry(FIRST, date(2026, 8, 12), "break", "Sommerferie")
    assert calendar(early, PLANNING).starts_on() == date(2026, 8, 17)  # the staff come two days before the pupils


def test_the_school_days_of_a_year_are_counted() -> None:
    year = calendar(SUMMER, AUTUMN, CHRISTMAS, NEXT_SUMMER)
    # 17 August to 18 June is 44 whole weeks; less autumn 5, Christmas 9, 1 January, Maundy Thursday, Good Friday,
    # Easter Monday, Ascension Day and 17 May.
    assert len(year.school_days()) == 44 * 5 - 5 - 9 - 6
    assert year.school_days()[0] == date(2026, 8, 17)


def test_the_breaks_of_a_year_come_in_order_without_planning_days_and_other_years() -> None:
    older = Entry(date(2025, 12, 22), date(2025, 12, 31), "break", "Juleferie")
    assert calendar(NEXT_SUMMER, older, AUTUMN, PLANNING, SUMMER).breaks() == (SUMMER, AUTUMN, NEXT_SUMMER)


def test_it_is_said_why_pupils_are_not_at_school() -> None:
    year = calendar(AUTUMN, Entry(date(2026, 11, 6), date(2026, 11, 6), "day_off", ""))
    assert year.why_closed(date(2026, 10, 6)) == "Høstferie"
    assert year.why_closed(date(2026, 11, 6)) == "Day off"
    assert year.why_closed(date(2026, 12, 25)) == "Christmas Day"
    assert year.why_closed(date(2026, 10, 10)) == "weekend"
    assert year.why_closed(date(2026, 10, 12)) is None


@pytest.mark.parametrize(
    ("first", "last", "kind", "name"),
    [
        (date(2026, 9, 28), date(2026, 10, 2), "break", "Autumn break"),
        (date(2026, 12, 21), date(2027, 1, 4), "break", "Christmas break"),
        (date(2027, 2, 22), date(2027, 2, 26), "break", "Winter break"),
        (date(2027, 3, 22), date(2027, 3, 30), "break", "Easter break"),
        (date(2029, 3, 26), date(2029, 4, 3), "break", "Easter break"),
        (date(2026, 6, 22), date(2026, 8, 16), "break", "Summer break"),
        (date(2026, 8, 1), date(2026, 8, 16), "break", "Summer break"),
        (date(2026, 11, 23), date(2026, 11, 24), "break", "Break"),
        (date(2026, 8, 13), date(2026, 8, 14), "planning_day", "Planning day"),
        (date(2026, 10, 5), date(2026, 10, 5), "day_off", "Day off"),
    ],
)
def test_days_without_a_name_are_called_as_they_usually_are(first: date, last: date, kind: str, name: str) -> None:
    assert usual_name(first, last, kind, public_holidays(first - timedelta(30), last + timedelta(30))) == name
