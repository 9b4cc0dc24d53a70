"""Is what schools write of when read as the rule they mean? Each expected rule was written down by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.contacts.cell import Cell
from app.yearwheel.imports.when import read_when
from app.yearwheel.rules.rule import parse

SAID = {
    "September": "MÅNED(9)",
    "SEPT.": "MÅNED(9)",
    "okt": "MÅNED(10)",
    "okt/nov": "MÅNED(10)..MÅNED(11)",
    "Okt./nov.": "MÅNED(10)..MÅNED(11)",
    "Mai og juni": "MÅNED(5)..MÅNED(6)",
    "desember/januar": "MÅNED(12)..MÅNED(1)",
    "april–juni": "MÅNED(4)..MÅNED(6)",
    "August til september": "MÅNED(8)..MÅNED(9)",
    "jan, mai": "MÅNED(1) MÅNED(5)",
    "oktober 2026": "MÅNED(10)",
    "October": "MÅNED(10)",
    "uke 43": "UKE(43)",
    "Veke 3": "UKE(3)",
    "week 12": "UKE(12)",
    "uke 35–38": "UKE(35)..UKE(38)",
    "uke 35 - uke 38": "UKE(35)..UKE(38)",
    "uke 46 og 47": "UKE(46)..UKE(47)",
    "uke 40, 44 og 48": "UKE(40) UKE(44) UKE(48)",
    "Oktober (uke 43)": "UKE(43)",
    "tysdag veke 43": "UKE(43,TIRSDAG)",
    "Uke 43 (onsdag)": "UKE(43,ONSDAG)",
    "17. mai": "17MAI",
    "17.5.": "17MAI",
    "13.10.2026": "DATO(2026-10-13)",
    "13.10.26": "DATO(2026-10-13)",
    "2026-10-13": "DATO(2026-10-13)",
    "13. oktober 2026": "DATO(2026-10-13)",
    "13. okt.": "DAG(13,10)",
    "13.10": "DAG(13,10)",
    "tirsdag 13. oktober kl. 18.00": "DAG(13,10)",
    "13.–16. oktober": "DAG(13,10)..DAG(16,10)",
    "28.9.–2.10.2026": "DATO(2026-09-28)..DATO(2026-10-02)",
    "21.12–4.1.2027": "DATO(2026-12-21)..DATO(2027-01-04)",
    "2. tirsdag i oktober": "UKEDAG(2,TIRSDAG,10)",
    "siste fredag i november": "UKEDAG(-1,FREDAG,11)",
    "Andre tysdag i mars": "UKEDAG(2,TIRSDAG,3)",
    "Skolestart": "SKOLESTART",
    "ved skulestart": "SKOLESTART",
    "før høstferien": "SISTEUKE(HØSTFERIE)",
    "Før vinterferien": "SISTEUKE(VINTERFERIE)",
    "etter jul": "JULEFERIE+1",
    "siste skoledag": "SKOLESLUTT",
    "hele året": "SKOLESTART..SKOLESLUTT",
    "høst": "MÅNED(9)..MÅNED(11)",
    "Våren": "MÅNED(3)..MÅNED(5)",
    "slutten av oktober": "MÅNED(10)",
    "man. 24. aug. – fre. 28. aug. 2026": "DATO(2026-08-24)..DATO(2026-08-28)",
    "Uke 35, 24.–28.8": "DAG(24,8)..DAG(28,8)",
    "uke 38 tirsdag 15/9": "DAG(15,9)",
    "Uke: 43": "UKE(43)",
    "15/9-26": "DATO(2026-09-15)",
    "Juni (før skoleslutt)": "MÅNED(6)",
    "Siste uke i august": "MÅNED(8)",
    "i løpet av høsten": "MÅNED(9)..MÅNED(11)",
}


@pytest.mark.parametrize(("text", "rules"), SAID.items())
def test_what_is_written_is_the_rule_that_is_meant(text: str, rules: str) -> None:
    found = read_when(text, 2026)
    assert found is not None
    assert " ".join(found.rules) == rules
    for rule in found.rules:
        parse(rule)


@pytest.mark.parametrize(
    ("cell", "weeks", "rule"),
    [
        (date(2026, 10, 13), False, "DATO(2026-10-13)"),
        (datetime(2026, 10, 13, 18, 0), False, "DATO(2026-10-13)"),
        (date(2027, 5, 17), False, "17MAI"),
        (9, False, "MÅNED(9)"),
        (9, True, "UKE(9)"),
        (43.0, False, "UKE(43)"),
        ("10", True, "UKE(10)"),
    ],
)
def test_a_date_and_a_number_are_read(cell: Cell, weeks: bool, rule: str) -> None:
    found = read_when(cell, 2026, weeks=weeks)
    assert found is not None
    assert found.rules == (rule,)


@pytest.mark.parametrize(
    "cell",
    ["", None, "TBA", "hver måned", "29.2", "31.4.2027", "uke 54", "uke", 99, "5. trinn", "13.13.2026", "Elevråd"],
)
def test_what_says_nothing_of_when_is_not_guessed_at(cell: Cell) -> None:
    assert read_when(cell, 2026) is None


def test_a_date_of_another_year_becomes_the_same_weekday_of_its_week_and_says_so() -> None:
    found = read_when("12.10.2023", 2026)  # a Thursday in week 41
    assert found is not None
    assert found.rules == ("UKE(41,TORSDAG)",)
    assert [remark.values for remark in found.remarks] == [{"day": "12.10.2023"}]


def test_what_is_only_about_right_says_so() -> None:
    for text in ("slutten av oktober", "Siste uke i august", "høst", 13.1):
        found = read_when(text, 2026)
        assert found is not None
        assert len(found.remarks) == 1
