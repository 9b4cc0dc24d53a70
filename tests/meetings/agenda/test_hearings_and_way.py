"""Is a hearing kept in order, and is a case's whole way told across meetings and bodies?"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import UserError
from app.meetings.agenda import add_item, forward, postpone, set_item
from app.meetings.hearings import add_hearing, answer_hearing, ask_body, leave_out_body, remove_hearing, set_hearing
from app.meetings.proposing import take
from app.meetings.queries import hearings
from app.meetings.way import way_of
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, did, known


def test_a_hearing_is_written_down_asked_and_answered(store: Store, school: MeetingSchool) -> None:
    found = did(
        store,
        add_hearing,
        "Skolebehovsplan 2027–2036",
        kind="needs_plan",
        from_whom="Lia kommune",
        deadline="1.12.2026",
    )
    for body in (school.fau, school.su, school.fau):
        did(store, ask_body, found, body)
    did(store, leave_out_body, found, school.su)
    did(store, set_hearing, found, "statement", "SU støtter planen.\n\n- men ikke alternativ 3")
    (row,) = known(store, hearings, open_only=True)
    assert (row.bodies, row.deadline, row.kind) == ((school.fau,), date(2026, 12, 1), "needs_plan")
    assert row.statement == "SU støtter planen.\n\n- men ikke alternativ 3"
    did(store, answer_hearing, found, date(2026, 11, 30), "e-post til postmottak")
    assert known(store, hearings, open_only=True) == ()
    did(store, set_hearing, found, "answered_on", "")
    (row,) = known(store, hearings, open_only=True)
    assert row.answered_how == ""


@pytest.mark.parametrize(("field", "typed"), [("title", ""), ("kind", "war"), ("deadline", "snart")])
def test_what_cannot_be_read_of_a_hearing_is_refused(store: Store, field: str, typed: str) -> None:
    found = did(store, add_hearing, "Budsjett")
    with pytest.raises(UserError) as refused:
        did(store, set_hearing, found, field, typed)
    assert refused.value.field == field


def test_a_hearing_is_not_answered_before_it_came_nor_removed_from_an_agenda(
    store: Store, school: MeetingSchool
) -> None:
    found = did(store, add_hearing, "Budsjett", received_on="10.11.2026")
    with pytest.raises(UserError):
        did(store, answer_hearing, found, date(2026, 11, 9))
    did(store, add_item, a_meeting(store, school.su), title="Budsjett", hearing_id=found)
    with pytest.raises(UserError):
        did(store, remove_hearing, found)
    other = did(store, add_hearing, "Skolegrenser")
    did(store, remove_hearing, other)
    assert [row.id for row in known(store, hearings)] == [found]


def test_a_case_s_way_is_the_same_from_wherever_it_is_asked(store: Store, school: MeetingSchool) -> None:
    council = a_meeting(store, school.council, held_on=date(2026, 9, 15))
    first = did(store, add_item, council, title="Benker ute")
    did(store, set_item, first, "decision", "Elevrådet ber om benker.")
    smu, fau = did(store, forward, first, [school.smu, school.fau])
    october = a_meeting(store, school.smu, held_on=date(2026, 10, 20))
    did(store, take, october, [f"waiting:{smu}"])
    did(store, postpone, smu)
    december = a_meeting(store, school.smu, held_on=date(2026, 12, 8))
    (again,) = did(store, take, december, [f"carried:{smu}"])
    did(store, add_item, december, title="Noe annet")
    for asked in (first, smu, fau, again):
        way = known(store, way_of, asked)
        assert [(step.item_id, step.body_nb, step.held_on, step.because) for step in way] == [
            (first, "Elevråd", date(2026, 9, 15), ""),
            (smu, "Skolemiljøutvalg (SMU)", date(2026, 10, 20), "forwarded"),
            (again, "Skolemiljøutvalg (SMU)", date(2026, 12, 8), "postponed"),
            (fau, "FAU", None, "forwarded"),
        ]
        assert [step.item_id for step in way if step.is_asked] == [asked]
    assert way[0].decision == "Elevrådet ber om benker."
