"""What is promised of meetings is read from the meetings that were held."""

from __future__ import annotations

from datetime import date

from app.core.about import Saying
from app.meetings.commands import cancel_meeting
from app.meetings.notices import send_notice
from db.store import Store
from tests.factories import TODAY
from tests.meetings.factories import did
from tests.plan.facts.office import Planned, evening, kept, promised
from tests.yearwheel.factories import WheelSchool

SPRING = date(2027, 4, 1)
SUMMER = date(2027, 7, 31)


def test_four_to_five_meetings_are_counted_as_they_are_held(store: Store, school: WheelSchool, plan: Planned) -> None:
    smu = school.meetings.smu
    promise = promised(store, plan, "meetings", body_id=smu, number_from=4, number_to=5)
    for day in (date(2026, 9, 30), date(2026, 11, 18), date(2027, 2, 3)):
        evening(store, smu, on=day)
    last = evening(store, smu, on=date(2027, 5, 5), held=False)

    row = kept(store, promise, SPRING)

    assert row.words == Saying("Meetings of {body}: {n}", {"body": "SMU", "n": "4–5"})
    assert (row.counted, row.wanted_from, row.wanted_to, row.state) == (3, 4, 5, "on_the_way")
    assert [(fact.page, fact.item) for fact in row.facts][-1] == ("meetings", last)
    did(store, cancel_meeting, last, "For få", SPRING)
    assert kept(store, promise, SPRING).state == "due"


def test_what_is_cancelled_unwritten_or_of_another_year_is_no_meeting(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    smu, fau = school.meetings.smu, school.meetings.fau
    promise = promised(store, plan, "meetings", body_id=smu, number_from=2)
    evening(store, smu, on=date(2026, 9, 30))
    did(store, cancel_meeting, evening(store, smu, on=date(2026, 10, 14), held=False), "Sykdom", TODAY)
    evening(store, smu, on=date(2026, 11, 18), held=False)  # its day is over, but nothing is written of it
    evening(store, smu, on=date(2026, 6, 3))  # last year's
    evening(store, smu, on=date(2027, 8, 25))  # next year's
    evening(store, fau, on=date(2026, 10, 1))

    row = kept(store, promise, SUMMER)

    assert (row.counted, row.state) == (1, "due")
    assert kept(store, promise, date(2027, 8, 1)).state == "late"
    assert [fact.words.msgid for fact in row.facts] == [
        "{meeting}: held",
        "{meeting}: cancelled, not counted",
        "{meeting}: not counted, since nothing is written of it",
    ]


def test_an_evening_of_two_bodies_counts_for_both(store: Store, school: WheelSchool, plan: Planned) -> None:
    su = promised(store, plan, "meetings", body_id=school.meetings.su, number_from=1)
    smu = promised(store, plan, "meetings", body_id=school.meetings.smu, number_from=1)
    evening(store, school.meetings.su, school.meetings.smu, on=date(2026, 9, 30))

    assert {kept(store, one, SPRING).state for one in (su, smu)} == {"kept"}


def test_meetings_before_a_day_are_kept_late_when_they_are_held_after_it(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    promise = promised(store, plan, "meetings", body_id=school.meetings.smu, number_from=1, by_rule="FØR(HØSTFERIE,1)")
    assert kept(store, promise, TODAY).by == date(2026, 10, 2)  # the last school day before Monday 5 October
    evening(store, school.meetings.smu, on=date(2026, 10, 14), held=False)
    assert kept(store, promise, TODAY).state == "due", "what is planned is after the day"
    assert kept(store, promise, date(2026, 10, 2)).state == "due"
    assert kept(store, promise, date(2026, 10, 3)).state == "late"

    evening(store, school.meetings.smu, on=date(2026, 10, 15))

    row = kept(store, promise, SPRING)
    assert (row.state, row.kept_late) == ("kept", True)


def test_the_parents_of_each_class_must_have_met(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "meetings", meeting_kind="parents", number_from=1, by=date(2026, 9, 18))
    classes = school.meetings.classes
    evening(store, on=date(2026, 9, 1), kind="parents", school_class_id=classes["5A"])
    called = evening(store, on=date(2026, 9, 2), kind="parents", grade=6, held=False)
    did(store, send_notice, called, TODAY, "paper", [(school.meetings["Berit Lunde"], "guest")])

    row = kept(store, promise, date(2026, 9, 3))

    assert (row.counted, row.wanted_from, row.state) == (2, 3, "due")
    assert [fact.words.values for fact in row.facts if "class_name" in fact.words.values] == [
        {"class_name": "7A", "n": 0, "wanted": 1}
    ]
    evening(store, on=date(2026, 9, 17), kind="parents", school_class_id=classes["7A"], held=False)
    assert kept(store, promise, date(2026, 9, 3)).state == "on_the_way"
    evening(store, on=date(2026, 9, 16), kind="parents")  # the whole school
    assert kept(store, promise, date(2026, 9, 17)).state == "kept"
