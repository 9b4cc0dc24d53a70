"""Do the rules land where a wall calendar says, from 2024 to 2030? Each day was found by hand, as is written beside."""

from __future__ import annotations

import pytest

from tests.yearwheel.rules.years import PUPILS, land, problem, remarks, span

YEARS = tuple(PUPILS)


def _each(rule: str, *days: str) -> list[tuple[str, int, str]]:
    return [(rule, year, said) for year, said in zip(YEARS, days, strict=True)]


TABLE = [
    # 1 October is a Tuesday, Wednesday, Thursday, Friday, Sunday, Monday: the second Tuesday is the 8th, 14th, 13th,
    # 12th, 10th, 9th. The 8th in 2024 and the 10th in 2028 are in høstferie (week 41): the Monday after it.
    *_each("UKEDAG(2,TIRSDAG,10)", "2024-10-14", "2025-10-14", "2026-10-13", "2027-10-12", "2028-10-16", "2029-10-09"),
    # 30 November is a Saturday, Sunday, Monday, Tuesday, Thursday, Friday: the last Thursday is 2, 3, 4, 5, 0, 1 days
    # before.
    *_each("UKEDAG(-1,TORSDAG,11)", "2024-11-28", "2025-11-27", "2026-11-26", "2027-11-25", "2028-11-30", "2029-11-29"),
    # The Monday to Friday right before the Monday the break begins on.
    *_each(
        "SISTEUKE(HØSTFERIE)",
        "2024-09-30 2024-10-04",
        "2025-09-22 2025-09-26",
        "2026-09-28 2026-10-02",
        "2027-09-27 2027-10-01",
        "2028-10-02 2028-10-06",
        "2029-09-24 2029-09-28",
    ),
    # Christmas begins on a Monday, Monday, Monday, Wednesday, Friday, Friday: in 2027 there is school on Monday and
    # Tuesday of its week, in 2028 and 2029 from Monday to Thursday.
    *_each(
        "SISTEUKE(JULEFERIE)",
        "2024-12-16 2024-12-20",
        "2025-12-15 2025-12-19",
        "2026-12-14 2026-12-18",
        "2027-12-20 2027-12-21",
        "2028-12-18 2028-12-21",
        "2029-12-17 2029-12-20",
    ),
    # Always a Sunday, so the Monday after it: 4 May, 19 April, 11 April, 30 April, 15 April, 5 May. 1 May 2028 is
    # that Monday, so it is the Tuesday.
    *_each("PÅSKE+14", "2025-05-05", "2026-04-20", "2027-04-12", "2028-05-02", "2029-04-16", "2030-05-06"),
    # The Friday before Palm Sunday: seven days before Easter Sunday is that Sunday, and the Saturday is no school
    # day.
    *_each("PÅSKE-7", "2025-04-11", "2026-03-27", "2027-03-19", "2028-04-07", "2029-03-23", "2030-04-12"),
    # The first school day after Easter: the Tuesday after Easter Monday, in 2027 the Wednesday (the break ends on the
    # 30th).
    *_each("PÅSKE", "2025-04-22", "2026-04-07", "2027-03-31", "2028-04-18", "2029-04-03", "2030-04-23"),
    # 17 May is a Saturday, Sunday, Monday, Wednesday, Thursday, Friday, and stays there.
    *_each("17MAI", "2025-05-17", "2026-05-17", "2027-05-17", "2028-05-17", "2029-05-17", "2030-05-17"),
    # The school day before: Friday where the 16th is a Friday (2025), Saturday (2026) or Sunday (2027); else the
    # 16th.
    *_each("17MAI-1", "2025-05-16", "2026-05-15", "2027-05-14", "2028-05-16", "2029-05-16", "2030-05-16"),
    # Week 40 begins on 30 September, 29, 28 September, 4, 2, 1 October; høstferie in 2025, 2027 and 2029: the week
    # after.
    *_each(
        "UKE(40)",
        "2024-09-30 2024-10-04",
        "2025-10-06 2025-10-10",
        "2026-09-28 2026-10-02",
        "2027-10-11 2027-10-15",
        "2028-10-02 2028-10-06",
        "2029-10-08 2029-10-12",
    ),
    # Week 1 begins on 30 December 2024, 29 December 2025, 4 January 2027, 3 January 2028, 1 January 2029, 31 December
    # 2029. Pupils are back on Thursday the 2nd, Monday the 5th (week 2), the 4th, the 3rd, Tuesday the 2nd, Wednesday
    # the 2nd.
    *_each(
        "UKE(1)",
        "2025-01-02 2025-01-03",
        "2026-01-05 2026-01-09",
        "2027-01-04 2027-01-08",
        "2028-01-03 2028-01-07",
        "2029-01-02 2029-01-05",
        "2030-01-02 2030-01-04",
    ),
    # Week 9: vinterferie in 2025 and 2029 (then week 10, from 3 March and 5 March), else from 23 February 2026,
    # 1 March 2027, 28 February 2028, 25 February 2030.
    *_each(
        "UKE(9)",
        "2025-03-03 2025-03-07",
        "2026-02-23 2026-02-27",
        "2027-03-01 2027-03-05",
        "2028-02-28 2028-03-03",
        "2029-03-05 2029-03-09",
        "2030-02-25 2030-03-01",
    ),
    # The Friday before the Monday the break begins on.
    *_each("FØR(VINTERFERIE,1)", "2025-02-21", "2026-02-13", "2027-02-19", "2028-02-18", "2029-02-23", "2030-02-15"),
    # Three days before a Monday is Friday; the pupils are not there yet, but the staff are.
    *_each("SKOLESTART-3", "2024-08-16", "2025-08-15", "2026-08-14", "2027-08-13", "2028-08-18", "2029-08-17"),
    # Three days after a Friday is Monday; after Wednesday 20 June 2029 it is Saturday, so Monday the 25th.
    *_each("SKOLESLUTT+3", "2025-06-23", "2026-06-22", "2027-06-21", "2028-06-19", "2029-06-25", "2030-06-24"),
    # 24 October is a Thursday, Friday, Saturday, Sunday, Tuesday, Wednesday; from a weekend on to Monday.
    *_each("DAG(24,10)", "2024-10-24", "2025-10-24", "2026-10-26", "2027-10-25", "2028-10-24", "2029-10-24"),
    # The first and the last day of March from Monday to Friday: it begins on Saturday, Sunday, Monday, Wednesday,
    # Thursday, Friday. At the end: 31 March 2025 a Monday, 2026 Easter (27), 2027 Wednesday (31, back since the break
    # ended on the 30th), 2028 Friday, 2029 Easter from the 26th (Friday the 23rd), 2030 Sunday (29). From 1 March
    # 2029, a Thursday in vinterferie, on to Monday the 5th.
    *_each(
        "MÅNED(3)",
        "2025-03-03 2025-03-31",
        "2026-03-02 2026-03-27",
        "2027-03-01 2027-03-31",
        "2028-03-01 2028-03-31",
        "2029-03-05 2029-03-23",
        "2030-03-01 2030-03-29",
    ),
    # From the Monday after the Sunday a week after Easter, to ten days before the last day: from a Friday that is the
    # Tuesday of the week before, from Wednesday 20 June 2029 Sunday the 10th, so Friday the 8th.
    *_each(
        "PÅSKE+7..SKOLESLUTT-10",
        "2025-04-28 2025-06-10",
        "2026-04-13 2026-06-09",
        "2027-04-05 2027-06-08",
        "2028-04-24 2028-06-06",
        "2029-04-09 2029-06-08",
        "2030-04-29 2030-06-11",
    ),
    # From the Wednesday five days before a Monday to the Thursday ten days after it.
    *_each(
        "SKOLESTART-5..SKOLESTART+10",
        "2024-08-14 2024-08-29",
        "2025-08-13 2025-08-28",
        "2026-08-12 2026-08-27",
        "2027-08-11 2027-08-26",
        "2028-08-16 2028-08-31",
        "2029-08-15 2029-08-30",
    ),
    # Over new year: from Monday of week 51 to Friday of week 2.
    *_each(
        "UKE(51)..UKE(2)",
        "2024-12-16 2025-01-10",
        "2025-12-15 2026-01-09",
        "2026-12-14 2027-01-15",
        "2027-12-20 2028-01-14",
        "2028-12-18 2029-01-12",
        "2029-12-17 2030-01-11",
    ),
    # From the first school day after Christmas to the last before vinterferie.
    *_each(
        "JULEFERIE..VINTERFERIE",
        "2025-01-02 2025-02-21",
        "2026-01-05 2026-02-13",
        "2027-01-04 2027-02-19",
        "2028-01-03 2028-02-18",
        "2029-01-02 2029-02-23",
        "2030-01-02 2030-02-15",
    ),
]


