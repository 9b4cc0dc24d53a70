"""What of meetings waits on a day, and which bodies fall behind?"""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from app.core.due import DueLine
from app.core.i18n import translator
from app.features import HOOKS, all_reports
from app.meetings.behind import behind
from app.meetings.commands import cancel_meeting, set_meeting
from app.meetings.due import due
from app.meetings.planning import ParentEntry, plan_parent_meetings
from db.models import ActionPoint, AgendaItem, Hearing, MeetingNotice, MinutesStep
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting, did, known


def written(store: Store, *rows: Any) -> None:
    with store.change("Wrote rows") as session:
        session.add_all(rows)


def all_lines(store: Store, today: date) -> dict[str, DueLine]:
    """Return what waits and what is near, by code; each kind is there once."""
    found = known(store, due, today)
    assert len({one.code for one in found}) == len(found)
    return {one.code: one for one in found}


def lines(store: Store, today: date) -> dict[str, DueLine]:
    """Return what waits but for bodies that fall behind, by code."""
    return {c: one for c, one in all_lines(store, today).items() if ".behind" not in c and not one.is_next}


def near(store: Store, today: date) -> dict[str, DueLine]:
    """Return the meetings that are near, by code."""
    return {code: one for code, one in all_lines(store, today).items() if one.is_next}


def said(line: DueLine, language: str = "nb") -> str:
    return translator(language).say(line.words.msgid, line.words.values)


def test_it_is_a_hook(store: Store, school: MeetingSchool) -> None:
    assert due in list(HOOKS.of("due"))


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 10, 21), None),  # the notice of 12 November must go out by 29 October: asked for a week before
        (date(2026, 10, 22), "notice"),
        (date(2026, 11, 12), "notice"),
        (date(2026, 11, 13), "minutes.missing"),
    ],
)
def test_a_notice_is_asked_for_until_it_is_sent(
    store: Store, school: MeetingSchool, today: date, code: str | None
) -> None:
    meeting_id = a_meeting(store, school.su, school.smu)
    found = lines(store, today)
    assert {one: line.item for one, line in found.items()} == ({} if code is None else {f"meetings.{code}": meeting_id})


