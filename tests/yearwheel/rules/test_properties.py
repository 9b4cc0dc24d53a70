"""Is every rule written as it is read, and does each land on days that can be, whatever the calendar?"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.schoolyear import year_range
from app.meetings.rules.dates import LAST, NthWeekday
from app.school.calendar import Entry, SchoolCalendar, is_weekday
from app.yearwheel.rules.resolve import estimated, resolve
from app.yearwheel.rules.rule import (
    ANCHORS,
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
    parse,
    written,
)
from app.yearwheel.rules.say import say_rule
from app.yearwheel.rules.year import SchoolYear
from tests.yearwheel.rules.years import PUPILS, calendar_of, empty_calendar

CODES = ("A01", "F01", "M01", "U_2", "17", "X9")
anchors, codes, days = some.sampled_from(sorted(ANCHORS)), some.sampled_from(CODES), some.integers(0, 366)
weekdays, months = some.integers(0, 6), some.integers(1, 12)
nths = some.sampled_from((1, 2, 3, 4, 5, LAST))
points: some.SearchStrategy[Point] = some.one_of(
    some.builds(Anchored, anchors, some.integers(-366, 366)),
    some.builds(InWeek, some.integers(1, 53), some.none() | weekdays),
    some.builds(After, codes, days),
    some.builds(Before, codes | anchors, days),
    some.builds(Together, codes),
    some.builds(WeekdayOf, nths, weekdays, months),
    some.builds(YearDay, some.integers(1, 28), months),
    some.builds(OnDate, some.dates()),
    some.builds(LastWeek, anchors),
    some.builds(WholeMonth, months),
)
rules: some.SearchStrategy[Rule] = some.one_of(
    points,
    some.builds(Between, points, points),
    some.builds(HalfYearly, some.integers(1, 15)),
    some.builds(NthWeekday, nths, weekdays),
)


@some.composite
def calendars(draw: some.DrawFn) -> SchoolCalendar:
    """Return a calendar somebody has typed: breaks of up to eight weeks and days off, wherever."""
    year = draw(some.integers(2024, 2029))
    calendar = draw(some.sampled_from((calendar_of(year), empty_calendar(year))))
    entries = list(calendar.entries)
    first, _ = year_range(year)
    for at, length, kind in draw(
        some.lists(
            some.tuples(
                some.integers(-30, 380), some.integers(0, 56), some.sampled_from(("break", "planning_day", "day_off"))
            ),
            max_size=5,
        )
    ):
        start = first + timedelta(at)
        entries.append(Entry(start, start + timedelta(length), kind, ""))
    holidays = draw(some.sampled_from((calendar.holidays, {})))
    return SchoolCalendar(calendar.first_day, calendar.last_day, entries, holidays)


@given(rules)
def test_a_rule_is_read_as_it_was_written(rule: Rule) -> None:
    assert parse(written(rule)) == rule


alphabet = some.sampled_from([*"()+-−.., 0123456789", *ANCHORS, "UKE", "FØR", "ETTER", "DATO", "HALVÅR", "MANDAG", "x"])


@settings(max_examples=300)
@given(some.text() | some.lists(alphabet, max_size=12).map("".join))
def test_any_text_is_read_or_refused_in_a_sentence_and_never_more(text: str) -> None:
    nb = translator("nb")
    rule, said = None, ""
    try:
        rule = parse(text)
    except UserError as error:
        said = nb(error.message, **dict.fromkeys(error.values, ""))
    assert (rule is None) == bool(said)
    assert rule is None or parse(written(rule)) == rule
    assert isinstance(say_rule(text, nb, {}), str)
    assert set(resolve({text: text}, calendar_of(2026))) == {text}


@settings(max_examples=200)
@given(some.dictionaries(codes, rules.map(written), max_size=6), calendars())
def test_rules_land_in_or_near_any_year_and_never_fail(texts: dict[str, str], calendar: SchoolCalendar) -> None:
    nb = translator("nb")
    found = resolve(texts, calendar)
    near = timedelta(31)
    assert [*found] == [*texts]
    for one in found.values():
        assert bool(one.spans) != (one.problem is not None)
        for first, last in one.spans:
            assert calendar.first_day - near <= first <= last <= calendar.last_day + near
        for saying in (*one.remarks, *([one.problem] if one.problem else [])):
            assert "…" not in nb.say(saying.msgid, saying.values)
    estimated(calendar)


def stays(rule: Rule) -> bool:
    match rule:
        case Between(first, last):
            return stays(first) or stays(last)
        case OnDate() | Anchored("17MAI", 0):
            return True
        case _:
            return False


@settings(max_examples=300)
@given(rules.filter(lambda rule: not stays(rule)), some.sampled_from(tuple(PUPILS)))
def test_what_does_not_stay_lands_on_school_days(rule: Rule, year: int) -> None:
    calendar = calendar_of(year)
    start, end = (date.fromisoformat(day) for day in PUPILS[year])
    beside = dict.fromkeys(CODES, "UKE(45)")
    for span in resolve({**beside, "T01": written(rule)}, calendar)["T01"].spans:
        for day in span:
            if start <= day <= end:
                assert calendar.is_school_day(day), (written(rule), day)
            else:  # the staff are there
                assert is_weekday(day), (written(rule), day)
                assert day not in calendar.holidays, (written(rule), day)
            assert SchoolYear(calendar).is_open(day)
