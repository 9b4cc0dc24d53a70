"""What do rules that count from each other give, what is said of the days, and what where there are none?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from app.core.i18n import translator
from app.school.calendar import Entry, SchoolCalendar
from app.yearwheel.rules.resolve import Resolved, Span, circle, estimated, resolve, resolve_in_turn
from tests.yearwheel.rules.years import calendar_of, empty_calendar, land, problem, remarks, span, with_days

# 2026/27: school from Monday 17 August, høstferie Monday 5 to Friday 9 October, Christmas 21 December to 1 January,
# vinterferie 22 to 26 February, Easter 22 to 30 March (Easter Sunday the 28th), last day Friday 18 June.


def test_entries_count_from_each_other_in_whatever_order_they_stand() -> None:
    found = resolve(
        {
            "A05": "SAMTIDIG(A04)",
            "A04": "ETTER(F01,3)",
            "A03": "FØR(F01,14)",
            "F01": "UKE(35)..UKE(38)",
            "U01": "ETTER(A04,14)",
        },
        calendar_of(2026),
    )
    assert [*found] == ["A05", "A04", "A03", "F01", "U01"]
    assert found["F01"].spans == (span("2026-08-24 2026-09-18"),)  # from Monday of week 35 to Friday of week 38
    assert found["A03"].spans == (span("2026-08-10"),)  # a Monday before school begins: the staff are there
    assert found["A04"].spans == (span("2026-09-21"),)  # Friday 18 September and three days
    assert found["A05"].spans == (span("2026-09-21"),)
    assert found["U01"].spans == (span("2026-10-12"),)  # Monday 5 October is in høstferie
    assert remarks(found["U01"]) == ["Regelen treffer høstferien; flyttet til mandag 12. oktober."]
    assert remarks(found["A03"]) == []


def test_what_is_counted_back_lands_before() -> None:
    # Monday 12 October and three days back is Friday 9 October, in høstferie; the last school day is Friday the 2nd.
    found = land("FØR(M01,3)", 2026, M01="UKE(42)")
    assert found.spans == (span("2026-10-02"),)
    assert remarks(found) == ["Regelen treffer høstferien; flyttet til fredag 2. oktober."]


def test_of_an_entry_that_comes_up_twice_the_last_is_counted_on_and_the_first_back() -> None:
    # Third school weeks: 31 August to 4 September, and 18 to 22 January.
    assert land("ETTER(H01,3)", 2026, H01="HALVÅR(3)").spans == (span("2027-01-25"),)
    assert land("FØR(H01,3)", 2026, H01="HALVÅR(3)").spans == (span("2026-08-28"),)
    assert land("SAMTIDIG(H01)", 2026, H01="HALVÅR(3)").spans == (
        span("2026-08-31 2026-09-04"),
        span("2027-01-18 2027-01-22"),
    )


def test_what_counts_from_another_counts_from_where_that_one_really_is() -> None:
    # Moved by hand to Thursday 3 December; a week before it is Thursday 26 November, and two weeks after that is the
    # 10th of December. By its own rule it is in week 47, from the 16th on.
    rules = {"M02": "UKE(47)", "U03": "FØR(M02,7)", "E04": "ETTER(U03,14)", "S02": "SAMTIDIG(M02)"}
    found = resolve(rules, calendar_of(2026), {"M02": (span("2026-12-03"),)})
    assert found["M02"].spans == (span("2026-11-16 2026-11-20"),)
    assert found["U03"].spans == (span("2026-11-26"),)
    assert found["E04"].spans == (span("2026-12-10"),)
    assert found["S02"].spans == (span("2026-12-03"),)


def test_one_without_a_rule_or_in_a_circle_gives_its_day_to_others_once_it_has_one() -> None:
    rules = {
        "A": "",
        "B": "ETTER(A,7)",
        "C": "ETTER(D,1)",
        "D": "ETTER(C,1)",
        "E": "ETTER(D,7)",
        "F": "UKE(",
        "G": "SAMTIDIG(F)",
    }
    rules = {f"{code}01": text.replace(",", "01,").replace("(F)", "(F01)") for code, text in rules.items()}
    day = (span("2026-11-03"),)
    found = resolve(rules, calendar_of(2026), {"A01": day, "D01": day, "F01": day})
    assert found["B01"].spans == found["E01"].spans == (span("2026-11-10"),)
    assert found["G01"].spans == day
    assert found["A01"].spans == found["D01"].spans == found["F01"].spans == ()
    assert found["C01"].circle == ("C01", "D01")  # it counts from itself as soon as that one is put back


def test_of_times_that_were_moved_past_each_other_the_last_day_counts() -> None:
    swapped = {"H01": (span("2027-02-01 2027-02-05"), span("2026-11-02 2026-11-06"))}
    rules = {
        "H01": "HALVÅR(3)",
        "A": "ETTER(H01,3)",
        "B": "FØR(H01,3)",
        "C": "SAMTIDIG(H01)..UKE(7)",
        "D": "SAMTIDIG(H01)",
    }
    found = resolve(
        {code if code == "H01" else f"{code}01": text for code, text in rules.items()}, calendar_of(2026), swapped
    )
    assert found["A01"].spans == (span("2027-02-08"),)
    assert found["B01"].spans == (span("2026-10-30"),)
    assert found["C01"].spans == (span("2026-11-02 2027-02-19"),)
    assert found["D01"].spans == swapped["H01"]  # the first stays the first


def test_what_counts_from_a_day_that_was_moved_is_not_estimated() -> None:
    rules = {"M01": "FØR(HØSTFERIE,1)", "S01": "ETTER(M01,7)"}
    assert resolve(rules, empty_calendar(2026))["S01"].estimated
    found = resolve(rules, empty_calendar(2026), {"M01": (span("2026-11-03"),)})
    assert (found["S01"].spans, found["S01"].estimated) == ((span("2026-11-10"),), ())
    assert found["M01"].estimated


def test_who_is_asked_where_entries_are_is_told_of_each_once_and_in_turn() -> None:
    asked: list[list[str]] = []

    def settle(found: Mapping[str, Resolved]) -> dict[str, list[Span]]:
        asked.append(list(found))
        return {"M02": [span("2026-12-03")]} if "M02" in found else {}

    rules = {
        "U03": "FØR(M02,7)",
        "M02": "UKE(47)",
        "C01": "ETTER(C02,1)",
        "C02": "ETTER(C01,1)",
        "E04": "ETTER(U03,14)",
        "C03": "ETTER(C02,1)",
    }
    found = resolve_in_turn(rules, calendar_of(2026), settle)
    assert asked == [["M02"], ["U03"], ["E04"], ["C01", "C02"], ["C03"]]
    assert found["E04"].spans == (span("2026-12-10"),)
    assert list(found) == list(rules)


def test_codes_are_the_same_in_small_letters() -> None:
    assert land("etter(m01,7)", 2026, m01="UKE(47)").spans == (span("2026-11-27"),)


def test_an_entry_between_two_others() -> None:
    # From a week after Friday 20 November (the 27th) to a week before Monday 25 January (the 18th).
    found = land("ETTER(M02,7)..FØR(M03,7)", 2026, M02="UKE(47)", M03="UKE(4)")
    assert found.spans == (span("2026-11-27 2027-01-18"),)


def test_a_week_in_a_break_moves_to_the_week_after() -> None:
    found = land("UKE(41)", 2026)
    assert found.spans == (span("2026-10-12 2026-10-16"),)
    assert remarks(found) == ["Regelen treffer høstferien; flyttet til mandag 12. oktober."]
    assert remarks(found, "nn") == ["Regelen treffer haustferien; flytta til måndag 12. oktober."]
    assert remarks(found, "en") == ["The rule hits the autumn break; moved to Monday 12 October."]


def test_a_period_says_which_end_was_moved() -> None:
    # Week 40 of 2025 is høstferie; week 12 of 2027 (22 to 26 March) is before Easter.
    start, end = land("UKE(40)..UKE(44)", 2025), land("UKE(9)..UKE(12)", 2026)
    assert start.spans == (span("2025-10-06 2025-10-31"),)
    assert remarks(start) == ["Starten treffer høstferien; flyttet til mandag 6. oktober."]
    assert end.spans == (span("2027-03-01 2027-03-19"),)
    assert remarks(end) == ["Slutten treffer påskeferien; flyttet til fredag 19. mars."]


def test_a_week_cut_by_a_day_off_needs_no_remark() -> None:
    # Week 20 of 2027 begins with Monday 17 May; week 18 of 2026 has Friday 1 May.
    assert land("UKE(20)", 2026).spans == (span("2027-05-18 2027-05-21"),)
    assert land("UKE(18)", 2025).spans == (span("2026-04-27 2026-04-30"),)
    assert remarks(land("UKE(20)", 2026)) == remarks(land("UKE(18)", 2025)) == []


def test_a_public_holiday_is_named() -> None:
    found = land("DAG(1,5)", 2027)  # Monday 1 May 2028
    assert found.spans == (span("2028-05-02"),)
    assert remarks(found) == ["Regelen treffer 1. mai; flyttet til tirsdag 2. mai."]


def test_a_day_that_was_named_says_that_it_is_a_weekend_and_a_counted_one_does_not() -> None:
    assert remarks(land("DAG(24,10)", 2026)) == ["Regelen treffer en helg; flyttet til mandag 26. oktober."]
    assert remarks(land("SKOLESTART+12", 2026)) == []  # Saturday 29 August
    assert land("SKOLESTART+12", 2026).spans == (span("2026-08-31"),)


def test_the_day_beside_a_break_needs_no_remark() -> None:
    for rule, day in {
        "HØSTFERIE": "2026-10-12",
        "HØSTFERIE+1": "2026-10-12",
        "HØSTFERIE-1": "2026-10-02",
        "FØR(HØSTFERIE,0)": "2026-10-02",
        "PÅSKE+1": "2027-03-31",
        "PÅSKE-1": "2027-03-19",
    }.items():
        found = land(rule, 2026)
        assert (found.spans, found.remarks) == ((span(day),), ()), rule


def test_a_weekend_before_a_break_says_that_the_break_lay_in_the_way() -> None:
    # Friday 18 September and fifteen days is Saturday 3 October; the next school day is after høstferie.
    found = land("ETTER(F01,15)", 2026, F01="UKE(38)")
    assert found.spans == (span("2026-10-12"),)
    assert remarks(found) == ["Regelen treffer høstferien; flyttet til mandag 12. oktober."]


def test_a_planning_day_and_a_day_off_are_named() -> None:
    friday, monday = date(2026, 11, 13), date(2026, 11, 16)
    calendar = with_days(
        calendar_of(2026),
        Entry(friday, friday, "planning_day", "Planleggingsdag"),
        Entry(monday, monday, "day_off", "Fri for alle"),
    )
    found = resolve({"T01": "DAG(13,11)", "T02": "DAG(16,11)"}, calendar)
    assert found["T01"].spans == found["T02"].spans == (span("2026-11-17"),)
    assert remarks(found["T01"]) == ["Regelen treffer en planleggingsdag; flyttet til tirsdag 17. november."]
    assert remarks(found["T02"]) == ["Regelen treffer «Fri for alle»; flyttet til tirsdag 17. november."]


def test_a_date_stays_where_it_is() -> None:
    in_break, weekend, school_day = land("DATO(2026-10-07)", 2026), land("DATO(2026-10-17)", 2026), "DATO(2026-10-14)"
    assert in_break.spans == (span("2026-10-07"),)
    assert remarks(in_break) == ["Dagen treffer høstferien; den blir stående."]
    assert weekend.spans == (span("2026-10-17"),)
    assert remarks(weekend) == ["Dagen treffer en helg; den blir stående."]
    assert remarks(land(school_day, 2026)) == []


def test_a_date_of_another_year_has_no_day() -> None:
    found = land("DATO(2025-10-14)", 2026)
    assert found.spans == ()
    assert problem(found) == "Regelen gir 14.10.2025, som er utenfor skoleåret. Velg en annen dag."
    # Friday 21 May 2027 and 366 days, over 29 February 2028, is Sunday 21 May 2028.
    assert problem(land("ETTER(U01,366)", 2026, U01="UKE(20)")).startswith("Regelen gir 22.05.2028, som er utenfor")


def test_a_month_without_a_fifth_such_day() -> None:
    # October 2026 begins on a Thursday: five Thursdays, Fridays and Saturdays, four Mondays.
    assert land("UKEDAG(5,TORSDAG,10)", 2026).spans == (span("2026-10-29"),)
    assert problem(land("UKEDAG(5,MANDAG,10)", 2026)) == (
        "Det er ingen femte mandag i oktober dette skoleåret. Velg den fjerde eller den siste."
    )


def test_an_end_before_the_start() -> None:
    assert problem(land("UKE(10)..UKE(40)", 2026)) == "Regelen slutter før den begynner. Endre start eller slutt."


def test_a_period_without_a_school_day_is_the_day_after_it() -> None:
    found = land("DAG(6,10)..DAG(8,10)", 2026)
    assert found.spans == (span("2026-10-12"),)
    assert remarks(found) == ["Regelen treffer høstferien; flyttet til mandag 12. oktober."]


def test_a_missing_entry_is_named() -> None:
    found = land("ETTER(M09,7)", 2026)
    assert found.spans == ()
    assert problem(found) == "Regelen regner fra «M09», som ikke er i årets årshjul. Velg et annet innslag."


def test_an_entry_without_a_day_gives_none() -> None:
    found = resolve({"A01": "", "A02": "ETTER(A01,3)", "A03": "UKE(99)", "A04": "FØR(A03,3)"}, calendar_of(2026))
    assert (found["A01"].spans, found["A01"].problem) == ((), None)
    assert problem(found["A02"], {"A01": "Dugnad"}) == (
        "Regelen regner fra «Dugnad», som ikke har noen dag ennå. Gi den en dag først."
    )
    assert problem(found["A03"]) == "Det finnes ingen uke 99. Skriv en uke fra 1 til 53."
    assert problem(found["A04"]).startswith("Regelen regner fra «A03», som ikke har noen dag ennå.")


def test_a_circle_is_named() -> None:
    rules = {"A": "ETTER(B,1)", "B": "FØR(C,1)", "C": "SAMTIDIG(A)", "D": "ETTER(A,1)", "E": "UKE(40)"}
    found = resolve(rules, calendar_of(2026))
    assert [found[code].circle for code in rules] == [("A", "B", "C"), ("B", "C", "A"), ("C", "A", "B"), (), ()]
    assert problem(found["A"], {"A": "Møtet", "B": "Innkallingen"}) == (
        "Disse regnes fra hverandre: Møtet → Innkallingen → C → Møtet. Endre en av reglene."
    )
    assert problem(found["D"]).startswith("Regelen regner fra «A», som ikke har noen dag ennå.")
    assert found["E"].spans == (span("2026-09-28 2026-10-02"),)


def test_an_entry_that_counts_from_itself() -> None:
    found = land("ETTER(T01,1)", 2026)
    assert found.circle == ("T01",)
    assert problem(found) == "Disse regnes fra hverandre: T01 → T01. Endre en av reglene."


def test_the_circle_a_changed_rule_would_close() -> None:
    rules = {"A": "UKE(40)", "B": "ETTER(A,1)", "C": "ETTER(B,1)..FØR(D,1)", "D": "UKE(50)"}
    assert circle(rules, "A", "ETTER(C,7)") == ("A", "C", "B")
    assert circle(rules, "A", "ETTER(D,7)") == ()
    assert circle(rules, "D", "SAMTIDIG(c)") == ("D", "C")
    assert circle(rules, "N", "SAMTIDIG(N)") == ("N",)
    assert circle(rules, "A", "what is this") == ()
    assert circle({**rules, "A": "ETTER(B,1)"}, "D", "UKE(49)") == ()  # another's circle is not this one's


def test_a_long_chain_is_no_trouble() -> None:
    rules = {f"K{number}": f"SAMTIDIG(K{number + 1})" for number in range(3000)} | {"K3000": "UKE(45)"}
    assert resolve(rules, calendar_of(2026))["K0"].spans == (span("2026-11-02 2026-11-06"),)


# ---------------------------------------------------------------------------------------------------- what is estimated


def test_what_the_calendar_does_not_have_is_estimated_and_said() -> None:
    calendar = empty_calendar(2026)
    found = resolve(
        {
            "M01": "FØR(HØSTFERIE,1)",  # week 40 is 28 September to 2 October
            "S01": "SAMTIDIG(M01)",
            "K02": "FØR(VINTERFERIE,1)",  # week 8 is 22 to 26 February
            "J01": "JULEFERIE+3",  # 21 December to Friday 1 January, and three days
            "A02": "SKOLESTART-3",  # the third Monday of August is the 17th
            "U07": "SKOLESLUTT-10",  # 20 June is a Sunday, so Friday the 18th; ten days before is Tuesday the 8th
            "H01": "HØSTFERIE",
            "P01": "SISTEUKE(PÅSKE)",  # Easter Sunday 28 March; the week before is taken to be off
            "X17": "17MAI",
            "U01": "UKE(42)",
        },
        calendar,
    )
    days = {code: one.spans for code, one in found.items()}
    assert days == {
        "M01": (span("2026-09-25"),),
        "S01": (span("2026-09-25"),),
        "K02": (span("2027-02-19"),),
        "J01": (span("2027-01-04"),),
        "A02": (span("2026-08-14"),),
        "U07": (span("2027-06-08"),),
        "H01": (span("2026-10-05"),),
        "P01": (span("2027-03-15 2027-03-19"),),
        "X17": (span("2027-05-17"),),
        "U01": (span("2026-10-12 2026-10-16"),),
    }
    assert remarks(found["M01"]) == ["Kalenderen har ikke høstferien ennå: dagene er anslått."]
    assert remarks(found["S01"]) == remarks(found["M01"])  # who counts from an estimate is one
    assert remarks(found["P01"]) == ["Kalenderen har ikke påskeferien ennå: dagene er anslått."]
    assert remarks(found["A02"]) == ["Kalenderen har ikke skolestart ennå: dagene er anslått."]
    assert found["M01"].remarks_of(1) == found["M01"].remarks
    assert [remarks(found[code]) for code in ("X17", "U01")] == [["Dagen er også 2. pinsedag."], []]


def test_which_anchors_the_calendar_does_not_have() -> None:
    nb = translator("nb")
    assert [nb(word) for word in estimated(empty_calendar(2026))] == [
        "skolestart",
        "høstferien",
        "juleferien",
        "vinterferien",
        "skoleslutt",
    ]
    assert estimated(calendar_of(2026)) == ()


def test_a_break_is_known_by_its_days_whatever_it_is_called_and_however_it_was_typed() -> None:
    first, last = date(2026, 8, 1), date(2027, 7, 31)
    typed = (
        Entry(date(2026, 10, 3), date(2026, 10, 7), "break", "Haustfri"),  # from Saturday, and in two pieces
        Entry(date(2026, 10, 8), date(2026, 10, 11), "break", "Haustfri, dei siste dagane"),
        Entry(date(2026, 10, 23), date(2026, 10, 23), "break", "Fri etter markedet"),
    )
    calendar = SchoolCalendar(first, last, typed, {})
    found = resolve({"T01": "HØSTFERIE-7", "T02": "HØSTFERIE+3"}, calendar)
    # As Monday 5 to Friday 9 October: Monday 28 September, and Monday 12 October.
    assert (found["T01"].spans, found["T02"].spans) == ((span("2026-09-28"),), (span("2026-10-12"),))
    assert found["T01"].remarks == ()


@pytest.mark.parametrize("year", [1900, 1946, 1999, 2150])
def test_any_year_has_its_days(year: int) -> None:
    calendar = SchoolCalendar(date(year, 8, 1), date(year + 1, 7, 31), (), {})
    found = resolve({"T01": "PÅSKE+14", "T02": "UKE(40)"}, calendar)
    assert all(one.spans for one in found.values())