def test_a_case_that_is_put_off_does_not_silence_the_notice(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    written(store, AgendaItem(meeting_id=meeting_id, body_id=school.fau, title="Refleks", outcome="postponed"))
    assert lines(store, date(2026, 10, 28))["meetings.notice"].item == meeting_id


def test_the_notice_is_printed_from_the_line(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su, school.smu)
    (line,) = lines(store, date(2026, 10, 28)).values()
    assert said(line) == "Innkallingen til SU og SMU 12.11.2026 må sendes innen 29.10.2026"
    assert (line.day, line.page, line.item) == (date(2026, 10, 29), "meetings", meeting_id)
    assert (line.report, line.subject) == ("meeting-notice", "SU og SMU 12.11.2026")
    report = next(one for one in all_reports() if one.id == line.report)
    assert known(store, lambda session: line.subject in report.subjects(session, YEAR))


def test_two_notices_are_one_line_that_shows_them_all(store: Store, school: MeetingSchool) -> None:
    for day in (date(2026, 11, 10), date(2026, 11, 12)):
        a_meeting(store, school.fau, held_on=day)
    (line,) = lines(store, date(2026, 10, 28)).values()
    assert said(line) == "Innkallinger til møter som må sendes: 2, den første innen 27.10.2026"
    assert (line.number, line.day, line.item, line.report) == (2, date(2026, 10, 27), "list", "")
    assert [one.day for one in line.things] == [date(2026, 10, 27), date(2026, 10, 29)]
    assert said(line, "nn") == "Innkallingar til møte som må sendast: 2, den første innan 27.10.2026"


def test_a_meeting_is_said_two_weeks_before(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    written(store, MeetingNotice(meeting_id=meeting_id, sent_on=date(2026, 10, 20)))
    assert near(store, date(2026, 10, 28)) == {}
    (line,) = near(store, date(2026, 10, 29)).values()
    assert (line.code, said(line)) == (f"meetings.next:{meeting_id}", "FAU 12.11.2026 kl. 18.00")
    assert line.report == "meeting-notice"
    did(store, cancel_meeting, meeting_id, "Streik", date(2026, 10, 29))
    assert near(store, date(2026, 10, 29)) == {}


def test_of_a_talk_no_notice_and_no_minutes_are_asked(store: Store, school: MeetingSchool) -> None:
    a_meeting(store, kind="talk", title="Rektor og FAU-leder", starts_at=time(9))
    assert lines(store, date(2026, 11, 2)) == {}
    (line,) = near(store, date(2026, 11, 2)).values()
    assert said(line) == "Rektor og FAU-leder 12.11.2026 kl. 09.00"
    assert line.report == ""
    assert all_lines(store, date(2026, 11, 13)).keys() <= {"meetings.behind.parents", "meetings.behind"}


def test_minutes_are_written_sent_and_approved(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)

    def waits(today: date) -> list[str]:
        return [said(line) for line in lines(store, today).values()]

    assert waits(date(2026, 11, 13)) == ["Det er ikke noe referat fra FAU 12.11.2026 ennå"]
    did(store, set_meeting, meeting_id, "opened_at", "18.00")
    assert waits(date(2026, 11, 13)) == ["Referatet fra FAU 12.11.2026 er ikke sendt ennå"]
    written(store, MinutesStep(meeting_id=meeting_id, kind="sent", made_on=date(2026, 11, 16)))
    assert waits(date(2026, 11, 23)) == []  # remarks may come until then
    assert waits(date(2026, 11, 24)) == ["Referatet fra FAU 12.11.2026 kan godkjennes"]
    written(store, MinutesStep(meeting_id=meeting_id, kind="approved", made_on=date(2026, 12, 10)))
    assert waits(date(2026, 12, 11)) == []


def test_minutes_are_late_after_a_week(store: Store, school: MeetingSchool) -> None:
    for day in (date(2026, 11, 5), date(2026, 11, 12)):
        a_meeting(store, school.fau, held_on=day)
    (line,) = lines(store, date(2026, 11, 13)).values()
    assert (said(line), line.day, line.item) == ("Møter uten referat: 2", date(2026, 11, 12), "list")
    assert [one.day for one in line.things] == [date(2026, 11, 12), date(2026, 11, 19)]


def test_hearings_and_what_is_past_its_day(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau, kind="talk", held_on=date(2026, 9, 1))
    written(
        store,
        Hearing(title="Skolegrenser", deadline=date(2026, 12, 1)),
        Hearing(title="Besvart", deadline=date(2026, 11, 1), answered_on=date(2026, 10, 30)),
        Hearing(title="Uten frist"),
        ActionPoint(meeting_id=meeting_id, what="Ringe kommunen", due=date(2026, 10, 1)),
        ActionPoint(meeting_id=meeting_id, what="Bestille reflekser", due=date(2026, 10, 15)),
        ActionPoint(meeting_id=meeting_id, what="Kjøpe kaffe", due=date(2026, 11, 1)),
        ActionPoint(meeting_id=meeting_id, what="Ferdig", due=date(2026, 10, 1), done_on=date(2026, 10, 2)),
        ActionPoint(meeting_id=meeting_id, what="Uten dag"),
    )
    (actions,) = lines(store, date(2026, 10, 17)).values()  # what is due on 1 November is more than two weeks away
    assert said(actions) == "Oppfølging etter møter: 2, den første innen 01.10.2026"
    assert said(lines(store, date(2026, 10, 18))["meetings.actions"]).startswith("Oppfølging etter møter: 3, ")
    assert "meetings.hearing" not in lines(store, date(2026, 11, 16))
    (hearing, actions) = lines(store, date(2026, 11, 17)).values()
    assert (actions.number, actions.day, actions.item) == (3, date(2026, 10, 1), "follow-up")
    assert said(hearing) == "Høring: Skolegrenser, svarfrist 01.12.2026"
    assert isinstance(hearing.item, tuple)
    assert hearing.item[0] == "hearing"


def test_twenty_parents_meetings_are_one_line(store: Store, school: MeetingSchool) -> None:
    table = [
        ParentEntry(class_id, day, time(18))
        for class_id, day in zip(
            school.classes.values(), (date(2026, 9, 8), date(2026, 9, 9), date(2026, 9, 30)), strict=True
        )
    ]
    did(store, plan_parent_meetings, YEAR, table)
    shown = {**lines(store, date(2026, 8, 26)), **near(store, date(2026, 8, 26))}
    found = {code: (line.number, said(line)) for code, line in shown.items()}
    assert found == {
        "meetings.parents.notice": (2, "Innkallinger til foreldremøter som må sendes: 2, den første innen 25.08.2026"),
        "meetings.parents.next": (2, "Foreldremøter de neste to ukene: 2, det første 08.09.2026"),
    }
    reports = {one.id for one in all_reports()}
    assert {line.report for line in shown.values()} == {"parent-meeting-notices"} <= reports
    assert lines(store, date(2026, 10, 1)) == {}  # minutes of theirs are not the office's


def test_bodies_that_fall_behind(store: Store, school: MeetingSchool) -> None:
    """FAU wants 4, elevråd 8, SU 4, SMU 4, each class 1; on 31 January half of the year is over.

    From 15 August to 20 June (there is no summer in the calendar) 170 of 310 days: 2 of 4, 4 of 8, 0 of 1 meetings.
    """
    on = date(2027, 1, 31)
    days = [date(2026, 9, 10), date(2026, 11, 12), date(2027, 3, 11), date(2027, 5, 13)]
    for day in days:
        a_meeting(store, school.fau, held_on=day)  # two held, two coming
    for day in days[1:]:
        a_meeting(store, school.su, school.smu, held_on=day)  # one held, two coming
    a_meeting(store, school.smu, held_on=date(2027, 6, 3))  # SMU one more
    for day in days[:2]:
        a_meeting(store, school.council, held_on=day)  # two held of eight
    a_meeting(store, school.council, held_on=date(2026, 10, 15), kind="talk")  # does not count
    did(store, cancel_meeting, a_meeting(store, school.su, held_on=date(2026, 10, 15)), "Streik", on)
    for class_id, grade in ((school.classes["5A"], None), (None, 7)):
        day = date(2026, 9, 8)
        a_meeting(store, school.parent_meetings, kind="parents", held_on=day, school_class_id=class_id, grade=grade)
    found = {
        (one.name("nb"), one.class_name): (one.held, one.coming, one.wanted, one.verdict)
        for one in known(store, behind, YEAR, on)
    }
    assert found == {
        ("Elevråd", ""): (2, 0, 8, "behind"),
        ("Samarbeidsutvalg (SU)", ""): (1, 2, 4, "behind"),
        ("Skolemiljøutvalg (SMU)", ""): (1, 3, 4, "late"),
        ("Foreldremøter 6A", "6A"): (0, 0, 1, "to_plan"),
    }
    assert "meetings.behind.parents" not in all_lines(store, on)  # 6A has its meeting to plan yet, and time for it
    (line,) = [line for code, line in all_lines(store, on).items() if code == "meetings.behind"]
    assert (said(line), line.number) == ("Råd og utvalg som møtes sjeldnere enn regelen sier: 2", 2)
    for day in (date(2027, 3, 2), date(2027, 4, 2)):
        a_meeting(store, school.su, held_on=day)
    assert said(all_lines(store, on)["meetings.behind"]) == (
        "Møter i Elevråd: 2 holdt og 0 planlagt, regelen sier 8 i året"
    )


def test_a_case_without_a_meeting_waits_for_nobody_here(store: Store, school: MeetingSchool) -> None:
    written(store, AgendaItem(body_id=school.smu, title="Ballspill"))
    assert lines(store, date(2026, 10, 1)) == {}
