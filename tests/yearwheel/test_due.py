"""What of the wheel waits for the office, on the first page?"""

from __future__ import annotations

from datetime import date

from app.core.i18n import translator
from app.features import HOOKS
from app.meetings.commands import add_meeting
from app.yearwheel.becoming import become_meeting
from app.yearwheel.commands import drop, mark_done
from app.yearwheel.due import due
from db.store import Store
from tests.meetings.factories import did, known
from tests.yearwheel.factories import WheelSchool


def said(store: Store, today: date, language: str = "nb") -> dict[str, str]:
    """Return {code: what waits}."""
    tr = translator(language)
    return {one.code: tr.say(one.words.msgid, one.words.values) for one in known(store, due, today)}


def test_it_is_a_hook(store: Store, school: WheelSchool) -> None:
    assert due in list(HOOKS.of("due"))


def test_what_is_past_and_what_is_coming_is_a_line_each(store: Store, school: WheelSchool) -> None:
    """On 25 September A02 of 14 August, A04 and two of X2 (17 August, 21 September) are past, and K01 is near."""
    today = date(2026, 9, 25)
    assert said(store, today) == {
        "yearwheel.overdue": "I årshjulet, over fristen: 4",
        "yearwheel.coming": "«Utviklingssamtaler» står i årshjulet 28.09.2026",
    }
    late, near = known(store, due, today)
    assert (late.number, late.day, late.page, late.item) == (4, date(2026, 8, 14), "yearwheel", ("status", "overdue"))
    assert {one.key: one.day for one in late.things}[school.key("A02")] == date(2026, 8, 14)
    assert (near.number, near.day, near.item) == (1, date(2026, 9, 28), school.key("K01"))
    assert said(store, today, "nn")["yearwheel.coming"] == "«Utviklingssamtaler» står i årshjulet 28.09.2026"


def test_what_is_done_or_dropped_waits_no_more(store: Store, school: WheelSchool) -> None:
    today = date(2026, 8, 26)
    assert said(store, today) == {"yearwheel.overdue": "I årshjulet, over fristen: 2"}
    did(store, mark_done, school["A02"], 1, date(2026, 8, 14))
    found = said(store, today)
    assert found == {"yearwheel.overdue": "«Fraværet meldes til kommunen» er over fristen i årshjulet"}
    did(store, drop, school["X2"], 1)
    assert said(store, today) == {}


def test_two_weeks_before_it_is_coming(store: Store, school: WheelSchool) -> None:
    for code, number in (("A02", 1), ("X2", 1)):
        did(store, drop, school[code], number)
    assert said(store, date(2026, 9, 6)) == {}
    assert said(store, date(2026, 9, 7)) == {"yearwheel.coming": "I årshjulet de neste to ukene: 2"}  # 21 September


def test_bodies_and_what_is_a_meeting_have_lines_of_their_own(store: Store, school: WheelSchool) -> None:
    for code, number in (("A02", 1), ("X2", 1), ("X2", 2), ("A04", 1)):
        did(store, drop, school[code], number)
    did(store, become_meeting, school["K01"], 1)
    did(store, add_meeting, body_ids=(school.meetings.fau,), held_on=date(2026, 9, 10))
    assert said(store, date(2026, 9, 30)) == {}  # M01 and S01 on 2 October are SMU's and SU's


def test_a_year_without_a_wheel_says_nothing(store: Store, school: WheelSchool) -> None:
    assert said(store, date(2027, 9, 1)) == {}
