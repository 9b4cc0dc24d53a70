"""By when must cases, notice, papers and remarks of a meeting be there?"""

from __future__ import annotations

from datetime import date

import pytest

from app.bodies.commands import set_body
from app.meetings.commands import set_meeting, set_rule
from app.meetings.deadlines import deadlines, notice_days
from app.meetings.queries import meeting_row
from app.meetings.rules.deadlines import DayRule, Deadlines, counted_back
from db.models import MinutesStep
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, did, known

HELD = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("rules", "input_by", "notice_by", "papers_by"),
    [
        # one body: 21 days are 22 October, 14 are 29 October, 7 are 5 November
        ([DayRule(14, 21, None)], date(2026, 10, 22), date(2026, 10, 29), date(2026, 10, 29)),
        ([DayRule(14, 21, 7)], date(2026, 10, 22), date(2026, 10, 29), date(2026, 11, 5)),
        ([DayRule(None, None, None)], None, date(2026, 10, 29), date(2026, 10, 29)),
        ([DayRule(0, None, None)], None, HELD, HELD),
        # of two the strictest, each for itself
        ([DayRule(7, 21, None), DayRule(14, 10, 5)], date(2026, 10, 22), date(2026, 10, 29), date(2026, 11, 7)),
        ([DayRule(7, None, None), DayRule(None, 10, None)], date(2026, 11, 2), date(2026, 10, 29), date(2026, 10, 29)),
        ([], None, None, None),
    ],
)
def test_they_are_counted_back(
    rules: list[DayRule], input_by: date | None, notice_by: date | None, papers_by: date | None
) -> None:
    assert counted_back(HELD, rules) == Deadlines(input_by, notice_by, papers_by)


def of(store: Store, meeting_id: int) -> Deadlines:
    return known(store, lambda session: deadlines(session, meeting_row(session, meeting_id)))


def test_a_combined_meeting_follows_the_strictest_body(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau, school.council)  # 14 and 7 days of notice
    did(store, set_rule, school.council, "input_days", "28")
    assert of(store, meeting_id) == Deadlines(date(2026, 10, 15), date(2026, 10, 29), date(2026, 10, 29))
    did(store, set_body, school.fau, "notice_days", "")
    did(store, set_body, school.council, "notice_days", "")
    assert of(store, meeting_id).notice_by == date(2026, 10, 29)  # the usual two weeks
    assert known(store, lambda session: notice_days(session, meeting_row(session, meeting_id))) is None


def test_what_the_rule_asks_for_is_the_most_any_body_asks(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.council, school.fau)
    assert known(store, lambda session: notice_days(session, meeting_row(session, meeting_id))) == 14


def test_a_day_of_its_own_goes_before_the_rule(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, set_meeting, meeting_id, "papers_by", "09.11.2026")
    assert of(store, meeting_id) == Deadlines(date(2026, 10, 22), date(2026, 10, 29), date(2026, 11, 9))


def test_a_talk_has_none(store: Store, school: MeetingSchool) -> None:
    assert of(store, a_meeting(store, school.fau, kind="talk")) == Deadlines(None, None, None)


def test_remarks_are_waited_for_once_the_minutes_are_sent(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    with store.change("Sent the minutes") as session:
        session.add(MinutesStep(meeting_id=meeting_id, kind="sent", made_on=date(2026, 11, 16)))
    assert of(store, meeting_id).remarks_by == date(2026, 11, 23)
    did(store, set_rule, school.fau, "remark_days", "")
    assert of(store, meeting_id).remarks_by is None
