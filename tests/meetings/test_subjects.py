"""Is every meeting of a year asked for by a name of its own, also where the same bodies meet twice on one day?"""

from __future__ import annotations

from datetime import date, time

import pytest

from app.core.errors import UserError
from app.core.report import ReportRequest
from app.meetings.agenda import add_item
from app.meetings.due import due
from app.meetings.queries import meeting_row
from app.meetings.reports.case_extract import case_subjects
from app.meetings.reports.frame import meeting_of, meeting_subjects
from app.meetings.sitting import begin
from app.meetings.subjects import subject_of
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did, known

WHEN = date(2026, 11, 2)


def asked(store: Store, name: str) -> int:
    """Return the id of the meeting a paper is about that is asked for by a name."""
    return known(store, meeting_of, ReportRequest(name, "members", YEAR, WHEN)).row.id


def test_two_on_one_day_are_told_apart_by_when_they_begin_and_then_by_number(
    store: Store, school: MeetingSchool
) -> None:
    late = a_meeting(store, school.su, starts_at=time(20))
    early = a_meeting(store, school.su, starts_at=time(18))
    again = a_meeting(store, school.su, starts_at=time(18))
    open_ended = a_meeting(store, school.su, starts_at=None)
    alone = a_meeting(store, school.fau)
    names = {
        "SU 12.11.2026 20.00": late,
        "SU 12.11.2026 18.00": early,
        "SU 12.11.2026 18.00 (2)": again,
        "SU 12.11.2026": open_ended,
        "FAU 12.11.2026": alone,
    }
    assert set(known(store, meeting_subjects, YEAR)) == set(names)
    for name, meeting_id in names.items():
        assert asked(store, name) == meeting_id
        assert known(store, lambda session, one: subject_of(session, meeting_row(session, one)), meeting_id) == name


def test_a_name_that_two_share_is_not_guessed(store: Store, school: MeetingSchool) -> None:
    for hour in (18, 20):
        a_meeting(store, school.su, starts_at=time(hour))
    with pytest.raises(UserError) as refused:
        asked(store, "SU 12.11.2026")
    assert refused.value.values["names"] == "SU 12.11.2026 18.00, SU 12.11.2026 20.00"


def test_a_title_like_the_name_of_another_keeps_them_apart(store: Store, school: MeetingSchool) -> None:
    for hour in (18, 20):
        a_meeting(store, school.su, starts_at=time(hour))
    a_meeting(store, kind="other", title="SU 12.11.2026 18.00", held_on=EVENING)
    names = known(store, meeting_subjects, YEAR)
    assert len({name.casefold() for name in names}) == len(names) == 3


def test_what_waits_today_prints_the_notice_of_its_own_meeting(store: Store, school: MeetingSchool) -> None:
    meetings = [a_meeting(store, school.su, starts_at=time(hour)) for hour in (18, 20)]
    told = {line.subject: line.item for line in known(store, due, WHEN) if line.subject}
    assert {item: name for name, item in told.items()} == {
        meetings[0]: "SU 12.11.2026 18.00",
        meetings[1]: "SU 12.11.2026 20.00",
    }


def test_a_case_is_asked_for_by_the_name_of_its_meeting(store: Store, school: MeetingSchool) -> None:
    for hour in (18, 20):
        meeting_id = a_meeting(store, school.su, starts_at=time(hour))
        did(store, add_item, meeting_id, title="Skoleruta")
        did(store, begin, meeting_id, time(hour))
    assert known(store, case_subjects, YEAR) == (
        "SU 12.11.2026 18.00, sak 1/26",
        "SU 12.11.2026 20.00, sak 2/26",
    )