@pytest.mark.parametrize(("rule", "year", "expected"), TABLE)
def test_a_rule_lands_where_the_calendar_says(rule: str, year: int, expected: str) -> None:
    found = land(rule, year)
    assert found.problem is None
    assert found.spans == (span(expected),)


@pytest.mark.parametrize("year", [2024, 2025, 2027, 2028, 2029])
def test_a_year_without_a_week_53_says_so(year: int) -> None:
    found = land("UKE(53)", year)
    assert found.spans == ()
    assert problem(found) == "Dette skoleåret har ingen uke 53. Velg en annen uke."


def test_week_53_of_2026_is_in_the_christmas_break() -> None:
    # 28 December 2026 to 3 January 2027; school begins again on Monday 4 January.
    found = land("UKE(53)", 2026)
    assert found.spans == (span("2027-01-04 2027-01-08"),)
    assert remarks(found) == ["Regelen treffer juleferien; flyttet til mandag 4. januar."]


@pytest.mark.parametrize(
    ("year", "expected"),
    # The third week counted from the Monday school begins; in spring from the week of the first school day, which is
    # a Thursday in 2025, a Tuesday in 2029 and a Wednesday in 2030, else a Monday.
    [
        (2024, ("2024-09-02 2024-09-06", "2025-01-13 2025-01-17")),
        (2025, ("2025-09-01 2025-09-05", "2026-01-19 2026-01-23")),
        (2026, ("2026-08-31 2026-09-04", "2027-01-18 2027-01-22")),
        (2027, ("2027-08-30 2027-09-03", "2028-01-17 2028-01-21")),
        (2028, ("2028-09-04 2028-09-08", "2029-01-15 2029-01-19")),
        (2029, ("2029-09-03 2029-09-07", "2030-01-14 2030-01-18")),
    ],
)
def test_once_a_half_year(year: int, expected: tuple[str, str]) -> None:
    assert land("HALVÅR(3)", year).spans == tuple(span(said) for said in expected)


