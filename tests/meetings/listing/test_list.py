"""The list of the year's meetings, and what is done from it."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import Qt

from app.bodies.commands import set_body
from app.meetings.agenda import add_item
from app.meetings.commands import cancel_meeting
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, did
from tests.meetings.listing.at_page import CTRL, ENTER, AtPage
from tests.meetings.listing.conftest import Open


def four(store: Store, school: MeetingSchool) -> list[int]:
    """Plan a meeting of FAU in September and November, a combined one in October and a talk."""
    return [
        a_meeting(store, school.fau, held_on=date(2026, 9, 8), place="Biblioteket"),
        a_meeting(store, school.su, school.smu, held_on=date(2026, 10, 13), starts_at=time(17, 30), ends_at=time(19)),
        a_meeting(store, school.fau, held_on=date(2026, 11, 10)),
        a_meeting(store, held_on=date(2026, 9, 1), starts_at=time(9), kind="talk", title="Rektor og FAU-leder"),
    ]


def test_the_meetings_stand_by_day_with_time_place_and_status(
    store: Store, school: MeetingSchool, open_page: Open
) -> None:
    four(store, school)
    at = open_page()
    assert at.rows("day", "whose", "time", "place", "status") == [
        ("tir. 1. sep.", "Rektor og FAU-leder", "09.00", "", "Planlagt"),
        ("tir. 8. sep.", "FAU", "18.00", "Biblioteket", "Planlagt"),
        ("tir. 13. okt.", "SU og SMU", "17.30", "", "Planlagt"),
        ("tir. 10. nov.", "FAU", "18.00", "", "Planlagt"),
    ]
    assert at.page.meetings.list.counted.text() == "4 møter"


def test_one_begins_at_the_next_meeting_and_follows_with_the_arrows(
    store: Store, school: MeetingSchool, open_page: Open, clock: Clock
) -> None:
    first, second, *_ = four(store, school)
    clock.set(datetime(2026, 9, 3, 8))
    at = open_page()
    assert at.page.meetings.pane.meeting_id == first
    at.qtbot.keyClick(at.page.meetings.list.filter_box, Qt.Key.Key_Down)
    at.settle()
    assert at.page.meetings.pane.meeting_id == second


def test_chips_let_through_one_body_what_comes_and_what_is_no_bodys(
    store: Store, school: MeetingSchool, open_page: Open, clock: Clock
) -> None:
    four(store, school)
    clock.set(datetime(2026, 10, 1, 8))
    at = open_page()
    part = at.page.meetings
    assert [chip.text() for chip in part._body_chips.values()] == ["FAU", "SMU", "SU", "Annet"]
    part._body_chips[school.fau].click()
    assert [day for (day,) in at.rows("day")] == ["tir. 8. sep.", "tir. 10. nov."]
    part.coming.click()
    assert [day for (day,) in at.rows("day")] == ["tir. 10. nov."]
    part._body_chips[school.fau].click()
    part.coming.click()
    part._body_chips["other"].click()
    assert at.rows("whose") == [("Rektor og FAU-leder",)]


def test_a_filter_finds_by_body_place_and_date(store: Store, school: MeetingSchool, open_page: Open) -> None:
    four(store, school)
    at = open_page()
    for typed, days in (
        ("biblio", ["tir. 8. sep."]),
        ("samarbeidsutvalg", ["tir. 13. okt."]),
        ("10.11.2026", ["tir. 10. nov."]),
        ("fau nov", ["tir. 10. nov."]),
    ):
        at.page.meetings.list.filter_box.setText(typed)
        at.settle()
        assert [day for (day,) in at.rows("day")] == days, typed


def test_a_meeting_of_another_year_is_shown_with_its_year(store: Store, school: MeetingSchool, open_page: Open) -> None:
    last_year = a_meeting(store, school.fau, held_on=date(2026, 5, 5))
    at = open_page()
    at.context.offer_years([2025, 2026], 2026)
    at.context.show_page("meetings", last_year)
    at.settle()
    assert at.context.year == 2025
    assert at.page.meetings.pane.meeting_id == last_year


def test_what_is_gone_is_said(at: AtPage) -> None:
    at.context.show_page("meetings", 4711)
    assert at.told == "Møtet finnes ikke lenger."
    at.context.show_page("meetings", ("item", 4711))
    assert at.told == "Saken finnes ikke lenger."


def test_a_case_is_shown_in_its_meeting(store: Store, school: MeetingSchool, open_page: Open) -> None:
    meeting_id = a_meeting(store, school.fau)
    add_item_id = did(store, add_item, meeting_id, title="Skolevei")
    at = open_page()
    at.context.show_page("meetings", ("item", add_item_id))
    at.settle()
    assert at.page.meetings.pane.meeting_id == meeting_id
    assert at.page.meetings.pane.agenda.table.item_id == add_item_id


def test_several_are_cancelled_as_one_step(store: Store, school: MeetingSchool, open_page: Open) -> None:
    ids = four(store, school)
    at = open_page()
    table = at.page.meetings.list.table
    at.page.meetings.list.filter_box.setFocus()
    at.press(Qt.Key.Key_A, CTRL)
    table.setFocus()
    at.press(Qt.Key.Key_Delete)
    dialog = at.dialog()
    assert dialog.windowTitle() == "Avlyse 4 møter?"
    at.qtbot.keyClicks(dialog.reason, "Skolen er stengt")
    at.press(ENTER)
    assert {row.id: row.cancelled_because for row in at.meetings} == dict.fromkeys(ids, "Skolen er stengt")
    assert at.said == "Avlyste 4 møter"
    at.context.undo()
    assert all(row.cancelled_on is None for row in at.meetings)


def test_what_is_cancelled_is_grey_and_cannot_be_cancelled_again(
    store: Store, school: MeetingSchool, open_page: Open
) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, cancel_meeting, meeting_id, "Sykdom", date(2026, 8, 24))
    at = open_page()
    table = at.page.meetings.list.table
    assert table.is_muted is not None
    assert table.is_muted(table.rows.rows[0])
    at.page.meetings.cancel_chosen()
    assert at.told == "Bare et møte som ikke er holdt, kan avlyses."


def test_fewer_meetings_than_the_rule_says_is_said_quietly(
    store: Store, school: MeetingSchool, open_page: Open
) -> None:
    did(store, set_body, school.su, "meetings_from", "2")
    a_meeting(store, school.su, held_on=date(2026, 9, 8))
    at = open_page()
    assert "SU (1 av 2)" in at.page.meetings.told.text()
    a_meeting(store, school.su, held_on=date(2027, 2, 9))
    at.settle()
    assert "SU (" not in at.page.meetings.told.text()


def test_nothing_yet_offers_to_plan_the_year(at: AtPage) -> None:
    empty = at.page.meetings.list._empty
    assert empty is not None
    assert empty.isVisible()
    assert "Planlegg året …" in at.office.words(empty)
    empty.button.click()  # type: ignore[attr-defined]
    assert at.dialog().windowTitle() == "Planlegg året"


def test_several_are_saved_for_the_calendar(
    store: Store, school: MeetingSchool, open_page: Open, tmp_path: Path
) -> None:
    four(store, school)
    at = open_page()
    part = at.page.meetings
    part._body_chips[school.fau].click()
    at.settle()
    part.list.table.selectAll()
    part._write_calendar([line.row for line in part.chosen], tmp_path / "Møter.ics")
    text = (tmp_path / "Møter.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "20260908" in text
    assert "20261110" in text
    assert "20261013" not in text
    assert at.told == "2 møter er lagret."
    part._write_calendar([line.row for line in part.chosen], tmp_path / "there is none" / "Møter.ics")
    assert at.told == "Filen kan ikke skrives dit. Velg en annen mappe."


def test_the_plan_is_printed_of_several_and_the_notice_of_one(
    store: Store, school: MeetingSchool, open_page: Open
) -> None:
    four(store, school)
    at = open_page()
    part = at.page.meetings
    part._body_chips[school.fau].click()
    at.settle()
    part.list.table.selectAll()
    at.page.print_paper()
    paper = at.preview.paper
    assert paper is not None
    assert paper.report.id == "meeting-plan"
    assert paper.request.subject == "FAU"
    at.window.close_panel()
    part.list.table.go_to_row(1)
    at.settle()
    at.page.print_paper()
    paper = at.preview.paper
    assert paper is not None
    assert (paper.report.id, paper.request.subject) == ("meeting-notice", "FAU 10.11.2026")
