"""How is a rule written, and what is said of one that cannot be read?"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.meetings.rules.dates import LAST, NthWeekday
from app.yearwheel.rules.rule import (
    After,
    Anchored,
    Before,
    Between,
    HalfYearly,
    InWeek,
    LastWeek,
    OnDate,
    Rule,
    Together,
    WeekdayOf,
    WholeMonth,
    YearDay,
    parse,
    refers_to,
    renamed,
    written,
)

TUESDAY, THURSDAY = 1, 3
FORMS: list[tuple[str, Rule]] = [
    ("SKOLESTART", Anchored("SKOLESTART")),
    ("HØSTFERIE+3", Anchored("HØSTFERIE", 3)),
    ("PÅSKE-7", Anchored("PÅSKE", -7)),
    ("17MAI", Anchored("17MAI")),
    ("17MAI-14", Anchored("17MAI", -14)),
    ("UKE(53)", InWeek(53)),
    ("UKE(35,TIRSDAG)", InWeek(35, TUESDAY)),
    ("ETTER(F01,7)", After("F01", 7)),
    ("FØR(F01,14)", Before("F01", 14)),
    ("FØR(HØSTFERIE,1)", Before("HØSTFERIE", 1)),
    ("SAMTIDIG(M01)", Together("M01")),
    ("UKEDAG(2,TIRSDAG,10)", WeekdayOf(2, TUESDAY, 10)),
    ("UKEDAG(-1,TORSDAG,11)", WeekdayOf(LAST, THURSDAY, 11)),
    ("DAG(24,10)", YearDay(24, 10)),
    ("DATO(2026-10-12)", OnDate(date(2026, 10, 12))),
    ("SISTEUKE(JULEFERIE)", LastWeek("JULEFERIE")),
    ("MÅNED(11)", WholeMonth(11)),
    ("UKE(35)..UKE(38)", Between(InWeek(35), InWeek(38))),
    ("SKOLESTART-5..SKOLESTART+10", Between(Anchored("SKOLESTART", -5), Anchored("SKOLESTART", 10))),
    ("HALVÅR(3)", HalfYearly(3)),
    ("MÅNEDLIG(-1,TORSDAG)", NthWeekday(LAST, THURSDAY)),
]


@pytest.mark.parametrize(("text", "rule"), FORMS)
def test_each_form_is_read_and_written(text: str, rule: Rule) -> None:
    assert parse(text) == rule
    assert written(rule) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("skolestart − 3", "SKOLESTART-3"),
        ("Skolestart – 3", "SKOLESTART-3"),
        (" uke( 35 ) .. uke(38) ", "UKE(35)..UKE(38)"),
        ("UKE(35)–UKE(38)", "UKE(35)..UKE(38)"),
        ("før(f01, 14)", "FØR(F01,14)"),
        ("PA\u030aSKE+7", "PÅSKE+7"),  # å as a and a ring
        ("ukedag(−1, torsdag, 11)", "UKEDAG(-1,TORSDAG,11)"),
        ("ETTER(HØSTFERIE,3)", "HØSTFERIE+3"),
        ("SKOLESTART+0", "SKOLESTART"),
    ],
)
def test_what_is_typed_otherwise_is_the_same_rule(typed: str, meant: str) -> None:
    assert written(parse(typed)) == meant


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Regelen er tom. Velg når det kommer."),
        ("  ", "Regelen er tom. Velg når det kommer."),
        ("SOMMERFERIE+3", "«SOMMERFERIE» er ikke et ord i en regel. Skriv for eksempel UKE(35)."),
        ("UKE", "«UKE» kan ikke leses som en regel. Skriv den for eksempel slik: UKE(35)."),
        ("UKE(3 5)", "«UKE(3 5)» kan ikke leses som en regel. Skriv den for eksempel slik: UKE(35)."),
        ("UKE(35", "«UKE(35» kan ikke leses som en regel. Skriv den for eksempel slik: UKE(35)."),
        ("FØR(F01)", "«FØR(F01)» kan ikke leses som en regel. Skriv den for eksempel slik: FØR(F01,14)."),
        ("17. mai", "«17. mai» kan ikke leses som en regel. Skriv den for eksempel slik: UKE(35)."),
        ("UKE(0)", "Det finnes ingen uke 0. Skriv en uke fra 1 til 53."),
        ("UKE(54)", "Det finnes ingen uke 54. Skriv en uke fra 1 til 53."),
        ("UKE(35,TYSDAG)", "«TYSDAG» er ikke en ukedag. Skriv den slik: TIRSDAG."),
        ("MÅNED(13)", "Det finnes ingen måned 13. Skriv en måned fra 1 til 12."),
        ("DAG(31,4)", "Datoen 31.4. finnes ikke hvert år. Skriv en annen dag."),
        ("DAG(29,2)", "Datoen 29.2. finnes ikke hvert år. Skriv en annen dag."),
        ("DATO(2026-13-01)", "«2026-13-01» er ikke en dag. Skriv den slik: 2026-10-12."),
        ("DATO(12-10)", "«12-10» er ikke en dag. Skriv den slik: 2026-10-12."),
        ("ETTER(F01,367)", "367 dager er for mange. Skriv høyst 366."),
        (
            "UKEDAG(6,TIRSDAG,10)",
            "En måned har ikke ukedag nummer 6. Skriv 1 til 5, eller -1 for den siste.",
        ),
        ("HALVÅR(16)", "Et halvår har ingen skoleuke nummer 16. Skriv et tall fra 1 til 15."),
        (
            "UKE(35)..HALVÅR(3)",
            "«UKE(35)..HALVÅR(3)» kan ikke leses som en regel. Skriv den for eksempel slik: UKE(35).",
        ),
        (
            "UKE(35)..UKE(36)..UKE(37)",
            "«UKE(35)..UKE(36)..UKE(37)» kan ikke leses som en regel. Skriv den for eksempel slik: UKE(35).",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        parse(text)
    assert refused.value.field == "rule"
    assert translator("nb")(refused.value.message, **refused.value.values) == sentence


def test_a_long_text_is_not_said_again_in_full() -> None:
    with pytest.raises(UserError) as refused:
        parse("x" * 5000)
    assert all(len(str(value)) <= 40 for value in refused.value.values.values())


def test_the_entries_a_rule_counts_from() -> None:
    assert refers_to(parse("UKE(35)")) == ()
    assert refers_to(parse("FØR(HØSTFERIE,1)")) == ()
    assert refers_to(parse("FØR(f01,1)")) == ("F01",)
    assert refers_to(parse("ETTER(M01,7)..FØR(M02,7)")) == ("M01", "M02")
    assert refers_to(parse("SAMTIDIG(M01)..ETTER(M01,7)")) == ("M01",)


def test_entries_are_called_by_their_new_codes() -> None:
    codes = {"M01": "X7", "M02": "M01", "HØSTFERIE": "X8"}
    assert written(renamed(parse("ETTER(M01,7)..FØR(M02,7)"), codes)) == "ETTER(X7,7)..FØR(M01,7)"
    assert written(renamed(parse("SAMTIDIG(U01)"), codes)) == "SAMTIDIG(U01)"
    assert written(renamed(parse("FØR(HØSTFERIE,1)"), codes)) == "FØR(HØSTFERIE,1)"
    assert written(renamed(parse("MÅNEDLIG(1,MANDAG)"), codes)) == "MÅNEDLIG(1,MANDAG)"