def test_the_autumn_s_seventh_school_week_comes_after_the_break() -> None:
    # 2026: weeks 34 to 40 are seven, 41 is høstferie, so the eighth is week 42 (12 to 16 October).
    assert land("HALVÅR(8)", 2026).spans[0] == span("2026-10-12 2026-10-16")


def test_once_a_month_from_when_school_begins_to_when_it_ends() -> None:
    # 2026/27, first Tuesdays. 4 August is before school begins; 6 October is in høstferie, so Monday 12 October.
    found = land("MÅNEDLIG(1,TIRSDAG)", 2026)
    days = (
        "2026-09-01 2026-10-12 2026-11-03 2026-12-01 2027-01-05 2027-02-02 2027-03-02 2027-04-06 2027-05-04 2027-06-01"
    )
    assert found.spans == tuple(span(day) for day in days.split())
    assert remarks(found) == ["Regelen treffer høstferien; flyttet til mandag 12. oktober."]
    assert [len(found.remarks_of(number)) for number in range(1, 11)] == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]


def test_the_last_monday_of_each_month_minds_christmas_and_easter() -> None:
    # 2028/29: 28 December is a Thursday, so the last Monday is the 25th, and school begins again on Tuesday 2
    # January. 26 February is in vinterferie (Monday 5 March), 26 March in the Easter break (Tuesday 3 April). 25 June
    # is after the last day, 28 August and 25 September and the rest are school days.
    found = land("MÅNEDLIG(-1,MANDAG)", 2028)
    days = (
        "2028-08-28 2028-09-25 2028-10-30 2028-11-27 2029-01-02 2029-01-29 2029-03-05 2029-04-03 2029-04-30 2029-05-28"
    )
    assert found.spans == tuple(span(day) for day in days.split())
    assert remarks(found) == [
        "Regelen treffer juleferien; flyttet til tirsdag 2. januar.",
        "Regelen treffer vinterferien; flyttet til mandag 5. mars.",
        "Regelen treffer påskeferien; flyttet til tirsdag 3. april.",
    ]


def test_seventeenth_of_may_says_what_else_it_is() -> None:
    said = {year: remarks(land("17MAI", year)) for year in YEARS}
    assert said == {
        2024: ["Dagen treffer en helg; den blir stående."],  # a Saturday
        2025: ["Dagen treffer en helg; den blir stående."],  # a Sunday
        2026: ["Dagen er også 2. pinsedag."],  # Easter Sunday 28 March and fifty days
        2027: [],
        2028: [],
        2029: [],
    }
