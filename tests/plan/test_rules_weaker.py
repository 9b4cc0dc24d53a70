"""What promises less than the law is marked with the rule, and what promises as much or more is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan.rules import weaker as module
from app.plan.rules.weaker import weaker


@pytest.mark.parametrize(
    ("text", "said", "rule"),
    [
        (
            "holder utviklingssamtaler inntil to ganger i året med foresatte/elev (før høstferie og før vinterferie)",
            "utviklingssamtaler inntil to ganger",
            module.TALKS,
        ),
        ("inntil to utviklingssamtaler", "inntil to utviklingssamtaler", module.TALKS),
        ("Skulen held opptil to planlagde utviklingssamtalar.", "opptil to planlagde utviklingssamtalar", module.TALKS),
        ("har én utviklingssamtale i året", "én utviklingssamtale i året", module.TALKS),
        ("Utviklingssamtaler holdes en gang i året.", "Utviklingssamtaler holdes en gang i året", module.TALKS),
        ("holder utviklingssamtaler ved behov", "utviklingssamtaler ved behov", module.TALKS),
        ("kan tilby utviklingssamtaler", "kan tilby utviklingssamtaler", module.TALKS),
        (
            "eleven deltar i utviklingssamtalen fra 8. trinn",
            "utviklingssamtalen fra 8. trinn",
            module.TALKS_OF_PUPIL,
        ),
        ("kan holde foreldremøte", "kan holde foreldremøte", module.PARENTS_MEETING),
        ("Skolen bør invitere til foreldremøter.", "bør invitere til foreldremøter", module.PARENTS_MEETING),
        ("Kontaktlærer holder foreldremøter ved behov.", "foreldremøter ved behov", module.PARENTS_MEETING),
        ("foreldremøte annethvert år", "foreldremøte annethvert år", module.PARENTS_MEETING),
        ("Skolen kan varsle om fravær.", "Skolen kan varsle om fravær", module.ABSENCE),
        ("kan kontakte foresatte ved fravær", "kan kontakte foresatte ved fravær", module.ABSENCE),
        ("Skulen bør samarbeide med heimen.", "Skulen bør samarbeide med heimen", module.COOPERATE),
        ("Skolen kan ha et elevråd.", "Skolen kan ha et elevråd", module.MUST_HAVE),
        ("Skolen kan gripe inn ved mobbing.", "Skolen kan gripe inn ved mobb", module.MUST_ACT),
    ],
)
def test_less_than_the_rule_is_marked(text: str, said: str, rule: str) -> None:
    (found,) = weaker(text)
    assert (found.said, found.rule.msgid, text[found.start : found.end]) == (said, rule, said)
    assert found.source.startswith("opplæringsl") or found.source == "opplæringsforskrifta § 11-1"


@pytest.mark.parametrize(
    "text",
    [
        "holder minst to utviklingssamtaler i året",
        "to utviklingssamtaler, før høstferie og før vinterferie",
        "deltar på to utviklingssamtaler i året og forbereder seg sammen med barnet",
        "minst to og inntil fire utviklingssamtaler",
        "én utviklingssamtale i året i hvert halvår",
        "i utviklingssamtaler og ved behov",
        "kan ha ekstra utviklingssamtaler ved behov",
        "kan holde flere utviklingssamtaler",
        "I videregående har skolen inntil to utviklingssamtaler.",
        "holder foreldremøter og temamøter på trinn/klasse",
        "FAU kan holde foreldremøte om nettvett",
        "kan holde ekstra foreldremøter",
        "holder foreldremøte ved skolestart og foreldremøte ved behov",
        "svarer på permisjonssøknader: kontaktlærer inntil to dager og rektor inntil to uker",
        "Foresatte kan melde fravær i Visma.",
        "foresatte kan melde fra om mobbing",
        "kontakter foresatte når det ikke er meldt om fravær",
        "Elever fra 12 år deltar i utviklingssamtalen.",
        "eleven deltar i utviklingssamtalen fra 5. trinn",
        "Foreldrene kan samarbeide med skolen om turer.",
        "kan eventuelt delta som gjester på sosiale arrangementer i regi av foreldrene",
        "",
    ],
)
def test_as_much_as_the_rule_is_left_alone(text: str) -> None:
    assert weaker(text) == ()


_PHRASES = (
    "inntil to utviklingssamtaler",
    "kan holde foreldremøte",
    "minst to",
    "ved behov",
    ". ",
    "\n",
    " og ",
    "FAU",
)


@given(st.lists(st.sampled_from(_PHRASES) | st.text(max_size=8), max_size=12).map("".join))
def test_marks_stand_where_they_say_and_never_overlap(text: str) -> None:
    end = 0
    for found in weaker(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.said
        end = found.end


@pytest.mark.parametrize(
    "text",
    [
        "Skolen kan holde utviklingssamtaler på Teams.",
        "Skolen kan tilby utviklingssamtaler digitalt.",
        "Skolen kan tilby en tredje utviklingssamtale.",
        "Kontaktlæreren kan ha utviklingssamtaler utenom de to faste.",
        "Skulen kan halde utviklingssamtalar på kveldstid.",
    ],
)
def test_how_and_when_a_talk_is_held_is_the_school_s_own_affair(text: str) -> None:
    assert weaker(text) == ()


def test_what_is_bold_is_weak_all_the_same() -> None:
    text = "Vi holder utviklingssamtaler **inntil to** ganger i året."
    (found,) = weaker(text)
    assert found.said == text[found.start : found.end] == "utviklingssamtaler **inntil to** ganger"
