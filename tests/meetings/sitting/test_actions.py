"""Who shall do what until when: as it is typed at a meeting, changed, done?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from app.contacts.commands import add_staff
from app.core.errors import UserError
from app.meetings.actions import (
    add_action,
    finish_action,
    remove_action,
    reopen_action,
    set_action,
    understood,
)
from app.meetings.agenda import add_item
from app.meetings.commands import cancel_meeting
from app.meetings.queries import action_points
from app.meetings.rows import ActionRow
from app.meetings.rules.typed_action import Typed
from app.meetings.sitting import add_guest, begin
from db.store import Store
from tests.conftest import Clock
from tests.factories import person
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did, known


@pytest.fixture
def meeting(store: Store, school: MeetingSchool) -> int:
    """A meeting of SU on Thursday 12 November that has begun, and the next one on 14 January."""
    meeting_id = a_meeting(store, school.su)
    a_meeting(store, school.su, held_on=date(2027, 1, 14))
    did(store, lambda session: add_item(session, meeting_id, title="Gangfelt"))
    did(store, begin, meeting_id, time(18))
    return meeting_id


def typed(store: Store, meeting_id: int, line: str, **more: Any) -> ActionRow:
    found = detail(store, meeting_id)
    did(store, lambda session: add_action(session, meeting_id, found.items[0].id, line, **more))
    return detail(store, meeting_id).actions[-1]


def refused(store: Store, command: Callable[..., object], *args: Any) -> UserError:
    with pytest.raises(UserError) as error:
        did(store, command, *args)
    return error.value


def test_a_line_becomes_who_what_and_when(store: Store, school: MeetingSchool, meeting: int) -> None:
    row = typed(store, meeting, "Ringe kommunen – Vera Olsen – 20.11.")
    assert (row.what, row.owner_name, row.owner_id, row.due, row.kind) == (
        "Ringe kommunen",
        "Vera Olsen",
        school["Vera Olsen"],
        date(2026, 11, 20),
        "task",
    )
    assert row.agenda_item_id == detail(store, meeting).items[0].id


def test_members_chairs_of_other_bodies_and_staff_are_known_by_first_name(
    store: Store, school: MeetingSchool, meeting: int
) -> None:
    assert typed(store, meeting, "Skrive brev @Berit").owner_id == school["Berit Lunde"]  # leads FAU, sits in SU
    assert typed(store, meeting, "Skrive brev @Une").owner_id == school["Une Bakken"]  # a deputy
    assert typed(store, meeting, "Skrive brev @Trine").owner_id == school["Trine Moe"]  # works here
    assert typed(store, meeting, "Skrive brev @Stein").owner == "Stein"  # a parent without any office
    did(store, lambda session: add_guest(session, meeting, person_id=school["Stein Aune"]))
    assert typed(store, meeting, "Skrive brev @Stein").owner_id == school["Stein Aune"]


def test_two_of_a_name_stay_words(store: Store, school: MeetingSchool, meeting: int) -> None:
    assert typed(store, meeting, "Ringe kommunen @Mari").owner_id == school["Mari Haug"]
    did(store, add_staff, person("Mari Lund"), "lærer")
    row = typed(store, meeting, "Ringe kommunen @Mari")
    assert (row.owner_id, row.owner, row.owner_name) == (None, "Mari", "Mari")
    assert typed(store, meeting, "Ringe kommunen @Mari H").owner_id == school["Mari Haug"]


def test_the_next_meeting_is_the_bodys_own(store: Store, school: MeetingSchool, meeting: int) -> None:
    a_meeting(store, school.fau, held_on=date(2026, 11, 19))
    assert typed(store, meeting, "Ringe kommunen til neste møte").due == date(2027, 1, 14)
    coming = a_meeting(store, school.su, held_on=date(2026, 12, 10))
    assert typed(store, meeting, "Ringe kommunen til neste møte").due == date(2026, 12, 10)
    did(store, cancel_meeting, coming, "", date(2026, 12, 1))
    assert typed(store, meeting, "Ringe kommunen til neste møte").due == date(2027, 1, 14)


def test_what_the_principal_shall_do_is_a_request(store: Store, school: MeetingSchool, meeting: int) -> None:
    assert typed(store, meeting, "Be om mer lys i skolegården – rektor – 1.12.").kind == "request"
    assert typed(store, meeting, "Rektor: svare kommunen", kind="task").kind == "task"


def test_a_line_is_shown_as_it_is_understood_before_it_is_written(
    store: Store, school: MeetingSchool, meeting: int
) -> None:
    found = known(store, understood, meeting, "Ringe kommunen @Mari innen fredag")
    assert found == Typed("Ringe kommunen", school["Mari Haug"], "", date(2026, 11, 13))
    assert detail(store, meeting).actions == ()


def test_an_empty_line_or_a_fodselsnummer_is_refused(store: Store, meeting: int) -> None:
    assert refused(store, add_action, meeting, None, "  ").field == "what"
    assert refused(store, add_action, meeting, None, "Ringe 01010750160").field == "what"
    assert refused(store, add_action, meeting, None, "x" * 401).field == "what"


def test_each_fact_can_be_changed(store: Store, school: MeetingSchool, clock: Clock, meeting: int) -> None:
    clock.set(datetime(2026, 11, 16, 9))
    one = typed(store, meeting, "Ringe kommunen").id

    def row() -> ActionRow:
        return detail(store, meeting).actions[0]

    did(store, set_action, one, "what", "Skrive til kommunen")
    did(store, set_action, one, "due", "fredag")
    assert (row().what, row().due) == ("Skrive til kommunen", date(2026, 11, 20))
    did(store, set_action, one, "due", "15.11.2026")
    assert row().due == date(2026, 11, 15)
    did(store, set_action, one, "due", "")
    did(store, set_action, one, "owner", "mari haug")
    assert (row().due, row().owner_id, row().owner) == (None, school["Mari Haug"], "")
    did(store, set_action, one, "owner", "Arbeidsgruppa")
    assert (row().owner_id, row().owner) == (None, "Arbeidsgruppa")
    did(store, set_action, one, "owner_id", str(school["Une Bakken"]))
    assert (row().owner_id, row().owner) == (school["Une Bakken"], "")
    did(store, set_action, one, "owner_id", "")
    did(store, set_action, one, "kind", "request")
    assert (row().owner_id, row().kind) == (None, "request")
    assert refused(store, set_action, one, "kind", "wish").field == "kind"
    assert refused(store, set_action, one, "due", "snart").field == "due"
    assert refused(store, set_action, one, "what", "").field == "what"


def test_it_is_open_until_it_is_done(store: Store, meeting: int) -> None:
    one = typed(store, meeting, "Ringe kommunen").id
    assert [row.id for row in known(store, action_points)] == [one]
    assert refused(store, finish_action, one, date(2026, 11, 11)).field == "done_on"
    did(store, finish_action, one, date(2026, 11, 20), "Ringte. De maler i mars.")
    assert known(store, action_points) == ()
    did(store, reopen_action, one)
    assert [(row.done_on, row.done_note) for row in known(store, action_points)] == [(None, "Ringte. De maler i mars.")]
    did(store, remove_action, one)
    assert detail(store, meeting).actions == ()
