"""Who is on the list of a meeting once offices have changed, and can a body vote nobody is known to sit in?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from app.bodies.commands import add_body
from app.bodies.offices import appoint
from app.core.errors import UserError
from app.meetings.agenda import add_item, close
from app.meetings.rows import AttendanceRow
from app.meetings.sitting import (
    add_guest,
    begin,
    disqualify,
    put_in_deputy,
    refresh_attendance,
    set_attended,
    set_votes,
    vote_by_name,
)
from app.meetings.states import ItemState, item_states
from db.models import Office
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did, known

LEFT = date(2026, 10, 1)


def refused(store: Store, command: Callable[..., object], *args: Any, **more: Any) -> UserError:
    with pytest.raises(UserError) as error:
        did(store, command, *args, **more)
    return error.value


def rows(store: Store, meeting_id: int, name: str) -> list[AttendanceRow]:
    return [row for row in detail(store, meeting_id).attendance if row.name == name]


def state(store: Store, meeting_id: int) -> ItemState:
    found = detail(store, meeting_id)
    return known(store, lambda session: item_states(session, found, "nb"))[found.items[0].id]


def with_case(store: Store, *bodies: int, kind: str = "decision") -> tuple[int, int]:
    meeting_id = a_meeting(store, *bodies)
    return meeting_id, did(store, lambda session: add_item(session, meeting_id, title="Sak", kind=kind))


def leaves(store: Store, body_id: int, person_id: int) -> None:
    with store.change("Left") as session:
        for office in session.scalars(
            select(Office).where(Office.body_id == body_id, Office.person_id == person_id, Office.role != "deputy")
        ):
            office.valid_to = LEFT


def elected(store: Store, school: MeetingSchool, name: str, class_name: str, seat_id: int | None) -> None:
    def choose(session: Any) -> object:
        return appoint(
            session,
            school.fau,
            school[name],
            seat_id=seat_id,
            class_id=school.classes[class_name],
            valid_from=LEFT.replace(day=2),
        )

    did(store, choose)


# -- the list after an election --------------------------------------------------------------------------------------


def test_who_excused_themselves_and_stepped_down_since_counts_no_more(store: Store, school: MeetingSchool) -> None:
    meeting_id, _ = with_case(store, school.fau)
    did(store, refresh_attendance, meeting_id)
    cato = rows(store, meeting_id, "Cato Dale")[0]
    did(store, set_attended, cato.id, "excused")
    leaves(store, school.fau, school["Cato Dale"])
    elected(store, school, "Else Eide", "7A", cato.seat_id)
    did(store, begin, meeting_id, time(18))
    found = state(store, meeting_id)
    assert (found.members, found.present, found.entitled) == (3, 3, 3)


def test_a_secretary_without_a_seat_who_stepped_down_is_taken_off(store: Store, school: MeetingSchool) -> None:
    with store.change("A secretary from outside") as session:
        appoint(session, school.fau, school["Trine Moe"], role="secretary", valid_from=date(2026, 8, 25))
    meeting_id, _ = with_case(store, school.fau)
    did(store, refresh_attendance, meeting_id)
    assert rows(store, meeting_id, "Trine Moe")
    leaves(store, school.fau, school["Trine Moe"])
    did(store, refresh_attendance, meeting_id)
    assert not rows(store, meeting_id, "Trine Moe")


def test_a_guest_who_was_elected_since_is_on_the_list_once(store: Store, school: MeetingSchool) -> None:
    meeting_id, _ = with_case(store, school.fau)
    did(store, refresh_attendance, meeting_id)
    did(store, add_guest, meeting_id, person_id=school["Else Eide"])
    seat_id = rows(store, meeting_id, "Cato Dale")[0].seat_id
    leaves(store, school.fau, school["Cato Dale"])
    elected(store, school, "Else Eide", "7A", seat_id)
    did(store, begin, meeting_id, time(18))
    assert [(row.capacity, row.has_vote) for row in rows(store, meeting_id, "Else Eide")] == [("member", True)]


def test_a_guest_who_is_put_in_for_a_member_is_on_the_list_once(store: Store, school: MeetingSchool) -> None:
    meeting_id, _ = with_case(store, school.fau)
    did(store, begin, meeting_id, time(18))
    did(store, add_guest, meeting_id, person_id=school["Une Bakken"])
    cato = rows(store, meeting_id, "Cato Dale")[0]
    did(store, set_attended, cato.id, "excused")
    did(store, put_in_deputy, cato.id, school["Une Bakken"])
    assert [(row.capacity, row.stands_in_for_id) for row in rows(store, meeting_id, "Une Bakken")] == [
        ("deputy", cato.id)
    ]


# -- a body nobody is known to sit in --------------------------------------------------------------------------------


def test_a_body_whose_members_are_not_registered_can_count_hands(store: Store) -> None:
    board = did(store, add_body, "committee")
    meeting_id, case = with_case(store, board)
    did(store, begin, meeting_id, time(18))
    did(store, set_votes, case, 4, 2, 0)
    found = state(store, meeting_id)
    assert not found.known
    assert found.findings == ()
    assert detail(store, meeting_id).items[0].votes_for == 4


def test_a_deputy_who_listens_makes_nobody_a_member(store: Store, school: MeetingSchool) -> None:
    board = did(store, add_body, "committee")
    meeting_id, case = with_case(store, board)
    did(store, begin, meeting_id, time(18))
    did(store, add_guest, meeting_id, person_id=school["Trine Moe"], capacity="deputy")
    did(store, set_votes, case, 4, 2, 0)
    assert not state(store, meeting_id).known


def test_seats_that_are_vacant_are_nobody_in_the_quorum(store: Store, school: MeetingSchool) -> None:
    leaves(store, school.su, school["Vera Olsen"])
    meeting_id, _ = with_case(store, school.su)
    did(store, begin, meeting_id, time(18))
    found = state(store, meeting_id)
    assert (found.members, found.needed) == (8, 4)


# -- the vote of the chair -------------------------------------------------------------------------------------------


def test_by_name_the_casting_vote_is_the_chairs_own(store: Store, school: MeetingSchool) -> None:
    meeting_id, case = with_case(store, school.su)
    did(store, begin, meeting_id, time(18))
    did(store, set_attended, rows(store, meeting_id, "Vera Olsen")[0].id, "absent")
    voters = list(state(store, meeting_id).votes)
    votes = {one: "for" if at < 4 else "against" for at, one in enumerate(voters)}
    chair = rows(store, meeting_id, "Cato Dale")[0].id
    assert votes[chair] == "for"
    error = refused(store, vote_by_name, case, votes, "against")
    assert (error.field, error.message) == (
        "casting_vote",
        "The chair voted otherwise, and it is that vote that decides.",
    )
    did(store, vote_by_name, case, votes, "for")
    assert detail(store, meeting_id).items[0].casting_vote == "for"


def test_where_the_chair_is_disqualified_another_one_leads_and_decides(store: Store, school: MeetingSchool) -> None:
    meeting_id, case = with_case(store, school.su)
    did(store, begin, meeting_id, time(18))
    did(store, disqualify, case, rows(store, meeting_id, "Cato Dale")[0].id, "fvl. § 6")
    voters = list(state(store, meeting_id).votes)
    did(store, vote_by_name, case, {one: "for" if at < 4 else "against" for at, one in enumerate(voters)}, "against")
    assert detail(store, meeting_id).items[0].casting_vote == "against"


def test_double_votes_by_name_fall_away_with_a_parent_who_is_disqualified(store: Store, school: MeetingSchool) -> None:
    meeting_id, case = with_case(store, school.smu)
    did(store, begin, meeting_id, time(18))
    did(store, close, case, "pupils_leave", "")
    did(store, disqualify, case, rows(store, meeting_id, "Heidi Ulvund")[0].id, "fvl. § 6")
    found = state(store, meeting_id)
    assert (found.votes_by_side["parents"], found.entitled) == (4, 9)
    did(store, vote_by_name, case, dict.fromkeys(found.votes, "for"))
    assert detail(store, meeting_id).items[0].votes_for == 9


def test_a_deputy_who_is_disqualified_too_gives_way_to_the_next(store: Store, school: MeetingSchool) -> None:
    meeting_id, case = with_case(store, school.su)
    did(store, begin, meeting_id, time(18))
    member = rows(store, meeting_id, "Per Aune")[0]
    did(store, set_attended, member.id, "excused")
    did(store, put_in_deputy, member.id, school["Gunn Fjeld"])
    first = rows(store, meeting_id, "Gunn Fjeld")[0]
    did(store, disqualify, case, first.id, "fvl. § 6")
    assert state(store, meeting_id).entitled == 8
    did(store, put_in_deputy, first.id, school["Dag Tveiten"])
    found = state(store, meeting_id)
    assert found.entitled == 9
    assert rows(store, meeting_id, "Dag Tveiten")[0].id in found.taking_part
    did(store, put_in_deputy, member.id, None)
    assert not rows(store, meeting_id, "Dag Tveiten")
