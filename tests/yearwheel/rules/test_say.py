"""How is each form of a rule said in bokmål, nynorsk and English?"""

from __future__ import annotations

import pytest

from app.core.i18n import translator
from app.yearwheel.rules.say import say_rule

TITLES = {"F01": "Første foreldremøte", "m01": "SMU 1"}
SAID = [
    ("SKOLESTART", "ved skolestart", "ved skulestart", "at the start of school"),
    ("SKOLESTART-3", "tre dager før skolestart", "tre dagar før skulestart", "three days before the start of school"),
    ("SKOLESTART+7", "en uke etter skolestart", "ei veke etter skulestart", "one week after the start of school"),
    ("SKOLESLUTT", "siste skoledag i skoleåret", "siste skuledag i skuleåret", "the last school day of the year"),
    ("SKOLESLUTT-1", "dagen før skoleslutt", "dagen før skuleslutt", "the day before the end of school"),
    (
        "HØSTFERIE",
        "første skoledag etter høstferien",
        "første skuledag etter haustferien",
        "the first school day after the autumn break",
    ),
    (
        "FØR(HØSTFERIE,1)",
        "siste skoledag før høstferien",
        "siste skuledag før haustferien",
        "the last school day before the autumn break",
    ),
    ("PÅSKE+14", "to uker etter påske", "to veker etter påske", "two weeks after Easter"),
    ("VINTERFERIE-10", "ti dager før vinterferien", "ti dagar før vinterferien", "ten days before the winter break"),
    ("17MAI", "17. mai", "17. mai", "17 May"),
    ("17MAI-21", "tre uker før 17. mai", "tre veker før 17. mai", "three weeks before 17 May"),
    ("17MAI-1", "siste skoledag før 17. mai", "siste skuledag før 17. mai", "the last school day before 17 May"),
    ("UKE(35)", "uke 35", "veke 35", "week 35"),
    ("UKE(35,TIRSDAG)", "tirsdag i uke 35", "tysdag i veke 35", "Tuesday in week 35"),
    ("UKE(35)..UKE(38)", "uke 35 til 38", "veke 35 til 38", "weeks 35 to 38"),
    (
        "FØR(F01,14)",
        "to uker før «Første foreldremøte»",
        "to veker før «Første foreldremøte»",
        "two weeks before “Første foreldremøte”",
    ),
    ("ETTER(M01,3)", "tre dager etter «SMU 1»", "tre dagar etter «SMU 1»", "three days after “SMU 1”"),
    ("ETTER(M01,1)", "dagen etter «SMU 1»", "dagen etter «SMU 1»", "the day after “SMU 1”"),
    ("ETTER(M01,0)", "siste dag av «SMU 1»", "siste dag av «SMU 1»", "the last day of “SMU 1”"),
    ("ETTER(M01,13)", "13 dager etter «SMU 1»", "13 dagar etter «SMU 1»", "13 days after “SMU 1”"),
    ("ETTER(M09,7)", "en uke etter «M09»", "ei veke etter «M09»", "one week after “M09”"),
    ("SAMTIDIG(M01)", "samtidig med «SMU 1»", "samtidig med «SMU 1»", "at the same time as “SMU 1”"),
    ("UKEDAG(2,TIRSDAG,10)", "andre tirsdag i oktober", "andre tysdag i oktober", "the second Tuesday in October"),
    ("UKEDAG(-1,TORSDAG,5)", "siste torsdag i mai", "siste torsdag i mai", "the last Thursday in May"),
    ("DAG(24,10)", "24. oktober", "24. oktober", "24 October"),
    ("DATO(2026-10-12)", "12. oktober 2026", "12. oktober 2026", "12 October 2026"),
    (
        "SISTEUKE(HØSTFERIE)",
        "siste skoleuke før høstferien",
        "siste skuleveke før haustferien",
        "the last school week before the autumn break",
    ),
    ("MÅNED(10)", "i oktober", "i oktober", "in October"),
    ("MÅNED(9)..MÅNED(10)", "fra september til oktober", "frå september til oktober", "from September to October"),
    (
        "SKOLESTART-5..SKOLESTART+10",
        "fra fem dager før skolestart til ti dager etter skolestart",
        "frå fem dagar før skulestart til ti dagar etter skulestart",
        "from five days before the start of school to ten days after the start of school",
    ),
    (
        "JULEFERIE..VINTERFERIE",
        "fra første skoledag etter juleferien til siste skoledag før vinterferien",
        "frå første skuledag etter juleferien til siste skuledag før vinterferien",
        "from the first school day after the Christmas break to the last school day before the winter break",
    ),
    (
        "HALVÅR(3)",
        "i tredje skoleuke i hvert halvår",
        "i tredje skuleveke i kvart halvår",
        "in the third school week of each half-year",
    ),
    (
        "MÅNEDLIG(2,TIRSDAG)",
        "andre tirsdag i hver måned",
        "andre tysdag i kvar månad",
        "the second Tuesday of each month",
    ),
    ("", "", "", ""),
    ("noe  annet", "noe annet", "noe annet", "noe annet"),
]


@pytest.mark.parametrize(("rule", "nb", "nn", "en"), SAID)
def test_a_rule_is_said(rule: str, nb: str, nn: str, en: str) -> None:
    assert say_rule(rule, translator("nb"), TITLES) == nb
    assert say_rule(rule, translator("nn"), TITLES) == nn
    assert say_rule(rule, translator("en"), TITLES) == en
