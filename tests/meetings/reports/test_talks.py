"""Does a talk without formalities stay out of what is said of a body's meetings? And is no body named twice?"""

from __future__ import annotations

from datetime import date

from app.meetings.actions import understood
from app.meetings.agenda import add_item
from app.meetings.commands import set_rule
from app.meetings.reports.annual_report import ANNUAL_REPORT
from app.meetings.reports.minutes import MINUTES
from app.meetings.reports.notice import MEETING_NOTICE
from app.meetings.sitting import treat
from db.store import Store
from tests.meetings.factories import a_meeting, did, known
from tests.meetings.reports.decided import read
from tests.meetings.reports.held import Evening


def test_the_next_meeting_in_the_minutes_is_no_talk(held: Store, evening: Evening) -> None:
    a_meeting(held, evening.school.fau, held_on=date(2026, 11, 2), kind="talk", place="Rektors kontor")
    a_meeting(held, evening.school.fau, held_on=date(2026, 11, 26), place="Biblioteket")
    said = read(held, MINUTES, evening.fau)
    assert "26. november 2026" in said
    assert "Rektors kontor" not in said


def test_what_is_to_be_done_until_the_next_meeting_does_not_wait_for_a_talk(held: Store, evening: Evening) -> None:
    a_meeting(held, evening.school.fau, held_on=date(2026, 11, 2), kind="talk")
    a_meeting(held, evening.school.fau, held_on=date(2026, 11, 26))
    assert known(held, understood, evening.fau, "Ringe kommunen til neste møte").due == date(2026, 11, 26)


def test_a_talk_is_no_meeting_of_the_year_of_a_body(held: Store, evening: Evening) -> None:
    talk = a_meeting(held, evening.school.fau, held_on=date(2026, 11, 2), kind="talk", place="Rektors kontor")
    did(held, treat, (did(held, add_item, talk, title="Siden sist"),))
    said = read(held, ANNUAL_REPORT, "FAU")
    assert "Det ble holdt 1 møte." in said
    assert "Siden sist" not in said


def test_a_body_is_named_once_where_its_numbers_name_it(held: Store, evening: Evening) -> None:
    school = evening.school
    did(held, set_rule, school.su, "number_pattern", "SU {n}/{yy}")
    both = a_meeting(held, school.su, school.smu, held_on=date(2027, 1, 20))
    did(held, add_item, both, title="Budsjett", paper="Rammen er lavere.", body_id=school.su)
    did(held, add_item, both, title="Uteområdet", paper="Benkene er gamle.", body_id=school.smu)
    said = read(held, MEETING_NOTICE, both)
    assert "SU 1/27 Budsjett" in said
    assert "SMU 1/27 Uteområdet" in said
    assert "SU SU" not in said
