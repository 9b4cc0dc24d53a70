"""Where in the plans is a person named, and what of them is found?"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.about import AboutPart, Saying
from app.core.i18n import translator
from app.plan.about import about_person
from app.plan.commands import adopt, new_version, set_point, start_from
from app.plan.finder import where
from app.plan.search import find_in_plans
from db.models import OtherPlan, PlanCommitment, Presentation, SurveyResult
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool, adopted


def said(parts: tuple[AboutPart, ...]) -> list[tuple[str, list[str]]]:
    tr = translator("en")
    return [
        (row.what, [tr.say(line.msgid, line.values) if isinstance(line, Saying) else str(line) for line in row.lines])
        for part in parts
        for row in part.rows
    ]


@pytest.fixture
def named(store: Store, school: PlanSchool) -> int:
    """Name Berit Lunde where a person can be named; returns her id."""
    did(store, set_point, school.points["leser planen"], "leser planen, spør **Berit Lunde**: hun vet")
    did(store, adopt, school.plan, TODAY, "SU ved Berit Lunde")
    with store.change("Named her elsewhere") as session:
        session.add(OtherPlan(name="Sosial plan", owner="Berit Lunde"))
        session.add(SurveyResult(start_year=YEAR, kind="other", title="Trivsel", summary="Av BERIT LUNDE."))
        session.add(Presentation(plan_id=school.plan, reader="other", note="Vist for Berit Lunde og Carl Lunde"))
        session.query(PlanCommitment).filter_by(kind="date").one().done_note = "Levert av Berit Lunde"
    return school.meetings["Berit Lunde"]


def test_whoever_asks_is_told_every_place_they_are_named(store: Store, school: PlanSchool, named: int) -> None:
    plan = "Plan for skole-hjem-samarbeid 2026/27"
    assert said(known(store, about_person, named)) == [
        ("Is named in a plan", [plan, "SU ved Berit Lunde"]),
        ("Is named in a plan", [plan, "leser planen, spør Berit Lunde: hun vet"]),
        ("Is named in a note", ["leser planen, spør Berit Lunde: hun vet"]),
        ("Sees to a plan", ["Sosial plan", "Berit Lunde"]),
        ("Is named beside a result", ["Trivsel", "2026/27"]),
        ("Is named in a note", ["Plan for skole-hjem-samarbeid"]),
    ]


def test_a_note_that_names_others_too_is_not_repeated(store: Store, school: PlanSchool, named: int) -> None:
    told = [line for _, lines in said(known(store, about_person, named)) for line in lines]
    assert not any("Carl" in line for line in told)


def test_versions_that_say_the_same_are_told_once(store: Store, school: PlanSchool, named: int) -> None:
    before = said(known(store, about_person, named))
    did(store, new_version, school.plan)
    assert said(known(store, about_person, named)) == before


def test_nobody_is_taken_for_another_whose_name_is_in_theirs(store: Store, school: PlanSchool) -> None:
    did(store, set_point, school.points["leser planen"], "Berit Lundeby og Norberit Lunde")
    assert known(store, about_person, school.meetings["Berit Lunde"]) == ()


def find(store: Store, text: str, year: int = YEAR) -> list[tuple[str, str, str]]:
    tr = translator("nb")
    return [(one.kind, one.words, where(one, tr)) for one in known(store, find_in_plans, year, text, TODAY)]


def test_every_word_that_is_typed_stands_there(store: Store, school: PlanSchool) -> None:
    plan = "Plan for skole-hjem-samarbeid 2026/27"
    assert find(store, "UTVIKLINGS deltar") == [("point", "deltar på to utviklingssamtaler", f"{plan} · Møter")]
    assert find(store, "samme retning") == [("section", "Mål for planen", f"{plan} · Mål for planen")]
    assert find(store, "skole-hjem") == [("plan", "Plan for skole-hjem-samarbeid", plan)]
    assert find(store, "deltar finnesikke") == []
    assert find(store, " ") == []


def test_the_shown_year_comes_first_and_of_each_year_the_newest_version(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    did(store, start_from, school.plan, YEAR + 1)
    did(store, new_version, school.plan)
    first = "Plan for skole-hjem-samarbeid 2026/27, versjon 2 · Informasjon"
    second = "Plan for skole-hjem-samarbeid 2027/28 · Informasjon"
    assert [place for *_, place in find(store, "leser planen")] == [first, second]
    assert [place for *_, place in find(store, "leser planen", YEAR + 1)] == [second, first]


def test_other_plans_and_results_are_found_too(store: Store, school: PlanSchool) -> None:
    with store.change("Added some") as session:
        session.add(OtherPlan(name="Leseplan", owner="Rektor", review_by=date(2027, 1, 1)))
        session.add(SurveyResult(start_year=YEAR, kind="other", title="Leseprøven"))
    assert find(store, "lesep") == [
        ("other-plan", "Leseplan", "Annen plan"),
        ("result", "Leseprøven", "Resultat 2026/27"),
    ]
