"""What the program knows of a class is ticked; what the office says goes before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from app.core.errors import UserError
from app.elections.registering import register_class
from app.meetings.receiving import receive
from app.plan.class_status import class_status
from app.plan.class_status_commands import NOT_YET, leave_to_program, set_step
from app.plan.followed import StepState
from app.yearwheel.commands import mark_done
from db.models import ClassStep, Seat
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR, class_called
from tests.meetings.factories import did, known
from tests.plan.facts.office import TITLE, Planned, a_pdf, evening
from tests.yearwheel.factories import WheelSchool

OCTOBER = date(2026, 10, 20)


def steps(store: Store, class_name: str, today: date = OCTOBER) -> Mapping[str, StepState]:
    """Return the steps of a class."""
    return next(row.steps for row in known(store, class_status, YEAR, today) if row.name == class_name)


def test_before_anything_nothing_is_ticked(store: Store, school: WheelSchool) -> None:
    rows = known(store, class_status, YEAR, TODAY)
    assert [row.name for row in rows] == ["5A", "6A", "7A"]
    done = {step for row in rows for step, state in row.steps.items() if state.is_done}
    assert done == {"election"}, "those who were given the offices of the class sit on"
    assert rows[0].steps["talk_1"].planned_for == date(2026, 10, 2), "the wheel's entry K01 ends that Friday"


def test_the_meeting_of_a_class_ticks_what_was_done_there(
    store: Store, school: WheelSchool, plan: Planned, clock: Clock
) -> None:
    meeting = evening(
        store, on=date(2026, 9, 1), kind="parents", school_class_id=school.meetings.classes["5A"], cases=(TITLE,)
    )
    evening(store, on=date(2026, 9, 8), kind="parents", grade=6)
    coming = evening(store, on=date(2026, 10, 28), kind="parents", grade=7, held=False, cases=(TITLE,))

    five, six, seven = (steps(store, name) for name in ("5A", "6A", "7A"))

    assert (five["parents_meeting"].done_on, five["parents_meeting"].item) == (date(2026, 9, 1), meeting)
    assert five["plan"].done_on == date(2026, 9, 1)
    assert six["parents_meeting"].done_on == date(2026, 9, 8)
    assert not six["plan"].is_done
    assert (seven["parents_meeting"].done_on, seven["plan"].planned_for) == (None, date(2026, 10, 28))
    assert seven["parents_meeting"].item == coming
    assert not five["minutes"].is_done
    did(store, receive, meeting, "referat.pdf", a_pdf("Referat"), date(2026, 9, 10))
    assert steps(store, "5A")["minutes"].done_on == date(2026, 9, 10)


def test_an_election_is_done_when_all_places_of_the_class_are_decided(store: Store, school: WheelSchool) -> None:
    query = select(Seat.id).where(Seat.body_id == school.meetings.fau).order_by(Seat.id)
    seat = store.read(lambda session: session.scalars(query.limit(1)).one())
    people, class_id = school.meetings, class_called(store, "5B")
    assert not steps(store, "5B")["election"].is_done
    did(store, register_class, seat, YEAR, class_id, [people["Eva Myhre"]], None, date(2026, 9, 1))
    assert not steps(store, "5B")["election"].is_done, "nobody has told who the deputy is"

    did(store, register_class, seat, YEAR, class_id, [people["Eva Myhre"]], [people["Berit Lunde"]], date(2026, 9, 1))

    assert steps(store, "5B")["election"].done_on == date(2026, 9, 1)


def test_a_tick_in_the_wheel_is_one_for_all_classes(store: Store, school: WheelSchool, clock: Clock) -> None:
    clock.set(datetime(2026, 10, 20, 9))
    did(store, mark_done, school["K01"], 1, date(2026, 10, 1))
    assert [steps(store, name)["talk_1"].done_on for name in ("5A", "7A")] == [date(2026, 10, 1)] * 2
    did(store, set_step, school.meetings.classes["5A"], "talk_1", False, None)

    said = steps(store, "5A")["talk_1"]

    assert (said.is_done, said.by_hand, said.known is not None) == (False, True, True)
    assert steps(store, "7A")["talk_1"].is_done
    did(store, leave_to_program, school.meetings.classes["5A"], "talk_1")
    assert steps(store, "5A")["talk_1"].is_done


def test_a_tick_that_says_what_is_known_is_not_written(store: Store, school: WheelSchool, clock: Clock) -> None:
    clock.set(datetime(2026, 10, 20, 9))
    class_id = school.meetings.classes["6A"]
    did(store, set_step, class_id, "talk_1", True, date(2026, 10, 1))
    assert _written(store) == 1
    did(store, set_step, class_id, "talk_1", False, None)
    assert _written(store) == 0, "nobody knows of it, and nobody says it any more"
    store.undo()
    assert steps(store, "6A")["talk_1"].done_on == date(2026, 10, 1)


def test_nothing_was_done_on_a_day_to_come(store: Store, school: WheelSchool) -> None:
    with pytest.raises(UserError) as refused:
        did(store, set_step, school.meetings.classes["5A"], "talk_1", True, date(2026, 8, 25))
    assert refused.value.message == NOT_YET


def _written(store: Store) -> int:
    return store.read(lambda session: session.scalar(select(func.count()).select_from(ClassStep)) or 0)
