"""What does the secretary do while a meeting is held, and what is refused?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.bodies.commands import set_body
from app.bodies.offices import appoint
from app.core.errors import UserError
from app.meetings.agenda import add_item, close, move_item
from app.meetings.commands import cancel_meeting
from app.meetings.rows import AttendanceRow, ItemRow
from app.meetings.seating import DeputyAtHand, deputies_for
from app.meetings.sitting import (
    add_guest,
    begin,
    came_before,
    disqualify,
    end,
    follow_on,
    left_after,
    put_in_deputy,
    refresh_attendance,
    remove_guest,
    set_attended,
    set_away,
    set_balloting,
    set_votes,
    treat,
    vote_by_name,
)
from app.meetings.states import ItemState, item_states, sitters
from db.models import Attendance, Office
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import EVENING, SINCE, MeetingSchool, a_meeting, detail, did, known


def begun(store: Store, *bodies: int, items: int = 3, kind: str = "decision", **more: Any) -> int:
    """Plan and begin a meeting with some cases; returns its id."""
    meeting_id = a_meeting(store, *bodies, **more)
    for number in range(1, items + 1):
        an_item(store, meeting_id, title=f"Sak {number}", kind=kind)
    did(store, begin, meeting_id, time(18, 5))
    return meeting_id


def an_item(store: Store, meeting_id: int, *, title: str, **facts: Any) -> int:
    """Add a case; returns its id."""
    return did(store, lambda session: add_item(session, meeting_id, title=title, **facts))


def items(store: Store, meeting_id: int) -> tuple[ItemRow, ...]:
    return detail(store, meeting_id).items


def on_list(store: Store, meeting_id: int) -> list[str]:
    return [row.name for row in detail(store, meeting_id).attendance]


def row_of(store: Store, meeting_id: int, name: str, body_id: int | None = None) -> AttendanceRow:
    return next(
        row
        for row in detail(store, meeting_id).attendance
        if row.name == name and (body_id is None or row.body_id == body_id)
    )


def state(store: Store, meeting_id: int, at: int = 0) -> ItemState:
    found = detail(store, meeting_id)
    return known(store, lambda session: item_states(session, found, "nb"))[found.items[at].id]


def away(store: Store, meeting_id: int, name: str) -> list[int]:
    """Return which cases (from 0) somebody is out of."""
    row = row_of(store, meeting_id, name)
    return [
        at
        for at, item in enumerate(items(store, meeting_id))
        if any(one.attendance_id == row.id for one in item.absences)
    ]


def refused(store: Store, command: Callable[..., object], *args: Any, **more: Any) -> UserError:
    with pytest.raises(UserError) as error:
        did(store, command, *args, **more)
    return error.value


def test_a_meeting_begins_with_everybody_who_has_a_seat_as_present(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    found = detail(store, meeting_id)
    assert found.row.opened_at == time(18, 5)
    assert [item.number for item in found.items] == [1, 2, 3]
    assert [(row.name, row.constituency) for row in found.attendance] == [
        ("Berit Lunde", "parents"),  # sits here because she leads FAU
        ("Cato Dale", "parents"),
        ("Per Aune", "pupils"),
        ("Alma Sollid", "pupils"),
        ("Mari Haug", "teachers"),
        ("Nils Iversen", "teachers"),
        ("Rune Lie", "other_staff"),
        ("Siv Krogh", "municipality"),
        ("Vera Olsen", "municipality"),
    ]
    assert {(row.capacity, row.attended, row.is_member, row.has_vote) for row in found.attendance} == {
        ("member", "present", True, True)
    }


def test_it_begins_now_where_nobody_says_when(store: Store, school: MeetingSchool, clock: Clock) -> None:
    clock.set(datetime(2026, 11, 12, 18, 2, 40))
    meeting_id = a_meeting(store, school.su)
    did(store, begin, meeting_id)
    assert detail(store, meeting_id).row.opened_at == time(18, 2)


def test_a_cancelled_meeting_does_not_begin(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su)
    did(store, cancel_meeting, meeting_id, "sykdom", date(2026, 11, 10))
    assert refused(store, begin, meeting_id).message == "The meeting is cancelled."


def test_the_class_of_a_representative_is_kept(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.fau)
    assert [(row.name, row.class_name) for row in detail(store, meeting_id).attendance] == [
        ("Berit Lunde", "5A"),
        ("Bente Sollid", "6A"),
        ("Cato Dale", "7A"),
    ]


def test_who_sits_in_two_bodies_has_a_row_for_each_and_is_shown_once(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su, school.smu)
    found = detail(store, meeting_id)
    assert len(found.attendance) == 9 + 11
    shown = sitters(found)
    assert len(shown) == 11
    assert [one.first.name for one in shown][:2] == ["Berit Lunde", "Cato Dale"]
    assert shown[0].bodies == (school.su, school.smu)
    assert [one.bodies for one in shown if one.first.name in ("Heidi Ulvund", "Dina Myhre")] == [(school.smu,)] * 2
    did(store, set_attended, shown[0].first.id, "excused")
    assert {row.attended for row in detail(store, meeting_id).attendance if row.name == "Berit Lunde"} == {"excused"}


def test_who_was_chosen_since_comes_on_and_who_left_goes_unless_spoken_of(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    an_item(store, meeting_id, title="Sak", kind="decision")
    did(store, refresh_attendance, meeting_id)
    with store.change("Others were chosen") as session:
        for row in session.query(Office).filter(Office.body_id == school.fau, Office.role != "deputy"):
            if row.person_id in (school["Bente Sollid"], school["Cato Dale"]):
                row.valid_to = date(2026, 10, 1)
    did(store, set_attended, row_of(store, meeting_id, "Cato Dale").id, "excused")
    seat = row_of(store, meeting_id, "Bente Sollid")
    did(
        store,
        lambda session: appoint(
            session,
            school.fau,
            school["Vidar Rismoen"],
            seat_id=seat.seat_id,
            class_id=school.classes["6A"],
            valid_from=date(2026, 10, 2),
        ),
    )
    did(store, refresh_attendance, meeting_id)
    assert sorted(on_list(store, meeting_id)) == ["Berit Lunde", "Cato Dale", "Vidar Rismoen"]


# -- deputies --------------------------------------------------------------------------------------------------------


def at_hand(store: Store, meeting_id: int, name: str, body_id: int | None = None) -> list[tuple[str, bool, bool]]:
    row = row_of(store, meeting_id, name, body_id)

    def ask(session: Session) -> tuple[DeputyAtHand, ...]:
        return deputies_for(session, session.get_one(Attendance, row.id))

    return [(one.name, one.is_personal, one.taken) for one in known(store, ask)]


def test_a_personal_deputy_is_proposed_for_their_own_member_alone(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    assert at_hand(store, meeting_id, "Berit Lunde") == [("Frode Myhre", True, False)]
    assert at_hand(store, meeting_id, "Cato Dale") == [("Une Bakken", True, False)]


def test_ranked_deputies_are_proposed_in_order_without_those_who_sit(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    did(store, put_in_deputy, row_of(store, meeting_id, "Per Aune").id, school["Gunn Fjeld"])
    assert at_hand(store, meeting_id, "Alma Sollid") == [("Gunn Fjeld", False, True), ("Dag Tveiten", False, False)]
    assert at_hand(store, meeting_id, "Per Aune") == [("Gunn Fjeld", False, False), ("Dag Tveiten", False, False)]
    assert refused(
        store, put_in_deputy, row_of(store, meeting_id, "Alma Sollid").id, school["Gunn Fjeld"]
    ).message.startswith("They stand in for somebody else")


def test_a_deputy_takes_over_what_the_member_was(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    member = row_of(store, meeting_id, "Per Aune")
    did(store, set_attended, member.id, "excused")
    did(store, put_in_deputy, member.id, school["Gunn Fjeld"])
    deputy = row_of(store, meeting_id, "Gunn Fjeld")
    assert (deputy.capacity, deputy.constituency, deputy.stands_in_for_id) == ("deputy", "pupils", member.id)
    assert on_list(store, meeting_id).index("Gunn Fjeld") == on_list(store, meeting_id).index("Per Aune") + 1
    found = state(store, meeting_id)
    assert (found.present, found.members, found.needed, found.entitled, found.quorate) == (9, 9, 5, 9, True)
    assert deputy.id in found.taking_part
    did(store, set_attended, member.id, "present")
    assert deputy.id not in state(store, meeting_id).taking_part
    did(store, put_in_deputy, member.id, None)
    assert "Gunn Fjeld" not in on_list(store, meeting_id)


def test_a_deputy_sits_only_while_the_member_is_out(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    member = row_of(store, meeting_id, "Cato Dale")
    did(store, put_in_deputy, member.id, school["Une Bakken"])
    did(store, disqualify, items(store, meeting_id)[1].id, member.id, "fvl. § 6 første ledd bokstav b")
    deputy = row_of(store, meeting_id, "Une Bakken")
    assert [deputy.id in state(store, meeting_id, at).taking_part for at in range(3)] == [False, True, False]
    assert [member.id in state(store, meeting_id, at).taking_part for at in range(3)] == [True, False, True]
    assert state(store, meeting_id, 1).out == (member.id,)


def test_a_member_cannot_be_deputy_of_another_one(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    error = refused(store, put_in_deputy, row_of(store, meeting_id, "Per Aune").id, school["Alma Sollid"])
    assert (error.field, error.message[:27]) == ("deputy", "They sit in this body alrea")


def test_a_deputy_who_listens_may_be_put_in(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    did(store, add_guest, meeting_id, person_id=school["Une Bakken"], capacity="deputy")
    assert state(store, meeting_id).entitled == 9
    did(store, put_in_deputy, row_of(store, meeting_id, "Cato Dale").id, school["Une Bakken"])
    assert on_list(store, meeting_id).count("Une Bakken") == 1


# -- guests ----------------------------------------------------------------------------------------------------------


def test_a_guest_is_words_or_a_person_and_votes_in_nothing(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    did(store, add_guest, meeting_id, guest="Skoleruteplanlegger fra kommunen")
    did(store, add_guest, meeting_id, person_id=school["Trine Moe"], capacity="right_to_attend")
    assert on_list(store, meeting_id)[-2:] == ["Skoleruteplanlegger fra kommunen", "Trine Moe"]
    assert state(store, meeting_id).entitled == 9
    again = refused(store, add_guest, meeting_id, person_id=school["Trine Moe"], capacity="right_to_attend")
    assert again.message == "They are on the list of this meeting already."
    assert refused(store, add_guest, meeting_id).field == "guest"
    did(store, remove_guest, row_of(store, meeting_id, "Trine Moe").id)
    assert "Trine Moe" not in on_list(store, meeting_id)
    assert refused(store, remove_guest, row_of(store, meeting_id, "Vera Olsen").id).message.startswith("Who has a seat")


# -- came and left ---------------------------------------------------------------------------------------------------


def test_who_comes_late_missed_what_was_before(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    row = row_of(store, meeting_id, "Cato Dale")
    did(store, set_attended, row.id, "absent")
    did(store, came_before, items(store, meeting_id)[2].id, row.id)
    assert row_of(store, meeting_id, "Cato Dale").attended == "present"
    assert away(store, meeting_id, "Cato Dale") == [0, 1]


def test_who_leaves_is_out_of_the_rest_and_may_come_back(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su, items=5)
    row = row_of(store, meeting_id, "Cato Dale")
    did(store, left_after, items(store, meeting_id)[0].id, row.id)
    assert away(store, meeting_id, "Cato Dale") == [1, 2, 3, 4]
    did(store, came_before, items(store, meeting_id)[3].id, row.id)
    assert away(store, meeting_id, "Cato Dale") == [1, 2]
    did(store, set_away, items(store, meeting_id)[1].id, row.id, False)
    assert away(store, meeting_id, "Cato Dale") == [2]


def test_to_leave_does_not_undo_that_somebody_was_disqualified(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    row = row_of(store, meeting_id, "Cato Dale")
    did(store, disqualify, items(store, meeting_id)[2].id, row.id, "fvl. § 6")
    did(store, left_after, items(store, meeting_id)[0].id, row.id)
    did(store, came_before, items(store, meeting_id)[1].id, row.id)
    assert [one.because for one in items(store, meeting_id)[2].absences] == ["disqualified"]
    did(store, disqualify, items(store, meeting_id)[2].id, row.id, None)
    assert away(store, meeting_id, "Cato Dale") == []
    assert refused(store, disqualify, items(store, meeting_id)[2].id, row.id, " ").field == "provision"


def test_a_case_added_at_the_end_is_without_those_who_have_left(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su, items=2)
    did(store, left_after, items(store, meeting_id)[0].id, row_of(store, meeting_id, "Cato Dale").id)
    added = an_item(store, meeting_id, title="Ny sak")
    did(store, follow_on, added)
    assert away(store, meeting_id, "Cato Dale") == [1, 2]
    did(store, move_item, added, 0)  # what is said of a case goes with it
    assert away(store, meeting_id, "Cato Dale") == [0, 2]


def test_who_is_out_is_out_of_both_bodies(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su, school.smu)
    row = row_of(store, meeting_id, "Cato Dale", school.smu)
    did(store, left_after, items(store, meeting_id)[0].id, row.id)
    assert len(items(store, meeting_id)[1].absences) == 2


# -- votes -----------------------------------------------------------------------------------------------------------


def test_votes_must_be_as_many_as_may_be_given(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    item_id = items(store, meeting_id)[0].id
    error = refused(store, set_votes, item_id, 5, 3, 0)
    assert (error.field, error.values) == ("votes_for", {"given": 8, "entitled": 9})
    did(store, set_votes, item_id, 5, 3, 1)
    found = items(store, meeting_id)[0]
    assert (found.balloting, found.votes_for, found.votes_against, found.votes_blank) == ("counted", 5, 3, 1)
    assert state(store, meeting_id).findings == ()
    did(store, set_attended, row_of(store, meeting_id, "Vera Olsen").id, "absent")
    assert [one.values for one in state(store, meeting_id).findings] == [{"given": 9, "entitled": 8}]
    did(store, set_votes, item_id, None, None, None)
    assert items(store, meeting_id)[0].balloting == ""


def test_the_casting_vote_decides_a_tie_and_nothing_else(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    did(store, set_attended, row_of(store, meeting_id, "Vera Olsen").id, "absent")
    first, second, _ = (item.id for item in items(store, meeting_id))
    did(store, set_votes, first, 4, 4, 0)
    assert [one.msgid for one in state(store, meeting_id).findings] == [
        "The votes are equal. The vote of the chair of the meeting decides."
    ]
    did(store, set_votes, first, 4, 4, 0, "against")
    assert items(store, meeting_id)[0].casting_vote == "against"
    assert state(store, meeting_id).findings == ()
    assert refused(store, set_votes, second, 5, 3, 0, "for").field == "casting_vote"
    did(store, set_body, school.su, "casting_vote", False)
    assert refused(store, set_votes, second, 4, 4, 0, "for").message == "The chair has no casting vote in this body."


def test_there_is_no_casting_vote_in_an_election(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su, kind="election")
    did(store, set_attended, row_of(store, meeting_id, "Vera Olsen").id, "absent")
    item_id = items(store, meeting_id)[0].id
    assert refused(store, set_votes, item_id, 4, 4, 0, "for").message.startswith("There is no casting vote in an elect")
    did(store, set_votes, item_id, 4, 4, 0)
    assert [one.msgid for one in state(store, meeting_id).findings] == [
        "The votes are equal. In an election lots are drawn."
    ]


def test_nothing_is_unanimous_until_the_secretary_says_so(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    item_id = items(store, meeting_id)[0].id
    did(store, set_votes, item_id, 9, 0, 0)
    assert items(store, meeting_id)[0].balloting == "counted"
    did(store, set_balloting, item_id, "unanimous")
    found = items(store, meeting_id)[0]
    assert (found.balloting, found.votes_for) == ("unanimous", None)
    assert refused(store, set_balloting, item_id, "counted").field == "balloting"


def test_votes_by_name_are_everybodys_and_nobody_elses(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    item_id = items(store, meeting_id)[0].id
    voters = {row.id: "for" for row in detail(store, meeting_id).attendance}
    guest = did(store, add_guest, meeting_id, guest="Gjest")
    assert refused(store, vote_by_name, item_id, {**voters, guest: "for"}).field == "votes"
    some = dict(list(voters.items())[:7])
    assert refused(store, vote_by_name, item_id, some).values == {"missing": 2}
    against = row_of(store, meeting_id, "Vera Olsen").id
    did(store, vote_by_name, item_id, {**voters, against: "against"})
    found = items(store, meeting_id)[0]
    assert (found.votes_for, found.votes_against, found.votes_blank, len(found.votes)) == (8, 1, 0, 9)
    assert state(store, meeting_id).findings == ()
    did(store, set_votes, item_id, 8, 1, 0)
    assert items(store, meeting_id)[0].votes == ()
    did(store, vote_by_name, item_id, voters)
    did(store, vote_by_name, item_id, {})
    assert (items(store, meeting_id)[0].votes, items(store, meeting_id)[0].balloting) == ((), "")


def test_a_deputy_who_voted_by_name_is_not_taken_off(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    member = row_of(store, meeting_id, "Cato Dale")
    did(store, set_attended, member.id, "excused")
    did(store, put_in_deputy, member.id, school["Une Bakken"])
    found = state(store, meeting_id)
    did(store, vote_by_name, items(store, meeting_id)[0].id, dict.fromkeys(found.votes, "for"))
    assert refused(store, put_in_deputy, member.id, None).message.startswith("They have voted by name")


def test_nobody_votes_before_it_is_said_who_is_there(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su)
    item_id = an_item(store, meeting_id, title="Sak", kind="decision")
    assert refused(store, set_votes, item_id, 5, 4, 0).message.startswith("Say first who attends")
    assert not state(store, meeting_id).known


def test_a_parents_meeting_counts_hands(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, kind="parents", school_class_id=school.classes["5A"])
    item_id = an_item(store, meeting_id, title="Valg", kind="election")
    did(store, begin, meeting_id, time(18))
    did(store, set_votes, item_id, 14, 2, 3)
    assert items(store, meeting_id)[0].votes_for == 14
    assert state(store, meeting_id).quorate


# -- pupils out ------------------------------------------------------------------------------------------------------


def test_the_parents_of_smu_have_double_votes_while_the_pupils_are_out(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.smu)
    did(store, close, items(store, meeting_id)[1].id, "pupils_leave", "")
    open_one, alone = state(store, meeting_id, 0), state(store, meeting_id, 1)
    assert (open_one.entitled, open_one.votes_by_side) == (11, {"parents": 3, "pupils": 3, "staff": 3, "others": 2})
    assert (alone.entitled, alone.votes_by_side) == (11, {"parents": 6, "pupils": 0, "staff": 3, "others": 2})
    pupils = [row.id for row in detail(store, meeting_id).attendance if row.constituency == "pupils"]
    assert sorted(alone.out) == sorted(pupils)
    assert (alone.present, alone.members, alone.needed, alone.quorate) == (8, 11, 6, True)
    assert alone.findings == ()
    did(store, set_votes, items(store, meeting_id)[1].id, 6, 5, 0)
    parents = [row.id for row in detail(store, meeting_id).attendance if row.constituency == "parents"]
    by_name = {one: "against" if one in parents else "for" for one in alone.votes}
    did(store, vote_by_name, items(store, meeting_id)[1].id, by_name)
    assert (items(store, meeting_id)[1].votes_for, items(store, meeting_id)[1].votes_against) == (5, 6)


def test_extra_parents_sit_where_that_is_the_rule(store: Store, school: MeetingSchool) -> None:
    did(store, set_body, school.smu, "pupils_out", "extra_members")
    meeting_id = begun(store, school.smu)
    item_id = items(store, meeting_id)[1].id
    did(store, close, item_id, "closed", "offl. § 13, jf. fvl. § 13")
    assert state(store, meeting_id, 1).entitled == 8
    assert [one.values for one in state(store, meeting_id, 1).findings] == [
        {"part": 3, "whole": 8},
        {"wanted": 3, "here": 0},
    ]
    for name in ("Une Bakken", "Frode Myhre", "Randi Qvale", "Eva Myhre"):
        did(store, add_guest, meeting_id, person_id=school[name], capacity="extra")
    found = state(store, meeting_id, 1)
    assert (found.entitled, found.votes_by_side["parents"], found.findings) == (11, 6, ())  # three for three pupils
    assert state(store, meeting_id, 0).entitled == 11
    assert row_of(store, meeting_id, "Une Bakken").id not in state(store, meeting_id, 0).taking_part


def test_su_loses_the_votes_of_the_pupils_without_a_rule(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    did(store, close, items(store, meeting_id)[0].id, "pupils_leave", "")
    assert state(store, meeting_id).entitled == 7


# -- quorum and combined meetings ------------------------------------------------------------------------------------


def test_too_few_are_told_case_by_case_where_something_is_decided(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.fau, items=2)
    told = an_item(store, meeting_id, title="Orientering", kind="information")
    rows = detail(store, meeting_id).attendance
    did(store, left_after, items(store, meeting_id)[0].id, rows[0].id)
    assert state(store, meeting_id, 0).quorate
    assert state(store, meeting_id, 1).quorate  # two of three are two thirds
    did(store, set_away, items(store, meeting_id)[1].id, rows[1].id, True)
    found = state(store, meeting_id, 1)
    assert not found.quorate
    assert [(one.msgid[:12], one.values) for one in found.findings] == [
        ("Not quorate:", {"present": 1, "members": 3, "needed": 2})
    ]
    did(store, follow_on, told)
    assert not state(store, meeting_id, 2).quorate
    assert state(store, meeting_id, 2).findings == ()  # nothing is decided there


def test_each_body_votes_over_its_own_cases(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su, school.smu)
    an_item(store, meeting_id, title="Budsjett", kind="decision", body_id=school.su)
    an_item(store, meeting_id, title="Skolemiljø", kind="decision", body_id=school.smu)
    did(store, begin, meeting_id, time(18))
    assert [state(store, meeting_id, at).entitled for at in (0, 1)] == [9, 11]
    did(store, close, items(store, meeting_id)[1].id, "pupils_leave", "")
    assert state(store, meeting_id, 1).entitled == 11
    did(store, set_votes, items(store, meeting_id)[0].id, 9, 0, 0)
    did(store, set_votes, items(store, meeting_id)[1].id, 11, 0, 0)


# -- the end ---------------------------------------------------------------------------------------------------------


def test_at_the_end_it_is_told_what_nobody_has_written_of(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    first, second, third = (item.id for item in items(store, meeting_id))
    did(store, set_balloting, first, "unanimous")
    assert refused(store, end, meeting_id, time(17)).field == "closed_at"
    left = did(store, end, meeting_id, time(19, 30))
    assert left == (second, third)
    assert [item.outcome for item in items(store, meeting_id)] == ["treated", "", ""]
    did(store, treat, (second,))
    assert [item.outcome for item in items(store, meeting_id)] == ["treated", "treated", ""]
    assert detail(store, meeting_id).row.closed_at == time(19, 30)


def test_a_late_meeting_may_end_after_midnight(store: Store, school: MeetingSchool) -> None:
    meeting_id = begun(store, school.su)
    did(store, end, meeting_id, time(0, 20))
    assert detail(store, meeting_id).row.closed_at == time(0, 20)


def test_one_step_is_undone_as_one(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su, held_on=EVENING)
    an_item(store, meeting_id, title="Sak")
    before = detail(store, meeting_id)
    did(store, begin, meeting_id, time(18))
    store.undo()
    after = detail(store, meeting_id)
    assert (after.attendance, after.row) == ((), before.row)
    assert SINCE < EVENING
