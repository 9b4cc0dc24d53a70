"""Does every way to write a rule come back from the fields as it went in?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.yearwheel.asking.rule_form import KINDS, POINT_KINDS, RuleForm, form_of, rule_of
from app.yearwheel.rules.rule import ANCHORS, WEEKDAYS, parse, written

POINTS = (
    ("SKOLESTART", "around"),
    ("SKOLESTART+21", "around"),
    ("HØSTFERIE-1", "around"),
    ("17MAI", "around"),
    ("FØR(HØSTFERIE,14)", "around"),
    ("FØR(PÅSKE,0)", "around"),
    ("FØR(F01,14)", "around"),
    ("FØR(F01,0)", "around"),
    ("ETTER(F01,3)", "around"),
    ("ETTER(F01,0)", "around"),
    ("SAMTIDIG(M01)", "around"),
    ("UKE(35)", "week"),
    ("UKE(2,TORSDAG)", "week"),
    ("UKE(53,SØNDAG)", "week"),
    ("DAG(24,10)", "date"),
    ("DATO(2026-10-12)", "once"),
    ("MÅNED(10)", "month"),
    ("UKEDAG(2,TIRSDAG,10)", "nth"),
    ("UKEDAG(-1,LØRDAG,5)", "nth"),
    ("SISTEUKE(VINTERFERIE)", "last_week"),
)
RULES = (
    *POINTS,
    ("", "none"),
    ("UKE(35)..UKE(38)", "weeks"),
    ("UKE(35,MANDAG)..UKE(38)", "span"),
    ("SKOLESTART-5..SKOLESTART+10", "span"),
    ("ETTER(F01,2)..FØR(HØSTFERIE,3)", "span"),
    ("DAG(1,9)..MÅNED(11)", "span"),
    ("HALVÅR(3)", "half"),
    ("MÅNEDLIG(2,TIRSDAG)", "monthly"),
    ("MÅNEDLIG(-1,FREDAG)", "monthly"),
)
"""(rule, the kind it is shown as): every form the rules know."""


def there_and_back(text: str) -> str:
    rule = rule_of(form_of(parse(text) if text else None))
    return "" if rule is None else written(rule)


@pytest.mark.parametrize(("text", "kind"), RULES)
def test_a_rule_is_shown_as_its_kind_and_comes_back_as_it_was(text: str, kind: str) -> None:
    assert form_of(parse(text) if text else None).kind == kind
    assert there_and_back(text) == text


def test_every_kind_that_can_be_chosen_is_tried() -> None:
    assert {kind for _text, kind in RULES} == set(KINDS)
    assert {kind for _text, kind in POINTS} == set(POINT_KINDS)


@st.composite
def points(draw: st.DrawFn) -> str:
    number, code = draw(st.integers(0, 99)), draw(st.sampled_from(("F01", "M01", "X1")))
    anchor, weekday = draw(st.sampled_from(sorted(ANCHORS))), draw(st.sampled_from(WEEKDAYS))
    month, nth = draw(st.integers(1, 12)), draw(st.sampled_from((1, 2, 3, 4, 5, -1)))
    forms = (
        anchor,
        f"{anchor}+{number + 1}",
        f"{anchor}-{number + 1}",
        f"FØR({anchor},{number})",
        f"FØR({code},{number})",
        f"ETTER({code},{number})",
        f"SAMTIDIG({code})",
        f"UKE({draw(st.integers(1, 53))})",
        f"UKE({draw(st.integers(1, 53))},{weekday})",
        f"DAG({draw(st.integers(1, 28))},{month})",
        f"DATO({draw(st.dates()).isoformat()})",
        f"MÅNED({month})",
        f"UKEDAG({nth},{weekday},{month})",
        f"SISTEUKE({anchor})",
    )
    return draw(st.sampled_from(forms))


@given(points(), points(), st.booleans())
def test_any_point_and_any_span_come_back(first: str, last: str, is_span: bool) -> None:
    text = f"{first}..{last}" if is_span else first
    assert there_and_back(text) == text


def test_what_another_kind_said_is_there_still_when_it_is_chosen_again() -> None:
    form = form_of(parse("UKE(42)"), form_of(parse("FØR(F01,14)")))
    assert rule_of(form) == parse("UKE(42)")
    assert rule_of(replace(form, kind="around")) == parse("FØR(F01,14)")


def test_a_date_that_is_not_written_yet_is_no_rule() -> None:
    assert rule_of(RuleForm(kind="once")) is None
    assert rule_of(replace(RuleForm(kind="span"), last=replace(RuleForm().last, kind="once"))) is None
