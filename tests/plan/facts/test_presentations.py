"""Who has seen the plan and the results is read from the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from app.bodies.commands import close_body
from app.core.errors import UserError
from app.meetings.agenda import add_item, forward, postpone, set_item, withdraw
from app.meetings.commands import cancel_meeting
from app.plan.followed import PresentationRow
from app.plan.presentation_commands import CANCELLED, dismiss, forget, note_presentation, plan_presentation
from app.plan.presentations import presentations
from app.plan.result_commands import add_result
from app.plan.rules.naming import is_about_result, plan_year_in
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR
from tests.meetings.factories import detail, did, known
from tests.plan.facts.office import TITLE, Planned, evening, hold, plan_written
from tests.yearwheel.factories import WheelSchool

LATER = date(2026, 12, 1)


def seen(store: Store, plan: Planned, today: date = LATER) -> Mapping[str, list[PresentationRow]]:
    """Return the presentations of a plan by reader."""
    found: dict[str, list[PresentationRow]] = {}
    for row in known(store, presentations, plan_id=plan.plan, today=today):
        found.setdefault(row.reader, []).append(row)
    return found


def test_before_anybody_has_seen_it_every_reader_waits(store: Store, plan: Planned) -> None:
    found = seen(store, plan)
    assert list(found) == [
        "staff",
        "parent_committee",
        "cooperation_committee",
        "school_environment_committee",
        "parents_meeting",
    ]
    assert all(rows[0].is_waiting for rows in found.values())
    assert found["parents_meeting"][0].classes == (0, 3)


def test_the_minutes_that_treated_it_say_when_and_in_which_case(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    meeting = evening(store, school.meetings.smu, on=date(2026, 9, 30), cases=("Plan for skole-hjem-samarbeid",))

    (row,) = seen(store, plan)["school_environment_committee"]

    case = detail(store, meeting).items[0]
    assert (row.held_on, row.case_number, row.decision, row.item_id) == (
        date(2026, 9, 30),
        case.number_text,
        "Tatt til orientering.",
        case.id,
    )
    assert case.number_text
    assert row.is_derived
    assert row.is_done
    assert seen(store, plan)["parent_committee"][0].is_waiting


def test_what_was_postponed_withdrawn_or_cancelled_was_not_seen(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    fau, su, smu = school.meetings.fau, school.meetings.su, school.meetings.smu
    for body, command in ((fau, postpone), (su, withdraw)):
        meeting = evening(store, body, on=date(2026, 9, 30), cases=(TITLE,))
        did(store, command, detail(store, meeting).items[0].id)
    cancelled = evening(store, smu, on=date(2026, 9, 30), held=False, cases=(TITLE,))
    did(store, cancel_meeting, cancelled, "Sykdom", TODAY)

    found = seen(store, plan)

    assert all(found[one][0].is_waiting for one in ("parent_committee", "cooperation_committee"))
    assert found["school_environment_committee"][0].is_waiting


def test_a_plan_whose_case_was_withdrawn_gets_a_new_one(store: Store, school: WheelSchool, plan: Planned) -> None:
    meeting = evening(store, school.meetings.fau, on=date(2026, 9, 30), held=False)
    case = did(store, plan_presentation, meeting, plan_id=plan.plan)
    did(store, withdraw, case)
    again = did(store, plan_presentation, meeting, plan_id=plan.plan)
    assert again != case
    (row,) = [one for one in known(store, presentations, plan_id=plan.plan, today=TODAY) if one.item_id]
    assert (row.item_id, row.is_planned) == (again, True)


def test_who_has_seen_it_has_though_the_body_is_closed_since(
    store: Store, school: WheelSchool, plan: Planned, clock: Clock
) -> None:
    su, smu = school.meetings.su, school.meetings.smu
    clock.set(clock.time.replace(year=2027, month=3, day=1))
    evening(store, smu, su, on=date(2027, 2, 10), cases=(TITLE,))
    before = {(one.reader, one.body_id) for one in of(store, plan) if one.is_done}
    did(store, close_body, su, date(2027, 2, 28))
    assert {(one.reader, one.body_id) for one in of(store, plan) if one.is_done} == before
    assert len(before) == 2


def of(store: Store, plan: Planned) -> tuple[PresentationRow, ...]:
    return known(store, presentations, plan_id=plan.plan, today=date(2027, 3, 10))


def test_a_case_to_come_is_planned(store: Store, school: WheelSchool, plan: Planned) -> None:
    evening(store, school.meetings.fau, on=date(2026, 12, 9), held=False, cases=(TITLE,))
    (row,) = seen(store, plan)["parent_committee"]
    assert (row.is_planned, row.is_done, row.held_on) == (True, False, date(2026, 12, 9))


def test_the_parents_meetings_are_one_row_of_all_classes(store: Store, school: WheelSchool, plan: Planned) -> None:
    classes = school.meetings.classes
    for name, day in (("5A", 1), ("6A", 2)):
        evening(store, on=date(2026, 9, day), kind="parents", school_class_id=classes[name], cases=(TITLE,))
    evening(store, on=date(2026, 9, 3), kind="parents", school_class_id=classes["7A"], cases=("Valg",))

    (row,) = seen(store, plan)["parents_meeting"]

    assert (row.classes, row.held_on, row.is_done) == ((2, 3), date(2026, 9, 2), False)
    evening(store, on=date(2026, 9, 10), kind="parents", grade=7, cases=(TITLE,))
    (row,) = seen(store, plan)["parents_meeting"]
    assert (row.classes, row.is_done) == ((3, 3), True)


def test_a_plan_put_on_an_agenda_takes_the_case_that_stands_there(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    meeting = evening(
        store, school.meetings.fau, on=date(2026, 12, 9), held=False, cases=("Plan for skole-hjem-samarbeid",)
    )
    case = did(store, plan_presentation, meeting, plan_id=plan.plan)
    assert [one.id for one in detail(store, meeting).items] == [case]
    assert did(store, plan_presentation, meeting, plan_id=plan.plan) == case, "twice is once"

    other = evening(store, school.meetings.su, on=date(2026, 12, 10), held=False)
    made = did(store, plan_presentation, other, plan_id=plan.plan)
    assert [(one.id, one.title) for one in detail(store, other).items] == [(made, TITLE)]

    hold(store, other, made)
    (row,) = seen(store, plan, date(2026, 12, 11))["cooperation_committee"]
    assert (row.is_done, row.is_derived) == (True, False)


def test_a_linked_case_counts_under_any_title_and_in_the_body_it_is_sent_on_to(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    meeting = evening(store, school.meetings.fau, on=date(2026, 10, 1), cases=("Samarbeidet vårt",))
    case = detail(store, meeting).items[0].id
    assert seen(store, plan)["parent_committee"][0].is_waiting
    did(store, note_presentation, "parent_committee", plan_id=plan.plan, item_id=case)
    (sent_on,) = did(store, forward, case, [school.meetings.su])

    found = seen(store, plan)

    assert found["parent_committee"][0].is_done
    waiting = found["cooperation_committee"][0]
    assert (waiting.item_id, waiting.is_planned, waiting.held_on) == (sent_on, True, None)


def test_a_case_about_something_else_is_dismissed_and_taken_back(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    meeting = evening(store, school.meetings.fau, on=date(2026, 10, 1), cases=(TITLE,))
    case = detail(store, meeting).items[0].id
    said = did(store, dismiss, "parent_committee", plan_id=plan.plan, item_id=case)
    assert seen(store, plan)["parent_committee"][0].is_waiting
    did(store, forget, said)
    assert seen(store, plan)["parent_committee"][0].is_done


def test_what_no_minutes_of_ours_tell_is_noted(store: Store, plan: Planned) -> None:
    did(store, note_presentation, "staff", plan_id=plan.plan, held_on=date(2026, 8, 14), note="Plandag")
    did(store, dismiss, "cooperation_committee", plan_id=plan.plan)
    did(store, note_presentation, "other", plan_id=plan.plan, held_on=date(2026, 8, 20), note="KFU")

    found = seen(store, plan)

    assert [(row.held_on, row.note, row.is_done) for row in found["staff"]] == [(date(2026, 8, 14), "Plandag", True)]
    assert found["cooperation_committee"][0].is_dismissed
    assert not found["cooperation_committee"][0].is_waiting
    assert [row.note for row in found["other"]] == ["KFU"]


@pytest.mark.parametrize("day", [date(2030, 1, 1), date(1020, 1, 1)])
def test_nobody_has_seen_it_on_a_day_that_cannot_be(store: Store, plan: Planned, day: date) -> None:
    with pytest.raises(UserError) as refused:
        did(store, lambda session: note_presentation(session, "staff", plan_id=plan.plan, held_on=day))
    assert refused.value.field == "held_on"
    assert all(one.is_waiting for one in known(store, presentations, plan_id=plan.plan, today=LATER))


def test_another_years_plan_is_not_this_years(store: Store, school: WheelSchool, plan: Planned) -> None:
    next_year = plan_written(store, YEAR + 1)
    evening(store, school.meetings.su, on=date(2027, 5, 20), cases=("Plan for skole-hjem-samarbeid: utkast",))
    evening(store, school.meetings.su, on=date(2026, 4, 20), cases=("Plan for skole-hjem-samarbeid",))
    evening(store, school.meetings.fau, on=date(2027, 9, 1), cases=("Plan for skole-hjem-samarbeid",))

    assert seen(store, plan, date(2027, 10, 1))["cooperation_committee"][0].is_waiting
    found = seen(store, next_year, date(2027, 10, 1))
    assert found["cooperation_committee"][0].held_on == date(2027, 5, 20)
    assert found["parent_committee"][0].held_on == date(2027, 9, 1)


def test_what_comes_after_a_new_version_was_sent_is_about_that_one(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    second = plan_written(store, number=2, sent_on=date(2026, 10, 1))
    evening(store, school.meetings.fau, on=date(2026, 9, 2), cases=(TITLE,))
    evening(store, school.meetings.fau, on=date(2026, 11, 4), cases=(TITLE,))

    assert [row.held_on for row in seen(store, plan)["parent_committee"]] == [date(2026, 9, 2)]
    assert [row.held_on for row in seen(store, second)["parent_committee"]] == [date(2026, 11, 4)]


def test_a_result_is_seen_where_it_is_named_after_it_came(store: Store, school: WheelSchool) -> None:
    found = did(store, add_result, YEAR, kind="pupil_survey", received_on="20.01.2027")
    smu, council = school.meetings.smu, school.meetings.council
    evening(store, council, on=date(2026, 10, 20), cases=("Elevundersøkelsen: hva den er",))
    evening(store, smu, on=date(2027, 2, 3), cases=("Resultater fra Elevundersøkelsen og foreldreundersøkelsen",))
    evening(store, council, on=date(2027, 10, 20), cases=("Elevundersøkelsen: hva den er",))

    rows = known(store, presentations, result_id=found, today=date(2027, 11, 1))

    assert [(row.reader, row.held_on) for row in rows] == [
        ("pupil_council", None),
        ("staff", None),
        ("parent_committee", None),
        ("school_environment_committee", date(2027, 2, 3)),
    ]


def test_a_result_that_has_not_come_has_been_seen_by_nobody(store: Store, school: WheelSchool) -> None:
    found = did(store, add_result, YEAR, kind="pupil_survey")
    evening(store, school.meetings.smu, on=date(2026, 9, 3), cases=("Resultater fra Elevundersøkelsen",))
    assert all(row.is_waiting for row in known(store, presentations, result_id=found, today=LATER))


def test_a_closed_decision_is_not_told(store: Store, school: WheelSchool, plan: Planned) -> None:
    meeting = evening(store, school.meetings.fau, on=date(2026, 10, 1), cases=(TITLE,))
    case = detail(store, meeting).items[0].id
    with store.change("Closed it") as session:
        from app.meetings.agenda import close

        close(session, case, "closed", "offl. § 13")
    (row,) = seen(store, plan)["parent_committee"]
    assert (row.decision, row.title, row.is_done) == ("", "", True)


def test_nothing_goes_on_a_cancelled_agenda(store: Store, school: WheelSchool, plan: Planned) -> None:
    meeting = evening(store, school.meetings.fau, on=date(2026, 12, 9), held=False)
    did(store, cancel_meeting, meeting, "Snø", TODAY)
    with pytest.raises(UserError) as refused:
        did(store, plan_presentation, meeting, plan_id=plan.plan)
    assert refused.value.message == CANCELLED


def test_untouched_cases_of_minutes_we_write_were_not_treated(store: Store, school: WheelSchool, plan: Planned) -> None:
    meeting = evening(store, school.meetings.fau, on=date(2026, 10, 1), held=False)
    first = did(store, add_item, meeting, title="Skolevei")
    did(store, add_item, meeting, title=TITLE)
    hold(store, meeting, first)
    assert seen(store, plan)["parent_committee"][0].is_waiting
    did(store, set_item, detail(store, meeting).items[1].id, "discussion", "Gjennomgått.")
    assert seen(store, plan)["parent_committee"][0].is_done


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Plan for skole-hjem-samarbeid", 2026),
        ("Plan for skule-heim-samarbeid, og kva foreldra er med på å bestemme", 2026),
        ("Revidert plan for samarbeidet mellom hjem og skole", 2026),
        ("Samarbeidsplan skole–hjem", None),
        ("Skole-hjem-samarbeidsplan", 2026),
        ("Plan for skole-hjem-samarbeid 2027/28", 2027),
        ("Plan for samarbeid med FAU om 17. mai", None),
        ("Handlingsplan for et trygt og godt skolemiljø", None),
        ("Samarbeid mellom hjem og skole", None),
    ],
)
def test_a_title_says_whether_it_is_the_plan(title: str, year: int | None) -> None:
    assert plan_year_in(title, "", 2026, is_spring=False) == year


def test_a_title_says_which_result_it_is() -> None:
    assert is_about_result("Nasjonale prøver og læringsmiljøet", "national_tests", "")
    assert is_about_result("Resultat frå Foreldreundersøkinga", "parent_survey", "")
    assert not is_about_result("Resultater", "pupil_survey", "Elevundersøkelsen")
    assert is_about_result("Trivselsmåling høst", "other", "Trivselsmåling")
    assert not is_about_result("Noe annet", "other", "")
