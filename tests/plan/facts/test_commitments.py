"""What is promised is read from the wheel, the elections and the ticks of the talks; only a day is ticked itself."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.elections.course import correct
from app.elections.planning import plan_election
from app.elections.registering import register_class
from app.meetings.agenda import set_item
from app.meetings.minutes import send_minutes
from app.plan.class_status_commands import set_step
from app.plan.commitment_commands import (
    READ_ONLY,
    add_commitment,
    mark_done,
    mark_not_done,
    remove_commitment,
    set_commitment,
)
from app.plan.commitments import status_of
from app.yearwheel.becoming import become_item
from app.yearwheel.commands import drop, remove_entry
from app.yearwheel.commands import mark_done as wheel_done
from db.models import Election, Seat
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.facts.office import Planned, evening, hold, kept, promised
from tests.yearwheel.factories import WheelSchool

OCTOBER = date(2026, 10, 20)


def test_an_entry_of_the_wheel_is_kept_when_it_is_done(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "entry", wheel_entry_id=school["A04"])
    row = kept(store, promise, TODAY)
    assert (row.state, row.by, row.counted, row.wanted_from) == ("on_the_way", date(2026, 9, 21), 0, 1)
    assert [(fact.page, fact.item) for fact in row.facts] == [("yearwheel", school.key("A04"))]
    assert kept(store, promise, date(2026, 9, 22)).state == "late"

    did(store, wheel_done, school["A04"], 1, TODAY)

    assert kept(store, promise, date(2026, 9, 22)).state == "kept"


def test_an_entry_that_became_a_meeting_is_kept_when_that_is_held(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    promise = promised(store, plan, "entry", wheel_entry_id=school["M01"])
    meeting = evening(store, school.meetings.smu, on=date(2026, 10, 1), held=False)
    assert kept(store, promise, date(2026, 10, 1)).state == "on_the_way"
    assert kept(store, promise, OCTOBER).state == "late", "nothing is written of it"

    hold(store, meeting)

    row = kept(store, promise, OCTOBER)
    assert (row.state, [fact.item for fact in row.facts]) == ("kept", [meeting])


def test_an_entry_that_became_a_case_is_kept_when_that_is_treated(
    store: Store, school: WheelSchool, plan: Planned
) -> None:
    promise = promised(store, plan, "entry", wheel_entry_id=school["X1"])
    meeting = evening(store, school.meetings.fau, on=date(2026, 10, 19), held=False)
    case = did(store, become_item, school["X1"], 1, meeting)
    hold(store, meeting)
    did(store, set_item, case, "outcome", "postponed")
    assert kept(store, promise, OCTOBER).state != "kept"

    did(store, set_item, case, "outcome", "treated")

    assert kept(store, promise, OCTOBER).state == "kept"


def test_what_is_dropped_from_the_wheel_is_not_kept(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "entry", wheel_entry_id=school["U02"])
    did(store, drop, school["U02"], 1)

    assert kept(store, promise, TODAY).state == "due"
    assert kept(store, promise, date(2026, 10, 20)).state == "late"


def test_an_entry_that_is_gone_cannot_be_read(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "entry", wheel_entry_id=school["X3"])
    assert kept(store, promise, TODAY).state == "unknown", "it has no day"
    did(store, remove_entry, school["X3"])

    row = kept(store, promise, TODAY)

    assert row.state == "unknown"
    assert row.problem is not None
    assert "gone" in row.problem.msgid


def test_elections_are_kept_class_by_class(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "election", body_id=school.meetings.fau, by=date(2026, 9, 18))
    meetings = school.meetings
    row = kept(store, promise, TODAY)
    assert (row.counted, row.wanted_from, row.state) == (0, 3, "due"), "5A, 6A and 7A, whose offices began this year"

    did(
        store,
        plan_election,
        _seat(store, meetings.fau),
        YEAR,
        class_id=meetings.classes["7A"],
        held_on=date(2026, 9, 9),
    )
    _elected(store, school, "5A", "Eva Myhre", date(2026, 9, 1))
    _elected(store, school, "6A", None, date(2026, 9, 2))  # nobody was willing

    row = kept(store, promise, date(2026, 9, 3))
    assert (row.counted, row.state) == (2, "on_the_way")
    assert kept(store, promise, date(2026, 9, 19)).state == "late"

    _elected(store, school, "7A", "Une Bakken", date(2026, 9, 21))
    row = kept(store, promise, OCTOBER)
    assert (row.state, row.kept_late) == ("kept", True)


def test_a_corrected_election_counts_no_more(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "election", body_id=school.meetings.fau)
    election = _elected(store, school, "5A", "Eva Myhre", date(2026, 9, 1))
    _elected(store, school, "6A", "Unni Rismoen", date(2026, 9, 1))
    assert kept(store, promise, OCTOBER).counted == 2

    did(store, correct, election, "Feil klasse")
    assert kept(store, promise, OCTOBER).counted == 2, "it stands until the new one is decided"
    with store.change("Corrected it, with no result in its place") as session:
        session.get_one(Election, election).status = "corrected"

    assert kept(store, promise, OCTOBER).counted == 1


def test_talks_are_what_the_office_ticked_for_each_class(
    store: Store, school: WheelSchool, plan: Planned, clock: Clock
) -> None:
    promise = promised(store, plan, "talks", number_from=2)
    one = promised(store, plan, "talks", number_from=1)
    clock.set(datetime(2026, 10, 20, 9))
    for name, class_id in school.meetings.classes.items():
        did(store, set_step, class_id, "talk_1", True, date(2026, 10, 1))
        if name == "5A":
            did(store, set_step, class_id, "talk_2", True, date(2026, 10, 2))

    assert (kept(store, one, OCTOBER).state, kept(store, one, OCTOBER).counted) == ("kept", 3)
    row = kept(store, promise, OCTOBER)
    assert (row.state, row.counted) == ("due", 1)
    assert [fact.words.values for fact in row.facts] == [
        {"class_name": "6A", "n": 1, "wanted": 2},
        {"class_name": "7A", "n": 1, "wanted": 2},
    ]


def test_only_a_day_is_ticked(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "date", by=TODAY)
    assert kept(store, promise, TODAY).state == "due"
    assert kept(store, promise, date(2026, 8, 25)).state == "late"

    did(store, mark_done, promise, TODAY, "Lagt ut på nettsiden")

    row = kept(store, promise, date(2026, 8, 25))
    assert (row.state, row.done_note) == ("kept", "Lagt ut på nettsiden")
    did(store, mark_not_done, promise)
    assert kept(store, promise, date(2026, 8, 25)).state == "late"

    read = promised(store, plan, "meetings", body_id=school.meetings.smu, number_from=1)
    with pytest.raises(UserError) as refused:
        did(store, mark_done, read, TODAY)
    assert refused.value.message == READ_ONLY


def test_a_day_by_rule_is_counted_out_on_the_calendar(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "date", by_rule="FØR(M01,7)")
    assert kept(store, promise, TODAY).by == date(2026, 9, 25), "a week before Friday 2 October"
    evening(store, school.meetings.smu, on=date(2026, 10, 1), held=False)
    assert kept(store, promise, TODAY).by == date(2026, 9, 24), "the wheel follows the meeting"


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("entry", {}, "wheel_entry_id"),
        ("election", {}, "body_id"),
        ("meetings", {"number_from": "4"}, "body_id"),
        ("date", {}, "by"),
        ("date", {"by_rule": "i høst en gang"}, "by_rule"),
        ("meetings", {"meeting_kind": "parents", "number_from": "3", "number_to": "2"}, "number_to"),
        ("wish", {}, "kind"),
    ],
)
def test_a_promise_that_cannot_be_read_is_refused(
    store: Store, plan: Planned, kind: str, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        did(store, add_commitment, plan.point, kind, **fields)
    assert refused.value.field == field


def test_another_rule_takes_the_place_of_a_day(store: Store, plan: Planned) -> None:
    promise = promised(store, plan, "date", by=date(2026, 9, 1))
    did(store, set_commitment, promise, "by_rule", "SKOLESTART+21")
    row = kept(store, promise, TODAY)
    assert (row.by, row.by_rule) == (date(2026, 9, 7), "SKOLESTART+21")
    did(store, remove_commitment, promise)
    assert known(store, status_of, plan.plan, TODAY) == ()


def test_promises_of_meetings_whose_minutes_are_sent_count(store: Store, school: WheelSchool, plan: Planned) -> None:
    promise = promised(store, plan, "entry", wheel_entry_id=school["M01"])
    meeting = evening(store, school.meetings.smu, on=date(2026, 10, 1))
    did(store, send_minutes, meeting, OCTOBER)
    assert kept(store, promise, OCTOBER).state == "kept"


def test_undo_takes_a_promise_back(store: Store, school: WheelSchool, plan: Planned) -> None:
    promised(store, plan, "meetings", body_id=school.meetings.smu, number_from=4)
    store.undo()
    assert known(store, status_of, plan.plan, TODAY) == ()


def _elected(store: Store, school: WheelSchool, class_name: str, name: str | None, on: date) -> int:
    people = [] if name is None else [school.meetings[name]]
    class_id = school.meetings.classes[class_name]
    seat = _seat(store, school.meetings.fau)
    return did(store, register_class, seat, YEAR, class_id, people, [], on)


def _seat(store: Store, body_id: int) -> int:
    query = select(Seat.id).where(Seat.body_id == body_id).order_by(Seat.id)
    return store.read(lambda session: session.scalars(query.limit(1)).one())


def test_what_cannot_be_counted_is_not_promised(store: Store, plan: Planned) -> None:
    for kind, field, fields in (
        ("talks", "number_from", {"number_from": 3}),
        ("meetings", "meeting_kind", {"meeting_kind": "other"}),
        ("meetings", "meeting_kind", {"meeting_kind": "talk"}),
    ):
        with pytest.raises(UserError) as refused:
            promised(store, plan, kind, **fields)
        assert refused.value.field == field
