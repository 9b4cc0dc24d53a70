"""Can approved minutes be changed by undo, behind the back of every command?"""

from __future__ import annotations

from datetime import date, time

import pytest

from app.core.errors import UserError
from app.meetings.agenda import add_item, set_item
from app.meetings.locked import LOCKED
from app.meetings.minutes import NEWER_APPROVED, approve, is_unchanged, take_back_approval
from app.meetings.numbering import give_numbers
from app.meetings.sitting import begin, set_attended
from db.errors import KeepsItsPlace
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did

FIRST, SECOND, LATER = date(2026, 11, 12), date(2026, 12, 3), date(2027, 1, 14)


def step(store: Store, command: object, *args: object) -> int:
    """Run a command; return the id of its step."""
    with store.change("Did something") as session:
        command(session, *args)  # type: ignore[operator]
    found: int = session.info["step"]
    return found


def held(store: Store, body_id: int, on: date) -> tuple[int, int]:
    meeting_id = a_meeting(store, body_id, held_on=on)
    item_id = did(store, lambda session: add_item(session, meeting_id, title="Gangfelt"))
    did(store, begin, meeting_id, time(18))
    return meeting_id, item_id


def test_a_text_from_before_the_approval_is_not_undone(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su, FIRST)
    wrote = step(store, set_item, item_id, "decision", "Gangfeltet males.")
    other = did(store, lambda session: add_item(session, meeting_id, title="Orientering"))
    did(store, give_numbers, meeting_id)
    noted = step(store, set_item, other, "own_note", "Følg med.")
    excused = step(store, set_attended, detail(store, meeting_id).attendance[0].id, "excused")
    approved = step(store, approve, meeting_id, LATER, None)
    before = detail(store, meeting_id)
    for one in (wrote, excused):
        with pytest.raises(UserError) as error:
            store.undo(one)
        assert error.value.message == LOCKED
    assert detail(store, meeting_id) == before
    store.undo(noted)  # the principal's own notes are no part of the minutes
    assert is_unchanged(detail(store, meeting_id))
    store.undo(approved)
    store.undo(wrote)
    assert detail(store, meeting_id).items[0].decision == ""
    assert not detail(store, meeting_id).is_locked


def test_only_the_newest_approval_is_undone(store: Store, school: MeetingSchool) -> None:
    (first, _), (second, _) = held(store, school.su, FIRST), held(store, school.su, SECOND)
    other, _ = held(store, school.fau, SECOND)
    old = step(store, approve, first, LATER, None)
    new = step(store, approve, second, LATER, None)
    step(store, approve, other, LATER, None)
    with pytest.raises(UserError) as error:
        store.undo(old)
    assert error.value.message == NEWER_APPROVED
    store.undo(new)
    store.undo(old)
    assert not detail(store, first).is_locked
    assert detail(store, other).is_locked


def test_an_approval_does_not_come_back_over_another_text(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su, FIRST)
    step(store, approve, meeting_id, LATER, None)
    taken_back = step(store, take_back_approval, meeting_id)
    changed = step(store, set_item, item_id, "decision", "Noe annet.")
    with pytest.raises(UserError) as error:
        store.undo(taken_back)
    assert error.value.message == LOCKED
    store.undo(changed)
    store.undo(taken_back)
    assert detail(store, meeting_id).is_locked
    assert is_unchanged(detail(store, meeting_id))


def test_a_case_of_approved_minutes_is_not_undone_with_them(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su, held_on=FIRST)
    added = step(store, lambda session: add_item(session, meeting_id, title="Orientering"))
    item_id = detail(store, meeting_id).items[0].id
    step(store, set_item, item_id, "discussion", "Rektor orienterte.")
    step(store, approve, meeting_id, LATER, None)
    for together in (False, True):
        with pytest.raises(KeepsItsPlace):  # it has its number since the approval
            store.undo(added, together=together)
    assert detail(store, meeting_id).items[0].discussion == "Rektor orienterte."
