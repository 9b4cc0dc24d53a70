"""Has the example school plans that show what the program can do?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date

import pytest

from app.core import clock
from app.core.i18n import translator
from app.core.paths import resource
from app.core.settings import Settings
from app.example import open_example
from app.handing_out import current_year
from app.plan.class_status import class_status
from app.plan.commitments import status_of
from app.plan.other_plans import other_plans
from app.plan.presentations import presentations
from app.plan.queries import comparable, current_plan, plan_before
from app.plan.results import measures, results
from app.plan.rules.diff import compare
from app.plan.rules.references import repealed
from app.plan.rules.weaker import weaker
from db.store import Store

LANGUAGES = ("nb", "nn")


@pytest.fixture(scope="module", params=LANGUAGES)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("example-plan") / "school.db"
    store = open_example(path, Settings.load(None), translator(request.param))
    yield store
    store.close()


def told_in(entry: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield (where, the name of a text) of all that is told in two languages."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key in LANGUAGES or key.endswith(("_nb", "_nn")):
                yield where, key
            else:
                yield from told_in(value, f"{where}.{key}")
    elif isinstance(entry, list):
        for at, value in enumerate(entry):
            yield from told_in(value, f"{where}.{at}")


def test_all_that_is_told_is_told_in_both_written_standards() -> None:
    with resource("demo", "plan.toml").open("rb") as file:
        told = set(told_in(tomllib.load(file)))
    assert len(told) > 40
    other = {"nb": "nn", "nn": "nb"}
    assert {(where, key[:-2] + other[key[-2:]]) for where, key in told} == told


def test_this_years_plan_has_put_right_what_last_years_said(example: Store) -> None:
    year, today = current_year(example), clock.today()
    now = example.read(current_plan, year, today)
    assert now is not None
    before_id = example.read(plan_before, now.plan.id)
    assert before_id is not None
    before, after = example.read(comparable, before_id, now.plan.id, today)
    assert before.plan.adopted_on is not None
    assert {found.new for found in repealed(before, date(2026, 11, 1))}
    assert repealed(after, date(2026, 11, 1)) == ()
    points = [point.text for one in before.sections for point in one.points]
    assert any(weaker(text) for text in points)
    assert not any(weaker(point.text) for one in after.sections for point in one.points)
    kinds = [change.kind for change in compare(before, after)]
    assert (kinds.count("changed"), kinds.count("added"), kinds.count("removed")) == (4, 3, 1)


def test_what_it_promises_is_read_from_the_autumn(example: Store) -> None:
    year, today = current_year(example), clock.today()
    now = example.read(current_plan, year, today)
    assert now is not None
    found = example.read(status_of, now.plan.id, today)
    assert {one.kind for one in found} == {"entry", "election", "meetings", "talks", "date"}
    assert [one.state for one in found if one.kind == "date" and today >= date(year, 9, 5)] in ([], ["kept"])


def test_it_has_a_register_of_other_plans(example: Store) -> None:
    found = example.read(other_plans, clock.today())
    assert len(found) == 6
    assert all(one.owner and one.review_by for one in found)


def of_november(example: Store) -> date:
    """Return a day of this year's November, or today where that has not come: nothing that lies ahead is written."""
    return min(clock.today(), date(current_year(example), 11, 23))


def test_all_who_shall_see_the_plan_have_but_one_class(example: Store) -> None:
    year, today = current_year(example), of_november(example)
    now = example.read(current_plan, year, today)
    assert now is not None
    plan_id, november = now.plan.id, date(year, 11, 23)
    rows = example.read(lambda session: presentations(session, plan_id=plan_id, today=november))
    assert [row.reader for row in rows if row.held_on and not row.is_planned] == [
        "staff", "parent_committee", "cooperation_committee", "school_environment_committee", "parents_meeting",
    ]  # fmt: skip
    assert [row.classes for row in rows if row.classes] == [(9, 10)]
    if now.plan.adopted_on is not None:
        adopted = next(row for row in rows if row.reader == "cooperation_committee")
        assert (now.plan.adopted_item_id, now.plan.adopted_on) == (adopted.item_id, adopted.held_on)


def test_a_result_went_from_its_file_to_smu_and_to_measures(example: Store) -> None:
    year, today = current_year(example), of_november(example)
    found = {one.kind: one for one in example.read(results, year)}
    survey = found.get("parent_survey")
    if survey is None:  # it has not come yet
        assert today < date(year, 10, 8)
        return
    assert len(survey.files) == 1
    rows = example.read(lambda session: presentations(session, result_id=survey.id, today=date(year, 11, 23)))
    seen = {row.reader: (row.is_done, row.is_dismissed) for row in rows}
    assert seen == {
        "pupil_council": (False, True),
        "staff": (False, False),
        "parent_committee": (True, False),
        "school_environment_committee": (True, False),
    }
    assert [one.done_on is not None for one in example.read(measures, survey.id)] == [True, False]


def test_most_classes_have_gone_through_the_plan_and_some_minutes_are_missing(example: Store) -> None:
    year = current_year(example)
    rows = example.read(class_status, year, date(year, 11, 23))
    assert [row.name for row in rows if row.steps["plan"].done_on is None] == ["3B"]
    assert {row.steps["minutes"].done_on is None for row in rows} == {True, False}
