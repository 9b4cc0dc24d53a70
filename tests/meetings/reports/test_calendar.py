"""Do meetings come into a calendar, and does a change find the one it changes?"""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from icalendar import Calendar, Event

from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.meetings.commands import cancel_meeting, set_meeting
from app.meetings.reports.meeting_plan import MEETING_PLAN
from app.meetings.reports.notice import MEETING_NOTICE
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting, did


def calendar(store: Store, report: Report, subject: str | None = None, language: str = "nb") -> Calendar:
    request = ReportRequest(subject, "office", YEAR, date(2026, 8, 24))
    facts = store.read(report.collect, report.filled(request))
    data = report.writers["ics"](facts, translator(language))
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return found


def events(found: Calendar) -> list[Event]:
    return [one for one in found.walk("VEVENT") if isinstance(one, Event)]


def test_a_meeting_reads_back_as_it_was_planned_in_our_time(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.su, ends_at=time(19, 30), place="Personalrommet; 2. etasje, nord")
    found = calendar(store, MEETING_NOTICE, str(meeting))
    (event,) = events(found)
    assert found["method"] == "PUBLISH"
    assert event.decoded("dtstart").isoformat() == "2026-11-12T18:00:00+01:00"
    assert event.decoded("dtend").isoformat() == "2026-11-12T19:30:00+01:00"
    assert str(event["summary"]) == "Møte i SU"
    assert str(event["location"]) == "Personalrommet; 2. etasje, nord"
    assert str(event["status"]) == "CONFIRMED"
    (zone,) = found.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Europe/Oslo"


def test_summer_time_is_told(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.su, held_on=date(2027, 5, 20))
    (event,) = events(calendar(store, MEETING_NOTICE, str(meeting)))
    assert event.decoded("dtstart").isoformat() == "2027-05-20T18:00:00+02:00"
    assert event.decoded("dtend").isoformat() == "2027-05-20T19:00:00+02:00"


def test_a_change_keeps_the_id_and_counts_on_also_when_it_is_undone(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.su)

    def now() -> tuple[str, int, datetime]:
        (event,) = events(calendar(store, MEETING_NOTICE, str(meeting)))
        return str(event["uid"]), int(str(event["sequence"])), event.decoded("dtstart")

    first = now()
    did(store, set_meeting, meeting, "held_on", "19.11.2026")
    moved = now()
    assert (moved[0], moved[1] > first[1], moved[2].day) == (first[0], True, 19)
    store.undo()
    back = now()
    assert back[0] == first[0]
    assert back[2] == first[2]
    assert back[1] >= moved[1]  # a calendar takes nothing that is older than what it has


def test_a_cancelled_meeting_is_taken_out_again(store: Store, school: MeetingSchool) -> None:
    meeting, other = a_meeting(store, school.su), a_meeting(store, school.fau, held_on=date(2026, 11, 19))
    did(store, cancel_meeting, meeting, "Sykdom", date(2026, 11, 2))
    alone = calendar(store, MEETING_NOTICE, str(meeting))
    assert alone["method"] == "CANCEL"
    assert [str(one["status"]) for one in events(alone)] == ["CANCELLED"]
    plan = calendar(store, MEETING_PLAN)
    assert plan["method"] == "PUBLISH"
    assert [str(one["status"]) for one in events(plan)] == ["CANCELLED", "CONFIRMED"]
    assert other != meeting


def test_the_plan_of_one_body_holds_its_meetings_alone_and_one_without_a_time_takes_the_day(
    store: Store, school: MeetingSchool
) -> None:
    a_meeting(store, school.su)
    a_meeting(store, school.fau, starts_at=None)
    (event,) = events(calendar(store, MEETING_PLAN, "FAU"))
    assert event.decoded("dtstart") == date(2026, 11, 12)
    assert not isinstance(event.decoded("dtstart"), datetime)
    assert event.decoded("dtend") == date(2026, 11, 13)


@pytest.mark.parametrize(("language", "said"), [("nb", "Møte i FAU"), ("nn", "Møte i FAU"), ("en", "Meeting of FAU")])
def test_a_meeting_is_named_in_every_language_and_nothing_breaks_out(
    store: Store, school: MeetingSchool, language: str, said: str
) -> None:
    meeting = a_meeting(store, school.fau, place="Rom\r\nATTENDEE:mailto:x@y.no <b>Ola")
    (event,) = events(calendar(store, MEETING_NOTICE, str(meeting), language))
    assert str(event["summary"]) == said
    assert "attendee" not in event
