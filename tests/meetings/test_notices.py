"""What is noted when a notice goes out, and what do the minutes say of one that went out late?"""

from __future__ import annotations

from datetime import date, time

import pytest

from app.core.about import Saying
from app.core.errors import UserError
from app.meetings.agenda import add_item
from app.meetings.commands import cancel_meeting
from app.meetings.minutes import approve
from app.meetings.notices import forget_notice, notice_remark, send_notice
from app.meetings.sitting import begin
from db.models import Body
from db.store import Store
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, detail, did


def rule(store: Store, body: int, days: int | None) -> None:
    did(store, lambda session: setattr(session.get_one(Body, body), "notice_days", days))


def test_a_notice_gives_the_cases_numbers_and_keeps_who_was_called(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.fau)
    for title in ("Trafikk", "17. mai"):
        did(store, add_item, meeting, title=title)
    before = detail(store, meeting).row.calendar_sequence
    whom = [(school["Berit Lunde"], "member"), (school["Eva Myhre"], "deputy")]
    did(store, send_notice, meeting, date(2026, 10, 27), "email", whom)
    found = detail(store, meeting)
    assert found.row.status == "called"
    assert found.row.sent_on == date(2026, 10, 27)
    assert [item.number_text for item in found.items] == ["1/26", "2/26"]
    assert found.notices[0].recipients == tuple(whom)
    assert found.row.calendar_sequence == before + 1


def test_a_second_notice_is_a_change_and_the_first_day_counts(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.fau)
    rule(store, school.fau, 14)
    did(store, send_notice, meeting, date(2026, 10, 27), "email", [])
    did(store, send_notice, meeting, date(2026, 11, 9), "paper", [])
    found = detail(store, meeting)
    assert [one.kind for one in found.notices] == ["notice", "change"]
    assert notice_remark(found) is None


@pytest.mark.parametrize(
    ("required", "sent", "said"),
    [
        (14, date(2026, 10, 29), None),
        (14, date(2026, 10, 28), None),
        (14, date(2026, 10, 30), ("{day}, {days} days", 13)),
        (14, date(2026, 11, 3), ("{day}, {days} days", 9)),
        (14, date(2026, 11, 11), ("the day before", 1)),
        (14, EVENING, ("on the day", 0)),
        (7, date(2026, 11, 5), None),
        (7, date(2026, 11, 6), ("{day}, {days} days", 6)),
        (None, date(2026, 11, 11), None),
    ],
)
def test_a_short_notice_is_a_remark_by_the_rule_of_its_day(
    store: Store, school: MeetingSchool, required: int | None, sent: date, said: tuple[str, int] | None
) -> None:
    meeting = a_meeting(store, school.fau)
    rule(store, school.fau, required)
    did(store, send_notice, meeting, sent, "email", [])
    rule(store, school.fau, 30)  # what the rule is later says nothing of then
    found = notice_remark(detail(store, meeting))
    if said is None:
        assert found is None
    else:
        assert found is not None
        assert said[0] in found.msgid
        assert found.values == {"day": sent, "days": said[1], "required": required}


def test_where_no_notice_was_sent_that_is_said_if_the_rule_asks_for_one(store: Store, school: MeetingSchool) -> None:
    found = detail(store, a_meeting(store, school.fau))
    assert notice_remark(found) is None
    assert notice_remark(found, 14) == Saying(
        "No notice was sent. The rule asks for {required} days.", {"required": 14}
    )


def test_what_cannot_be_is_refused(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.fau)
    with pytest.raises(UserError, match="after the meeting"):
        did(store, send_notice, meeting, date(2026, 11, 13), "email", [])
    with pytest.raises(UserError, match="not cancelled"):
        did(store, send_notice, meeting, date(2026, 11, 1), "email", [], "cancellation")
    did(store, cancel_meeting, meeting, "Sykdom", date(2026, 11, 2))
    with pytest.raises(UserError, match="is cancelled"):
        did(store, send_notice, meeting, date(2026, 11, 3), "email", [])
    did(store, send_notice, meeting, date(2026, 11, 3), "email", [], "cancellation")
    assert [one.kind for one in detail(store, meeting).notices] == ["cancellation"]


def test_a_notice_noted_by_mistake_is_taken_away_but_not_once_the_minutes_are_approved(
    store: Store, school: MeetingSchool
) -> None:
    meeting, later = a_meeting(store, school.fau), a_meeting(store, school.fau, held_on=date(2026, 12, 3))
    item = did(store, add_item, meeting, title="Trafikk")
    first = did(store, send_notice, meeting, date(2026, 10, 27), "email", [])
    did(store, forget_notice, first)
    assert detail(store, meeting).row.status == "planned"
    assert detail(store, meeting).item(item).number_text == "1/26"
    again = did(store, send_notice, meeting, date(2026, 10, 28), "email", [])
    approving = did(store, add_item, later, title="Referat", code="approve_minutes", approves_meeting_id=meeting)
    did(store, begin, meeting, time(18))
    did(store, approve, meeting, date(2026, 12, 3), approving, False)
    with pytest.raises(UserError, match="approved"):
        did(store, forget_notice, again)
