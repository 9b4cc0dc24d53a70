"""Does every case of a meeting that was held get its number, and can minutes always go on or back?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from app.core.errors import UserError
from app.meetings.agenda import add_item, postpone, set_item, withdraw
from app.meetings.commands import add_meeting, cancel_meeting, remove_meeting, set_meeting, set_rule
from app.meetings.minutes import approve, approve_first, send_minutes, take_back_approval
from app.meetings.notices import forget_notice, notice_remark, send_notice
from app.meetings.queries import last_before
from app.meetings.sitting import begin, end
from db.store import Store
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, detail, did, known

LATER = date(2026, 12, 10)


def refused(store: Store, command: Callable[..., object], *args: Any, **more: Any) -> UserError:
    with pytest.raises(UserError) as error:
        did(store, command, *args, **more)
    return error.value


def an_item(store: Store, meeting_id: int | None, title: str, **facts: Any) -> int:
    return did(store, lambda session: add_item(session, meeting_id, title=title, **facts))


def numbers(store: Store, meeting_id: int) -> list[int | None]:
    return [item.number for item in detail(store, meeting_id).items]


# -- numbers ---------------------------------------------------------------------------------------------------------


def test_a_case_that_came_up_in_the_meeting_has_its_number_when_it_ends(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    an_item(store, meeting_id, "Trafikk")
    did(store, begin, meeting_id, time(18))
    an_item(store, meeting_id, "Vester")
    did(store, end, meeting_id, time(20))
    assert numbers(store, meeting_id) == [1, 2]


def test_minutes_that_are_sent_or_approved_have_every_number(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    an_item(store, meeting_id, "Trafikk", decision="Vi gjør det.")
    did(store, send_minutes, meeting_id, EVENING)
    assert numbers(store, meeting_id) == [1]
    an_item(store, meeting_id, "Vester", decision="Kjøpes.")
    did(store, approve, meeting_id, LATER, None)
    assert numbers(store, meeting_id) == [1, 2]
    later = a_meeting(store, school.fau, held_on=LATER)
    an_item(store, later, "Ny sak")
    did(store, begin, later, time(18))
    assert numbers(store, later) == [3]


def test_what_chair_and_minute_taker_approve_has_every_number(store: Store, school: MeetingSchool) -> None:
    did(store, set_rule, school.fau, "two_stage", "yes")
    meeting_id = a_meeting(store, school.fau)
    an_item(store, meeting_id, "Trafikk", decision="Vi gjør det.")
    did(store, approve_first, meeting_id, EVENING)
    assert numbers(store, meeting_id) == [1]


# -- what is a meeting that was held ---------------------------------------------------------------------------------


def test_a_case_that_is_put_off_or_taken_back_before_the_meeting_does_not_make_it_held(
    store: Store, school: MeetingSchool
) -> None:
    meeting_id = a_meeting(store, school.fau)
    first, second = (an_item(store, meeting_id, title) for title in ("Trafikk", "Vester"))
    did(store, postpone, first)
    did(store, withdraw, second)
    assert detail(store, meeting_id).row.status == "planned"
    assert refused(store, send_minutes, meeting_id, EVENING).message.startswith("Nothing is written")
    did(store, set_item, first, "outcome", "treated")
    assert detail(store, meeting_id).row.status == "held"


def test_a_meeting_in_which_a_case_was_treated_is_not_cancelled(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, set_item, an_item(store, meeting_id, "Trafikk"), "outcome", "treated")
    assert refused(store, cancel_meeting, meeting_id, "", EVENING).message.startswith("This meeting took place")
    assert refused(store, remove_meeting, meeting_id)


def test_a_cancelled_meeting_neither_ends_nor_approves_minutes(store: Store, school: MeetingSchool) -> None:
    meeting_id, later = a_meeting(store, school.fau), a_meeting(store, school.fau, held_on=LATER)
    an_item(store, meeting_id, "Trafikk", decision="Vi gjør det.")
    case = an_item(store, later, "Godkjenning", code="approve_minutes", approves_meeting_id=meeting_id)
    did(store, cancel_meeting, later, "sykdom", LATER)
    assert refused(store, end, later, time(20)).message == "The meeting is cancelled."
    assert refused(store, approve, meeting_id, LATER, case).field == "item"


def test_a_meeting_that_ended_after_midnight_can_still_be_corrected(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, begin, meeting_id, time(18))
    did(store, end, meeting_id, time(0, 20))
    did(store, set_meeting, meeting_id, "place", "Biblioteket")
    did(store, set_meeting, meeting_id, "closed_at", "00.30")
    found = detail(store, meeting_id).row
    assert (found.place, found.closed_at) == ("Biblioteket", time(0, 30))
    assert refused(store, set_meeting, meeting_id, "closed_at", "17.00").field == "closed_at"


def test_of_two_meetings_on_one_day_the_earlier_one_was_before(store: Store, school: MeetingSchool) -> None:
    late = a_meeting(store, school.fau, starts_at=time(20))
    early = a_meeting(store, school.fau, starts_at=time(17))
    before = known(store, last_before, detail(store, late).row)
    assert before is not None
    assert before.id == early
    assert known(store, last_before, detail(store, early).row) is None


# -- two stages ------------------------------------------------------------------------------------------------------


def test_chair_and_minute_taker_approve_again_what_was_changed_since(store: Store, school: MeetingSchool) -> None:
    did(store, set_rule, school.fau, "two_stage", "yes")
    meeting_id = a_meeting(store, school.fau)
    case = an_item(store, meeting_id, "Trafikk", decision="Vi gjør det.")
    did(store, approve_first, meeting_id, EVENING)
    assert refused(store, approve_first, meeting_id, EVENING).message.startswith("Chair and minute taker have")
    did(store, set_item, case, "decision", "Vi gjør det til våren.")
    did(store, approve_first, meeting_id, LATER)
    assert [step.kind for step in detail(store, meeting_id).steps] == ["first_approval", "first_approval"]
    did(store, approve, meeting_id, LATER, None)
    did(store, take_back_approval, meeting_id)
    assert refused(store, approve_first, meeting_id, LATER)


# -- notices ---------------------------------------------------------------------------------------------------------


def test_when_the_first_notice_was_a_mistake_the_next_one_is_the_notice(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    first = did(store, send_notice, meeting_id, date(2026, 10, 20), "email", ())
    did(store, send_notice, meeting_id, date(2026, 11, 3), "email", ())
    did(store, forget_notice, first)
    found = detail(store, meeting_id)
    assert [(one.kind, one.sent_on) for one in found.notices] == [("notice", date(2026, 11, 3))]
    assert (found.row.status, found.row.sent_on) == ("called", date(2026, 11, 3))


def test_a_notice_that_is_noted_late_but_went_out_first_is_the_one_that_counts(
    store: Store, school: MeetingSchool
) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, send_notice, meeting_id, date(2026, 11, 9), "email", ())
    did(store, send_notice, meeting_id, date(2026, 10, 20), "paper", ())
    found = detail(store, meeting_id)
    assert found.row.sent_on == date(2026, 10, 20)
    assert [(one.kind, one.sent_on.day) for one in found.notices] == [("notice", 20), ("change", 9)]
    assert notice_remark(found) is None


# -- days that cannot be ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["01.01.0001", "31.12.9999", "24.08.0226"])
def test_a_year_that_cannot_be_is_refused_at_its_field(store: Store, school: MeetingSchool, typed: str) -> None:
    meeting_id = a_meeting(store, school.fau)
    assert refused(store, set_meeting, meeting_id, "held_on", typed).field == "held_on"


def test_a_meeting_is_not_planned_in_such_a_year_either(store: Store, school: MeetingSchool) -> None:
    assert refused(store, add_meeting, body_ids=(school.fau,), held_on=date(226, 8, 24)).field == "held_on"


def test_a_meeting_is_not_moved_before_the_days_that_were_set_for_it(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, set_meeting, meeting_id, "notice_by", "05.11.2026")
    did(store, set_meeting, meeting_id, "held_on", "03.11.2026")
    assert detail(store, meeting_id).row.notice_by is None
