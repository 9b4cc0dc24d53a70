"""What of the plan waits is one line of each kind, with a number and a reason, and names nobody."""

from __future__ import annotations

from datetime import date, datetime

from app.core.due import DueLine
from app.meetings.agenda import add_item
from app.meetings.queries import item
from app.plan.class_status_commands import set_step
from app.plan.due import due
from app.plan.other_plan_commands import add_other_plan, put_in_wheel, set_other_plan
from app.plan.presentation_commands import dismiss, forget, note_presentation
from app.plan.result_commands import add_result
from app.yearwheel.commands import mark_done
from db.models import Plan, PlanPoint
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.facts.office import TITLE, Planned, evening, plan_written, promised
from tests.yearwheel.factories import WheelSchool

OCTOBER = date(2026, 10, 20)


def lines(store: Store, today: date) -> dict[str, DueLine]:
    """Return the lines of a day by code."""
    found = known(store, due, today)
    assert len({line.code for line in found}) == len(found), "one line of a kind"
    assert all(line.why.msgid for line in found)
    return {line.code: line for line in found}


def test_a_school_that_never_had_a_plan_is_asked_nothing(store: Store) -> None:
    assert lines(store, TODAY) == {}


def test_the_year_after_a_plan_asks_for_the_next(store: Store) -> None:
    plan_written(store, YEAR - 1)
    line = lines(store, TODAY)["plan.missing"]
    assert (line.day, line.words.values["year"]) == (date(2026, 8, 17), "2026/27")


def test_a_plan_is_to_be_adopted_and_seen(store: Store, school: WheelSchool, plan: Planned) -> None:
    found = lines(store, TODAY)
    assert (found["plan.adopted"].number, found["plan.adopted"].item) == (1, plan.plan)
    assert found["plan.presented"].number == 5, "staff, FAU, SU, SMU and the parents' meetings"
    assert "plan.presented" not in lines(store, date(2026, 8, 16)), "before school starts"

    with store.change("Adopted it") as session:
        session.get_one(Plan, plan.plan).adopted_on = TODAY
    evening(store, school.meetings.fau, on=date(2026, 12, 2), held=False, cases=(TITLE,))
    did(store, dismiss, "staff", plan_id=plan.plan)

    found = lines(store, TODAY)
    assert "plan.adopted" not in found
    assert found["plan.presented"].number == 3, "what is on an agenda does not wait"


def test_promises_past_their_day_are_one_line(store: Store, school: WheelSchool, plan: Planned) -> None:
    one = promised(store, plan, "date", by=date(2026, 9, 1))
    assert "plan.commitments" not in lines(store, date(2026, 9, 1))
    line = lines(store, OCTOBER)["plan.commitments"]
    assert (line.number, line.item, line.day) == (1, ("commitment", one), date(2026, 9, 1))
    promised(store, plan, "meetings", body_id=school.meetings.smu, number_from=1, by=date(2026, 10, 1))
    line = lines(store, OCTOBER)["plan.commitments"]
    assert (line.number, line.item, line.day) == (2, ("commitment", one), date(2026, 9, 1))


def test_repealed_references_are_counted(store: Store, plan: Planned) -> None:
    with store.change("Wrote what is repealed") as session:
        session.get_one(PlanPoint, plan.point).text = "Etter opplæringslova § 13-3d skal skolen samarbeide med heimen."
    line = lines(store, TODAY)["plan.references"]
    assert (line.number, line.item) == (1, ("point", plan.point))


def test_a_result_nobody_has_seen_waits_after_two_weeks(store: Store, school: WheelSchool) -> None:
    result = did(store, add_result, YEAR, kind="pupil_survey", received_on="20.08.2026")
    assert "plan.results" not in lines(store, date(2026, 9, 3))
    line = lines(store, date(2026, 9, 4))["plan.results"]
    assert (line.item, line.words.values["title"]) == (("result", result), "Elevundersøkelsen")
    evening(store, school.meetings.smu, on=date(2026, 9, 30), held=False, cases=("Resultater fra Elevundersøkelsen",))
    assert "plan.results" not in lines(store, date(2026, 9, 4))


def test_an_open_case_that_seems_to_be_about_small_groups_is_asked_about(store: Store, school: WheelSchool) -> None:
    found = did(
        store,
        add_result,
        YEAR,
        kind="pupil_survey",
        title="Elevundersøkelsen 5A",
        received_on="24.08.2026",
        small_groups="yes",
    )
    meeting = evening(store, school.meetings.smu, on=date(2026, 9, 30), held=False)
    case = did(store, add_item, meeting, title="Elevundersøkelsen")
    line = lines(store, TODAY)["plan.small_groups"]
    assert (line.number, line.item, line.day) == (1, ("result", found), date(2026, 9, 30))

    smu = "school_environment_committee"
    dismissed = did(store, dismiss, smu, result_id=found, item_id=case)
    assert "plan.small_groups" not in lines(store, TODAY)
    did(store, forget, dismissed)
    did(store, note_presentation, smu, result_id=found, item_id=case)
    assert "plan.small_groups" not in lines(store, TODAY)
    assert known(store, item, case).openness == "closed"


def test_a_review_is_asked_for_where_the_wheel_does_not(store: Store, school: WheelSchool) -> None:
    plan = did(store, add_other_plan, name="Leseplan", review_by="15.09.2026")
    line = lines(store, TODAY)["plan.review"]
    assert (line.number, line.day, line.item) == (1, date(2026, 9, 15), ("other-plan", plan))
    did(store, put_in_wheel, plan)
    assert "plan.review" not in lines(store, TODAY)


def test_a_review_that_was_done_or_moved_past_the_year_of_its_entry_is_asked_for_again(
    store: Store, school: WheelSchool
) -> None:
    found = did(store, add_other_plan, name="Leseplan", review_by="01.06.2027")
    entry = did(store, put_in_wheel, found)
    day = date(2027, 5, 20)
    assert "plan.review" not in lines(store, day), "it has its line in the wheel"

    did(store, mark_done, entry, 1, TODAY)
    assert "plan.review" in lines(store, day), "the next day is to be written"
    did(store, set_other_plan, found, "review_by", "01.06.2028")
    assert "plan.review" not in lines(store, day)
    assert "plan.review" in lines(store, date(2028, 5, 20)), "the entry was last year's"
    did(store, put_in_wheel, found)
    assert "plan.review" not in lines(store, date(2028, 5, 20))


def test_a_step_of_the_classes_past_its_day_is_one_line(
    store: Store, school: WheelSchool, plan: Planned, clock: Clock
) -> None:
    clock.set(datetime(2026, 10, 20, 9))
    classes = school.meetings.classes
    evening(store, on=date(2026, 9, 1), kind="parents", school_class_id=classes["5A"])
    did(store, set_step, classes["6A"], "talk_1", True, date(2026, 10, 1))

    found = lines(store, OCTOBER)

    assert (found["plan.minutes"].number, found["plan.minutes"].item) == (1, ("class", classes["5A"], "minutes"))
    assert found["plan.plan"].words.values["class_name"] == "5A"
    assert (found["plan.talk_1"].number, found["plan.talk_1"].item) == (2, ("class", classes["5A"], "talk_1"))
    assert found["plan.talk_1"].day == date(2026, 10, 2)
    assert "plan.talk_2" not in found, "the wheel has no second talk yet"
    assert "plan.minutes" not in lines(store, date(2026, 9, 15)), "two weeks later is not past yet"
